"""`accordant witness`: what people read, what is stored, what is no use of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from accordant.cli import main

HERE = Path(__file__).parent
SPEC = HERE / "lint" / "shadowed"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["witness", *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_a_check_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "size.maximum", "--spec", str(SPEC))
    assert found == (
        "size.maximum\n"
        '  boundary  {"kind": "x", "size": 50}\n'
        "            valid\n"
        '  invalid   {"kind": "x", "size": 51}\n'
        "            error size.maximum at /size: size must be at most 50\n"
    )


def test_a_proof_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "small-only", "--spec", str(SPEC))
    assert found == (
        "small-only\n"
        '  valid     {"kind": "mouse", "speed": "fast"}\n'
        "            valid\n"
        "  invalid   none: what breaks it breaks no-fast-whale as well\n"
        '  together  {"kind": "whale", "speed": "fast"}\n'
        "            error small-only at /kind: kind must be of family small when speed"
        ' is "fast"\n'
        '            error no-fast-whale at /kind: kind must not be "whale" when speed'
        ' is "fast"\n'
    )


def test_json_has_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "size.maximum", "--spec", str(SPEC), "--json")
    assert [json.loads(line) for line in found.splitlines()] == [
        {
            "model": "Thing",
            "check": "size.maximum",
            "kind": "boundary",
            "request": {"kind": "x", "size": 50},
            "violations": [],
        },
        {
            "model": "Thing",
            "check": "size.maximum",
            "kind": "invalid",
            "request": {"kind": "x", "size": 51},
            "violations": [
                ["size.maximum", "/size", "size must be at most 50", "error"]
            ],
        },
    ]


def test_all_are_stored_and_found_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "spec"
    shutil.copytree(SPEC, spec)
    file = spec / "witnesses.jsonl"
    said = "23 witnesses, 2 proofs"
    assert told(capsys, "--write", "--spec", str(spec)) == f"wrote {file} ({said})\n"
    assert sorted(path.name for path in spec.iterdir()) == sorted(
        [*(path.name for path in SPEC.iterdir()), "witnesses.jsonl"]
    )
    again = told(capsys, "--write", "--spec", str(spec))
    assert again == f"{file}: unchanged ({said})\n"
    words = ["generate", "--spec", str(spec), "--out", str(tmp_path / "out")]
    assert main([*words, "--target", "vectors", "--strict"]) == 0
    lines = (tmp_path / "out/vectors/thing.jsonl").read_text()
    assert '{"name": "size.maximum/boundary", "request": {"kind": "x", "size": 50}' in (
        lines
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["size.maximun"], "no check 'size.maximun'; did you mean 'size.maximum'?"),
        (
            ["small-only", "--write"],
            "--write stores the witnesses of all checks, so leave RULE out",
        ),
    ],
)
def test_what_is_no_use(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["witness", *words, "--spec", str(SPEC)]) == 2
    said = f"accordant: {message}; see 'accordant witness --help'\n"
    assert capsys.readouterr() == ("", said)


def test_a_document_alone_has_no_place_for_witnesses(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = str(SPEC / "openapi.yaml")
    assert main(["witness", "--write", "--spec", document]) == 2
    assert "--write needs a spec folder" in capsys.readouterr().err
