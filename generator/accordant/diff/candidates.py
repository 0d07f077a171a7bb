"""Requests that may be judged differently, gathered without a solver.

Stored witnesses, examples, `accepts` and `rejects` of both revisions as they are; then
requests made of the values that their schemas and rows speak of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice, product

from accordant import ir
from accordant.diff.samples import near, required, values
from accordant.diff.verdicts import Pair
from accordant.rules.samples import unused

_ABSENT = object()
_WAYS = 96
"""Combinations that are tried for one check."""
_OTHERS = 40
"""Values of one field that are tried beside each listed value of another."""


def candidates(pair: Pair, apis: tuple[ir.Api, ir.Api]) -> Iterator[ir.Json]:
    """Requests to try, each once."""
    sides = (
        (pair.old, pair.old_declarations, apis[0]),
        (pair.new, pair.new_declarations, apis[1]),
    )
    found = chain(
        *(_told(model, api) for model, _, api in sides),
        _varied(pair),
        *(_of_checks(pair, model.table) for model, _, _ in sides),
    )
    seen = set()
    for request in found:
        text = json.dumps(request, sort_keys=True)
        if text not in seen:
            seen.add(text)
            yield request


def _told(model: ir.Model, api: ir.Api) -> Iterator[ir.Json]:
    """What the spec itself holds up as a request of the model."""
    for shown in api.witnesses:
        if isinstance(shown, ir.Witness) and shown.model == model.name:
            yield shown.request
    for rule in model.table.rules:
        yield from (*rule.accepts, *rule.rejects)
    for operation in api.operations:
        for body in operation.bodies:
            if body.type == ir.Ref(model.name):
                yield from (example.value for example in body.examples)


class _Values:
    """Values by field, those of both revisions; dotted fields are inside of objects."""

    def __init__(self, pair: Pair) -> None:
        self.pools: dict[str, dict[str, ir.Json]] = {}
        for model, declarations in (
            (pair.old, pair.old_declarations),
            (pair.new, pair.new_declarations),
        ):
            for position in model.positions:
                self.add(position.wire, values(position, declarations))
            for family in model.table.families:
                self.add(family.field, family.values)
            for form in model.table.forms:
                self.add(form.field, _written(model.table, form))
            for field, atoms in asked(model.table).items():
                self.add(field, near(atoms))

    def add(self, field: str, found: Iterable[ir.Json]) -> None:
        pool = self.pools.setdefault(field, {})
        for value in found:
            pool.setdefault(json.dumps(value, sort_keys=True), value)

    def of(self, field: str) -> list[ir.Json]:
        return list(self.pools.get(field, {}).values())


def asked(table: ir.Table) -> dict[str, list[ir.Atom]]:
    """What the rows and defaults of a table ask of each field."""
    found: dict[str, list[ir.Atom]] = {}
    for test in table.tests():
        if test.field != ir.WHOLE and table.part_of(test.field) is None:
            found.setdefault(test.field, []).extend(test.atoms())
    return found


def _written(table: ir.Table, form: ir.Form) -> Iterator[str]:
    """Strings of a form whose numbers lie at the limits that rows set."""
    numbers = {1, 2}
    for check in table.checks():
        for test in check.tests:
            part = table.part_of(test.field)
            if part is not None and part[0] is form:
                found = [v for v in near(test.atoms()) if isinstance(v, int)]
                numbers |= {v for v in found if 0 <= v < 10_000}
    pairs = product(sorted(numbers), repeat=len(form.captures))
    for picked in islice(pairs, 200):
        yield form.write(dict(zip(form.captures, picked, strict=True)))


def _varied(pair: Pair) -> Iterator[ir.Json]:
    """The plainest request with one field varied, beside each listed value of another
    field."""
    pools = _Values(pair)
    plain = required(pair.new, pair.new_declarations)
    older = required(pair.old, pair.old_declarations)
    yield from (plain, older, {**older, **plain}, {}, [])
    yield {**plain, unused(pair.old, pair.new): 1}
    for field in pools.pools:
        for value in pools.of(field):
            yield put(plain, {field: value})
            if older != plain:
                yield put(older, {field: value})
        yield put(plain, {field: _ABSENT})
    for telling in {
        f.field: None for m in (pair.old, pair.new) for f in m.table.families
    }:
        known = list(_kinds(pair, telling))
        for field in pools.pools:
            for value in pools.of(field)[:_OTHERS] if field != telling else ():
                yield from (put(plain, {telling: one, field: value}) for one in known)


def _kinds(pair: Pair, field: str) -> Iterator[ir.Json]:
    """A value of each kind that the families of a field, in both revisions, tell apart."""
    families = [
        family for m in (pair.old, pair.new) for family in m.table.families_of(field)
    ]
    seen = set()
    for value in (value for family in families for value in family.values):
        kind = tuple(value in family for family in families)
        if kind not in seen:
            seen.add(kind)
            yield value


def _of_checks(pair: Pair, table: ir.Table) -> Iterator[ir.Json]:
    """Requests that put together what one check asks of several fields."""
    pools = _Values(pair)
    plain = required(pair.new, pair.new_declarations)
    for check in table.checks():
        wanted: dict[str, list[object]] = {}
        for test in check.tests:
            for field in table.read_by(test):
                if field not in wanted:
                    wanted[field] = [_ABSENT]
                wanted[field] += _telling(table, test, field)
        for field, found in wanted.items():
            others = [v for v in pools.of(field) if v not in found]
            found += others[:2]
        ways = product(*(_unique(found) for found in wanted.values()))
        for way in islice(ways, _WAYS):
            yield put(plain, dict(zip(wanted, way, strict=True)))


def _telling(table: ir.Table, test: ir.Test, field: str) -> Iterator[object]:
    """Values that answer a test one way or the other."""
    for atom in test.atoms():
        if isinstance(atom, ir.Family):
            for family in table.families_of(field):
                yield from family.values[:1]
    if test.field == field:
        yield from islice(near(test.atoms()), 8)


def _unique(found: list[object]) -> list[object]:
    return list({repr(value): value for value in found}.values())


def put(request: Mapping[str, ir.Json], entries: Mapping[str, object]) -> ir.Json:
    """The request with some fields set, or left out; dotted ones inside of objects."""
    made: dict[str, ir.Json] = dict(request)
    for field, value in entries.items():
        first, _, rest = field.partition(".")
        if rest:
            inner = made.get(first)
            made[first] = put(inner if isinstance(inner, dict) else {}, {rest: value})
        elif value is _ABSENT:
            made.pop(first, None)
        else:
            made[first] = value  # type: ignore[assignment]
    return made
