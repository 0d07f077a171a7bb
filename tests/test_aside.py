"""Work done by a copy of the process: the same results, the same errors, nothing left."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import accordant
from accordant import aside as module
from accordant.aside import aside
from accordant.targets import python


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine that has them, whatever this one has; no child is left behind."""
    possible = hasattr(os, "fork")
    monkeypatch.setattr(module, "_possible", lambda: possible)
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_copy_does_it() -> None:
    with aside(os.getpid) as result:
        assert result() != os.getpid()


def test_what_is_not_worth_it_is_done_here() -> None:
    with aside(os.getpid, worth=False) as result:
        assert result() == os.getpid()


def test_more_than_a_pipe_holds_comes_back() -> None:
    with aside(lambda: {"text": "x" * 10_000_000}) as result:
        assert len(result()["text"]) == 10_000_000


def test_an_error_is_raised_here() -> None:
    with (
        pytest.raises(ZeroDivisionError),
        aside(lambda: 1 // 0) as result,
    ):
        result()


def test_what_a_copy_cannot_send_is_made_here() -> None:
    with aside(lambda: lambda: 3) as result:
        assert result()() == 3


def test_a_copy_that_is_killed_is_done_without() -> None:
    here = os.getpid()

    def killed_elsewhere() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 3

    with aside(killed_elsewhere) as result:
        assert result() == 3


def test_a_copy_ends_when_nobody_asks() -> None:
    start = time.monotonic()
    with aside(lambda: time.sleep(60)):
        pass
    assert time.monotonic() - start < 30


def test_no_copy_is_made_beside_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        with aside(os.getpid) as result:
            assert result() == os.getpid()
    finally:
        done.set()
        other.join()


def test_a_package_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    api = accordant.load(Path(__file__).parent / "cases/unions")
    alone = accordant.render(api, "python")
    monkeypatch.setattr(python, "_MANY", 0)
    assert accordant.render(api, "python") == alone
