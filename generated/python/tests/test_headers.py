"""The headers of a request, and the key among them."""

from __future__ import annotations

import pytest
from driver import KEYED, Driver
from loopback import Loopback
from replies import json_response, response
from subject import KEY, KEYS

GOOD = json_response({"ok": True})


def test_headers_are_made_of_layers(drive: Driver) -> None:
    made = {
        "default_headers": {"X-Default": "1", "X-Both": "default", "User-Agent": "me"}
    }
    found = drive.sent(made, headers={"x-both": "call", "X-Number": "5"}).headers
    assert found["x-default"] == "1"
    assert found["x-both"] == "call"
    assert found["x-number"] == "5"
    assert found["user-agent"] == "me"


def test_none_removes_a_header(drive: Driver) -> None:
    made = {"default_headers": {"x-a": "1", "x-b": "2", "Accept": None}}
    keys = {name: None for name, value in drive.sent().headers.items() if KEY in value}
    gone = {"X-A": None, "authorization": None, **keys}
    found = drive.sent(made, headers=gone).headers
    assert "x-a" not in found
    assert found["x-b"] == "2"
    assert found.get("accept") != "application/json"
    assert KEY not in str(found)


def test_every_request_says_who_asks_for_what(drive: Driver) -> None:
    request = drive.sent(body={"n": 1})
    assert request.headers["accept"] == "application/json"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["user-agent"]


@pytest.mark.parametrize(
    "value",
    ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\x7f", "\r\n", "caf\u00e9\u2028"],
)
def test_a_header_cannot_smuggle_another(drive: Driver, value: str) -> None:
    shown = [
        drive.refused({"default_headers": {"x-a": f"hidden{value}"}}),
        drive.refused(headers={"x-a": f"hidden{value}"}),
        drive.refused(headers={f"x-a{value}": "hidden"}),
    ]
    assert "hidden" not in "".join(shown)


@KEYED
@pytest.mark.skipif(bool(KEYS), reason="the key of this API is in no header")
def test_a_key_cannot_smuggle_a_header(drive: Driver) -> None:
    for key in ("hidden\r\nx-evil: 1", "hidden\n", "hid\0den", "hidden\u2028"):
        for made in ({"api_key": key}, {"api_key": lambda key=key: key}):
            assert "hid" not in drive.refused(made)


@KEYED
def test_every_request_has_the_key_once(drive: Driver) -> None:
    assert str(drive.sent()).count(KEY) == 1


@KEYED
def test_a_key_may_come_from_a_function(drive: Driver) -> None:
    keys = iter(["first-key", "second-key", "third-key"])
    with Loopback(response(503), response(503), GOOD) as server:
        drive.send(drive.client(server.url, api_key=lambda: next(keys)))
    for request, key in zip(server.requests, ["first", "second", "third"], strict=True):
        assert f"{key}-key" in str(request)


@KEYED
def test_the_async_client_may_wait_for_its_key(drive: Driver) -> None:
    if not drive.is_async:
        pytest.skip("a plain client waits for nothing")

    async def key() -> str:
        return "waited-for"

    assert "waited-for" in str(drive.sent({"api_key": key}))


@KEYED
def test_what_a_function_for_the_key_raises_comes_through(drive: Driver) -> None:
    def broken() -> str:
        raise KeyError("no key today")

    with Loopback(GOOD) as server, pytest.raises(KeyError, match="no key today"):
        drive.send(drive.client(server.url, api_key=broken))
    assert server.connections == 0
