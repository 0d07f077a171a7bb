"""`accordant lint`: one folder one kind of finding, to the letter.

`expected.txt` is what people read, `expected.json` what `--json` gives.
"""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

import accordant.analysis
from accordant.cli import main

HERE = Path(__file__).parent
FOLDERS = sorted((HERE / "lint").iterdir())
REFUSED = ("located",)
"""Cases with errors; all the others say yes."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_findings_of_a_spec(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    code = 1 if folder.name in REFUSED else 0
    assert main(["lint", "--spec", folder.name]) == code
    assert capsys.readouterr().out == (folder / "expected.txt").read_text()
    assert main(["lint", "--spec", folder.name, "--json"]) == code
    assert capsys.readouterr().out == (folder / "expected.json").read_text()


@pytest.mark.parametrize(("name", "code"), [("dead", 1), ("shadowed", 0)])
def test_warnings_may_count_as_errors(name: str, code: int) -> None:
    spec = str(HERE / "lint" / name)
    assert main(["lint", "--spec", spec, "--strict"]) == code


def without_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(accordant.analysis, "find_spec", absent)


def test_without_the_solver_only_located_findings_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_the_solver(monkeypatch)
    monkeypatch.chdir(HERE / "lint")
    assert main(["lint", "--spec", "located-warning"]) == 2
    told = capsys.readouterr()
    assert told.out == Path("located-warning/expected.txt").read_text()
    assert told.err == (
        "accordant: nothing was proved: the solver is not installed:"
        " pip install 'accordant[analysis]'\n"
    )


def test_without_the_solver_there_are_no_witnesses(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_the_solver(monkeypatch)
    assert main(["witness", "--spec", str(HERE / "lint" / "clean")]) == 2
    assert capsys.readouterr().err == (
        "accordant: the solver is not installed: pip install 'accordant[analysis]';"
        " see 'accordant witness --help'\n"
    )


def test_every_kind_of_finding_has_a_case() -> None:
    found = "".join((folder / "expected.txt").read_text() for folder in FOLDERS)
    kinds = ("dead", "contradictory", "always-true", "shadowed", "unusable-value")
    for kind in (*kinds, "default", "spec"):
        assert f"{kind}\n" in found
