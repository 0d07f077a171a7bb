"""Event streams of both clients behind one face, as `driver` has it for their calls."""

from __future__ import annotations

from typing import Any, NamedTuple

from driver import Driver
from subject import SDKError


class Heard(NamedTuple):
    """What a stream gave: its items, and the error that it ended with."""

    items: list[Any]
    error: SDKError | None


def opened(drive: Driver, made: Any, **options: Any) -> Any:
    """The stream that a request is answered with."""
    return drive.send(made, stream=True, **options).parse()


def following(drive: Driver, stream: Any) -> Any:
    """The next item of a stream, without a loop."""
    return drive.run(anext(stream)) if drive.is_async else next(stream)


def heard(drive: Driver, stream: Any, most: int | None = None) -> Heard:
    """Loops over a stream, and leaves the loop after so many items."""
    if drive.is_async:
        found: Heard = drive.run(_heard_async(stream, most))
        return found
    return _heard(stream, most)


def all_heard(drive: Driver, made: Any, count: int) -> list[Heard]:
    """What the streams of so many requests give, one after the other."""
    if drive.is_async:
        found: list[Heard] = drive.run(_all_heard_async(made, count))
        return found
    return [heard(drive, opened(drive, made)) for _ in range(count)]


async def _all_heard_async(made: Any, count: int) -> list[Heard]:
    answers = [made.request("POST", "/things", stream=True) for _ in range(count)]
    return [await _heard_async((await answer).parse()) for answer in answers]


def _heard(stream: Any, most: int | None = None) -> Heard:
    items: list[Any] = []
    try:
        for item in stream:
            items.append(item)
            if len(items) == most:
                break
    except SDKError as error:
        return Heard(items, error)
    return Heard(items, None)


async def _heard_async(stream: Any, most: int | None = None) -> Heard:
    items: list[Any] = []
    try:
        async for item in stream:
            items.append(item)
            if len(items) == most:
                break
    except SDKError as error:
        return Heard(items, error)
    return Heard(items, None)
