"""When a check is surely violated (rule S12), as a predicate that targets only spell.

Two truth values are enough at run time: every leaf is true only where it surely is,
so an absent, undecided or unlisted value makes no leaf true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from accordant import ir


@dataclass(frozen=True, slots=True)
class Sent:
    """The field was sent: present, not null, structurally right (rule S9)."""

    field: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """The field is absent or null; an invalid one is neither sent nor unsent."""

    field: str


@dataclass(frozen=True, slots=True)
class Known:
    """The field has an effective value, and which one is known (rules S10, S11)."""

    field: str


@dataclass(frozen=True, slots=True)
class Holds:
    """All atoms are true of the field's known value, or (`truth` False) some is not.

    A `Relative` atom stands alone in it, beside a condition that makes sure of the other
    field's value. `spelled` parts what Python takes for equal: one of (True,) is not
    one of (1,). `sent` if it is only asked where the field was sent.
    """

    field: str
    atoms: tuple[ir.Atom, ...]
    truth: bool
    spelled: str
    sent: bool = False


@dataclass(frozen=True, slots=True)
class InFamily:
    """The effective value lies in one of these families, or surely in none of them."""

    field: str
    names: tuple[str, ...]
    truth: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A set rule is surely fulfilled, or (`truth` False) surely broken; asked where the
    object that holds its fields was sent."""

    atom: ir.Count
    truth: bool


@dataclass(frozen=True, slots=True)
class All:
    """Every part; no part at all is true."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Some part; no part at all is false."""

    parts: tuple[Predicate, ...]


Predicate: TypeAlias = Sent | Unsent | Known | Holds | InFamily | Counted | All | Any


def violated(table: ir.Table, check: ir.Check) -> tuple[Predicate, ...]:
    """The conjuncts that together say: this check is surely violated."""
    read = _Reading(table)
    broken = [read.test(test, False) for test in check.require]
    broken += [read.test(test, True) for test in check.forbid]
    when = [read.test(test, True) for test in check.when]
    return _conjuncts(read.all([*when, read.any(broken)]))


def applies(table: ir.Table, row: ir.Default, truth: bool) -> Predicate:
    """A default row surely applies, or (`truth` False) surely does not (rule S10).

    Whether one of several `given` fields was sent is left to `given`.
    """
    read = _Reading(table)
    when = [read.test(test, truth) for test in row.when]
    return read.all(when) if truth else read.any(when)


def equals(part: Holds) -> bool:
    """Whether a value equals one of a list: true of no value that is not known."""
    return part.truth and isinstance(part.atoms[0], ir.OneOf)


