"""One call from the first try to the answer: redirects, retries, errors.

There is no I/O here. `exchange` is a generator that hands out what its `Io` returns and
is given the results, so that it serves plain and asynchronous clients alike.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Generator
from typing import Any, NamedTuple, Protocol

import httpx2

from . import _retries
from ._errors import APIResponseValidationError, APIStatusError, status_class
from ._http import failure, passing, text_of

_MOST_REDIRECTS = 20


class Io(Protocol):
    """What touches the world; results, or awaitables of them."""

    def key(self) -> Any: ...
    def send(self, request: httpx2.Request) -> Any: ...
    def read(self, response: httpx2.Response) -> Any: ...
    def close(self, response: httpx2.Response) -> Any: ...
    def sleep(self, seconds: float) -> Any: ...
    def time(self) -> float: ...
    def random(self) -> float: ...


class Call(NamedTuple):
    """A call: how its request is built from a key, and how its answer is taken.

    `unread` leaves the body of a success to the caller, as for `events`: an answer that
    is an event stream. `credentials` are the headers that no other server may see.
    """

    request: Callable[[str | None], httpx2.Request]
    unread: bool
    events: bool
    max_retries: float
    follow_redirects: bool
    credentials: frozenset[str]
    request_id: str | None
    envelope: str | None
    log: logging.Logger


class Answer(NamedTuple):
    """A response of success, after `retries` other tries."""

    response: httpx2.Response
    retries: int


def exchange(call: Call, io: Io) -> Generator[Any, Any, Answer]:
    """Send a request until it is answered. Raises what `_errors` has."""
    retries = 0
    while True:
        key = yield io.key()
        request = call.request(key)
        started = io.time()
        response: httpx2.Response | None = None
        try:
            response = yield from _followed(call, io, request)
            if not call.unread:
                yield io.read(response)
        except httpx2.RequestError as error:
            if retries >= call.max_retries or not passing(error):
                raise failure(error, request, response) from error
            headers, why = httpx2.Headers(), type(error).__name__
        else:
            _told(call, request, response, io.time() - started)
            if response.is_success:
                media = _media(response)
                if call.events and media not in ("", "text/event-stream"):
                    yield from _read(io, response)
                    message = f"Asked for an event stream; the answer is {media}."
                    raise APIResponseValidationError(
                        message,
                        response,
                        body=_body(response, key),
                        request_id=response.headers.get(call.request_id or ""),
                    )
                return Answer(response, retries)
            found = _retries.reason(response.status_code, response.headers)
            if found is None or retries >= call.max_retries:
                if call.unread:
                    yield from _read(io, response)
                raise _status_error(call, response, key)
            if call.unread:
                yield io.close(response)
            headers, why = response.headers, found
        seconds = _retries.wait(retries, headers, io.time(), io.random())
        retries += 1
        call.log.info(
            "retry %d of %s %s after %s, in %.2f s",
            *(retries, request.method, _path(request), why, seconds),
        )
        yield io.sleep(seconds)


def _followed(
    call: Call, io: Io, request: httpx2.Request
) -> Generator[Any, Any, httpx2.Response]:
    """Send a request, and where it is redirected to; credentials stay at home."""
    home = request.url
    for _ in range(_MOST_REDIRECTS + 1):
        response: httpx2.Response = yield io.send(request)
        onward = response.next_request
        if onward is None or not call.follow_redirects:
            return response
        yield io.close(response)
        if not _same_origin(home, onward.url):
            for name in call.credentials:
                onward.headers.pop(name, None)
        request = onward
    raise httpx2.TooManyRedirects("Too many redirects.", request=request)


def _same_origin(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Whether two URLs lead to one server, by scheme, host and port."""
    ports = {"http": 80, "https": 443}
    return (one.scheme, one.host, one.port or ports.get(one.scheme)) == (
        other.scheme,
        other.host,
        other.port or ports.get(other.scheme),
    )


def _read(io: Io, response: httpx2.Response) -> Generator[Any, Any, None]:
    """Read what an error says; if that fails, the status has to do."""
    try:
        yield io.read(response)
    except httpx2.RequestError:
        yield io.close(response)


def _told(
    call: Call, request: httpx2.Request, response: httpx2.Response, seconds: float
) -> None:
    if call.log.isEnabledFor(logging.DEBUG):
        call.log.debug(
            "%s %s: status %d, request id %s, %.3f s",
            *(request.method, _path(request), response.status_code),
            *(_printable(response.headers.get(call.request_id or "", "-")), seconds),
        )


def _path(request: httpx2.Request) -> str:
    """The path, percent-encoded, so that nothing in it ends a line of a log."""
    return request.url.raw_path.partition(b"?")[0].decode("ascii")


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


def _media(response: httpx2.Response) -> str:
    """The media type of a response; "" if it names none."""
    media: str = response.headers.get("content-type", "")
    return media.partition(";")[0].strip().lower()


def _status_error(
    call: Call, response: httpx2.Response, key: str | None
) -> APIStatusError:
    """The error of a status that is no success."""
    message = f"Error code: {response.status_code}"
    said = _body(response, key)
    if isinstance(said, str):
        message = said or message
    else:
        message = f"{message} - {said}"
    return status_class(response.status_code)(
        message,
        response,
        body=inside(said, call.envelope),
        request_id=response.headers.get(call.request_id or ""),
    )


def _body(response: httpx2.Response, key: str | None) -> Any:
    """What the API says: JSON if it is that, else text; never with the key in it."""
    try:
        content = response.content
    except httpx2.StreamError:
        return ""
    try:
        return json.loads(_without(key, content.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return _without(key, text_of(response).strip())


def _without(key: str | None, text: str) -> str:
    return text.replace(key, "[key]") if key else text


def inside(said: Any, envelope: str | None) -> Any:
    """What is inside the error envelope, if there is one; an empty text says nothing."""
    if envelope is not None and isinstance(said, dict):
        return said.get(envelope, said)
    return None if said == "" else said
