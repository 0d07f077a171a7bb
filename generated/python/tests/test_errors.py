"""Which error a failed request raises, and what the error tells."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from driver import KEYED, Driver, named
from loopback import Loopback, Reply
from replies import closed, head, hung, json_response, response
from subject import (
    ENVELOPE,
    KEY,
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    SDKError,
    UnprocessableEntityError,
)

SAID = {"message": "no such thing", "code": "gone", "param": "n", "type": "refused"}


def enveloped(said: Any) -> Any:
    return {ENVELOPE: said} if ENVELOPE else said


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (300, APIStatusError),
        (304, APIStatusError),
        (307, APIStatusError),
        (400, BadRequestError),
        (401, AuthenticationError),
        (402, APIStatusError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (408, APIStatusError),
        (409, ConflictError),
        (418, APIStatusError),
        (422, UnprocessableEntityError),
        (429, RateLimitError),
        (499, APIStatusError),
        (500, InternalServerError),
        (503, InternalServerError),
        (599, InternalServerError),
    ],
)
def test_each_status_has_its_class(
    drive: Driver, status: int, kind: type[APIStatusError]
) -> None:
    answer = head(304) if status == 304 else json_response(enveloped(SAID), status)
    with Loopback(answer) as server:
        error = drive.failure(drive.client(server.url, max_retries=0))
    assert type(error) is kind
    assert isinstance(error, APIError) and isinstance(error, SDKError)
    assert error.status_code == error.response.status_code == status
    assert str(error).startswith(f"Error code: {status}")


def test_an_error_tells_what_the_api_said(drive: Driver) -> None:
    headers = {**named("req-7"), "x-other": "kept"}
    with Loopback(json_response(enveloped(SAID), 400, headers)) as server:
        error = drive.failure(drive.client(server.url))
    assert error.body == SAID
    assert (error.code, error.param, error.type) == ("gone", "n", "refused")
    assert error.request_id == ("req-7" if named("") else None)
    assert error.response.headers["x-other"] == "kept"
    assert error.request.method == "POST"
    assert str(error) == error.message == f"Error code: 400 - {enveloped(SAID)}"


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (b'{"detail": "other JSON"}', {"detail": "other JSON"}),
        (b'["a", "list"]', ["a", "list"]),
        (b'\xef\xbb\xbf["a", "mark"]', ["a", "mark"]),
        (b"<html>Bad gateway</html>", "<html>Bad gateway</html>"),
        (b'{"cut":', '{"cut":'),
        (b"[" * 100_000, "[" * 100_000),
        (b"caf\xe9 \xff", "caf\ufffd \ufffd"),
        (b"", None),
    ],
    ids=["object", "list", "mark", "text", "cut", "deep", "invalid UTF-8", "empty"],
)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_other_bodies_are_kept_as_they_are(
    drive: Driver, sent: bytes, body: object, kind: str
) -> None:
    headers = {"content-type": kind} if kind else {}
    with Loopback(response(422, sent, headers)) as server:
        error = drive.failure(drive.client(server.url), UnprocessableEntityError)
    assert error.body == body
    assert (error.code, error.param, error.type) == (None, None, None)
    assert error.request_id is None
    if isinstance(body, str):
        assert str(error) == body[:5000]
    else:
        assert str(error).startswith("Error code: 422")


@pytest.mark.skipif(ENVELOPE is None, reason="this API has no envelope of errors")
def test_an_envelope_may_hold_anything(drive: Driver) -> None:
    things: list[Any] = ["a sentence", ["a", "list"], {}, 5]
    for said in things:
        with Loopback(json_response({ENVELOPE: said}, 400)) as server:
            error = drive.failure(drive.client(server.url), BadRequestError)
        assert error.body == said
        assert (error.code, error.param, error.type) == (None, None, None)


FAILURES: dict[type[APIError], Reply] = {
    AuthenticationError: json_response(enveloped(SAID), 401, named("req-8")),
    APIConnectionError: closed(),
    APITimeoutError: hung(),
    APIResponseValidationError: response(200, b"no JSON"),
}


def failure(drive: Driver, kind: type[APIError]) -> APIError:
    timeout = 0.03 if kind is APITimeoutError else 60
    with Loopback(FAILURES[kind]) as server:
        made = drive.client(server.url, max_retries=0, timeout=timeout)
        with pytest.raises(APIError) as caught:
            drive.send(made, body={"prompt": "a secret prompt"}).parse()
    return caught.value


@pytest.mark.parametrize("kind", FAILURES)
def test_no_error_shows_the_key(drive: Driver, kind: type[APIError]) -> None:
    error = failure(drive, kind)
    assert type(error) is kind
    for shown in (str(error), repr(error), repr(vars(error)), repr(error.__cause__)):
        assert KEY not in shown
        assert "a secret prompt" not in shown


@pytest.mark.parametrize("kind", FAILURES)
@pytest.mark.parametrize(
    "copied", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy]
)
def test_errors_can_be_pickled_without_the_key(
    drive: Driver,
    kind: type[APIError],
    copied: Callable[[APIError], APIError],
) -> None:
    error = failure(drive, kind)
    again = copied(error)
    assert type(again) is kind
    assert (str(again), repr(again)) == (str(error), repr(error))
    assert (again.body, again.code) == (error.body, error.code)
    assert again.request_id == error.request_id
    assert vars(again).get("status_code") == vars(error).get("status_code")
    assert KEY.encode() not in pickle.dumps(error)
    assert b"a secret prompt" not in pickle.dumps(error)


@KEYED
def test_a_key_that_the_server_repeats_is_not_shown(drive: Driver) -> None:
    echo = enveloped({"message": f"wrong key {KEY}!", "code": KEY})
    for reply in (json_response(echo, 401), response(401, f"what, {KEY}?".encode())):
        with Loopback(reply) as server:
            error = drive.failure(drive.client(server.url), AuthenticationError)
        for shown in (str(error), repr(error), repr(vars(error))):
            assert KEY not in shown
        assert KEY.encode() not in pickle.dumps(error)
