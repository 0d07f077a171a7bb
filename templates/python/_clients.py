"""The plain and the asynchronous client; all they do differently is to wait.

The HTTP library is imported at the first call, so that a client costs next to nothing
until it is used.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Generator, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from ._base import AsyncClock, BaseClient, Clock, Mode, Pool
from ._errors import SDKError
from ._model import UNSET, Unset
from ._operations import Operation, same
from ._resources import AsyncMethods, AsyncResource, Methods, Resource

if TYPE_CHECKING:
    import httpx2

    from ._exchange import Answer
    from ._pages import AsyncPage, SyncPage
    from ._responses import RawResponse

T = TypeVar("T")


class SyncClient(Methods, BaseClient["httpx2.Client"]):
    """A client whose calls return when they are answered. Threads may share it."""

    _new_clock = Clock

    def _pooled(self, http_client: httpx2.Client | None) -> Pool[httpx2.Client]:
        if http_client is not None:
            import httpx2

            if not isinstance(http_client, httpx2.Client):
                raise TypeError("http_client must be an httpx2.Client")
        return Pool(http_client, _new_client, os.getpid)

    def _call(self, operation: Operation[T, Any], body: Any, **options: Any) -> T:
        found: T = self._make(operation, "parsed", body, **options)
        return found

    def _in(self, mode: Mode) -> Resource:
        return Resource(self, mode)

    def _make(
        self, operation: Operation[Any, Any], mode: Mode, body: Any, **options: Any
    ) -> Any:
        """Make a call; `mode` says what it returns."""
        from ._calls import prepared, result
        from ._exchange import exchange
        from ._responses import APIResponse, RawResponse
        from ._streams import Stream

        call, http = prepared(self, operation, mode, body, **options)
        answer = _run(exchange(call, _Io(self, http)))
        kind = {"parsed": None, "raw": RawResponse, "unread": APIResponse}[mode]
        page = partial(self._page, operation, body, options)
        return result(self, operation, call, answer, Stream, page, kind)

    def _page(
        self, operation: Operation[T, Any], body: Any, options: Any, answer: T
    ) -> SyncPage[Any, T]:
        """An answer as a page that can ask for the next one."""
        from ._calls import asked, onward
        from ._pages import SyncPage

        pages = operation.pages
        assert pages is not None

        def call(value: object) -> Any:
            more, others = onward(pages, body, options, value)
            return self._make(operation, "parsed", more, **others)

        return SyncPage(pages, answer, asked(pages, body, options), call)

    def request(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        content_type: str | Unset = UNSET,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str | None] | None = None,
        timeout: float | httpx2.Timeout | None | Unset = UNSET,
        stream: bool = False,
    ) -> RawResponse[Any]:
        """Call what the spec does not know, with all that other calls have.

        `path` is below the base URL. `body` is JSON, or what `content_type` says: a
        mapping as a form (its files as parts of `multipart/form-data`), a file, a text.
        `parse()` of the result is JSON, or with `stream` a stream of it.
        """
        found: RawResponse[Any] = self._make(
            unknown(method, path, stream),
            "raw",
            body,
            content_type=content_type,
            extra_query=query,
            extra_headers=headers,
            timeout=timeout,
        )
        return found

    def close(self) -> None:
        """Close the connections, also those of copies."""
        http = self._pool.taken()
        if http is not None:
            http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(AsyncMethods, BaseClient["httpx2.AsyncClient"]):
    """A client whose calls are awaited. Tasks of one event loop may share it."""

    _new_clock = AsyncClock

    def _pooled(
        self, http_client: httpx2.AsyncClient | None
    ) -> Pool[httpx2.AsyncClient]:
        if http_client is not None:
            import httpx2

            if not isinstance(http_client, httpx2.AsyncClient):
                raise TypeError("http_client must be an httpx2.AsyncClient")
        return Pool(http_client, _new_async_client, _process_and_loop)

    async def _call(self, operation: Operation[T, Any], body: Any, **options: Any) -> T:
        found: T = await self._make(operation, "parsed", body, **options)
        return found

    def _in(self, mode: Mode) -> AsyncResource:
        return AsyncResource(self, mode)

    async def _make(
        self, operation: Operation[Any, Any], mode: Mode, body: Any, **options: Any
    ) -> Any:
        """Make a call; `mode` says what it returns."""
        from ._calls import prepared, result
        from ._exchange import exchange
        from ._responses import AsyncAPIResponse, RawResponse
        from ._streams import AsyncStream

        call, http = prepared(self, operation, mode, body, **options)
        answer = await _run_async(exchange(call, _AsyncIo(self, http)))
        kind = {"parsed": None, "raw": RawResponse, "unread": AsyncAPIResponse}[mode]
        page = partial(self._page, operation, body, options)
        return result(self, operation, call, answer, AsyncStream, page, kind)

    def _page(
        self, operation: Operation[T, Any], body: Any, options: Any, answer: T
    ) -> AsyncPage[Any, T]:
        """An answer as a page that can ask for the next one."""
        from ._calls import asked, onward
        from ._pages import AsyncPage

        pages = operation.pages
        assert pages is not None

        async def call(value: object) -> Any:
            more, others = onward(pages, body, options, value)
            return await self._make(operation, "parsed", more, **others)

        return AsyncPage(pages, answer, asked(pages, body, options), call)

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        content_type: str | Unset = UNSET,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str | None] | None = None,
        timeout: float | httpx2.Timeout | None | Unset = UNSET,
        stream: bool = False,
    ) -> RawResponse[Any]:
        """Call what the spec does not know, with all that other calls have.

        `path` is below the base URL. `body` is JSON, or what `content_type` says: a
        mapping as a form (its files as parts of `multipart/form-data`), a file, a text.
        `parse()` of the result is JSON, or with `stream` a stream of it.
        """
        found: RawResponse[Any] = await self._make(
            unknown(method, path, stream),
            "raw",
            body,
            content_type=content_type,
            extra_query=query,
            extra_headers=headers,
            timeout=timeout,
        )
        return found

    async def close(self) -> None:
        """Close the connections, also those of copies."""
        http = self._pool.taken()
        if http is not None:
            await http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def unknown(method: str, path: str, stream: bool) -> Operation[Any, Any]:
    """An operation that the spec does not know."""
    from ._requests import below, method as named

    answer: Literal["events", "json"] = "events" if stream else "json"
    return Operation(named(method), below(path), same, answer, read_event=same)


def _new_client() -> httpx2.Client:
    from ._http import DefaultHttpxClient

    return DefaultHttpxClient()


def _new_async_client() -> httpx2.AsyncClient:
    from ._http import DefaultAsyncHttpxClient

    return DefaultAsyncHttpxClient()


def _process_and_loop() -> tuple[int, object]:
    """Where an asynchronous connection can be used."""
    import asyncio

    try:
        return os.getpid(), asyncio.get_running_loop()
    except RuntimeError:  # another library's loop
        return os.getpid(), None


# --- what waits ----------------------------------------------------------------------


def given(name: str, key: object) -> str:
    """What a function gave as a key."""
    if not isinstance(key, str) or not key:
        raise SDKError(f"the function that is {name} returned no key")
    return key


class _Io:
    """Does what a call asks for."""

    def __init__(self, client: SyncClient, http: httpx2.Client) -> None:
        self._client = client
        self._http = http
        clock = client._clock
        self.sleep, self.time, self.random = clock.sleep, clock.time, clock.random

    def secrets(self, names: Iterable[str]) -> dict[str, str]:
        found = {}
        for name in names:
            key: Any = getattr(self._client, name)
            found[name] = given(name, key()) if callable(key) else key
        return found

    def send(self, request: httpx2.Request, **auth: Any) -> httpx2.Response:
        return self._http.send(request, stream=True, follow_redirects=False, **auth)

    def read(self, response: httpx2.Response) -> bytes:
        return response.read()

    def read_start(self, response: httpx2.Response, most: int) -> None:
        found = b""
        for chunk in response.iter_bytes():
            found += chunk
            if len(found) > most:
                break
        response.close()
        response._content = found[:most]

    def close(self, response: httpx2.Response) -> None:
        response.close()


class _AsyncIo:
    """Gives out what is to be awaited for what a call asks for."""

    def __init__(self, client: AsyncClient, http: httpx2.AsyncClient) -> None:
        self._client = client
        self._http = http
        clock = client._clock
        self.sleep, self.time, self.random = clock.sleep, clock.time, clock.random

    async def secrets(self, names: Iterable[str]) -> dict[str, str]:
        found = {}
        for name in names:
            key: Any = getattr(self._client, name)
            if callable(key):
                made: Any = key()
                key = given(name, await made if isinstance(made, Awaitable) else made)
            found[name] = key
        return found

    def send(self, request: httpx2.Request, **auth: Any) -> Awaitable[httpx2.Response]:
        return self._http.send(request, stream=True, follow_redirects=False, **auth)

    def read(self, response: httpx2.Response) -> Awaitable[bytes]:
        return response.aread()

    async def read_start(self, response: httpx2.Response, most: int) -> None:
        found = b""
        async for chunk in response.aiter_bytes():
            found += chunk
            if len(found) > most:
                break
        await response.aclose()
        response._content = found[:most]

    def close(self, response: httpx2.Response) -> Awaitable[None]:
        return response.aclose()


def _run(steps: Generator[Any, Any, Answer]) -> Answer:
    """Go through the steps of a call; each has been done when it is given out."""
    done = None
    while True:
        try:
            done = steps.send(done)
        except StopIteration as end:
            answer: Answer = end.value
            return answer


async def _run_async(steps: Generator[Any, Any, Answer]) -> Answer:
    """Go through the steps of a call, waiting for each."""
    try:
        step = steps.send(None)
        while True:
            try:
                done = await step
            except Exception as error:
                step = steps.throw(error)
            else:
                step = steps.send(done)
    except StopIteration as end:
        answer: Answer = end.value
        return answer
