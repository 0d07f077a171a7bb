"""What may stand for a file in a request."""

from __future__ import annotations

from os import PathLike, fspath
from typing import IO, Any, TypeAlias

FileContent: TypeAlias = bytes | PathLike[str] | IO[bytes]
"""Bytes, the path of a file, or a file that is open for reading bytes."""

FileTypes: TypeAlias = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
)
"""A file; or its name and itself; or its name, itself, and its media type."""


def is_content(value: Any) -> bool:
    """Whether a value is what a file holds, or where that can be read."""
    return isinstance(value, bytes | bytearray | memoryview | PathLike) or (
        hasattr(value, "read") and not isinstance(value, type)
    )


def is_file(value: Any) -> bool:
    """Whether a value stands for a file; no JSON value does."""
    if isinstance(value, tuple) and len(value) in (2, 3):
        return (value[0] is None or isinstance(value[0], str)) and is_content(value[1])
    return is_content(value)


def parted(value: Any) -> tuple[str | None, Any, str | None]:
    """The name of a file, what it holds, and its media type, where they are known."""
    if isinstance(value, tuple):
        name, content, *media = value
        return name, content, media[0] if media else None
    return _name_of(value), value, None


def _name_of(content: Any) -> str | None:
    """The name of a file by its path."""
    path = content if isinstance(content, PathLike) else getattr(content, "name", None)
    if not isinstance(path, str | PathLike):
        return None
    text = fspath(path)
    if not isinstance(text, str):
        return None
    return text.replace("\\", "/").rpartition("/")[2] or None
