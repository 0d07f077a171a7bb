"""Both clients behind one face: a test written once holds for each of them.

The fixture `drive` gives a test its driver, first the one of the plain client, then the
one of the async client.
"""

from __future__ import annotations

import asyncio
import inspect
import ssl
from collections.abc import Mapping
from typing import Any

import pytest
import subject
from loopback import Loopback, Request
from replies import json_response
from subject import (
    REQUEST_ID,
    APIError,
    AsyncClient,
    Client,
    DefaultAsyncHttpxClient,
    DefaultHttpxClient,
    SDKError,
    async_client,
    client,
)

KEYED = pytest.mark.skipif(
    not subject.KEYED, reason="calls of this API are not let in by one key"
)
Options = Mapping[str, Any]
NONE: Options = {}
NOW = 1_800_000_000.0
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody. Loading those whom all trust takes longer than most tests."""


def named(request_id: str) -> dict[str, str]:
    """The header that names a request, if this API has one."""
    return {REQUEST_ID: request_id} if REQUEST_ID else {}


class Clock:
    """The client's clock: waits are noted down, not waited for."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.chance = 0.0

    def sleep(self, seconds: float) -> Any:
        self.waits.append(seconds)

    def time(self) -> float:
        return NOW

    def random(self) -> float:
        return self.chance


class AsyncClock(Clock):
    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


class Driver:
    """Makes clients of one kind, and waits for their answers."""

    def __init__(self, kind: str) -> None:
        self.is_async = kind == "async"
        self.client_class: Any = AsyncClient if self.is_async else Client
        self.http_class: Any = (
            DefaultAsyncHttpxClient if self.is_async else DefaultHttpxClient
        )
        self.clock = AsyncClock() if self.is_async else Clock()
        self._runner = asyncio.Runner()
        self._made: list[Any] = []

    def client(self, url: str, **options: Any) -> Any:
        """A client of the API at a URL; by `http_client=None` wholly the package's."""
        options.setdefault("http_client", self.http_class(verify=TLS))
        make: Any = async_client if self.is_async else client
        return self.timed(make(url, **options))

    def timed(self, made: Any) -> Any:
        """The same client, by the driver's clock, closed with the driver."""
        made._clock = self.clock
        self._made.append(made)
        return made

    def run(self, result: Any) -> Any:
        """What a call gives, which is waited for if the client is async."""

        async def wait() -> Any:
            return await result

        return self._runner.run(wait()) if inspect.isawaitable(result) else result

    def send(
        self, made: Any, method: str = "POST", path: str = "/things", **options: Any
    ) -> Any:
        return self.run(made.request(method, path, **options))

    def failure(
        self, made: Any, kind: type[Exception] = APIError, **options: Any
    ) -> Any:
        """The error that a request ends with."""
        with pytest.raises(kind) as caught:
            self.send(made, **options)
        return caught.value

    def sent(self, made: Options = NONE, **call: Any) -> Request:
        """The request that a client made with some options sends."""
        with Loopback(json_response({"ok": True})) as server:
            self.send(self.client(server.url, **made), **call)
        return server.requests[0]

    def refused(self, made: Options = NONE, **call: Any) -> str:
        """The message of a request that is not even sent."""
        with Loopback() as server:
            with pytest.raises(SDKError) as caught:
                self.send(self.client(server.url, **made), **call)
            assert server.connections == 0
        assert self.clock.waits == []
        return str(caught.value)

    def close(self) -> None:
        for made in self._made:
            self.run(made.close())
        self._runner.close()
