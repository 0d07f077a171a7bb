"""Mocks with one seeded fault each, and whether `conform` tells it under its rule.

    python -m tests.score [SPEC]

Of each check that requests can decide: it is removed, it is inverted, its bound is
shifted to both sides, another parameter is blamed for it. Of each response rule:
answers that break it alone. What is asked of a faulty mock are the cases of that check;
for rules about answers, all requests that the table lets pass.
"""

from __future__ import annotations

import copy
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "generator")]

from accordant import answers, ir  # noqa: E402
from accordant.conform.cases import Request, Row  # noqa: E402
from accordant.conform.plan import Plan, plan  # noqa: E402
from accordant.conform.sending import Server, send  # noqa: E402
from accordant.conform.verdicts import (  # noqa: E402
    BLAMES,
    BREAKS,
    LAXER,
    STRICTER,
    by_outcome,
    decided,
)
from accordant.rules.evaluate import Violation, evaluate  # noqa: E402
from accordant.rules.labels import Target, labels, targets  # noqa: E402
from accordant.rules.walk import Walk  # noqa: E402
from accordant.spec import load  # noqa: E402
from mocked import serving  # noqa: E402

SPEC = ROOT / "spec" / "2025-12"
KEY = {"authorization": "Bearer score"}
Judge = Callable[[ir.Model, Any, Any], list[Violation]]


class Fault(NamedTuple):
    """A fault of a mock: what was done to which row, how it then judges, and the
    verdicts that tell it."""

    kind: str
    row: Row
    judge: Judge
    telling: tuple[str, ...]


# --- faults of checks -----------------------------------------------------------------


def without(model: ir.Model, check: ir.Check, *instead: ir.Check) -> ir.Model:
    """The model, its table without a check, or with others in its place."""
    rules = tuple(
        replace(
            rule,
            checks=tuple(
                one
                for known in rule.checks
                for one in (instead if known is check else (known,))
            ),
        )
        for rule in model.table.rules
    )
    return replace(model, table=replace(model.table, rules=rules))


def restructured(model: ir.Model, check: ir.Check, instead: ir.Check) -> ir.Model:
    """The model, with another structural check of one of its own fields."""
    positions = tuple(
        replace(
            position,
            checks=tuple(instead if c is check else c for c in position.checks),
        )
        for position in model.positions
    )
    return replace(model, positions=positions)


def faults(row: Row, model: ir.Model, target: Target) -> Iterator[Fault]:
    """The faults of one check."""
    check, own = target.check, target.id
    yield Fault("removed", row, _removed(model, target), (LAXER,))
    yield Fault("inverted", row, _inverted(model, target), (LAXER, STRICTER))
    for step, telling in ((1, LAXER), (-1, STRICTER)):
        shifted = _shifted(check, step)
        if shifted is not None:
            change = restructured if target.structural else without
            other = change(model, check, shifted)
            yield Fault("shifted", row, _as(model, other), (telling,))
    elsewhere = "/prompt" if "prompt" not in row.fields else "/n"

    def blaming(judged: ir.Model, declarations: Any, value: Any) -> list[Violation]:
        return [
            entry._replace(path=elsewhere) if entry.rule == own else entry
            for entry in evaluate(judged, declarations, value)
        ]

    if row.fields:
        yield Fault("blamed", row, blaming, (BLAMES,))


def _as(model: ir.Model, other: ir.Model) -> Judge:
    def judge(judged: ir.Model, declarations: Any, value: Any) -> list[Violation]:
        chosen = other if judged.name == model.name else judged
        return evaluate(chosen, declarations, value)

    return judge


def _removed(model: ir.Model, target: Target) -> Judge:
    if not target.structural:
        return _as(model, without(model, target.check))

    def judge(judged: ir.Model, declarations: Any, value: Any) -> list[Violation]:
        found = evaluate(judged, declarations, value)
        return [entry for entry in found if entry.rule != target.id]

    return judge


