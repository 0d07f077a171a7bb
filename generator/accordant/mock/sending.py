"""Sending: an answer on its way, with what is to go wrong with it."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from starlette.types import Receive, Scope, Send

from accordant.ir import EVENTS
from accordant.mock.answering import Answer
from accordant.mock.faults import Faults

TRANSPORT = "accordant.transport"
"""The key of a connection's transport in the state of its requests."""

_GARBAGE = b'{"broken": \xff\xfe <'
_BODILESS = (204, 304)
"""Statuses that have no content (RFC 9110, 6.4.1)."""

_TICKS = 20
"""How often a second a slow answer moves on."""


class Dropped(ConnectionError):
    """A connection that is to be dropped where there is no transport to do it by."""


def spoiled(answer: Answer, faults: Faults, error: bytes) -> Answer:
    """An answer with what goes wrong in its content; `error` is the data of an event
    that tells of an error."""
    if faults.redirect is not None:
        return Answer(307, headers=(*answer.headers, ("location", faults.redirect)))
    if faults.empty:
        return Answer(200, answer.media, headers=answer.headers)
    if faults.garbage:
        answer = replace(answer, body=_GARBAGE, pieces=None)
    if answer.pieces is not None:
        answer = replace(answer, pieces=tuple(_stream(answer, faults, error)))
    elif faults.bom:
        answer = replace(answer, body=b"\xef\xbb\xbf" + answer.body)
    if faults.content_type is not None:
        answer = replace(answer, media=faults.content_type)
    return answer


def _stream(answer: Answer, faults: Faults, error: bytes) -> Iterator[bytes]:
    pieces: Sequence[bytes] = answer.pieces or ()
    failed, comment = error + b"\n", b"\n"  # of lines of JSON
    if answer.media == EVENTS:
        failed = b"event: error\ndata: " + error + b"\n\n"
        comment = b": keep-alive\n\n"
    if faults.error_event is not None:
        pieces = [*pieces[: faults.error_event], failed]
    start = b"\xef\xbb\xbf" if faults.bom else b""
    for piece in pieces:
        text = comment * faults.keep_alive + piece
        yield start + (text.replace(b"\n", b"\r\n") if faults.crlf else text)
        start = b""


async def send_answer(
    answer: Answer, faults: Faults, scope: Scope, receive: Receive, send: Send
) -> None:
    """Send it; or as much of it as is to be sent, and drop the connection."""
    if faults.delay:
        await asyncio.sleep(faults.delay)
    if faults.reset:
        await _drop(scope, receive, abruptly=True)
        return
    pieces = answer.pieces if answer.pieces is not None else (answer.body,)
    if answer.status in _BODILESS:
        pieces = ()
    if faults.cut_events is not None and answer.pieces is not None:
        pieces = pieces[: faults.cut_events]
    left = faults.cut
    await send(_head(answer, faults))
    for piece in pieces:
        for part in _trickled(piece[:left], faults.slow):
            if faults.slow is not None:
                await asyncio.sleep(len(part) / faults.slow)
                if _is_gone(scope):
                    return
            await send({"type": "http.response.body", "body": part, "more_body": True})
        if left is not None:
            left -= len(piece)
            if left <= 0:
                break
    cut = faults.cut is not None
    if cut or (faults.cut_events is not None and answer.pieces is not None):
        await _drop(scope, receive, abruptly=False)
        return
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _head(answer: Answer, faults: Faults) -> dict[str, Any]:
    headers = [(name.encode(), value.encode()) for name, value in answer.headers]
    if answer.media is not None:
        headers.append((b"content-type", answer.media.encode()))
    if answer.pieces is not None:
        headers.append((b"cache-control", b"no-cache"))
    elif answer.status >= 200 and answer.status not in _BODILESS:
        length = len(answer.body)
        if faults.cut is not None:
            length = max(length, faults.cut + 1)
        headers.append((b"content-length", str(length).encode()))
    return {
        "type": "http.response.start",
        "status": answer.status,
        "headers": headers,
    }


def _trickled(piece: bytes, rate: int | None) -> Iterator[bytes]:
    """A piece in parts of which each takes a tick; as a whole if it is not slow."""
    size = max(rate // _TICKS, 1) if rate is not None else max(len(piece), 1)
    for start in range(0, len(piece), size):
        yield piece[start : start + size]


def _is_gone(scope: Scope) -> bool:
    """Whether the client has left, which sending does not tell."""
    transport = scope.get("state", {}).get(TRANSPORT)
    return transport is not None and transport.is_closing()


async def _drop(scope: Scope, receive: Receive, abruptly: bool) -> None:
    """Close the connection: in the midst of an answer, or with a reset (RFC 9293,
    3.10.7.4) before any byte of one. Raises Dropped without a transport."""
    transport = scope.get("state", {}).get(TRANSPORT)
    if transport is None:
        raise Dropped("the connection is dropped, as a fault asks for")
    if abruptly:
        own = transport.get_extra_info("socket")
        # Closing then discards what is unsent and tells the other side at once.
        own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    else:
        transport.close()
    while (await receive())["type"] != "http.disconnect":
        pass
