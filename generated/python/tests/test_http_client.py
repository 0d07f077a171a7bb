"""An HTTP client that the user brought along: what it was set to is kept."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import httpx2
import pytest
from driver import TLS, Driver
from loopback import Loopback, Reply
from replies import closed, cut, events, hung, json_response, response
from subject import (
    KEYS,
    APIError,
    APIStatusError,
    APITimeoutError,
    SDKError,
    Timeout,
)

GOOD = json_response({"ok": True})
MOVED = response(307, headers={"location": "/b"})


def http(drive: Driver, **options: Any) -> Any:
    """An HTTP client of the user, without this package's defaults."""
    make: Any = httpx2.AsyncClient if drive.is_async else httpx2.Client
    return make(verify=TLS, **options)


def test_the_users_http_client_is_used(drive: Driver) -> None:
    own = http(drive, headers={"x-own": "1"}, cookies={"c": "d"}, params={"e": "f"})
    with Loopback(GOOD) as server:
        drive.send(drive.client(server.url, http_client=own), query={"g": "h"})
    (request,) = server.requests
    assert request.query == "e=f&g=h"
    assert request.headers["x-own"] == "1"
    assert request.headers.get("cookie", "c=d" if KEYS else "") == "c=d"


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
        made = drive.client(server.url, http_client=drive.http_class(verify=TLS))
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
    with Loopback(GOOD) as server, pytest.raises(LookupError, match="by the hook"):
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
    drive.run(own.aclose() if drive.is_async else own.close())
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


def test_a_full_pool_is_a_timeout(drive: Driver) -> None:
    own = http(drive, limits=httpx2.Limits(max_connections=1))
    with Loopback(hung(events(b"data: 1\n\n")[:-5])) as server:
        made = drive.client(server.url, http_client=own, max_retries=1)
        stream = drive.send(made, stream=True).parse()
        assert type(drive.failure(made, timeout=0.03)) is APITimeoutError
        drive.run(stream.close())
    assert len(server.requests) == 1
    assert drive.clock.waits == [0.5]


LONG = b"x" * 200_000
LEFT: dict[str, list[Reply]] = {
    "a redirect": [response(307, LONG, {"location": "/b"}), GOOD],
    "a redirect that leads nowhere": [response(307, LONG, {"location": "ftp://a/"})],
    "a redirect without end": [response(307, LONG, {"location": "/b"})],
    "a retry": [response(503, LONG), GOOD],
    "a status": [response(400, LONG)],
    "a status that is cut": [cut(response(400, LONG), 9)],
    "a status that is not": [closed(b"HTTP/1.1 OK")],
    "a broken coding": [response(200, LONG, {"content-encoding": "gzip"})],
    "a status in a broken coding": [response(400, LONG, {"content-encoding": "gzip"})],
    "no JSON": [response(200, LONG)],
    "JSON": [json_response(LONG.decode())],
}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("replies", LEFT.values(), ids=LEFT)
def test_each_call_gives_its_connection_back(
    drive: Driver, replies: list[Reply], stream: bool
) -> None:
    own = http(drive, limits=httpx2.Limits(max_connections=1), follow_redirects=True)
    timeout = Timeout(60, pool=2)
    with Loopback(*replies) as server:
        made = drive.client(server.url, http_client=own, timeout=timeout, max_retries=1)
        with suppress(APIError):
            answer = drive.send(made, stream=stream)
            drive.run(answer.parse().close() if stream else answer.parse())
        server.script(GOOD)
        assert drive.send(made).json() == {"ok": True}


def test_timeouts_of_other_libraries_are_understood(drive: Driver) -> None:
    class Theirs:
        connect, read, write, pool = 1.0, 2.0, None, 4.0

    with Loopback(GOOD) as server:
        answer = drive.send(drive.client(server.url), timeout=Theirs())
    wanted = {"connect": 1.0, "read": 2.0, "write": None, "pool": 4.0}
    assert answer.http_request.extensions["timeout"] == wanted


def test_a_timeout_of_5_s_is_meant(drive: Driver) -> None:
    http = drive.http_class(verify=TLS, timeout=5.0)
    with Loopback(GOOD) as server:
        answer = drive.send(drive.client(server.url, http_client=http))
    assert answer.http_request.extensions["timeout"]["read"] == 5.0
