"""A long run says on a terminal what it is doing, and leaves nothing there."""

from __future__ import annotations

import io
import sys
import time

import pytest

from accordant.progress import steps


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(delay: float, stream: io.StringIO, patch: pytest.MonkeyPatch) -> str:
    patch.setattr(sys, "stderr", stream)
    with steps(delay) as step:
        step("reading")
        deadline = time.monotonic() + 5
        while not stream.getvalue() and time.monotonic() < deadline and not delay:
            time.sleep(0.001)
        step("writing")
    return stream.getvalue()


def test_a_long_run_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    clear = "\033[K"
    said = run(0, Terminal(), monkeypatch)
    assert said == f"{clear}reading\r{clear}writing\r{clear}\r"


def test_a_short_run_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(60, Terminal(), monkeypatch) == ""


def test_without_a_terminal_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with steps(0) as step:
        step("reading")
        time.sleep(0.01)
    assert stream.getvalue() == ""
