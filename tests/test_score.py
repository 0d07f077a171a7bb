"""Some of the seeded faults of `python -m tests.score`; and, without one, agreement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests import score

from accordant.cli import main
from accordant.spec import load
from mocked import serving

SPECS = Path(__file__).parents[1] / "spec"


@pytest.mark.parametrize("revision", ["2025-12", "2026-11"])
def test_the_mock_agrees_with_its_table(
    revision: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "no-real-key")
    file = tmp_path / "report.json"
    with serving(load(SPECS / revision)) as url:
        words = ["--spec", str(SPECS / revision), "--json", str(file)]
        assert main(["conform", f"{url}/v1", *words]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    verdicts = {side["verdict"] for check in found["checks"] for side in check["sides"]}
    assert verdicts <= {"agrees", "only the server can decide"}


def test_seeded_faults_are_told_under_their_rule() -> None:
    found = score.scored(load(SPECS / "2025-12"), every=9)
    assert found.missed == []
    kinds = {kind for _, kind in found.seeded}
    assert kinds == set(score.KINDS)
