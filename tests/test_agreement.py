"""One table, many readings: see `tests/agreement.py`, which prints the whole tally."""

from __future__ import annotations

import pytest
from tests.agreement import compare

from oracles.revisions import REVISIONS

PARTS, EACH = 6, 20_000


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("revision", REVISIONS)
def test_all_readings_agree_and_every_check_is_met(revision: str, part: int) -> None:
    differing: list[object] = []

    def report(request: object, names: list[str]) -> None:
        differing.append((names, request))

    tally = compare(revision, part, EACH, report)
    assert differing == []
    rare = {name: met for name, met in tally.items() if min(met) * PARTS < 100}
    assert rare == {}
