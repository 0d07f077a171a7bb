"""Responses as they came: status, headers, body, and the parsed answer on request."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Generic, TypeVar

import httpx2

from ._http import named_failures, text_of, with_known_charset

T = TypeVar("T")


class _Facts(Generic[T]):
    """What is known of a response before its body is."""

    def __init__(
        self,
        response: httpx2.Response,
        retries_taken: int,
        request_id: str | None,
        streams: bool,
        parse: Callable[[], T],
    ) -> None:
        self.http_response = response
        self.retries_taken = retries_taken
        self.request_id = request_id
        self._streams = streams
        self._parse = parse
        self._parsed: list[T] = []

    @property
    def http_request(self) -> httpx2.Request:
        """The request as it was sent, after redirects."""
        return self.http_response.request

    @property
    def status_code(self) -> int:
        return self.http_response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        return self.http_response.headers

    @property
    def url(self) -> httpx2.URL:
        return self.http_response.url

    @property
    def method(self) -> str:
        return self.http_request.method

    @property
    def http_version(self) -> str:
        return self.http_response.http_version

    @property
    def elapsed(self) -> dt.timedelta:
        """From the request to the end of the response, which must be closed."""
        return self.http_response.elapsed

    @property
    def is_closed(self) -> bool:
        return self.http_response.is_closed

    def _once(self) -> T:
        if not self._parsed:
            self._parsed.append(self._parse())
        return self._parsed[0]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code}]>"


class RawResponse(_Facts[T]):
    """A response whose body was read, unless it is an event stream."""

    def parse(self) -> T:
        """What the method itself would have returned; always the same object."""
        return self._once()

    @property
    def content(self) -> bytes:
        return self.http_response.content

    @property
    def text(self) -> str:
        return text_of(self.http_response)

    def json(self) -> Any:
        """The body as JSON. Raises ValueError if it is none, RecursionError if it is
        nested too deeply."""
        return json.loads(self.content)


class APIResponse(_Facts[T]):
    """A response whose body is still to be read, inside a `with` block."""

    def parse(self) -> T:
        """Read the body; what the method itself would have returned."""
        if not self._streams:
            self.read()
        return self._once()

    def read(self) -> bytes:
        """The whole body."""
        with named_failures(self.http_response):
            return self.http_response.read()

    def text(self) -> str:
        """The whole body as text."""
        self.read()
        return text_of(self.http_response)

    def json(self) -> Any:
        """The whole body as JSON. Raises ValueError if it is none, RecursionError if it is
        nested too deeply."""
        return json.loads(self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body in pieces, decompressed; of one size if that is given."""
        with named_failures(self.http_response):
            yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """The body in pieces of text."""
        with named_failures(self.http_response):
            yield from with_known_charset(self.http_response).iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The body line by line, without line ends."""
        with named_failures(self.http_response):
            yield from with_known_charset(self.http_response).iter_lines()

    def close(self) -> None:
        """Give the connection back."""
        self.http_response.close()


class AsyncAPIResponse(_Facts[T]):
    """A response whose body is still to be read, inside an `async with` block."""

    async def parse(self) -> T:
        """Read the body; what the method itself would have returned."""
        if not self._streams:
            await self.read()
        return self._once()

    async def read(self) -> bytes:
        """The whole body."""
        with named_failures(self.http_response):
            return await self.http_response.aread()

    async def text(self) -> str:
        """The whole body as text."""
        await self.read()
        return text_of(self.http_response)

    async def json(self) -> Any:
        """The whole body as JSON. Raises ValueError if it is none, RecursionError if it is
        nested too deeply."""
        return json.loads(await self.read())

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body in pieces, decompressed; of one size if that is given."""
        with named_failures(self.http_response):
            async for chunk in self.http_response.aiter_bytes(chunk_size):
                yield chunk

    async def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """The body in pieces of text."""
        with named_failures(self.http_response):
            async for piece in with_known_charset(self.http_response).aiter_text(
                chunk_size
            ):
                yield piece

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body line by line, without line ends."""
        with named_failures(self.http_response):
            async for line in with_known_charset(self.http_response).aiter_lines():
                yield line

    async def close(self) -> None:
        """Give the connection back."""
        await self.http_response.aclose()
