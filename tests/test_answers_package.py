"""Answers judged by the generated Python package, held to the reference."""

from __future__ import annotations

import importlib
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st
from tests import packages

from accordant import answers as reference, ir
from accordant.generate import render
from accordant.spec import load
from score import changes, texts_of
from test_answers import requests

HERE = Path(__file__).parent
SPECS = HERE.parent / "spec"
sys.path.insert(0, str(HERE.parent / "generated/python/src"))

import openai_images  # noqa: E402
from openai_images import answers, models  # noqa: E402

JUDGED = yaml.safe_load((HERE / "answers/judged.yaml").read_text(encoding="utf-8"))
METHOD = "images.generate"


@cache
def api(spec: Path) -> ir.Api:
    return load(spec)


def known(operation: ir.Operation) -> set[str]:
    """The ids of the response rules."""
    return {check.id for one in operation.answers for check in one.model.table.checks()}


def wanted(one: ir.Api, operation: ir.Operation, request: Any, answer: Any) -> Any:
    """What the reference says; of a list, if the operation streams, as of events."""
    streams = any(response.streams for response in operation.successes())
    if streams and isinstance(answer, list):
        found = reference.stream_violations(one, operation, request, answer)
    else:
        found = reference.violations(one, operation, request, answer)
    return [tuple(entry) for entry in found if entry.rule in known(operation)]


def said(found: Any) -> list[tuple[str, str, str, str]]:
    return [entry[:4] for entry in found]


def answer_of(case: dict[str, Any]) -> Any:
    return case["events"] if "events" in case else case["answer"]


# --- the flagship -----------------------------------------------------------------------


@pytest.mark.parametrize("case", JUDGED, ids=[case["name"] for case in JUDGED])
def test_the_package_tells_what_a_rule_refuses(case: dict[str, Any]) -> None:
    one = api(SPECS / "2025-12")
    found = answers.violations(METHOD, case["request"], answer_of(case))
    if not isinstance(case.get("answer"), list):  # that is a stream, without events
        rules = known(one.operations[0])
        broken = [pair for pair in case["broken"] if pair[0] in rules]
        assert sorted([e.rule, e.path] for e in found) == sorted(broken)
    assert said(found) == wanted(
        one, one.operations[0], case["request"], answer_of(case)
    )


@pytest.mark.parametrize("case", JUDGED, ids=[case["name"] for case in JUDGED])
def test_models_are_judged_as_what_they_write(case: dict[str, Any]) -> None:
    request = models.ImageGenerateParams.from_dict(case["request"])
    events = {
        "image_generation.partial_image": models.ImageGenPartialImageEvent,
        "image_generation.completed": models.ImageGenCompletedEvent,
    }
    answer: Any = answer_of(case)
    if "events" in case:
        answer = tuple(
            (
                events[event["type"]].from_dict(event)
                if isinstance(event, dict) and event["type"] in events
                else event
            )
            for event in answer
        )
    elif isinstance(answer, dict) and isinstance(answer.get("data"), list):
        answer = models.ImagesResponse.from_dict(answer)
    assert answers.violations(METHOD, request, answer) == answers.violations(
        METHOD, case["request"], answer_of(case)
    )


def test_a_violation_says_who_states_it() -> None:
    answer = {"created": 0, "data": [{"url": "u"}]}
    (found,) = answers.violations(METHOD, {"prompt": "x", "n": 2}, answer)
    assert found == openai_images.Violation(
        "answer-count",
        "/data",
        "response.data must have at least request.n items"
        " and have at most request.n items",
        "error",
        "images-generate.ruby, data",
    )


def test_a_method_without_rules_is_refused() -> None:
    message = "no rules about answers to 'images.edit'; there are for images.generate"
    with pytest.raises(ValueError, match=f"^{message}$"):
        answers.violations("images.edit", {}, {})


