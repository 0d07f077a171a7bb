"""Measure all targets of the flagship against the Python target alone.

    python -m tests.bench.targets [--rounds N] [--assert]

Each run is a process of its own that writes into an empty folder. The `pydantic` target
is left out: it is another generator's work. A target that is not asked for costs
nothing: the Python target is also measured where all others are gone.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "generator"))

from tests.bench.commands import medians, report  # noqa: E402

from accordant.targets import TARGETS  # noqa: E402

SPEC = ROOT / "spec" / "2025-12"
LIMIT = 3.0
BASE = "python alone"
GONE = ("ruby", "java", "typescript")


def without(folder: Path) -> Path:
    """A copy of the generator and its templates, without the other bindings."""
    for part in ("generator", "templates"):
        shutil.copytree(ROOT / part, folder / part, symlinks=True)
    for name in GONE:
        for path in (f"templates/{name}", f"generator/accordant/targets/{name}"):
            shutil.rmtree(folder / path)
    return folder


def main() -> int:
    """Measure and print; the exit code is 1 if over the limit and `--assert`."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument(
        "--assert", action="store_true", dest="hold", help="fail if slow"
    )
    options = parser.parse_args()
    several = [word for t in TARGETS if t != "pydantic" for word in ("--target", t)]
    with tempfile.TemporaryDirectory() as name:
        bare = without(Path(name, "bare")) / "generator"

        def command(label: str, number: int, *words: str) -> list[str]:
            out = Path(name, f"{label}{number}")
            return [sys.executable, "-m", "accordant", "generate", *words] + [
                *("--spec", str(SPEC), "--out", str(out)),
            ]

        start = f"import sys; sys.path.insert(0, {str(bare)!r}); "
        start += "from accordant.__main__ import program; program()"

        def alone(number: int) -> list[str]:
            words = ["generate", "--target", "python", "--spec", str(SPEC)]
            return [sys.executable, "-c", start, *words] + [
                *("--out", str(Path(name, f"bare{number}"))),
            ]

        times = medians(
            {
                BASE: lambda n: command("one", n, "--target", "python"),
                "python, others gone": alone,
                "all but pydantic": lambda n: command("all", n, *several),
            },
            options.rounds,
            Path(name),
            ROOT / "generator",
        )
    return report(times, BASE, LIMIT, options.hold)


if __name__ == "__main__":
    sys.exit(main())
