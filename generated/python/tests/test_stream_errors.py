"""What event streams raise: what the server says of a failure, and what is unreadable."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from driver import Driver
from listening import all_heard, following, heard, opened
from loopback import Loopback
from replies import events, json_response, response
from subject import (
    ENVELOPE,
    REQUEST_ID,
    APIError,
    APIResponseValidationError,
    InternalServerError,
)

A, B = b'data: {"n": 1}\n\n', b'data: {"n": 2}\n\n'
ONE, TWO = {"n": 1}, {"n": 2}
SAID = {"message": "no more", "code": "spent", "param": "n", "type": "limit"}
DEEP = b"[" * 100_000
enveloped = pytest.mark.skipif(ENVELOPE is None, reason="no envelope in this API")


def said(value: Any, name: str = "error") -> bytes:
    return f"event: {name}\ndata: {json.dumps(value)}\n\n".encode()


def failure(drive: Driver, *chunks: bytes, **options: Any) -> Any:
    """The error that a stream ends with, after its first item."""
    with Loopback(events(*chunks, headers={REQUEST_ID or "x": "req-1"})) as server:
        made = drive.client(server.url, max_retries=2, **options)
        stream = opened(drive, made)
        items, error = heard(drive, stream)
        assert items == [ONE]
        assert heard(drive, stream) == ([], None)
        assert stream.response.is_closed
        assert stream.request_id == ("req-1" if REQUEST_ID else None)
    assert isinstance(error, APIError)
    assert error.request_id == stream.request_id
    assert error.request.url.path == "/things"
    assert len(server.requests) == 1
    return error


@pytest.mark.parametrize(
    ("event", "message", "body"),
    [
        (said(SAID), "no more", SAID),
        (said({"message": "no more"}), "no more", {"message": "no more"}),
        (said({"message": 1}), "An error in mid-stream.", {"message": 1}),
        (said({}), "An error in mid-stream.", {}),
        (said("too late"), "too late", "too late"),
        (said([1]), "An error in mid-stream.", [1]),
        (said(None), "An error in mid-stream.", None),
        (b"event: error\ndata: no JSON\ndata: at all\n\n", *["no JSON\nat all"] * 2),
        (b"event: error\ndata:\n\n", "An error in mid-stream.", None),
        (b"event: error\ndata: " + DEEP + b"\n\n", *[DEEP.decode()] * 2),
    ],
)
def test_an_error_event_is_raised(
    drive: Driver, event: bytes, message: str, body: object
) -> None:
    error = failure(drive, A, event, B)
    assert type(error) is APIError
    assert (str(error), error.message, error.body) == (message, message, body)


@enveloped
@pytest.mark.parametrize("name", ["error", "message", "created"])
@pytest.mark.parametrize("inner", [SAID, "no more", [1], {"code": "spent"}])
def test_what_is_in_the_envelope_is_raised(
    drive: Driver, name: str, inner: object
) -> None:
    error = failure(drive, A + said({ENVELOPE: inner, "more": 1}, name) + B)
    assert type(error) is APIError
    assert error.body == inner
    if inner == SAID:
        assert (error.message, error.code) == ("no more", "spent")
        assert (error.param, error.type) == ("n", "limit")
    if inner == "no more":
        assert error.message == "no more"


@enveloped
@pytest.mark.parametrize("nothing", [None, False, "", {}, [], 0])
def test_an_empty_envelope_is_no_error(drive: Driver, nothing: object) -> None:
    value = {ENVELOPE: nothing}
    with Loopback(events(said(value, "x"), B)) as server:
        found = heard(drive, opened(drive, drive.client(server.url)))
    assert found == ([value, TWO], None)


def test_an_error_event_without_data_is_none(drive: Driver) -> None:
    with Loopback(events(A + b"event: error\n\n" + B)) as server:
        found = heard(drive, opened(drive, drive.client(server.url)))
    assert found == ([ONE, TWO], None)


@pytest.mark.parametrize(
    "data",
    [
        *("{", "no JSON", '{"n": 1} 2', "'n'", '{"n": 1}{"n": 2}', "\ufeff1", "\0"),
        *("[DONE", "[done]", "1" * 10_000, '"\t"', DEEP.decode()),
    ],
)
def test_data_that_is_no_json(drive: Driver, data: str) -> None:
    error = failure(drive, A, f"data: {data}\n\n".encode() + B)
    assert type(error) is APIResponseValidationError
    assert error.status_code == error.response.status_code == 200
    assert error.body == data
    assert "JSON" in error.message


@pytest.mark.parametrize(
    "large",
    [
        b'data: "' + b"x" * 200 + b'"\n\n',
        b"data: \n" * 20 + b"\n",
        b"data: " + b"x" * 200,
        b": " + b"x" * 200,
        b"x" * 200,
    ],
)
def test_an_event_over_the_limit(drive: Driver, large: bytes) -> None:
    single = [large[place : place + 1] for place in range(len(large))]
    for chunks in ([A + large + B], [A, large, B], [A, *single, B]):
        error = failure(drive, *chunks, max_event_size=100)
        assert type(error) is APIResponseValidationError
        assert "100 bytes" in error.message
        assert error.status_code == 200


def test_an_event_at_the_limit(drive: Driver) -> None:
    with Loopback(events(A + B)) as server:
        made = drive.client(server.url, max_event_size=len(A) - 2)
        assert heard(drive, opened(drive, made)) == ([ONE, TWO], None)


def test_a_broken_coding_of_the_content(drive: Driver) -> None:
    coded, headers = gzip.compress(A + B, mtime=0), {"content-encoding": "gzip"}
    broken = coded[:-8] + b"\0" * 8
    with Loopback(
        events(coded, headers=headers),
        events(*(bytes([byte]) for byte in coded), headers=headers),
        events(broken, headers=headers),
        events(b"no gzip", headers=headers),
    ) as server:
        whole, pieces, *others = all_heard(drive, drive.client(server.url), 4)
    assert whole == pieces == ([ONE, TWO], None)
    for items, error in others:
        assert items == [ONE, TWO][: len(items)]
        assert type(error) is APIResponseValidationError
    assert len(server.requests) == 4


def test_what_comes_before_the_stream_is_tried_again(drive: Driver) -> None:
    with Loopback(response(503), response(429), events(A)) as server:
        assert heard(drive, opened(drive, drive.client(server.url))) == ([ONE], None)
    assert len(server.requests) == 3


def test_a_failure_instead_of_a_stream(drive: Driver) -> None:
    with Loopback(json_response({ENVELOPE or "x": SAID}, 500)) as server:
        made = drive.client(server.url, max_retries=0)
        error = drive.failure(made, stream=True)
    assert type(error) is InternalServerError
    assert error.body == (SAID if ENVELOPE else {"x": SAID})


@pytest.mark.parametrize("media", ["text/html", "text/plain; charset=utf-8", "a"])
def test_a_page_instead_of_a_stream(drive: Driver, media: str) -> None:
    page = response(200, b"data: 1\n\n", {"content-type": media})
    with Loopback(page) as server:
        error = drive.failure(drive.client(server.url), stream=True)
    assert type(error) is APIResponseValidationError
    said = f"Asked for an event stream; the answer is {media.partition(';')[0]}."
    assert (error.message, error.body) == (said, "data: 1")


def test_a_stream_need_not_say_what_it_is(drive: Driver) -> None:
    with Loopback(response(200, b"data: 1\n\n")) as server:
        stream = opened(drive, drive.client(server.url))
        assert heard(drive, stream).items == [1]


def test_json_instead_of_a_stream(drive: Driver) -> None:
    with Loopback(json_response({"n": 1})) as server:
        error = drive.failure(drive.client(server.url), stream=True)
    assert type(error) is APIResponseValidationError
    assert error.body == {"n": 1}


def test_next_raises_as_loops_do(drive: Driver) -> None:
    with Loopback(events(A, b"data: {\n\n", B)) as server:
        stream = opened(drive, drive.client(server.url))
        assert following(drive, stream) == ONE
        with pytest.raises(APIResponseValidationError):
            following(drive, stream)
        assert stream.response.is_closed
        with pytest.raises((StopIteration, StopAsyncIteration)):
            following(drive, stream)
