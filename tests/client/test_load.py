"""Many calls and streams at once: nothing is lost and nothing grows.

`tests.client.load` does the same for longer, and prints the figures.
"""

from __future__ import annotations

import pytest

from client.callers import Tasks, Threads
from client.load import CALLS, MOST_KEPT, STREAMS, growth, measure, traced

BOTH = pytest.mark.parametrize("kind", [Threads, Tasks])


@BOTH
def test_hundreds_of_calls_at_once_are_all_answered(
    kind: type[Threads | Tasks],
) -> None:
    found = measure(kind, rounds=2)
    assert found.answers == 2 * (CALLS + STREAMS) and found.lost == []
    # Connections are kept, but no more of them than there were callers.
    assert max(found.files) <= found.before + CALLS + STREAMS
    assert found.after <= found.before


@BOTH
def test_round_after_round_leaves_no_memory_behind(
    kind: type[Threads | Tasks],
) -> None:
    found = traced(kind, rounds=12, share=0.1)
    assert found.lost == []
    assert growth(found.traced) < MOST_KEPT
