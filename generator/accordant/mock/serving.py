"""Serving: an application on a port, until a signal."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from accordant.mock.sending import TRANSPORT

GRACE = 1
"""Seconds that answers under way have to end after a signal."""


class Protocol(H11Protocol):
    """HTTP/1.1 that lets the application have the transport of its connection."""

    def connection_made(  # type: ignore[override]
        self, transport: asyncio.Transport
    ) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, TRANSPORT: transport}


class Listener(Server):
    """Serves on one socket; `ready` is called when it listens."""

    def __init__(
        self, app: ASGIApp, listening: socket.socket, ready: Callable[[], None]
    ) -> None:
        config = Config(
            app,
            http=Protocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
            h11_max_incomplete_event_size=256 * 1024,
        )
        super().__init__(config)
        self.listening = listening
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()

    def listen(self) -> None:
        """Serve until a signal, or until `should_exit` is set by another thread."""
        asyncio.run(self.serve([self.listening]))

    def handle_exit(self, sig: int, frame: object) -> None:
        """Stop; the process then ends as if nobody had made it."""
        self.force_exit = self.should_exit
        self.should_exit = True


def bound(host: str, port: int) -> socket.socket:
    """A socket that is to listen on a port, 0 for a free one. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    family, kind, protocol, _, address = found[0]
    opened = socket.socket(family, kind, protocol)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen(2048)
    except OSError:
        opened.close()
        raise
    return opened
