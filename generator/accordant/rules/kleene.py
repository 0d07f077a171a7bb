"""Kleene's logic: true, false, and None where it is not known (rule S11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

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
