"""JSON Lines: one value a line, read as the events of a stream are. No I/O."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from ._events import Event, EventTooLarge

RECORD = "\x1e"
"""What may stand before a value (RFC 7464)."""


class LineDecoder:
    """Turns the chunks of one stream, however they are cut, into lines.

    Empty lines only keep the connection alive. The last line needs no end, but is given
    by `feed` only once it has one; `rest` is what stands behind the last end.
    """

    __slots__ = ("_decode", "_held", "_limit", "_line")

    def __init__(self, limit: int) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._line: list[str] = []  # an unfinished line, in pieces
        self._held = 0
        self._limit = limit

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """The lines that end in this chunk; to be read up before the next chunk."""
        *ended, rest = self._decode(chunk).split("\n")
        for text in ended:
            self._hold(text)
            line = "".join(self._line)
            self._line, self._held = [], 0
            yield from _event(line)
        if rest:
            self._hold(rest)

    def rest(self) -> Iterator[Event]:
        """The last line, if the stream ended without its end."""
        line, self._line = "".join(self._line), []
        yield from _event(line)

    def _hold(self, text: str) -> None:
        self._line.append(text)
        self._held += len(text) if text.isascii() else len(text.encode())
        if self._held > self._limit:
            raise EventTooLarge(f"a line of more than {self._limit} bytes")


def _event(line: str) -> Iterator[Event]:
    data = line.strip(f" \t\r{RECORD}")
    if data:
        yield Event("message", data)
