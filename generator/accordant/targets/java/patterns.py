"""Regular expressions as Java has them."""

from __future__ import annotations

import re

from accordant.rules.pattern import PIECE

_PIECES = {
    "$": r"\z",
    ".": "[^\\n\\r\\u2028\\u2029]",
    r"\v": r"\x0B",
    r"\0": r"\x00",
    r"\/": "/",
    # Java's own looks at letters of all scripts.
    r"\b": r"(?:(?<=\w)(?!\w)|(?<!\w)(?=\w))",
    r"\B": r"(?:(?<=\w)(?=\w)|(?<!\w)(?!\w))",
}
_IN_SETS = {r"\v": r"\x0B", r"\0": r"\x00", r"\b": r"\x08", r"\/": "/"}
_SET_PIECE = re.compile(r"\\(?:x..|u....|.)|.", re.DOTALL)


def java_pattern(pattern: str) -> str:
    """The same search; `$` is the very end, `.` stops at ECMA 262's line ends."""
    return PIECE.sub(lambda found: _spelled(found[0]), pattern)


def _spelled(piece: str) -> str:
    if piece[0] == "[" and len(piece) > 1:
        return _SET_PIECE.sub(lambda found: _IN_SETS.get(found[0], found[0]), piece)
    if piece.startswith("{,"):
        return "{0" + piece[1:]
    return _PIECES.get(piece, piece)
