"""Documents of all kinds give packages; `python -m tests.corpus` takes the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.corpus import fuzz
from tests.corpus.__main__ import kinds
from tests.corpus.documents import ABSENT, OWN, corpus, listed
from tests.corpus.roundtrip import differences
from tests.corpus.table import row

from accordant.location import Location, Problem

SAMPLE = (
    "oag-dual",
    "opc-31",
    "petstore-oai",
    "tags-32",
    "tictactoe",
    "uspto",
    "webhook",
)
DRAWN = 60


@pytest.mark.parametrize("document", listed(OWN), ids=lambda path: path.name)
def test_a_document_gives_a_package(document: Path, tmp_path: Path) -> None:
    found = row(document, tmp_path)
    assert found.wrong == []
    assert found.methods == found.operations > 0
    assert found.numbered == found.roles == ()


def test_so_do_real_ones(tmp_path: Path) -> None:
    sample = [path for path in corpus() if path.name.startswith(SAMPLE)]
    if not sample:
        pytest.skip(ABSENT)
    for document in sample:
        found = row(document, tmp_path, typed=False)
        assert found.wrong == [], document
        assert found.numbered == (), document


@pytest.mark.parametrize("document", listed(OWN), ids=lambda path: path.name)
def test_its_answers_come_back(document: Path, tmp_path: Path) -> None:
    *wrong, last = differences(document, tmp_path, 10)
    assert wrong == []
    assert not last.endswith(": 0 answers")


def test_warnings_are_counted_by_kind_with_the_first_place_of_each() -> None:
    told = ("unknown keyword 'optional'", "'in' of PetStore", "unknown keyword 'nul'")
    found = [
        Problem(Location("a.yaml", line, 1), message, "warning")
        for line, message in enumerate(told, 1)
    ]
    assert list(kinds(found)) == [
        "\n3 warnings of 2 kinds",
        f"     2  unknown keyword '...'\n        {found[0]}",
        f"     1  '...' of ...\n        {found[1]}",
    ]


@pytest.mark.parametrize("part", range(3))
def test_a_changed_document_is_refused_or_gives_a_package(part: int) -> None:
    seeds = [f"{part}/{number}" for number in range(DRAWN // 3)]
    found = [fuzz.outcome(seed) for seed in seeds]
    assert [one for one in found if one.kind not in ("refused", "imported")] == []
    assert {one.kind for one in found} == {"refused", "imported"}
