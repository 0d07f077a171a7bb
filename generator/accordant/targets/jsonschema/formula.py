"""When a test surely holds, as a formula that a schema can spell, and its negation.

A schema has `not`, but text without it is the one to read; so a formula is negated by
pushing the negation down to single values. All that is said of one field is one leaf:
what its value must be if the field was sent, and what must hold if it was not.

Nothing asks whether a field is valid: an instance with an invalid field is refused by
the structure (see "Compiling" of the rules).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from accordant import ir
from accordant.jsonvalue import key
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


@dataclass(slots=True)
class Reading:
    """A table, and the formulas of its tests that were made so far, by identity: those
    of default rows are asked for by every field that depends on them."""

    table: ir.Table
    known: dict[tuple[int, bool], Formula] = field(default_factory=dict)


def surely(read: Reading, test: ir.Test, truth: bool) -> Formula:
    """Where a test is surely true, or surely false (rule S12).

    What speaks of families or of defaults that depend on something has a name; it
    depends on the test alone, so that a row of the table never renames another's.
    """
    asked = id(test), truth
    if asked not in read.known:
        read.known[asked] = _surely(read, test, truth)
    return read.known[asked]


def _surely(read: Reading, test: ir.Test, truth: bool) -> Formula:
    across, within = (some, every) if truth else (every, some)
    found = across(
        within(_atom(read, test.field, atom, truth) for atom in way)
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


def _atom(read: Reading, path: str, atom: ir.Atom, truth: bool) -> Formula:
    if isinstance(atom, ir.Present):
        there = sent(path)
        return there if atom.wanted == truth else negate(there)
    absent = _assumed(read, read.table.defaults_of(path), atom, truth)
    return _field(path, _value(read.table, path, atom, truth), absent)


def _value(table: ir.Table, path: str, atom: ir.Atom, truth: bool) -> Formula:
    """An atom on a value that was sent; a value in no family answers neither way."""
    if not isinstance(atom, ir.Family):
        return Is(atom, truth)
    inside = _members(table, path, atom.names)
    every_name = [family.name for family in table.families_of(path)]
    outside = _members(table, path, every_name)
    for found in inside:
        outside.pop(found, None)
    values = tuple((inside if truth else outside).values())
    return Is(ir.OneOf(values), True) if values else FALSE


def _members(
    table: ir.Table, path: str, names: Iterable[str]
) -> dict[Hashable, ir.Json]:
    """The values of some families, each once."""
    groups = {family.name: family.values for family in table.families_of(path)}
    found: dict[Hashable, ir.Json] = {}
    for value in (value for name in names for value in groups[name]):
        found.setdefault(key(value), value)
    return found


def _assumed(
    read: Reading, rows: tuple[ir.Default, ...], atom: ir.Atom, truth: bool
) -> Formula:
    """Where what the server assumes for an absent field answers so (rule S10)."""
    if not rows:
        return FALSE
    row, *below = rows
    applies, passes = _applies(read, row), _passes(read, row)
    rest = _assumed(read, tuple(below), atom, truth)
    if _judge(read.table, row, atom) is not truth:
        return every([passes, rest])
    if passes == negate(applies):
        return some([applies, rest])
    return some([applies, every([passes, rest])])


def _applies(read: Reading, row: ir.Default) -> Formula:
    given = some(map(sent, row.given)) if row.given else TRUE
    return every([given, *(surely(read, test, True) for test in row.when)])


def _passes(read: Reading, row: ir.Default) -> Formula:
    """Where a default row surely does not apply, so that the next one is asked."""
    given = every(negate(sent(path)) for path in row.given) if row.given else FALSE
    return some([given, *(surely(read, test, False) for test in row.when)])


def _judge(table: ir.Table, row: ir.Default, atom: ir.Atom) -> bool | None:
    """An atom on what a default row gives: true, false or unknown (rule S11)."""
    if not isinstance(atom, ir.Family):
        return None if row.family is not None else holds(atom, row.value)
    if row.family is None:
        return table.in_family(row.field, atom.names, row.value)
    return table.some_in_family(row.field, atom.names, row.family)
