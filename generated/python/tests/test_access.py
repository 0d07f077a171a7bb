"""What lets calls in: the first of the ways for which a client has all it takes."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from driver import Driver
from loopback import Loopback, Request
from replies import json_response, response
from subject import Credential, Operation, SDKError, Variable, same

TOKEN, PASSWORD = "token-1234567890", "pass word:\u00e9 12345"
CREDENTIALS = {
    "bearer": Credential("header", "Authorization", "Bearer ", ("token",)),
    "basic": Credential("header", "Authorization", "Basic ", ("user", "password")),
    "header": Credential("header", "X-Key", "", ("header_key",)),
    "query": Credential("query", "the key", "", ("query_key",)),
    "cookie": Credential("cookie", "session", "", ("cookie_key",)),
}
OPTIONS = [option for known in CREDENTIALS.values() for option in known.options]
BASIC = b64encode(f"me:{PASSWORD}".encode()).decode()


def client(drive: Driver, url: str, **secrets: Any) -> Any:
    """A client of an API that has all these credentials."""
    made = drive.client(url, max_retries=0)
    made._facts = made._facts._replace(credentials=CREDENTIALS)
    for option in OPTIONS:
        setattr(made, option, secrets.get(option))
    return made


def called(
    drive: Driver,
    ways: tuple[tuple[str, ...], ...],
    *,
    call: Any = None,
    **secrets: Any,
) -> Request:
    operation: Operation[Any, Any] = Operation("GET", "/a", same, security=ways)
    with Loopback(json_response({})) as server:
        made = client(drive, server.url, **secrets)
        drive.run(made._make(operation, "parsed", None, **(call or {})))
    return server.requests[0]


def test_each_scheme_goes_where_it_belongs(drive: Driver) -> None:
    bearer = called(drive, (("bearer",),), token=TOKEN)
    assert bearer.headers["authorization"] == f"Bearer {TOKEN}"
    basic = called(drive, (("basic",),), user="me", password=PASSWORD)
    assert basic.headers["authorization"] == f"Basic {BASIC}"
    header = called(drive, (("header",),), header_key=TOKEN)
    assert header.headers["x-key"] == TOKEN
    query = called(drive, (("query",),), query_key=f"{TOKEN}&")
    assert query.query == f"the%20key={TOKEN}%26"
    cookie = called(drive, (("cookie",),), cookie_key=TOKEN, call={"cookies": {"a": 1}})
    assert cookie.headers["cookie"] == f"session={TOKEN}; a=1"


def test_a_name_needs_no_password(drive: Driver) -> None:
    basic = called(drive, (("basic",),), user="me")
    assert basic.headers["authorization"] == f"Basic {b64encode(b'me:').decode()}"


def test_the_first_way_that_can_be_gone_is_taken(drive: Driver) -> None:
    ways = (("bearer",), ("header", "query"), ("cookie",))
    found = called(drive, ways, header_key="h", query_key="q", cookie_key="c")
    assert (found.headers["x-key"], found.query) == ("h", "the%20key=q")
    assert "cookie" not in found.headers
    found = called(drive, ways, header_key="h", cookie_key="c")
    assert "x-key" not in found.headers
    assert found.headers["cookie"] == "session=c"


def test_nothing_is_sent_where_nothing_is_asked_for(drive: Driver) -> None:
    found = called(drive, (), token=TOKEN, cookie_key="c")
    assert not {"authorization", "cookie"} & found.headers.keys()


def test_a_way_without_credentials_is_the_last(drive: Driver) -> None:
    ways: Any = ((), ("bearer",))
    assert "authorization" in called(drive, ways, token=TOKEN).headers
    assert "authorization" not in called(drive, ways).headers


def test_no_way_in_is_told_before_anything_is_sent(drive: Driver) -> None:
    with pytest.raises(SDKError) as caught:
        called(drive, (("bearer",), ("header", "query")), query_key="q")
    said = "no credentials: set the option token; or header_key"
    assert str(caught.value) == said


def test_a_header_of_the_users_own_stands_for_its_secret(drive: Driver) -> None:
    own = {"extra_headers": {"authorization": "Own x"}}
    found = called(drive, (("bearer",),), call=own)
    assert found.headers["authorization"] == "Own x"


def test_a_secret_may_come_from_a_function(drive: Driver) -> None:
    found = called(drive, (("basic",),), user="me", password=lambda: PASSWORD)
    assert found.headers["authorization"] == f"Basic {BASIC}"


@pytest.mark.parametrize("secret", [PASSWORD, BASIC])
def test_what_a_server_repeats_is_not_shown(drive: Driver, secret: str) -> None:
    operation: Operation[Any, Any] = Operation("GET", "/", same, security=(("basic",),))
    reply = response(401, f"not {secret}!".encode())
    with Loopback(reply) as server:
        made = client(drive, server.url, user="me", password=PASSWORD)
        with pytest.raises(SDKError) as caught:
            drive.run(made._make(operation, "parsed", None))
    assert secret not in f"{caught.value!r} {vars(caught.value)}"


def test_a_server_of_an_operations_own(drive: Driver) -> None:
    with Loopback(json_response({})) as server:
        made = client(drive, "http://127.0.0.1:9/v1")
        made._is_moved = False
        for own in (f"{server.url}/v2", f"http://127.0.0.1:{server.port}/v2/"):
            operation: Operation[Any, Any] = Operation(
                "GET", "/a", same, security=(), server=own
            )
            drive.run(made._make(operation, "parsed", None))
    assert [request.target for request in server.requests] == ["/v2/a", "/v2/a"]


def test_an_address_with_variables(drive: Driver) -> None:
    made = client(drive, "http://127.0.0.1:9")
    facts = made._facts._replace(
        base_url="https://{region}.example.org/{version}",
        variables={
            "region": Variable("region", "eu"),
            "version_": Variable("version", "v1"),
        },
    )
    made._facts, made.region, made.version_, made.base_url = facts, None, "v2", None
    made._settle()
    assert made.base_url == "https://eu.example.org/v2"
    copied = drive.timed(made._with(None, region="us"))
    assert copied.base_url == "https://us.example.org/v2"
    moved = drive.timed(copied._with(None, base_url="http://127.0.0.1:9/x"))
    assert moved.base_url == "http://127.0.0.1:9/x"
    again = drive.timed(moved._with(None, region="asia"))
    assert again.base_url == "http://127.0.0.1:9/x"
