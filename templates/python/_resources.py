"""Resources: the methods of a client by topic, and the other ways to take an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from functools import wraps
from types import MethodType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from ._base import Mode
    from ._clients import AsyncClient, SyncClient
    from ._operations import Operation
    from ._pages import AsyncPaginator, SyncPage
    from ._responses import APIResponse, AsyncAPIResponse, RawResponse
    from ._streams import AsyncStream, Stream

P = ParamSpec("P")
T = TypeVar("T")
E = TypeVar("E")


class Methods:
    """What methods are made of; how a call is made is what `_call` and `_in` say."""

    __slots__ = ()

    def _call(self, operation: Operation[T, Any], body: Any, **options: Any) -> T:
        raise NotImplementedError

    def _in(self, mode: Mode) -> Methods:
        """What calls the same way in another mode."""
        raise NotImplementedError

    def _stream(
        self, operation: Operation[Any, E], body: Any, **options: Any
    ) -> Stream[E]:
        found: Stream[E] = self._call(operation, body, **options)
        return found

    def _call_or_stream(
        self, operation: Operation[T, E], body: Any, **options: Any
    ) -> T | Stream[E]:
        return self._call(operation, body, **options)

    def _pages(
        self, operation: Operation[T, Any], body: Any, **options: Any
    ) -> SyncPage[Any, T]:
        found: Any = self._call(operation, body, **options)
        page: SyncPage[Any, T] = found
        return page


class Resource(Methods):
    """Methods of a client; `mode` says what they return."""

    __slots__ = ("_client", "_mode")
    _mode: Mode

    def __init__(self, client: SyncClient, mode: Mode = "parsed") -> None:
        self._client = client
        self._mode = mode

    def _call(self, operation: Operation[T, Any], body: Any, **options: Any) -> T:
        found: T = self._client._make(operation, self._mode, body, **options)
        return found

    def _in(self, mode: Mode) -> Resource:
        return Resource(self._client, mode)


class AsyncMethods:
    """What asynchronous methods are made of."""

    __slots__ = ()

    async def _call(self, operation: Operation[T, Any], body: Any, **options: Any) -> T:
        raise NotImplementedError

    def _in(self, mode: Mode) -> AsyncMethods:
        """What calls the same way in another mode."""
        raise NotImplementedError

    async def _stream(
        self, operation: Operation[Any, E], body: Any, **options: Any
    ) -> AsyncStream[E]:
        found: AsyncStream[E] = await self._call(operation, body, **options)
        return found

    async def _call_or_stream(
        self, operation: Operation[T, E], body: Any, **options: Any
    ) -> T | AsyncStream[E]:
        return await self._call(operation, body, **options)

    def _pages(
        self, operation: Operation[T, Any], body: Any, **options: Any
    ) -> AsyncPaginator[Any, T]:
        from ._pages import AsyncPaginator

        return AsyncPaginator(lambda: self._call(operation, body, **options))


class AsyncResource(AsyncMethods):
    """Methods of an asynchronous client; `mode` says what they return."""

    __slots__ = ("_client", "_mode")
    _mode: Mode

    def __init__(self, client: AsyncClient, mode: Mode = "parsed") -> None:
        self._client = client
        self._mode = mode

    async def _call(self, operation: Operation[T, Any], body: Any, **options: Any) -> T:
        found: T = await self._client._make(operation, self._mode, body, **options)
        return found

    def _in(self, mode: Mode) -> AsyncResource:
        return AsyncResource(self._client, mode)


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """The method, returning the response as it came."""
    found: Callable[P, RawResponse[T]] = _in_mode(method, "raw")
    return found


def async_raw(
    method: Callable[P, Awaitable[T]],
) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
    """The method, returning the response as it came."""
    call = _in_mode(method, "raw")

    @wraps(call)
    async def made(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        found: RawResponse[T] = await call(*args, **kwargs)
        return found

    return made


def streaming(
    method: Callable[P, T],
) -> Callable[P, AbstractContextManager[APIResponse[T]]]:
    """The method as a context that holds the response, its body still unread."""
    call = _in_mode(method, "unread")

    @wraps(call)
    @contextmanager
    def opened(*args: P.args, **kwargs: P.kwargs) -> Iterator[APIResponse[T]]:
        response = call(*args, **kwargs)
        try:
            yield response
        finally:
            response.close()

    return opened


def async_streaming(
    method: Callable[P, Awaitable[T]],
) -> Callable[P, AbstractAsyncContextManager[AsyncAPIResponse[T]]]:
    """The method as a context that holds the response, its body still unread."""
    call = _in_mode(method, "unread")

    @wraps(call)
    @asynccontextmanager
    async def opened(
        *args: P.args, **kwargs: P.kwargs
    ) -> AsyncIterator[AsyncAPIResponse[T]]:
        response = await call(*args, **kwargs)
        try:
            yield response
        finally:
            await response.close()

    return opened


def _in_mode(method: Any, mode: Mode) -> Any:
    """A bound method, bound to what makes its calls in another mode."""
    return MethodType(method.__func__, method.__self__._in(mode))
