"""What a request carries: JSON, forms, files, text. Nothing is sent here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike, stat
from typing import Any, TypeAlias

from ._errors import ArgumentError
from ._files import is_file, parted
from ._model import UNSET, written
from ._operations import Part
from ._styles import FORM, Style, pairs, text

_SIZE = 65536
"""Bytes of a file that are read at a time."""

_BINARY = "application/octet-stream"
_AS_JSON = Part("application/json")
_PLAIN = Part()


class Pieces:
    """A body that is read while it is sent: bytes, and files from where they stand now.

    It can be read again from the start, for another try, if its files can be.
    """

    def __init__(self, parts: Iterable[Any]) -> None:
        self._parts = [(part, _place(part)) for part in parts]
        sizes = [_size(part, place) for part, place in self._parts]
        known = [size for size in sizes if size is not None]
        self.length = sum(known) if len(known) == len(sizes) else None

    def __iter__(self) -> Iterator[bytes]:
        for part, place in self._parts:
            if isinstance(part, PathLike):
                with open(part, "rb") as file:
                    yield from _read(file)
            elif isinstance(part, bytes | bytearray | memoryview):
                yield bytes(part)
            else:
                if place is not None:
                    part.seek(place)
                yield from _read(part)


Content: TypeAlias = bytes | Pieces


def _place(part: Any) -> int | None:
    """Where an open file stands; None if it cannot go back there."""
    try:
        return int(part.tell()) if part.seekable() else None
    except (AttributeError, OSError):
        return None


def _size(part: Any, place: int | None) -> int | None:
    """How many bytes a part has from its place on; None if that is not known."""
    if isinstance(part, bytes | bytearray | memoryview):
        return len(part)
    if isinstance(part, PathLike):
        try:
            return stat(part).st_size
        except OSError as error:
            raise ArgumentError(f"a file cannot be read: {error.strerror}") from error
    if place is None:
        return None
    end = part.seek(0, 2)
    part.seek(place)
    return max(int(end) - place, 0)


def _read(file: Any) -> Iterator[bytes]:
    while piece := file.read(_SIZE):
        if isinstance(piece, str):
            raise ArgumentError("a file must be open for reading bytes, not text")
        yield piece


def content_of(media: str, body: Any, parts: Mapping[str, Part]) -> tuple[str, Content]:
    """The media type of a body, and itself as it travels."""
    plain = media.partition(";")[0].strip().lower()
    if isinstance(body, dict) and plain.startswith("multipart/"):
        return _multipart(plain, body, parts)
    if isinstance(body, dict) and plain == "application/x-www-form-urlencoded":
        return media, _urlencoded(body, parts)
    if is_file(body):
        _, inside, own = parted(body)
        if own is None:
            own = _BINARY if "*" in media else media
        return own, inside if isinstance(inside, bytes) else Pieces([inside])
    if isinstance(body, str) and not (plain.endswith("json") or plain == "*/*"):
        return media, body.encode()
    return "application/json" if "*" in plain else media, content(body)


def content(body: object) -> bytes:
    """JSON, compact and in UTF-8. Raises ArgumentError for what JSON cannot hold."""
    try:
        found = json.dumps(
            body, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        return found.encode()
    except UnicodeEncodeError:
        reason = "it holds half of a surrogate pair"
    except (TypeError, ValueError, RecursionError) as error:
        reason = str(error)
    raise ArgumentError(f"the body cannot be written as JSON: {reason}")


def judged(body: Any) -> Any:
    """A body as it is judged: a file is text whose length nobody knows."""
    if is_file(body):
        return "(file)"
    if isinstance(body, dict):
        return {key: judged(item) for key, item in body.items()}
    return [judged(item) for item in body] if isinstance(body, list) else body


def _urlencoded(body: dict[str, Any], parts: Mapping[str, Part]) -> bytes:
    found: list[str] = []
    for name, value in body.items():
        part = parts.get(name, _PLAIN)
        style = part.style or FORM
        if part.style is None and (part.media or isinstance(value, dict)):
            style = Style(media=part.media or "application/json")
            if isinstance(value, str):  # it is that text already
                style = FORM
        found += [f"{key}={item}" for key, item in pairs(name, value, style)]
    return "&".join(found).encode("ascii")


def _multipart(
    media: str, body: dict[str, Any], parts: Mapping[str, Part]
) -> tuple[str, Content]:
    """A form of parts (RFC 7578); a list is a part an item."""
    from os import urandom

    boundary = urandom(16).hex()
    pieces: list[Any] = []
    for name, value in body.items():
        part = parts.get(name, _PLAIN)
        whole = not isinstance(value, list) or (part.media or "").endswith("json")
        for item in [value] if whole else value:
            if item is not None and item is not UNSET:
                head, inside = _part(name, item, part)
                pieces += [f"--{boundary}\r\n{head}\r\n\r\n".encode(), inside, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    kind = f"{media}; boundary={boundary}"
    if all(isinstance(piece, bytes | bytearray) for piece in pieces):
        return kind, b"".join(pieces)
    return kind, Pieces(pieces)


def _part(name: str, value: Any, part: Part) -> tuple[str, Any]:
    """The head of a part, and what is in it."""
    head = f'Content-Disposition: form-data; name="{_quoted(name)}"'
    known = part.media.partition(",")[0].strip() if part.media else None
    if known is not None and "*" in known:
        known = None
    if is_file(value):
        filename, inside, own = parted(value)
        head += f'; filename="{_quoted(filename or name)}"'
        kind: str | None = own or known or _guessed(filename) or _BINARY
        return f"{head}\r\nContent-Type: {_one_line(str(kind))}", inside
    if isinstance(value, dict | list) or (known or "").endswith("json"):
        kind = known or _AS_JSON.media
        return f"{head}\r\nContent-Type: {kind}", content(value)
    inside = text(value).encode()
    return (f"{head}\r\nContent-Type: {known}" if known else head), inside


def _guessed(filename: str | None) -> str | None:
    from mimetypes import guess_type

    return guess_type(filename)[0] if filename else None


def _quoted(name: str) -> str:
    """A name inside quotes, as browsers write it (HTML standard, 4.10.21.8)."""
    escaped = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return escaped


def _one_line(kind: str) -> str:
    if not kind.isprintable() or not kind.isascii():
        raise ArgumentError(f"{kind!r} is not a media type")
    return kind


def given(body: Any) -> Any:
    """What a method was given for a body: what is not set is left out."""
    if isinstance(body, dict):
        return {key: _kept(item) for key, item in body.items() if item is not UNSET}
    return _kept(body)


def _kept(value: Any) -> Any:
    """A value as it travels, but for files, which are read while they do."""
    if is_file(value):
        return value
    if isinstance(value, list | tuple):
        return [_kept(item) for item in value]
    return written(value)
