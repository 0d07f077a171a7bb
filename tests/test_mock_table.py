"""Requests to the mock server: what its table makes of them, in each mode."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import httpx2
import pytest

from accordant import answers, ir
from mocked import KEY, PATH, document, flagship, http, parted, raw, refusal, serving

JSON = {**KEY, "content-type": "application/json"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(flagship()) as url:
        yield url


@pytest.fixture(scope="module")
def library() -> Iterator[str]:
    with serving(document("library.yaml")) as url:
        yield url


def test_a_refusal_says_all_that_is_wrong(url: str) -> None:
    body = {"prompt": "x", "quality": "high", "n": 0, "colour": 1}
    answer = http.post(url + PATH, json=body, headers=KEY)
    quality = (
        'quality must be "standard" or "auto" when model is, or is assumed to be, of'
        " family dall-e-2"
    )
    assert answer.status_code == 400
    assert answer.json() == {
        "error": {
            "message": f"n must be at least 1\n{quality}",
            "type": "invalid_request_error",
            "param": "n",
            "code": "n.minimum",
        },
        "violations": [
            {
                "rule": "n.minimum",
                "path": "/n",
                "message": "n must be at least 1",
                "severity": "error",
            },
            {
                "rule": "unknown",
                "path": "/colour",
                "message": "not a known field",
                "severity": "warn",
            },
            {
                "rule": "quality-values",
                "path": "/quality",
                "message": quality,
                "severity": "error",
            },
        ],
    }


def test_the_whole_body_has_no_name(url: str) -> None:
    told = refusal(http.post(url + PATH, json=[1], headers=KEY), 400)
    assert (told["param"], told["code"]) == (None, "type")


def test_a_place_inside_of_a_body(library: str) -> None:
    book = {"title": "x", "form": {"kind": "paper", "pages": 0}, "tags": ["a", 1]}
    answer = http.post(f"{library}/books", json=book, headers=KEY)
    assert answer.status_code == 400
    assert answer.json()["param"] == "form.pages"
    book["form"] = {"kind": "audio", "minutes": 1}
    answer = http.post(f"{library}/books", json=book, headers=KEY)
    assert (answer.status_code, answer.json()["param"]) == (400, "tags[1]")


def test_examples_of_the_document_are_good(url: str) -> None:
    (operation,) = flagship().operations
    for example in operation.bodies[0].examples:
        answer = http.post(url + PATH, json=example.value, headers=KEY)
        assert answer.status_code == 200, example.name


def test_each_check_refuses_what_breaks_it_alone(url: str) -> None:
    """The solver's witnesses, sent as they are: no check is lost on the way."""
    refused = set()
    for witness in flagship().witnesses:
        if not isinstance(witness, ir.Witness):
            continue
        text = json.dumps(witness.request)  # in ASCII: some hold half a surrogate pair
        answer = http.post(url + PATH, content=text, headers=JSON)
        rule = witness.check.partition("/")[0]
        if witness.kind in ("boundary", "valid"):
            assert answer.status_code == 200, witness.name
            continue
        broken = {entry["rule"]: entry for entry in answer_of(answer)}
        if rule in broken and broken[rule]["severity"] == "error":
            assert answer.status_code == 400
            refused.add(rule)
    rules = {rule.id for rule in table().rules for check in rule.checks}
    warned = {"partial-images-streaming"}
    assert rules - warned <= refused


def answer_of(answer: httpx2.Response) -> list[dict[str, str]]:
    found: list[dict[str, str]] = answer.json().get("violations", [])
    return found


def table() -> ir.Table:
    return ir.model_of(flagship().declarations, "ImageGenerateParams").table


def test_rules_are_enforced_as_the_table_is() -> None:
    """The server judges by the IR that it is given, so a mutated table shows."""
    api = flagship()
    model = ir.model_of(api.declarations, "ImageGenerateParams")
    rules = tuple(r for r in model.table.rules if r.id != "quality-values")
    changed = replace(model, table=replace(model.table, rules=rules))
    mutant = replace(api, declarations={**api.declarations, model.name: changed})
    body = {"prompt": "x", "quality": "high"}
    with serving(mutant) as url:
        assert http.post(url + PATH, json=body, headers=KEY).status_code == 200


def test_warnings_and_errors_are_told_of_in_headers() -> None:
    body = {"prompt": "x", "quality": "high", "n": 0, "ä": 1}
    with serving(flagship(), mode="warn") as url:
        answer = http.post(url + PATH, json=body, headers=KEY)
        assert answer.status_code == 200
        assert answer.headers["x-accordant-violations"] == "3"
        assert answer.headers.get_list("x-accordant-violation") == [
            "n.minimum /n",
            "unknown /%C3%A4",
            "quality-values /quality",
        ]
        many = {"prompt": "x", **{f"x{number}": 1 for number in range(30)}}
        answer = http.post(url + PATH, json=many, headers=KEY)
        assert answer.headers["x-accordant-violations"] == "30"
        assert len(answer.headers.get_list("x-accordant-violation")) == 20
        good = http.post(url + PATH, json={"prompt": "x"}, headers=KEY)
        assert "x-accordant-violations" not in good.headers
        assert http.post(url + PATH, json={}, headers={}).status_code == 401


def test_nothing_is_judged_if_that_is_off() -> None:
    with serving(flagship(), mode="off") as url:
        answer = http.post(url + PATH, json={"n": "x"}, headers=KEY)
        assert answer.status_code == 200
        assert "x-accordant-violations" not in answer.headers
        assert http.post(url + PATH, json=[1], headers=KEY).status_code == 200
        assert http.post(url + PATH, json={}, headers={}).status_code == 401
        broken = http.post(url + PATH, content=b"{", headers=JSON)
        assert refusal(broken, 400)["code"] == "invalid_json"
        assert http.post(f"{url}/nowhere", json={}).status_code == 404


def test_the_address_may_be_absolute(url: str) -> None:
    status, _, body = parted(
        raw(url, {"prompt": "x"}, path=f"http://api.test/v1{PATH}")
    )
    assert status == 200 and json.loads(body)["created"]
    status, headers, body = parted(raw(url, b"", path="*", method="OPTIONS"))
    assert status == 404 and headers["x-request-id"]
    assert json.loads(body)["error"]["message"] == "no operation has the path *"


def test_a_failure_of_the_server_itself_is_told(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(answers, "kept", broken)
    answer = http.post(url + PATH, json={"prompt": "x"}, headers=KEY)
    assert refusal(answer, 500) == {
        "message": "the mock server itself failed; what it printed says how",
        "type": "server_error",
        "param": None,
        "code": "mock_failure",
    }
    assert "ZeroDivisionError" in capsys.readouterr().err
