"""What becomes of each document: `python -m tests.corpus` prints it as a table."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.corpus import naming
from tests.corpus.documents import Document, operations, read

from accordant.loading import deeply
from accordant.location import Problem, Report
from accordant.spec import load

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "api_client"
COLUMNS = ("operations", "methods", "models", "numbered", "role words", "warnings")


class Row(NamedTuple):
    """One document: what is wrong, and figures."""

    name: str
    wrong: list[str]
    operations: int = 0
    methods: int = 0
    names: int = 0
    numbered: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    seconds: float = 0.0

    def line(self) -> str:
        """The row as text."""
        counts = (
            *(self.operations, self.methods, self.names),
            *(len(self.numbered), len(self.roles), len(self.warnings)),
        )
        cells = "".join(f"{count:12,}" for count in counts)
        return f"{self.name:24}{cells}{self.seconds:10.1f}"


HEAD = f"{'document':24}{''.join(f'{name:>12}' for name in COLUMNS)}{'seconds':>10}"


def row(document: Path, folder: Path, typed: bool = True) -> Row:
    """Generate a package, import all of it, and have mypy judge it if `typed`."""
    out = folder / document.stem
    command = ["generate", "--spec", str(document), "--out", str(out)]
    began = time.perf_counter()
    run = _run([sys.executable, "-m", "accordant", *command, "--target", "python"])
    seconds = time.perf_counter() - began
    if run.returncode:
        return Row(document.name, run.stderr.strip().splitlines()[-3:], seconds=seconds)
    source = out / "python" / "src"
    plain = read(document)
    inside = Path(__file__).with_name("inside.py")
    looked = _run([sys.executable, str(inside), str(source), PACKAGE])
    if looked.returncode:
        return Row(
            document.name, looked.stderr.strip().splitlines()[-3:], seconds=seconds
        )
    found = json.loads(looked.stdout.splitlines()[-1])
    wrong = [f"{name}: {error}" for name, error in found["failed"].items()]
    called = [(method, path) for method, path in found["called"]]
    missing = _missing(plain, called)
    wrong += missing
    wrong += _unused(source / PACKAGE)
    if typed:
        wrong += _types(source / PACKAGE, folder / ".mypy_cache")
    known = naming.written(plain)
    names = found["names"]
    return Row(
        name=document.name,
        wrong=wrong,
        operations=len(list(operations(plain))),
        methods=len(list(operations(plain))) - len(missing),
        names=len(names),
        numbered=tuple(naming.numbered(names, known)),
        roles=tuple(naming.with_role(names, known)),
        warnings=_warnings(document),
        seconds=seconds,
    )


def _warnings(document: Path) -> tuple[Problem, ...]:
    """All of them: `generate` shows few of each kind."""
    report = Report()
    deeply(lambda: bool(load(document, report)))
    return report.warnings()


def _missing(document: Document, called: list[tuple[str, str]]) -> list[str]:
    """Operations that no method calls."""
    left = sorted((method, _bare(path)) for method, path in called)
    wrong = []
    known: set[tuple[str, str]] = set()
    for path, method in operations(document):
        one = (method.upper(), _bare(path))
        known.add(one)
        if one in left:
            left.remove(one)
        else:
            wrong.append(f"no method calls {one[0]} {path}")
    # Where a body may have several shapes there are more methods than one.
    left = [one for one in left if one not in known]
    return [*wrong, *(f"no such operation: {one}" for one in left)]


def _bare(path: str) -> str:
    """A path without the query and the fragment that some documents write."""
    return re.split("[?#]", path)[0]


def _unused(package: Path) -> list[str]:
    """Names that are imported or made and not used, or used and not there."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--quiet"]
    rules = ["--select", "F401,F811,F821,F841", "--output-format", "concise"]
    run = _run([*command, *rules, str(package)])
    return [line.rpartition("src/")[2] for line in run.stdout.splitlines()[:20]]


def _types(package: Path, cache: Path) -> list[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    run = _run([*command, "--cache-dir", str(cache), str(package)])
    return [line.rpartition("src/")[2] for line in run.stdout.splitlines()[:20]]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "generator"), "PATH": "/usr/bin:/bin"},
    )
