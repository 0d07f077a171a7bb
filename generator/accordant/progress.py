"""What a long run is doing, in one line of a terminal; nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

_CLEAR = "\033[K"
DELAY = 1.0
"""Seconds that a run may take in silence."""


@contextmanager
def steps(delay: float = DELAY) -> Iterator[Callable[[str], None]]:
    """A function that is told of each step. The line ends where it began, so that what
    is printed next takes its place."""
    stream = sys.stderr
    if not stream.isatty():
        yield lambda step: None
        return
    now, late = "", False

    def show() -> None:
        stream.write(f"{_CLEAR}{now}\r")
        stream.flush()

    def wake() -> None:
        nonlocal late
        late = True
        show()

    def told(step: str) -> None:
        nonlocal now
        now = step
        if late:
            show()

    timer = Timer(delay, wake)
    timer.daemon = True
    timer.start()
    try:
        yield told
    finally:
        timer.cancel()
        if late:
            told("")
