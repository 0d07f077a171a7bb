"""The HTTP library, imported at the first call: clients with this package's defaults,
and what its failures mean."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import httpx2
from httpx2 import Timeout

from ._bodies import Content, Pieces
from ._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    ArgumentError,
    SDKError,
)

__all__ = ["DefaultAsyncHttpxClient", "DefaultHttpxClient", "Timeout"]

DEFAULT_TIMEOUT = Timeout(600.0, connect=5.0)
"""Seconds: ten minutes for an answer, five seconds for a connection."""

_WITH_BODY = ("POST", "PUT", "PATCH", "QUERY")
_UNCHANGED = Timeout(5.0)
"""The library's own default."""

_DEFAULTS: dict[str, Any] = {
    "timeout": DEFAULT_TIMEOUT,
    "limits": httpx2.Limits(max_connections=1000, max_keepalive_connections=100),
    "follow_redirects": True,
}
_FINAL = (
    httpx2.DecodingError,
    httpx2.LocalProtocolError,
    httpx2.TooManyRedirects,
    httpx2.UnsupportedProtocol,
)
"""Failures that another try would meet again."""


class DefaultHttpxClient(httpx2.Client):
    """`httpx2.Client` with the limits, the timeout and the redirects of this package,
    for those who set something else of it, a proxy for example."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**_DEFAULTS, **options})


class DefaultAsyncHttpxClient(httpx2.AsyncClient):
    """`httpx2.AsyncClient` with the defaults of this package."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**_DEFAULTS, **options})


def timeout_of(http: httpx2.Client | httpx2.AsyncClient) -> Timeout:
    """The timeout of calls that name none: that of the user's own client, if it is not
    the library's default, else this package's."""
    ours = isinstance(http, DefaultHttpxClient | DefaultAsyncHttpxClient)
    unset = not ours and http.timeout == _UNCHANGED
    return DEFAULT_TIMEOUT if unset else http.timeout


def _seconds_of(timeout: Any) -> dict[str, float | None]:
    """The timeout of each step; also of an `httpx.Timeout`."""
    known = timeout if hasattr(timeout, "connect") else Timeout(timeout)
    steps = ("connect", "read", "write", "pool")
    return {step: getattr(known, step) for step in steps}


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx2.URL:
    return httpx2.URL(url)


def built(
    http: httpx2.Client | httpx2.AsyncClient,
    method: str,
    url: str,
    query: list[tuple[str | None, str]],
    headers: list[tuple[str, str]],
    content: Content | None,
    timeout: Any,
) -> httpx2.Request:
    """A request as the HTTP client builds it, with its query and its cookies, but its
    URL parsed once. The query is percent-encoded. Raises ArgumentError if the URL is
    none."""
    try:
        target = _parsed(url)
        if query or http.params:
            target = _with_query(target, http.params, query)
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise ArgumentError(f"not a URL: {error}") from None
    if not target.host:
        raise ArgumentError("not a URL: it names no host")
    request = httpx2.Request(
        method,
        target,
        headers=_framed(headers, target, method, content),
        cookies=http.cookies,
        stream=_stream(content),
        extensions={"timeout": _seconds_of(timeout)},
    )
    if not isinstance(content, Pieces):
        request.read()
    return request


def _with_query(
    url: httpx2.URL, params: httpx2.QueryParams, query: list[tuple[str | None, str]]
) -> httpx2.URL:
    """A URL with more of a query than it has."""
    usual = [(quote(k, safe=""), quote(v, safe="")) for k, v in params.multi_items()]
    own = url.query.decode("ascii")
    made = [f"{name}={value}" for name, value in usual]
    made += [value if name is None else f"{name}={value}" for name, value in query]
    return url.copy_with(query="&".join([own] * bool(own) + made).encode("ascii"))


def _stream(content: Content | None) -> Any:
    if isinstance(content, Pieces):
        return _Streamed(content)
    return httpx2.ByteStream(content or b"")


class _Streamed(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body in pieces, which is read again for each try."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece


def _framed(
    headers: list[tuple[str, str]],
    target: httpx2.URL,
    method: str,
    content: Content | None,
) -> list[tuple[str, str]]:
    """Headers with those that frame a message (RFC 9110, 7.2 and 8.6), of which the user
    may only set the host; the library would look through all headers for each."""
    found = headers
    if all(name.lower() != "host" for name, _ in headers):
        found = [("Host", target.netloc.decode("ascii")), *found]
    if isinstance(content, Pieces) and content.length is None:
        return [*found, ("Transfer-Encoding", "chunked")]
    if content is not None or method.upper() in _WITH_BODY:
        length = content.length if isinstance(content, Pieces) else len(content or b"")
        found = [*found, ("Content-Length", str(length))]
    return found


def text_of(response: httpx2.Response) -> str:
    """The body as text, by its charset if that can decode it, else as UTF-8. The
    library's own way raises for charsets that are no text encodings."""
    try:
        return response.content.decode(response.encoding or "utf-8", "replace")
    except (LookupError, ValueError):
        return response.content.decode("utf-8", "replace")


def with_known_charset(response: httpx2.Response) -> httpx2.Response:
    """The response, its text decoded as UTF-8 if its charset is no text encoding."""
    try:
        b"a".decode(response.encoding or "utf-8", "replace")
    except (LookupError, ValueError):
        response.encoding = "utf-8"
    return response


def passing(error: httpx2.RequestError) -> bool:
    """Whether another try may succeed."""
    return not isinstance(error, _FINAL)


def failure(
    error: httpx2.RequestError,
    request: httpx2.Request,
    response: httpx2.Response | None = None,
) -> APIError:
    """An error of the library as one of this package."""
    if isinstance(error, httpx2.TimeoutException):
        return APITimeoutError(request)
    if isinstance(error, httpx2.DecodingError) and response is not None:
        message = "The body cannot be read: its content-encoding is broken."
        return APIResponseValidationError(message, response)
    return APIConnectionError(request)


@contextmanager
def named_failures(response: httpx2.Response) -> Iterator[None]:
    """Failures while a body is read, as errors of this package."""
    try:
        yield
    except httpx2.RequestError as error:
        raise failure(error, response.request, response) from error
    except httpx2.StreamError:
        message = "the body was already read in pieces, or the response is closed"
        raise SDKError(message) from None