def _inverted(model: ir.Model, target: Target) -> Judge:
    check = target.check
    if not target.structural:
        turned = replace(check, require=check.forbid, forbid=check.require)
        return _as(model, without(model, check, turned))

    def judge(judged: ir.Model, declarations: Any, value: Any) -> list[Violation]:
        found = evaluate(judged, declarations, value)
        walk = Walk(declarations)
        if isinstance(value, dict):
            walk.object(judged, value, "", "")
        fits = [one.fits for one in walk.tested if one.check is check]
        rest = [entry for entry in found if entry.rule != target.id]
        if True in fits:
            path = f"/{check.blame.partition('.')[0].partition('[')[0]}"
            rest.append(Violation(target.id, path, "inverted", "error"))
        return rest

    return judge


def _shifted(check: ir.Check, step: int) -> ir.Check | None:
    """The check with its bounds moved so that it asks for less (1) or more (-1)."""
    moved = False

    def atom(one: ir.Atom) -> ir.Atom:
        nonlocal moved
        if isinstance(one, ir.Bound | ir.Length | ir.Items):
            moved = True
            sign = -step if "min" in one.op.lower() else step
            return replace(one, limit=one.limit + sign)
        return one

    def test(one: ir.Test) -> ir.Test:
        return replace(one, any_of=tuple(tuple(map(atom, way)) for way in one.any_of))

    changed = replace(check, require=tuple(map(test, check.require)))
    return changed if moved else None


# --- faults of answers ----------------------------------------------------------------


Texts = dict[str, list[str]]
"""By wire name, the values of the enums of such fields."""


