"""The client itself: its connections, its copies, its end."""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import warnings
from typing import Any

import pytest
from driver import KEYED, TLS, Driver
from loopback import Loopback
from replies import events, json_response, response
from subject import KEY, SDKError, async_client, client

GOOD = json_response({"ok": True})


def own_client(drive: Driver, url: str, **options: Any) -> Any:
    """A client that makes its HTTP client itself."""
    return drive.client(url, http_client=None, **options)


def test_nothing_is_opened_before_the_first_call(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = own_client(drive, server.url)
        made.with_options(timeout=1)
        assert server.connections == 0
        drive.run(made.close())
    assert server.connections == 0


def test_close_ends_the_connections(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = own_client(drive, server.url)
        drive.send(made)
        assert not made.is_closed()
        drive.run(made.close())
        drive.run(made.close())
        assert made.is_closed()
        assert server.wait_until_closed(0)
        with pytest.raises((SDKError, RuntimeError), match="closed"):
            drive.send(made)
    assert len(server.requests) == 1


def test_a_client_closed_before_its_first_call_stays_closed(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = own_client(drive, server.url)
        drive.run(made.close())
        assert made.is_closed()
        with pytest.raises((SDKError, RuntimeError), match="closed"):
            drive.send(made)
    assert server.connections == 0


def test_a_client_is_a_context(drive: Driver) -> None:
    async def within(made: Any) -> Any:
        async with made as entered:
            assert entered is made
            return await entered.request("GET", "/things")

    with Loopback(GOOD) as server:
        made = own_client(drive, server.url)
        if drive.is_async:
            answer = drive.run(within(made))
        else:
            with made as entered:
                assert entered is made
                answer = entered.request("GET", "/things")
        assert made.is_closed()
        assert server.wait_until_closed(0)
    assert answer.json() == {"ok": True}


def test_a_copy_shares_the_connections(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = own_client(drive, server.url)
        copied = drive.timed(made.with_options(timeout=5))
        drive.send(copied)
        drive.send(made)
        drive.send(drive.timed(made.copy(max_retries=0)))
        drive.run(copied.close())
        assert made.is_closed()
    assert server.connections == 1


def test_a_copy_does_not_change_the_original(drive: Driver) -> None:
    headers = {"x-a": "1", "x-b": "2"}
    with Loopback(GOOD) as server:
        made = own_client(
            drive, server.url, default_headers=headers, default_query={"a": 1}
        )
        copied = drive.timed(
            made.with_options(
                default_headers={"X-A": "3", "x-b": None, "x-c": "4"},
                default_query={"b": 2},
            )
        )
        headers["x-a"] = "changed by its owner"
        drive.send(copied)
        drive.send(made)
    first, second = server.requests
    assert (first.query, second.query) == ("a=1&b=2", "a=1")
    assert (first.headers["x-a"], second.headers["x-a"]) == ("3", "1")
    assert ("x-b" in first.headers, "x-b" in second.headers) == (False, True)
    assert ("x-c" in first.headers, "x-c" in second.headers) == (True, False)


@KEYED
def test_a_copy_may_have_another_key(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = drive.client(server.url)
        drive.send(drive.timed(made.with_options(api_key="other-key")))
        drive.send(made)
    first, second = map(str, server.requests)
    assert ("other-key" in first, KEY in first) == (True, False)
    assert ("other-key" in second, KEY in second) == (False, True)


def test_neither_client_nor_copy_shows_the_key(drive: Driver) -> None:
    made = drive.client("http://127.0.0.1")
    for shown in (repr(made), str(made), repr(made.with_options(timeout=1))):
        assert KEY not in shown


def test_a_response_that_is_not_read_holds_no_connection(drive: Driver) -> None:
    with Loopback(response(503, b"x" * 100_000), events(b"data: 1\n\n")) as server:
        made = drive.client(server.url, max_retries=1)
        answer = drive.send(made, body={"stream": True}, stream=True)
        assert answer.retries_taken == 1
        drive.run(answer.parse().close())
        drive.run(made.close())
        for connection in range(server.connections):
            assert server.wait_until_closed(connection)


def test_none_keeps_what_a_client_has(drive: Driver) -> None:
    http = drive.http_class(verify=TLS)
    given: dict[str, Any] = {"default_headers": {"x-a": "1"}, "http_client": http}
    made = drive.client("http://127.0.0.1:9/v1", **given)
    copy = made.with_options(base_url=None, http_client=None, default_headers=None)
    assert copy.base_url == "http://127.0.0.1:9/v1"
    assert copy._pool is made._pool
    assert copy.default_headers == {"x-a": "1"}
    copy.default_headers["x-b"] = "2"
    assert made.default_headers == {"x-a": "1"}


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_client_may_be_used_from_one_event_loop_after_another() -> None:
    """Connections that a loop left behind when it ended are Python's to complain of."""
    with Loopback(GOOD) as server:
        made = async_client(server.url)

        async def call() -> Any:
            return (await made.request("GET", "/")).parse()

        for _ in range(3):
            assert asyncio.run(call()) == {"ok": True}
        del made
        gc.collect()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_that_was_forked_has_connections_of_its_own() -> None:
    with Loopback(GOOD) as server, client(server.url) as made:
        assert made.request("GET", "/").parse() == {"ok": True}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if child == 0:
            os._exit(made.request("GET", "/").status_code != 200)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert made.request("GET", "/").parse() == {"ok": True}
        assert server.connections == 2


def test_all_errors_can_be_pickled() -> None:
    error = pickle.loads(pickle.dumps(SDKError("the client is closed")))
    assert type(error) is SDKError
    assert str(error) == "the client is closed"
