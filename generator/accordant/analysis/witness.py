"""A request that passes each check and one that breaks it alone, or why there is none.

What is found is confirmed by the reference evaluator. A proof rests on every request
of the universe: on all scalars, and on the samples of everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import z3

from accordant import ir
from accordant.analysis.formulas import Formula, Term
from accordant.analysis.limits import Limit, limits
from accordant.analysis.reading import Reading
from accordant.analysis.smallest import HASTE, PATIENCE, Asking
from accordant.analysis.universe import Universe
from accordant.analysis.values import Point, points, replaced
from accordant.location import Location
from accordant.rules.labels import labels, targets
from accordant.rules.samples import LARGEST
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
        shown = [*self._passing(index), *self._breaking(index)]
        yield from shown
        yield from self._values(
            index, [entry for entry in shown if isinstance(entry, ir.Witness)]
        )

    def _passing(self, index: int) -> Iterator[ir.Shown]:
        found: list[ir.Witness] = []
        for limit in limits(self.universe, self.reading, index):
            request, _ = self.find(index, False, limit)
            if request is not None:
                found.append(self._shown(index, "boundary", limit.label, request))
        if not found:
            request, _ = self.find(index, False, None)
            if request is None:
                yield self._proof(index, False)
                return
            found.append(self._shown(index, "valid", "", request))
        yield from found

    def _breaking(self, index: int) -> Iterator[ir.Shown]:
        found: list[ir.Witness] = []
        for limit in limits(self.universe, self.reading, index):
            found += self._broken(index, limit)
        alone = any(entry.kind == "invalid" for entry in found)
        if not alone:
            found += self._broken(index, None)
        if not any(entry.kind == "invalid" for entry in found):
            yield self._proof(index, True)
        yield from found

    def _values(self, index: int, met: list[ir.Witness]) -> Iterator[ir.Witness]:
        """Each value that the check names, as far as none of `met` sends it."""
        ways: tuple[tuple[ir.Showing, ...], ...] = (("valid",), ("invalid", "together"))
        for point in points(self.reading, index):
            for kind in ways[point.breaking]:
                request = self._with(index, kind, point, met)
                if request is None and kind == "together":
                    request = self.together(index, [point.limit.beside])
                elif request is None:
                    request, _ = self.find(index, point.breaking, point.limit)
                if request is None:
                    continue
                if not any((w.kind, w.request) == (kind, request) for w in met):
                    met.append(self._shown(index, kind, point.limit.label, request))
                    yield met[-1]
                break

    def _with(
        self, index: int, kind: str, point: Point, met: Sequence[ir.Witness]
    ) -> Any:
        """A request that was found, with one value in the place of another: most often
        that will do, and need not be searched for."""
        target = self.reading.targets[index]
        for entry in met:
            if (entry.kind in ("invalid", "together")) == point.breaking:
                changed = replaced(entry.request, point.field, point.value)
                sends = replaced(changed, point.field, None) != changed
                if sends and proves(
                    self.model, self.declarations, target, kind, changed
                ):
                    return changed
        return None

    def _broken(self, index: int, limit: Limit | None) -> Iterator[ir.Witness]:
        """A request that breaks nothing else, if there is one; and if that is not right
        at the limit, or is reported as one with others, one that breaks others too."""
        label = "" if limit is None else limit.label
        request, right = self.find(index, True, limit)
        if request is not None:
            yield self._shown(index, "invalid", label, request)
        if not right:
            beside = [] if limit is None else [limit.beside]
            together = self.together(index, beside)
            if together is not None and together != request:
                yield self._shown(index, "together", label, together)

    def _shown(
        self, index: int, kind: ir.Showing, label: str, request: ir.Json
    ) -> ir.Witness:
        check = self.reading.labels[index]
        return ir.Witness(self.model.name, check, kind, label, request, NOWHERE)

    def _proof(self, index: int, breaking: bool) -> ir.Proof:
        by = self.shadows(index, breaking)
        names = None if by is None else tuple(self.reading.labels[i] for i in by)
        blame, label = self.reading.targets[index].blame, self.reading.labels[index]
        lacks: Literal["valid", "invalid"] = "invalid" if breaking else "valid"
        return ir.Proof(self.model.name, label, blame, lacks, names, NOWHERE)

    # --- requests ---

    def find(
        self, index: int, breaking: bool, limit: Limit | None
    ) -> tuple[dict[str, Any] | None, bool]:
        """The smallest request that passes a check, or breaks it and nothing else; and
        whether it is right at the limit, and broken alone.

        Where possible it is passed for certain, not because of something UNKNOWN, and
        not even a warning is due. With a `limit`, the request lies beside that, or as
        near to it as requests come.
        """
        ways = list(self._ways(index, breaking))
        beside = [] if limit is None else [self.asking.name(limit.beside)]
        kind = "invalid" if breaking else "valid"
        for number, way in enumerate(ways):
            found = self._smallest(index, kind, [*way, *beside])
            if found is not None:
                return found, not breaking or number < 2
        if limit is None or limit.steps is None:
            return None, False
        counted = self.asking.name(limit.counted)
        for way in ways:
            found = self._smallest(index, kind, [*way, counted], [limit.steps])
            if found is not None:
                return found, False
        return None, False

    def together(self, index: int, beside: Sequence[Formula]) -> dict[str, Any] | None:
        """The smallest request that breaks a check and others with it, not one that is
        reported as one with it; if possible only rules."""
        shapes = frozenset(
            i for i, target in enumerate(self.reading.targets) if target.structural
        )
        twins = self._twins(index) - {index}
        near = [self.asking.name(formula) for formula in beside]
        for banned in dict.fromkeys(((shapes - {index}) | twins, twins)):
            goal = [self.violated[index], *near, *self.none(banned)]
            found = self._smallest(index, "together", goal)
            if found is not None:
                return found
        return None

    def _smallest(
        self,
        index: int,
        kind: str,
        goal: Sequence[Formula],
        near: Sequence[Term] = (),
    ) -> dict[str, Any] | None:
        """The smallest request that is so, if the evaluator says the same."""
        target = self.reading.targets[index]
        about = {
            name
            for test in target.check.tests
            for name in self.model.table.read_by(test)
        }
        patience = HASTE if kind == "together" else PATIENCE
        found = self.asking.smallest(goal, near, about, patience)
        if found is None:
            return None
        shown = proves(self.model, self.declarations, target, kind, found)
        return found if shown else None

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
            for banned in ways:
                yield [*goal, *self.none(banned)]

    def none(self, banned: frozenset[int]) -> list[Formula]:
        """Nothing of what is banned is reported, nor what is no target."""
        others = [self.violated[index] for index in sorted(banned)]
        return [z3.Not(entry) for entry in (*others, *self.unknown, self.foreign)]

    def _counted(self, index: int) -> frozenset[int]:
        """What counts beside this check: beside an error only errors (rule S15)."""
        return self.errors if index in self.errors else self.all

    def alone(self, index: int) -> frozenset[int]:
        """What must not be broken beside this check, for it to be the only entry."""
        return self._counted(index) - self._twins(index)

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
        if self.beyond(index):
            return None
        goal = [self.violated[index] if breaking else self.passed[index]]
        needed = self.alone(index) if breaking else self.errors - {index}
        return self.shadowing(goal, needed)

    def beyond(self, index: int) -> bool:
        """Whether a check speaks of what samples do not tell: a length that none has,
        or the form of strings that have a pattern as well."""
        target = self.reading.targets[index]
        check = target.check
        if not target.structural and self.reading.rows.sampled(check):
            return True
        return any(
            isinstance(atom, ir.Length | ir.Items) and atom.limit >= LARGEST
            for test in check.tests
            for atom in test.atoms()
        )

    def shadowing(
        self, goal: Sequence[Formula], needed: frozenset[int]
    ) -> list[int] | None:
        """As few of the checks `needed` as forbid together what is asked for; None if
        that is not proved."""

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
        return None if any(map(self.beyond, found)) else sorted(found)


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
