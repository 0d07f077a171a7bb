"""What is tried again, how often, and after which wait."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, formatdate

import pytest
from driver import NOW, Driver
from loopback import Loopback
from replies import json_response, response
from subject import APIStatusError, InternalServerError

GOOD = json_response({"ok": True})


def date(seconds: float) -> str:
    """A date of HTTP, so many seconds from now."""
    return formatdate(NOW + seconds, usegmt=True)


def in_zone(seconds: float, hours: int) -> str:
    """The same moment, written in another time zone."""
    zone = timezone(timedelta(hours=hours))
    return format_datetime(datetime.fromtimestamp(NOW + seconds, zone))


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 599])
def test_these_statuses_are_tried_again(drive: Driver, status: int) -> None:
    with Loopback(response(status), response(status), GOOD) as server:
        answer = drive.send(drive.client(server.url), body={"n": 1})
    assert answer.json() == {"ok": True}
    assert answer.retries_taken == 2
    assert [request.body for request in server.requests] == [b'{"n":1}'] * 3
    assert drive.clock.waits == [0.5, 1.0]


@pytest.mark.parametrize("status", [300, 304, 400, 401, 403, 404, 418, 422, 499])
def test_other_statuses_are_not(drive: Driver, status: int) -> None:
    with Loopback(response(status), GOOD) as server:
        error = drive.failure(drive.client(server.url), APIStatusError)
    assert error.status_code == status
    assert len(server.requests) == 1
    assert drive.clock.waits == []


def test_a_success_is_never_tried_again(drive: Driver) -> None:
    with Loopback(json_response(1, 200, {"x-should-retry": "true"})) as server:
        answer = drive.send(drive.client(server.url))
    assert answer.retries_taken == 0
    assert len(server.requests) == 1


@pytest.mark.parametrize("retries", [0, 1, 2, 5])
def test_the_last_failure_is_raised(drive: Driver, retries: int) -> None:
    replies = [response(500 + number) for number in range(retries + 1)]
    with Loopback(*replies, GOOD) as server:
        error = drive.failure(drive.client(server.url, max_retries=retries))
    assert type(error) is InternalServerError
    assert error.status_code == 500 + retries
    assert len(server.requests) == 1 + retries
    assert len(drive.clock.waits) == retries


def test_two_retries_are_the_default(drive: Driver) -> None:
    with Loopback(response(500)) as server:
        drive.failure(drive.client(server.url))
    assert len(server.requests) == 3


def test_a_copy_of_the_client_has_its_own_count(drive: Driver) -> None:
    with Loopback(response(500)) as server:
        made = drive.client(server.url, max_retries=0)
        copied = drive.timed(made.with_options(max_retries=1))
        drive.failure(copied)
        assert len(server.requests) == 2
        drive.failure(made)
    assert len(server.requests) == 3


def test_there_may_be_no_end_of_retries(drive: Driver) -> None:
    with Loopback(*[response(503)] * 12, GOOD) as server:
        answer = drive.send(drive.client(server.url, max_retries=math.inf))
    assert answer.retries_taken == 12
    assert drive.clock.waits == [0.5, 1.0, 2.0, 4.0] + [8.0] * 8


def test_up_to_a_quarter_of_a_wait_is_left_to_chance(drive: Driver) -> None:
    drive.clock.chance = 1.0
    with Loopback(response(503)) as server:
        drive.failure(drive.client(server.url, max_retries=6))
    assert drive.clock.waits == [0.375, 0.75, 1.5, 3.0, 6.0, 6.0]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "1.5"}, 0.0015),
        ({"retry-after": "3"}, 3.0),
        ({"Retry-After": "0.125"}, 0.125),
        ({"retry-after": "60"}, 60.0),
        ({"retry-after": date(20)}, 20.0),
        ({"retry-after": in_zone(40, 9)}, 40.0),
        ({"retry-after-ms": "250", "retry-after": "3"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "3"}, 3.0),
    ],
)
def test_the_server_may_order_the_wait(
    drive: Driver, headers: dict[str, str], wait: float
) -> None:
    drive.clock.chance = 1.0
    with Loopback(response(429, headers=headers), GOOD) as server:
        drive.send(drive.client(server.url))
    assert drive.clock.waits == [wait]


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after-ms": "0"},
        {"retry-after-ms": "-250"},
        {"retry-after-ms": "nan"},
        {"retry-after-ms": "60001"},
        {"retry-after": "0"},
        {"retry-after": "-1"},
        {"retry-after": "60.001"},
        {"retry-after": "86400"},
        {"retry-after": "1e400"},
        {"retry-after": "nan"},
        {"retry-after": "inf"},
        {"retry-after": "-inf"},
        {"retry-after": ""},
        {"retry-after": "soon"},
        {"retry-after": "Fri, 99 Nov 9999 99:99:99 GMT"},
        {"retry-after": "Fri, 01 Jan 0000 00:00:00 GMT"},
        {"retry-after": date(-20)},
        {"retry-after": date(0)},
        {"retry-after": date(61)},
    ],
)
def test_an_order_without_reason_is_not_followed(
    drive: Driver, headers: dict[str, str]
) -> None:
    with Loopback(response(429, headers=headers), GOOD) as server:
        drive.send(drive.client(server.url))
    assert drive.clock.waits == [0.5]


def test_a_wait_that_was_ordered_counts_as_a_retry(drive: Driver) -> None:
    ordered = response(503, headers={"retry-after": "7"})
    with Loopback(ordered, response(503), ordered, response(503), GOOD) as server:
        drive.send(drive.client(server.url, max_retries=4))
    assert drive.clock.waits == [7.0, 1.0, 7.0, 4.0]


@pytest.mark.parametrize("status", [300, 400, 401, 404, 418])
def test_the_server_may_ask_for_a_retry(drive: Driver, status: int) -> None:
    asking = response(status, headers={"x-should-retry": "true"})
    with Loopback(asking, asking, GOOD) as server:
        answer = drive.send(drive.client(server.url))
    assert answer.retries_taken == 2
    assert drive.clock.waits == [0.5, 1.0]


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_the_server_may_forbid_a_retry(drive: Driver, status: int) -> None:
    forbidding = response(status, headers={"x-should-retry": "false"})
    with Loopback(forbidding, GOOD) as server:
        error = drive.failure(drive.client(server.url))
    assert error.status_code == status
    assert drive.clock.waits == []


def test_other_words_on_retries_mean_nothing(drive: Driver) -> None:
    for word in ("", "maybe", "1"):
        with Loopback(
            response(503, headers={"x-should-retry": word}),
            response(404, headers={"x-should-retry": word}),
            GOOD,
        ) as server:
            error = drive.failure(drive.client(server.url))
        assert error.status_code == 404
        assert len(server.requests) == 2


def test_retries_reuse_the_connection(drive: Driver) -> None:
    with Loopback(response(503, b"x" * 100_000), GOOD) as server:
        drive.send(drive.client(server.url))
    assert server.connections == 1
