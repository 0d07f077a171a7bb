"""The table, evaluated in part: what each field may be once the telling field is known.

Values of the telling field that no check tells apart form a cell. In a cell, most rows
shrink to limits on single fields (domains); what is left are residual checks that tie
fields together. Validators that accept fast are made of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from accordant import ir
from accordant.rules.evaluate import all_of, any_of, holds

Truth = bool | None
_Limit = ir.Bound | ir.Length


@dataclass(frozen=True, slots=True)
class Domain:
    """What a field may be, null apart: one of `values` (if closed), within `atoms`."""

    values: tuple[ir.Json, ...] | None
    atoms: tuple[_Limit, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the field must not be sent."""
        return self.values == ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that no check tells apart, and what they leave of other fields."""

    values: tuple[ir.Json, ...]
    domains: Mapping[str, Domain]


@dataclass(frozen=True, slots=True)
class Specialised:
    """A model's table by cells of the field `teller` (one cell, if it is None).

    `unlisted` is the cell of values that no row names; None if the field is closed.
    `absent` says, in order, which cell holds if some of these fields was sent (always,
    if there are none); None means that it is unsure. `residual` checks hold in every
    cell, as far as they are not void there.
    """

    teller: str | None
    cells: tuple[Cell, ...]
    unlisted: Cell | None
    absent: tuple[tuple[tuple[str, ...], Cell | None], ...]
    residual: tuple[ir.Check, ...]

    def every(self) -> tuple[Cell, ...]:
        """All cells."""
        return self.cells if self.unlisted is None else (*self.cells, self.unlisted)


def specialise(model: ir.Model) -> Specialised:
    """The cells of a model."""
    checks = tuple(c for c in model.table.checks() if c.severity == "error")
    teller = _teller(model, checks)
    residual: dict[int, ir.Check] = {}
    if teller is None:
        domains, left = _domains(model, checks, None, {})
        return Specialised(None, (Cell((), domains),), None, (), tuple(left))
    asked = list(dict.fromkeys(_asked(model.table, checks, teller)))
    position = next(p for p in model.positions if p.wire == teller)
    closed = _closed(position)
    groups: dict[tuple[Truth, ...], list[ir.Json]] = {}
    for value in _named(model.table, asked, teller) if closed is None else closed:
        vector = tuple(_truth(model.table, teller, atom, value) for atom in asked)
        groups.setdefault(vector, []).append(value)
    cells: dict[tuple[Truth, ...], Cell] = {}
    unlisted = tuple(_unnamed(atom) for atom in asked)
    for vector in [*groups, *([] if closed is not None else [unlisted])]:
        truths = dict(zip(asked, vector, strict=True))
        domains, left = _domains(model, checks, teller, truths)
        cells[vector] = Cell(tuple(groups.get(vector, ())), domains)
        residual |= {id(check): check for check in left}
    return Specialised(
        teller,
        tuple(cells[vector] for vector in groups),
        None if closed is not None else cells[unlisted],
        tuple(_absent(model.table, teller, asked, cells)),
        tuple(check for check in checks if id(check) in residual),
    )


def _teller(model: ir.Model, checks: tuple[ir.Check, ...]) -> str | None:
    """The field with families that most checks read, for nothing but its values."""
    counts = dict.fromkeys((f.field for f in model.table.families), 0)
    for check in checks:
        for test in _tests(check):
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


def _tests(check: ir.Check) -> tuple[ir.Test, ...]:
    return (*check.when, *check.require, *check.forbid)


def _closed(position: ir.Position) -> tuple[ir.Json, ...] | None:
    """The values of a closed enum, or of a boolean, that all other keywords admit."""
    atoms = [check.require[0].any_of[0][0] for check in position.checks]
    for atom in atoms:
        if isinstance(atom, ir.OneOf):
            others = [a for a in atoms if not isinstance(a, ir.Required)]
            return tuple(v for v in atom.values if all(holds(a, v) for a in others))
    return (True, False) if position.kind == "boolean" else None


def _bounds(position: ir.Position) -> list[_Limit]:
    """The bounds that the schema itself sets."""
    atoms = [check.require[0].any_of[0][0] for check in position.checks]
    return [atom for atom in atoms if isinstance(atom, ir.Bound | ir.Length)]


def _asked(
    table: ir.Table, checks: tuple[ir.Check, ...], teller: str
) -> Iterator[ir.Atom]:
    tests = [test for check in checks for test in _tests(check)]
    tests += [test for row in table.defaults for test in row.when]
    for test in tests:
        if test.field == teller:
            yield from (atom for way in test.any_of for atom in way)


def _named(table: ir.Table, asked: list[ir.Atom], teller: str) -> list[ir.Json]:
    """The values that the table names, each once."""
    found = [value for f in table.families_of(teller) for value in f.values]
    found += [v for atom in asked if isinstance(atom, ir.OneOf) for v in atom.values]
    return list(dict.fromkeys(found))


def _truth(table: ir.Table, field: str, atom: ir.Atom, value: ir.Json) -> Truth:
    """An atom on a value that was sent."""
    if isinstance(atom, ir.Present):
        return atom.wanted
    if not isinstance(atom, ir.Family):
        return holds(atom, value)
    return table.in_family(field, atom.names, value)


def _unnamed(atom: ir.Atom) -> Truth:
    """An atom on a value that the table does not name, as far as that is known."""
    if isinstance(atom, ir.Present):
        return atom.wanted
    return False if isinstance(atom, ir.OneOf) else None


def _absent(
    table: ir.Table,
    teller: str,
    asked: list[ir.Atom],
    cells: Mapping[tuple[Truth, ...], Cell],
) -> Iterator[tuple[tuple[str, ...], Cell | None]]:
    """The default rows of the telling field, as long as they can be followed."""
    for row in table.defaults_of(teller):
        if row.when:
            yield (), None
            return
        vector = tuple(_assumed(table, row, atom) for atom in asked)
        yield row.given, cells.get(vector)
        if not row.given:
            return
    yield (), cells.get(tuple(None for _ in asked))


def _assumed(table: ir.Table, row: ir.Default, atom: ir.Atom) -> Truth:
    """An atom on what a default row gives."""
    if isinstance(atom, ir.Present):
        return not atom.wanted
    if row.family is None:
        return _truth(table, row.field, atom, row.value)
    if not isinstance(atom, ir.Family):
        return None
    return table.some_in_family(row.field, atom.names, row.family)


# --- what a cell leaves of other fields ----------------------------------------------


def _domains(
    model: ir.Model,
    checks: tuple[ir.Check, ...],
    teller: str | None,
    truths: Mapping[ir.Atom, Truth],
) -> tuple[dict[str, Domain], list[ir.Check]]:
    """The domains of all fields, and the checks that they do not settle."""
    domains = {
        position.wire: Domain(_closed(position), _tightest(_bounds(position)))
        for position in model.positions
    }
    left = []
    for check in checks:
        rest = _without(check, teller, truths)
        if rest is not None and not _narrowed(model, rest, domains):
            left.append(check)
    return domains, left


def _without(
    check: ir.Check, teller: str | None, truths: Mapping[ir.Atom, Truth]
) -> ir.Check | None:
    """A check without its tests on the telling field; None if it cannot be violated.

    If these alone violate it, nothing is left to `require` and `forbid`.
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
        return replace(check, when=when, require=(), forbid=())
    require, forbid = others(check.require), others(check.forbid)
    if not require and not forbid:
        return None
    return replace(check, when=when, require=require, forbid=forbid)


