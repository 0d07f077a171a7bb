"""Mock servers on loopback: in a thread of the tests, or a process of their own.

with serving(api) as url:
    httpx2.post(f"{url}/things")
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx2

import accordant
from accordant import mock
from accordant.ir import Api
from accordant.location import Report
from accordant.mock.serving import Listener, bound

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "spec/2025-12"
DOCUMENTS = ROOT / "tests/documents"
http = httpx2.Client()
KEY = {"authorization": "Bearer secret-key"}
PATH = "/images/generations"


@cache
def flagship() -> Api:
    return accordant.load(SPEC, Report())


@cache
def document(name: str) -> Api:
    return accordant.load(DOCUMENTS / name, Report())


@contextmanager
def serving(
    api: Api,
    mode: mock.Mode = "error",
    seed: int = 0,
    faults: Sequence[str] = (),
    key: str | None = None,
    around: Callable[[Any], Any] = lambda app: app,
) -> Iterator[str]:
    """The address of a server that runs for as long as the block; `around` may put
    something of its own around the ASGI application."""
    listening = bound("127.0.0.1", 0)
    ready = threading.Event()
    app = around(mock.app(api, mode, seed, faults, key))
    listener = Listener(app, listening, ready.set)
    port = listening.getsockname()[1]
    thread = threading.Thread(target=listener.listen, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        listener.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def raw(
    url: str,
    body: Any = None,
    *,
    path: str = PATH,
    fault: str = "",
    method: str = "POST",
    headers: Sequence[str] = (),
) -> bytes:
    """All bytes that a server sends to one request, up to the end of the connection."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [
        f"{method} {path} HTTP/1.1",
        "host: mock.test:1",
        "connection: close",
        f"authorization: {KEY['authorization']}",
        "content-type: application/json",
        f"content-length: {len(data)}",
        *([f"x-accordant-fault: {fault}"] if fault else []),
        *headers,
    ]
    text = "\r\n".join(lines).encode() + b"\r\n\r\n" + data
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(text)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def parted(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what came, the body as it travelled."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(first.split()[1]), headers, body


def dechunked(body: bytes) -> tuple[bytes, bool]:
    """What chunks hold, and whether the last one ends them."""
    found = b""
    while match := re.match(rb"([0-9a-fA-F]+)\r\n", body):
        size = int(match[1], 16)
        if not size:
            return found, True
        start = match.end()
        found += body[start : start + size]
        body = body[start + size + 2 :]
    return found, False


def started(
    *words: str, environment: dict[str, str] | None = None
) -> tuple[subprocess.Popen[str], str]:
    """A process that serves, and the line that it prints then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "accordant", "mock", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=_environment(environment),
    )
    assert process.stdout is not None
    return process, process.stdout.readline()


def _environment(more: dict[str, str] | None) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "generator"), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path, **(more or {})}


def refusal(answer: httpx2.Response, status: int) -> dict[str, Any]:
    """The envelope of a refusal, which has the id of its request."""
    assert answer.status_code == status
    assert answer.headers["x-request-id"].startswith("req_")
    told: dict[str, Any] = answer.json()["error"]
    return told
