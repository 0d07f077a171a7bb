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


Named = Mapping[str, list[Any]]
"""Values by field, nested ones dotted."""


def of_model(
    model: ir.Model, declarations: Mapping[str, ir.Decl], told: Named | None = None
) -> Strategy:
    """Objects of the model, most of them right in most fields; `told` is what the tables
    of objects around it say of its fields."""
    return st.deferred(lambda: _object(model, declarations, told or {}))


def _object(
    model: ir.Model, declarations: Mapping[str, ir.Decl], told: Named
) -> Strategy:
    fields: dict[str, Strategy] = {}
    own = {name: list(_named(model.table, name)) for name in _read(model.table)}
    for position in model.positions:
        wire = position.wire
        named = [*own.get(wire, ()), *told.get(wire, ()), *_limits(position)]
        inner = {
            name.removeprefix(f"{wire}."): values
            for name, values in [*told.items(), *own.items()]
            if name.startswith(f"{wire}.")
        }
        fields[wire] = _value(position, named, declarations, inner)
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
    position: ir.Position,
    named: list[Any],
    declarations: Mapping[str, ir.Decl],
    told: Named | None = None,
) -> Strategy:
    """Values a position was made for, what rules say of it, and now and then junk."""
    own = [*named, *([None] if position.nullable else [])]
    below = _below(position, declarations, told)
    good: list[Strategy] = [st.sampled_from(own)] if own else []
    good += [below] if below is not None else []
    good = good or [junk()]
    return st.one_of(*good, *good, *good, *good, *good, junk())


def _below(
    position: ir.Position, declarations: Mapping[str, ir.Decl], told: Named | None
) -> Strategy | None:
    below = position.below
    if isinstance(below, ir.Ref):
        model = declarations[below.name]
        assert isinstance(model, ir.Model)
        return of_model(model, declarations, told)
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

    told = st.builds(tagged, drawn, st.sampled_from([*marks, "other"]))
    return st.one_of(told, told, told, drawn)


def _read(table: ir.Table) -> dict[str, None]:
    """The fields that a table speaks of, in its order."""
    tests = [t for c in table.checks() for t in (*c.when, *c.require, *c.forbid)]
    tests += [test for row in table.defaults for test in row.when]
    named = [field for test in tests for field in table.read_by(test)]
    named += [found.field for found in (*table.families, *table.forms)]
    return dict.fromkeys([*named, *(row.field for row in table.defaults)])


def _named(table: ir.Table, wire: str) -> Iterator[Any]:
    """What a table says of a field."""
    for family in table.families_of(wire):
        yield from family.values
    for row in table.defaults_of(wire):
        if row.family is None:
            yield row.value
    form = table.form_of(wire)
    if form is not None:
        yield from _of_form(form, table)
    for check in table.checks():
        for test in (*check.when, *check.require, *check.forbid):
            if test.field == wire:
                for way in test.any_of:
                    for atom in way:
                        yield from _around(atom)


def _of_form(form: ir.Form, table: ir.Table) -> Iterator[str]:
    """Strings of a form whose numbers lie around what the table says of them."""
    numbers = {0, 1, 3, ir.forms.MOST}
    for check in table.checks():
        for test in (*check.when, *check.require, *check.forbid):
            if test.field.startswith(f"{form.field}."):
                near = [n for atom in test.atoms() for n in _around(atom)]
                numbers |= {n for n in near if type(n) is int and 0 <= n < 10**4}
    few = sorted(numbers)[:12]
    for index, number in enumerate(few):
        for other in (number, few[index - 1], 3 * number):
            pairs = dict.fromkeys(form.captures, other)
            yield form.write(pairs | {form.captures[0]: number})
    yield form.write(dict.fromkeys(form.captures, 1)).replace("1", "01")


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
