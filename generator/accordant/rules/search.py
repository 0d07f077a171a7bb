"""Requests that pass a check, that break it alone, or the proof that none does.

The search starts from the plainest request and repairs it: some demand is not met,
so one of the fields it was judged by has to change, to each of its cells in turn. No
combination of cells is left out by that, so a search without a find is a proof.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from accordant import ir
from accordant.rules.cells import FOREIGN, Edge
from accordant.rules.evaluate import evaluate
from accordant.rules.samples import Plains
from accordant.rules.states import Demand, State, States

PATIENCE = 20_000
"""States one question may look at before the search gives up."""


class GaveUp(Exception):
    """A search was cut short, so nothing is known."""


class Search:
    """The search over one model. Targets are spoken of by their index in `targets`.

    `plains` is passed on where the search for one model asks that for another.
    """

    def __init__(
        self,
        model: ir.Model,
        declarations: Mapping[str, ir.Decl],
        plains: Plains | None = None,
    ) -> None:
        self.states = States(model, declarations, {} if plains is None else plains)
        self.targets = self.states.targets
        severities = [target.check.severity for target in self.targets]
        self._all = frozenset(range(len(severities)))
        self._errors = frozenset(i for i in self._all if severities[i] == "error")

    def plain(self) -> dict[str, Any]:
        """The request to start from: required fields only, with plain values."""
        return self.states.body(self.states.plain)

    def valid(self) -> dict[str, Any] | None:
        """The smallest request without any entry; None if the search finds none."""
        states = self.states

        def confirmed(state: State) -> bool:
            return not evaluate(states.model, states.declarations, states.body(state))

        run = _Run(states, [], self._all, confirmed, iter(range(PATIENCE)))
        try:
            state = run.smallest()
        except GaveUp:
            return None
        return None if state is None else states.body(state)

    def edges(self, index: int) -> list[Edge]:
        """The limits that a target sets, in the order they are written."""
        target = self.targets[index]
        found: list[Edge] = [
            index if target.structural else (test.field, atom)
            for test in (*target.check.require, *target.check.forbid)
            for way in test.any_of
            for atom in way
            if isinstance(atom, ir.Bound | ir.Length | ir.Items)
        ]
        return list(dict.fromkeys(found))

    def accepting(self, index: int, edge: Edge | None = None) -> ir.Json:
        """A valid request that a target applies to and that passes it; None if none.

        Where possible it is passed for certain, not because of something UNKNOWN, and
        not even a warning is due. With an `edge`, the request lies beside that limit.
        Raises GaveUp.
        """
        goals = [self._passing(index, True)]
        if edge is None:
            goals.append(self._passing(index, False))
        for goal in goals:
            for banned in (self._all, self._errors | {index}):
                found = self._smallest(index, False, [*goal, *self._at(edge)], banned)
                if found is not None:
                    return found
        return None

    def breaking(self, index: int, edge: Edge | None = None) -> ir.Json:
        """A request that breaks a target and nothing else; None if there is none.

        For an error, warnings are put up with where it does not go without. With an
        `edge`, the request lies beside that limit. Raises GaveUp.
        """
        goal = [*self._violating(index), *self._at(edge)]
        for banned in dict.fromkeys((self._all, self._others(index))):
            found = self._smallest(index, True, goal, banned - {index})
            if found is not None:
                return found
        return None

    def shadows(self, index: int, breaking: bool) -> list[int]:
        """Targets of which every request that breaks (or passes) one breaks another.

        No target of the answer can be left out. It is empty if no request breaks (or
        passes) the target in the first place. Raises GaveUp. To be asked only when
        `breaking` (or `accepting`) found nothing.
        """
        goal = self._violating(index) if breaking else self._passing(index, False)
        needed = (self._others(index) if breaking else self._errors) - {index}
        budget = iter(range(PATIENCE))

        def proof(banned: frozenset[int]) -> frozenset[int] | None:
            """What of it a proof takes, or None if it does not prove anything."""
            run = _Run(self.states, goal, banned, lambda state: True, budget)
            return run.used if run.find(sys.maxsize) is None else None

        found = proof(needed)
        if found is None:
            raise GaveUp
        known = sorted(found - {FOREIGN})
        shapes = [i for i in known if self.targets[i].structural]
        tries = [set(shapes), *({i} for i in shapes), *({i} for i in known)]
        for left_out in tries:
            fewer = proof(found - left_out) if left_out & found else None
            found = found if fewer is None else fewer
        if FOREIGN in found:  # other values inside a nested object might do
            raise GaveUp
        return sorted(found)

    def _others(self, index: int) -> frozenset[int]:
        """What a request that breaks only this target must not break (S15)."""
        return self._errors if index in self._errors else self._all

    def _violating(self, index: int) -> list[Demand]:
        target, states = self.targets[index], self.states
        if target.structural:
            return [states.cell(lambda cell: index in cell.broken)]
        applies = [states.test(test, True) for test in target.check.when]
        return [*applies, states.broken(target.check, True)]

    def _passing(self, index: int, surely: bool) -> list[Demand]:
        target, states = self.targets[index], self.states
        if target.structural:
            return [states.cell(lambda cell: index in cell.passed)]
        check = target.check
        demands = [states.test(test, True) for test in check.when]
        if not surely:
            return [*demands, states.broken(check, False)]
        demands += (states.test(test, True) for test in check.require)
        demands += (states.test(test, False) for test in check.forbid)
        return demands

    def _at(self, edge: Edge | None) -> list[Demand]:
        if edge is None:
            return []
        return [self.states.cell(lambda cell: edge in cell.edges)]

    def _smallest(
        self, index: int, breaking: bool, goal: list[Demand], banned: frozenset[int]
    ) -> ir.Json:
        """The request with the fewest fields that meets a goal and breaks no other."""
        target, states = self.targets[index], self.states
        only_errors = not breaking or index in self._errors

        def confirmed(state: State) -> bool:
            found = evaluate(states.model, states.declarations, states.body(state))
            counted = [e for e in found if e.severity == "error" or not only_errors]
            return [entry.rule for entry in counted] == [target.id] * breaking

        run = _Run(states, goal, banned, confirmed, iter(range(PATIENCE)))
        state = run.smallest()
        return None if state is None else states.body(state)


class _Run:
    """One search: a goal, the targets that must not be broken, a last confirmation.

    `used` are those of the targets that turned the search away somewhere: without a
    find, they prove by themselves that there is none.
    """

    def __init__(
        self,
        states: States,
        goal: list[Demand],
        banned: frozenset[int],
        confirmed: Callable[[State], bool],
        budget: Iterator[int],
    ) -> None:
        self.states = states
        self.goal = goal
        self.confirmed = confirmed
        self.rules = [index for index in states.violated if index in banned]
        barred = banned | {FOREIGN}
        self.choices = [
            [n for n, cell in enumerate(field.cells) if not cell.broken & barred]
            for field in states.fields
        ]
        self.barring = [
            barred & frozenset().union(*(cell.broken for cell in field.cells))
            for field in states.fields
        ]
        self.budget = budget
        self.used: frozenset[int] = frozenset()
        self.cut = False

    def smallest(self) -> State | None:
        """A state with as few changed fields as can be."""
        for depth in range(len(self.states.fields) + 1):
            state = self.find(depth)
            if state is not None or not self.cut:
                return state
        return None

    def find(self, depth: int) -> State | None:
        """A state with at most `depth` changed fields; `cut` tells if more may help."""
        self.cut = False
        return self._repair(self.states.plain, frozenset(), depth, None, frozenset())

    def _repair(
        self,
        state: State,
        fixed: frozenset[int],
        depth: int,
        changed: int | None,
        broken: frozenset[int],
    ) -> State | None:
        if next(self.budget, None) is None:
            raise GaveUp
        broken = self._broken(state, changed, broken)
        movable = self._movable(state, fixed, broken)
        if movable is None:
            return state if self.confirmed(state) else None
        if depth == 0:
            self.cut = self.cut or bool(movable)
            return None
        for index in movable:
            fixed |= {index}
            for number in self.choices[index]:
                if number != state[index]:
                    other = (*state[:index], number, *state[index + 1 :])
                    found = self._repair(other, fixed, depth - 1, index, broken)
                    if found is not None:
                        return found
            if state[index] not in self.choices[index]:
                return None  # it may not stay as it is
        return None

    def _broken(
        self, state: State, changed: int | None, before: frozenset[int]
    ) -> frozenset[int]:
        """The banned rules a state breaks, from those broken before a field changed."""
        scopes = self.states.scopes
        again = {r for r in self.rules if changed is None or changed in scopes[r]}
        found = {rule for rule in again if self.states.violated[rule](state).met}
        return frozenset(found | (before - again))

    def _movable(
        self, state: State, fixed: frozenset[int], broken: frozenset[int]
    ) -> list[int] | None:
        """Fields of which one has to change; None if every demand is met.

        Of the unmet demands it takes the one that the fewest fields can mend: if there
        are none, this is a dead end.
        """
        states = self.states
        unmet = [({rule}, states.violated[rule](state).read) for rule in sorted(broken)]
        answers = (demand(state) for demand in self.goal)
        unmet += [(set(), answer.read) for answer in answers if not answer.met]
        for index, number in enumerate(state):
            if number not in self.choices[index] and states.active(state, index):
                unmet.append((set(), (*states.above(index), index)))
        if not unmet:
            return None
        mends = [
            [i for i in read if i not in fixed and states.active(state, i)]
            for _, read in unmet
        ]
        best = min(range(len(mends)), key=lambda number: len(mends[number]))
        self.used |= unmet[best][0]
        self.used |= {rule for i in mends[best] for rule in self.barring[i]}
        return mends[best]
