"""What a scripted server sends: whole replies, and replies broken in every way."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import responses
from typing import Any

from loopback import Reply

Headers = Mapping[str, str]
NONE: Headers = {}


def head(status: int = 200, headers: Headers = NONE) -> bytes:
    """The status line and the headers, with the empty line after them."""
    lines = [f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def response(status: int = 200, body: bytes = b"", headers: Headers = NONE) -> bytes:
    """A whole response, its body as long as `content-length` says."""
    return head(status, {"content-length": str(len(body)), **headers}) + body


def json_response(value: Any, status: int = 200, headers: Headers = NONE) -> bytes:
    kind = {"content-type": "application/json"}
    return response(status, json.dumps(value).encode(), {**kind, **headers})


def chunked(*chunks: bytes) -> bytes:
    """A body in these chunks: the client gets them one by one, however they travel."""
    coded = [b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks if chunk]
    return b"".join([*coded, b"0\r\n\r\n"])


def events(*chunks: bytes, headers: Headers = NONE) -> bytes:
    """An event stream in these chunks, ended by its coding."""
    kind = {"content-type": "text/event-stream", "transfer-encoding": "chunked"}
    return head(200, {**kind, **headers}) + chunked(*chunks)


def events_until_closed(*chunks: bytes, headers: Headers = NONE) -> Reply:
    """An event stream in these chunks, ended by the end of the connection."""
    kind = {"content-type": "text/event-stream", "connection": "close"}
    return closed(head(200, {**kind, **headers}), *chunks)


def closed(*parts: bytes) -> Reply:
    """Sends the parts, each in its own packet, and closes the connection."""

    def reply(opened: socket.socket) -> None:
        for part in parts:
            opened.sendall(part)
        opened.close()

    return reply


def cut(whole: bytes, keep: int) -> Reply:
    """Closes the connection after that many bytes of the body (coded, if chunked)."""
    return closed(whole[: whole.index(b"\r\n\r\n") + 4 + keep])


def reset(sent: bytes = b"") -> Reply:
    """Sends some bytes, and has the kernel reset the connection."""

    def reply(opened: socket.socket) -> None:
        opened.sendall(sent)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        opened.close()

    return reply


def hung(sent: bytes = b"") -> Reply:
    """Sends some bytes, and no more until the client leaves, or a minute is over."""

    def reply(opened: socket.socket) -> None:
        opened.settimeout(60)
        opened.sendall(sent)
        while opened.recv(65536):
            pass
        opened.close()

    return reply


def slow(whole: bytes, pause: float, size: int = 1) -> Reply:
    """Sends that many bytes at a time, with a pause after each of them."""

    def reply(opened: socket.socket) -> None:
        for place in range(0, len(whole), size):
            opened.sendall(whole[place : place + size])
            time.sleep(pause)

    return reply


def refusing() -> str:
    """A URL where connections are refused."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def deaf() -> Iterator[str]:
    """A URL where connections are neither accepted nor refused (on Linux): the queue
    of those who wait is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        place = listener.getsockname()
        with socket.create_connection(place):
            yield f"http://127.0.0.1:{place[1]}"
