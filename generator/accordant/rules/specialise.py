"""The table, evaluated in part: what each field may be once the telling field is known.

Values of the telling field that no check tells apart form a cell. In a cell, most rows
shrink to limits on single fields (domains); what is left are residual checks that tie
fields together. Validators that accept fast are made of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from accordant import ir
from accordant.rules.atoms import holds
from accordant.rules.kleene import all_of, any_of

Truth = bool | None
_Vector = tuple[Truth, ...]
_Limit = ir.Bound | ir.Length


@dataclass(frozen=True, slots=True)
class Domain:
    """What a field may be, null apart: one of `values` (if closed), within `atoms`.

    `rows` are the checks of a string's form and of the numbers in it.
    """

    values: tuple[ir.Json, ...] | None
    atoms: tuple[_Limit, ...] = ()
    rows: tuple[ir.Check, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the field must not be sent."""
        return self.values == ()


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
    closed = _closed(position)
    groups: dict[_Vector, list[ir.Json]] = {}
    for value in _named(model.table, asked, teller) if closed is None else closed:
        vector = tuple(_truth(model.table, teller, atom, value) for atom in asked)
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
    truths: Mapping[ir.Atom, Truth],
    values: tuple[ir.Json, ...],
) -> Cell:
    domains = {
        position.wire: Domain(_closed(position), _tightest(_bounds(position)))
        for position in model.positions
    }
    left = []
    refused = False
    for check in checks:
        rest = _without(check, teller, truths)
        if rest is not None and not rest.tests:
            refused = True
        elif rest is not None and not _narrowed(model, rest, teller, domains):
            left.append(rest)
    return Cell(values, domains, tuple(left), refused)


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


def _closed(position: ir.Position) -> tuple[ir.Json, ...] | None:
    """The values of a closed enum, or of a boolean, that all other keywords admit."""
    atoms = [check.atom for check in position.checks]
    for atom in atoms:
        if isinstance(atom, ir.OneOf):
            others = [a for a in atoms if not isinstance(a, ir.Required)]
            return tuple(v for v in atom.values if all(holds(a, v) for a in others))
    return (True, False) if position.kind == "boolean" else None


def _bounds(position: ir.Position) -> list[_Limit]:
    """The bounds that the schema itself sets."""
    atoms = [check.atom for check in position.checks]
    return [atom for atom in atoms if isinstance(atom, ir.Bound | ir.Length)]


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


def _truth(table: ir.Table, name: str, atom: ir.Atom, value: ir.Json) -> Truth:
    """An atom on a field whose value was sent, or on a number in it."""
    if isinstance(atom, ir.Present):
        return atom.wanted
    if isinstance(atom, ir.Family):
        return table.in_family(name, atom.names, value)
    if isinstance(atom, ir.Parses):
        return _numbers(table.form_of(name), value) is not None
    own = _own(table, name, value)
    if isinstance(atom, ir.Relative):
        other = _own(table, atom.field, value)
        if other is None:
            return None
        atom = ir.Bound(atom.op, other * atom.times)
    return None if own is None else holds(atom, own)


def _own(table: ir.Table, name: str, value: Any) -> Any:
    """The value of a field, or the number of a pseudo-field in it."""
    part = table.part_of(name)
    if part is None:
        return value
    numbers = _numbers(part[0], value)
    return None if numbers is None else numbers[part[1]]


def _numbers(form: ir.Form | None, value: ir.Json) -> dict[str, int] | None:
    """The numbers in a string; None where there are none."""
    return form.read(value) if form and isinstance(value, str) else None


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
        yield row.given, tuple(_assumed(table, row, row.field, atom) for atom in asked)
        if not row.given:
            return
    yield (), tuple(map(_unsent, asked))


def _assumed(table: ir.Table, row: ir.Default, name: str, atom: ir.Atom) -> Truth:
    """An atom on what a default row gives, or on a number in it."""
    if isinstance(atom, ir.Present):
        return not atom.wanted
    if row.family is None:
        return _truth(table, name, atom, row.value)
    if not isinstance(atom, ir.Family):
        return None
    return table.some_in_family(row.field, atom.names, row.family)


# --- what a cell leaves of other fields ----------------------------------------------


def _without(
    check: ir.Check, teller: str | None, truths: Mapping[ir.Atom, Truth]
) -> ir.Check | None:
    """A check without its tests on the telling field; None if it cannot be violated.

    If these alone violate it, the other conditions must not hold together; without
    any, no test is left at all.
    """

    def known(test: ir.Test) -> Truth:
        return any_of([all_of([truths[atom] for atom in way]) for way in test.any_of])

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


