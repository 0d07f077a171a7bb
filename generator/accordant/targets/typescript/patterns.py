"""Patterns as JavaScript has them with the flag u."""

from __future__ import annotations

import re

from accordant.rules.pattern import PIECE


def regular_expression(pattern: str) -> str:
    """The same search; outside of sets a hyphen is never escaped there, inside of them
    only what means something is."""
    return "".join(map(_spelled, PIECE.findall(pattern)))


def _spelled(piece: str) -> str:
    if piece == "\\-":
        return "-"
    if piece in ("\n", "\r", "\u2028", "\u2029"):
        return f"\\u{ord(piece):04x}"
    return piece


def form_expression(texts: tuple[str, ...], capture: str) -> str:
    """A whole string that is texts with captures between them."""
    escaped = [re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", text) for text in texts]
    return f"^{capture.join(escaped)}$"
