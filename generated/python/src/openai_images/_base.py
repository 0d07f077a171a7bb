"""What every client does: it turns calls into requests, and answers into results.

The HTTP library is imported at the first call, so that a client costs nothing until it
is used.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from copy import copy
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar

from ._errors import ArgumentError, SDKError
from ._log import logger, switch_on
from ._model import UNSET, written
from ._options import Facts, option

if TYPE_CHECKING:
    import httpx2

    from ._exchange import Answer, Call
    from ._operations import Operation
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
    """The connections that a client and its copies share, made when first asked for."""

    def __init__(self, http: Http | None, make: Callable[[], Http]) -> None:
        self._closed = False
        self._http = http
        self._make = make
        self._lock = Lock()

    def http(self) -> Http:
        """The HTTP client. Raises SDKError once it is closed."""
        with self._lock:
            if self._http is None and not self._closed:
                self._http = self._make()
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
    """Options, and how a request is made of them."""

    _facts: Facts
    _new_clock: Callable[[], Clock]
    api_key: Any = None
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
        switch_on(self._facts)
        for name, value in options.items():
            setattr(self, name, option(self._facts, name, value))

    def _pooled(self, http_client: Http | None) -> Pool[Http]:
        raise NotImplementedError

    def _with(self, http_client: Any, **options: Any) -> Self:
        """A copy with other options; it shares the connections, unless it gets its
        own."""
        new = copy(self)
        if http_client is not UNSET:
            new._pool = self._pooled(http_client)
        for name, value in options.items():
            if value is UNSET:
                continue
            found = option(self._facts, name, value)
            if name in ("default_headers", "default_query"):
                found = {**getattr(self, name), **found}
            setattr(new, name, found)
        return new

    def is_closed(self) -> bool:
        """Whether no call can be made any more."""
        return self._pool.is_closed()

    def _prepared(
        self,
        operation: Operation[Any, Any],
        mode: Mode,
        body: Any,
        *,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        cookies: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str | None] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: Any = UNSET,
        validate: Any = UNSET,
    ) -> tuple[Call, Http]:
        """A call, checked and ready to be sent, and what sends it."""
        from . import _requests
        from ._exchange import Call
        from ._http import built, timeout_of

        facts = self._facts
        log = logger(facts)
        wire = _merged(None if body is UNSET else written(body), extra_body)
        if validate is UNSET:
            validate = self.validate
        if operation.params is not None and validate != "off":
            from ._validation import check

            checked = option(facts, "validate", validate)
            more = extra_body or ()
            check(operation.params, wire, more, checked, self.ignore_rules, log)
        http = self._pool.http()
        url = _requests.target(self.base_url, operation.path, path)
        pairs = _requests.query(self.base_url, self.default_query, query, extra_query)
        content: bytes | None = None
        own = {"Accept": "application/json", "User-Agent": facts.user_agent}
        events = operation.streams(wire)
        if events:
            own["Accept"] = "text/event-stream"
        if wire is not None:
            own["Content-Type"] = operation.media
            content = wire if isinstance(wire, bytes) else _requests.content(wire)
        if cookies:
            own["Cookie"] = _requests.cookie(cookies)
        named = {header: getattr(self, name) for name, header in facts.headers.items()}
        if timeout is UNSET:
            timeout = timeout_of(http) if self.timeout is UNSET else self.timeout
        timeout = option(facts, "timeout", timeout)

        def request(key: str | None) -> httpx2.Request:
            secret, keyed = {}, pairs
            if key and facts.credential is not None:
                place, name, prefix = facts.credential
                if place == "query":
                    keyed = [*pairs, (name, prefix + key)]
                else:
                    secret = {name: prefix + key}
            layers = (own, secret, named, self.default_headers, headers or {})
            merged = _requests.headers(http.headers, *layers, extra_headers or {})
            return built(http, operation.method, url, keyed, merged, content, timeout)

        call = Call(
            request=request,
            unread=events or mode == "unread",
            events=events,
            max_retries=self.max_retries,
            follow_redirects=http.follow_redirects,
            credentials=facts.secret_headers(),
            request_id=facts.request_id,
            envelope=facts.envelope,
            log=log,
        )
        return call, http

    def _result(
        self,
        operation: Operation[Any, Any],
        call: Call,
        answer: Answer,
        stream: Callable[..., Any],
        kind: Callable[..., Any] | None,
    ) -> Any:
        """The answer as the method returns it, or as a response of some kind."""
        from ._operations import parsed, same
        from ._streams import Reading

        facts, (response, retries) = self._facts, answer
        request_id = response.headers.get(facts.request_id or "")
        if call.events:
            read = operation.read_event or same
            limit = self.max_event_size
            reading = Reading(read, facts.end, limit, facts.envelope, request_id)
            parse = partial(stream, response, reading)
        else:
            parse = partial(parsed, operation, response, request_id)
        if kind is None:
            return parse()
        return kind(response, retries, request_id, call.events, parse)


def _merged(body: Any, extra: Mapping[str, object] | None) -> Any:
    """A body with more keys, which count more than its own."""
    if not extra:
        return body
    if body is not None and not isinstance(body, dict):
        raise ArgumentError("extra_body needs a body that is a JSON object")
    return {**(body or {}), **extra}
