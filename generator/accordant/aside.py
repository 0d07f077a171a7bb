"""Work that a copy of this process does while this one goes on."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_T = TypeVar("_T")


@contextmanager
def aside(work: Callable[[], _T], worth: bool = True) -> Iterator[Callable[[], _T]]:
    """Start work whose result can be pickled; the function waits for that result.

    Where nothing is gained (`worth`, one processor) or a copy cannot be made (no fork,
    other threads), and where the copy fails, the function does the work itself: errors
    are raised here in any case.
    """
    if not worth or not _possible():
        yield work
        return
    source, sink = os.pipe()
    child = os.fork()
    if not child:
        os.close(source)
        _answer(work, sink)
    os.close(sink)
    waited = False

    def result() -> _T:
        nonlocal waited
        with open(source, "rb", closefd=False) as pipe:
            answer = pipe.read()
        waited = True
        if os.waitpid(child, 0)[1]:
            return work()
        found: _T = pickle.loads(answer)
        return found

    try:
        yield result
    finally:
        os.close(source)
        if not waited:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _answer(work: Callable[[], object], sink: int) -> None:
    """What the copy does; it ends here, and nothing that waits to be written twice is."""
    status = 1
    try:
        with open(sink, "wb") as pipe:
            pickle.dump(work(), pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _possible() -> bool:
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return False
    processors = getattr(os, "sched_getaffinity", None)
    return (len(processors(0)) if processors else os.cpu_count() or 1) > 1
