"""Redirects are followed, and credentials stay with the server they are meant for."""

from __future__ import annotations


import pytest
from driver import KEYED, TLS, Driver
from loopback import AtOnce, Loopback, Request
from replies import closed, head, json_response, response
from subject import (
    KEY,
    APIConnectionError,
    APIError,
    APIStatusError,
    Client,
    InternalServerError,
)

GOOD = json_response({"ok": True})
ACCOUNTS = {name: f"secret-{name}" for name in Client._facts.headers}
"""The options that this API's credentials have beside the key."""


def to(location: str, status: int = 307) -> bytes:
    headers = {"location": location, "set-cookie": "c=secret"}
    return response(status, b"moved", headers)


def secrets(request: Request) -> list[str]:
    """The headers that carry a credential."""
    return [
        name
        for name, value in request.headers.items()
        if KEY in value or "secret" in value
    ]


@pytest.mark.parametrize("status", [307, 308])
def test_method_and_body_go_along(drive: Driver, status: int) -> None:
    with Loopback(to("/b?c=1", status), GOOD) as server:
        answer = drive.send(drive.client(server.url), body={"n": 1}, path="/a")
    assert answer.json() == {"ok": True}
    first, second = server.requests
    assert (first.method, first.target) == ("POST", "/a")
    assert (second.method, second.target) == ("POST", "/b?c=1")
    assert first.body == second.body == b'{"n":1}'
    assert second.headers["content-type"] == first.headers["content-type"]
    assert drive.clock.waits == []


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_post_becomes_a_get(drive: Driver, status: int) -> None:
    with Loopback(to("/b", status), GOOD) as server:
        drive.send(drive.client(server.url), body={"n": 1})
    second = server.requests[1]
    assert (second.method, second.body) == ("GET", b"")
    assert "content-length" not in second.headers


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_other_methods_go_along(drive: Driver, method: str) -> None:
    with Loopback(to("/b", 308), GOOD) as server:
        drive.send(drive.client(server.url), method=method)
    assert [request.method for request in server.requests] == [method] * 2


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("b", "/v1/b"),
        ("../b", "/b"),
        ("?page=2", "/v1/things?page=2"),
        ("{url}/b?c=d", "/b?c=d"),
        ("//127.0.0.1:{port}/b", "/b"),
        ("/caf\u00e9", "/caf%C3%A9"),
    ],
)
def test_locations_may_be_relative(drive: Driver, location: str, target: str) -> None:
    with Loopback() as server:
        place = location.format(url=server.url, port=server.port)
        server.script(to(place.encode().decode("latin-1")), GOOD)
        drive.send(drive.client(f"{server.url}/v1"))
    assert server.requests[1].target == target


def test_credentials_go_along_on_the_same_server(drive: Driver) -> None:
    with Loopback(to("/b"), to("/c"), GOOD) as server:
        drive.send(drive.client(server.url, **ACCOUNTS))
    first, second, third = server.requests
    assert len(secrets(first)) >= len(ACCOUNTS)
    assert secrets(third) == secrets(second)
    assert {*secrets(second)} == {*secrets(first), "cookie"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_credentials_do_not_go_to_another_server(drive: Driver, host: str) -> None:
    with (
        Loopback(to("/c"), GOOD) as other,
        Loopback(to(f"http://{host}:{other.port}/b")) as server,
    ):
        made = drive.client(
            server.url,
            default_headers={"Cookie": "a=secret", "x-own": "secret"},
            **ACCOUNTS,
        )
        drive.send(made, body={"n": 1})
    assert len(secrets(server.requests[0])) >= 1 + len(ACCOUNTS)
    assert len(other.requests) == 2
    for arrived in other.requests:
        assert secrets(arrived) == []
        assert not {"authorization", "cookie"} & arrived.headers.keys()
        assert "x-own" not in arrived.headers
        assert arrived.headers["content-type"] == "application/json"
        assert arrived.headers["host"] == f"{host}:{other.port}"
        assert arrived.body == b'{"n":1}'


def test_the_same_port_of_another_name_is_another_server(drive: Driver) -> None:
    with Loopback() as server:
        server.script(to(f"http://localhost:{server.port}/b"), GOOD)
        drive.send(drive.client(server.url, **ACCOUNTS))
    assert secrets(server.requests[1]) == []


@KEYED
def test_a_retry_starts_at_home_with_credentials(drive: Driver) -> None:
    with (
        Loopback(response(503)) as other,
        Loopback(to(f"{other.url}/b"), GOOD) as server,
    ):
        answer = drive.send(drive.client(server.url))
    assert answer.retries_taken == 1
    assert all(secrets(request) or request.keys for request in server.requests)
    assert not secrets(other.requests[0])


def test_a_loop_ends(drive: Driver) -> None:
    with Loopback(to("/again")) as server:
        error = drive.failure(drive.client(server.url), APIConnectionError)
    assert error.__cause__ is not None
    assert len(server.requests) == 21
    assert drive.clock.waits == []


def test_twenty_redirects_are_followed(drive: Driver) -> None:
    with Loopback(*[to("/again")] * 20, GOOD) as server:
        answer = drive.send(drive.client(server.url))
    assert answer.json() == {"ok": True}
    assert len(server.requests) == 21


@pytest.mark.parametrize(
    "location", ["ftp://127.0.0.1/b", "file:///etc/passwd", "data:,x", "mailto:a@b"]
)
def test_only_http_is_followed(drive: Driver, location: str) -> None:
    with Loopback(to(location)) as server:
        drive.failure(drive.client(server.url), APIError)
    assert len(server.requests) == 1
    assert drive.clock.waits == []


def test_a_redirect_to_https_needs_https_there(drive: Driver) -> None:
    with Loopback() as server:
        server.script(to(f"https://127.0.0.1:{server.port}/b"), AtOnce(closed()))
        error = drive.failure(drive.client(server.url, max_retries=0))
    assert type(error) is APIConnectionError
    assert len(server.requests) == 1


@pytest.mark.parametrize("location", ["http://[::1", "http://a:b/", "http://\x7f/"])
def test_a_location_that_is_none_is_an_error(drive: Driver, location: str) -> None:
    with Loopback(to(location)) as server:
        error = drive.failure(drive.client(server.url, max_retries=0))
    assert isinstance(error, APIError)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_without_location_is_a_status(drive: Driver, status: int) -> None:
    with Loopback(response(status)) as server:
        error = drive.failure(drive.client(server.url), APIStatusError)
    assert error.status_code == status
    assert len(server.requests) == 1


def test_not_modified_is_a_status(drive: Driver) -> None:
    with Loopback(head(304, {"location": "/b"})) as server:
        assert drive.failure(drive.client(server.url)).status_code == 304


def test_what_comes_after_a_redirect_is_an_answer_like_any(drive: Driver) -> None:
    with Loopback(to("/b"), response(500)) as server:
        error = drive.failure(drive.client(server.url, max_retries=0))
    assert type(error) is InternalServerError
    assert error.request.url.path == "/b"


@pytest.mark.parametrize("location", ["http://a..b/", f"http://{'a' * 70}.b/"])
def test_a_host_that_is_none_is_an_error(drive: Driver, location: str) -> None:
    with Loopback(to(location)) as server:
        drive.failure(drive.client(server.url), APIConnectionError)


def test_the_users_client_says_how_many_are_followed(drive: Driver) -> None:
    http = drive.http_class(verify=TLS, max_redirects=1)
    with Loopback(to("/again")) as server:
        made = drive.client(server.url, http_client=http)
        drive.failure(made, APIConnectionError)
    assert len(server.requests) == 2
