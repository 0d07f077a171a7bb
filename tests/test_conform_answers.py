"""Answers that a server gives: `conform` holds them to the document and its rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import accordant
from accordant import answers, ir
from accordant.rules.evaluate import Violation
from conforming import SPEC, conform, note, verdicts
from serving import ACCEPTED, STREAMED, Fake, Reply, refusal, reply, serving, stream

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def api() -> ir.Api:
    return accordant.load(SPEC)


@pytest.fixture
def fake(api: ir.Api) -> Iterator[Fake]:
    with serving(Fake(api)) as found:
        yield found


def answers_break(fake: Fake, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    """Every answer to a request with two images breaks a rule, as does every stream."""

    def judged(
        api: ir.Api, operation: ir.Operation, request: ir.Json, answer: ir.Json
    ) -> list[Violation]:
        assert isinstance(request, dict) and isinstance(answer, dict)
        wrong = len(answer["data"]) != 0  # type: ignore[arg-type]
        return [Violation(rule, "/data", "too many", "error")] if wrong else []

    def streamed(
        api: ir.Api,
        operation: ir.Operation,
        request: ir.Json,
        events: Sequence[ir.Json],
    ) -> list[Violation]:
        wrong = len(events) != 1
        return [Violation(rule, "/1", "too many", "error")] if wrong else []

    fake.accepted, fake.streamed = ACCEPTED, STREAMED
    monkeypatch.setattr(answers, "violations", judged)
    monkeypatch.setattr(answers, "stream_violations", streamed)


def test_answers_are_judged(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_break(fake, monkeypatch, "data.maxItems")
    assert verdicts(conform(fake, tmp_path)) == {}
    fake.accepted = reply(200, {"data": [1]})
    found = conform(fake, tmp_path, code=1)
    assert verdicts(found) == {"schema": "answer breaks data.maxItems"}
    (check,) = (one for one in found["checks"] if one["check"] == "schema")
    accepted = sum(not r["refused"] for r in found["requests"])
    streamed = sum(
        r["body"].get("stream") is True for r in found["requests"] if not r["refused"]
    )
    assert len(check["sides"][0]["broken"]) == accepted - streamed
    assert check["sides"][0]["broken"][0]["message"] == (
        "data.maxItems at /data: too many"
    )


def test_answers_to_what_the_table_refuses_are_not_judged(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[ir.Json] = []

    def kept(_: ir.Api, __: ir.Operation, request: ir.Json, ___: ir.Json) -> list[Any]:
        judged.append(request)
        return []

    monkeypatch.setattr(answers, "violations", kept)
    fake.judge = lambda body, found: []
    conform(fake, tmp_path, "--rule", "n-one", code=1)
    assert judged == [{"prompt": "x", "model": "dall-e-3", "n": 1}]


def test_what_is_undecided_in_part_is_told(fake: Fake, tmp_path: Path) -> None:
    fake.before = lambda number: reply(500, {}) if number == 2 else None
    words = ("--rule", "prompt-length/gpt-image", "--only-refusals")
    found = conform(fake, tmp_path, *words)
    assert note(found, "prompt-length/gpt-image/invalid") == "1 of 3 undecided"


def test_streams_are_judged_event_by_event(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_break(fake, monkeypatch, "one-event")
    fake.streamed = stream({"type": "a"}, {"type": "b"})
    found = conform(fake, tmp_path, "--rule", "stream.type", "--rule", "schema", code=1)
    assert verdicts(found) == {"schema": "answer breaks one-event"}
    sent = {one["id"]: one for one in found["requests"]}
    (side,) = (one["sides"][0] for one in found["checks"] if one["check"] == "schema")
    (broken,) = side["broken"]
    assert sent[broken["request"]]["outcome"]["answer"] == [
        {"type": "a"},
        {"type": "b"},
    ]


COMPLETED = {"type": "image_generation.completed"}


def test_a_rule_of_answers_has_a_row_and_requests_of_its_own(
    fake: Fake, tmp_path: Path
) -> None:
    words = ("--rule", "stream-completed-once")
    assert verdicts(conform(fake, tmp_path, *words)) == {}
    assert [body for _, _, body in fake.seen] == [{"prompt": "x", "stream": True}]
    fake.streamed = stream(COMPLETED, COMPLETED)
    found = conform(fake, tmp_path, *words, code=1)
    broken = "answer breaks stream-completed-once"
    assert verdicts(found) == {"stream-completed-once": broken}
    (check,) = found["checks"]
    assert (
        check["kind"] == "answer" and check["source"] == "images-generate.ruby, stream"
    )


def test_a_rule_of_answers_is_not_agreed_with_unseen(
    fake: Fake, tmp_path: Path
) -> None:
    words = ("--rule", "stream-completed-once", "--rule", "n.type")
    fake.streamed = stream({"error": {"message": "no"}})
    found = conform(fake, tmp_path, *words)
    assert verdicts(found) == {"stream-completed-once": "undecided"}
    fake.streamed = refusal([Violation("x", "/prompt", "no", "error")])
    found = conform(fake, tmp_path, *words, code=1)
    assert verdicts(found) == {"stream-completed-once": "server stricter"}


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Reply(200, b"{"), "answer breaks json"),
        (Reply(200, b'{"a": NaN}'), "answer breaks json"),
        (Reply(200, b"<p>", "text/html"), "answer breaks media-type"),
        (Reply(200, b"", "application/json"), "answer breaks json"),
    ],
)
def test_a_success_that_is_none(
    fake: Fake, tmp_path: Path, answer: Reply, verdict: str
) -> None:
    fake.accepted = answer
    words = ("--rule", "n.type", "--rule", "schema")
    assert verdicts(conform(fake, tmp_path, *words, code=1)) == {"schema": verdict}


def test_a_stream_that_breaks_off_decides_nothing(fake: Fake, tmp_path: Path) -> None:
    fake.streamed = stream({"error": {"message": "overloaded"}}, end=None)
    found = conform(fake, tmp_path, "--rule", "stream.type")
    assert verdicts(found) == {"stream.type/valid": "undecided"}
    assert note(found, "stream.type/valid") == (
        'the stream broke off: {"error": {"message": "overloaded"}}'
    )


def test_an_event_that_is_no_json(fake: Fake, tmp_path: Path) -> None:
    fake.streamed = Reply(200, b"data: {\n\n", "text/event-stream")
    words = ("--rule", "stream.type", "--rule", "schema")
    found = conform(fake, tmp_path, *words, code=1)
    assert verdicts(found) == {"schema": "answer breaks json"}
