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
