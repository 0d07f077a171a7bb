"""Many calls and streams at once: nothing is lost and nothing grows.

A smaller run of `tests.client.load`, which prints the figures of the whole one.
"""

from __future__ import annotations

import tracemalloc

import pytest

from client.callers import Tasks, Threads
from client.load import growth, measure


@pytest.mark.parametrize("kind", [Threads, Tasks])
def test_many_calls_at_once_lose_and_leave_nothing(
    kind: type[Threads | Tasks],
) -> None:
    tracemalloc.start()
    try:
        found = measure(kind, rounds=8, share=0.3)
    finally:
        tracemalloc.stop()
    assert found.answers == 8 * 75 and found.lost == []
    assert found.after <= found.before
    assert found.files[-1] <= found.files[0]
    # A leaked answer would add 2 kB, a leaked stream 40 kB, each at least 15 times.
    assert growth(found.traced) < 4_000
