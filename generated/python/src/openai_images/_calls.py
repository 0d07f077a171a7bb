"""From a method's arguments to a call, and from its answer to what the method returns."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote, urljoin

import httpx2

from . import _requests
from ._base import BaseClient, Mode
from ._bodies import Content, content_of, given, judged
from ._errors import ArgumentError
from ._events import EventDecoder
from ._exchange import Answer, Call
from ._http import built, timeout_of
from ._lines import LineDecoder
from ._log import logger
from ._model import UNSET, Model
from ._operations import EVENTS, Operation, parsed, same
from ._options import Credential, address, missing, option
from ._pages import Pages
from ._streams import Reading
from ._styles import FORM
from ._validation import check

_NONE: Mapping[str, Any] = {}
_LINES = ("application/x-ndjson", "application/jsonl", "application/json-seq")
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
    querystring: object = UNSET,
    headers: Mapping[str, object] = _NONE,
    cookies: Mapping[str, object] = _NONE,
    content_type: Any = UNSET,
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
    wire = merged(None if body is UNSET else given(body), extra_body)
    if wire == {} and operation.optional:
        wire = None
    judge(client, operation, wire, extra_body or _NONE, validate)
    http = client._pool.http()
    streams = operation.streams(wire)
    own = {"Accept": operation.accept(streams), "User-Agent": facts.user_agent}
    content: Content | None = None
    if wire is not None:
        media = operation.media if content_type is UNSET else content_type
        own["Content-Type"], content = content_of(media, wire, operation.parts)
    styles = operation.styles
    cookie = _requests.cookie(cookies, styles.get("cookie", _NONE))
    if cookie:
        own["Cookie"] = cookie
    for name, header in facts.headers.items():
        own[header] = getattr(client, name)
    home = _home(client, operation)
    url = _requests.target(home, operation.path, path, styles.get("path", _NONE))
    declared = _requests.declared(query, styles.get("query", _NONE))
    pairs = _requests.query(home, client.default_query, declared, extra_query)
    if querystring is not UNSET:
        whole = styles.get("querystring", _NONE).get("", FORM)
        pairs += _requests.whole_query(querystring, whole)
    if timeout is UNSET:
        timeout = timeout_of(http) if client.timeout is UNSET else client.timeout
    else:
        timeout = option(facts, "timeout", timeout)
    outer = (client.default_headers, extra_headers or _NONE)
    way_in = credentials(client, operation, outer)
    mine = _requests.styled(headers, styles.get("header", _NONE))

    def request(secrets: Mapping[str, str]) -> httpx2.Request:
        keyed, secret = pairs, dict(_NONE)
        for found in way_in:
            value = found.prefix + _secret(found, secrets)
            if found.place == "query":
                keyed = [*keyed, (quote(found.name, safe=""), quote(value, safe=""))]
            elif found.place == "cookie":
                known = secret.get("Cookie", cookie)
                pair = f"{found.name}={value}"
                secret["Cookie"] = f"{pair}; {known}" if known else pair
            else:
                secret[found.name] = value
        layers = (own, secret, client.default_headers, mine, extra_headers or _NONE)
        all_headers = _requests.headers(http.headers, *layers)
        made = built(http, operation.method, url, keyed, all_headers, content, timeout)
        made.extensions["keys"] = [c.name for c in way_in if c.place == "query"]
        return made

    call = Call(
        request=request,
        secrets=tuple(name for found in way_in for name in found.options),
        unread=streams or mode == "unread",
        events=_streamed(operation) if streams else (),
        max_retries=client.max_retries,
        follow_redirects=http.follow_redirects,
        max_redirects=http.max_redirects,
        credentials=client._secret_headers.union(
            str(name).lower()
            for layer in outer
            for name in layer
            if str(name).lower() not in _HARMLESS
        ),
        request_id=facts.request_id,
        envelope=facts.envelope,
        log=logger(facts.package),
    )
    return call, http


def _streamed(operation: Operation[Any, Any]) -> tuple[str, ...]:
    """The media types in which items may come."""
    if operation.lines is None:
        return (EVENTS,)
    return (operation.lines, *_LINES)


def _home(client: BaseClient[Any], operation: Operation[Any, Any]) -> str:
    """Where an operation is: at a server of its own, unless the user says where."""
    if operation.server is None or client._is_moved:
        return client.base_url
    return address(urljoin(client.base_url, client._filled(operation.server)))


def credentials(
    client: BaseClient[Any],
    operation: Operation[Any, Any],
    outer: tuple[Mapping[str, object], ...],
) -> list[Credential]:
    """What lets a call in: the first of the ways for which all is there.

    A header that the user sets stands for its secret. Raises SDKError if there is no
    way in.
    """
    facts = client._facts
    ways = facts.security if operation.security is None else operation.security
    named = {str(name).lower() for layer in outer for name in layer}
    wanted: list[str] = []
    for way in sorted(ways, key=lambda way: not way):  # without any as a last resort
        found = [facts.credentials[name] for name in way]
        left = [one for one in found if getattr(client, one.options[0], None) is None]
        lacking = [
            one
            for one in left
            if not (one.place == "header" and one.name.lower() in named)
        ]
        if not lacking:
            return [one for one in found if one not in left]
        wanted += [one.options[0] for one in lacking]
    if wanted:
        raise missing(facts, dict.fromkeys(wanted))
    return []


def onward(
    pages: Pages, body: Any, options: Mapping[str, Any], value: object
) -> tuple[Any, dict[str, Any]]:
    """The body and the options of a call that asks for another page."""
    if pages.in_body:
        return {**(body or {}), pages.wire: value}, dict(options)
    query = {**options.get("query", _NONE), pages.wire: value}
    extra = options.get("extra_query")
    if extra is not None:
        extra = {key: item for key, item in extra.items() if key != pages.wire}
    return body, {**options, "query": query, "extra_query": extra}


def asked(pages: Pages, body: Any, options: Mapping[str, Any]) -> object:
    """What a call gives for the argument that leads to other pages."""
    if pages.in_body:
        return (body or _NONE).get(pages.wire)
    extra = options.get("extra_query") or _NONE
    return extra.get(pages.wire, options.get("query", _NONE).get(pages.wire))


def _secret(credential: Credential, secrets: Mapping[str, str]) -> str:
    """The secret as it is sent: a key, or a name and a password in base64."""
    found = [secrets.get(name) or "" for name in credential.options]
    if len(found) == 1:
        return found[0]
    return b64encode(":".join(found).encode()).decode("ascii")


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
    if operation.params is None or mode == "off" or wire is None:
        return
    kind, plain = operation.params, judged(wire)
    if not isinstance(kind, type):
        found = kind(plain)
        if not isinstance(found, Model):
            return
        kind = type(found)
    log = logger(client._facts.package)
    check(kind, plain, extra, mode, client.ignore_rules, log)


def merged(body: Any, extra: Mapping[str, object] | None) -> Any:
    """A body with more keys, which count more than its own."""
    if not extra:
        return body
    if body is not None and not isinstance(body, dict):
        raise ArgumentError("extra_body needs a body that is a JSON object")
    return {**(body or {}), **given(extra)}


def result(
    client: BaseClient[Any],
    operation: Operation[Any, Any],
    call: Call,
    answer: Answer,
    stream: Callable[..., Any],
    page: Callable[[Any], Any],
    kind: Callable[..., Any] | None,
) -> Any:
    """The answer as the method returns it, or as a response of some kind; `page` makes
    a page of it."""
    facts, (response, retries, secrets) = client._facts, answer
    request_id = response.headers.get(facts.request_id) if facts.request_id else None
    if call.events:
        read = operation.read_event or same
        limit = client.max_event_size
        decoder = EventDecoder if operation.lines is None else LineDecoder
        way = (facts.envelope, request_id, secrets, decoder, operation.data)
        reading = Reading(read, facts.end, limit, *way)
        parse: Callable[[], Any] = partial(stream, response, reading)
    else:
        parse = partial(parsed, operation, response, request_id, secrets)
        if operation.pages is not None:
            whole = parse
            parse = lambda: page(whole())
    if kind is None:
        return parse()
    return kind(response, retries, request_id, bool(call.events), parse)
