"""One table, many readings: see `tests/agreement.py`, which prints the whole tally."""

from __future__ import annotations

import pytest
from tests.agreement import compare

from oracles.revisions import REVISIONS

PARTS, EACH = 2, 10_000
RARE = 100 * EACH // 120_000
"""Each check is broken, and passed at its boundary, a hundred times in 120,000."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("revision", REVISIONS)
def test_all_readings_agree_and_every_check_is_met(revision: str, part: int) -> None:
    differing: list[object] = []

    def report(request: object, names: list[str]) -> None:
        differing.append((names, request))

    tally = compare(revision, part, EACH, report)
    assert differing == []
    rare = {name: met for name, met in tally.items() if min(met) < RARE}
    assert rare == {}
