"""`conform` beside a server that differs from the table in one thing each time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import accordant
from accordant import ir
from accordant.conform.answer import Answer, outcome
from accordant.conform.outcome import outcome_of
from accordant.conform.plan import plan
from accordant.rules.evaluate import Violation
from conforming import SPEC, conform, note, verdicts
from serving import Fake, Reply, refusal, reply, serving

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def api() -> ir.Api:
    return accordant.load(SPEC)


@pytest.fixture
def fake(api: ir.Api) -> Iterator[Fake]:
    with serving(Fake(api)) as found:
        yield found


def test_a_server_that_follows_the_table_agrees(fake: Fake, tmp_path: Path) -> None:
    found = conform(fake, tmp_path)
    assert verdicts(found) == {}
    assert len(fake.seen) == len(found["requests"])
    assert {path for path, _, _ in fake.seen} == {"/v1/images/generations"}
    accepts = {
        isinstance(body, dict) and body.get("stream") is True: headers["accept"]
        for _, headers, body in fake.seen
    }
    assert accepts == {False: "application/json", True: "text/event-stream"}
    # A surrogate that stands alone has no other way to travel.
    assert {"prompt": "\ud800"} in [body for _, _, body in fake.seen]


def test_a_check_that_is_missing(fake: Fake, tmp_path: Path) -> None:
    fake.judge = lambda body, found: [v for v in found if v.rule != "style-models"]
    assert verdicts(conform(fake, tmp_path, code=1)) == {
        "style-models/invalid": "server laxer"
    }


def test_a_check_that_is_inverted(fake: Fake, tmp_path: Path) -> None:
    def inverted(body: Any, found: list[Violation]) -> Sequence[Violation]:
        one = Violation("n-one", "/n", "n must not be 1", "error")
        rest = [entry for entry in found if entry.rule != "n-one"]
        if isinstance(body, dict) and body.get("model") == "dall-e-3":
            return [*rest, one] if body.get("n") == 1 else rest
        return found

    fake.judge = inverted
    found = conform(fake, tmp_path, code=1)
    assert verdicts(found) == {
        "n-one/valid": "server stricter",
        "n-one/invalid": "server laxer",
    }
    assert note(found, "n-one/valid") == "status 400: n must not be 1"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (9, {"n.maximum/valid": "server stricter"}),
        (11, {"n.maximum/invalid": "server laxer"}),
    ],
)
def test_a_bound_that_is_shifted(
    fake: Fake, tmp_path: Path, limit: int, expected: dict[str, str]
) -> None:
    def shifted(body: Any, found: list[Violation]) -> Sequence[Violation]:
        rest = [entry for entry in found if entry.rule != "n.maximum"]
        n = body.get("n") if isinstance(body, dict) else None
        if type(n) is int and n > limit:
            return [*rest, Violation("n.maximum", "/n", "too many", "error")]
        return rest

    fake.judge = shifted
    assert verdicts(conform(fake, tmp_path, code=1)) == expected


def test_a_warning_that_is_taken_for_an_error(fake: Fake, tmp_path: Path) -> None:
    fake.judge = lambda body, found: [v._replace(severity="error") for v in found]
    assert verdicts(conform(fake, tmp_path, code=1)) == {
        "unknown/invalid": "server stricter",
        "partial-images-streaming/invalid": "server stricter",
    }


def test_another_parameter_is_blamed(fake: Fake, tmp_path: Path) -> None:
    fake.judge = lambda body, found: [
        v._replace(path="/n") if v.rule == "transparent-format" else v for v in found
    ]
    found = conform(fake, tmp_path, code=1)
    assert verdicts(found) == {"transparent-format/invalid": "blames another parameter"}
    assert note(found, "transparent-format/invalid") == "'n', not output_format"


def test_a_refusal_without_a_parameter_agrees_and_says_so(
    fake: Fake, tmp_path: Path
) -> None:
    fake.judge = lambda body, found: [v._replace(path="") for v in found]
    found = conform(fake, tmp_path, "--rule", "n-one")
    assert verdicts(found) == {}
    assert note(found, "n-one/invalid") == "it does not say which parameter"


def test_a_check_that_breaks_others_too_needs_its_name(
    fake: Fake, tmp_path: Path
) -> None:
    name = "gpt-image-only/output_compression"
    assert verdicts(conform(fake, tmp_path, "--rule", name)) == {}
    fake.before = lambda number: reply(422, {"error": {"message": "no"}})
    words = ("--rule", name, "--only-refusals")
    found = conform(fake, tmp_path, *words, code=2)
    assert verdicts(found) == {
        f"{name}/valid": "undecided",
        f"{name}/invalid": "undecided",
    }
    assert note(found, f"{name}/invalid") == (
        "what breaks it breaks output_format.type, output_format.enum,"
        " gpt-image-only/output_format or compression-format as well;"
        " refused, but not for this alone"
    )


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, "status 404: there is no such operation or object"),
        (409, "status 409: another request is in the way"),
        (500, "status 500: the server failed"),
        (307, "status 307: neither a yes nor a no"),
    ],
)
def test_what_is_no_refusal_decides_nothing(
    fake: Fake, tmp_path: Path, status: int, why: str
) -> None:
    fake.before = lambda number: reply(status, {"error": {"message": "no"}})
    found = conform(fake, tmp_path, "--rule", "n-one", code=2)
    assert verdicts(found) == {
        "n-one/valid": "undecided",
        "n-one/invalid": "undecided",
    }
    assert note(found, "n-one/valid") == note(found, "n-one/invalid") == why


def test_a_refusal_may_be_any_body(fake: Fake, tmp_path: Path) -> None:
    bodies = [b"", b"no", b"[1]", b'"no"', b'{"error": "no"}', b"\xff", b"null", b"{"]
    fake.before = lambda number: Reply(400, bodies[number % len(bodies)])
    found = verdicts(conform(fake, tmp_path, "--only-refusals"))
    assert set(found.values()) == {"undecided"}
    requests = [request for request in plan(fake.api).requests if request.refused]
    assert len(fake.seen) == len(requests) > len(bodies)


def test_nothing_that_a_server_says_is_too_strange(api: ir.Api) -> None:
    """Whatever comes has an outcome that goes through a file as it is."""
    bodies = [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[" * 500 + b"]" * 500,
        b"9" * 5000,
        b"1e999",
        b"NaN",
    ]
    bodies += [b'{"error": 1}', b'{"error": {"param": 1, "code": []}}', b"null"]
    bodies += [b'{"error": {"violations": [1, {"rule": 2}]}, "violations": 3}']
    bodies += [b"data: {}\n\n", b"data: [1e999]\n\nevent: error\ndata: x\n\n"]
    media = ["", "application/json", "text/event-stream", "text/html", "a/b/c", ";"]
    requests = {r.refused: r for r in plan(api).requests}
    for status in (200, 201, 204, 301, 400, 404, 422, 429, 500, 599, 999):
        for body in bodies:
            for kind in media:
                for request in requests.values():
                    found = outcome(api, request, Answer(status, kind, body))
                    text = json.dumps(found.as_json(), allow_nan=False)
                    assert outcome_of(json.loads(text)) == found
                    assert len(text) < 20_000


def test_the_table_says_what_was_sent_and_said(
    fake: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.judge = lambda body, found: [v for v in found if v.rule != "n-one"]
    words = ("--rule", "n-one", "--rule", "n.minimum", "--rule", "answer-url-lifetime")
    conform(fake, tmp_path, *words, code=1)
    expected = (ROOT / "tests/conform/table.txt").read_text("utf-8")
    assert capsys.readouterr().out == expected.replace("URL", fake.url)


def test_a_server_cannot_write_to_the_terminal(
    fake: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = Violation("x", "/n", "\x1b[31mred\x07\n\ud800", "error")
    fake.before = lambda number: refusal([hostile])
    conform(fake, tmp_path, "--rule", "n-one", code=1)
    out = capsys.readouterr().out
    assert "\\x1b[31mred\\x07\\n\\ud800" in out
    assert "\x1b" not in out and "\x07" not in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("laxer", 1),
        ("stricter", 0),
        ("stricter, blames,answer", 0),
        ("undecided", 0),
        ("undecided,laxer", 1),
    ],
)
def test_what_fails_is_chosen(
    fake: Fake, tmp_path: Path, words: str, code: int
) -> None:
    fake.judge = lambda body, found: [v for v in found if v.rule != "n-one"]
    conform(fake, tmp_path, "--rule", "n-one", "--fail-on", words, code=code)
