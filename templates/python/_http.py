"""The HTTP library, imported at the first call: clients with this package's defaults,
and what its failures mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import httpx2
from httpx2 import Timeout

from ._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    ArgumentError,
)

__all__ = ["DefaultAsyncHttpxClient", "DefaultHttpxClient", "Timeout"]

DEFAULT_TIMEOUT = Timeout(600.0, connect=5.0)
"""Seconds: ten minutes for an answer, five seconds for a connection."""

_LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)
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
        options.setdefault("timeout", DEFAULT_TIMEOUT)
        options.setdefault("limits", _LIMITS)
        options.setdefault("follow_redirects", True)
        super().__init__(**options)


class DefaultAsyncHttpxClient(httpx2.AsyncClient):
    """`httpx2.AsyncClient` with the defaults of this package."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("timeout", DEFAULT_TIMEOUT)
        options.setdefault("limits", _LIMITS)
        options.setdefault("follow_redirects", True)
        super().__init__(**options)


def timeout_of(http: httpx2.Client | httpx2.AsyncClient) -> Timeout:
    """The timeout of calls that name none: that of the user's own client, if it is not
    the library's default, else this package's."""
    unchanged = http.timeout == Timeout(5.0)
    return DEFAULT_TIMEOUT if unchanged else http.timeout


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx2.URL:
    return httpx2.URL(url)


def built(
    http: httpx2.Client | httpx2.AsyncClient,
    method: str,
    url: str,
    query: list[tuple[str, str]],
    headers: list[tuple[str, str]],
    content: bytes | None,
    timeout: Any,
) -> httpx2.Request:
    """A request as the HTTP client builds it, with its query and its cookies, but its
    URL parsed once. Raises ArgumentError if that is none."""
    pairs = (*http.params.multi_items(), *query)
    try:
        target = httpx2.URL(url, params=pairs) if pairs else _parsed(url)
    except httpx2.InvalidURL as error:
        raise ArgumentError(f"not a URL: {error}") from None
    if not target.host:
        raise ArgumentError("not a URL: it names no host")
    return httpx2.Request(
        method,
        target,
        headers=headers,
        cookies=http.cookies,
        content=content,
        extensions={"timeout": Timeout(timeout).as_dict()},
    )


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