def _narrowed(
    model: ir.Model,
    check: ir.Check,
    teller: str | None,
    domains: dict[str, Domain],
) -> bool:
    """Whether limits on one field say all of a check; then its domain is narrowed."""
    table, tests = model.table, check.tests
    fields = {name for test in tests for name in table.read_by(test)}
    field = fields.pop()
    if fields or field == teller or field not in domains:
        return False
    if not _fine_without(table, check, field):
        return False
    domain = domains[field]
    kind = next(p.kind for p in model.positions if p.wire == field)
    if domain.values is not None:
        kept = tuple(
            value
            for value in domain.values
            if not _breaks(check, partial(_truth, table, value=value))
        )
        domains[field] = replace(domain, values=kept)
        return True
    if check.forbid and all(_asks_presence(test) for test in tests):
        domains[field] = Domain((), ())
        return True
    if kind == "string" and any(_reads_form(test, field) for test in tests):
        domains[field] = replace(domain, rows=(*domain.rows, check))
        return True
    if check.forbid or not all(_asks_presence(test) for test in check.when):
        return False
    limits = list(_limits(check.require, kind == "integer"))
    atoms = [limit for limit in limits if limit is not None]
    if len(atoms) < len(limits):
        return False
    domains[field] = replace(domain, atoms=_tightest([*domain.atoms, *atoms]))
    return True


def _reads_form(test: ir.Test, field: str) -> bool:
    """Whether a test asks for the form of a field, or for the numbers in it."""
    return test.field != field or any(isinstance(a, ir.Parses) for a in test.atoms())


def _fine_without(table: ir.Table, check: ir.Check, field: str) -> bool:
    """Whether a check of one field alone is surely fulfilled where that is absent."""
    if _breaks(check, lambda _, atom: _unsent(atom)):
        return False
    rows = table.defaults_of(field)
    return not any(_breaks(check, partial(_assumed, table, row)) for row in rows)


def _asks_presence(test: ir.Test) -> bool:
    return test.any_of == ((ir.Present(True),),)


def _unsent(atom: ir.Atom) -> Truth:
    """An atom on a field that was not sent, and has no default."""
    return not atom.wanted if isinstance(atom, ir.Present) else None


def _breaks(check: ir.Check, truth: Callable[[str, ir.Atom], Truth]) -> bool:
    """Whether a check of one field alone is surely violated, given what holds there."""

    def judge(test: ir.Test) -> Truth:
        ways = [[truth(test.field, atom) for atom in way] for way in test.any_of]
        return any_of([all_of(way) for way in ways])

    if any(judge(test) is not True for test in check.when):
        return False
    return any(judge(test) is False for test in check.require) or any(
        judge(test) is True for test in check.forbid
    )


def _limits(tests: tuple[ir.Test, ...], whole: bool) -> Iterator[_Limit | None]:
    """What tests ask of an open field as bounds; None where they ask for more.

    `whole` if its values are whole numbers.
    """
    for test in tests:
        ways = test.any_of
        for atom in ways[0]:
            if len(ways) > 1:
                yield None
            elif isinstance(atom, ir.Length) or (
                isinstance(atom, ir.Bound) and not atom.op.startswith("exclusive")
            ):
                yield atom
            elif isinstance(atom, ir.OneOf) and whole and _is_range(atom.values):
                numbers = [v for v in atom.values if isinstance(v, int)]
                yield ir.Bound("minimum", min(numbers))
                yield ir.Bound("maximum", max(numbers))
            elif not isinstance(atom, ir.Present) or not atom.wanted:
                yield None


def _is_range(values: tuple[ir.Json, ...]) -> bool:
    """Whether whole numbers follow each other without a gap."""
    if any(isinstance(v, bool) or not isinstance(v, int) for v in values):
        return False
    numbers = {v for v in values if isinstance(v, int)}
    return max(numbers) - min(numbers) + 1 == len(numbers)


def _tightest(atoms: Iterable[_Limit]) -> tuple[_Limit, ...]:
    """One bound of each kind."""
    found: dict[str, _Limit] = {}
    for atom in atoms:
        best = found.get(atom.op)
        lower = "min" in atom.op.lower()
        if best is None or (
            atom.limit > best.limit if lower else atom.limit < best.limit
        ):
            found[atom.op] = atom
    return tuple(found.values())
