"""A run with nothing to do loads next to nothing; `tests.bench.unchanged` times it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCRIPT = """
import sys
before = set(sys.modules)
from accordant.cli import main
code = main(["generate"])
print(*sorted(set(sys.modules) - before))
sys.exit(code)
"""


def test_a_run_with_nothing_to_do_loads_next_to_nothing() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=True,
    )
    said, loaded = run.stdout.splitlines()
    assert said == "generated: unchanged"
    tops = {name.partition(".")[0] for name in loaded.split()}
    assert tops <= sys.stdlib_module_names | {"accordant"}
    assert {name for name in loaded.split() if name.startswith("accordant")} == {
        *("accordant", "accordant.cli", "accordant.lock", "accordant.targets"),
        *("accordant.commands", "accordant.commands.generate"),
        *("accordant.options", "accordant.project"),
    }
    # Slow to load, each of them; lines of the standard library that crept in.
    assert not tops & {"asyncio", "dataclasses", "inspect", "pathlib", "subprocess"}
