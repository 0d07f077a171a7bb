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
from accordant.rules.labels import labels, targets
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
        self.unknown = [name(entry.reported) for entry in reading.unknown]
        self.foreign = name(reading.foreign)
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
            met = [(limit.label, request) for limit, request in found if request is not None]
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
        """Goals, the best one first: nothing UNKNOWN, not even a warning."""
        goals = [[self.violated[index] if breaking else self.passed[index]]]
        target = self.reading.targets[index]
        if not breaking and not target.structural:
            kept = self.asking.name(self.reading.rows.kept(target.check))
            goals.insert(0, [*goals[0], kept])
        if breaking:
            known = self._counted(index)
            ways = [
                counted - alike
                for alike in ({index}, self._twins(index))
                for counted in (self.all, known)
            ]
        else:
            ways = [self.all, self.errors | {index}]
        for goal in goals:
            for banned in dict.fromkeys(ways):
                yield [*goal, *self._none(banned)]

    def _none(self, banned: frozenset[int]) -> list[Formula]:
        """Nothing of what is banned is reported, nor what is no target."""
        others = [self.violated[index] for index in sorted(banned)]
        return [z3.Not(entry) for entry in (*others, *self.unknown, self.foreign)]

    def _counted(self, index: int) -> frozenset[int]:
        """What counts beside this check: beside an error only errors (rule S15)."""
        return self.errors if index in self.errors else self.all

    def _twins(self, index: int) -> frozenset[int]:
        """The check, and those that are reported as one with it (rule S3)."""
        own = self.reading.targets[index]
        pairs = enumerate(self.reading.targets)
        return frozenset(i for i, t in pairs if (t.id, t.blame) == (own.id, own.blame))

    # --- proofs ---

    def shadows(self, index: int, breaking: bool) -> list[int] | None:
        """Checks of which every request that breaks (or passes) one breaks another.

        No check of the answer can be left out. It is empty if no request breaks (or
        passes) the check in the first place, None if nothing could be proved. To be
        asked only where no request was found.
        """
        goal = [self.violated[index] if breaking else self.passed[index]]
        needed = self.errors - {index}
        if breaking:
            needed = self._counted(index) - self._twins(index)
        return self.shadowing(goal, needed)

    def shadowing(
        self, goal: Sequence[Formula], needed: frozenset[int]
    ) -> list[int] | None:
        """As few of the checks `needed` as forbid together what is asked for."""

        def proof(banned: frozenset[int]) -> bool:
            parts = [z3.Not(self.violated[index]) for index in sorted(banned)]
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


def witnesses(api: ir.Api, only: str | None = None) -> Iterator[ir.Shown]:
    """All that can be shown of all checks, in report order.

    With `only`, of those alone that have this id or label.
    """
    for model in api.judged():
        met, _ = targets(model, api.declarations)
        meant = [
            number
            for number, (target, label) in enumerate(zip(met, labels(met), strict=True))
            if only in (None, target.id, label)
        ]
        found = Witnesses(model, api.declarations) if meant else None
        for number in meant:
            assert found is not None
            yield from found.show(number)
