"""A loopback HTTP server that answers as a function says, and remembers what came.

    with Server(lambda request: Answer.json({"created": 1})) as server:
        client(server.url)

Every connection has its own thread, so answers may be as slow as they like. A body of
several chunks is sent chunk by chunk; `cut` closes the connection without its end.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

BODILESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read by the parser of the standard library."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client is to get; `cut` ends the connection in the midst of the body, and
    `hang` leaves it open there for as long as the server runs."""

    status: int = 200
    body: bytes | tuple[bytes, ...] = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    hang: bool = False

    @classmethod
    def json(cls, value: object, status: int = 200, **headers: str) -> Answer:
        """A JSON document; underscores in names of headers become hyphens."""
        text = json.dumps(value).encode()
        return cls(status, text, typed("application/json", headers))

    @classmethod
    def events(cls, *chunks: bytes, cut: bool = False, hang: bool = False) -> Answer:
        """An event stream, in chunks as they are."""
        return cls(200, chunks, typed("text/event-stream", {}), cut, hang)

    @classmethod
    def values(cls, values: Iterable[object]) -> Answer:
        """An event stream of JSON values with its end word."""
        texts = [f"data: {json.dumps(value)}\n\n" for value in values]
        return cls.events(*(text.encode() for text in (*texts, "data: [DONE]\n\n")))


def typed(kind: str, headers: Mapping[str, str]) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"content-type": kind, **named}


class Server:
    """The server; `answer` may be replaced at any time, `seen` be cleared."""

    def __init__(self, answer: Callable[[Request], Answer], port: int = 0) -> None:
        self.answer = answer
        self.seen: list[Request] = []
        self.stopped = threading.Event()
        self._server = _Listener(("127.0.0.1", port), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 512
    owner: Server

    def handle_error(self, *_: object) -> None:
        """A client that has gone is no fault of the server."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60
    server: _Listener

    def handle_one_request(self) -> None:
        """Any method is as good as another."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        length = int(self.headers.get("content-length", 0))
        url = urlsplit(self.path)
        request = Request(
            self.command,
            url.path,
            parse_qsl(url.query, keep_blank_values=True),
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(length),
        )
        self.server.owner.seen.append(request)
        self._send(self.server.owner.answer(request))

    def _send(self, answer: Answer) -> None:
        chunks = answer.body
        whole = isinstance(chunks, bytes)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in BODILESS:
            if whole:
                self.send_header("content-length", str(len(chunks) + answer.cut))
            else:
                self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        if answer.status in BODILESS:
            return
        if isinstance(chunks, bytes):
            self.wfile.write(chunks)
        else:
            for chunk in filter(None, chunks):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            if answer.hang:
                self.server.owner.stopped.wait(self.timeout)
            self.wfile.write(b"" if answer.cut else b"0\r\n\r\n")
        self.close_connection = self.close_connection or answer.cut

    def log_message(self, *_: object) -> None:
        """Tests have their own words."""
