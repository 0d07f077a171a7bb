"""Requests to a live server, and what came back of each."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from urllib.parse import quote

import httpx2

from accordant import ir
from accordant.conform.answer import Answer, outcome
from accordant.conform.cases import Request
from accordant.conform.credentials import Credential, apply
from accordant.conform.outcome import Outcome, without
from accordant.conform.results import Stopped
from accordant.conform.waits import LONGEST, TRIES, Gate, ordered, unordered

_LARGEST = 256 * 1024 * 1024
"""Bytes of the longest answer that is read."""
_SECRET = 8
"""Characters of the shortest header that is looked for in answers."""
_GONE = 5
"""So many requests in a row without any connection end a run."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where to send to, and how. `timeout` is in seconds, for one answer as a whole;
    `rate` in requests a minute. Headers and the key never leave this object."""

    url: str
    credential: Credential | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 120.0
    rate: float | None = None
    concurrency: int = 1

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be stored."""
        key = () if self.credential is None else self.credential.secrets
        long = (value for value in self.headers.values() if len(value) >= _SECRET)
        return (*key, *long)


def send(
    api: ir.Api, server: Server, requests: Sequence[Request]
) -> Iterator[tuple[Request, Outcome]]:
    """The outcome of each request, as they come.

    After a rate limit that cannot be waited for, or when the server is gone, the rest
    is not sent and has that reason. Raises Stopped where the first request shows that
    there is no server, or that the key is wrong.
    """
    with httpx2.Client(
        timeout=httpx2.Timeout(server.timeout, connect=min(10.0, server.timeout)),
        limits=httpx2.Limits(max_connections=server.concurrency),
        follow_redirects=False,
    ) as http:
        sender = _Sender(api, server, http)
        waiting = list(requests)
        if waiting:
            first = waiting.pop(0)
            yield first, sender.first(first)
        yield from _rest(sender, waiting, server.concurrency)


def _rest(
    sender: _Sender, waiting: list[Request], concurrency: int
) -> Iterator[tuple[Request, Outcome]]:
    """At most so many at a time, so that a stop leaves nothing under way behind."""
    with ThreadPoolExecutor(concurrency) as pool:
        running: dict[Future[Outcome], Request] = {}
        try:
            while waiting or running:
                while waiting and len(running) < concurrency:
                    request = waiting.pop(0)
                    running[pool.submit(sender.outcome, request)] = request
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
        finally:
            sender.stop = sender.stop or "not sent: interrupted"


class _Sender:
    """One run's way to the server. `stop` is why nothing more is sent."""

    def __init__(self, api: ir.Api, server: Server, http: httpx2.Client) -> None:
        self.api = api
        self.server = server
        self.http = http
        self.gate = Gate(server.rate)
        self.stop = ""
        self.lost = 0

    def first(self, request: Request) -> Outcome:
        """The outcome of the first request. Raises Stopped."""
        found = self.outcome(request)
        if self.lost:
            raise Stopped(f"no server at {self.server.url}: {found.reason}")
        if found.status in (401, 403):
            said = f": {found.message}" if found.message else ""
            raise Stopped(f"{self.server.url} answers {found.reason}{said}")
        return found

    def outcome(self, request: Request) -> Outcome:
        """What comes of a request; tried again while the server asks to wait."""
        start, tries = time.monotonic(), 0
        while True:
            self.gate.enter()
            if self.stop:
                return Outcome(reason=self.stop, again=True)
            tries += 1
            try:
                answer, headers = self.exchange(request)
            except (httpx2.HTTPError, httpx2.InvalidURL, _Endless, OSError) as error:
                return self.failed(error, time.monotonic() - start, tries)
            self.lost = 0
            found = outcome(self.api, request, answer)
            found = replace(found, seconds=time.monotonic() - start, tries=tries)
            if answer.status not in (429, 503):
                return found
            asked = ordered(headers, time.time())
            if tries == TRIES or (asked or 0) > LONGEST:
                if answer.status == 429:
                    self.stop = "not sent: the server limits the rate"
                return replace(found, again=True)
            self.gate.pause(unordered(tries) if asked is None else asked)

    def exchange(self, request: Request) -> tuple[Answer, Mapping[str, str]]:
        """One answer, read to its end. Raises the errors of the HTTP library."""
        built = self.request(request)
        deadline = time.monotonic() + self.server.timeout
        response = self.http.send(built, stream=True)
        try:
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if time.monotonic() > deadline:
                    raise _Endless(f"it did not end in {self.server.timeout:g} s")
                if len(body) > _LARGEST:
                    raise _Endless(f"it is longer than {_LARGEST} bytes")
        finally:
            response.close()
        headers = response.headers
        media = headers.get("content-type", "")
        secrets = self.server.secrets
        return Answer(response.status_code, media, bytes(body), secrets), headers

    def request(self, request: Request) -> httpx2.Request:
        operation, known = request.to.operation, self.server.parameters
        path = operation.path
        query: list[tuple[str, str]] = [*operation.fixed_query]
        headers = {"content-type": request.to.body.media}
        cookies: list[str] = []
        headers["accept"] = _accept(operation, request.body)
        for parameter in operation.parameters:
            value = known.get(parameter.wire)
            if value is None:
                continue
            if parameter.place == "path":
                path = path.replace(f"{{{parameter.wire}}}", quote(value, safe=""))
            elif parameter.place == "query":
                query.append((parameter.wire, value))
            elif parameter.place == "header":
                headers[parameter.wire] = value
            elif parameter.place == "cookie":
                cookies.append(f"{parameter.wire}={value}")
        if self.server.credential is not None:
            apply(self.server.credential, operation, headers, query, cookies)
        if cookies:
            headers["cookie"] = "; ".join(cookies)
        headers |= self.server.headers
        url = httpx2.URL(self.server.url.rstrip("/") + path)
        if query:
            url = url.copy_merge_params(tuple(query))
        content = json.dumps(request.body, allow_nan=False)
        return self.http.build_request(
            operation.http, url, headers=headers, content=content
        )

    def failed(self, error: Exception, seconds: float, tries: int) -> Outcome:
        """A request without an answer."""
        if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
            self.lost += 1
            if self.lost >= _GONE:
                self.stop = "not sent: the server is gone"
        if isinstance(error, httpx2.TimeoutException):
            said = f"no answer in {self.server.timeout:g} s"
        else:
            said = f"no answer: {without(self.server.secrets, str(error))}"
        return Outcome(reason=said, seconds=seconds, tries=tries, again=True)


def _accept(operation: ir.Operation, body: ir.Json) -> str:
    """What is asked for: events if the body does, else what comes in one piece, if the
    operation has that."""
    stream = operation.stream_field
    if isinstance(body, dict) and stream is not None and body.get(stream) is True:
        return ir.EVENTS
    known = operation.successes()
    whole = [r.media for r in known if not r.streams] or [r.media for r in known]
    return whole[0] if whole else "application/json"


class _Endless(Exception):
    """An answer that is not worth waiting for."""
