"""Domains: what checks of one field alone leave for it to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from accordant import ir
from accordant.rules import truths
from accordant.rules.atoms import holds
from accordant.rules.kleene import Truth, truth_of

_Limit: TypeAlias = ir.Bound | ir.Length


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


def declared(position: ir.Position) -> Domain:
    """What the schema alone lets a field be."""
    atoms = [check.atom for check in position.checks]
    bounds = [atom for atom in atoms if isinstance(atom, ir.Bound | ir.Length)]
    return Domain(closed_values(position), _tightest(bounds))


def closed_values(position: ir.Position) -> tuple[ir.Json, ...] | None:
    """The values of a closed enum, or of a boolean, that all other keywords admit."""
    atoms = [check.atom for check in position.checks]
    for atom in atoms:
        if isinstance(atom, ir.OneOf):
            others = [a for a in atoms if not isinstance(a, ir.Required)]
            return tuple(v for v in atom.values if all(holds(a, v) for a in others))
    return (True, False) if position.kind == "boolean" else None


def narrowed(
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
            if not _breaks(check, partial(truths.of_value, table, value=value))
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


def _fine_without(table: ir.Table, check: ir.Check, field: str) -> bool:
    """Whether a check of one field alone is surely fulfilled where that is absent."""
    if _breaks(check, lambda _, atom: truths.of_nothing(atom)):
        return False
    rows = table.defaults_of(field)
    return not any(
        _breaks(check, partial(truths.of_default, table, row)) for row in rows
    )


def _breaks(check: ir.Check, truth: Callable[[str, ir.Atom], Truth]) -> bool:
    """Whether a check of one field alone is surely violated, given what holds there."""

    def judge(test: ir.Test) -> Truth:
        return truth_of(test, partial(truth, test.field))

    if any(judge(test) is not True for test in check.when):
        return False
    return any(judge(test) is False for test in check.require) or any(
        judge(test) is True for test in check.forbid
    )


def _asks_presence(test: ir.Test) -> bool:
    return test.any_of == ((ir.Present(True),),)


def _reads_form(test: ir.Test, field: str) -> bool:
    """Whether a test asks for the form of a field, or for the numbers in it."""
    return test.field != field or any(isinstance(a, ir.Parses) for a in test.atoms())


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
