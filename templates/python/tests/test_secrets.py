"""Credentials go to the API and nowhere else: not to other servers, not into errors."""

from __future__ import annotations

import json
import pickle

import pytest
from driver import KEYED, TLS, Driver
from listening import heard, opened
from loopback import Loopback
from replies import events, json_response, response
from subject import (
    ENVELOPE,
    KEY,
    ArgumentError,
    AuthenticationError,
    RateLimitError,
    SDKError,
)

GOOD = json_response({"ok": True})
ESCAPED = f'{{"said": "no key \\u{ord(KEY[0]):04x}{KEY[1:]}"}}'.encode()


def test_the_users_own_credentials_stay_at_home_too(drive: Driver) -> None:
    http = drive.http_class(verify=TLS, auth=("user", "password"))
    with Loopback(GOOD) as other:
        moved = response(307, b"", {"location": f"{other.url}/b"})
        with Loopback(moved) as server:
            drive.send(drive.client(server.url, http_client=http))
    assert server.requests[0].headers["authorization"].startswith("Basic ")
    assert "authorization" not in other.requests[0].headers


@KEYED
@pytest.mark.parametrize("body", [KEY.encode(), ESCAPED], ids=["text", "escaped"])
def test_an_error_that_repeats_the_key_does_not_show_it(
    drive: Driver, body: bytes
) -> None:
    with Loopback(response(401, body)) as server:
        error = drive.failure(drive.client(server.url), AuthenticationError)
    assert "[key]" in str(error.body)
    assert KEY not in f"{error} {error.body}"
    assert KEY.encode() not in pickle.dumps(error)


@KEYED
def test_a_success_that_repeats_the_key_does_not_show_it(drive: Driver) -> None:
    with Loopback(response(200, f"no JSON but {KEY}".encode())) as server:
        answer = drive.send(drive.client(server.url))
        with pytest.raises(SDKError) as caught:
            drive.run(answer.parse())
    assert KEY not in f"{caught.value} {vars(caught.value)['body']}"


@KEYED
def test_a_stream_that_repeats_the_key_does_not_show_it(drive: Driver) -> None:
    for data in (json.dumps({"message": f"not {KEY}"}), f"not {KEY}"):
        with Loopback(events(f"event: error\ndata: {data}\n\n".encode())) as server:
            error = heard(drive, opened(drive, drive.client(server.url))).error
        assert str(error) == "not [key]"
        assert KEY.encode() not in pickle.dumps(error)


@KEYED
@pytest.mark.parametrize("key", ["x", "test", "null", "1", "error"])
def test_a_key_that_is_a_word_is_no_secret(drive: Driver, key: str) -> None:
    said = {"code": "limit_exceeded", "message": "null errors, 1 test"}
    with Loopback(json_response({ENVELOPE: said} if ENVELOPE else said, 429)) as server:
        made = drive.client(server.url, api_key=key, max_retries=0)
        error = drive.failure(made, RateLimitError)
    assert error.body == said


def test_a_password_in_the_address_is_refused(drive: Driver) -> None:
    with pytest.raises(ArgumentError) as caught:
        drive.client("http://user:secret@127.0.0.1:9")
    assert "secret" not in str(caught.value)
