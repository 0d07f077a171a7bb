"""What openai 2.33.0 does otherwise with event streams; see `defects`."""

from __future__ import annotations

import json
from typing import Any

from client.defects import (
    BROKEN,
    DEEP,
    FINE,
    KEPT,
    TAXONOMY,
    Defect,
    count,
    error,
    first,
    kind,
)
from client.server import Answer

STREAM = {"prompt": "x", "stream": True}
EVENT: dict[str, Any] = {
    "type": "image_generation.partial_image",
    "b64_json": "",
    "background": "auto",
    "created_at": 5,
    "output_format": "png",
    "partial_image_index": 0,
    "quality": "low",
    "size": "auto",
}
DATA = b"data: " + json.dumps(EVENT).encode() + b"\n\n"
NO_DATA = "A block without data is dispatched by nobody; a proxy keeps lines alive so."


def stream(name: str, reason: str, body: bytes, theirs: Any, ours: Any) -> Defect:
    answer = Answer.events(body)
    return Defect(name, reason, answer, (count, theirs), (count, ours), STREAM)


STREAMS = [
    stream(
        "byte order mark",
        "The standard has it skipped; the first event must not be lost.",
        b"\xef\xbb\xbf" + DATA + DATA,
        (1, FINE),
        (2, FINE),
    ),
    stream(
        "event without data",
        NO_DATA,
        b"event: ping\n\n" + DATA,
        (0, "JSONDecodeError"),
        (1, FINE),
    ),
    stream(
        "reconnection time alone",
        NO_DATA,
        b"retry: 100\n\n" + DATA,
        (0, "JSONDecodeError"),
        (1, FINE),
    ),
    stream(
        "blank line after an id",
        NO_DATA,
        b"id: 1\n" + DATA + b": alive\n\n" + DATA,
        (1, "JSONDecodeError"),
        (2, FINE),
    ),
    stream(
        "bytes that are no UTF-8",
        "The standard decodes them to replacement characters.",
        b'data: {"type": "new", "text": "\xff"}\n\n',
        (0, "UnicodeDecodeError"),
        (1, FINE),
    ),
    stream(
        "data that is no JSON",
        TAXONOMY,
        DATA + b"data: {\n\n",
        (1, "JSONDecodeError"),
        (1, BROKEN),
    ),
    stream(
        "data that nests too deep",
        TAXONOMY,
        DATA + b"data: " + DEEP + b"\n\n",
        (1, "RecursionError"),
        (1, BROKEN),
    ),
    stream(
        "more behind the end word",
        "Only the end word itself ends a stream; all else is data.",
        b"data: [DONE], or is it?\n\n",
        (0, FINE),
        (0, BROKEN),
    ),
    stream(
        "error event without an envelope",
        "An event named `error` is an error, whatever its data looks like.",
        DATA + b'event: error\ndata: {"message": "no"}\n\n',
        (2, FINE),
        (1, "APIError"),
    ),
    Defect(
        "connection lost in mid-stream",
        TAXONOMY,
        Answer.events(DATA, cut=True),
        (count, (1, "RemoteProtocolError")),
        (count, (1, "APIConnectionError")),
        STREAM,
    ),
    Defect(
        "silence in mid-stream",
        TAXONOMY,
        Answer.events(DATA, hang=True),
        (count, (1, "ReadTimeout")),
        (count, (1, "APITimeoutError")),
        {**STREAM, "timeout": 0.2},
    ),
    Defect(
        "error that breaks off before a stream",
        TAXONOMY,
        Answer(400, b'{"error"', {"content-type": "application/json"}, cut=True),
        (error, "RemoteProtocolError"),
        (error, "APIConnectionError"),
        STREAM,
    ),
    Defect(
        "JSON instead of a stream",
        "A stream of nothing would hide what the server said.",
        Answer.json({"created": 1}),
        (count, (0, FINE)),
        (error, BROKEN),
        STREAM,
    ),
    Defect(
        "event of an unknown type",
        "It is no partial image; nobody may take it for one.",
        Answer.values([{"type": "image_generation.new"}]),
        (kind, "ImageGenPartialImageEvent"),
        (kind, "dict"),
        STREAM,
    ),
    Defect(
        "number as text in an event",
        KEPT,
        Answer.values([{**EVENT, "created_at": "5"}]),
        (first("created_at"), 5),
        (first("created_at"), "5"),
        STREAM,
    ),
]
