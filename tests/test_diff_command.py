"""`accordant diff` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accordant import analysis
from accordant.cli import main
from test_generate import accordant

CASES = Path(__file__).parent / "diff"


def words(case: str) -> tuple[str, str, str]:
    return "diff", str(CASES / case / "old"), str(CASES / case / "new")


def test_it_prints_and_exits_with_0() -> None:
    run = accordant(*words("bound-moved"))
    expected = (CASES / "bound-moved/expected.txt").read_text(encoding="utf-8")
    assert (run.returncode, run.stdout, run.stderr) == (0, expected, "")


@pytest.mark.parametrize(
    ("case", "code"), [("bound-moved", 1), ("bound-widened", 0), ("text-only", 0)]
)
def test_breaking_is_an_exit_code(case: str, code: int) -> None:
    assert main([*words(case), "--breaking"]) == code


def test_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words("bound-moved"), "--format", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert (whole["bump"], whole["proved"]) == ("major", True)
    (change,) = whole["changes"]
    (witness,) = change["witnesses"]
    assert (change["kind"], change["places"]) == ("bound-moved", ["n"])
    assert witness["request"] == {"item": "x", "n": 10}
    assert [entry["rule"] for entry in witness["new"]] == ["n.maximum"]
    assert main([*words("bound-moved"), "--format=markdown"]) == 0
    assert "\n## Breaking\n\n- `n`: must be" in capsys.readouterr().out


def test_without_a_solver_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(analysis, "find_spec", lambda name: None)
    assert main([*words("text-only")]) == 0
    assert capsys.readouterr().out == (
        "no change for callers\n\n"
        "Found by trying requests; nothing was proved."
        " pip install 'accordant[analysis]' for proofs.\n"
    )


def test_errors_of_both_specs_are_printed(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / f"{name}.yaml").write_text("openapi: 2.0\n")
    run = accordant("diff", "old.yaml", "new.yaml", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    files = [line.partition(":")[0] for line in run.stderr.splitlines()]
    assert set(files) == {"old.yaml", "new.yaml"}


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "spec"]) == 2
    assert main(["diff", "nowhere", "spec"]) == 2
    assert capsys.readouterr().err == (
        "accordant: NEW is missing; see 'accordant diff --help'\n"
        "accordant: no such file or folder: nowhere; see 'accordant diff --help'\n"
    )
    assert main(["diff", "--help"]) == 0
    assert "example: accordant diff " in capsys.readouterr().out
