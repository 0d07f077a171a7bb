"""Draw values of a model: from what its checks name, both sides of each limit, and from
what no schema allows. Hypothesis strategies; nothing is filtered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from accordant import ir

Strategy = st.SearchStrategy[Any]
JUNK: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.0, 0.5, 2**53, -(2**53) + 1, 10**400),
    *("", "x", "xyz", "0123", "a" * 9, "\ud800", "\U0001f600", "é\u0301", "x\n"),
    *([], {}, [1, 1.0], [True, 1], ["x"], [[1], [1]], [None], {"x": "y"}, {"name": ""}),
]


def of_model(model: ir.Model, declarations: Mapping[str, ir.Decl]) -> Strategy:
    """Objects of the model, most of them right in most fields."""
    return st.deferred(lambda: _object(model, declarations))


def _object(model: ir.Model, declarations: Mapping[str, ir.Decl]) -> Strategy:
    fields: dict[str, Strategy] = {}
    for position in model.positions:
        named = [*_named(model.table, position.wire), *_limits(position)]
        fields[position.wire] = _value(position, named, declarations)
    required = {p.wire: fields[p.wire] for p in model.positions if p.required}
    optional = {wire: s for wire, s in fields.items() if wire not in required}
    others = st.dictionaries(st.sampled_from(["zz", "2", "a/b~c"]), junk(), max_size=1)
    right = st.fixed_dictionaries(required, optional=optional)
    wrong = st.fixed_dictionaries({}, optional=fields)
    drawn = st.one_of(right, right, right, wrong)
    return st.builds(lambda one, more: {**one, **more}, drawn, st.just({}) | others)


def junk() -> Strategy:
    """Anything at all."""
    return st.sampled_from(JUNK)


def _value(
    position: ir.Position, named: list[Any], declarations: Mapping[str, ir.Decl]
) -> Strategy:
    """Values a position was made for, what rules say of it, and now and then junk."""
    own = [*named, *([None] if position.nullable else [])]
    below = _below(position, declarations)
    good: list[Strategy] = [st.sampled_from(own)] if own else []
    good += [below] if below is not None else []
    good = good or [junk()]
    return st.one_of(*good, *good, *good, *good, *good, junk())


def _below(
    position: ir.Position, declarations: Mapping[str, ir.Decl]
) -> Strategy | None:
    below = position.below
    if isinstance(below, ir.Ref):
        model = declarations[below.name]
        assert isinstance(model, ir.Model)
        return of_model(model, declarations)
    if isinstance(below, ir.Choice):
        return st.one_of(*(_arm(c, below.tag, declarations) for c in below.arms))
    if isinstance(below, ir.Position):
        inner = _value(below, list(_limits(below)), declarations)
        if position.kind == "array":
            return st.lists(inner, max_size=4)
        return st.dictionaries(st.sampled_from(["k", "/", "~", "10", "9"]), inner)
    return None


def _arm(
    arm: tuple[tuple[ir.Json, ...], ir.Position],
    tag: str | None,
    declarations: Mapping[str, ir.Decl],
) -> Strategy:
    marks, position = arm
    drawn = _value(position, list(_limits(position)), declarations)
    if tag is None:
        return drawn

    def tagged(value: Any, mark: ir.Json) -> Any:
        return {**value, tag: mark} if isinstance(value, dict) else value

    return st.builds(tagged, drawn, st.sampled_from([*marks, "other"]))


def _named(table: ir.Table, wire: str) -> Iterator[Any]:
    """What a table says of a field."""
    for family in table.families_of(wire):
        yield from family.values
    for row in table.defaults_of(wire):
        if row.family is None:
            yield row.value
    for check in table.checks():
        for test in (*check.when, *check.require, *check.forbid):
            if test.field == wire:
                for way in test.any_of:
                    for atom in way:
                        yield from _around(atom)


def _limits(position: ir.Position) -> Iterator[Any]:
    for check in position.checks:
        yield from _around(check.require[0].any_of[0][0])


def _around(atom: ir.Atom) -> Iterator[Any]:
    """Values on both sides of an atom."""
    match atom:
        case ir.OfType(kind=kind):
            yield from {
                "string": ["x", "gold"],
                "integer": [3, 2.0],
                "number": [0.25, 7],
                "boolean": [True, False],
                "array": [[], ["a", "b"]],
                "object": [{}],
                "null": [None],
            }[kind]
        case ir.OneOf(values=values):
            yield from values
        case ir.Bound(limit=limit):
            yield from (limit - 1, limit, limit + 1)
        case ir.MultipleOf(factor=factor):
            yield from (factor, factor + 1)
        case ir.Length(limit=limit):
            yield from (
                "x" * max(limit - 1, 0),
                "é" * limit,
                "\U0001f600" * (limit + 1),
            )
        case ir.Items(limit=limit):
            yield from ([1] * limit, [1] * (limit + 1), [])
        case ir.Pattern():
            yield from ("abc", "1234", "ABC")
        case ir.UniqueItems():
            yield from ([[1], [2]], [[1], [1]])
