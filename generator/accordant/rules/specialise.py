"""The table, evaluated in part: what each field may be once the telling field is known.

Values of the telling field that no check tells apart form a cell. In a cell, most rows
shrink to limits on single fields (domains); what is left are residual checks that tie
fields together. Validators that accept fast are made of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from accordant import ir
from accordant.rules import truths
from accordant.rules.domains import Domain, closed_values, declared, narrowed
from accordant.rules.kleene import Truth, truth_of

_Vector: TypeAlias = tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that no check tells apart, and what they leave of other fields.

    `residual` is what they leave of the checks that domains do not say; if `refused`,
    a check is broken by such a value itself.
    """

    values: tuple[ir.Json, ...]
    domains: Mapping[str, Domain]
    residual: tuple[ir.Check, ...]
    refused: bool


@dataclass(frozen=True, slots=True)
class Specialised:
    """A model's table by cells of the field `teller` (one cell, if it is None).

    `unlisted` is the cell of values that no row names; None if the field is closed.
    `absent` says, in order, which cell holds if some of these fields was sent (always,
    if there are none); None means that it is unsure.
    """

    teller: str | None
    cells: tuple[Cell, ...]
    unlisted: Cell | None
    absent: tuple[tuple[tuple[str, ...], Cell | None], ...]

    def residual(self) -> tuple[ir.Check, ...]:
        """The residual checks of all cells, each once."""
        found = [check for cell in self.cells for check in cell.residual]
        return tuple(dict.fromkeys(found))


def specialise(model: ir.Model) -> Specialised:
    """The cells of a model."""
    checks = tuple(c for c in model.table.checks() if c.severity == "error")
    teller = _teller(model, checks)
    if teller is None:
        return Specialised(None, (_cell(model, checks, None, {}, ()),), None, ())
    asked = list(dict.fromkeys(_asked(model.table, checks, teller)))
    position = next(p for p in model.positions if p.wire == teller)
    closed = closed_values(position)
    groups: dict[_Vector, list[ir.Json]] = {}
    for value in _named(model.table, asked, teller) if closed is None else closed:
        vector = tuple(
            truths.of_value(model.table, teller, atom, value) for atom in asked
        )
        groups.setdefault(vector, []).append(value)
    unlisted = None if closed is not None else tuple(map(_unnamed, asked))
    absent: list[tuple[tuple[str, ...], _Vector | None]] = []
    if position.nullable or not position.required:
        absent = list(_absent(model.table, teller, asked))
    vectors = dict.fromkeys([*groups, unlisted, *(vector for _, vector in absent)])
    cells: dict[_Vector | None, Cell] = {
        vector: _cell(
            model,
            checks,
            teller,
            dict(zip(asked, vector, strict=True)),
            tuple(groups.get(vector, ())),
        )
        for vector in vectors
        if vector is not None
    }
    return Specialised(
        teller,
        tuple(cells.values()),
        cells.get(unlisted),
        tuple((given, cells.get(vector)) for given, vector in absent),
    )


def _cell(
    model: ir.Model,
    checks: tuple[ir.Check, ...],
    teller: str | None,
    told: Mapping[ir.Atom, Truth],
    values: tuple[ir.Json, ...],
) -> Cell:
    domains = {position.wire: declared(position) for position in model.positions}
    left = []
    refused = False
    for check in checks:
        rest = _without(check, teller, told)
        if rest is not None and not rest.tests:
            refused = True
        elif rest is not None and not narrowed(model, rest, teller, domains):
            left.append(rest)
    return Cell(values, domains, tuple(left), refused)


def _without(
    check: ir.Check, teller: str | None, told: Mapping[ir.Atom, Truth]
) -> ir.Check | None:
    """A check without its tests on the telling field; None if it cannot be violated.

    If these alone violate it, the other conditions must not hold together; without
    any, no test is left at all.
    """

    def known(test: ir.Test) -> Truth:
        return truth_of(test, told.__getitem__)

    def others(tests: tuple[ir.Test, ...]) -> tuple[ir.Test, ...]:
        return tuple(test for test in tests if test.field != teller)

    if any(known(test) is not True for test in check.when if test.field == teller):
        return None
    when = others(check.when)
    broken = any(known(t) is False for t in check.require if t.field == teller)
    broken |= any(known(t) is True for t in check.forbid if t.field == teller)
    if broken:
        return replace(check, when=when[:-1], require=(), forbid=when[-1:])
    require, forbid = others(check.require), others(check.forbid)
    if not require and not forbid:
        return None
    return replace(check, when=when, require=require, forbid=forbid)


def _teller(model: ir.Model, checks: tuple[ir.Check, ...]) -> str | None:
    """The field with families that most checks read, for nothing but its values."""
    counts = dict.fromkeys((f.field for f in model.table.families), 0)
    for check in checks:
        for test in check.tests:
            if test.field in counts:
                counts[test.field] += 1
    scalar = {p.wire for p in model.positions if p.kind == "string"}
    plain = ir.Present | ir.Family | ir.OneOf
    found = [
        field
        for field in counts
        if field in scalar
        and counts[field]
        and all(isinstance(atom, plain) for atom in _asked(model.table, checks, field))
    ]
    return max(found, key=lambda field: counts[field], default=None)


def _asked(
    table: ir.Table, checks: tuple[ir.Check, ...], teller: str
) -> Iterator[ir.Atom]:
    tests = [test for check in checks for test in check.tests]
    tests += [test for row in table.defaults for test in row.when]
    for test in tests:
        if test.field == teller:
            yield from test.atoms()


def _named(table: ir.Table, asked: list[ir.Atom], teller: str) -> list[ir.Json]:
    """The values that the table names, each once."""
    found = [value for f in table.families_of(teller) for value in f.values]
    found += [v for atom in asked if isinstance(atom, ir.OneOf) for v in atom.values]
    return list(dict.fromkeys(found))


def _unnamed(atom: ir.Atom) -> Truth:
    """An atom on a value that the table does not name, as far as that is known."""
    if isinstance(atom, ir.Present):
        return atom.wanted
    return False if isinstance(atom, ir.OneOf) else None


def _absent(
    table: ir.Table, teller: str, asked: list[ir.Atom]
) -> Iterator[tuple[tuple[str, ...], _Vector | None]]:
    """The default rows of the telling field, as long as they can be followed."""
    for row in table.defaults_of(teller):
        if row.when:
            yield (), None
            return
        yield row.given, tuple(
            truths.of_default(table, row, row.field, atom) for atom in asked
        )
        if not row.given:
            return
    yield (), tuple(map(truths.of_nothing, asked))
