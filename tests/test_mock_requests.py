"""Requests to the mock server: where they lead, and all that they are refused for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from accordant.mock import bodies
from lowered import lowered
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


# --- the way to an operation ----------------------------------------------------------


@pytest.mark.parametrize("path", ["/v1/images/generations", "/images/generations"])
def test_the_path_of_the_server_may_be_left_out(url: str, path: str) -> None:
    answer = http.post(url + path, json={"prompt": "x"}, headers=KEY)
    assert answer.status_code == 200
    assert answer.headers["x-request-id"].startswith("req_")


def test_an_unknown_path(url: str) -> None:
    assert refusal(http.get(f"{url}/v2/images"), 404) == {
        "message": "no operation has the path /v2/images",
        "type": "not_found_error",
        "param": None,
        "code": "not_found",
    }


def test_a_wrong_method(url: str) -> None:
    answer = http.get(url + PATH)
    assert refusal(answer, 405) == {
        "message": "/images/generations has no method GET, only OPTIONS, POST",
        "type": "not_found_error",
        "param": None,
        "code": "method_not_allowed",
    }
    assert answer.headers["allow"] == "OPTIONS, POST"


def test_options_tells_the_methods(url: str) -> None:
    answer = http.options(url + PATH)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "OPTIONS, POST"
    assert http.options(f"{url}/nowhere").status_code == 404


def test_head_is_get_without_a_body(library: str) -> None:
    whole = http.get(f"{library}/books/b", headers=KEY)
    head = http.head(f"{library}/v1/books/b", headers=KEY)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    allowed = http.post(f"{library}/books/b").headers["allow"]
    assert allowed == "DELETE, GET, HEAD, OPTIONS, PATCH"


def test_the_most_specific_path_is_meant(tmp_path: Path) -> None:
    api, _ = lowered(
        tmp_path,
        """\
        servers: [{url: /api}]
        paths:
          /{kind}/mine: {get: {operationId: b, responses: {'200': &text
            {description: D, content: {text/plain: {schema: {const: kind}}}}}}}
          /things/{id}: {get: {operationId: a, responses: {'200': {description: D,
            content: {text/plain: {schema: {const: id}}}}}}}
          /things/mine: {put: {operationId: c, responses: {'204': {description: D}}}}
          /things/{id}.txt: {get: {operationId: d, responses: {'200': {description: D,
            content: {text/plain: {schema: {const: file}}}}}}}
          /search?kind=a: {get: {operationId: e, responses: {'200': {description: D,
            content: {text/plain: {schema: {const: fixed}}}}}}}
        """,
    )
    with serving(api) as url:
        assert http.get(f"{url}/things/x").text == "id"
        assert http.get(f"{url}/things/x%2Fy").text == "id"
        assert http.get(f"{url}/things/x.txt").text == "file"
        assert http.get(f"{url}/api/people/mine").text == "kind"
        # What the most specific path cannot do, the next one may.
        assert http.get(f"{url}/things/mine").text == "id"
        assert http.put(f"{url}/things/mine").status_code == 204
        assert http.get(f"{url}/search?kind=a&more=1").text == "fixed"
        lacking = http.get(f"{url}/search")
        assert lacking.status_code == 404
        # Without an envelope in sdk.yaml, the four stand at the top.
        assert lacking.json()["message"] == "this path needs the query kind=a"
        assert http.get(f"{url}/things/").status_code == 404


# --- credentials ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Basic dTpw"},
    ],
)
def test_no_credential(url: str, headers: dict[str, str]) -> None:
    answer = http.post(url + PATH, json={"prompt": "x"}, headers=headers)
    assert refusal(answer, 401) == {
        "message": "a credential is missing or not of the right form: header"
        " Authorization: Bearer TOKEN is needed",
        "type": "authentication_error",
        "param": None,
        "code": "missing_credential",
    }
    assert answer.headers["www-authenticate"] == 'Bearer realm="mock"'


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"authorization": "Bearer x"}, 200),
        ({"x-key": "k", "authorization": "Basic dTpw"}, 200),
        ({"x-key": "k", "authorization": "Basic dTo="}, 200),
        ({"x-key": "k"}, 401),
        ({"x-key": "", "authorization": "Basic dTpw"}, 401),
        ({"x-key": "k", "authorization": "Basic Og=="}, 401),
        ({"x-key": "k", "authorization": "Basic dQ=="}, 401),
        ({"x-key": "k", "authorization": "Basic ###"}, 401),
    ],
)
def test_alternatives_of_schemes(
    library: str, headers: dict[str, str], status: int
) -> None:
    answer = http.get(f"{library}/books/b", headers=headers)
    assert answer.status_code == status
    if status == 401:
        assert answer.json()["message"].endswith(
            "header Authorization: Bearer TOKEN or header X-Key with header"
            " Authorization: Basic base64 of USER:PASSWORD is needed"
        )
        challenges = answer.headers["www-authenticate"]
        assert challenges == 'Bearer realm="mock", Basic realm="mock"'


def test_an_operation_without_security_asks_for_nothing(library: str) -> None:
    assert http.delete(f"{library}/books/b").status_code == 204


def test_keys_in_a_query_or_a_cookie(tmp_path: Path) -> None:
    api, _ = lowered(
        tmp_path,
        """\
        paths: {/a: {get: {operationId: a, responses: {'204': {description: D}}}}}
        security: [{q: []}, {c: []}, {m: [], d: []}]
        components:
          securitySchemes:
            q: {type: apiKey, in: query, name: key}
            c: {type: apiKey, in: cookie, name: sid}
            m: {type: mutualTLS}
            d: {type: http, scheme: digest}
        """,
    )
    with serving(api) as url:
        assert http.get(f"{url}/a?key=x").status_code == 204
        assert http.get(f"{url}/a", headers={"cookie": "sid=x"}).status_code == 204
        digest = {"authorization": "Digest username=x"}
        assert http.get(f"{url}/a", headers=digest).status_code == 204
        refused = http.get(f"{url}/a?key=")
        assert refused.status_code == 401
        assert refused.json()["message"] == (
            "a credential is missing or not of the right form: query parameter key or"
            " cookie sid or mutualTLS with header Authorization: Digest ... is needed"
        )


def test_one_good_key() -> None:
    with serving(flagship(), key="secret-key") as url:
        good = http.post(url + PATH, json={"prompt": "x"}, headers=KEY)
        assert good.status_code == 200
        wrong = {"authorization": "Bearer other"}
        answer = http.post(url + PATH, json={"prompt": "x"}, headers=wrong)
        assert refusal(answer, 401)["message"] == (
            "the credential is wrong: header Authorization: Bearer TOKEN is needed"
        )
        assert refusal(answer, 401)["code"] == "wrong_credential"
        assert "secret" not in answer.text


# --- bodies ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (
            b'{"prompt": "x",\n "n": }',
            "invalid_json",
            "the body is not JSON: expecting value at line 2, column 7",
        ),
        (
            b'{"prompt": "x", "n": 1, "n": 2}',
            "duplicate_key",
            'the body has the key "n" twice in one object',
        ),
        (
            b'{"prompt": "\xff"}',
            "invalid_encoding",
            "the body is not UTF-8: byte 13 cannot be read",
        ),
        (
            b'\xef\xbb\xbf{"prompt": "x"}',
            "invalid_json",
            "the body begins with a byte order mark, which is no JSON",
        ),
        (
            b'{"prompt": NaN}',
            "invalid_json",
            "the body is not JSON: NaN is no number of JSON",
        ),
        (b"[" * 100_000, "invalid_json", "the body is nested too deeply"),
        (b"", "missing_body", "a body is missing: application/json"),
    ],
)
def test_what_is_no_json(url: str, body: bytes, code: str, message: str) -> None:
    told = refusal(http.post(url + PATH, content=body, headers=JSON), 400)
    assert (told["code"], told["message"]) == (code, message)
    assert told["type"] == "invalid_request_error"
    assert told["param"] == ("n" if code == "duplicate_key" else None)


def test_a_number_of_too_many_digits(url: str) -> None:
    body = b'{"prompt": "x", "n": %s}' % (b"9" * 10_000)
    told = refusal(http.post(url + PATH, content=body, headers=JSON), 400)
    assert told["message"].startswith("the body is not JSON: ")


def test_a_missing_content_type_is_json(url: str) -> None:
    text = raw(url, {"prompt": "x"}).replace(b"content-type", b"x-other")
    assert parted(text)[0] == 200
    answer = http.post(url + PATH, content=b'{"prompt": "x"}', headers=KEY)
    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x"])
def test_another_content_type(url: str, kind: str) -> None:
    headers = {**KEY, "content-type": kind}
    told = refusal(http.post(url + PATH, content=b"x", headers=headers), 415)
    assert told["code"] == "unsupported_media_type"
    assert told["message"] == (
        f"a body of {kind.partition(';')[0]} is not supported, only application/json"
    )


def test_a_compressed_body(url: str) -> None:
    headers = {**JSON, "content-encoding": "gzip"}
    told = refusal(http.post(url + PATH, content=b"x", headers=headers), 415)
    assert told["message"] == "content-encoding gzip is not supported"


def test_a_form_needs_its_content_type(library: str) -> None:
    answer = http.post(f"{library}/loans", content=b"days=1", headers=KEY)
    assert answer.status_code == 415
    assert answer.json()["message"] == (
        "a body without a content type is not supported, only"
        " application/x-www-form-urlencoded"
    )


def test_a_body_that_is_too_large(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LIMIT", 1000)
    good = b'{"prompt": "%s"}' % (b"x" * 900)
    assert http.post(url + PATH, content=good, headers=JSON).status_code == 200
    for size in (1000, 3000, 100_000):
        body = b'{"prompt": "%s"}' % (b"x" * size)
        status, _, told = parted(raw(url, body))
        assert status == 413
        assert json.loads(told)["error"]["code"] == "too_large"
        assert json.loads(told)["error"]["message"] == (
            "the body is larger than 1000 bytes"
        )
