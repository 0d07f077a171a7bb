"""Drafts of answers, changed until they keep the response rules.

A row that is broken says what would mend it: a field to send or to leave out, a value to
have, a number of items. What mends one row may break another, so this goes on for some
rounds; what no change of the answer can mend stays as it is.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from accordant import ir
from accordant.answers.judging import (
    Case,
    cases,
    position_of,
    rows,
    stream_cases,
    tag_of,
)
from accordant.rules.evaluate import Rules
from accordant.rules.fields import way_to
from accordant.rules.samples import Samples
from accordant.rules.walk import misfits

ROUNDS = 20
"""How often an answer is looked through; rows that fight each other never end."""
MOST = 1_000
"""Items of the longest list that is made because a row asks for it."""


def kept(
    api: ir.Api,
    operation: ir.Operation,
    request: ir.Json,
    draft: ir.Json,
) -> ir.Json:
    """A draft of an answer, changed until no response rule is broken."""
    answer = copy.deepcopy(draft)
    mending = _Mending(api)

    def asked() -> Iterator[Case]:
        return cases(operation, request, answer)

    mending.mend(asked)
    response = next((r for r in operation.successes() if not r.streams), None)
    if response is not None:
        mending.fit(position_of(api, operation, response), answer)
        mending.mend(asked)
    return answer


def kept_events(
    api: ir.Api,
    operation: ir.Operation,
    request: ir.Json,
    drafts: Sequence[ir.Json],
) -> list[ir.Json]:
    """The events of a stream, made of a draft of each kind of event."""
    tag = tag_of(api, operation)
    mending = _Mending(api)
    events: list[ir.Json] = []
    last: list[ir.Json] = []
    for draft in drafts:
        named = draft.get(tag) if tag is not None and isinstance(draft, dict) else None
        those = [
            rules
            for rules in operation.answers
            if rules.subject.about == "events" and rules.subject.tag == named
        ]
        many = [copy.deepcopy(draft) for _ in range(mending.count(those, request))]
        for rules in those:
            wire = rules.subject.numbered
            for index, event in enumerate(many if wire is not None else ()):
                if isinstance(event, dict):
                    event[str(wire)] = index
        ends = any(_ends(rules) for rules in those)
        (last if ends else events).extend(many)
    events += last
    mending.mend(lambda: stream_cases(api, operation, request, events))
    return events


def _ends(rules: ir.AnswerRules) -> bool:
    """Whether a row asks that the stream ends with these events."""
    return any(
        test.field == "events.last" and ir.OneOf((True,)) in test.atoms()
        for check in rules.model.table.checks()
        for test in check.require
    )


class _Mending:
    def __init__(self, api: ir.Api) -> None:
        self.api = api
        self.samples = Samples(api.declarations, set(), {})

    def mend(self, asked: Callable[[], Iterable[Case]]) -> None:
        """Change what rows speak of, in place, until none is broken."""
        for _ in range(ROUNDS):
            changed = False
            for case in asked():
                if case.rules.subject.about == "events":
                    continue
                changed = self.case(case) or changed
            if not changed:
                return

    def case(self, case: Case) -> bool:
        """Mend the rows of one case; whether anything was changed."""
        changed = False
        read = rows(self.api, case)
        for check in case.rules.model.table.checks():
            if not read.violated(check):
                continue
            mended = False
            for test in check.require:
                if read.test(test) is False:
                    mended = self.make(case, read, check, test) or mended
            for test in check.forbid:
                if read.test(test) is True:
                    mended = self.unmake(case, check, test) or mended
            if mended:
                read, changed = rows(self.api, case), True
        return changed

    def make(self, case: Case, read: Rules, check: ir.Check, test: ir.Test) -> bool:
        """Let a test hold; where it is about the request, leave out what asks for it."""
        if test.field.partition(".")[0] == "request":
            return self.leave_out(case, check.blame)
        changed = False
        for atom in test.any_of[0]:
            changed = self.atom(case, read, test.field, atom) or changed
        return changed

    def unmake(self, case: Case, check: ir.Check, test: ir.Test) -> bool:
        """Let a test not hold."""
        head = test.field.partition(".")[0]
        return self.leave_out(case, check.blame if head == "request" else test.field)

    def atom(self, case: Case, read: Rules, field: str, atom: ir.Atom) -> bool:
        other: Any = None
        if isinstance(atom, ir.Echo | ir.Relative):
            other = read.effective(atom.field)
        match atom:
            case ir.Present(wanted=False):
                return self.leave_out(case, field)
            case ir.Present():
                return self.put(case, field, self.sample(case, field))
            case ir.OneOf(values=values):
                return self.put(case, field, values[0])
            case ir.Echo(op="const"):
                return self.put(case, field, other)
            case ir.Echo(op=op):
                return self.resize(case, field, op, other)
            case ir.Items(op=op, limit=limit):
                return self.resize(case, field, op, limit)
            case ir.Bound(op="minimum" | "maximum", limit=limit):
                return self.put(case, field, limit)
            case ir.Bound(op=op, limit=limit):
                step = 1 if op == "exclusiveMinimum" else -1
                return self.put(case, field, limit + step)
            case ir.Relative(times=times):
                return self.put(case, field, other * times)
            case ir.Family(names=names):
                table = case.rules.model.table
                known = [f for f in table.families_of(field) if f.name in names]
                return self.put(case, field, known[0].values[0])
            case _:
                return False

    def resize(self, case: Case, field: str, op: str, limit: float) -> bool:
        """Repeat the items of a list, or cut it."""
        holder, wire = _holder(case, field)
        items = holder.get(wire) if holder is not None else None
        if not isinstance(items, list) or limit > MOST:
            return False
        size = len(items)
        del items[int(limit) if op == "maxItems" else size :]
        source = items or self.sample(case, field) or [{}]
        while op == "minItems" and len(items) < limit:
            items.append(copy.deepcopy(source[len(items) % len(source)]))
        return len(items) != size

    def put(self, case: Case, field: str, value: ir.Json) -> bool:
        """Set a field, or leave it out where its schema has no such value."""
        holder, wire = _holder(case, field)
        if holder is None or (wire in holder and holder[wire] == value):
            return False
        position = way_to(case.rules.model, self.api.declarations, field)[-1]
        if misfits(position, self.api.declarations, value):
            return self.leave_out(case, field)
        holder[wire] = value
        return True

    def leave_out(self, case: Case, field: str) -> bool:
        """Remove a field that need not be there."""
        holder, wire = _holder(case, field)
        if holder is None or wire not in holder:
            return False
        position = way_to(case.rules.model, self.api.declarations, field)[-1]
        if position.required:
            return False
        del holder[wire]
        return True

    def sample(self, case: Case, field: str) -> Any:
        """A plain value of a field."""
        position = way_to(case.rules.model, self.api.declarations, field)[-1]
        return copy.deepcopy(self.samples.plain(position, ""))

    def fit(self, position: ir.Position, answer: ir.Json) -> None:
        """Remove optional fields of the answer itself that its schema refuses."""
        if not isinstance(answer, dict) or not isinstance(position.below, ir.Ref):
            return
        model = ir.model_of(self.api.declarations, position.below.name)
        for field in model.positions:
            optional = field.wire in answer and not field.required
            if optional and misfits(field, self.api.declarations, answer[field.wire]):
                del answer[field.wire]

    def count(self, those: Sequence[ir.AnswerRules], request: ir.Json) -> int:
        """How many events of a kind the rows ask for: the most that the request names,
        else the least that they allow, else one."""
        least, most, told = 0, MOST, False
        for rules in those:
            read = rows(self.api, Case(rules, {"request": request, "events": {}}, ""))
            for check in rules.model.table.checks():
                if not read.applies(check):
                    continue
                for test in check.require:
                    if test.field != "events.count":
                        continue
                    for atom in test.any_of[0]:
                        told = True
                        low, high, named = _range(read, atom)
                        least, most = max(least, low), min(most, high)
                        least = max(least, min(high, MOST)) if named else least
        return min(least, most) if told else 1


def _range(read: Rules, atom: ir.Atom) -> tuple[int, int, bool]:
    """The least and the most that an atom allows, and whether the request names it."""
    if isinstance(atom, ir.Relative):
        other = read.effective(atom.field)
        if not isinstance(other, int):
            return 0, MOST, False
        limit = other * atom.times
        return (limit, MOST, True) if "min" in atom.op else (0, limit, True)
    if isinstance(atom, ir.OneOf) and isinstance(atom.values[0], int):
        return atom.values[0], atom.values[0], False
    if isinstance(atom, ir.Bound):
        limit = int(atom.limit)
        return (limit, MOST, False) if "min" in atom.op else (0, limit, False)
    return 0, MOST, False


def _holder(case: Case, field: str) -> tuple[dict[str, Any] | None, str]:
    """The object of a field, and its key there."""
    *outer, wire = field.split(".")
    here: Any = case.value
    for key in outer:
        here = here.get(key) if isinstance(here, dict) else None
    return (here if isinstance(here, dict) else None), wire
