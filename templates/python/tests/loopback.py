"""A small HTTP/1.1 server on 127.0.0.1 that answers by a script.

    with Loopback(response(503), json_response({"ok": True})) as server:
        client(server.url).request("GET", "/things")
    assert [request.method for request in server.requests] == ["GET", "GET"]

A reply is the bytes to send, or a function that writes to the socket. Each request
takes the next reply; the last one answers all requests after it. Connections are kept
alive, unless a reply closes its socket.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from subject import KEYS

Reply = bytes | Callable[[socket.socket], None]
_NO_SCRIPT = b"HTTP/1.1 599 The script is empty\r\ncontent-length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """What came: names of headers in lower case, the values of one name joined.

    Secrets in query and cookies, where an API has them there, are in `keys` alone.
    """

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int
    keys: str = ""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A reply to the connection itself: no request is read before."""

    reply: Reply


class Loopback:
    """The server. It runs from `with` on, and is gone after it."""

    def __init__(self, *replies: Reply | AtOnce) -> None:
        self.requests: list[Request] = []
        self.script(*replies)
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._stopping = False
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._acceptor = threading.Thread(target=self._accept, daemon=True)

    def script(self, *replies: Reply | AtOnce) -> None:
        """What the next requests are answered with."""
        self._replies = list(replies) or [_NO_SCRIPT]

    @property
    def connections(self) -> int:
        """How many connections were made so far."""
        return len(self._threads)

    def wait_until_closed(self, connection: int = 0, seconds: float = 10) -> bool:
        """Whether a connection came to its end, which is waited for."""
        end = time.monotonic() + seconds
        while self.connections <= connection and time.monotonic() < end:
            time.sleep(0.001)
        self._threads[connection].join(seconds)
        return not self._threads[connection].is_alive()

    def __enter__(self) -> Loopback:
        self._acceptor.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._acceptor.join()
        self._listener.close()
        for opened in self._sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            opened, _ = self._listener.accept()
            if self._stopping:
                opened.close()
                return
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            serve = threading.Thread(
                target=self._serve, args=(opened, self.connections), daemon=True
            )
            self._sockets.append(opened)
            self._threads.append(serve)
            serve.start()

    def _serve(self, opened: socket.socket, connection: int) -> None:
        # An OSError is the client that left, or the end of the server.
        with opened, suppress(OSError):
            with self._lock:
                first = self._replies[0]
                if isinstance(first, AtOnce):
                    self._next()
            if isinstance(first, AtOnce):
                _send(opened, first.reply)
                return
            received = _Received(opened)
            while opened.fileno() >= 0 and (request := received.request(connection)):
                with self._lock:
                    self.requests.append(request)
                    reply = self._next()
                _send(opened, reply.reply if isinstance(reply, AtOnce) else reply)

    def _next(self) -> Reply | AtOnce:
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


class _Received:
    """Reads requests off a socket."""

    def __init__(self, opened: socket.socket) -> None:
        self._socket = opened
        self._buffer = bytearray()

    def request(self, connection: int) -> Request | None:
        """The next request; None if the client left."""
        try:
            first, *lines = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        except EOFError:
            return None
        method, target, _ = first.split(" ")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(":")
            known = headers.get(name.lower())
            joined = value.strip() if known is None else f"{known}, {value.strip()}"
            headers[name.lower()] = joined
        if headers.get("transfer-encoding") == "chunked":
            body = b"".join(self._chunks())
        else:
            body = self._exactly(int(headers.get("content-length", 0)))
        path, mark, query = target.partition("?")
        query, hidden = _parted(query, "&")
        cookie, more = _parted(headers.pop("cookie", ""), "; ")
        headers |= {"cookie": cookie} if cookie else {}
        target = path + (mark if query or not hidden else "") + query
        return Request(method, target, headers, body, connection, hidden + more)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self._until(b"\r\n"), 16):
            yield self._exactly(size)
            self._until(b"\r\n")
        self._until(b"\r\n")

    def _until(self, end: bytes) -> bytes:
        while (place := self._buffer.find(end)) < 0:
            self._more()
        return self._exactly(place + len(end))[:place]

    def _exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._more()
        found = bytes(self._buffer[:size])
        del self._buffer[:size]
        return found

    def _more(self) -> None:
        came = self._socket.recv(65536)
        if not came:
            raise EOFError
        self._buffer += came


def _parted(pairs: str, mark: str) -> tuple[str, str]:
    """Pairs without those that hold secrets, and these."""
    listed = pairs.split(mark)
    hidden = [pair for pair in listed if unquote(pair.partition("=")[0]) in KEYS]
    return mark.join(p for p in listed if p not in hidden), mark.join(hidden)


def _send(opened: socket.socket, reply: Reply) -> None:
    if callable(reply):
        reply(opened)
    else:
        opened.sendall(reply)
