"""Options that mean nothing: each is refused when it is given, and says why."""

from __future__ import annotations

from typing import Any

import pytest
from driver import KEYED, Driver
from loopback import Loopback
from replies import json_response
from subject import ArgumentError, SDKError, Timeout, target

NUMBER = "timeout must be a number of seconds above 0, None, or an httpx2.Timeout, not "
RETRIES = "max_retries must be a number from 0 on, not "
SIZE = "max_event_size must be a number of bytes, not "
MAPPINGS = "default_headers and default_query must be mappings"
BASE = "base_url must begin with 'https://' or 'http://'"
REFUSED = [
    ("timeout", "5", f"{NUMBER}'5'"),
    ("timeout", 0, f"{NUMBER}0"),
    ("timeout", -1.5, f"{NUMBER}-1.5"),
    ("timeout", True, f"{NUMBER}True"),
    ("timeout", float("nan"), f"{NUMBER}nan"),
    ("max_retries", -1, f"{RETRIES}-1"),
    ("max_retries", None, f"{RETRIES}None"),
    ("max_retries", True, f"{RETRIES}True"),
    ("max_retries", "2", f"{RETRIES}'2'"),
    ("max_event_size", 0, f"{SIZE}0"),
    ("max_event_size", 1.5, f"{SIZE}1.5"),
    ("default_headers", "a: b", MAPPINGS),
    ("default_query", [("a", "b")], MAPPINGS),
    ("ignore_rules", "n-one", "ignore_rules must be a collection of rule ids"),
    ("validate", None, "validate must be 'error', 'warn' or 'off', not None"),
    ("base_url", "127.0.0.1:80", BASE),
    ("base_url", "ftp://127.0.0.1", BASE),
    ("base_url", "http://127.0.0.1/#a", "base_url must not have a fragment"),
    ("timeout", float("inf"), f"{NUMBER}inf"),
    ("timeout", [5], f"{NUMBER}[5]"),
]


@pytest.mark.parametrize(
    ("name", "value", "message"), REFUSED, ids=[f"{x[0]}-{x[1]}" for x in REFUSED]
)
def test_it_is_refused(drive: Driver, name: str, value: Any, message: str) -> None:
    url = value if name == "base_url" else "http://127.0.0.1:9"
    options = {} if name == "base_url" else {name: value}
    with pytest.raises(ArgumentError) as caught:
        drive.client(url, **options)
    assert str(caught.value) == message
    made = drive.client("http://127.0.0.1:9")
    with pytest.raises(ArgumentError) as caught:
        made.with_options(**{name: value})
    assert str(caught.value) == message


@pytest.mark.parametrize("timeout", [None, 30, 0.5, Timeout(5, read=1), (5, 1, 1, 1)])
def test_a_timeout_may_be_all_this(drive: Driver, timeout: Any) -> None:
    with Loopback(json_response({})) as server:
        drive.send(drive.client(server.url, timeout=timeout))
        drive.send(drive.client(server.url), timeout=timeout)


@KEYED
@pytest.mark.parametrize("key", [5, b"key", ["key"]])
def test_a_key_that_is_none_is_refused(drive: Driver, key: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        drive.client("http://127.0.0.1:9", api_key=key)
    said = "api_key must be a string, or a function that returns one"
    assert str(caught.value) == said


@KEYED
@pytest.mark.parametrize("key", [None, "", 5])
def test_a_function_must_give_a_key(drive: Driver, key: Any) -> None:
    made = drive.client("http://127.0.0.1:9", api_key=lambda: key)
    error = drive.failure(made, SDKError)
    assert str(error) == "the function that is api_key returned no key"


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_a_path_parameter_must_not_lead_elsewhere(value: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        target("https://a/v1", "/things/{id}/parts", {"id": value})
    assert str(caught.value) == f"path parameter 'id' must not be {value!r}"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        ("a?b#c", "a%3Fb%23c"),
        ("%2e%2e", "%252e%252e"),
        ("{other}", "%7Bother%7D"),
        ("é", "%C3%A9"),
        (" ", "%20"),
        (5, "5"),
        (True, "true"),
        (["a", 1, False], "a,1,false"),
    ],
)
def test_a_path_parameter_is_one_step(value: object, sent: str) -> None:
    values = {"id": value, "other": "no"}
    found = target("https://a/v1/", "/things/{id}/parts/{other}", values)
    assert found == f"https://a/v1/things/{sent}/parts/no"


WRITTEN = "header '{}' is for the HTTP library to write"
BYTES = "bytes cannot stand in a URL or a header; use text"
OF_CALLS = [
    ("headers", [("a", "b")], "extra_headers must be a mapping"),
    ("headers", {1: "3"}, "1 cannot be the name of a header"),
    ("headers", {"a b": "3"}, "'a b' cannot be the name of a header"),
    ("headers", {"a": b"bytes"}, BYTES),
    ("headers", {"Content-Length": "3"}, WRITTEN.format("content-length")),
    ("headers", {"transfer-encoding": "a"}, WRITTEN.format("transfer-encoding")),
    ("query", "a=1", "extra_query must be a mapping"),
    ("query", {"a": b"bytes"}, BYTES),
    ("timeout", -1, f"{NUMBER}-1"),
]


@pytest.mark.parametrize(
    ("name", "value", "message"), OF_CALLS, ids=[f"{x[0]}-{x[1]}" for x in OF_CALLS]
)
def test_an_argument_of_a_call_is_refused(
    drive: Driver, name: str, value: Any, message: str
) -> None:
    assert drive.refused(**{name: value}) == message


def test_items_of_a_header_have_commas_between_them(drive: Driver) -> None:
    assert drive.sent(headers={"x-list": ["a", 1]}).headers["x-list"] == "a,1"
