"""Measure `accordant generate` with nothing to do against an empty Python.

python -m tests.bench.unchanged [--rounds N] [--assert]
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.commands import medians, report

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 6.0


def main() -> int:
    """Measure and print; the exit code is 1 if over the limit and `--assert`."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument(
        "--assert", action="store_true", dest="hold", help="fail if slow"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "spec" / "2025-12", folder / "spec")
        (folder / "pyproject.toml").write_text('[tool.accordant]\nspec = "spec"\n')
        generate = [sys.executable, "-m", "accordant", "generate"]
        times = medians(
            {
                "python -c pass": lambda _: [sys.executable, "-c", "pass"],
                "accordant generate": lambda _: generate,
            },
            options.rounds,
            folder,
            ROOT / "generator",
        )
    return report(times, "python -c pass", LIMIT, options.hold)


if __name__ == "__main__":
    sys.exit(main())