@pytest.mark.parametrize(
    ("request_", "answer", "message"),
    [
        ("x", {}, "a request must be a mapping or a model, not str"),
        ([], {}, "a request must be a mapping or a model, not list"),
        (
            {},
            b"{}",
            "an answer must be a mapping, a model or a list of events, not bytes",
        ),
        ({}, {1}, "an answer must be a mapping, a model or a list of events, not set"),
        (
            {},
            iter([]),
            "an answer must be a mapping, a model or a list of events,"
            " not list_iterator",
        ),
    ],
)
def test_what_is_no_answer_is_refused(request_: Any, answer: Any, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        answers.violations(METHOD, request_, answer)
    assert str(caught.value) == message


def test_a_client_does_not_judge_answers_by_itself() -> None:
    source = HERE.parent / "generated/python/src/openai_images"
    importing = [
        path.name
        for path in source.rglob("*.py")
        if "_answers" in path.read_text(encoding="utf-8")
        or "_rows" in path.read_text(encoding="utf-8")
    ]
    assert sorted(importing) == ["_answers.py", "answers.py"]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Modules `answers` of packages, by the folder of their spec."""
    folder = tmp_path_factory.mktemp("judging")
    found = {}
    for spec, name in ((SPECS / "2026-11", "later"), (HERE / "answers/things", "made")):
        packages.write(api(spec), folder, f"answers_{name}")
        packages.load(folder, f"answers_{name}")
        sys.path.insert(0, str(folder))
        found[spec.name] = importlib.import_module(f"answers_{name}.answers")
        sys.path.remove(str(folder))
    return {"2025-12": answers, **found}


@pytest.mark.parametrize("revision", ["2025-12", "2026-11"])
def test_changed_answers_are_judged_as_by_the_reference(
    revision: str, written: dict[str, Any]
) -> None:
    one = api(SPECS / revision)
    (operation,) = one.operations
    plain, streamed = operation.responses
    events = [example.value for example in streamed.examples]
    texts, module, seen = texts_of(one), written[revision], set[str]()

    @settings(max_examples=30, deadline=None, derandomize=True, database=None)
    @given(requests(revision), st.booleans(), st.integers(0, 3))
    def compare(request: dict[str, Any], asked: bool, first: int) -> None:
        if asked:
            request = {**request, "stream": True}
            kept: Any = reference.kept_events(one, operation, request, events)
        else:
            kept = reference.kept(one, operation, request, plain.examples[0].value)
        others = [*changes(kept, texts)][first::4]
        for other in (kept, *others, plain.examples[0].value, events):
            found = said(module.violations(METHOD, request, other))
            assert found == wanted(one, operation, request, other)
            seen.update(rule for rule, *_ in found)

    compare()
    assert {"answer-count", "stream-completed-once"} <= seen


# --- every kind of atom -----------------------------------------------------------------


VALUES = yaml.safe_load((HERE / "answers/drawn.yaml").read_text("utf-8"))


def drawn(chance: Random, what: str) -> dict[str, Any]:
    """An object of values that are told for its fields."""
    fields = VALUES[what].items()
    return {
        wire: chance.choice(those) for wire, those in fields if chance.random() < 0.7
    }


def answered(chance: Random, subject: ir.Subject) -> Any:
    """An answer around what a group of rows speaks of."""
    if subject.about == "response":
        odd = [None, "x", 1, {}, ["x"]]
        return (
            drawn(chance, "response") if chance.random() < 0.9 else chance.choice(odd)
        )
    if subject.about == "item":
        (wire,) = subject.path
        one = chance.choice([None, "x", drawn(chance, "item"), drawn(chance, "item")])
        return {wire: chance.choice([[one], [one, drawn(chance, "item")], [], "x"])}
    kinds = [subject.tag, subject.tag, "part", "end", "other", 1]
    events: list[Any] = [
        {**drawn(chance, "event"), "type": chance.choice(kinds)}
        for _ in range(chance.randrange(4))
    ]
    return [*events, chance.choice([None, []])] if chance.random() < 0.1 else events


@pytest.mark.parametrize("number", range(9))
def test_every_kind_of_atom_means_what_the_reference_says(
    number: int, written: dict[str, Any]
) -> None:
    one = api(HERE / "answers/things")
    groups = [(op, rules) for op in one.operations for rules in op.answers]
    assert len(groups) == 9
    operation, rules = groups[number]
    method = {"create_thing": "things.create", "create_list": "lists.create"}
    seen: set[str] = set()

    chance = Random(number)
    for _ in range(1500):
        request = drawn(chance, "request") if chance.random() < 0.95 else None
        answer = answered(chance, rules.subject)
        found = written["things"].violations(method[operation.name], request, answer)
        assert said(found) == wanted(one, operation, request, answer)
        seen.update(entry.rule for entry in found)
    assert {check.id for check in rules.model.table.checks()} - seen == set()


def test_only_packages_with_such_rules_have_the_modules(tmp_path: Path) -> None:
    def inside(one: ir.Api) -> set[str]:
        return {
            Path(path).name for path in render(one, "python") if "/src/" in f"/{path}"
        }

    own = {"answers.py", "_answers.py", "_rows.py"}
    assert own <= inside(api(HERE / "answers/things"))
    assert not own & inside(api(HERE / "cases/forms/openapi.yaml"))


def test_black_has_nothing_to_say(written: dict[str, Any]) -> None:
    file = written["things"].__file__
    command = [sys.executable, "-m", "black", "--check", "--quiet", file]
    assert subprocess.run(command, check=False).returncode == 0
