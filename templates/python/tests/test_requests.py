"""What a request is made of: address, query and body."""

from __future__ import annotations

import json
import math
from typing import Any
from urllib.parse import parse_qs

import pytest
from driver import Driver
from loopback import Loopback
from replies import json_response
from subject import SDKError

GOOD = json_response({"ok": True})


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
    assert drive.sent(method=method).method == method


def test_a_query_is_made_of_layers(drive: Driver) -> None:
    with Loopback(GOOD) as server:
        made = drive.client(
            f"{server.url}/v1?base=1&both=base",
            default_query={"default": "\u00e4 &=", "both": "default", "none": None},
        )
        drive.send(made, query={"call": [1, True], "deep": {"key": 1.5}, "none": None})
        drive.send(made, query={"both": "call"})
    first, second = (parse_qs(request.query) for request in server.requests)
    assert first == {
        "base": ["1"],
        "default": ["\u00e4 &="],
        "both": ["default"],
        "call": ["1", "true"],
        "deep[key]": ["1.5"],
    }
    assert second["both"] == ["call"]


def test_a_request_without_a_body_has_no_content_type(drive: Driver) -> None:
    request = drive.sent(method="GET")
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
    request = drive.sent(body=body)
    assert json.loads(request.body) == body
    assert request.headers["content-length"] == str(len(request.body))


@pytest.mark.parametrize(
    "body", [{"n": math.nan}, {"n": -math.inf}, {"n": object()}, {"n": "\ud800"}]
)
def test_what_json_cannot_hold_is_refused(drive: Driver, body: Any) -> None:
    assert "JSON" in drive.refused(body=body)


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:1", "ftp://127.0.0.1", "http://", "http://a:b/", "http://[::1"],
)
def test_an_address_that_is_none_is_refused(drive: Driver, url: str) -> None:
    with pytest.raises(SDKError):
        drive.send(drive.client(url))
    assert drive.clock.waits == []


@pytest.mark.parametrize("retries", [-1, math.nan, "2"])
def test_a_count_of_retries_that_is_none_is_refused(
    drive: Driver, retries: Any
) -> None:
    with pytest.raises((SDKError, TypeError)):
        drive.client("http://127.0.0.1", max_retries=retries)


def test_the_query_of_a_path_is_kept(drive: Driver) -> None:
    call = {"path": "/things?a=1", "query": {"b": 2}}
    assert drive.sent({"default_query": {"c": 3}}, **call).target.endswith(
        "/things?a=1&c=3&b=2"
    )


@pytest.mark.parametrize(
    "path", ["/../a", "/a/./b", "/%2e%2e/a", "..", "/a#b", "\\..\\a"]
)
def test_a_path_leads_nowhere_else(drive: Driver, path: str) -> None:
    said = drive.refused(path=path)
    assert said == f"{path!r} is not a path below the base URL"


@pytest.mark.parametrize("method", ["GE T", "GET\r\nx: y", ""])
def test_a_method_that_is_none_is_refused(drive: Driver, method: str) -> None:
    said = drive.refused(method=method)
    assert said == f"{method!r} is not the name of an HTTP method"
