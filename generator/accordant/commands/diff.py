"""`accordant diff`: what changed for callers between two revisions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from accordant.options import Misuse, Options, Syntax

if TYPE_CHECKING:
    from accordant.diff import Prover

SYNTAX = Syntax(
    usage="""\
usage: accordant diff OLD NEW [--format text|markdown|json] [--breaking]

Says what changed for callers from one spec to another: operations, fields, types, and
requests that are judged differently, each with one that shows it; and the version bump
that follows. OLD and NEW are spec folders or OpenAPI documents.

  --format F   text (default), markdown or json
  --breaking   exit 1 if something breaks callers

example: accordant diff spec/2025-12 spec/2026-11
""",
    flags=("--breaking",),
    values={"--format": ("text", "markdown", "json")},
    operands=("OLD", "NEW"),
)


def run(options: Options) -> int:
    """Print the difference; the exit code."""
    for path in options.operands:
        if not Path(path).exists():
            raise Misuse(f"no such file or folder: {path}")
    from accordant.loading import deeply

    return deeply(lambda: _run(options))


def _run(options: Options) -> int:
    from accordant.diff import compare, names, report
    from accordant.location import SpecError
    from accordant.spec import load

    apis, wrong = [], []
    for path in options.operands:
        try:
            apis.append(load(path))
        except SpecError as error:
            wrong.append(error)
    if wrong:
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    old, new = apis
    found = compare(old, new, names(old, new), _prover())
    shape = options.value("--format") or "text"
    write = {"text": report.text, "markdown": report.markdown, "json": report.as_json}
    print(write[shape](found), end="")
    return 1 if "--breaking" in options.flags and found.level == "major" else 0


def _prover() -> Prover | None:
    """What proves that nothing was missed, where the solver is installed."""
    from accordant import analysis

    if analysis.missing() is not None:
        return None
    from accordant.diff.solver import prove

    return prove
