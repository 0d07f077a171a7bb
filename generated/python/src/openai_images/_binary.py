"""Answers that are neither JSON nor text."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2


class BinaryContent:
    """The body of an answer, as it came.

    It was read whole; `with_streaming_response` hands out large ones in pieces.
    """

    __slots__ = ("content", "request_id", "response")

    def __init__(self, response: httpx2.Response, request_id: str | None) -> None:
        self.response = response
        self.request_id = request_id
        self.content: bytes = response.content

    @property
    def content_type(self) -> str | None:
        """The media type of the body, if the answer names one."""
        found: str | None = self.response.headers.get("content-type")
        return found

    def read(self) -> bytes:
        """The body."""
        return self.content

    def iter_bytes(self, chunk_size: int = 65536) -> Iterator[bytes]:
        """The body in pieces of one size."""
        for start in range(0, len(self.content), chunk_size):
            yield self.content[start : start + chunk_size]

    def write_to_file(self, path: str | PathLike[str]) -> None:
        """Write the body to a file, which is made if there is none."""
        with open(path, "wb") as file:
            file.write(self.content)

    def __bytes__(self) -> bytes:
        return self.content

    def __len__(self) -> int:
        return len(self.content)

    def __repr__(self) -> str:
        kind = self.content_type or "no type"
        return f"<BinaryContent {kind}, {len(self.content)} bytes>"