class _Reading:
    def __init__(self, table: ir.Table) -> None:
        self.table = table

    def test(self, test: ir.Test, truth: bool) -> Predicate:
        across, within = (self.any, self.all) if truth else (self.all, self.any)
        return across(
            [within(list(self.way(test.field, atoms, truth))) for atoms in test.any_of]
        )

    def way(
        self, field: str, atoms: tuple[ir.Atom, ...], truth: bool
    ) -> Iterator[Predicate]:
        """The atoms of one alternative; those that ask for the value go together."""
        values = []
        for atom in atoms:
            if isinstance(atom, ir.Present):
                yield Sent(field) if atom.wanted == truth else Unsent(field)
            elif isinstance(atom, ir.Family):
                yield InFamily(field, atom.names, truth)
            elif isinstance(atom, ir.Count):
                counted = Counted(atom, truth)
                yield self.all([Sent(field), counted]) if field != ir.WHOLE else counted
            elif isinstance(atom, ir.Relative):
                holds = Holds(field, (atom,), truth, repr(atom))
                both = [self.known(field), self.known(atom.field)]
                yield self.all([*both, holds])
            else:
                values.append(atom)
        if values:
            # What equals a value is known; other questions wait until that is sure.
            values.sort(key=lambda atom: not isinstance(atom, ir.OneOf))
            holds = Holds(field, tuple(values), truth, repr(values))
            yield holds if equals(holds) else self.all([self.known(field), holds])

    def known(self, field: str) -> Known | Sent:
        """That a field has a value to ask about."""
        return Known(field) if self.assumed(field) else Sent(field)

    def assumed(self, field: str) -> bool:
        """Whether a field may have a value without being sent, as what is read from
        another one has."""
        part = self.table.part_of(field)
        return part is not None or bool(self.table.defaults_of(field))

    def all(self, parts: Iterable[Predicate]) -> Predicate:
        """All parts, each once, without alternatives that others rule out or imply; false
        if two contradict each other."""
        flat = [inner for part in parts for inner in _conjuncts(part)]
        for index, part in enumerate(flat):
            if isinstance(part, Known) and Sent(part.field) in flat:
                flat[index] = Sent(part.field)
        sent = {part.field for part in flat if isinstance(part, Sent)}
        kept = tuple(dict.fromkeys(_of_sent(part, sent) for part in flat))
        told = {part.field for part in kept if isinstance(part, Holds | InFamily)}
        sent |= {field for field in told if not self.assumed(field)}
        unsent = {Unsent(field) for field in sent}
        if _NEVER in kept or not unsent.isdisjoint(kept):
            return _NEVER
        for index, part in enumerate(kept):
            ways = part.parts if isinstance(part, Any) else ()
            others = [*kept[:index], *kept[index + 1 :]]
            if any(set(_conjuncts(way)) <= set(others) for way in ways):
                return self.all(others)
            left = [way for way in ways if unsent.isdisjoint(_conjuncts(way))]
            if len(left) < len(ways):
                return self.all([*others, self.any(left)])
        return kept[0] if len(kept) == 1 else All(kept)

    def any(self, parts: Iterable[Predicate]) -> Predicate:
        """Alternatives, with what they share in front."""
        kept = [part for part in dict.fromkeys(parts) if part != _NEVER]
        ways = [_conjuncts(part) for part in kept]
        if len(ways) < 2:
            return kept[0] if kept else _NEVER
        shared = [part for part in ways[0] if all(part in way for way in ways)]
        shared = [part for part in shared if _stands(part, shared)]
        rests = [self.all([part for part in way if part not in shared]) for way in ways]
        if All(()) in rests:
            return self.all(shared)
        return self.all([*shared, Any(tuple(rests))])


_NEVER = Any(())


def _conjuncts(found: Predicate) -> tuple[Predicate, ...]:
    return found.parts if isinstance(found, All) else (found,)


def _of_sent(part: Predicate, fields: set[str]) -> Predicate:
    """A condition that is only asked where some fields were sent."""
    match part:
        case Holds(field=field) if field in fields and not equals(part):
            return replace(part, sent=True)
        case All(parts):
            return All(tuple(_of_sent(inner, fields) for inner in parts))
        case Any(parts):
            return Any(tuple(_of_sent(inner, fields) for inner in parts))
        case _:
            return part


def _stands(part: Predicate, beside: Iterable[Predicate]) -> bool:
    """Whether what a condition needs to be asked at all stands beside it."""
    match part:
        case Holds(field=field):
            known = Known(field) in beside and not part.sent
            there = equals(part) or known or Sent(field) in beside
            others = [a.field for a in part.atoms if isinstance(a, ir.Relative)]
            return there and all(
                Known(other) in beside or Sent(other) in beside for other in others
            )
        case All(parts):
            return all(_stands(inner, [*beside, *parts]) for inner in parts)
        case Any(parts):
            return all(_stands(inner, beside) for inner in parts)
        case _:
            return True


def fields_read(table: ir.Table) -> Iterator[str]:
    """The fields whose values the rules and defaults look at, pseudo-fields apart."""
    for check in table.checks():
        for test in check.tests:
            yield from table.read_by(test)
    for row in table.defaults:
        yield row.field
        yield from row.given
        for test in row.when:
            yield from table.read_by(test)
