"""What atoms ask of values (rules S4 to S7)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

from accordant import ir
from accordant.jsonvalue import SAFE_INTEGER, key, same
from accordant.rules.pattern import python_pattern


def holds(atom: ir.Atom, value: Any) -> bool:
    """Whether a value of the right type has the property an atom asks for."""
    match atom:
        case ir.OfType(kind=kind):
            return is_kind(value, kind)
        case ir.Unicode():
            return not any("\ud800" <= sign <= "\udfff" for sign in value)
        case ir.OneOf(values=values):
            return key(value) in _members(values)
        case ir.Bound(op="minimum", limit=limit):
            return bool(value >= limit)
        case ir.Bound(op="exclusiveMinimum", limit=limit):
            return bool(value > limit)
        case ir.Bound(op="maximum", limit=limit):
            return bool(value <= limit)
        case ir.Bound(limit=limit):
            return bool(value < limit)
        case ir.MultipleOf(factor=factor):
            return bool(value % factor == 0)
        case ir.Length(op=op, limit=limit) | ir.Items(op=op, limit=limit):
            size = len(value)
            return size >= limit if op.startswith("min") else size <= limit
        case ir.Pattern(text=text):
            return re.search(python_pattern(text), value, re.ASCII) is not None
        case ir.UniqueItems():
            return not any(
                same(one, other)
                for index, one in enumerate(value)
                for other in value[:index]
            )
        case _:
            raise AssertionError(atom)


_ENUMS = 1000
_members_of: dict[int, tuple[tuple[ir.Json, ...], frozenset[Hashable]]] = {}
"""By identity, the values of an enum and their keys: some have thousands."""


def _members(values: tuple[ir.Json, ...]) -> frozenset[Hashable]:
    found = _members_of.get(id(values))
    if found is None or found[0] is not values:
        if len(_members_of) >= _ENUMS:
            _members_of.clear()
        found = values, frozenset(map(key, values))
        _members_of[id(values)] = found
    return found[1]


def is_kind(value: Any, kind: str) -> bool:
    match kind:
        case "integer" | "number":
            if isinstance(value, bool) or not isinstance(value, int | float):
                return False
            try:
                double = float(value)
            except OverflowError:
                return False
            if double - double != 0:
                return False
            if kind == "number":
                return True
            return double.is_integer() and abs(value) <= SAFE_INTEGER
        case "object":
            return isinstance(value, Mapping)
        case _:
            kinds = {"string": str, "boolean": bool, "array": list, "null": type(None)}
            return isinstance(value, kinds[kind])


def echoed(atom: ir.Echo, other: Any) -> ir.Atom:
    """What an echo asks, given the value of the other field."""
    return ir.OneOf((other,)) if atom.op == "const" else ir.Items(atom.op, other)


def counts(atom: ir.Count, number: int) -> bool:
    """Whether a set rule is fulfilled if so many of its fields are sent."""
    match atom.op:
        case "exactly-one":
            return number == 1
        case "at-most-one":
            return number <= 1
        case "at-least-one":
            return number >= 1
        case _:
            return number in (0, len(atom.fields))


def at_limit(atom: ir.Atom, value: Any) -> bool:
    """Whether the value lies beside an atom's limit, on whichever side of it."""
    if isinstance(atom, ir.Length | ir.Items):
        size: float = len(value)
        bound = ir.Bound(
            "minimum" if atom.op.startswith("min") else "maximum", atom.limit
        )
        return _flips(bound, size, 1)
    if isinstance(atom, ir.Bound):
        whole = isinstance(value, int) or value.is_integer()
        return _flips(atom, value, 1 if whole else 0.5)
    return False


def _flips(bound: ir.Bound, value: float, step: float) -> bool:
    sides = [holds(bound, value + move) for move in (-step, 0, step)]
    return len(set(sides)) == 2
