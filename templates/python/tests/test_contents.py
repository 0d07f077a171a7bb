"""Answers that are not simply JSON: by status, binary, of no declared kind, line by
line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from driver import Driver
from listening import heard
from loopback import Loopback
from replies import chunked, events, head, json_response, response
from subject import (
    APIResponseValidationError,
    BinaryContent,
    LineDecoder,
    Operation,
    same,
)


def answer_to(drive: Driver, operation: Operation[Any, Any], reply: bytes) -> Any:
    with Loopback(reply) as server:
        made = drive.client(server.url, validate="off")
        return drive.run(made._make(operation, "parsed", None))


def test_a_status_tells_the_answer(drive: Driver) -> None:
    operation: Operation[Any, Any] = Operation(
        *("GET", "/a", lambda value: ("200", value)),
        others={"201": ("json", lambda value: ("201", value)), "202": ("text", same)},
        may_be_empty=True,
    )
    assert answer_to(drive, operation, json_response(1)) == ("200", 1)
    assert answer_to(drive, operation, json_response(1, 201)) == ("201", 1)
    assert answer_to(drive, operation, response(202, b"later")) == "later"
    assert answer_to(drive, operation, json_response(1, 203)) == ("200", 1)
    assert answer_to(drive, operation, response(204)) is None


def test_a_binary_answer(drive: Driver, tmp_path: Path) -> None:
    operation: Operation[Any, Any] = Operation("GET", "/a", same, answer="bytes")
    kind = {"content-type": "image/png"}
    found = answer_to(drive, operation, response(200, b"\0" * 10, kind))
    assert isinstance(found, BinaryContent)
    assert found.read() == found.content == bytes(found) == b"\0" * 10
    assert [len(piece) for piece in found.iter_bytes(4)] == [4, 4, 2]
    assert (found.content_type, len(found)) == ("image/png", 10)
    assert repr(found) == "<BinaryContent image/png, 10 bytes>"
    found.write_to_file(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == b"\0" * 10


@pytest.mark.parametrize(
    ("kind", "content", "wanted"),
    [
        ("application/json", b"[1]", [1]),
        ("application/problem+json; charset=utf-8", b"[1]", [1]),
        ("text/csv", b"a,b", "a,b"),
        ("application/json", b"", None),
        ("", b"", None),
    ],
)
def test_what_is_not_declared_tells_itself(
    drive: Driver, kind: str, content: bytes, wanted: Any
) -> None:
    operation: Operation[Any, Any] = Operation("GET", "/a", same, answer="any")
    reply = response(200, content, {"content-type": kind} if kind else {})
    assert answer_to(drive, operation, reply) == wanted


def test_what_tells_nothing_is_binary(drive: Driver) -> None:
    operation: Operation[Any, Any] = Operation("GET", "/a", same, answer="any")
    found = answer_to(drive, operation, response(200, b"\0"))
    assert isinstance(found, BinaryContent)


LINES: Operation[Any, Any] = Operation(
    "GET", "/a", same, answer="lines", read_event=same, lines="application/x-ndjson"
)


def streamed(*chunks: bytes, kind: str = "application/x-ndjson") -> bytes:
    headers = {"content-type": kind, "transfer-encoding": "chunked"}
    return head(200, headers) + chunked(*chunks)


def test_json_lines(drive: Driver) -> None:
    chunks = (b'{"a":', b'1}\r\n\n[2]\n"\xc3', b'\xa9"\n', b"3")
    with Loopback(streamed(*chunks)) as server:
        made = drive.client(server.url)
        found = heard(drive, drive.run(made._make(LINES, "parsed", None)))
    assert found.error is None
    assert found.items == [{"a": 1}, [2], "\u00e9", 3]
    assert server.requests[0].headers["accept"] == "application/x-ndjson"


def test_a_line_that_is_no_json_raises(drive: Driver) -> None:
    with Loopback(streamed(b"1\nx\n2\n")) as server:
        made = drive.client(server.url)
        found = heard(drive, drive.run(made._make(LINES, "parsed", None)))
    assert found.items == [1]
    assert isinstance(found.error, APIResponseValidationError)


def test_a_line_that_is_too_large_raises(drive: Driver) -> None:
    with Loopback(streamed(b"1\n", b'"' + b"x" * 100, b'"\n')) as server:
        made = drive.client(server.url, max_event_size=50)
        found = heard(drive, drive.run(made._make(LINES, "parsed", None)))
    assert found.items == [1]
    assert isinstance(found.error, APIResponseValidationError)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_lines_however_they_are_cut(size: int) -> None:
    whole = '\ufeff{"a":"\u00e9"}\r\n\x1e2\n\n  \n3'.encode()
    decoder = LineDecoder(1000)
    found = [
        event.data
        for start in range(0, len(whole), size)
        for event in decoder.feed(whole[start : start + size])
    ]
    found += [event.data for event in decoder.rest()]
    assert found == ['{"a":"\u00e9"}', "2", "3"]


@pytest.mark.parametrize(
    ("data", "items"),
    [("text", ["a {1}", "null", "2"]), ("either", ["a {1}", None, 2])],
)
def test_items_may_be_texts(drive: Driver, data: Any, items: list[Any]) -> None:
    operations: list[Operation[Any, Any]] = [
        LINES._replace(data=data),
        Operation("GET", "/a", same, answer="events", read_event=same, data=data),
    ]
    for operation, reply in zip(
        operations,
        (
            streamed(b"a {1}\nnull\n2"),
            events(b"data: a {1}\n\n", b"data: null\n\ndata: 2\n\n"),
        ),
        strict=True,
    ):
        with Loopback(reply) as server:
            made = drive.client(server.url)
            found = heard(drive, drive.run(made._make(operation, "parsed", None)))
        assert (found.error, found.items) == (None, items)
