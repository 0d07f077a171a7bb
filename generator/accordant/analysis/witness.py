"""A request that passes each check and one that breaks it alone, or why there is none.

What is found is confirmed by the reference evaluator. A proof rests on every request
of the universe: on all scalars, and on the samples of everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import z3

from accordant import ir
from accordant.analysis.limits import Limit, limits
from accordant.analysis.smallest import Asking
from accordant.analysis.universe import Reading, Universe
from accordant.analysis.variables import Formula
from accordant.location import Location
from accordant.witnesses import proves

NOWHERE = Location("")
"""The place of a witness that was not read from a file."""


class Witnesses:
    """What can be shown of the checks of one model, by index of target."""

    def __init__(self, model: ir.Model, declarations: Mapping[str, ir.Decl]) -> None:
        self.model = model
        self.declarations = declarations
        self.universe = Universe([(model, declarations)])
        self.reading: Reading = self.universe.readings[0]
        self.asking = Asking(self.universe)
        name, reading = self.asking.name, self.reading
        self.violated = [name(formula) for formula in reading.violated]
        self.passed = [name(formula) for formula in reading.passed]
        self.foreign = name(reading.foreign)
        self.unknown = [(u.severity, name(u.reported)) for u in reading.unknown]
        severities = [target.check.severity for target in reading.targets]
        self.all = frozenset(range(len(severities)))
        self.errors = frozenset(i for i in self.all if severities[i] == "error")

    def show(self, index: int) -> Iterator[ir.Shown]:
        """The witnesses of a check, and the proofs where there is none."""
        known = limits(self.universe, self.reading, index)
        model, label = self.model.name, self.reading.labels[index]
        for breaking in (False, True):
            kind: Any = "invalid" if breaking else "boundary"
            found = [(limit, self.find(index, breaking, limit)) for limit in known]
            met = [(limit.label, request) for limit, request in found if request]
            for place, request in met:
                yield ir.Witness(model, label, kind, place, request, NOWHERE)
            if met:
                continue
            kind = "invalid" if breaking else "valid"
            alone = self.find(index, breaking, None)
            if alone is not None:
                yield ir.Witness(model, label, kind, "", alone, NOWHERE)
                continue
            by = self.shadows(index, breaking)
            names = None if by is None else tuple(self.reading.labels[i] for i in by)
            blame = self.reading.targets[index].blame
            yield ir.Proof(model, label, blame, kind, names, NOWHERE)

    # --- requests ---

    def find(
        self, index: int, breaking: bool, limit: Limit | None
    ) -> dict[str, Any] | None:
        """The smallest request that passes a check, or breaks it and nothing else.

        Where possible it is passed for certain, not because of something UNKNOWN, and
        not even a warning is due. With a `limit`, the request lies beside that, or as
        near to it as requests come.
        """
        ways = list(self._ways(index, breaking))
        if limit is None:
            return self._first(index, breaking, ways)
        beside = [[*way, self.asking.name(limit.beside)] for way in ways]
        found = self._first(index, breaking, beside)
        if found is not None or limit.steps is None:
            return found
        near = [[*way, self.asking.name(limit.counted)] for way in ways]
        return self._first(index, breaking, near, limit.steps)

    def _first(
        self,
        index: int,
        breaking: bool,
        ways: Sequence[Sequence[Formula]],
        steps: Formula | None = None,
    ) -> dict[str, Any] | None:
        target = self.reading.targets[index]
        tests = (*target.check.when, *target.check.require, *target.check.forbid)
        about = {name for test in tests for name in self.model.table.read_by(test)}
        kind = "invalid" if breaking else "valid"
        for goal in ways:
            near = () if steps is None else (steps,)
            found = self.asking.smallest(goal, near, about)
            if found is not None and proves(
                self.model, self.declarations, target, kind, found
            ):
                return found
        return None

    def _ways(self, index: int, breaking: bool) -> Iterator[list[Formula]]:
        """Goals, the best one first."""
        if breaking:
            goals = [[self.violated[index]]]
            banned = dict.fromkeys((self.all, self._others(index)))
        else:
            goals = [[self.passed[index]]]
            target = self.reading.targets[index]
            if not target.structural:
                kept = self.asking.name(self.reading.rows.kept(target.check))
                goals.insert(0, [*goals[0], kept])
            banned = dict.fromkeys((self.all, self.errors | {index}))
        for goal in goals:
            for others in banned:
                yield [*goal, *self._none(others - ({index} if breaking else set()))]

    def _none(self, banned: frozenset[int]) -> list[Formula]:
        """Nothing of what is banned is reported, nor what is no target."""
        whole = self.all <= banned | {*self.errors} and banned > self.errors
        found = [z3.Not(self.violated[index]) for index in sorted(banned)]
        found += [
            z3.Not(reported)
            for severity, reported in self.unknown
            if severity == "error" or whole
        ]
        return [*found, z3.Not(self.foreign)]

    def _others(self, index: int) -> frozenset[int]:
        """What a request that breaks only this check must not break (rule S15)."""
        return self.errors if index in self.errors else self.all

    # --- proofs ---

    def shadows(self, index: int, breaking: bool) -> list[int] | None:
        """Checks of which every request that breaks (or passes) one breaks another.

        No check of the answer can be left out. It is empty if no request breaks (or
        passes) the check in the first place, None if nothing could be proved. To be
        asked only where no request was found.
        """
        goal = [self.violated[index] if breaking else self.passed[index]]
        needed = (self._others(index) if breaking else self.errors) - {index}
        return self.shadowing(goal, needed)

    def shadowing(
        self, goal: Sequence[Formula], needed: frozenset[int]
    ) -> list[int] | None:
        """As few of the checks `needed` as forbid together what is asked for."""

        def proof(banned: frozenset[int], foreign: bool = False) -> bool:
            parts = [z3.Not(self.violated[index]) for index in sorted(banned)]
            parts += [z3.Not(self.foreign)] if foreign else []
            return self.asking.possible([*goal, *parts]) is False

        if proof(frozenset()):
            return []
        if not proof(needed):  # other values inside a nested object might do
            return None
        found = needed
        shapes = [i for i in sorted(found) if self.reading.targets[i].structural]
        for left_out in ({*shapes}, *({i} for i in shapes), *({i} for i in found)):
            if left_out & found and proof(found - left_out):
                found -= left_out
        return sorted(found)


def witnesses(api: ir.Api) -> Iterator[ir.Shown]:
    """All that can be shown of all checks, in report order."""
    for model in api.judged():
        found = Witnesses(model, api.declarations)
        for index in range(len(found.reading.targets)):
            yield from found.show(index)
