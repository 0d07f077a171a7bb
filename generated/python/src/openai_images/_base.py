"""What every client has: its options, its clock, and connections once it needs them."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import copy
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar

from ._errors import ArgumentError, SDKError
from ._log import switch_on
from ._model import UNSET
from ._options import Facts, address, option

if TYPE_CHECKING:
    import httpx2

    from ._validation import Mode as Validation

Http = TypeVar("Http", bound="httpx2.Client | httpx2.AsyncClient")
Mode = Literal["parsed", "raw", "unread"]
"""What a call returns: the answer, the response with its body, or without."""


class Clock:
    """Time and chance; tests put others in their place."""

    def sleep(self, seconds: float) -> Any:
        time.sleep(seconds)

    def time(self) -> float:
        return time.time()

    def random(self) -> float:
        from random import random

        return random()


class AsyncClock(Clock):
    """Sleeps without holding up others."""

    async def sleep(self, seconds: float) -> None:
        from anyio import sleep

        await sleep(seconds)


class Pool(Generic[Http]):
    """The connections that a client and its copies share, made when first asked for.

    They serve one place: a process, and of an asynchronous client an event loop too.
    Elsewhere others are made, unless they are the user's own.
    """

    def __init__(
        self, http: Http | None, make: Callable[[], Http], place: Callable[[], object]
    ) -> None:
        self._closed = False
        self._http = http
        self._own = http is None
        self._make = make
        self._place = place
        self._made_in: object = None
        self._lock = Lock()

    def http(self) -> Http:
        """The HTTP client. Raises SDKError once it is closed."""
        with self._lock:
            if self._own and not self._closed:
                place = self._place()
                if self._http is None or self._made_in != place:
                    self._http, self._made_in = self._make(), place
        if self._http is None or self.is_closed():
            raise SDKError("the client is closed")
        return self._http

    def is_closed(self) -> bool:
        """Whether the connections are gone for good."""
        return self._closed or (self._http is not None and self._http.is_closed)

    def taken(self) -> Http | None:
        """The HTTP client, if there is one, to be closed by the caller."""
        with self._lock:
            self._closed = True
            return self._http


class BaseClient(Generic[Http]):
    """The options of a client. The constructor and `with_options` check them."""

    _facts: Facts
    _is_moved: bool
    _new_clock: Callable[[], Clock]
    base_url: str
    timeout: Any
    max_retries: float
    default_headers: dict[str, str | None]
    default_query: dict[str, object]
    validate: Validation
    ignore_rules: frozenset[str]
    max_event_size: int

    def __init__(self, http_client: Http | None, **options: Any) -> None:
        self._pool = self._pooled(http_client)
        self._clock = self._new_clock()
        self._secret_headers = self._facts.secret_headers()
        switch_on(self._facts)
        for name, value in options.items():
            setattr(self, name, option(self._facts, name, value))
        self._settle()

    def _settle(self) -> None:
        """Find out where the API is: there where the user says, else at the address of
        the spec, its variables filled in."""
        url: Any = self.base_url
        self._is_moved = url is not None
        if url is None:
            self.base_url = address(self._filled(self._facts.base_url or ""))

    def _filled(self, url: str) -> str:
        """An address whose variables are what the options say."""
        for name, (variable, default) in self._facts.variables.items():
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise ArgumentError(f"{name} must be a string")
            url = url.replace(f"{{{variable}}}", default if value is None else value)
        return url

    def _pooled(self, http_client: Http | None) -> Pool[Http]:
        raise NotImplementedError

    def _with(self, http_client: Any, **options: Any) -> Self:
        """A copy with other options; it shares the connections, unless it gets its
        own."""
        new = copy(self)
        if http_client is not UNSET and http_client is not None:
            new._pool = self._pooled(http_client)
        for name in ("default_headers", "default_query"):
            setattr(new, name, {**getattr(self, name)})
        facts = self._facts
        kept = {"base_url", *facts.secrets(), *facts.headers, *facts.variables}
        if not self._is_moved:
            unmoved: Any = None
            new.base_url = unmoved
        for name, value in options.items():
            if value is UNSET or (value is None and name in kept):
                continue
            found = option(self._facts, name, value)
            if name in ("default_headers", "default_query"):
                found = {**getattr(self, name), **found}
            setattr(new, name, found)
        new._settle()
        return new

    def is_closed(self) -> bool:
        """Whether no call can be made any more."""
        return self._pool.is_closed()
