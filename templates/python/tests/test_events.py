"""The decoder of event streams by itself: bytes in, events out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from subject import EventDecoder

Events = list[tuple[str, str]]
BOM = b"\xef\xbb\xbf"
NO_LIMIT = 1 << 40
CASES: dict[str, tuple[bytes, Events]] = {
    # What is an event.
    "nothing": (b"", []),
    "one event": (b"data: a\n\n", [("message", "a")]),
    "two events": (b"data: a\n\ndata: b\n\n", [("message", "a"), ("message", "b")]),
    "several data lines": (b"data: a\ndata: b\ndata: c\n\n", [("message", "a\nb\nc")]),
    "empty data lines count": (b"data: a\ndata:\ndata\n\n", [("message", "a\n\n")]),
    "one empty data line": (b"data:\n\n", [("message", "")]),
    "many empty lines": (
        b"\n\ndata: a\n\n\n\n\ndata: b\n\n\n",
        [("message", "a"), ("message", "b")],
    ),
    # Names of events.
    "a named event": (b"event: ping\ndata: a\n\n", [("ping", "a")]),
    "a name after the data": (b"data: a\nevent: ping\n\n", [("ping", "a")]),
    "the last name holds": (b"event: a\nevent: b\ndata: x\n\n", [("b", "x")]),
    "an empty name is none": (b"event: a\nevent:\ndata: x\n\n", [("message", "x")]),
    "a name is forgotten": (
        b"event: a\ndata: x\n\ndata: y\n\n",
        [("a", "x"), ("message", "y")],
    ),
    "no data, no event": (b"event: ping\n\ndata: a\n\n", [("message", "a")]),
    # Fields.
    "no space": (b"event:a\ndata:x\n\n", [("a", "x")]),
    "one space is removed": (b"event:  a\ndata:  x\n\n", [(" a", " x")]),
    "no tab is removed": (b"data:\tx\n\n", [("message", "\tx")]),
    "spaces at the end stay": (b"data: x \n\n", [("message", "x ")]),
    "colons of the value stay": (b"data::x: y\n\n", [("message", ":x: y")]),
    "a field without a colon": (b"data\nevent\n\n", [("message", "")]),
    "no field of its own": (b"data x\ndata : y\nDATA: z\ndatas: a\n data: b\n\n", []),
    "id and retry": (b"id: 1\nretry: 5\ndata: a\n\nid\nretry\n\n", [("message", "a")]),
    "unknown fields": (b"data: a\nx: y\nx\n\n", [("message", "a")]),
    "comments": (b":\n: x\n:data: y\ndata: a\n:\n\n:\n\n", [("message", "a")]),
    "a null character": (b"data: a\0b\n\n", [("message", "a\0b")]),
    # Ends of lines.
    "CR": (b"data: a\rdata: b\r\rdata: c\r\r", [("message", "a\nb"), ("message", "c")]),
    "CRLF": (
        b"data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n",
        [("message", "a\nb"), ("message", "c")],
    ),
    "all ends mixed": (
        b"data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r",
        [("message", "a\nb\nc"), ("message", "d")],
    ),
    "LF and CR are two ends": (
        b"data: a\n\rdata: b\r\n\n",
        [("message", "a"), ("message", "b")],
    ),
    "other ends are none": (
        "data: a\v\f\x1c\x85\u2028\u2029b\n\n".encode(),
        [("message", "a\v\f\x1c\x85\u2028\u2029b")],
    ),
    # The end of the stream.
    "an event that has not ended": (b"data: a\n\ndata: b\n", [("message", "a")]),
    "a line that has not ended": (b"data: a\n\ndata: b", [("message", "a")]),
    "one CR that ends no event": (b"data: a\r\n", []),
    # Bytes that are no text.
    "UTF-8": ("event: é\ndata: €😀\n\n".encode(), [("é", "€😀")]),
    "a broken byte": (b"data: a\xffb\n\n", [("message", "a\ufffdb")]),
    "half a character ends with its line": (
        b"data: \xf0\x9f\x98\ndata: \xe2\x82\r\r",
        [("message", "\ufffd\n\ufffd")],
    ),
    "a surrogate": (b"data: \xed\xa0\x80\n\n", [("message", "\ufffd\ufffd\ufffd")]),
    "a byte order mark": (BOM + b"data: a\n\n", [("message", "a")]),
    "a byte order mark alone": (BOM, []),
    "two byte order marks": (BOM + BOM + b"data: a\n\ndata: b\n\n", [("message", "b")]),
    "a byte order mark inside": (
        b"data: " + BOM + b"a\n\n" + BOM + b"data: b\n\n",
        [("message", "\ufeffa")],
    ),
    "a byte order mark before an empty line": (
        BOM + b"\ndata: a\n\n",
        [("message", "a")],
    ),
    "half a byte order mark": (BOM[:2] + b"\ndata: a\n\n", [("message", "a")]),
}
BLOCKS = [case.removeprefix(BOM) + b"\r\n\n" for case, _ in CASES.values()]
STREAM = BOM + b"".join(BLOCKS) + b"data: " + b"QUJD" * 300 + b"\r\n\r\n"
FRAGMENTS = [
    *(b"data", b"event", b"id", b"x", b"data:", b"data: ", b"event: ", b": ", b":"),
    *(b"\n", b"\n", b"\r", b"\r\n", b"\n\n", b" ", b"\0", BOM, b"\xff", b"\xe2\x82"),
    *("é".encode(), "€".encode(), "😀".encode(), "\u2028".encode()),
]


def decoded(*chunks: bytes) -> Events:
    decoder = EventDecoder(NO_LIMIT)
    return [event for chunk in chunks for event in decoder.feed(chunk)]


def by_regex(stream: bytes) -> Events:
    """The same rules, written for a whole text."""
    text = stream.decode("utf-8", "replace").removeprefix("\ufeff")
    *blocks, _ = re.sub("\r\n?", "\n", text).split("\n\n")
    found = []
    for block in blocks:
        names = re.findall("^event(?:: ?(.*))?$", block, re.MULTILINE)
        lines = re.findall("^data(?:: ?(.*))?$", block, re.MULTILINE)
        if lines:
            found.append(("".join(names[-1:]) or "message", "\n".join(lines)))
    return found


def random_streams(count: int) -> Iterator[tuple[bytes, random.Random]]:
    for seed in range(count):
        chance = random.Random(seed)
        fragments = chance.choices(FRAGMENTS, k=chance.randrange(200))
        yield b"".join(fragments), chance


def pieces(stream: bytes, chance: random.Random) -> list[bytes]:
    """The stream in pieces, some of them empty."""
    cuts = chance.choices(range(len(stream) + 1), k=chance.randrange(30))
    places = sorted([0, *cuts, len(stream)])
    return [stream[a:b] for a, b in pairwise(places)]


@pytest.mark.parametrize(("stream", "events"), CASES.values(), ids=CASES)
def test_a_stream_gives_these_events(stream: bytes, events: Events) -> None:
    assert decoded(stream) == events
    assert by_regex(stream) == events


@pytest.mark.parametrize(("stream", "events"), CASES.values(), ids=CASES)
def test_cuts_change_nothing(stream: bytes, events: Events) -> None:
    single = [stream[place : place + 1] for place in range(len(stream))]
    assert decoded(*single) == events
    for first in range(len(stream) + 1):
        for second in range(first, len(stream) + 1):
            cut = stream[:first], stream[first:second], stream[second:]
            assert decoded(*cut) == events, cut


def test_a_long_stream_cut_anywhere_gives_the_same_events() -> None:
    events = by_regex(STREAM)
    assert len(STREAM) > 2000 and len(events) > 40
    assert decoded(STREAM) == events
    assert decoded(*(bytes([byte]) for byte in STREAM)) == events
    for cut in range(len(STREAM) + 1):
        assert decoded(STREAM[:cut], STREAM[cut:]) == events, cut


def test_a_long_stream_that_ends_early_gives_the_events_before() -> None:
    events = by_regex(STREAM)
    found = [decoded(STREAM[:cut]) for cut in range(len(STREAM) + 1)]
    assert all(some == events[: len(some)] for some in found)
    assert sorted(found, key=len) == found


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"], ids=["LF", "CR", "CRLF"])
def test_every_end_of_line_gives_the_same_events(end: bytes) -> None:
    lines = re.sub(rb"\r\n?", b"\n", STREAM)
    stream = lines.replace(b"\n", end)
    events = by_regex(STREAM)
    for cut in range(len(stream) + 1):
        assert decoded(stream[:cut], stream[cut:]) == events, cut


def test_random_streams_in_random_pieces() -> None:
    several = 0
    for stream, chance in random_streams(3000):
        events = by_regex(stream)
        several += len(events) > 1
        assert decoded(stream) == events, stream
        assert decoded(*pieces(stream, chance)) == events, stream
    assert several > 1000


@pytest.mark.parametrize("end", [b"\n", b"\r"], ids=["LF", "CR"])
def test_an_event_does_not_wait_for_the_next_chunk(end: bytes) -> None:
    decoder = EventDecoder(NO_LIMIT)
    for text in ("a", "b", "c"):
        assert [*decoder.feed(f"data: {text}".encode() + end)] == []
        assert [*decoder.feed(end)] == [("message", text)]


def test_an_lf_after_a_cr_is_no_end_of_its_own() -> None:
    decoder = EventDecoder(NO_LIMIT)
    assert [*decoder.feed(b"data: a\r\n\r")] == [("message", "a")]
    assert [*decoder.feed(b"\ndata: b\r")] == []
    assert [*decoder.feed(b"")] == []
    assert [*decoder.feed(b"\n")] == []
    assert [*decoder.feed(b"\n")] == [("message", "b")]


def test_events_of_20_mb_come_whole() -> None:
    text = "".join(random.Random(1).choices("ABCDEFGH", k=1000)) * 20_000
    stream = f"event: a\ndata: {text}\n\ndata: {text}€\ndata: b\n\n".encode()
    chunks = [stream[at : at + 65536] for at in range(0, len(stream), 65536)]
    assert decoded(*chunks) == [("a", text), ("message", f"{text}€\nb")]


def test_a_name_may_be_long() -> None:
    name = "partial" * 10_000
    stream = f"data: a\nevent: {name}\n\n".encode()
    chunks = [stream[at : at + 6000] for at in range(0, len(stream), 6000)]
    assert decoded(*chunks) == [(name, "a")]


def test_many_small_events_come_in_one_chunk() -> None:
    assert decoded(b"event: a\ndata: b\n\n" * 50_000) == [("a", "b")] * 50_000
