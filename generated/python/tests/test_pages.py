"""Answers that go on: each page is asked for when it is needed, and not before."""

from __future__ import annotations

from typing import Any

import pytest
from driver import Driver
from loopback import Loopback
from replies import json_response
from subject import AsyncPaginator, Operation, Pages, SDKError, same

CURSOR = Pages("cursor", "cursor", ("data",), ("meta", "next"))
AFTER = Pages("after", "after", ("data",), ("has_more",), last="id")
PAGE = Pages("page", "page", ("data",))
OFFSET = Pages("offset", "skip", (), in_body=True)
KINDS: list[tuple[Pages, list[Any], list[str]]] = [
    (
        CURSOR,
        [
            {"data": [{"id": 1}], "meta": {"next": "n 1"}},
            {"data": [{"id": 2}, {"id": 3}], "meta": {"next": None}},
        ],
        ["limit=2", "limit=2&cursor=n%201"],
    ),
    (
        AFTER,
        [
            {"data": [{"id": 1}, {"id": 2}], "has_more": True},
            {"data": [{"id": 3}], "has_more": False},
        ],
        ["limit=2", "limit=2&after=2"],
    ),
    (
        PAGE,
        [{"data": [{"id": 1}, {"id": 2}]}, {"data": [{"id": 3}]}, {"data": []}],
        ["limit=2", "limit=2&page=2", "limit=2&page=3"],
    ),
]


def looped(drive: Driver, found: Any, most: int = 10) -> list[Any]:
    """The items of a loop, which is left after so many."""
    items: list[Any] = []

    async def wait() -> None:
        async for item in found:
            items.append(item)
            if len(items) == most:
                break

    if drive.is_async:
        drive.run(wait())
        return items
    for item in found:
        items.append(item)
        if len(items) == most:
            break
    return items


def asked(drive: Driver, made: Any, pages: Pages, **options: Any) -> Any:
    operation: Operation[Any, Any] = Operation("GET", "/things", same, pages=pages)
    options.setdefault("query", {"limit": 2})
    return drive.run(
        made._make(operation, "parsed", options.pop("body", None), **options)
    )


@pytest.mark.parametrize(("pages", "answers", "queries"), KINDS)
def test_items_of_all_pages(
    drive: Driver, pages: Pages, answers: list[Any], queries: list[str]
) -> None:
    with Loopback(*map(json_response, answers)) as server:
        page = asked(drive, drive.client(server.url), pages)
        assert len(server.requests) == 1
        assert page.answer == answers[0]
        assert page.data == answers[0]["data"]
        assert page.has_next_page()
        assert len(server.requests) == 1
        assert [item["id"] for item in looped(drive, page)] == [1, 2, 3]
    assert [request.query for request in server.requests] == queries


def test_a_loop_that_is_left_asks_for_no_more(drive: Driver) -> None:
    _, answers, _ = KINDS[0]
    with Loopback(*map(json_response, answers)) as server:
        page = asked(drive, drive.client(server.url), CURSOR)
        assert looped(drive, page, most=1) == [{"id": 1}]
        assert len(server.requests) == 1


def test_an_offset_in_the_body(drive: Driver) -> None:
    with Loopback(*map(json_response, ([1, 2], [3], []))) as server:
        made = drive.client(server.url, validate="off")
        page = asked(drive, made, OFFSET, body={"take": 2}, query={})
        assert looped(drive, page) == [1, 2, 3]
    assert [request.json() for request in server.requests] == [
        {"take": 2},
        {"take": 2, "skip": 2},
        {"take": 2, "skip": 3},
    ]


def test_it_goes_on_from_what_was_given(drive: Driver) -> None:
    with Loopback(*map(json_response, ({"data": [1]}, {"data": []}))) as server:
        given = {"extra_query": {"page": 7, "x": 1}}
        page = asked(drive, drive.client(server.url), PAGE, **given)
        assert looped(drive, page) == [1]
    assert [request.query for request in server.requests] == [
        "limit=2&page=7&x=1",
        "limit=2&page=8&x=1",
    ]


def test_the_last_page_says_so(drive: Driver) -> None:
    with Loopback(json_response({"data": [], "meta": {"next": "x"}})) as server:
        page = asked(drive, drive.client(server.url), CURSOR)
        assert not page.has_next_page()
        with pytest.raises(SDKError, match="this is the last page"):
            drive.run(page.get_next_page())


def test_a_cursor_that_stays_is_the_end(drive: Driver) -> None:
    with Loopback(json_response({"data": [1], "meta": {"next": "x"}})) as server:
        page = asked(drive, drive.client(server.url), CURSOR)
        assert looped(drive, page) == [1, 1]
    assert len(server.requests) == 2


@pytest.mark.parametrize("answer", [None, [], {"data": None}, {"meta": 1}, "text"])
def test_an_answer_of_another_kind_has_no_items(drive: Driver, answer: Any) -> None:
    with Loopback(json_response(answer)) as server:
        page = asked(drive, drive.client(server.url), CURSOR)
    assert (page.data, page.has_next_page()) == ([], False)


def test_an_async_call_is_made_when_it_is_waited_for(drive: Driver) -> None:
    if not drive.is_async:
        pytest.skip("a plain call is made at once")
    _, answers, _ = KINDS[0]
    operation: Operation[Any, Any] = Operation("GET", "/things", same, pages=CURSOR)
    with Loopback(*map(json_response, answers)) as server:
        made = drive.client(server.url)
        found: Any = AsyncPaginator(lambda: made._make(operation, "parsed", None))
        assert server.connections == 0
        assert [item["id"] for item in looped(drive, found)] == [1, 2, 3]
