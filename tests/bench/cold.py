"""Measure the Python target against dataclasses by datamodel-code-generator.

    python -m tests.bench.cold [--rounds N] [--assert]

Both read the same document and write into an empty folder; ours brings validators,
a client and packaging as well.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.commands import medians, report

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "spec" / "2025-12"
LIMIT = 1.0
BASE = "datamodel-codegen, dataclasses only"


def main() -> int:
    """Measure and print; the exit code is 1 if over the limit and `--assert`."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--assert", action="store_true", dest="hold", help="fail if slow"
    )
    options = parser.parse_args()
    python = sys.executable
    ours = [python, "-m", "accordant", "generate", "--target", "python"]
    theirs = [python, "-m", "datamodel_code_generator", "--input-file-type", "openapi"]
    theirs += ["--output-model-type", "dataclasses.dataclass"]
    theirs += ["--formatters", "builtin", "--input", str(SPEC / "openapi.yaml")]
    with tempfile.TemporaryDirectory() as name:
        times = medians(
            {
                BASE: lambda number: [*theirs, "--output", f"models{number}.py"],
                "accordant, --target python": lambda number: [
                    *ours,
                    *("--spec", str(SPEC), "--out", f"out{number}"),
                ],
            },
            options.rounds,
            Path(name),
            ROOT / "generator",
        )
    return report(times, BASE, LIMIT, options.hold)


if __name__ == "__main__":
    sys.exit(main())
