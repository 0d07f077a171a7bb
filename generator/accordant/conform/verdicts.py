"""What outcomes say of each check: for both of its sides one verdict, with its cases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from accordant.conform.cases import SCHEMA, SIDES, Case, Request, Row, Side
from accordant.conform.outcome import Outcome
from accordant.conform.plan import Plan
from accordant.pointers import steps_of
from accordant.rules.evaluate import Violation

AGREES: Final = "agrees"
LAXER: Final = "server laxer"
STRICTER: Final = "server stricter"
BLAMES: Final = "blames another parameter"
OTHER: Final = "other rule or path"
BREAKS: Final = "answer breaks"
SERVER: Final = "only the server can decide"
UNDECIDED: Final = "undecided"
Verdict: TypeAlias = str
"""One of those above; of a broken answer the id of the rule stands behind `BREAKS`."""

WORDS: Final = {
    "laxer": LAXER,
    "stricter": STRICTER,
    "blames": BLAMES,
    "other": OTHER,
    "answer": BREAKS,
    "undecided": UNDECIDED,
}
"""What `--fail-on` calls the verdicts."""
DISAGREES: Final = ("laxer", "stricter", "blames", "other", "answer")
_WORST: Final = (LAXER, STRICTER, BLAMES, OTHER, AGREES, UNDECIDED)


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """The verdict of one case; `note` says what made it so, if that is not plain."""

    case: Case
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict of one side of a check, and that of each of its cases. `side` is
    None of rows about answers, and of those that only the server can decide."""

    row: Row
    side: Side | None
    verdict: Verdict
    note: str
    cases: tuple[CaseVerdict, ...] = ()
    broken: tuple[tuple[Request, str], ...] = ()

    @property
    def name(self) -> str:
        """What tells it from all others of its operation."""
        return f"{self.row.check}/{self.side}" if self.side else self.row.check

    @property
    def word(self) -> str | None:
        """What `--fail-on` calls it."""
        found = (word for word, text in WORDS.items() if self.verdict.startswith(text))
        return next(found, None)


Outcomes: TypeAlias = Mapping[str, Outcome]
Judge: TypeAlias = Callable[[Row, Case], CaseVerdict]


def decided(plan: Plan, judge: Judge, outcomes: Outcomes) -> list[Decided]:
    """Every verdict, in report order: `judge` gives those of cases, `outcomes` those
    about answers."""
    rules = {row.rule for row in plan.rows if row.kind == "answer"}
    found: list[Decided] = []
    for row in plan.rows:
        if row.kind == "server":
            found.append(Decided(row, None, SERVER, row.says))
        elif row.kind == "answer":
            found.append(_answers(row, plan, judge, outcomes, rules))
        else:
            found += (_side(row, side, judge) for side in SIDES)
    return found


def _side(row: Row, side: Side, judge: Judge) -> Decided:
    cases = tuple(judge(row, case) for case in row.of(side))
    if not cases:
        return Decided(row, side, UNDECIDED, row.lacks.get(side, ""))
    worst = min((case.verdict for case in cases), key=_WORST.index)
    of_it = [case for case in cases if case.verdict == worst]
    note = next((case.note for case in of_it if case.note), "")
    unsure = sum(case.verdict == UNDECIDED for case in cases)
    if unsure and worst != UNDECIDED:
        told = f"{unsure} of {len(cases)} undecided"
        note = "; ".join(filter(None, (note, told)))
    if worst == UNDECIDED and side in row.lacks:
        note = "; ".join(dict.fromkeys((row.lacks[side], note)))
    return Decided(row, side, worst, note, cases)


def by_outcome(outcomes: Outcomes, unsent: Mapping[str, str]) -> Judge:
    """Cases by what a server did. `unsent` says why a request has no outcome."""

    def judge(row: Row, case: Case) -> CaseVerdict:
        outcome = outcomes.get(case.request.id)
        if outcome is None:
            reason = unsent.get(case.request.id, "not sent")
            return CaseVerdict(case, UNDECIDED, reason)
        return CaseVerdict(case, *_of_server(row, case, outcome))

    return judge


def _of_server(row: Row, case: Case, outcome: Outcome) -> tuple[Verdict, str]:
    """The verdict of a case, and what made it so."""
    if outcome.accepted:
        if case.request.refused:
            return LAXER, ""
        return AGREES, ""
    if not outcome.refused:
        return UNDECIDED, outcome.reason
    if not case.request.refused:
        return STRICTER, ": ".join(
            filter(None, (f"status {outcome.status}", outcome.message))
        )
    if not case.alone:
        if row.rule in (outcome.code, *outcome.listed):
            return AGREES, ""
        return UNDECIDED, "refused, but not for this alone"
    if not row.fields:
        return AGREES, ""
    if outcome.param is None:
        return AGREES, "it does not say which parameter"
    if top_field(outcome.param) in row.fields:
        return AGREES, ""
    return BLAMES, f"'{outcome.param}', not {' or '.join(row.fields)}"


