"""Regular expressions: the common subset of ECMA 262 and RE2 (rule S6)."""

from __future__ import annotations

import re

_ESCAPES = frozenset("dDwWtnrfv0bB" + r"\^$.*+?()[]{}|/-")
_TOKEN = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)"
    r"|\(\?(?P<group>.{0,2})"
    r"|\[\^?(?P<set>(?:\\.|[^\]\\])*)\]"
    r"|\{(?P<count>[0-9]*(?:,[0-9]*)?)\}"
    r"|.",
    re.DOTALL,
)
_REPEAT_LIMIT = 1000


def unsupported(pattern: str) -> str | None:
    """Why a pattern is outside the subset, in words; None if it is inside."""
    for token in _TOKEN.finditer(pattern):
        text = token.group()
        if text[0] == "\\":
            reason = _escape(text)
        elif token["group"] is not None:
            reason = None if token["group"].startswith(":") else f"'{text}'"
        elif token["set"] is not None:
            escapes = re.findall(r"\\(?:x..|u....|.)", token["set"], re.DOTALL)
            reason = next((r for r in map(_escape, escapes) if r), None)
            doubled = re.search(r"\[|--|&&|\|\||~~", token["set"])
            reason = reason or (f"'{doubled.group()}' in a set" if doubled else None)
        elif token["count"] is not None:
            limits = [int(n[:9]) for n in token["count"].split(",") if n]
            reason = f"'{text}'" if not limits or max(limits) > _REPEAT_LIMIT else None
        else:
            reason = f"a lone '{text}'" if text in "{}]" else None
        if reason:
            return f"{reason} is not in the common subset of ECMA 262 and RE2"
    try:
        re.compile(python_pattern(pattern), re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return "it is not a regular expression"
    return None


def _escape(text: str) -> str | None:
    if len(text) > 2 or text[1:] in _ESCAPES:
        return None
    return f"'{text}'"


def python_pattern(pattern: str) -> str:
    """The same search for Python's `re` with the ASCII flag.

    `$` is the very end, `.` stops at ECMA 262's line ends.
    """

    def spelled(token: re.Match[str]) -> str:
        text = token.group()
        if text == "$":
            return r"\Z"
        if text == ".":
            return "[^\\n\\r\\u2028\\u2029]"
        return text.replace("\\/", "/")

    return _TOKEN.sub(spelled, pattern)


PIECE = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)|\[\^?(?:\\.|[^\]\\])*\]"
    r"|\{[0-9]*(?:,[0-9]*)?\}|\(\?:|.",
    re.DOTALL,
)
_SIGNS = "xa0XA1-_. /:@" + "".join(map(chr, range(33, 127))) + "\n\t\u00e9\u4e00"


def example(pattern: str, times: int) -> str:
    """A text that the pattern is likely to match, by its first alternatives.

    What may be repeated is repeated `times` times, or as near to that as it may be.
    Boundaries (`\\b`) are not heeded, so the caller has to try the text.
    """
    pieces = PIECE.findall(pattern)
    return _alternatives(pieces, times)


def _alternatives(pieces: list[str], times: int) -> str:
    """The first alternative; the pieces are used up to the group's end."""
    text = ""
    wanted: str | None = None
    while pieces and pieces[0] != ")":
        piece = pieces.pop(0)
        if piece == "|":
            wanted, text = text if wanted is None else wanted, ""
            continue
        if piece in ("(", "(?:"):
            first = _alternatives(pieces, times)
            del pieces[:1]
        else:
            first = _sign(piece)
        text += first * _repeats(pieces, times)
    return text if wanted is None else wanted


def _sign(piece: str) -> str:
    """The plainest character a piece matches; nothing for an assertion."""
    spelled = re.compile(python_pattern(piece), re.ASCII)
    if len(piece) == 1 and piece not in ".^$":
        return piece
    return next((sign for sign in _SIGNS if spelled.fullmatch(sign)), "")


def _repeats(pieces: list[str], times: int) -> int:
    """How often the piece before is to stand; its quantifier is used up."""
    mark = pieces[0] if pieces else ""
    if mark not in ("*", "+", "?") and not (mark[:1] == "{" and len(mark) > 1):
        return 1
    del pieces[0]
    if pieces and pieces[0] == "?":
        del pieces[0]
    least, most = {"*": (0, times), "+": (1, times), "?": (0, 1)}.get(mark, (0, times))
    if mark[0] == "{":
        low, comma, high = mark[1:-1].partition(",")
        least = int(low or 0)
        most = int(high) if high else times if comma else least
    return max(least, min(most, times))
