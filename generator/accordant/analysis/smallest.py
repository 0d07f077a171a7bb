"""The smallest request that answers a question: the same one on every machine.

Every step asks the solver a yes or no question and keeps the answer, so that the way
the solver happens to search is without influence: fewest fields, then which, then the
plainest value of each.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

import z3

from accordant import ir
from accordant.analysis.formulas import Formula, Term, exact, nearest
from accordant.analysis.reading import own_atoms
from accordant.analysis.universe import Universe
from accordant.analysis.variables import (
    ABSENT,
    BOOLEAN,
    FRACTION,
    NULL,
    OPAQUE,
    STRING,
    WHOLE,
    Variable,
)
from accordant.rules.evaluate import evaluate
from accordant.rules.samples import Plains

PATIENCE = 50_000_000
"""Steps the solver may take for an answer; counted, not timed, so that every machine
gives up at the same place."""

HASTE = 300_000
"""Steps it may take to make a request smaller, which is given up sooner."""


class Asking:
    """Questions about the requests of a universe; the solver keeps what it learns."""

    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self.solver = z3.Solver()
        self.solver.set("random_seed", 0)
        self.solver.add(universe.constraints)
        self._plain = {
            path: list(_plain(universe, variable))
            for path, variable in universe.variables.items()
        }
        self._named: dict[int, tuple[Formula, Formula]] = {}

    def name(self, formula: Formula) -> Formula:
        """A constant that is true exactly if a formula is; what is named is taken apart
        once by the solver, not at every question."""
        if formula.get_id() not in self._named:
            known = z3.Bool(f"named {len(self._named)}")
            self.solver.add(known == formula)
            self._named[formula.get_id()] = (known, formula)
        return self._named[formula.get_id()][0]

    def possible(self, goal: Sequence[Formula]) -> bool | None:
        """Whether some request is so; None if the solver gave up."""
        self.solver.push()
        self.solver.add(*goal)
        self.solver.set("rlimit", PATIENCE)
        answer = self.solver.check()
        self.solver.pop()
        return None if answer == z3.unknown else bool(answer == z3.sat)

    def smallest(
        self,
        goal: Sequence[Formula],
        near: Sequence[Term] = (),
        about: Container[str] = (),
        patience: int = PATIENCE,
    ) -> dict[str, Any] | None:
        """The smallest request that is so; None if there is none, or none was found.

        Each number of `near` is made as small as can be before anything else. Of as
        many fields, those in `about` are rather sent than others.
        """
        steps = _Steps(self.solver, patience)
        try:
            if not steps.keep(self.universe.short, *goal):
                return None
            for term in near:
                steps.least(term, [0, 1])
                self._numbers(steps)
            self._fewest(steps, about)
            for path, variable in self.universe.variables.items():
                if not steps.true(variable.absent()):
                    self._value(steps, self._plain[path], variable)
            return self.universe.body(steps.model)
        finally:
            steps.forget()

    def _numbers(self, steps: _Steps) -> None:
        """Settle the numbers in strings: what is left to ask is then easy."""
        for variable in self.universe.variables.values():
            for shape in variable.forms.values():
                if steps.true(z3.And(variable.tag == STRING, shape.fits)):
                    for capture in shape.captures:
                        steps.keep(capture == steps.value(capture))

    def _fewest(self, steps: _Steps, about: Container[str]) -> None:
        """As few fields as can be, and of those the first ones."""
        variables = list(self.universe.variables.values())
        fields = [z3.If(v.absent(), z3.IntVal(0), z3.IntVal(1)) for v in variables]
        total: Term = z3.Sum(fields)
        while steps.keep(total < steps.value(total)):
            pass
        steps.keep(total <= steps.value(total))
        variables.sort(key=lambda variable: ".".join(variable.path) not in about)
        for variable in reversed(variables):
            steps.prefer([variable.absent(), variable.tag != ABSENT])

    def _value(
        self, steps: _Steps, plain: Sequence[Formula], variable: Variable
    ) -> None:
        """The plainest value of a field that is sent."""
        opaque = range(OPAQUE, OPAQUE + len(variable.samples))
        if steps.prefer([*plain, *(variable.tag == tag for tag in (*opaque, NULL))]):
            return
        for tag in (STRING, WHOLE, FRACTION, BOOLEAN):
            if tag in variable.generic and steps.keep(variable.tag == tag):
                break
        if tag == WHOLE:
            steps.least(z3.If(variable.whole < 0, -variable.whole, variable.whole))
            steps.keep(variable.whole >= 0)
        if tag == STRING:
            shapes = list(variable.forms.values())
            if not shapes or not steps.keep(*(z3.Not(shape.fits) for shape in shapes)):
                for shape in shapes:
                    if steps.keep(shape.fits):
                        for capture in shape.captures:
                            steps.least(capture, _SIDES)
            steps.least(variable.length)


_PLAIN = (1, 0, 2)
"""Whole numbers that are tried first."""

_SIDES = (1, 2, 8, 16, 32, 64, 128, 256, 512, 1024)
"""Numbers in a string that read well, the smallest first."""


class _Steps:
    """Conditions that were kept so far, on top of what the solver knew before."""

    def __init__(self, solver: Any, patience: int) -> None:
        self.solver = solver
        self.patience = patience
        self.depth = 0
        self.model: Any = None

    def keep(self, *conditions: Formula) -> bool:
        """Keep conditions if together they are possible; whether they are."""
        if self.model is not None and all(map(self.true, conditions)):
            self.solver.add(*conditions)
            return True
        self.solver.push()
        self.solver.add(*conditions)
        self.solver.set("rlimit", self.patience if self.model is None else HASTE)
        if self.solver.check() == z3.sat:
            self.depth += 1
            self.model = self.solver.model()
            return True
        self.solver.pop()
        return False

    def prefer(self, ways: Sequence[Formula]) -> bool:
        """Keep the first condition that is possible; whether there is one."""
        return any(self.keep(way) for way in ways)

    def least(self, term: Term, tries: Sequence[int] = ()) -> None:
        """Make a number that is not negative as small as can be.

        One of `tries` will do, be it the smallest or not.
        """
        if self.prefer([term == number for number in tries]):
            return
        low = 0
        while low < (high := self.value(term)):
            middle = (low + high) // 2
            if not self.keep(term <= middle):
                low = middle + 1
        self.keep(term == low)

    def true(self, condition: Formula) -> bool:
        """Whether a condition is so in the model at hand."""
        return bool(z3.is_true(self.model.eval(condition, model_completion=True)))

    def value(self, term: Term) -> int:
        """A whole number in the model at hand."""
        return int(self.model.eval(term, model_completion=True).as_long())

    def forget(self) -> None:
        """Leave the solver as it was."""
        self.solver.pop(self.depth)


def _plain(universe: Universe, variable: Variable) -> Iterator[Formula]:
    """Plain values of a field that have terms of their own, the plainest first."""
    positions = [r.place(variable.path).position for r in universe.readings]
    atoms = [
        atom
        for reading, position in zip(universe.readings, positions, strict=True)
        for atom in (*own_atoms(position), *reading.atoms(variable.path))
    ]
    closed = any(isinstance(atom, ir.OneOf) for p in positions for atom in own_atoms(p))
    if STRING in variable.generic:
        listed = [variable.index == place for place in range(len(variable.pool))]
        other = z3.And(variable.index == -1, variable.length == 1)
        for way in (*listed, other) if closed else (other, *listed):
            yield z3.And(variable.tag == STRING, way)
    if WHOLE in variable.generic:
        for number in (*_PLAIN, *_near(atoms)):
            yield z3.And(variable.tag == WHOLE, variable.whole == number)
    if FRACTION in variable.generic:
        for ratio in _between(atoms):
            yield z3.And(variable.tag == FRACTION, variable.fraction == exact(ratio))
    if BOOLEAN in variable.generic:
        for value in (variable.boolean, z3.Not(variable.boolean)):
            yield z3.And(variable.tag == BOOLEAN, value)


def _near(atoms: Sequence[ir.Atom]) -> list[int]:
    """Whole numbers beside limits and on multiples, small ones first."""
    bounds = [nearest(atom) for atom in atoms if isinstance(atom, ir.Bound)]
    factors = {atom.factor for atom in atoms if isinstance(atom, ir.MultipleOf)}
    found = {number + move for number in bounds for move in (-1, 0, 1)}
    for factor in (*factors, lcm(*factors)):
        found |= {
            number // factor * factor + factor * k
            for number in (0, *bounds)
            for k in (0, 1)
        }
    for atom in atoms:
        if isinstance(atom, ir.OneOf):
            found |= {int(v) for v in _numbers(atom) if v == int(v)}
    return sorted(found, key=lambda number: (abs(number), -number))


def _between(atoms: Sequence[ir.Atom]) -> list[float]:
    """Fractions beside limits and between them, those nearest to 0 first."""
    limits = {float(a.limit) for a in atoms if isinstance(a, ir.Bound)}
    limits |= {float(v) for a in atoms if isinstance(a, ir.OneOf) for v in _numbers(a)}
    found = {limit + move for limit in limits for move in (-0.5, 0.0, 0.5)}
    found |= {one / 2 + other / 2 for one, other in pairwise(sorted(limits))}
    found |= {0.5, 1.5, -0.5}
    fractions = [f for f in found if Fraction(f).denominator > 1]
    return sorted(fractions, key=lambda number: (abs(number), -number))


def _numbers(atom: ir.OneOf) -> list[float]:
    return [
        v for v in atom.values if isinstance(v, int | float) and not isinstance(v, bool)
    ]


def valid(
    model: ir.Model, declarations: Mapping[str, ir.Decl], plains: Plains
) -> dict[str, Any] | None:
    """The smallest request of a model without any entry; None if none is found."""
    universe = Universe([(model, declarations)], [plains])
    (reading,) = universe.readings
    entries = [*reading.violated, *(entry.reported for entry in reading.unknown)]
    goal = [z3.Not(entry) for entry in (*entries, reading.foreign)]
    found = Asking(universe).smallest(goal)
    return None if found is None or evaluate(model, declarations, found) else found
