"""How event streams end: in time, early, badly; and that connections come back."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
from typing import Any

import pytest
from driver import Driver
from listening import following, heard, looped, opened
from loopback import Loopback
from replies import events, head, hung, reset, slow
from subject import END, APIConnectionError, APITimeoutError, async_client, client

A, B = b'data: {"n": 1}\n\n', b'data: {"n": 2}\n\n'
ONE, TWO = {"n": 1}, {"n": 2}
OPEN = head(200, {"content-type": "text/event-stream", "connection": "close"})
STOP = (StopIteration, StopAsyncIteration)


class Left(Exception):
    """What the user's own code raises."""


def assert_gone(drive: Driver, server: Loopback, stream: Any) -> None:
    """The server saw the connection end, and the stream gives nothing any more."""
    assert (
        drive.run(gone_async(server)) if drive.is_async else server.wait_until_closed()
    )
    assert stream.response.is_closed
    assert heard(drive, stream) == ([], None)
    with pytest.raises(STOP):
        following(drive, stream)


async def gone_async(server: Loopback) -> bool:
    return await asyncio.to_thread(server.wait_until_closed)


def test_a_stream_that_ended_has_nothing_more(drive: Driver) -> None:
    with Loopback(events(A, B)) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        assert heard(drive, stream) == ([ONE, TWO], None)
        assert stream.response.is_closed
        assert heard(drive, stream) == ([], None)
        with pytest.raises(STOP):
            following(drive, stream)
        drive.run(stream.close())


def test_a_stream_that_ended_gives_its_connection_back(drive: Driver) -> None:
    with Loopback(events(A, B)) as server:
        made = drive.client(server.url)
        for _ in range(5):
            assert heard(drive, opened(drive, made)) == ([ONE, TWO], None)
    assert server.connections == 1


@pytest.mark.skipif(END is None, reason="no word ends the streams of this API")
@pytest.mark.parametrize("loops", [True, False])
def test_the_last_word_ends_a_stream_that_stays_open(
    drive: Driver, loops: bool
) -> None:
    with Loopback(hung(OPEN + A + f"data: {END}\n\n".encode())) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        if loops:
            assert heard(drive, stream) == ([ONE], None)
        else:
            assert following(drive, stream) == ONE
            with pytest.raises(STOP):
                following(drive, stream)
            assert stream.response.is_closed
        assert_gone(drive, server, stream)


def test_leaving_the_loop_closes(drive: Driver) -> None:
    with Loopback(hung(OPEN + A + B)) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        assert heard(drive, stream, most=1) == ([ONE], None)
        assert_gone(drive, server, stream)


def test_an_exception_in_the_loop_closes(drive: Driver) -> None:
    def each(item: Any) -> None:
        raise Left(item)

    with Loopback(hung(OPEN + A + B)) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        with pytest.raises(Left):
            looped(drive, stream, each)
        assert_gone(drive, server, stream)


def test_close_ends_the_loop_that_it_is_called_in(drive: Driver) -> None:
    items = []

    def each(item: Any) -> Any:
        items.append(item)
        return stream.close()

    with Loopback(hung(OPEN + A + B)) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        looped(drive, stream, each)
        assert items == [ONE]
        assert_gone(drive, server, stream)


@pytest.mark.parametrize("read", [0, 1, 2])
def test_close_between_items(drive: Driver, read: int) -> None:
    with Loopback(hung(OPEN + A + B)) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        assert [following(drive, stream) for _ in range(read)] == [ONE, TWO][:read]
        drive.run(stream.close())
        assert_gone(drive, server, stream)
        drive.run(stream.close())


def test_the_end_of_a_context_closes(drive: Driver) -> None:
    def context(stream: Any) -> None:
        with stream as same:
            raise Left(next(same))

    async def context_async(stream: Any) -> None:
        async with stream as same:
            raise Left(await anext(same))

    with Loopback(hung(OPEN + A + B)) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        with pytest.raises(Left) as caught:
            drive.run((context_async if drive.is_async else context)(stream))
        assert caught.value.args == (ONE,)
        assert_gone(drive, server, stream)


def test_a_stream_that_nobody_holds_closes() -> None:
    with Loopback(hung(OPEN + A)) as server, client(server.url) as made:
        made.request("GET", "/things", stream=True).parse()
        gc.collect()
        assert server.wait_until_closed()


def test_a_task_that_is_cancelled_closes() -> None:
    async def cancelled(server: Loopback) -> None:
        items: list[Any] = []
        came = asyncio.Event()

        async def loop(stream: Any) -> None:
            async for item in stream:
                items.append(item)
                came.set()

        async with async_client(server.url) as made:
            answer = await made.request("GET", "/things", stream=True)
            task = asyncio.create_task(loop(answer.parse()))
            await came.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert items == [ONE]
            assert answer.is_closed
            assert await gone_async(server)

    with Loopback(hung(OPEN + A)) as server:
        asyncio.run(cancelled(server))


def test_next_and_loops_take_turns(drive: Driver) -> None:
    with Loopback(events(A + B, A + B)) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        assert following(drive, stream) == ONE
        assert following(drive, stream) == TWO
        assert heard(drive, stream) == ([ONE, TWO], None)


def test_an_item_does_not_wait_for_the_next_one(drive: Driver) -> None:
    came = [threading.Event() for _ in "123"]

    def reply(line: socket.socket) -> None:
        line.sendall(OPEN)
        for number, event in enumerate(came):
            line.sendall(b"data: %d\r\n\r" % number)
            event.wait(10)
        line.close()

    with Loopback(reply) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        for number, event in enumerate(came):
            assert following(drive, stream) == number
            event.set()
        assert heard(drive, stream) == ([], None)


def test_slow_bytes_make_no_difference(drive: Driver) -> None:
    with Loopback(slow(events(b": \n\n", A, B), 0.001)) as server:
        stream = opened(drive, drive.client(server.url, timeout=5))
        assert heard(drive, stream) == ([ONE, TWO], None)


@pytest.mark.parametrize("sent", [b"", A, A + B + b"data: {"])
def test_silence_in_mid_stream(drive: Driver, sent: bytes) -> None:
    with Loopback(hung(OPEN + sent)) as server:
        stream = opened(drive, drive.client(server.url), timeout=0.1)
        items, error = heard(drive, stream)
        assert items == [ONE, TWO][: sent.count(b"n")]
        assert type(error) is APITimeoutError
        assert error.__cause__ is not None
        assert_gone(drive, server, stream)
    assert len(server.requests) == 1


@pytest.mark.parametrize("sent", [b"", A, A + B + b"data: {"])
def test_a_reset_in_mid_stream(drive: Driver, sent: bytes) -> None:
    with Loopback(reset(events(sent).removesuffix(b"0\r\n\r\n"))) as server:
        stream = opened(drive, drive.client(server.url, max_retries=0))
        items, error = heard(drive, stream)
        assert items == [ONE, TWO][: len(items)]
        assert type(error) is APIConnectionError
        assert error.__cause__ is not None
        assert stream.response.is_closed
        assert heard(drive, stream) == ([], None)


def test_a_stream_of_the_plain_client_closes_without_the_collector() -> None:
    with Loopback(events(A, B)) as server, client(server.url) as made:
        stream = made.request("GET", "/", stream=True).parse()
        next(stream)
        response = stream.response
        gc.disable()
        try:
            del stream
            assert response.is_closed
        finally:
            gc.enable()
