"""How much an event may hold: its lines together, each without its end."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable, Iterator

import pytest
from subject import EventDecoder, EventTooLarge

Events = list[tuple[str, str]]


def decode(chunks: Iterable[bytes], found: Events, limit: int) -> None:
    """Keeps what was found, also when the decoder raises."""
    decoder = EventDecoder(limit)
    for chunk in chunks:
        for event in decoder.feed(chunk):
            found.append(event)


def decoded(*chunks: bytes, limit: int) -> Events:
    found: Events = []
    decode(chunks, found, limit)
    return found


@pytest.mark.parametrize(
    "event",
    [
        b"data: 0123456789",
        b"data: 0123\ndata: ",
        b"event: a\ndata: 01",
        "data: €€€1".encode(),
        b"data: \xff\xff\xff1",
        b"data: 0\n: 123456\nid: 9",
        b"data: 0\n:\nid\ndata: 012",
        b": 01234567890123",
        b"id: 012345678901",
        b"0123456789012345",
        b"event: a\nevent: b",
    ],
)
def test_an_event_as_large_as_it_may_be(event: bytes) -> None:
    stream = event + b"\n\ndata: b\n\n"
    whole = decoded(stream, limit=1000)
    for cut in range(len(stream)):
        assert decoded(stream[:cut], stream[cut:], limit=16) == whole


@pytest.mark.parametrize(
    "event",
    [
        b"data: 0123456789A",
        b"data: 0123\ndata: 1",
        b"event: a\ndata: 012",
        "data: €€€12".encode(),
        b"data: 0\n: 12345678",
        b"data: 0\n:\nid\ndata: 0123",
        b": 012345678901234",
        b"id: 0123456789012",
        b"01234567890123456",
        b"event: a\nevent: bc",
    ],
)
def test_an_event_of_one_byte_more(event: bytes) -> None:
    stream = b"data: before\n\n" + event + b"\n\ndata: after\n\n"
    for cut in range(len(stream)):
        found: Events = []
        with pytest.raises(EventTooLarge, match="more than 16 bytes"):
            decode([stream[:cut], stream[cut:]], found, limit=16)
        assert found == [("message", "before")]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (b"data: ", b"a"),
        (b"data: ", b"ab" * 500),
        (b"data: ", "é".encode()),
        (b": ", b"abc"),
        (b"retry: ", b"1"),
        (b"x", b"x"),
        (b"", b"data\n"),
        (b"", b"data: abc\r\n"),
        (b"", b"event: abc\n"),
    ],
)
def test_what_never_ends_is_not_held(first: bytes, again: bytes) -> None:
    limit, found, fed = 20_000, Events(), 0

    def endless() -> Iterator[bytes]:
        nonlocal fed
        yield first
        while fed <= 2 * limit:
            fed += len(again)
            yield again

    tracemalloc.start()
    try:
        with pytest.raises(EventTooLarge):
            decode(endless(), found, limit)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == []
    assert fed < 1.5 * limit
    assert most < 2 * limit


def test_what_is_not_held_does_not_count() -> None:
    decoder = EventDecoder(20)
    assert [*decoder.feed(b"event: a\ndata: b\n")] == []
    for _ in range(1000):
        assert [*decoder.feed(b": c\nid: 1\nx\n")] == []
    assert [*decoder.feed(b"\n")] == [("a", "b")]
    for _ in range(1000):
        assert [*decoder.feed(b"\nevent: ping\n\n:\n")] == []
