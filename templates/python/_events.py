"""Event streams, read by the rules of the HTML standard (9.2.6). No I/O.

An event may be megabytes of base64 in one line, or one of a million short lines. So the
ends of lines are searched, not stepped to; no text is searched twice; and the pieces of
an event are put together once, when it ends.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final, NamedTuple

_SHORT: Final = 4096
"""A piece below this length grows, so that a slow stream does not become a long list."""


class Event(NamedTuple):
    """One event. `event` is "message" where the stream names none."""

    event: str
    data: str


class EventTooLarge(ValueError):
    """An event, or a line that does not end, is larger than the decoder may hold."""


class EventDecoder:
    """Turns the chunks of one stream, however they are cut, into events.

    The end of a stream ends no event: what follows the last empty line is dropped.
    `limit` is in bytes: of the lines that make up an event, the unfinished one included.
    """

    __slots__ = (
        "_after_cr",
        "_data",
        "_decode",
        "_held",
        "_kept",
        "_limit",
        "_line",
        "_name",
    )

    def __init__(self, limit: int) -> None:
        # This codec skips one byte order mark, also one that comes in pieces.
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._after_cr = False
        self._line: list[str] = []  # an unfinished line, in pieces
        self._data: list[str] = []  # in pieces; empty if no field of that name came
        self._name = ""
        self._kept = 0  # bytes of the lines that name and data were read from
        self._held = 0  # the same and the bytes of the unfinished line
        self._limit = limit

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """The events that end in this chunk; to be read up before the next chunk.

        Raises EventTooLarge in its turn, after the events before it, so that what a
        stream gives does not depend on how it is cut.
        """
        text = self._with_plain_ends(self._decode(chunk))
        start = 0
        while (end := text.find("\n", start)) >= 0:
            line = text[start:end]
            start = end + 1
            if line or self._line:
                self._end_line(line)
                continue
            if self._data:
                yield Event(self._name or "message", "".join(self._data))
                self._data = []
            self._name = ""
            self._kept = self._held = 0
        if start < len(text):
            rest = text[start:]
            self._hold(rest)
            _add(self._line, rest)

    def _with_plain_ends(self, text: str) -> str:
        """CR and CRLF as LF. A CR that ends a chunk ends its line at once: an event
        does not wait for the next chunk to tell whether an LF follows."""
        if self._after_cr and text:
            self._after_cr = False
            text = text.removeprefix("\n")
        if "\r" in text:
            self._after_cr = text.endswith("\r")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def _hold(self, text: str) -> None:
        self._held += len(text) if text.isascii() else len(text.encode())
        if self._held > self._limit:
            raise EventTooLarge(f"an event of more than {self._limit} bytes")

    def _end_line(self, head: str) -> None:
        """Keep what the line says of the event, if anything.

        `id` and `retry` say how to connect again, which nothing here does. They go the
        way of comments, whose name is empty, and of fields that have no meaning.
        """
        self._hold(head)
        rest: list[str] = []
        if self._line:  # its first piece is the whole line, or longer than any name
            _add(self._line, head)
            (head, *rest), self._line = self._line, []
        name, _, value = head.partition(":")
        if name == "data":
            if self._data:
                _add(self._data, "\n")
            _add(self._data, value.removeprefix(" "))
            self._data += rest
        elif name == "event":
            self._name = "".join((value.removeprefix(" "), *rest))
        else:
            self._held = self._kept
        self._kept = self._held


def _add(pieces: list[str], text: str) -> None:
    if pieces and len(pieces[-1]) < _SHORT:
        pieces[-1] += text
    else:
        pieces.append(text)
