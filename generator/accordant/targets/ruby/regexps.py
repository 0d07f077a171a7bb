"""Regular expressions of documents as Ruby has them."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)"
    r"|\[\^?(?P<set>(?:\\.|[^\]\\])*)\]"
    r"|\{[0-9]*(?:,[0-9]*)?\}"
    r"|.",
    re.DOTALL,
)
_IN_SETS = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)|.", re.DOTALL)


def regexp(pattern: str) -> str:
    """The inside of a literal that searches the same (rule S6): `^` and `$` are the very
    ends, `.` stops at ECMA 262's line ends, nothing is interpolated."""
    found = list[str]()
    for token in _TOKEN.finditer(pattern):
        text = token.group()
        if token["set"] is not None:
            spelled = _set(text)
        elif text[0] == "\\":
            spelled = _escape(text)
        elif text[0] == "{" and text.startswith("{,"):
            spelled = "{0" + text[1:]
        else:
            spelled = _BARE.get(text) or _sign(text)
        found.append(spelled)
    return "".join(found)


_BARE = {
    "^": r"\A",
    "$": r"\z",
    ".": r"[^\n\r\u2028\u2029]",
    "/": r"\/",
    "#": r"\#",
}


def _set(text: str) -> str:
    """A set; in Ruby `&&` and an inner `[` mean something, the subset has neither."""
    start = 2 if text.startswith("[^") else 1
    inside = "".join(
        (
            _escape(one)
            if one[0] == "\\"
            else {"/": r"\/", "#": r"\#"}.get(one) or _sign(one)
        )
        for one in _IN_SETS.findall(text[start:-1])
    )
    if not inside:  # an empty set matches nothing, its negation everything
        return "(?!)" if start == 1 else r"[\u0000-\u{10FFFF}]"
    return f"{text[:start]}{inside}]"


def _escape(text: str) -> str:
    """An escape: `\\x41` as a character, for bytes are something else in Ruby."""
    if text[1] == "x" and len(text) == 4:
        return f"\\u00{text[2:].upper()}"
    if text == r"\0":
        return r"\u0000"
    if text[1] in "/-" or text[1:] in "dDwWtnrfvbB" or len(text) > 2:
        return text
    return text if text.isascii() else _sign(text[1])


def _sign(sign: str) -> str:
    if " " <= sign <= "~":
        return sign
    point = ord(sign)
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\u{{{point:X}}}"