def changes(value: Any, texts: Texts, wire: str = "") -> Iterator[Any]:
    """Copies of an answer (or of the events of a stream) with one thing changed."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            before, after = value[: index + 1], value[index + 1 :]
            yield [*value[:index], *after]
            yield [*before, item, *after]
            if isinstance(item, dict):
                counted = {k: v + 1 if type(v) is int else v for k, v in item.items()}
                yield [*before, counted, *after]
            for other in changes(item, texts, wire):
                yield [*value[:index], other, *after]
        yield value[::-1]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield {k: v for k, v in value.items() if k != key}
            for other in changes(inner, texts, key):
                yield {**value, key: other}
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield from texts.get(wire, ["other"])


def texts_of(api: ir.Api) -> Texts:
    found: Texts = {}
    for model in api.models():
        for position in model.positions:
            for atom in (check.atom for check in position.checks):
                if isinstance(atom, ir.OneOf):
                    values = [one for one in atom.values if isinstance(one, str)]
                    found.setdefault(position.wire, []).extend(values)
    return found


def breaking(api: ir.Api, request: Request, rule: str, sample: Any) -> Any:
    """An answer to a request that breaks one rule alone; None if none was found."""
    operation = request.to.operation
    streamed = bool(operation.stream_field) and (
        isinstance(request.body, dict) and request.body.get("stream") is True
    )
    if streamed:
        drafts = [example.value for example in operation.responses[1].examples]
        kept: Any = answers.kept_events(api, operation, request.body, drafts)
        judge: Any = answers.stream_violations
    else:
        kept = answers.kept(api, operation, request.body, sample)
        judge = answers.violations
    tried = [*changes(kept, texts_of(api))]
    if not streamed:
        tried += [{**kept, k: v} for k, v in sample.items() if k not in kept]
        tried += [
            {**kept, "data": [{**item, k: v} for item in kept["data"]]}
            for k, v in sample["data"][0].items()
            for item in kept["data"][:1]
            if k not in item
        ]
    for other in tried:
        found = {entry.rule for entry in judge(api, operation, request.body, other)}
        if found == {rule}:
            return other
    return None


# --- the score ------------------------------------------------------------------------


class Score(NamedTuple):
    """Of one rule and kind of fault: how many were seeded, and told under the rule."""

    seeded: Counter[tuple[str, str]]
    told: Counter[tuple[str, str]]
    missed: list[str]
    skipped: list[str]


def verdicts(
    api: ir.Api, url: str, row: Row, requests: Sequence[Request]
) -> dict[str, str]:
    outcomes = {
        request.id: outcome
        for request, outcome in send(api, Server(url, headers=KEY), requests)
    }
    small = Plan((row,), tuple(requests), (), ())
    return {
        entry.name: entry.verdict
        for entry in decided(small, by_outcome(outcomes, {}), outcomes)
    }


def scored(api: ir.Api, every: int = 1) -> Score:
    """Seed every fault (or one of `every`), and ask for it."""
    whole = plan(api)
    score = Score(Counter(), Counter(), [], [])
    with serving(api) as base:
        url = f"{base}/v1"
        number = 0
        for to in whole.operations:
            found, _ = targets(to.model, api.declarations)
            by_name = dict(zip(labels(found), found, strict=True))
            for row in whole.rows:
                target = by_name.get(row.check)
                if row.operation != to.name or row.kind not in ("structure", "rule"):
                    continue
                if target is None:
                    continue
                alone = [case for case in row.of("invalid") if case.alone]
                if row.severity != "error" or not alone or not row.of("valid"):
                    reason = "a warning refuses nothing"
                    if row.severity == "error":
                        reason = row.lacks.get("invalid") or "never broken alone"
                    score.skipped.append(f"{row.check}: {reason}")
                    continue
                requests = list({c.request.id: c.request for c in row.cases}.values())
                for fault in faults(row, to.model, target):
                    number += 1
                    if number % every == 0:
                        with patch("accordant.mock.judging.evaluate", fault.judge):
                            seen = verdicts(api, url, row, requests)
                        note(score, row.rule, fault.kind, fault.telling, seen)
        for row in whole.rows:
            if row.kind == "answer" and row.rule != "schema":
                answer_fault(api, url, row, whole, score)
    return score


def answer_fault(api: ir.Api, url: str, row: Row, whole: Plan, score: Score) -> None:
    """Serve answers that break a response rule, and ask for them."""
    broken: dict[str, Any] = {}
    chosen: list[Request] = []
    own = [case.request for case in row.cases]
    for request in (*own, *whole.requests):
        if request.refused or request.to.name != row.operation or len(chosen) == 3:
            continue
        sample = request.to.operation.responses[0].examples[0].value
        other = breaking(api, request, row.rule, sample)
        if other is not None:
            broken[repr(request.body)] = other
            chosen.append(request)
    if not chosen:
        score.missed.append(f"{row.rule}: no request of the plan shows it")
        score.seeded[row.rule, "answers"] += 1
        return

    def kept(api: Any, operation: Any, request: Any, *rest: Any) -> Any:
        return copy.deepcopy(broken[repr(request)])

    fake = SimpleNamespace(kept=kept, kept_events=kept)
    with patch("accordant.mock.answering.answers", fake):
        seen = verdicts(api, url, row, chosen)
    note(score, row.rule, "answers", (f"{BREAKS} {row.rule}",), seen)


def note(
    score: Score, rule: str, kind: str, telling: Sequence[str], seen: dict[str, str]
) -> None:
    score.seeded[rule, kind] += 1
    if any(verdict in telling for verdict in seen.values()):
        score.told[rule, kind] += 1
    else:
        score.missed.append(f"{rule}, {kind}: {seen}")


KINDS = ("removed", "inverted", "shifted", "blamed", "answers")


def table(score: Score) -> Iterator[str]:
    """The score, a line a rule."""
    rules = list(dict.fromkeys(rule for rule, _ in score.seeded))
    width = max(map(len, rules))
    yield f"{'rule'.ljust(width)}  " + "  ".join(kind.rjust(8) for kind in KINDS)
    for rule in rules:
        cells = [
            f"{score.told[rule, kind]}/{number}" if number else ""
            for kind in KINDS
            for number in [score.seeded[rule, kind]]
        ]
        yield f"{rule.ljust(width)}  " + "  ".join(cell.rjust(8) for cell in cells)
    yield f"{score.told.total()} of {score.seeded.total()} faults told under their rule"
    yield from (f"missed: {line}" for line in score.missed)
    yield from (f"not seeded: {line}" for line in score.skipped)


def main() -> int:
    """Print the score; the exit code is 1 if a fault was missed."""
    api = load(sys.argv[1] if sys.argv[1:] else SPEC)
    score = scored(api)
    print("\n".join(table(score)))
    return int(bool(score.missed))


if __name__ == "__main__":
    sys.exit(main())
