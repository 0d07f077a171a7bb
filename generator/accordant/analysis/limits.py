"""Limits: when a request lies beside one, and how far from it, as formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import z3

from accordant import ir
from accordant.analysis.formulas import Formula, Term, any_of, exact, nearest
from accordant.analysis.reading import Reading
from accordant.analysis.rows import Rows, compared
from accordant.analysis.universe import Universe
from accordant.analysis.variables import FRACTION, OPAQUE, STRING, WHOLE, Variable
from accordant.rules.atoms import at_limit

Limited: TypeAlias = ir.Bound | ir.Length | ir.Items | ir.Relative


class Limit(NamedTuple):
    """A limit that a check sets: `label` tells it from the check's others, `beside` is
    true next to it on either side. `steps` is how far a whole number is away from it,
    where that can be said, and `counted` when."""

    label: str
    beside: Formula
    counted: Formula | None = None
    steps: Term | None = None


def limits(universe: Universe, reading: Reading, index: int) -> list[Limit]:
    """The limits of a check, in the order they are written."""
    target = reading.targets[index]
    if target.structural:
        atom = target.check.atom
        if not isinstance(atom, ir.Bound | ir.Length | ir.Items):
            return []
        found = any_of(list(_structural(universe, reading, index, atom)))
        return [Limit("", found)]
    parts = [
        (test.field, atom)
        for test in (*target.check.require, *target.check.forbid)
        for atom in test.atoms()
        if isinstance(atom, ir.Bound | ir.Length | ir.Items | ir.Relative)
    ]
    parts = list(dict.fromkeys(parts))
    return [
        _rule(reading.rows, field, atom, label)
        for (field, atom), label in zip(parts, _labels(parts), strict=True)
    ]


def _labels(parts: list[tuple[str, Limited]]) -> list[str]:
    """What tells the limits of one check apart; nothing if there is only one."""
    if len(parts) < 2:
        return ["" for _ in parts]
    several = len({field for field, _ in parts}) > 1
    found = []
    for field, atom in parts:
        same = [a for f, a in parts if f == field and a.op == atom.op]
        name = f"{field}.{atom.op}" if several else atom.op
        found.append(name if len(same) == 1 else f"{name}/{_written(atom)}")
    return found


def _written(atom: Limited) -> str:
    if isinstance(atom, ir.Relative):
        return atom.field if atom.times == 1 else f"{atom.times}-{atom.field}"
    return str(atom.limit)


def _structural(
    universe: Universe, reading: Reading, index: int, atom: Limited
) -> Iterator[Formula]:
    """Where a value of some field lies beside the limit of a structural check."""
    for path, variable in universe.variables.items():
        judged = reading.verdicts[path].judged
        for number, found in enumerate(judged):
            if index in found.beside:
                yield variable.tag == OPAQUE + number
        position = reading.place(path).position
        prefix = reading.place(path).prefix
        checks = () if position is None else position.checks
        if any(reading.structure.number(prefix, check) == index for check in checks):
            yield from _generic(variable, atom)


def _generic(variable: Variable, atom: Limited) -> Iterator[Formula]:
    if isinstance(atom, ir.Length) and STRING in variable.generic:
        yield z3.And(variable.tag == STRING, _whole(atom, variable.length))
    if isinstance(atom, ir.Bound) and WHOLE in variable.generic:
        yield z3.And(variable.tag == WHOLE, _whole(atom, variable.whole))
    if isinstance(atom, ir.Bound) and FRACTION in variable.generic:
        half, limit = z3.Q(1, 2), exact(atom.limit)
        near = z3.And(
            variable.fraction >= limit - half, variable.fraction <= limit + half
        )
        yield z3.And(variable.tag == FRACTION, near)


def _whole(atom: ir.Bound | ir.Length | ir.Items, term: Term) -> Formula:
    last = nearest(atom)
    beyond = last - 1 if "min" in atom.op.lower() else last + 1
    return z3.Or(term == last, term == beyond)


def _rule(rows: Rows, field: str, atom: Limited, label: str) -> Limit:
    if isinstance(atom, ir.Relative):
        return _relative(rows, field, atom, label)
    if rows.table.part_of(field) is not None:
        assert isinstance(atom, ir.Bound)
        numbers = rows.numbers(field)
        beside = [z3.And(n.when, _whole(atom, n.term)) for n in numbers]
        if not numbers:
            return Limit(label, any_of(beside))
        first = numbers[0]
        steps = _size(first.term - nearest(atom))
        return Limit(label, any_of(beside), first.when, steps)
    variable, sent = rows.variable(field), rows.sent(field)
    found = list(_generic(variable, atom))
    for number, sample in enumerate(variable.samples):
        if _measurable(atom, sample) and at_limit(atom, sample):
            found.append(variable.tag == OPAQUE + number)
    beside = z3.And(sent, any_of(found))
    if isinstance(atom, ir.Bound) and WHOLE in variable.generic:
        counted = z3.And(sent, variable.tag == WHOLE)
        return Limit(label, beside, counted, _size(variable.whole - nearest(atom)))
    return Limit(label, beside)


def _relative(rows: Rows, field: str, atom: ir.Relative, label: str) -> Limit:
    """A bound that another field sets: the pairs of numbers where its answer turns."""
    found = []
    for one in rows.numbers(field):
        for other in rows.numbers(atom.field):
            bound = other.term * atom.times
            kept = [compared(atom.op, one.term + move, bound) for move in (-1, 0, 1)]
            turns = z3.Or(kept[0] != kept[1], kept[1] != kept[2])
            found.append(z3.And(one.when, other.when, turns))
    numbers, others = rows.numbers(field), rows.numbers(atom.field)
    if not numbers or not others:
        return Limit(label, any_of(found))
    one, other = numbers[0], others[0]
    if not (z3.is_int(one.term) and z3.is_int(other.term)):
        return Limit(label, any_of(found))
    steps = _size(one.term - other.term * atom.times)
    return Limit(label, any_of(found), z3.And(one.when, other.when), steps)


def _size(term: Term) -> Term:
    return z3.If(term < 0, -term, term)


def _measurable(atom: Limited, sample: ir.Json) -> bool:
    if isinstance(atom, ir.Items):
        return isinstance(sample, list)
    return isinstance(atom, ir.Length) and isinstance(sample, str)
