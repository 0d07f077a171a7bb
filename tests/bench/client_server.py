"""A loopback server of canned answers, in a process of its own.

    python -m tests.bench.client_server

It prints its port, and stops when its standard input ends: at the latest with the
process that started it. The answers are made beforehand, and bare sockets send them,
so that a client waits for little else than itself.
"""

import base64
import json
import os
import random
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import yaml

SPEC = Path(__file__).resolve().parents[2] / "spec" / "2025-12" / "openapi.yaml"
EVENTS = 50
IMAGE = 3 << 18  # bytes: 1 MiB in base64
SEED = 2025_12


def answers() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The response that is served, and the events, each with an image of its own."""
    document = yaml.load(SPEC.read_text(encoding="utf-8"), yaml.CSafeLoader)
    operation = document["paths"]["/images/generations"]["post"]
    content = operation["responses"]["200"]["content"]
    response = content["application/json"]["examples"]["complete"]["value"]
    event = content["text/event-stream"]["examples"]["partial"]["value"]
    rng = random.Random(SEED)
    events = []
    for number in range(EVENTS):
        image = base64.b64encode(rng.randbytes(IMAGE)).decode("ascii")
        events.append({**event, "b64_json": image, "partial_image_index": number})
    return response, events


def response_message(response: dict[str, Any]) -> bytes:
    """The bytes of an answer that is JSON."""
    body = json.dumps(response).encode()
    head = (
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
        f"x-request-id: req_1\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def stream_message(events: list[dict[str, Any]]) -> bytes:
    """The bytes of an answer that is a stream, each event a chunk."""
    parts = [
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
        b"x-request-id: req_1\r\ntransfer-encoding: chunked\r\n\r\n"
    ]
    lines = [f"event: {each['type']}\ndata: {json.dumps(each)}" for each in events]
    for text in [*lines, "data: [DONE]"]:
        chunk = f"{text}\n\n".encode()
        parts.append(b"%x\r\n%b\r\n" % (len(chunk), chunk))
    return b"".join([*parts, b"0\r\n\r\n"])


def answer(connection: socket.socket, response: bytes, stream: bytes) -> None:
    """Answer all requests of a connection; a body that names `stream` gets a stream."""
    received = b""
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while True:
            while (end := received.find(b"\r\n\r\n") + 4) < 4 or (
                len(received) < (size := end + content_length(received[:end]))
            ):
                piece = connection.recv(1 << 16)
                if not piece:
                    return
                received += piece
            body, received = received[end:size], received[size:]
            connection.sendall(stream if b'"stream"' in body else response)


def content_length(head: bytes) -> int:
    """The length of a request's body; every request of the benchmark says it."""
    return int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r")[0])


def serve(listener: socket.socket, response: bytes, stream: bytes) -> None:
    """Give each connection a thread."""
    while True:
        connection, _ = listener.accept()
        threading.Thread(
            target=answer, args=(connection, response, stream), daemon=True
        ).start()


def main() -> None:
    """Serve until standard input ends."""
    response, events = answers()
    messages = response_message(response), stream_message(events)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    threading.Thread(target=serve, args=(listener, *messages), daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    sys.stdin.buffer.read()
    os._exit(0)  # threads that still send are of no use to anyone


if __name__ == "__main__":
    main()
