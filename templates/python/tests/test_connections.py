"""Connections that break, stay silent, or were never there."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest
from driver import Driver
from loopback import AtOnce, Loopback, Reply
from replies import (
    chunked,
    closed,
    cut,
    deaf,
    head,
    hung,
    json_response,
    refusing,
    reset,
    response,
    slow,
)
from subject import APIConnectionError, APITimeoutError, BadRequestError, Timeout

GOOD = json_response({"ok": True})
CODED = head(200, {"transfer-encoding": "chunked"}) + chunked(b'{"ok": ', b"true}")
BROKEN: dict[str, Reply | AtOnce] = {
    "closed before the request": AtOnce(closed()),
    "reset before the request": AtOnce(reset()),
    "closed without an answer": closed(),
    "reset without an answer": reset(),
    "cut in the status line": closed(b"HTTP/1."),
    "cut in the headers": closed(GOOD[:30]),
    "reset in the headers": reset(GOOD[:30]),
    "cut after the headers": cut(GOOD, 0),
    "cut in the body": cut(GOOD, 5),
    "reset in the body": reset(GOOD[:-1]),
    "cut before the last byte": cut(GOOD, 11),
    "cut before a chunk": cut(CODED, 0),
    "cut in the size of a chunk": cut(CODED, 1),
    "cut in a chunk": cut(CODED, 6),
    "cut after a chunk": cut(CODED, 12),
    "cut before the last chunk": cut(CODED, len(chunked(b'{"ok": ', b"true}")) - 5),
    "cut in the last chunk": cut(CODED, len(chunked(b'{"ok": ', b"true}")) - 2),
    "cut in the body of a failure": cut(response(400, b"what went wrong"), 4),
    "no HTTP": closed(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    "no number in the status": closed(b"HTTP/1.1 OK\r\n\r\n"),
    "chunks without a size": closed(head(200, {"transfer-encoding": "chunked"}), b"zz"),
    "two lengths": closed(head(200, {"content-length": "3, 4"}), b"four"),
    "endless headers": closed(b"HTTP/1.1 200 OK\r\n", b"x: " + b"y" * 200_000),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_connection_is_tried_again(
    drive: Driver, broken: Reply | AtOnce
) -> None:
    with Loopback(broken, broken, GOOD) as server:
        answer = drive.send(drive.client(server.url), body={"n": 1})
    assert answer.json() == {"ok": True}
    assert answer.retries_taken == 2
    assert server.requests[-1].body == b'{"n":1}'
    assert drive.clock.waits == [0.5, 1.0]


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_connection_that_breaks_each_time_is_an_error(
    drive: Driver, broken: Reply | AtOnce
) -> None:
    with Loopback(broken) as server:
        error = drive.failure(drive.client(server.url, max_retries=1))
    assert type(error) is APIConnectionError
    assert str(error) == "Connection error."
    assert error.__cause__ is not None
    assert error.request.url.path == "/things"
    assert (error.body, error.request_id) == (None, None)
    assert server.connections == 2


def test_a_refused_connection_is_tried_again(drive: Driver) -> None:
    error = drive.failure(drive.client(refusing()))
    assert type(error) is APIConnectionError
    assert drive.clock.waits == [0.5, 1.0]


def test_a_host_without_address_is_tried_again(drive: Driver) -> None:
    error = drive.failure(drive.client("http://nowhere.invalid"))
    assert type(error) is APIConnectionError
    assert drive.clock.waits == [0.5, 1.0]


@pytest.mark.skipif(sys.platform != "linux", reason="others refuse where Linux waits")
def test_a_connection_that_is_not_made_in_time(drive: Driver) -> None:
    with deaf() as url:
        made = drive.client(url, timeout=0.03, max_retries=1)
        error = drive.failure(made)
    assert type(error) is APITimeoutError
    assert isinstance(error, APIConnectionError)
    assert str(error) == "Request timed out."
    assert drive.clock.waits == [0.5]


SILENT = {
    "at once": b"",
    "in the headers": GOOD[:30],
    "after the headers": head(200, {"content-length": "12"}),
    "in the body": GOOD[:-3],
    "in a chunk": CODED[:-9],
    "in the body of a failure": response(400, b"what went wrong")[:-3],
}


@pytest.mark.parametrize("sent", SILENT.values(), ids=SILENT)
def test_silence_is_a_timeout(drive: Driver, sent: bytes) -> None:
    with Loopback(hung(sent)) as server:
        made = drive.client(server.url, timeout=0.03, max_retries=1)
        error = drive.failure(made)
    assert type(error) is APITimeoutError
    assert str(error) == "Request timed out."
    assert error.__cause__ is not None
    assert drive.clock.waits == [0.5]


def test_a_call_may_have_its_own_timeout(drive: Driver) -> None:
    with Loopback(hung()) as server:
        made = drive.client(server.url, max_retries=0)
        assert type(drive.failure(made, timeout=0.03)) is APITimeoutError
        copied = drive.timed(made.with_options(timeout=0.03))
        assert type(drive.failure(copied)) is APITimeoutError


def test_an_answer_after_a_timeout_is_taken(drive: Driver) -> None:
    with Loopback(hung(), GOOD) as server:
        made = drive.client(server.url, timeout=0.1, max_retries=20)
        answer = drive.send(made)
    assert answer.json() == {"ok": True}
    assert answer.retries_taken >= 1


def test_a_connection_that_failed_is_not_left_open(drive: Driver) -> None:
    with Loopback(hung()) as server:
        drive.failure(drive.client(server.url, timeout=0.03, max_retries=0))
        assert server.wait_until_closed(0)


@pytest.mark.parametrize("timeout", [None, 60, Timeout(60, connect=5)])
def test_slow_bytes_are_waited_for(drive: Driver, timeout: Any) -> None:
    with Loopback(slow(GOOD, 0.0005, size=3)) as server:
        answer = drive.send(drive.client(server.url, timeout=timeout))
    assert answer.json() == {"ok": True}
    assert answer.retries_taken == 0


def test_a_connection_is_used_again(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = drive.client(server.url)
        for _ in range(3):
            drive.send(made)
    assert [request.connection for request in server.requests] == [0, 0, 0]


def test_a_connection_that_idled_and_was_closed_is_made_anew(drive: Driver) -> None:
    with Loopback(closed(GOOD), GOOD) as server:
        made = drive.client(server.url)
        drive.send(made)
        assert server.wait_until_closed(0)
        drive.send(made)
    assert [request.connection for request in server.requests] == [0, 1]


def test_a_call_that_is_cancelled_gives_its_connection_up(drive: Driver) -> None:
    if not drive.is_async:
        pytest.skip("a plain call cannot be cancelled")

    async def cancelled(made: Any) -> None:
        call = asyncio.ensure_future(made.request("GET", "/things"))
        while not server.requests:
            await asyncio.sleep(0.001)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call

    with Loopback(hung(), GOOD) as server:
        made = drive.client(server.url)
        drive.run(cancelled(made))
        assert server.wait_until_closed(0)
        assert drive.send(made).json() == {"ok": True}
    assert drive.clock.waits == []


def test_a_long_body_may_break_off_as_well(drive: Driver) -> None:
    with Loopback(AtOnce(reset()), GOOD) as server:
        answer = drive.send(drive.client(server.url), body={"long": "x" * 2**23})
    assert answer.retries_taken == 1
    assert len(server.requests[0].body) == 2**23 + len('{"long":""}')


def test_of_a_failure_without_end_a_part_is_read(drive: Driver) -> None:
    endless = head(400, {"transfer-encoding": "chunked"})
    part = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with Loopback(closed(endless, *[part] * 64)) as server:
        error = drive.failure(drive.client(server.url), BadRequestError)
    assert error.body == "x" * 2**20
    assert str(error) == "x" * 5000
