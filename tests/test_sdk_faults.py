"""The generated client against the mock with every fault: what is tried again, after
which wait, and what is raised; `faults/faults.yaml` is the table."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from accordant.mock.faults import NAMES
from mocked import flagship, serving, started

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "generated/python/src"))

import openai_images  # noqa: E402

TABLE = yaml.safe_load((HERE / "faults/faults.yaml").read_text(encoding="utf-8"))
REQUEST = {"prompt": "x", "model": "gpt-image-1", "size": "1024x1024"}
STREAM = {**REQUEST, "partial_images": 1, "stream": True}


class Clock:
    """Waits are noted down, not waited for."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> Any:
        self.waits.append(seconds)

    def time(self) -> float:
        return time.time()

    def random(self) -> float:
        return 0.0


class AsyncClock(Clock):
    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def url() -> Iterator[str]:
    with serving(flagship()) as found:
        yield f"{found}/v1"


def outcome(url: str, case: dict[str, Any]) -> dict[str, Any]:
    """What the synchronous client ends with."""
    sent: list[Any] = []
    clock, events = Clock(), 0
    http = openai_images.DefaultHttpxClient(event_hooks={"request": [sent.append]})
    headers = {"x-accordant-fault": case["fault"].replace("URL", url)}
    with openai_images.OpenAI(
        api_key="k",
        base_url=url,
        http_client=http,
        default_headers=headers,
        timeout=case.get("timeout", 5),
    ) as client:
        client._clock = clock
        try:
            if case.get("stream"):
                for _ in client.images.generate(**STREAM):
                    events += 1
            else:
                client.images.generate(**REQUEST)
            ends = "answer"
        except openai_images.OpenAIError as error:
            ends = type(error).__name__
    return told(case, ends, len(sent), clock, events)


async def async_outcome(url: str, case: dict[str, Any]) -> dict[str, Any]:
    """What the asynchronous client ends with."""
    sent: list[Any] = []
    clock, events = AsyncClock(), 0

    async def note(request: Any) -> None:
        sent.append(request)

    http = openai_images.DefaultAsyncHttpxClient(event_hooks={"request": [note]})
    headers = {"x-accordant-fault": case["fault"].replace("URL", url)}
    async with openai_images.AsyncOpenAI(
        api_key="k",
        base_url=url,
        http_client=http,
        default_headers=headers,
        timeout=case.get("timeout", 5),
    ) as client:
        client._clock = clock  # type: ignore[assignment]
        try:
            if case.get("stream"):
                async for _ in await client.images.generate(**STREAM):
                    events += 1
            else:
                await client.images.generate(**REQUEST)
            ends = "answer"
        except openai_images.OpenAIError as error:
            ends = type(error).__name__
    return told(case, ends, len(sent), clock, events)


def told(
    case: dict[str, Any], ends: str, requests: int, clock: Clock, events: int
) -> dict[str, Any]:
    """An outcome as the table says it. A date is good to the second."""
    waits = clock.waits
    if "http-date" in case["fault"]:
        waits = [2.0 if 1 <= wait <= 3 else wait for wait in waits]
    found = {"ends": ends, "requests": requests, "waits": waits}
    return {**found, **({"events": events} if case.get("stream") else {})}


def name(case: dict[str, Any]) -> str:
    return f"{case['fault']}{', a stream' if case.get('stream') else ''}"


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("case", TABLE, ids=map(name, TABLE))
def test_what_a_fault_ends_with(url: str, case: dict[str, Any], kind: str) -> None:
    known = ("ends", "requests", "waits", "events")
    wanted = {key: case[key] for key in known if key in case}
    if kind == "sync":
        assert outcome(url, case) == wanted
    else:
        assert asyncio.run(async_outcome(url, case)) == wanted


def test_every_fault_is_in_the_table() -> None:
    told = {
        part.partition("=")[0] for case in TABLE for part in case["fault"].split(";")
    }
    assert set(NAMES) - told == set()


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_server_that_is_killed_in_mid_stream(kind: str) -> None:
    process, line = started("--port", "0", "--fault", "slow=20000")
    url = line.split(" on ")[1].split(" ")[0]
    seen: list[Any] = []

    def read() -> None:
        with openai_images.OpenAI(api_key="k", base_url=url) as client:
            for event in client.images.generate(**STREAM):
                seen.append(event)
                process.kill()

    async def read_later() -> None:
        async with openai_images.AsyncOpenAI(api_key="k", base_url=url) as client:
            async for event in await client.images.generate(**STREAM):
                seen.append(event)
                process.kill()

    with pytest.raises(openai_images.APIConnectionError):
        read() if kind == "sync" else asyncio.run(read_later())
    assert len(seen) == 1
    process.communicate(timeout=5)
