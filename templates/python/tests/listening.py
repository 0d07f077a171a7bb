"""Event streams of both clients behind one face, as `driver` has it for their calls."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable
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


def looped(drive: Driver, stream: Any, each: Callable[[Any], object]) -> None:
    """A loop over a stream, left when `each` (what it gives is awaited) says True."""
    drive.run((_looped_async if drive.is_async else _looped)(stream, each))


def heard(drive: Driver, stream: Any, most: int | None = None) -> Heard:
    """What a loop gives that is left after so many items."""
    items: list[Any] = []

    def each(item: Any) -> bool:
        items.append(item)
        return len(items) == most

    try:
        looped(drive, stream, each)
    except SDKError as error:
        return Heard(items, error)
    return Heard(items, None)


def all_heard(drive: Driver, made: Any, count: int) -> list[Heard]:
    """What the streams of so many requests give, one after the other."""
    if not drive.is_async:
        return [heard(drive, opened(drive, made)) for _ in range(count)]
    found: list[Heard] = drive.run(_all_heard_async(made, count))
    return found


def _looped(stream: Any, each: Callable[[Any], object]) -> None:
    for item in stream:
        if each(item):
            break


async def _looped_async(stream: Any, each: Callable[[Any], object]) -> None:
    async for item in stream:
        found = each(item)
        if await found if isawaitable(found) else found:
            break


async def _all_heard_async(made: Any, count: int) -> list[Heard]:
    """One run of the event loop for all: thousands of runs take their time."""
    found = []
    for _ in range(count):
        heard = Heard([], None)
        stream = (await made.request("POST", "/things", stream=True)).parse()
        try:
            await _looped_async(stream, heard.items.append)
        except SDKError as error:
            heard = heard._replace(error=error)
        found.append(heard)
    return found
