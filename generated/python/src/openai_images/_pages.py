"""Answers that go on: items across pages, of which one is asked for at a time."""

from __future__ import annotations

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
    Mapping,
)
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from ._errors import SDKError
from ._model import UNSET, Model, _codec

T = TypeVar("T")
A = TypeVar("A")


class Pages(NamedTuple):
    """How an operation goes on to its next page.

    `items` and `signal` are ways through the answer. The argument `wire`, of the query
    or of the body, becomes what stands at `signal` (`cursor`), the `last` of the last
    item (`after`), one more (`page`), or as many more as there were items (`offset`).
    Where `signal` says that there are no more, or there are no items, that is the end.
    """

    kind: Literal["cursor", "after", "page", "offset"]
    wire: str
    items: tuple[str, ...]
    signal: tuple[str, ...] = ()
    last: str = ""
    first: int = 1
    in_body: bool = False

    def of(self, answer: Any) -> list[Any]:
        """The items of a page."""
        found = _at(answer, self.items)
        return found if isinstance(found, list) else []

    def following(self, answer: Any, given: object) -> object:
        """What the argument is for the next page, where it was `given` for this one;
        None if there is no next page."""
        items = self.of(answer)
        signal = _at(answer, self.signal) if self.signal else None
        if not items or signal is False:
            return None
        if self.kind == "cursor":
            known = isinstance(signal, str | int) and signal != ""
            return signal if known and signal != given else None
        if self.kind == "after":
            found = _at(items[-1], (self.last,))
            return found if found not in (None, "", UNSET, given) else None
        step = 1 if self.kind == "page" else len(items)
        start = self.first if self.kind == "page" else 0
        return (_number(given, start)) + step


def _number(given: object, otherwise: int) -> int:
    """The number that an argument is."""
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    return int(given) if isinstance(given, str) and given.isdecimal() else otherwise


def _at(value: Any, way: tuple[str, ...]) -> Any:
    """What stands at the end of a way of wire names; None if it leads nowhere."""
    for key in way:
        if isinstance(value, Model):
            value = _field(value, key)
        elif isinstance(value, Mapping):
            value = value.get(key)
        else:
            return None
    return value


def _field(model: Model, wire: str) -> Any:
    """What a model holds under a wire name."""
    for name, key, _, _ in _codec(type(model)):
        if key == wire:
            return getattr(model, name)
    return model.extra_fields.get(wire)


class _Page(Generic[T, A]):
    """A page: the `answer` as it came, and its items as `data`."""

    def __init__(
        self, pages: Pages, answer: A, given: object, call: Callable[[object], Any]
    ) -> None:
        self.answer = answer
        self.data: list[T] = pages.of(answer)
        self._call = call
        self._next = pages.following(answer, given)

    @property
    def request_id(self) -> str | None:
        """The id of the request that this page is the answer to."""
        return getattr(self.answer, "request_id", None)

    def has_next_page(self) -> bool:
        """Whether there may be more items; nothing is asked for."""
        return self._next is not None

    def _onward(self) -> object:
        if self._next is None:
            raise SDKError("this is the last page; ask has_next_page first")
        return self._next

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.data)} items>"

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """What else the answer holds."""
            if name.startswith("_") or name == "answer":
                raise AttributeError(name)
            return getattr(self.answer, name)


class SyncPage(_Page[T, A]):
    """A page of items. Iterating goes on to the items of the pages after it, each of
    which is asked for when its first item is."""

    def get_next_page(self) -> SyncPage[T, A]:
        """The next page. Raises SDKError if there is none."""
        found: SyncPage[T, A] = self._call(self._onward())
        return found

    def iter_pages(self) -> Iterator[SyncPage[T, A]]:
        """This page and those after it."""
        page = self
        yield page
        while page.has_next_page():
            page = page.get_next_page()
            yield page

    def __iter__(self) -> Iterator[T]:
        for page in self.iter_pages():
            yield from page.data


class AsyncPage(_Page[T, A]):
    """A page of items, as `SyncPage` is, of an asynchronous client."""

    async def get_next_page(self) -> AsyncPage[T, A]:
        """The next page. Raises SDKError if there is none."""
        found: AsyncPage[T, A] = await self._call(self._onward())
        return found

    async def iter_pages(self) -> AsyncIterator[AsyncPage[T, A]]:
        """This page and those after it."""
        page = self
        yield page
        while page.has_next_page():
            page = await page.get_next_page()
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.iter_pages():
            for item in page.data:
                yield item


class AsyncPaginator(Generic[T, A]):
    """A call that is yet to be made: `await` gives its first page, `async for` the items
    of all pages."""

    def __init__(self, call: Callable[[], Awaitable[Any]]) -> None:
        self._call = call

    def __await__(self) -> Generator[Any, Any, AsyncPage[T, A]]:
        return self._call().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self:
            yield item
