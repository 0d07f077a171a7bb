"""The data of event streams, by the rules of the HTML standard (9.2.6), and of lines
of JSON. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ENDS = re.compile("\r\n|\r|\n")


class Event(NamedTuple):
    """One event; `name` is "message" where the stream names none."""

    name: str
    data: str


def events(stream: bytes) -> Iterator[Event]:
    """The events of a stream that was read to its end. What no empty line ends is none,
    and an event without data is skipped."""
    name, data = "", list[str]()
    *lines, _ = _ENDS.split(stream.decode("utf-8-sig", "replace"))
    for line in lines:
        if not line:
            if data:
                yield Event(name or "message", "\n".join(data))
            name, data = "", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            data.append(value)
        elif field == "event":
            name = value


def lines(stream: bytes) -> Iterator[Event]:
    """The lines of JSON of a stream; empty ones keep the connection alive only."""
    for line in stream.decode("utf-8-sig", "replace").split("\n"):
        text = line.strip(" \t\r\x1e")
        if text:
            yield Event("message", text)