def by_report(
    reports: Mapping[str, Sequence[Violation]], missing: Mapping[str, str]
) -> Judge:
    """Cases by what a validator program reported: ids and paths count, not words."""

    def judge(row: Row, case: Case) -> CaseVerdict:
        found = reports.get(case.request.id)
        if found is None:
            reason = missing.get(case.request.id, "not asked")
            return CaseVerdict(case, UNDECIDED, reason)
        return CaseVerdict(case, *_of_validator(case.request, found))

    return judge


def _of_validator(request: Request, found: Sequence[Violation]) -> tuple[Verdict, str]:
    got = {(entry.rule, entry.path) for entry in found}
    expected = {(entry.rule, entry.path) for entry in request.expected}
    refuses = any(entry.severity == "error" for entry in found)
    if request.refused and not refuses:
        return LAXER, "no error is reported"
    if refuses and not request.refused:
        errors = [entry for entry in found if entry.severity == "error"]
        return STRICTER, _entries((entry.rule, entry.path) for entry in errors)
    if got == expected:
        return AGREES, ""
    told = [
        f"{word} {_entries(entries)}"
        for word, entries in (("misses", expected - got), ("adds", got - expected))
        if entries
    ]
    return OTHER, "; ".join(told)


def _entries(entries: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{rule} at {path or 'the top'}" for rule, path in sorted(entries))


def top_field(param: str) -> str:
    """The top-level field that a path names: `a[0].b`, `a.0.b`, `/a/0/b`, `$.a`, or
    `body.a` as some servers write it."""
    if param.startswith("/"):
        return steps_of(param)[0]
    plain = re.sub(r"^(\$|body|requestBody)\.", "", param)
    return re.split(r"[.\[]", plain, maxsplit=1)[0]


def _answers(
    row: Row, plan: Plan, judge: Judge, outcomes: Outcomes, rules: set[str]
) -> Decided:
    """Of a response rule, and of the structure of answers: all that is no such rule.

    A rule is agreed with where an answer was judged that it decides of; if no requests
    for that are known, where any answer was.
    """
    broken: list[tuple[Request, str]] = []
    ids: dict[str, None] = {}
    judged: set[str] = set()
    for request in plan.requests:
        outcome = outcomes.get(request.id)
        if outcome is None or not outcome.judged or request.to.name != row.operation:
            continue
        judged.add(request.id)
        for entry in outcome.broken:
            own = entry.rule == row.rule or (
                row.rule == SCHEMA and entry.rule not in rules
            )
            if own and entry.severity == "error":
                ids[entry.rule] = None
                at = entry.path or "the top"
                broken.append((request, f"{entry.rule} at {at}: {entry.message}"))
    wrong = {request.id for request, _ in broken}
    cases = tuple(
        _asked(judge(row, case), judged)
        for case in row.cases
        if case.request.id not in wrong
    )
    if broken:
        verdict = f"{BREAKS} {', '.join(ids)}"
        return Decided(row, None, verdict, broken[0][1], cases, tuple(broken))
    if cases:
        worst = min((case.verdict for case in cases), key=_WORST.index)
        note = next((case.note for case in cases if case.verdict == worst), "")
        told = f"requests that decide it: {len(cases)}"
        return Decided(row, None, worst, note or told, cases)
    if not judged:
        return Decided(row, None, UNDECIDED, "no accepted answer could be judged")
    return Decided(row, None, AGREES, f"answers judged: {len(judged)}")


def _asked(found: CaseVerdict, judged: set[str]) -> CaseVerdict:
    """The verdict of a request whose answer is to be judged."""
    if found.verdict != AGREES or found.case.request.id in judged:
        return found
    return replace(found, verdict=UNDECIDED, note="its answer could not be judged")


def of_check(found: Iterable[Decided]) -> Verdict:
    """The verdict of a whole check: the worst of its sides."""
    ranks = (*_WORST[:4], BREAKS, *_WORST[4:], SERVER)
    verdicts = [
        BREAKS if entry.verdict.startswith(BREAKS) else entry.verdict for entry in found
    ]
    return min(verdicts, key=ranks.index)
