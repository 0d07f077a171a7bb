"""Bodies of successful answers: read as they are, or refused with a word on why."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest
from driver import Driver, named
from loopback import Loopback
from replies import NONE, Headers, chunked, head, json_response, response
from subject import APIError, APIResponseValidationError, AuthenticationError

JSON = {"content-type": "application/json"}
WHOLE = b'{"ok": true, "text": "caf\xc3\xa9"}'
VALUE = {"ok": True, "text": "caf\u00e9"}


def read(drive: Driver, reply: bytes) -> tuple[object, int]:
    """The value of an answer, and how many requests it took."""
    with Loopback(reply) as server:
        answer = drive.send(drive.client(server.url))
        value = drive.run(answer.parse())
    return value, len(server.requests)


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        (WHOLE, VALUE),
        (b"\n " + WHOLE + b"\r\n", VALUE),
        (b"\xef\xbb\xbf" + WHOLE, VALUE),
        (b'{"\\ud83d\\ude00": "\\u0000"}', {"\U0001f600": "\0"}),
        (b"[1, 2.5, 1e3, null]", [1, 2.5, 1000.0, None]),
        (b'"text"', "text"),
        (b"null", None),
        (b"123456789012345678901234567890", 123456789012345678901234567890),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b"[" * 500 + b"]" * 500, None),
    ],
    ids="object space mark escapes list text null long twice nested".split(),
)
def test_json_is_read(drive: Driver, sent: bytes, value: object) -> None:
    found, requests = read(drive, response(200, sent, JSON))
    assert found == value or sent.startswith(b"[[")
    assert requests == 1


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/problem+json",
        "text/plain",
        "text/html; charset=iso-8859-1",
        "image/png",
        "nonsense",
        "",
    ],
)
def test_json_is_json_by_any_name(drive: Driver, kind: str) -> None:
    found, _ = read(drive, response(200, WHOLE, {"content-type": kind}))
    assert found == VALUE
    assert read(drive, response(200, WHOLE))[0] == VALUE


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206, 299])
def test_every_success_is_read(drive: Driver, status: int) -> None:
    assert read(drive, response(status, WHOLE, JSON)) == (VALUE, 1)


@pytest.mark.parametrize(
    ("coded", "name"),
    [
        (gzip.compress(WHOLE, mtime=0), "gzip"),
        (zlib.compress(WHOLE), "deflate"),
        (WHOLE, "identity"),
    ],
)
def test_coded_bodies_are_read(drive: Driver, coded: bytes, name: str) -> None:
    reply = response(200, coded, {**JSON, "content-encoding": name})
    assert read(drive, reply) == (VALUE, 1)


def test_a_body_in_chunks_is_one_body(drive: Driver) -> None:
    pieces = [WHOLE[place : place + 1] for place in range(len(WHOLE))]
    reply = head(200, {**JSON, "transfer-encoding": "chunked"}) + chunked(*pieces)
    assert read(drive, reply) == (VALUE, 1)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b" \n",
        b"not JSON",
        b"<html>Welcome to our Wi-Fi</html>",
        WHOLE[:-1],
        WHOLE + b"}",
        WHOLE + WHOLE,
        b"{'ok': true}",
        b"undefined",
        b'{"text": "caf\xe9"}',
        b'{"text": "\xff\xfe"}',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    ],
    ids=[
        *("empty", "blank", "text", "html", "cut", "more", "twice", "quotes"),
        *("name", "latin-1", "utf-16", "open", "deep", "deep object"),
    ],
)
@pytest.mark.parametrize("headers", [JSON, NONE])
def test_other_bodies_are_refused(drive: Driver, sent: bytes, headers: Headers) -> None:
    headers = {**headers, **named("req-9")}
    with Loopback(response(200, sent, headers)) as server:
        answer = drive.send(drive.client(server.url))
        with pytest.raises(APIResponseValidationError) as caught:
            drive.run(answer.parse())
    error = caught.value
    assert error.status_code == 200
    assert error.request_id == ("req-9" if named("") else None)
    assert error.response.status_code == 200
    assert error.body is None or error.body in sent.decode("utf-8", "replace")
    assert len(str(error)) < 500
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "sent",
    [
        b"no gzip at all",
        gzip.compress(WHOLE, mtime=0)[:12],
        gzip.compress(WHOLE, mtime=0)[:-9] + b"x" * 9,
    ],
    ids=["garbage", "cut", "wrong sum"],
)
def test_a_broken_coding_is_an_error_at_once(drive: Driver, sent: bytes) -> None:
    reply = response(200, sent, {**JSON, "content-encoding": "gzip"})
    with Loopback(reply) as server, pytest.raises(APIError) as caught:
        drive.run(drive.send(drive.client(server.url)).parse())
    assert type(caught.value) is APIResponseValidationError
    assert len(server.requests) == 1
    assert drive.clock.waits == []


def test_an_answer_tells_of_itself(drive: Driver) -> None:
    headers = {**named("req-1"), "x-twice": "a"}
    with Loopback(json_response(VALUE, 201, headers)) as server:
        answer = drive.send(drive.client(f"{server.url}/v1"), path="/a", query={"b": 1})
    assert answer.status_code == 201
    assert answer.request_id == ("req-1" if named("") else None)
    assert answer.headers["X-Twice"] == "a"
    assert answer.method == "POST"
    assert str(answer.url).startswith(f"{server.url}/v1/a?b=1")
    assert answer.retries_taken == 0
    assert answer.http_version == "HTTP/1.1"
    assert answer.content == answer.text.encode() == json.dumps(VALUE).encode()
    assert answer.json() == drive.run(answer.parse()) == VALUE
    assert answer.http_request.headers["host"] == f"127.0.0.1:{server.port}"
    assert answer.http_response.status_code == 201
    assert answer.elapsed.total_seconds() >= 0
    assert answer.is_closed


def test_hints_before_the_answer_are_skipped(drive: Driver) -> None:
    hints = head(103, {"link": "</style.css>; rel=preload"}) + head(100)
    assert read(drive, hints + response(200, WHOLE, JSON)) == (VALUE, 1)


@pytest.mark.parametrize("stream", [False, True])
def test_a_failure_in_a_broken_coding_is_that_failure(
    drive: Driver, stream: bool
) -> None:
    reply = response(401, b"no gzip", {"content-encoding": "gzip"})
    with Loopback(reply) as server:
        error = drive.failure(drive.client(server.url), stream=stream)
    assert type(error) is AuthenticationError
    assert error.body is None
