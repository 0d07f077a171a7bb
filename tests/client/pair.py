"""The official client and the generated one, before the same loopback server.

Both wait by one frozen clock, which notes for how long. What a call led to is an
`Outcome`: what the server saw, the waits, and the value or the error.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import openai
import openai_images
import pytest

from client.server import Answer, Request, Server

KEY = "test-key-5fd1"
KINDS = ("sync", "async")
Options = dict[str, Any]


@dataclass(slots=True)
class Clock:
    """Does not sleep, and says the same whenever it is asked."""

    now: float = 1_700_000_000.0
    chance: float = 0.5
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def time(self) -> float:
        return self.now

    def random(self) -> float:
        return self.chance


class AsyncClock(Clock):
    """The same for a client whose sleep is awaited."""

    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        self.waits.append(seconds)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call led to; `value` is a list of events if a stream was asked for."""

    seen: list[Request]
    waits: list[float]
    value: Any = None
    error: Exception | None = None


class Pair:
    """Runs one call with either client against the same answers.

    Options of a call are those of `with_options`; the connections are kept, since it
    takes long to set up a client.
    """

    def __init__(self, server: Server, patch: pytest.MonkeyPatch) -> None:
        self.server = server
        self.clock = Clock()
        times = SimpleNamespace(
            sleep=lambda seconds: self.clock.sleep(seconds),
            time=lambda: self.clock.time(),
        )
        patch.setattr("openai._base_client.time", times)
        patch.setattr("openai._base_client.random", lambda: self.clock.random())
        given: Options = {"api_key": KEY, "base_url": server.url}
        self._runner = asyncio.Runner()
        self.first = openai.OpenAI(**given)
        self.second = openai_images.OpenAI(**given, validate="off")
        self._async = openai_images.AsyncOpenAI(**given, validate="off")

    def official(
        self,
        answers: Sequence[Answer],
        call: Options,
        options: Options | None = None,
        raw: str = "",
    ) -> Outcome:
        """What openai 2.33.0 makes of it; `raw` is `with_raw_response`, if not empty."""

        def called() -> Any:
            return _call(self.first.with_options(**(options or {})), call, raw)

        return self._outcome(answers, called)

    def ours(
        self,
        kind: str,
        answers: Sequence[Answer],
        call: Options,
        options: Options | None = None,
        raw: str = "",
    ) -> Outcome:
        """What the generated client makes of it; it lets any request pass."""

        def called() -> Any:
            clock = self.clock
            if kind == "sync":
                client: Any = self.second.with_options(**(options or {}))
                client._clock = clock
                return _call(client, call, raw)
            client = self._async.with_options(**(options or {}))
            client._clock = AsyncClock(clock.now, clock.chance, clock.waits)
            return self._runner.run(_acall(client, call))

        return self._outcome(answers, called)

    def close(self) -> None:
        """End the clients and the event loop."""
        self.first.close()
        self.second.close()
        self._runner.run(self._async.close())
        self._runner.close()

    def _outcome(self, answers: Sequence[Answer], call: Callable[[], Any]) -> Outcome:
        """The server gives one answer after the other, and the last one for good."""
        left = list(answers)
        self.server.answer = lambda _: left.pop(0) if len(left) > 1 else left[0]
        self.server.seen.clear()
        self.clock.waits.clear()
        value = error = None
        try:
            value = call()
        except Exception as caught:
            error = caught
        return Outcome([*self.server.seen], [*self.clock.waits], value, error)


class Events(list[Any]):
    """The events of a stream, and what ended it."""

    error: Exception | None = None


def _call(client: Any, call: Options, raw: str) -> Any:
    images = getattr(client.images, raw) if raw else client.images
    found = images.generate(**call)
    if not call.get("stream"):
        return found
    events = Events()
    try:
        events.extend(iter(found))
    except Exception as caught:
        events.error = caught
    return events


async def _acall(client: Any, call: Options) -> Any:
    found = await client.images.generate(**call)
    if not call.get("stream"):
        return found
    events = Events()
    try:
        async for event in found:
            events.append(event)
    except Exception as caught:
        events.error = caught
    return events


@contextmanager
def paired() -> Iterator[Pair]:
    """Both clients, as long as the server runs."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL"):
            patch.delenv(name, raising=False)
        with Server(lambda _: Answer()) as server:
            pair = Pair(server, patch)
            yield pair
            pair.close()
