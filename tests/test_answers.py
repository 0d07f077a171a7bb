"""Response rules: answers that break them, and drafts that are mended until they do not."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from accordant import answers, ir
from accordant.rules.evaluate import evaluate
from accordant.spec import load

HERE = Path(__file__).parent
SPECS = HERE.parent / "spec"
JUDGED = yaml.safe_load((HERE / "answers/judged.yaml").read_text())


@cache
def api(revision: str = "2025-12") -> ir.Api:
    return load(SPECS / revision)


def found(request: Any, answer: Any = None, events: Any = None) -> list[list[str]]:
    one = api()
    (operation,) = one.operations
    if events is None:
        broken = answers.violations(one, operation, request, answer)
    else:
        broken = answers.stream_violations(one, operation, request, events)
    return [[entry.rule, entry.path] for entry in broken]


@pytest.mark.parametrize("case", JUDGED, ids=[case["name"] for case in JUDGED])
def test_what_is_wrong_with_an_answer(case: dict[str, Any]) -> None:
    wanted = sorted(map(list, case["broken"]))
    assert sorted(found(case["request"], case.get("answer"), case.get("events"))) == (
        wanted
    )


def test_each_rule_is_broken_by_some_case() -> None:
    (operation,) = api().operations
    known = {rule.id for rules in operation.answers for rule in rules.rules}
    told = {rule for case in JUDGED for rule, _ in case["broken"]}
    assert known - told == set()


def requests(revision: str) -> st.SearchStrategy[dict[str, Any]]:
    """Requests that the table of a revision lets pass."""
    one = api(revision)
    (operation,) = one.operations
    body = operation.body()
    assert body is not None and isinstance(body.type, ir.Ref)
    model = ir.model_of(one.declarations, body.type.name)
    values: dict[str, list[Any]] = {"prompt": ["x"]}
    for check in model.checks():
        for test in check.tests:
            for atom in test.atoms():
                if isinstance(atom, ir.OneOf) and "." not in test.field:
                    values.setdefault(test.field, []).extend(atom.values)
    for family in model.table.families:
        values.setdefault(family.field, []).extend(family.values)
    values |= {"n": [1, 2, 10], "partial_images": [0, 1, 3], "stream": [True, False]}
    fields = {wire: st.sampled_from(those) for wire, those in values.items()}
    optional = {wire: one for wire, one in fields.items() if wire != "prompt"}
    drawn = st.fixed_dictionaries({"prompt": fields["prompt"]}, optional=optional)
    return drawn.filter(lambda request: passes(one, request))


def passes(one: ir.Api, request: dict[str, Any]) -> bool:
    body = one.operations[0].body()
    assert body is not None and isinstance(body.type, ir.Ref)
    model = ir.model_of(one.declarations, body.type.name)
    found = evaluate(model, one.declarations, request)
    return not any(entry.severity == "error" for entry in found)


@pytest.mark.parametrize("revision", ["2025-12", "2026-11"])
def test_answers_that_are_kept_break_no_rule(revision: str) -> None:
    one = api(revision)
    (operation,) = one.operations
    plain, streamed = operation.responses
    events = [example.value for example in streamed.examples]

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(requests(revision))
    def kept(request: dict[str, Any]) -> None:
        draft = copy.deepcopy(plain.examples[0].value)
        answer = answers.kept(one, operation, request, draft)
        assert draft == plain.examples[0].value
        assert answers.violations(one, operation, request, answer) == []
        streamed = {**request, "stream": True}
        if passes(one, streamed):
            sent = answers.kept_events(one, operation, streamed, events)
            assert answers.stream_violations(one, operation, streamed, sent) == []

    kept()


def test_a_stream_shows_as_many_partial_images_as_were_asked_for() -> None:
    one = api()
    (operation,) = one.operations
    drafts = [example.value for example in operation.responses[1].examples]
    for asked in (0, 1, 3):
        request = {"prompt": "x", "stream": True, "partial_images": asked}
        sent = answers.kept_events(one, operation, request, drafts)
        assert len(sent) == asked + 1
