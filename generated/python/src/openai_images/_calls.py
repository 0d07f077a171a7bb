"""From a method's arguments to a call, and from its answer to what the method returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import httpx2

from . import _requests
from ._base import BaseClient, Mode
from ._errors import ArgumentError
from ._exchange import Answer, Call
from ._http import built, timeout_of
from ._log import logger
from ._model import UNSET, written
from ._operations import Operation, parsed, same
from ._options import option
from ._streams import Reading
from ._validation import check

_ACCEPT = {"json": "application/json", "none": "application/json"}
_NONE: Mapping[str, Any] = {}
_HARMLESS = ("accept", "accept-encoding", "content-type", "user-agent")
"""Headers that another server may see, whoever set them."""


def prepared(
    client: BaseClient[Any],
    operation: Operation[Any, Any],
    mode: Mode,
    body: Any,
    *,
    path: Mapping[str, object] = _NONE,
    query: Mapping[str, object] = _NONE,
    headers: Mapping[str, object] = _NONE,
    cookies: Mapping[str, object] = _NONE,
    extra_headers: Mapping[str, str | None] | None = None,
    extra_query: Mapping[str, object] | None = None,
    extra_body: Mapping[str, object] | None = None,
    timeout: Any = UNSET,
    validate: Any = UNSET,
) -> tuple[Call, Any]:
    """A call, checked and ready to be sent, and the HTTP client that sends it.

    Raises ConstraintError and ArgumentError for what cannot be sent.
    """
    facts = client._facts
    for name, extra in (
        ("extra_headers", extra_headers),
        ("extra_query", extra_query),
        ("extra_body", extra_body),
    ):
        if extra is not None and not isinstance(extra, Mapping):
            raise ArgumentError(f"{name} must be a mapping")
    wire = merged(None if body is UNSET else written(body), extra_body)
    judge(client, operation, wire, extra_body or _NONE, validate)
    http = client._pool.http()
    events = operation.streams(wire)
    accept = "text/event-stream" if events else _ACCEPT.get(operation.answer, "*/*")
    own = {"Accept": accept, "User-Agent": facts.user_agent}
    content: bytes | None = None
    if wire is not None:
        own["Content-Type"] = operation.media
        content = wire if isinstance(wire, bytes) else _requests.content(wire)
    if cookie := _requests.cookie(cookies):
        own["Cookie"] = cookie
    for name, header in facts.headers.items():
        own[header] = getattr(client, name)
    url = _requests.target(client.base_url, operation.path, path)
    pairs = _requests.query(client.base_url, client.default_query, query, extra_query)
    if timeout is UNSET:
        timeout = timeout_of(http) if client.timeout is UNSET else client.timeout
    else:
        timeout = option(facts, "timeout", timeout)

    def request(key: str | None) -> httpx2.Request:
        secret, keyed = _NONE, pairs
        if key and facts.credential is not None:
            place, name, prefix = facts.credential
            if place == "query":
                keyed = [*pairs, (name, prefix + key)]
            else:
                secret = {name: prefix + key}
                if name == "Cookie" and cookie:
                    secret = {name: f"{prefix}{key}; {cookie}"}
        layers = (own, secret, client.default_headers, headers, extra_headers or _NONE)
        all_headers = _requests.headers(http.headers, *layers)
        return built(http, operation.method, url, keyed, all_headers, content, timeout)

    call = Call(
        request=request,
        unread=events or mode == "unread",
        events=events,
        max_retries=client.max_retries,
        follow_redirects=http.follow_redirects,
        max_redirects=http.max_redirects,
        credentials=client._secret_headers.union(
            str(name).lower()
            for layer in (client.default_headers, extra_headers or _NONE)
            for name in layer
            if str(name).lower() not in _HARMLESS
        ),
        request_id=facts.request_id,
        envelope=facts.envelope,
        log=logger(facts.package),
    )
    return call, http


def judge(
    client: BaseClient[Any],
    operation: Operation[Any, Any],
    wire: Any,
    extra: Mapping[str, object],
    mode: Any,
) -> None:
    """Hold a body against its constraints, as the client or the call says."""
    if mode is UNSET:
        mode = client.validate
    else:
        mode = option(client._facts, "validate", mode)
    if operation.params is not None and mode != "off":
        log = logger(client._facts.package)
        check(operation.params, wire, extra, mode, client.ignore_rules, log)


def merged(body: Any, extra: Mapping[str, object] | None) -> Any:
    """A body with more keys, which count more than its own."""
    if not extra:
        return body
    if body is not None and not isinstance(body, dict):
        raise ArgumentError("extra_body needs a body that is a JSON object")
    both = {**(body or {}), **written(extra)}
    return {key: value for key, value in both.items() if value is not UNSET}


def result(
    client: BaseClient[Any],
    operation: Operation[Any, Any],
    call: Call,
    answer: Answer,
    stream: Callable[..., Any],
    kind: Callable[..., Any] | None,
) -> Any:
    """The answer as the method returns it, or as a response of some kind."""
    facts, (response, retries, key) = client._facts, answer
    request_id = response.headers.get(facts.request_id) if facts.request_id else None
    if call.events:
        read = operation.read_event or same
        limit = client.max_event_size
        reading = Reading(read, facts.end, limit, facts.envelope, request_id, key)
        parse: Callable[[], Any] = partial(stream, response, reading)
    else:
        parse = partial(parsed, operation, response, request_id, key)
    if kind is None:
        return parse()
    return kind(response, retries, request_id, call.events, parse)
