"""What a request is made of: address, query, headers, key, body."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from driver import Driver
from loopback import Loopback, Request
from replies import json_response, response
from subject import KEY, SDKError

GOOD = json_response({"ok": True})


def sent(drive: Driver, made: dict[str, Any] | None = None, **call: Any) -> Request:
    """The request that a client made with some options sends."""
    with Loopback(GOOD) as server:
        drive.send(drive.client(server.url, **(made or {})), **call)
    return server.requests[0]


def refused(drive: Driver, made: dict[str, Any] | None = None, **call: Any) -> str:
    """The message of a request that is not even sent."""
    with Loopback(GOOD) as server:
        with pytest.raises(SDKError) as caught:
            drive.send(drive.client(server.url, **(made or {})), **call)
        assert server.connections == 0
    assert drive.clock.waits == []
    return str(caught.value)


@pytest.mark.parametrize(
    ("base", "target"),
    [
        ("", "/a/b"),
        ("/", "/a/b"),
        ("/v1", "/v1/a/b"),
        ("/v1/", "/v1/a/b"),
        ("/v1//", "/v1/a/b"),
        ("/v1?tenant=7", "/v1/a/b?tenant=7"),
        ("/v1/?tenant=7", "/v1/a/b?tenant=7"),
        ("/v%201", "/v%201/a/b"),
    ],
)
def test_paths_go_below_the_base(drive: Driver, base: str, target: str) -> None:
    with Loopback(GOOD) as server:
        drive.send(drive.client(server.url + base), path="/a/b")
    assert server.requests[0].target == target


def test_a_path_never_leads_to_another_server(drive: Driver) -> None:
    with Loopback(GOOD) as other, Loopback(GOOD) as server:
        for path in (
            "things",
            f"@127.0.0.1:{other.port}/things",
            f"http://127.0.0.1:{other.port}/things",
            f"//127.0.0.1:{other.port}/things",
            f".127.0.0.1:{other.port}",
        ):
            try:
                drive.send(drive.client(server.url, max_retries=0), path=path)
            except SDKError:
                continue
    assert other.connections == 0


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_any_method_is_sent(drive: Driver, method: str) -> None:
    assert sent(drive, method=method).method == method


def test_a_query_is_made_of_layers(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = drive.client(
            f"{server.url}/v1?base=1&both=base",
            default_query={"default": "\u00e4 &=", "both": "default", "none": None},
        )
        drive.send(made, query={"call": [1, True], "deep": {"key": 1.5}, "none": None})
        drive.send(made, query={"both": "call"})
    assert server.requests[0].query.split("&") == [
        *("base=1", "default=%C3%A4%20%26%3D", "both=default"),
        *("call=1", "call=true", "deep%5Bkey%5D=1.5"),
    ]
    assert "both=call" in server.requests[1].query.split("&")
    assert "both=default" not in server.requests[1].query


def test_headers_are_made_of_layers(drive: Driver) -> None:
    made = {
        "default_headers": {"X-Default": "1", "X-Both": "default", "User-Agent": "me"}
    }
    found = sent(drive, made, headers={"x-both": "call", "X-Number": "5"}).headers
    assert found["x-default"] == "1"
    assert found["x-both"] == "call"
    assert found["x-number"] == "5"
    assert found["user-agent"] == "me"


def test_none_removes_a_header(drive: Driver) -> None:
    made = {"default_headers": {"x-a": "1", "x-b": "2", "Accept": None}}
    found = sent(drive, made, headers={"X-A": None, "authorization": None}).headers
    assert "x-a" not in found
    assert found["x-b"] == "2"
    assert found.get("accept") != "application/json"
    assert KEY not in str(found)


def test_every_request_says_who_asks_for_what(drive: Driver) -> None:
    request = sent(drive, body={"n": 1})
    assert request.headers["accept"] == "application/json"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["user-agent"]
    assert [KEY in value for value in request.headers.values()].count(True) == 1


def test_a_request_without_a_body_has_no_content_type(drive: Driver) -> None:
    request = sent(drive, method="GET")
    assert request.body == b""
    assert "content-type" not in request.headers


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "caf\u00e9 \U0001f600 \u2028 \0", "none": None, "yes": True},
        {"long": "x" * 300_000, "int": 2**70, "float": 0.1},
        ["a", "list"],
        "text",
        0,
    ],
)
def test_a_body_is_sent_as_json(drive: Driver, body: Any) -> None:
    request = sent(drive, body=body)
    assert json.loads(request.body) == body
    assert request.headers["content-length"] == str(len(request.body))


@pytest.mark.parametrize(
    "body", [{"n": math.nan}, {"n": -math.inf}, {"n": object()}, {"n": "\ud800"}]
)
def test_what_json_cannot_hold_is_refused(drive: Driver, body: Any) -> None:
    assert "JSON" in refused(drive, body=body)


@pytest.mark.parametrize(
    "value",
    ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\x7f", "\r\n", "caf\u00e9\u2028"],
)
def test_a_header_cannot_smuggle_another(drive: Driver, value: str) -> None:
    shown = [
        refused(drive, {"api_key": f"hidden{value}"}),
        refused(drive, {"default_headers": {"x-a": f"hidden{value}"}}),
        refused(drive, headers={"x-a": f"hidden{value}"}),
        refused(drive, headers={f"x-a{value}": "hidden"}),
    ]
    assert "hidden" not in "".join(shown)


def test_a_key_may_come_from_a_function(drive: Driver) -> None:
    keys = iter(["first-key", "second-key", "third-key"])
    with Loopback(response(503), response(503), GOOD) as server:
        drive.send(drive.client(server.url, api_key=lambda: next(keys)))
    for request, key in zip(server.requests, ["first", "second", "third"], strict=True):
        assert any(f"{key}-key" in value for value in request.headers.values())


def test_the_async_client_may_wait_for_its_key(drive: Driver) -> None:
    if not drive.is_async:
        pytest.skip("a plain client waits for nothing")

    async def key() -> str:
        return "waited-for"

    assert "waited-for" in str(sent(drive, {"api_key": key}).headers)


def test_what_a_function_for_the_key_raises_comes_through(drive: Driver) -> None:
    def broken() -> str:
        raise KeyError("no key today")

    with Loopback(GOOD) as server, pytest.raises(KeyError, match="no key today"):
        drive.send(drive.client(server.url, api_key=broken))
    assert server.connections == 0


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:1", "ftp://127.0.0.1", "http://", "http://a:b/", "http://[::1"],
)
def test_an_address_that_is_none_is_refused(drive: Driver, url: str) -> None:
    with pytest.raises(SDKError):
        drive.send(drive.client(url))
    assert drive.clock.waits == []


@pytest.mark.parametrize("retries", [-1, math.nan, "2", True])
def test_a_count_of_retries_that_is_none_is_refused(
    drive: Driver, retries: Any
) -> None:
    with pytest.raises((SDKError, TypeError)):
        drive.client("http://127.0.0.1", max_retries=retries)
