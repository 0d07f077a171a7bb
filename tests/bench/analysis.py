"""Time what the solver is for: `lint` and `witness` of both revisions, and `diff`.

python -m tests.bench.analysis [--rounds N]
"""

import argparse
import sys
from pathlib import Path

from tests.bench.commands import Command, medians

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "spec/2025-12", "spec/2026-11"


def accordant(*words: str) -> Command:
    return lambda _: [sys.executable, "-m", "accordant", *words]


def main() -> int:
    """Measure and print seconds; loading the solver alone for comparison."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    commands: dict[str, Command] = {
        "python -c 'import z3'": lambda _: [sys.executable, "-c", "import z3"],
        **{f"lint {s}": accordant("lint", "--spec", s) for s in (OLD, NEW)},
        **{f"witness {s}": accordant("witness", "--spec", s) for s in (OLD, NEW)},
        f"diff {OLD} {NEW}": accordant("diff", OLD, NEW),
        f"diff {OLD} {OLD}": accordant("diff", OLD, OLD),
    }
    for name, seconds in medians(commands, rounds, ROOT, ROOT / "generator").items():
        print(f"{name:32}{seconds:7.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