def _narrowed(model: ir.Model, check: ir.Check, domains: dict[str, Domain]) -> bool:
    """Whether limits on one field say all of a check; then its domain is narrowed."""
    fields = {test.field for test in _tests(check)}
    if len(fields) != 1:
        return False
    (field,) = fields
    if field not in domains:
        return False
    given = any(_asks_presence(test) for test in check.when)
    if not given and (model.table.defaults_of(field) or _breaks(check, _unsent)):
        return False
    domain = domains[field]
    certain = not check.require and not check.forbid
    if certain and all(_asks_presence(test) for test in check.when) and check.when:
        domains[field] = Domain((), ())
        return True
    if domain.values is not None:
        kept = tuple(
            value
            for value in domain.values
            if not _breaks(check, partial(_truth, model.table, field, value=value))
        )
        domains[field] = Domain(kept, domain.atoms)
        return True
    whole = next(p.kind for p in model.positions if p.wire == field) == "integer"
    limits = [] if check.forbid or certain else list(_limits(check.require, whole))
    if not limits or any(not _asks_presence(test) for test in check.when):
        return False
    if any(limit is None for limit in limits):
        return False
    atoms = [limit for limit in limits if limit is not None]
    domains[field] = Domain(None, _tightest([*domain.atoms, *atoms]))
    return True


def _asks_presence(test: ir.Test) -> bool:
    return test.any_of == ((ir.Present(True),),)


def _unsent(atom: ir.Atom) -> Truth:
    """An atom on a field that was not sent, and has no default."""
    return not atom.wanted if isinstance(atom, ir.Present) else None


def _breaks(check: ir.Check, truth: Callable[[ir.Atom], Truth]) -> bool:
    """Whether a check of one field alone is surely violated, given what holds there."""

    def judge(test: ir.Test) -> Truth:
        return any_of([all_of([truth(atom) for atom in way]) for way in test.any_of])

    if any(judge(test) is not True for test in check.when):
        return False
    if not check.require and not check.forbid:
        return True
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
