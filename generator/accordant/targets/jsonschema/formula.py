"""When a test surely holds, as a formula that a schema can spell, and its negation.

A schema has `not`, but text without it is the one to read; so a formula is negated by
pushing the negation down to single values. All that is said of one field is one leaf:
what its value must be if the field was sent, and what must hold if it was not.

Nothing asks whether a field is valid: an instance with an invalid field is refused by
the structure (see "Compiling" of the rules).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from accordant import ir
from accordant.jsonvalue import same
from accordant.rules import wording
from accordant.rules.evaluate import holds


@dataclass(frozen=True, slots=True)
class Is:
    """A value that is not null answers an atom so; a leaf of `Field.value`."""

    atom: ir.Atom
    truth: bool


@dataclass(frozen=True, slots=True)
class Field:
    """The field was sent and `value` holds of it, or was not and `absent` holds."""

    path: str
    value: Formula
    absent: Formula


@dataclass(frozen=True, slots=True)
class All:
    """Every part; no part at all is true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Some part; no part at all is false."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A formula worth a name, or (`truth` False) its negation."""

    name: str
    formula: Formula
    truth: bool = True


Formula: TypeAlias = Is | Field | All | Any | Named
TRUE = All(())
FALSE = Any(())


def every(parts: Iterable[Formula]) -> Formula:
    """The conjunction, with one leaf a field."""
    return _joined(parts, All, Any)


def some(parts: Iterable[Formula]) -> Formula:
    """The disjunction, with one leaf a field."""
    return _joined(parts, Any, All)


def _joined(
    parts: Iterable[Formula], kind: type[All] | type[Any], other: type[All] | type[Any]
) -> Formula:
    found: list[Formula] = []
    for part in parts:
        for inner in part.parts if isinstance(part, kind) else (part,):
            _add(found, inner, kind)
    if other(()) in found:
        return other(())
    return found[0] if len(found) == 1 else kind(tuple(found))


def _add(found: list[Formula], part: Formula, kind: type[All] | type[Any]) -> None:
    join = every if kind is All else some
    for index, known in enumerate(found):
        if (
            isinstance(part, Field)
            and isinstance(known, Field)
            and part.path == known.path
        ):
            value = join([known.value, part.value])
            found[index] = _field(part.path, value, join([known.absent, part.absent]))
            return
    if part not in found:
        found.append(part)


def _field(path: str, value: Formula, absent: Formula) -> Formula:
    trivial = value == absent and value in (TRUE, FALSE)
    return value if trivial else Field(path, value, absent)


def negate(formula: Formula) -> Formula:
    """What holds exactly where the formula does not."""
    match formula:
        case Is(atom, truth):
            return Is(atom, not truth)
        case Field(path, value, absent):
            return Field(path, negate(value), negate(absent))
        case All(parts):
            return Any(tuple(map(negate, parts)))
        case Any(parts):
            return All(tuple(map(negate, parts)))
        case Named(name, inner, truth):
            return Named(name, inner, not truth)


def sent(path: str) -> Formula:
    """The field was sent (rule S9)."""
    return Field(path, TRUE, FALSE)


def surely(table: ir.Table, test: ir.Test, truth: bool) -> Formula:
    """Where a test is surely true, or surely false (rule S12).

    What speaks of families or of defaults that depend on something has a name; it
    depends on the test alone, so that a row of the table never renames another's.
    """
    across, within = (some, every) if truth else (every, some)
    found = across(
        within(_atom(table, test.field, atom, truth) for atom in way)
        for way in test.any_of
    )
    atoms = [atom for way in test.any_of for atom in way]
    families = any(isinstance(atom, ir.Family) for atom in atoms)
    if found in (TRUE, FALSE) or not (families or not _plain(found)):
        return found
    if truth:
        return Named(wording.condition(test), found)
    return Named(wording.possibility(test), negate(found), False)


def _plain(formula: Formula) -> bool:
    return isinstance(formula, Field) and formula.absent in (TRUE, FALSE)


def _atom(table: ir.Table, path: str, atom: ir.Atom, truth: bool) -> Formula:
    if isinstance(atom, ir.Present):
        there = sent(path)
        return there if atom.wanted == truth else negate(there)
    absent = _assumed(table, table.defaults_of(path), atom, truth)
    return _field(path, _value(table, path, atom, truth), absent)


def _value(table: ir.Table, path: str, atom: ir.Atom, truth: bool) -> Formula:
    """An atom on a value that was sent; a value in no family answers neither way."""
    if not isinstance(atom, ir.Family):
        return Is(atom, truth)
    inside = _members(table, path, atom.names)
    every_name = [family.name for family in table.families_of(path)]
    outside = [v for v in _members(table, path, every_name) if not _in(v, inside)]
    values = tuple(inside if truth else outside)
    return Is(ir.OneOf(values), True) if values else FALSE


def _members(table: ir.Table, path: str, names: Iterable[str]) -> list[ir.Json]:
    found: list[ir.Json] = []
    groups = {family.name: family.values for family in table.families_of(path)}
    for value in (value for name in names for value in groups[name]):
        if not _in(value, found):
            found.append(value)
    return found


def _in(value: ir.Json, values: Iterable[ir.Json]) -> bool:
    return any(same(value, other) for other in values)


def _assumed(
    table: ir.Table, rows: tuple[ir.Default, ...], atom: ir.Atom, truth: bool
) -> Formula:
    """Where what the server assumes for an absent field answers so (rule S10)."""
    if not rows:
        return FALSE
    row, *below = rows
    applies, passes = _applies(table, row), _passes(table, row)
    rest = _assumed(table, tuple(below), atom, truth)
    if _judge(table, row, atom) is not truth:
        return every([passes, rest])
    if passes == negate(applies):
        return some([applies, rest])
    return some([applies, every([passes, rest])])


def _applies(table: ir.Table, row: ir.Default) -> Formula:
    given = some(map(sent, row.given)) if row.given else TRUE
    return every([given, *(surely(table, test, True) for test in row.when)])


def _passes(table: ir.Table, row: ir.Default) -> Formula:
    """Where a default row surely does not apply, so that the next one is asked."""
    given = every(negate(sent(path)) for path in row.given) if row.given else FALSE
    return some([given, *(surely(table, test, False) for test in row.when)])


def _judge(table: ir.Table, row: ir.Default, atom: ir.Atom) -> bool | None:
    """An atom on what a default row gives: true, false or unknown (rule S11)."""
    if not isinstance(atom, ir.Family):
        return None if row.family is not None else holds(atom, row.value)
    groups = {f.name: f.values for f in table.families_of(row.field)}
    inside = _members(table, row.field, atom.names)
    if row.family is None:
        if _in(row.value, inside):
            return True
        return False if any(_in(row.value, g) for g in groups.values()) else None
    members = groups[row.family]
    if any(all(_in(m, groups[name]) for m in members) for name in atom.names):
        return True
    return None if any(_in(m, inside) for m in members) else False
