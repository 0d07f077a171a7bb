"""Rows that tie fields together, as an acceptor asks about them.

An acceptor looks at values as they were sent, before or after it has judged them. So a
condition here is necessary for a check to be violated, given that all structure is
right; where no short one is exact, a coarser one stands in, and the acceptor doubts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordant import ir
from accordant.rules.predicate import (
    All,
    Any,
    Counted,
    Holds,
    InFamily,
    Known,
    Predicate,
    Sent,
    Unsent,
    equals,
)
from accordant.targets.python.atoms import all_hold, compared, hashable
from accordant.targets.python.code import Condition, Either
from accordant.targets.python.scope import Scope, miscounted
from accordant.targets.python.text import literal


@dataclass(frozen=True, slots=True)
class Doubts:
    """Spells conditions while `here`, a field that was sent, is judged (none: "").

    `sure` if its value is known not to be null.
    """

    scope: Scope
    here: str = ""
    sure: bool = True

    def conditions(self, predicate: Predicate, subject: str) -> list[Condition] | None:
        """What must hold together; nothing at all if that is always possible, None if it
        never is. `subject` names constants."""
        match predicate:
            case All(parts):
                found: list[Condition] = []
                for part in parts:
                    inner = self.conditions(part, subject)
                    if inner is None:
                        return None
                    found += [one for one in inner if one not in found]
                return found
            case Any(parts):
                spelled = [self.conditions(part, subject) for part in parts]
                ways = [way for way in spelled if way is not None]
                if not all(ways):
                    return []
                return [Either(ways)] if ways else None
            case Sent(field):
                return self.sent(field)
            case Known(field):
                split = self.scope.table.part_of(field)
                whole = field if split is None else split[0].field
                return [] if whole in self.scope.effective else self.sent(whole)
            case Unsent(field) if "." in field:
                return []
            case Unsent(field):
                return self.unsent(field)
            case Holds():
                return self.holds(predicate, subject)
            case InFamily(field, families, truth):
                return self.family(field, families, truth)
            case Counted(atom):
                if any("." in field for field in atom.fields):
                    return []
                absent = [self.unsent(field) for field in atom.fields]
                return miscounted(atom, absent, [self.text(f) for f in atom.fields])

    def text(self, field: str) -> str:
        """The value of a field as it was sent."""
        if field == self.here:
            return self.scope.sent[field]
        return f"value.get({literal(field)})"

    def sent(self, field: str) -> list[Condition]:
        """That a field, or one that holds it, was sent."""
        top = field.partition(".")[0]
        if (top == self.here and self.sure) or self.scope.always(top):
            return []
        return [f"{self.text(top)} is not None"]

    def unsent(self, field: str) -> list[Condition] | None:
        """That a field is absent or null."""
        if (field == self.here and self.sure) or self.scope.always(field):
            return None
        return [f"{self.text(field)} is None"]

    def holds(self, part: Holds, subject: str) -> list[Condition]:
        field, atoms, truth = part.field, part.atoms, part.truth
        if not self.plain(field) or not all(self.spelled(atom) for atom in atoms):
            return []
        kind, name, first = self.scope.kind(field), self.text(field), atoms[0]
        assumed = field in self.scope.effective and not part.sent
        if isinstance(first, ir.OneOf) and truth:
            assumed &= may_be_assumed(self.scope.table, field, first.values)
        if isinstance(first, ir.Relative):
            limit = self.text(first.field)
            limit = limit if first.times == 1 else f"{first.times} * {limit}"
            return [] if assumed else [compared(first.op, name, limit, truth)]
        alone = isinstance(first, ir.OneOf) and len(atoms) == 1 and hashable(kind)
        if isinstance(first, ir.OneOf) and alone and (assumed or len(first.values) > 1):
            return [self.listed(field, first, truth, assumed, subject)]
        return [] if assumed else all_hold(atoms, name, kind, truth)

    def listed(
        self, field: str, atom: ir.OneOf, truth: bool, assumed: bool, subject: str
    ) -> str:
        """That a value is one of some, or none; what is assumed stands for null."""
        null = assumed if truth else not assumed
        if assumed and not truth:
            null = surely_assumed(self.scope.table, field, atom.values)
        values = [*([None] if null else []), *atom.values]
        spelled = list(map(literal, values))
        group = self.scope.constants.frozenset(
            spelled, subject, "wrong" if truth else "fine"
        )
        return f"{self.text(field)} {'in' if truth else 'not in'} {group}"

    def family(
        self, field: str, families: Sequence[str], truth: bool
    ) -> list[Condition] | None:
        if not self.plain(field) or field in self.scope.effective:
            return []
        group = self.scope.members(field, families, truth)
        if group is None:
            return None
        if not hashable(self.scope.kind(field)):
            return [f"_is_one_of({self.text(field)}, {group})"]
        return [f"{self.text(field)} in {group}"]

    def plain(self, field: str) -> bool:
        """Whether a field is neither nested nor a part of another."""
        return "." not in field and self.scope.table.part_of(field) is None

    def spelled(self, atom: ir.Atom) -> bool:
        """Whether an atom can be asked of values as they were sent."""
        if isinstance(atom, ir.Relative):
            return self.plain(atom.field) and atom.field not in self.scope.effective
        return not isinstance(atom, ir.Parses)


def trigger(table: ir.Table, parts: Sequence[Predicate]) -> str | None:
    """A field that must be sent for a check to be violated, or that holds such a one."""
    for part in parts:
        match part:
            case Sent(field):
                return field.partition(".")[0]
            case Known(name) | Holds(field=name) | InFamily(field=name):
                split = table.part_of(name)
                field = name if split is None else split[0].field
                if isinstance(part, Holds) and equals(part) and split is None:
                    atom = part.atoms[0]
                    assert isinstance(atom, ir.OneOf)
                    needed = not may_be_assumed(table, field, atom.values)
                else:
                    needed = not table.defaults_of(field)
                if needed:
                    return field.partition(".")[0]
    return None


def may_be_assumed(table: ir.Table, field: str, values: Sequence[ir.Json]) -> bool:
    """Whether the server may assume one of some values for an absent field."""
    rows = table.defaults_of(field)
    return any(row.family is not None or row.value in values for row in rows)


def surely_assumed(table: ir.Table, field: str, values: Sequence[ir.Json]) -> bool:
    """Whether the server surely assumes one of some values for an absent field."""
    row = table.defaults_of(field)[0]
    return not (row.given or row.when or row.family) and row.value in values
