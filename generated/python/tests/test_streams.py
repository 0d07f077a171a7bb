"""What event streams give: items, or an error of this package."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from driver import Driver
from listening import all_heard, following, heard, opened
from loopback import Loopback
from replies import cut, events, events_until_closed, head, response
from subject import END, REQUEST_ID, APIConnectionError, AsyncStream, Stream

KIND = {"content-type": "text/event-stream"}
BOM = b"\xef\xbb\xbf"
A, B = b'data: {"n": 1}\n\n', b'data: {"n": 2}\n\n'
ONE, TWO = {"n": 1}, {"n": 2}
LAST = b"" if END is None else f"data: {END}\n\n".encode()
STREAMS: dict[str, tuple[bytes, list[Any]]] = {
    "nothing": (b"", []),
    "two events": (A + B, [ONE, TWO]),
    "a byte order mark": (BOM + A + B, [ONE, TWO]),
    "CR": ((A + B).replace(b"\n", b"\r"), [ONE, TWO]),
    "CRLF": ((A + B).replace(b"\n", b"\r\n"), [ONE, TWO]),
    "comments": (b":\n\n: hello\n\n" + A + b": on\n\n:\n" + B, [ONE, TWO]),
    "empty lines": (b"\n\n\n" + A + b"\n\n" + B + b"\n", [ONE, TWO]),
    "no data": (b"event: ping\n\n" + A + b"event: ping\nid: 1\n\n", [ONE]),
    "empty data": (b"data:\n\n" + A + b"event: ping\ndata: \n\n" + B, [ONE, TWO]),
    "JSON of several lines": (b'data: {\ndata:  "n":\ndata: 1\ndata: }\n\n', [ONE]),
    "names that nobody knows": (b"event: new\n" + A + b"event: b\n" + B, [ONE, TWO]),
    "other fields": (b"id: 7\nretry: 1\nfield\nfield: x\n" + A, [ONE]),
    "no objects": (b"data: 1\n\ndata: null\n\ndata: [false]\n\n", [1, None, [False]]),
    "characters": ('data: "é€😀\u2028\\u2028"\n\n'.encode(), ["é€😀\u2028\u2028"]),
    "broken UTF-8": (b'data: "a\xff\xe2\x82b"\n\n', ["a\ufffd\ufffdb"]),
    "an event that has not ended": (A + b'data: {"n": 2}\n', [ONE]),
    "a line that has not ended": (A + b'data: {"n"', [ONE]),
    "what is no error": (b'data: {"error": null}\n\n', [{"error": None}]),
    "the last word": (A + LAST + (B + b"data: {\n\n" if LAST else b""), [ONE]),
}
PICTURE = "iVBORw0K" * 180
BLOCKS: list[tuple[bytes, list[Any]]] = [
    (b": hello\n\n", []),
    (b'event: created\ndata: {"n": 1}\n\n', [ONE]),
    (b'data: {\rdata: "n": 2\rdata: }\r\r', [TWO]),
    (b"event: ping\r\n\r\n", []),
    (
        f'id: 1\r\ndata: {{"b64_json": "{PICTURE}"}}\r\n\r\n'.encode(),
        [{"b64_json": PICTURE}],
    ),
    (
        'event:é\ndata:{"text":"größer als 10 €: 😀😀"}\n\n'.encode(),
        [{"text": "größer als 10 €: 😀😀"}],
    ),
    (b"data: [1, 2, 3]\n\r\n", [[1, 2, 3]]),
    (
        b'retry: 1000\n:\nunknown: x\ndata: {"usage": {"total": '
        + b"7" * 300
        + b"}}\n\n",
        [{"usage": {"total": int("7" * 300)}}],
    ),
    (b"event: completed\rdata: {}\r\r", [{}]),
]
TAIL = LAST + b": bye\n\n"
STREAM = BOM + b"".join(block for block, _ in BLOCKS) + TAIL
ITEMS = [item for _, items in BLOCKS for item in items]


@pytest.mark.parametrize(("stream", "items"), STREAMS.values(), ids=STREAMS)
def test_a_stream_gives_these_items(
    drive: Driver, stream: bytes, items: list[Any]
) -> None:
    single = [stream[place : place + 1] for place in range(len(stream))]
    replies = [
        events(stream),
        events(*single),
        response(200, stream, KIND),
        events_until_closed(stream),
        events_until_closed(*single),
    ]
    with Loopback(*replies) as server:
        made = drive.client(server.url, max_retries=0)
        found = all_heard(drive, made, len(replies))
    assert found == [(items, None)] * len(replies)


def test_a_stream_split_anywhere_gives_the_same_items(drive: Driver) -> None:
    assert len(STREAM) > 2000
    inner = STREAM.removeprefix(BOM).removesuffix(TAIL)
    halves = [(inner[:place], inner[place:]) for place in range(len(inner))]
    ends = [*range(50), *range(len(STREAM) - 50, len(STREAM))]
    replies = [
        events(*(half for pair in halves for half in pair)),
        *(events(STREAM[:place], STREAM[place:]) for place in ends),
    ]
    with Loopback(*replies) as server:
        made = drive.client(server.url, max_retries=0)
        first, *others = all_heard(drive, made, len(replies))
    assert first.error is None
    assert len(first.items) == len(ITEMS) * len(halves)
    for place in range(len(halves)):
        start = place * len(ITEMS)
        assert first.items[start : start + len(ITEMS)] == ITEMS, halves[place]
    for place, found in zip(ends, others, strict=True):
        assert found == (ITEMS, None), place


@pytest.mark.parametrize("framing", ["chunks", "a length", "the connection"])
def test_a_stream_cut_anywhere_gives_the_items_before(
    drive: Driver, framing: str
) -> None:
    """Every byte is cut behind, the framings take turns."""
    edges = [*range(0, len(STREAM), 89), len(STREAM)]
    turn, whole = {
        "chunks": (0, events(*(STREAM[a:b] for a, b in pairwise(edges)))),
        "a length": (1, response(200, STREAM, KIND)),
        "the connection": (2, head(200, KIND) + STREAM),
    }[framing]
    body = whole.partition(b"\r\n\r\n")[2]
    keeps = range(turn, len(body), 3)
    with Loopback(*(cut(whole, keep) for keep in keeps)) as server:
        made = drive.client(server.url, max_retries=0)
        found = all_heard(drive, made, len(keeps))
    known = 0
    for keep, (items, error) in zip(keeps, found, strict=True):
        assert items == ITEMS[: len(items)], keep
        assert known <= len(items), keep
        known = len(items)
        if framing == "the connection" or (LAST and items == ITEMS and not error):
            assert error is None, keep
        else:
            assert isinstance(error, APIConnectionError), keep
            assert error.__cause__ is not None
    assert known == len(ITEMS)
    assert len(server.requests) == len(keeps)


def test_an_event_of_20_mb_comes_whole(drive: Driver) -> None:
    text = "iVBORw0K" * (20 * 2**17)
    stream = f'data: {{"b64_json": "{text}"}}\n\n'.encode() + A
    pieces = [stream[place : place + 10**6] for place in range(0, len(stream), 10**6)]
    replies = [response(200, stream, KIND), events(*pieces)]
    with Loopback(*replies) as server:
        found = all_heard(drive, drive.client(server.url), len(replies))
    assert found == [([{"b64_json": text}, ONE], None)] * len(replies)


def test_streams_of_one_client_do_not_mix(drive: Driver) -> None:
    with Loopback(events(A, A, A), events(B, B)) as server:
        made = drive.client(server.url)
        one, two = opened(drive, made), opened(drive, made)
        for _ in range(2):
            assert following(drive, one) == ONE
            assert following(drive, two) == TWO
        assert heard(drive, two) == ([], None)
        assert heard(drive, one) == ([ONE], None)


def test_a_stream_says_what_it_is_read_from(drive: Driver) -> None:
    with Loopback(events(A, headers={REQUEST_ID or "x": "req-1"})) as server:
        made = drive.client(server.url)
        answer = drive.send(made, body={"n": 1}, stream=True)
        stream = answer.parse()
        assert isinstance(stream, AsyncStream if drive.is_async else Stream)
        assert stream is answer.parse()
        assert stream.response is answer.http_response
        assert stream.request_id == answer.request_id
        assert answer.request_id == ("req-1" if REQUEST_ID else None)
        assert (answer.status_code, answer.is_closed) == (200, False)
        assert heard(drive, stream) == ([ONE], None)
        assert answer.is_closed
    assert server.requests[0].headers["accept"] == "text/event-stream"
    assert server.requests[0].json() == {"n": 1}
