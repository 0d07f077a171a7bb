"""Kleene's logic: true, false, and None where it is not known (rule S11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from accordant import ir

Truth: TypeAlias = bool | None


def all_of(values: Sequence[Truth]) -> Truth:
    """AND."""
    if False in values:
        return False
    return None if None in values else True


def any_of(values: Sequence[Truth]) -> Truth:
    """OR."""
    if True in values:
        return True
    return None if None in values else False


def truth_of(test: ir.Test, atom: Callable[[ir.Atom], Truth]) -> Truth:
    """A test, given what is known of each of its atoms."""
    return any_of([all_of([atom(one) for one in way]) for way in test.any_of])
