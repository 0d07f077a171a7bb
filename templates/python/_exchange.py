"""One call from the first try to the answer: redirects, retries, errors.

There is no I/O here. `exchange` is a generator that hands out what its `Io` returns and
is given the results, so that it serves plain and asynchronous clients alike.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

import httpx2

from . import _retries
from ._errors import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    status_class,
)
from ._http import failure, passing, text_of

_MOST_SAID = 2**20
"""Bytes that are read of what a failure says."""

_MOST_SHOWN = 5000
"""Characters of it in the message of an error; `body` has all."""

_SHORTEST_SECRET = 8
"""Characters; a shorter key is a stand-in ("x", "test") that words may contain."""


_PORTS = {"http": 80, "https": 443}


class Io(Protocol):
    """What touches the world; results, or awaitables of them."""

    def secrets(self, names: Iterable[str]) -> Any: ...
    def send(self, request: httpx2.Request, **auth: None) -> Any: ...
    def read(self, response: httpx2.Response) -> Any: ...
    def read_start(self, response: httpx2.Response, most: int) -> Any: ...
    def close(self, response: httpx2.Response) -> Any: ...
    def sleep(self, seconds: float) -> Any: ...
    def time(self) -> float: ...
    def random(self) -> float: ...


class Call(NamedTuple):
    """A call: how its request is built from `secrets`, and how its answer is taken.

    `unread` leaves the body of a success to the caller, as for `events`: an answer that
    comes item by item, in one of these media types. `credentials` are the headers that
    no other server may see.
    """

    request: Callable[[Mapping[str, str]], httpx2.Request]
    secrets: tuple[str, ...]
    unread: bool
    events: tuple[str, ...]
    max_retries: float
    follow_redirects: bool
    max_redirects: int
    credentials: frozenset[str]
    request_id: str | None
    envelope: str | None
    log: logging.Logger


class Answer(NamedTuple):
    """A response of success, after `retries` other tries."""

    response: httpx2.Response
    retries: int
    secrets: tuple[str, ...]


def exchange(call: Call, io: Io) -> Generator[Any, Any, Answer]:
    """Send a request until it is answered. Raises what `_errors` has."""
    retries = 0
    while True:
        secrets = yield io.secrets(call.secrets)
        request = call.request(secrets)
        hidden = hidden_in(request, secrets)
        started = io.time()
        response: httpx2.Response | None = None
        try:
            response = yield from _followed(call, io, request)
            if not response.is_success:
                yield from _started(io, response)
            elif not call.unread:
                yield io.read(response)
        except httpx2.RequestError as error:
            call.log.debug(
                "%s %s: %s", request.method, _path(request), type(error).__name__
            )
            if retries >= call.max_retries or not passing(error):
                raise failure(error, request, response) from error
            headers, why = httpx2.Headers(), type(error).__name__
        except UnicodeError as error:  # a location whose host is no domain name
            raise APIConnectionError(request) from error
        else:
            _told(call, request, response, io.time() - started)
            media = _media(response)
            if response.is_success:
                if not call.events or media in ("", *call.events):
                    return Answer(response, retries, hidden)
                with suppress(httpx2.RequestError):
                    yield from _started(io, response)
                message = f"Asked for an event stream; the answer is {media}."
                raise _unreadable(call, response, hidden, message)
            found = _retries.reason(response.status_code, response.headers)
            if found is None or retries >= call.max_retries:
                raise _status_error(call, response, hidden)
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
    auth: dict[str, None] = {}  # by default what the user's own client has
    for _ in range(call.max_redirects + 1):
        response: httpx2.Response = yield io.send(request, **auth)
        onward = response.next_request
        if onward is None or not call.follow_redirects:
            return response
        yield io.close(response)
        if not _same_origin(home, onward.url):
            auth = {"auth": None}
            for name in call.credentials:
                onward.headers.pop(name, None)
        request = onward
    raise httpx2.TooManyRedirects("Too many redirects.", request=request)


def _same_origin(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Whether two URLs lead to one server, by scheme, host and port; one that takes up
    encryption is still the same."""
    origins = [(url.scheme, url.port or _PORTS.get(url.scheme)) for url in (one, other)]
    upgraded = origins == [("http", 80), ("https", 443)]
    return one.host == other.host and (origins[0] == origins[1] or upgraded)


def _started(io: Io, response: httpx2.Response) -> Generator[Any, Any, None]:
    """Read what a failure says, as far as anybody will read; if that cannot be
    decompressed, its status has to do."""
    try:
        yield io.read_start(response, _MOST_SAID)
    except httpx2.DecodingError:
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


def _unreadable(
    call: Call, response: httpx2.Response, secrets: tuple[str, ...], message: str
) -> APIResponseValidationError:
    return APIResponseValidationError(
        message,
        response,
        body=_body(response, secrets),
        request_id=response.headers.get(call.request_id or ""),
    )


def _status_error(
    call: Call, response: httpx2.Response, secrets: tuple[str, ...]
) -> APIStatusError:
    """The error of a status that is no success."""
    message = f"Error code: {response.status_code}"
    said = _body(response, secrets)
    if isinstance(said, str):
        message = said[:_MOST_SHOWN] or message
    else:
        message = f"{message} - {said}"[:_MOST_SHOWN]
    return status_class(response.status_code)(
        message,
        response,
        body=inside(said, call.envelope),
        request_id=response.headers.get(call.request_id or ""),
    )


def _body(response: httpx2.Response, secrets: tuple[str, ...]) -> Any:
    """What the API says: JSON if it is that, else text; never with the key in it."""
    try:
        content = response.content
    except httpx2.StreamError:
        return ""
    try:
        return masked(secrets, json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return masked(secrets, text_of(response).strip())


def hidden_in(request: httpx2.Request, secrets: Mapping[str, str]) -> tuple[str, ...]:
    """The texts of a request that nobody may see: secrets, and what is made of them."""
    found = [secret for secret in secrets.values() if secret]
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if found and scheme == "Basic":
        found.append(token)
    return tuple(text for text in found if len(text) >= _SHORTEST_SECRET)


def masked(secrets: tuple[str, ...], said: Any) -> Any:
    """What a server said, with the secrets, however they were escaped, out of its
    texts."""
    if not secrets:
        return said
    if isinstance(said, str):
        for secret in secrets:
            said = said.replace(secret, "[key]")
        return said
    if isinstance(said, list):
        return [masked(secrets, item) for item in said]
    if isinstance(said, dict):
        return {
            masked(secrets, name): masked(secrets, item) for name, item in said.items()
        }
    return said


def inside(said: Any, envelope: str | None) -> Any:
    """What is inside the error envelope, if there is one; an empty text says nothing."""
    if envelope is not None and isinstance(said, dict):
        return said.get(envelope, said)
    return None if said == "" else said
