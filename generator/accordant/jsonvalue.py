"""JSON values: their kinds, and when two are equal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # which imports this module
    from accordant.ir import Json, Kind

SAFE_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exact (RFC 8259, section 6)."""


def kind_of(value: Json) -> Kind:
    """The JSON Schema type of a value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "array"
    return "null" if value is None else "object"


def same(one: Any, other: Any) -> bool:
    """Equality as JSON defines it: true is not 1, 1.0 is 1 (rule S7)."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    return bool(one == other)


def key(value: Any) -> Hashable:
    """What is equal for two values exactly if they are the same as JSON."""
    if isinstance(value, list):
        return tuple(map(key, value))
    if isinstance(value, Mapping):
        return frozenset((name, key(inner)) for name, inner in value.items())
    return isinstance(value, bool), value


def is_number(value: object) -> bool:
    """A finite JSON number; booleans are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or value - value == 0


def is_count(value: object) -> bool:
    """A whole number of things."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
