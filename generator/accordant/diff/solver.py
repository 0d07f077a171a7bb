"""Requests that no candidate shows, by a solver; where it finds none there are none.

Both models are readings of one universe, so that one question is about both: is there
a request that this check of one refuses, and the other model does not, or not for that
reason? Every answer is a request, which the reference evaluators judge in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import z3

from accordant.analysis.formulas import Formula, all_of, any_of
from accordant.analysis.reading import Reading
from accordant.analysis.universe import Universe
from accordant.diff.behaviour import Flips
from accordant.diff.grouping import spot_of
from accordant.diff.listing import Listing
from accordant.diff.verdicts import WEAK, Facet
from accordant.ir import OneOf
from accordant.rules.labels import Target
from accordant.rules.wording import listed

_PATIENCE = 50_000_000
"""Steps for one question; counted, so that every machine gives up at the same place."""


def prove(flips: Flips) -> tuple[str, ...]:
    """Look for every flip of a pair of models that was not found yet.

    Returns what is left open, in words: questions that took too long, and checks of
    strings that are known by samples only.
    """
    pair = flips.pair
    reads = [(pair.old, pair.old_declarations), (pair.new, pair.new_declarations)]
    universe = Universe(reads)
    questions = _Questions(flips, universe)
    for new in (True, False):
        for target, violated in questions.targets(new):
            questions.ask(target, violated, new)
    if questions.timeouts:
        late = f"{questions.timeouts} questions about {pair.new.name} took too long"
        return (*_sampled(universe), late)
    return tuple(_sampled(universe))


def _sampled(universe: Universe) -> Iterator[str]:
    """Checks that read the form of strings that have a pattern as well."""
    found: dict[str, list[str]] = {}
    for side in universe.readings:
        for target in side.targets:
            for field in () if target.structural else side.rows.sampled(target.check):
                found.setdefault(field, []).append(target.id)
    for field, rules in found.items():
        names = listed(tuple(dict.fromkeys(rules)), "or")
        yield f"what {names} asks of the form of '{field}', which has a pattern"


class _Questions:
    def __init__(self, flips: Flips, universe: Universe) -> None:
        self.flips = flips
        self.universe = universe
        self.sides = tuple(universe.readings)
        self.solver: Any = z3.Solver()
        self.solver.set("rlimit", _PATIENCE)
        self.solver.add(*universe.constraints)
        self.refused = [side.refused() for side in self.sides]
        listings = flips.pair.listings
        self.listed = [
            all_of([*self.known(listing), *self.declared(side)])
            for listing, side in zip(listings, self.sides, strict=True)
        ]
        self.timeouts = 0

    def targets(self, new: bool) -> Iterator[tuple[Target, Formula]]:
        """The checks of one side, with when each is violated."""
        side = self.sides[new]
        yield from zip(side.targets, side.violated, strict=True)

    def known(self, listing: Listing) -> Iterator[Formula]:
        """No value is one that this revision does not list."""
        for field, values in listing.known.items():
            variable = self.universe.variables.get(tuple(field.split(".")))
            if variable is not None:
                of_list = variable.holds(OneOf(tuple(values.values())))
                yield any_of([variable.none(), of_list])

    def declared(self, side: Reading) -> Iterator[Formula]:
        """No field is one that this revision does not declare."""
        for unknown in side.unknown:
            yield z3.Not(unknown.reported)

    def ask(self, target: Target, violated: Formula, new: bool) -> None:
        """Find the clearest flip that a check has a part in."""
        here, there = self.sides[new], self.sides[not new]
        severity = target.check.severity
        twins = [
            formula
            for other, formula in zip(there.targets, there.violated, strict=True)
            if (other.id, other.blame) == (target.id, target.blame)
            and (other.check.severity == severity or severity == "warn")
        ]
        base = [violated, z3.Not(any_of(twins)), *self.unsaid(target, here)]
        accepts, listed = z3.Not(self.refused[not new]), self.listed[not new]
        if severity == "warn":
            accepts = z3.Not(self.refused[True])
        rungs = [[accepts, listed], [accepts], self.sound(here), []]
        found = [self.rung(facet) for facet in self.found(target, new)]
        for rung in rungs[: min(found, default=len(rungs))]:
            if self.try_rung(target.id, [*base, *rung], self.alone(target, here)):
                return
        crowd = min((self.crowd(facet) for facet in self.found(target, new)), default=0)
        if crowd > 1:
            self.try_rung(target.id, [*base, *self.alone(target, here)], [])

    def found(self, target: Target, new: bool) -> Iterator[Facet]:
        """What was found of a check so far."""
        path = spot_of(target.blame)
        for facet in self.flips.best:
            same = (facet.rule, facet.spot) == (target.id, path)
            if same and facet.new == new and facet.stem == target.check.message:
                yield facet

    def rung(self, facet: Facet) -> int:
        """How clear it is, as the place of the question it answers."""
        if facet.effect in WEAK:
            return 2 if facet.effect in ("takes", "yields") else 3
        return int(facet.unlisted) + (self.crowd(facet) > 0)

    def unsaid(self, target: Target, side: Reading) -> Iterator[Formula]:
        """No check above it that would be reported in its stead."""
        for other, formula in zip(side.targets, side.violated, strict=True):
            if other is target:
                return
            if (other.id, other.blame) == (target.id, target.blame):
                yield z3.Not(formula)

    def sound(self, side: Reading) -> list[Formula]:
        """Nothing is structurally wrong."""
        return [
            z3.Not(formula)
            for other, formula in zip(side.targets, side.violated, strict=True)
            if other.structural
        ]

    def crowd(self, facet: Facet) -> int:
        """How many other errors the request has that shows it best."""
        return self.flips.best[facet][0].together

    def alone(self, target: Target, side: Reading) -> list[Formula]:
        """No other check of the revision refuses."""
        return [
            z3.Not(formula)
            for other, formula in zip(side.targets, side.violated, strict=True)
            if other.id != target.id and other.check.severity == "error"
        ]

    def try_rung(self, rule: str, wanted: list[Formula], better: list[Formula]) -> bool:
        """Whether there is such a request; it is kept, and one that is `better` too."""
        self.solver.push()
        try:
            self.solver.add(*wanted)
            if not self.kept(rule):
                return False
            self.solver.add(*better)
            if better:
                self.kept(rule)
            return True
        finally:
            self.solver.pop()

    def kept(self, rule: str) -> bool:
        """Hand a request to the evaluators, which have the last word, if there is one."""
        answer = self.solver.check()
        if answer == z3.unknown:
            self.timeouts += 1
        if answer != z3.sat:
            return False
        self.flips.improve(self.universe.body(self.solver.model()), rule)
        return True
