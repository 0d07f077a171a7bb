"""Multipart forms (RFC 7578): the parts of a body, in order."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from accordant.mock.refusals import Refusal

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

# It tells of what is wrong with forms, which their senders are told anyway.
logging.getLogger("python_multipart").addHandler(logging.NullHandler())

MOST = 1000
"""Parts of one form."""


class Part(NamedTuple):
    """A field of a form; a file has a name of its own."""

    name: str
    filename: str | None
    media: str
    data: bytes


class _Reader:
    """Collects parts from what the parser calls."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.data = bytearray()
        self.headers: dict[str, bytes] = {}
        self.name = self.value = b""
        self.ended = False

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self.begin,
            "on_part_data": self.more,
            "on_part_end": self.finish,
            "on_header_field": self.header_name,
            "on_header_value": self.header_value,
            "on_header_end": self.header_end,
            "on_end": self.end,
        }

    def begin(self) -> None:
        self.data, self.headers = bytearray(), {}

    def more(self, data: bytes, start: int, end: int) -> None:
        self.data += data[start:end]

    def header_name(self, data: bytes, start: int, end: int) -> None:
        self.name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self.value += data[start:end]

    def header_end(self) -> None:
        self.headers[self.name.decode("latin-1").lower()] = self.value
        self.name = self.value = b""

    def end(self) -> None:
        self.ended = True

    def finish(self) -> None:
        if len(self.parts) == MOST:
            raise _broken(f"it has more than {MOST} parts")
        _, told = parse_options_header(self.headers.get("content-disposition", b""))
        if b"name" not in told:
            raise _broken("a part has no name")
        media, _ = parse_options_header(self.headers.get("content-type", b""))
        filename = told.get(b"filename")
        self.parts.append(
            Part(
                told[b"name"].decode("utf-8", "replace"),
                None if filename is None else filename.decode("utf-8", "replace"),
                media.decode("latin-1").lower(),
                bytes(self.data),
            )
        )


def parts_of(content_type: str, data: bytes) -> list[Part]:
    """The parts of a body. Raises Refusal (400)."""
    _, told = parse_options_header(content_type)
    boundary = told.get(b"boundary")
    if not boundary:
        raise _broken("its content type names no boundary")
    reader = _Reader()
    try:
        parser = MultipartParser(boundary, reader.callbacks())
        parser.write(data)
        parser.finalize()
    except FormParserError:
        raise _broken("its parts cannot be told apart") from None
    if not reader.ended:
        raise _broken("it breaks off before its last boundary")
    return reader.parts


def _broken(reason: str) -> Refusal:
    return Refusal(400, "invalid_form", f"the form cannot be read: {reason}")
