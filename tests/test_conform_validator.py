"""`conform --validator`: the same cases through a program, good ones and bad ones."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from accordant.cli import main

ROOT = Path(__file__).parent.parent
FLAGSHIP = str(ROOT / "spec/2025-12")
ORDERS = str(ROOT / "tests/conform/orders")
GOOD = ROOT / "tests/conform/validator.py"
BAD = ROOT / "tests/conform/bad.py"


def document(tmp_path: Path, command: str, spec: str, *words: str, code: int) -> Any:
    file = tmp_path / "report.json"
    options = ["--validator", command, "--spec", spec, "--json", str(file), *words]
    assert main(["conform", *options]) == code
    return json.loads(file.read_text())


def verdicts(found: Any) -> dict[str, tuple[str, str]]:
    """What is not plain agreement, with its note."""
    return {
        f"{check['check']}/{side['side']}": (side["verdict"], side["note"])
        for check in found["checks"]
        for side in check["sides"]
        if side["verdict"] not in ("agrees", "only the server can decide")
    }


def bad(tmp_path: Path, fault: str, *words: str, code: int = 1) -> Any:
    command = f"{sys.executable} {BAD} {fault} {ORDERS}"
    return document(
        tmp_path, command, ORDERS, "--parameter", "shop=a", *words, code=code
    )


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [ROOT / "generated/python/src", ROOT / "generator"]
    monkeypatch.setenv("PYTHONPATH", ":".join(map(str, paths)))


def test_the_generated_package_agrees(tmp_path: Path) -> None:
    found = document(tmp_path, f"{sys.executable} {GOOD}", FLAGSHIP, code=0)
    assert found["faults"] == []
    assert verdicts(found) == {}
    assert all(request["reported"] is not None for request in found["requests"])
    assert "answer" not in {check["kind"] for check in found["checks"]}


def test_the_example_is_as_short_as_it_says() -> None:
    assert len(GOOD.read_text().splitlines()) <= 15


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("none", {}),
        ("backwards", {}),
        ("laxer", {"gift-text/invalid": ("server laxer", "no error is reported")}),
        (
            "stricter",
            {"count.maximum/valid": ("server stricter", "mine at /count")},
        ),
        (
            "rule",
            {
                "gift-text/invalid": (
                    "other rule or path",
                    "misses gift-text at /text; adds gifts at /text",
                )
            },
        ),
        (
            "path",
            {
                "gift-text/invalid": (
                    "other rule or path",
                    "misses gift-text at /text; adds gift-text at /gift",
                )
            },
        ),
        (
            "warning",
            {
                "unknown/invalid": ("other rule or path", "misses unknown at /a"),
                "few-gifts/invalid": (
                    "other rule or path",
                    "misses few-gifts at /count",
                ),
            },
        ),
    ],
)
def test_verdicts_are_judged_by_rule_and_path(
    tmp_path: Path, fault: str, expected: dict[str, tuple[str, str]]
) -> None:
    found = bad(tmp_path, fault, code=1 if expected else 0)
    assert verdicts(found) == expected
    assert found["faults"] == []


@pytest.mark.parametrize(
    ("fault", "faults"),
    [
        ("garbage", ["line 4 is not JSON: valid, I think", "left out 1 of N requests"]),
        ("leaves-out", ["left out 1 of N requests"]),
        ("unasked", ["line 4 answers 'me', which was not asked"]),
        ("no-id", ["line 4 has no 'id', a text"]),
        (
            "no-list",
            ["line 4 has no 'violations', a list", "left out 1 of N requests"],
        ),
        (
            "no-path",
            [
                "line 4 has a violation without 'rule' and 'path', both texts",
                "left out 1 of N requests",
            ],
        ),
        (
            "severity",
            [
                "line 4 has a violation whose 'severity' is neither error nor warn",
                "left out 1 of N requests",
            ],
        ),
        ("twice", ["line 5 answers 'ID' again"]),
        ("dies", ["it ended with status 1: of this", "left out REST of N requests"]),
        ("killed", ["it was ended by signal 9", "left out REST of N requests"]),
        ("status", ["it ended with status 3"]),
    ],
)
def test_a_bad_program_is_a_finding(
    tmp_path: Path, fault: str, faults: list[str]
) -> None:
    found = bad(tmp_path, fault)
    total = len(found["requests"])
    key = found["requests"][3]["id"]
    assert found["faults"] == [
        text.replace("REST", str(total - 3))
        .replace("N ", f"{total} ")
        .replace("ID", key)
        for text in faults
    ]
    missing = [request for request in found["requests"] if request["reported"] is None]
    undecided = {
        case["request"]
        for check in found["checks"]
        for side in check["sides"]
        for case in side["cases"]
        if case["verdict"] == "undecided" and case["note"].startswith("no answer: ")
    }
    assert {request["id"] for request in missing} == undecided


@pytest.mark.parametrize(
    ("fault", "seconds", "said"),
    [
        ("hangs", "0.8", "no line for 0.8 s, so it was ended"),
        ("silent", "0.2", "no line for 0.2 s, so it was ended"),
        ("stays", "3", "it did not end in 3 s, so it was ended"),
        ("endless", "20", "20 lines that are no answers, so it was ended"),
    ],
)
def test_a_program_that_does_not_end_is_ended(
    tmp_path: Path, fault: str, seconds: str, said: str
) -> None:
    start = time.monotonic()
    # A dead program decides nothing, and that is an answer: no.
    found = bad(tmp_path, fault, "--timeout", seconds)
    assert said in found["faults"]
    assert time.monotonic() - start < 15


def test_a_program_that_reads_nothing_does_not_block(tmp_path: Path) -> None:
    found = document(tmp_path, "sleep 0", FLAGSHIP, code=1)
    total = len(found["requests"])
    assert found["faults"] == [f"left out {total} of {total} requests"]


def test_faults_are_told_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad(tmp_path, "leaves-out")
    total = len(json.loads((tmp_path / "report.json").read_text())["requests"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:5] == [
        f"{total - 1} requests answered",
        "",
        "Findings",
        f"  validator: left out 1 of {total} requests",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--validator", "./no-such-program"],
            "--validator: cannot start './no-such-program': No such file or directory",
        ),
        (["--validator", "'"], "--validator: no closing quotation"),
        (["--validator", " "], "--validator: no command"),
        (
            ["http://127.0.0.1:1", "--validator", "cat"],
            "BASE_URL and --validator: only one can be asked",
        ),
        (
            ["--validator", "cat", "--resume", "x"],
            "'--resume' means nothing to a validator",
        ),
    ],
)
def test_what_is_no_use(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conform", "--spec", FLAGSHIP, *words]) == 2
    told = f"accordant: {message}; see 'accordant conform --help'\n"
    assert capsys.readouterr() == ("", told)
