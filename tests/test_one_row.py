"""Changing one row of the table changes only the lines that carry it, in every target.

A changed line carries a row if it names it, its constant, or the values that changed.
"""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest

import accordant
from accordant.targets import TARGETS

SPEC = Path(__file__).parents[1] / "spec/2025-12"
EDITS = {
    "a bound": (
        "dall-e-2: {prompt: {maxLength: 1000}}",
        "dall-e-2: {prompt: {maxLength: 1001}}",
        ("1000", "1001", "1002", "prompt-length/dall-e-2"),
    ),
    "a value": (
        "dall-e-3: {quality: [hd, standard, auto]}",
        "dall-e-3: {quality: [hd, low, auto]}",
        (
            "quality-values/dall-e-3",
            "QUALITY_VALUES_DALL_E_3",
            "standard",
            "low",
            "of family dall-e-3.",
            "family dall-e-3.",
        ),
    ),
    "a message": (
        "id: n-one",
        "id: n-one\n            message: one image at a time is what dall-e-3 draws",
        (
            "n-one",
            "n must be 1",
            "one image at a time is what dall-e-3 draws",
            "Must be 1",
            "dall-e-3",
            "draws",
            # Where it is too long for a line, it is parted.
            "one image at a time is what",
            '"/n",',
            "Severity.ERROR,",
            '"images-generate.ruby, n"',
        ),
    ),
    "a source": (
        "id: n-one\n            source: {document: images-generate.ruby, at: n}",
        "id: n-one\n            source: {document: images-generate.ruby, at: m}",
        ("n-one", "images-generate.ruby, "),
    ),
}


def trees(table: str, folder: Path) -> dict[str, list[str]]:
    """Every file of every target, as lines."""
    shutil.copytree(SPEC, folder)
    (folder / "constraints.yaml").write_text(table, encoding="utf-8")
    api = accordant.load(folder)
    return {
        f"{target}/{path}": text.splitlines()
        for target in TARGETS
        for path, text in accordant.render(api, target).items()
    }


@pytest.mark.parametrize("edit", EDITS)
def test_only_lines_that_carry_the_row_change(edit: str, tmp_path: Path) -> None:
    old, new, words = EDITS[edit]
    table = (SPEC / "constraints.yaml").read_text(encoding="utf-8")
    assert table.count(old) == 1
    before = trees(table, tmp_path / "before")
    after = trees(table.replace(old, new), tmp_path / "after")
    assert before.keys() == after.keys()
    changed = {
        f"{path}: {line}"
        for path, lines in before.items()
        for line in difflib.unified_diff(lines, after[path], n=0, lineterm="")
        if line[0] in "+-" and line[:3] not in ("+++", "---") and re.search(r"\w", line)
    }
    assert any(line.startswith("python/") for line in changed)
    assert {
        line for line in changed if not any(word in line for word in words)
    } == set()
