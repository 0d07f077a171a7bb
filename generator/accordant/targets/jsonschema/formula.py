"""Formulas that a schema can spell, and their negation.

A schema has `not`, but text without it is the one to read; so a formula is negated by
pushing the negation down to single values. All that is said of one field is one leaf:
what its value must be if the field was sent, and what must hold if it was not.

Nothing asks whether a field is valid: an instance with an invalid field is refused by
the structure (see "Compiling" of the rules).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from accordant import ir


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
class Numbers:
    """An atom about numbers that no keyword of the standard sees: the parts of strings,
    and numbers that are compared with each other.

    The numbers are there and answer the atom so; or (`sure` False) they are not there,
    or answer it so. A schema says only the latter, in `x-numbers`. Who does not know
    that keyword takes it for true: under `not` or `if` he would refuse too much.
    """

    field: str
    atom: ir.Atom
    truth: bool
    sure: bool = True


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
    """A formula worth a name, or (`truth` False) its negation. `numbers` if it has a
    leaf that only `x-numbers` says: what names are worth is asked for time and again.
    """

    name: str
    formula: Formula
    truth: bool = True
    numbers: bool = False


Formula: TypeAlias = Is | Field | Numbers | All | Any | Named
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
            found[index] = at(part.path, value, join([known.absent, part.absent]))
            return
    if part not in found:
        found.append(part)


def at(path: str, value: Formula, absent: Formula) -> Formula:
    """What is said of one field; said of the object if it is always or never so."""
    trivial = value == absent and value in (TRUE, FALSE)
    return value if trivial else Field(path, value, absent)


def negate(formula: Formula) -> Formula:
    """What holds exactly where the formula does not."""
    match formula:
        case Is(atom, truth):
            return Is(atom, not truth)
        case Numbers(name, atom, truth, sure):
            return Numbers(name, atom, not truth, not sure)
        case Field(path, value, absent):
            return Field(path, negate(value), negate(absent))
        case All(parts):
            return Any(tuple(map(negate, parts)))
        case Any(parts):
            return All(tuple(map(negate, parts)))
        case Named(truth=truth):
            return replace(formula, truth=not truth)


def sent(path: str) -> Formula:
    """The field was sent (rule S9)."""
    return Field(path, TRUE, FALSE)


def on_numbers(formula: Formula) -> bool:
    """Whether a formula has a leaf that only `x-numbers` says."""
    match formula:
        case Numbers():
            return True
        case Field(_, value, absent):
            return on_numbers(value) or on_numbers(absent)
        case All(parts) | Any(parts):
            return any(map(on_numbers, parts))
        case Named(numbers=numbers):
            return numbers
        case _:
            return False
