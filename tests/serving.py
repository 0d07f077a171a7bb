"""A small server that judges requests by a spec's table, for tests of `conform`.

What it does otherwise than the table is seeded: each difference is a function from the
violations that the table gives to those that this server goes by.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, NamedTuple

from accordant import answers, ir
from accordant.rules.evaluate import Violation, evaluate

Judge = Callable[[Any, list[Violation]], Sequence[Violation]]


class Reply(NamedTuple):
    """An answer, as bytes; `delay` in seconds comes before it, `drip` before each byte
    of its body. Status 0 is none."""

    status: int
    body: bytes
    media: str = "application/json"
    headers: Sequence[tuple[str, str]] = ()
    delay: float = 0.0
    drip: float = 0.0


def reply(status: int, value: object, **more: Any) -> Reply:
    """An answer in JSON."""
    return Reply(status, json.dumps(value).encode(), **more)


def stream(*events: object, end: str | None = "[DONE]") -> Reply:
    """An answer of events."""
    parts = [f"data: {json.dumps(event)}\n\n" for event in events]
    if end is not None:
        parts.append(f"data: {end}\n\n")
    return Reply(200, "".join(parts).encode(), "text/event-stream")


def refusal(found: Sequence[Violation], param: str | None = None) -> Reply:
    """The error envelope for violations; `param` is blamed if it is given."""
    first = found[0]
    error = {
        "message": "\n".join(entry.message for entry in found),
        "type": "invalid_request_error",
        "param": param or first.path[1:].replace("/", ".") or None,
        "code": first.rule,
    }
    return reply(
        400, {"error": error, "violations": [entry._asdict() for entry in found]}
    )


ACCEPTED = reply(200, {"created": 1, "data": []})
STREAMED = stream({"type": "done"})


@dataclass
class Fake:
    """What a server does; `seen` are the headers and the body of each request. What it
    answers, unless that is given, keeps the rules about answers."""

    api: ir.Api
    judge: Judge = lambda body, found: found
    accepted: Reply | None = None
    streamed: Reply | None = None
    param: str | None = None
    before: Callable[[int], Reply | None] = lambda number: None
    url: str = ""
    seen: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def model(self) -> ir.Model:
        return next(model for model in self.api.judged() if model.body)

    def reply(self, path: str, headers: dict[str, str], text: bytes) -> Reply:
        body = json.loads(text)
        with self.lock:
            self.seen.append((path, headers, body))
            early = self.before(len(self.seen))
        if early is not None:
            return early
        found = self.judge(body, evaluate(self.model, self.api.declarations, body))
        errors = [entry for entry in found if entry.severity == "error"]
        if errors:
            return refusal(errors, self.param)
        asks = isinstance(body, dict) and body.get("stream") is True
        given = self.streamed if asks else self.accepted
        return given or self.kept(body, asks)

    def kept(self, body: Any, streams: bool) -> Reply:
        """An answer by the document's examples that breaks no rule."""
        operation = self.api.operations[0]
        drafts = [
            example.value
            for response in operation.responses
            for example in response.examples
            if response.streams == streams
        ]
        if not drafts:
            return ACCEPTED
        if streams:
            return stream(*answers.kept_events(self.api, operation, body, drafts))
        return reply(200, answers.kept(self.api, operation, body, drafts[0]))


@contextmanager
def serving(fake: Fake) -> Iterator[Fake]:
    """A fake at a free port of this machine; its `url` is known then."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # else the body waits for the other side to have the headers

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            said = fake.reply(self.path, headers, text)
            time.sleep(said.delay)
            if said.status == 0:
                self.close_connection = True
                return
            self.send_response(said.status)
            for name, value in (("content-type", said.media), *said.headers):
                self.send_header(name, value)
            self.send_header("content-length", str(len(said.body)))
            self.end_headers()
            for byte in said.body if said.drip else ():
                with suppress(OSError):
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                time.sleep(said.drip)
            if not said.drip:
                self.wfile.write(said.body)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
