"""The client itself: its connections, its copies, its end, and an HTTP client that the
user brought along."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from driver import Driver
from loopback import Loopback
from replies import events, hung, json_response, response
from subject import (
    KEY,
    APIStatusError,
    APITimeoutError,
    DefaultAsyncHttpxClient,
    DefaultHttpxClient,
    SDKError,
)

GOOD = json_response({"ok": True})
MOVED = response(307, headers={"location": "/b"})


def http(drive: Driver, default: bool = False, **options: Any) -> Any:
    """An HTTP client of the user, without this package's defaults unless said."""
    makes: list[Any] = [httpx2.Client, DefaultHttpxClient]
    if drive.is_async:
        makes = [httpx2.AsyncClient, DefaultAsyncHttpxClient]
    return makes[default](**options)


def end(drive: Driver, made: Any) -> None:
    """Close an HTTP client."""
    drive.run(made.aclose() if drive.is_async else made.close())


def test_nothing_is_opened_before_the_first_call(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = drive.client(server.url)
        made.with_options(timeout=1)
        assert server.connections == 0
        drive.run(made.close())
    assert server.connections == 0


def test_close_ends_the_connections(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = drive.client(server.url)
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
        made = drive.client(server.url)
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
        made = drive.client(server.url)
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
        made = drive.client(server.url)
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
        made = drive.client(server.url, default_headers=headers, default_query={"a": 1})
        copied = drive.timed(
            made.with_options(
                api_key="other-key",
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
    assert "other-key" in str(first.headers) and KEY not in str(first.headers)
    assert "other-key" not in str(second.headers) and KEY in str(second.headers)


def test_neither_client_nor_copy_shows_the_key(drive: Driver) -> None:
    made = drive.client("http://127.0.0.1")
    for shown in (repr(made), str(made), repr(made.with_options(timeout=1))):
        assert KEY not in shown


def test_the_users_http_client_is_used(drive: Driver) -> None:
    own = http(drive, headers={"x-own": "1", "user-agent": "own"}, cookies={"c": "d"})
    with Loopback(GOOD) as server:
        drive.send(drive.client(server.url, http_client=own))
    (request,) = server.requests
    assert request.headers["x-own"] == "1"
    assert request.headers["cookie"] == "c=d"
    assert KEY in str(request.headers)


def test_the_users_timeout_is_kept(drive: Driver) -> None:
    with Loopback(hung()) as server:
        own = http(drive, timeout=0.03)
        made = drive.client(server.url, http_client=own, max_retries=0)
        assert type(drive.failure(made)) is APITimeoutError


def test_an_option_counts_more_than_the_users_timeout(drive: Driver) -> None:
    with Loopback(hung()) as server:
        own = http(drive, timeout=500)
        made = drive.client(server.url, http_client=own, timeout=0.03, max_retries=0)
        assert type(drive.failure(made)) is APITimeoutError


def test_the_users_setting_of_redirects_is_kept(drive: Driver) -> None:
    for follows in (False, True):
        with Loopback(MOVED, GOOD) as server:
            own = http(drive, follow_redirects=follows)
            made = drive.client(server.url, http_client=own)
            if follows:
                assert drive.send(made).json() == {"ok": True}
            else:
                error = drive.failure(made, APIStatusError)
                assert error.status_code == 307
        assert len(server.requests) == 1 + follows


def test_the_default_http_client_follows_redirects(drive: Driver) -> None:
    with Loopback(MOVED, GOOD) as server:
        made = drive.client(server.url, http_client=http(drive, default=True))
        assert drive.send(made).json() == {"ok": True}


def hooks(drive: Driver, hook: Any) -> Any:
    """A hook of the kind that the HTTP client expects."""

    async def awaited(message: Any) -> None:
        hook(message)

    return [awaited if drive.is_async else hook]


def test_the_users_hooks_run_at_each_try(drive: Driver) -> None:
    seen: list[Any] = []
    both = hooks(drive, seen.append)
    own = http(drive, event_hooks={"request": both, "response": both})
    with Loopback(response(503), GOOD) as server:
        drive.send(drive.client(server.url, http_client=own))
    assert [type(message) for message in seen] == [
        *(httpx2.Request, httpx2.Response, httpx2.Request, httpx2.Response)
    ]


@pytest.mark.parametrize("kind", ["request", "response"])
def test_what_a_hook_raises_comes_through_at_once(drive: Driver, kind: str) -> None:
    def refuse(message: Any) -> None:
        raise LookupError("refused by the hook")

    own = http(drive, event_hooks={kind: hooks(drive, refuse)})
    with Loopback(GOOD) as server:
        with pytest.raises(LookupError, match="refused by the hook"):
            drive.send(drive.client(server.url, http_client=own))
    assert len(server.requests) == (kind == "response")
    assert drive.clock.waits == []


def test_the_users_http_client_is_closed_with_the_client(drive: Driver) -> None:
    own = http(drive)
    made = drive.client("http://127.0.0.1", http_client=own)
    drive.run(made.close())
    assert own.is_closed


def test_a_closed_http_client_is_an_error(drive: Driver) -> None:
    own = http(drive)
    end(drive, own)
    with Loopback(GOOD) as server:
        made = drive.client(server.url, http_client=own)
        assert made.is_closed()
        with pytest.raises((SDKError, RuntimeError), match="closed"):
            drive.send(made)
    assert drive.clock.waits == []


def test_an_http_client_of_the_other_kind_is_refused(drive: Driver) -> None:
    wrong = httpx2.Client() if drive.is_async else httpx2.AsyncClient()
    for other in (wrong, object(), httpx2, "client"):
        with pytest.raises(TypeError):
            drive.client("http://127.0.0.1", http_client=other)
        with pytest.raises(TypeError):
            drive.client("http://127.0.0.1").with_options(http_client=other)


def test_a_response_that_is_not_read_holds_no_connection(drive: Driver) -> None:
    with Loopback(response(503, b"x" * 100_000), events(b"data: 1\n\n")) as server:
        made = drive.client(server.url, max_retries=1)
        answer = drive.send(made, body={"stream": True}, stream=True)
        assert answer.retries_taken == 1
        drive.run(answer.parse().close())
        drive.run(made.close())
        for connection in range(server.connections):
            assert server.wait_until_closed(connection)
