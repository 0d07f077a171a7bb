"""Event streams: items as they arrive, and the connection given back at the end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Generic, NamedTuple, Self, TypeVar

import httpx2

from ._errors import APIError, APIResponseValidationError
from ._events import Event, EventDecoder, EventTooLarge
from ._lines import LineDecoder
from ._exchange import inside, masked
from ._http import named_failures
from ._operations import Data

T = TypeVar("T")


class Reading(NamedTuple, Generic[T]):
    """How the events of a stream are read: `read` makes an item of what comes as `data`,
    `end` is the data that ends the stream, `limit` the bytes that one event may have.
    """

    read: Callable[[Any], T]
    end: str | None
    limit: int
    envelope: str | None
    request_id: str | None
    secrets: tuple[str, ...] = ()
    decoder: Callable[[int], EventDecoder | LineDecoder] = EventDecoder
    data: Data = "json"


class _Items(Generic[T]):
    """Makes items of bytes; `done` after the word that ends the stream, or when nobody
    wants more."""

    def __init__(self, response: httpx2.Response, reading: Reading[T]) -> None:
        self.response = response
        self.reading = reading
        self.decoder = reading.decoder(reading.limit)
        self.done = False

    def of(self, chunk: bytes) -> Iterator[T]:
        """The items that a chunk completes; an event of no data only keeps the
        connection alive."""
        try:
            for event in self.decoder.feed(chunk):
                self.done = self.done or event.data == self.reading.end
                if self.done:
                    return
                if event.data or event.event == "error":
                    yield self._item(event)
        except EventTooLarge as error:
            raise self._unreadable(str(error), None) from None

    def rest(self) -> Iterator[T]:
        """The item that ends with the stream, if it is one of lines."""
        if isinstance(self.decoder, LineDecoder) and not self.done:
            for event in self.decoder.rest():
                yield self._item(event)

    def _item(self, event: Event) -> T:
        try:
            value = self._value(event)
            failed = event.event == "error" or (
                isinstance(value, dict)
                and self.reading.envelope is not None
                and value.get(self.reading.envelope)
            )
            if not failed:
                return self.reading.read(value)
        except (ValueError, RecursionError):
            if event.event != "error":
                message = "The data of an event is no JSON, or is nested too deeply."
                raise self._unreadable(message, event.data) from None
            value = event.data
        raise self._error(value)

    def _value(self, event: Event) -> Any:
        if self.reading.data == "json" or event.event == "error":
            return json.loads(event.data)
        if self.reading.data == "text":
            return event.data
        try:
            return json.loads(event.data)
        except ValueError:
            return event.data

    def _error(self, value: Any) -> APIError:
        """An error that the server sends in the middle of a stream."""
        body = masked(self.reading.secrets, inside(value, self.reading.envelope))
        said = body.get("message") if isinstance(body, dict) else body
        message = said if said and isinstance(said, str) else "An error in mid-stream."
        request, request_id = self.response.request, self.reading.request_id
        return APIError(message, request, body=body, request_id=request_id)

    def _unreadable(self, message: str, body: object) -> APIResponseValidationError:
        return APIResponseValidationError(
            message,
            self.response,
            body=masked(self.reading.secrets, body),
            request_id=self.reading.request_id,
        )


class Stream(Generic[T]):
    """The items of an event stream, each as soon as it arrives.

    Leaving a `for` loop, an error and `close` all give the connection back. Raises
    APIError for an error that the server sends, APIConnectionError and APITimeoutError
    when the connection breaks or falls silent, APIResponseValidationError for what cannot
    be read.
    """

    def __init__(self, response: httpx2.Response, reading: Reading[T]) -> None:
        self.response = response
        self.request_id = reading.request_id
        self._source = _Items(response, reading)
        self._items = _read(response, self._source)

    def __next__(self) -> T:
        return next(self._items)

    def __iter__(self) -> Iterator[T]:
        try:
            yield from self._items
        finally:
            self.close()

    def close(self) -> None:
        """Give the connection back; nothing more will come."""
        self._source.done = True
        self._items = iter(())
        self.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.response.close()


class AsyncStream(Generic[T]):
    """The items of an event stream, each as soon as it arrives, as `Stream` has them."""

    def __init__(self, response: httpx2.Response, reading: Reading[T]) -> None:
        self.response = response
        self.request_id = reading.request_id
        self._source = _Items(response, reading)
        self._items: AsyncIterator[T] = _read_async(response, self._source)

    async def __anext__(self) -> T:
        return await self._items.__anext__()

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            async for item in self._items:
                yield item
        finally:
            await self.close()

    async def close(self) -> None:
        """Give the connection back; nothing more will come."""
        self._source.done = True
        self._items = _nothing()
        await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def _nothing() -> AsyncIterator[Any]:
    return
    yield


def _read(response: httpx2.Response, items: _Items[T]) -> Iterator[T]:
    try:
        with named_failures(response):
            for chunk in response.iter_bytes():
                yield from items.of(chunk)
                if items.done:
                    return
            yield from items.rest()
    finally:
        response.close()


async def _read_async(response: httpx2.Response, items: _Items[T]) -> AsyncIterator[T]:
    try:
        with named_failures(response):
            async for chunk in response.aiter_bytes():
                for item in items.of(chunk):
                    yield item
                if items.done:
                    return
            for item in items.rest():
                yield item
    finally:
        await response.aclose()
