"""One table, five readings: see `tests/agreement.py`, which prints the whole tally."""

from __future__ import annotations

import pytest

from tests.agreement import compare

PARTS, EACH = 6, 20_000


@pytest.mark.parametrize("part", range(PARTS))
def test_all_readings_agree_and_every_check_is_met(part: int) -> None:
    differing: list[object] = []
    tally = compare(part, EACH, lambda request, names: differing.append(request))
    assert differing == []
    rare = {name: met for name, met in tally.items() if min(met) * PARTS < 100}
    assert rare == {}
