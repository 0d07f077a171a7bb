"""Changed documents: each is refused, or gives a package that can be imported.

    python -m tests.corpus.fuzz [COUNT] [--seed N] [--jobs N]

draws COUNT documents (10,000 by default), each some operations of a document of the
corpus (of our own ones without `ACCORDANT_CORPUS`) with a few changes. A refusal tells
places; nothing else may be raised, no text may become code, and no document may take
more than 30 seconds. What fails is printed with its number, which draws it again.
"""

from __future__ import annotations

import argparse
import builtins
import importlib
import json
import random
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from types import FrameType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "generator")]

from tests import packages  # noqa: E402
from tests.corpus import documents  # noqa: E402
from tests.corpus.mutations import FLAG, mutated  # noqa: E402

from accordant.location import Report, SpecError  # noqa: E402
from accordant.spec import load  # noqa: E402

SECONDS = 30
RIGHT = {"refused", "imported"}
"""What may become of a document."""


class Outcome(NamedTuple):
    """What became of a document: `refused`, `imported`, or what went wrong."""

    seed: str
    kind: str
    told: str = ""


@cache
def bases() -> list[documents.Document]:
    """The documents that are changed."""
    found = documents.corpus() or documents.listed(documents.OWN)
    return [documents.read(path) for path in found]


def drawn(seed: str) -> documents.Document:
    """The document of a seed."""
    draw = random.Random(seed)
    return mutated(documents.slice_of(draw.choice(bases()), draw), draw)


def outcome(seed: str) -> Outcome:
    """What the generator makes of the document of a seed."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "openapi.json"
        file.write_text(json.dumps(drawn(seed)), encoding="utf-8")
        signal.signal(signal.SIGALRM, _late)
        signal.alarm(SECONDS)
        try:
            return _outcome(seed, file)
        except TimeoutError:
            return Outcome(seed, "late", f"more than {SECONDS} seconds")
        except BaseException:
            return Outcome(seed, "raised", traceback.format_exc(limit=-6))
        finally:
            signal.alarm(0)


def _outcome(seed: str, file: Path) -> Outcome:
    try:
        api = load(file, Report())
    except SpecError as error:
        unplaced = [p for p in error.problems if not p.where.line]
        if unplaced or not error.problems:
            return Outcome(seed, "unplaced", str(error))
        return Outcome(seed, "refused")
    package = f"drawn_{abs(hash(seed))}"
    packages.write(api, file.parent, package)
    sys.path.insert(0, str(file.parent))
    try:
        for module in modules(file.parent / package):
            importlib.import_module(module)
    finally:
        sys.path.remove(str(file.parent))
        for known in [name for name in sys.modules if name.startswith(package)]:
            del sys.modules[known]
    if hasattr(builtins, FLAG):
        delattr(builtins, FLAG)
        return Outcome(seed, "ran text")
    return Outcome(seed, "imported")


def modules(package: Path) -> Iterator[str]:
    """The names of all modules of a package."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _late(signal_number: int, frame: FrameType | None) -> None:
    raise TimeoutError


def main() -> int:
    """Print how many were refused and imported; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.fuzz")
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    seeds = [f"{options.seed}/{number}" for number in range(options.count)]
    counted: Counter[str] = Counter()
    with ProcessPoolExecutor(options.jobs, max_tasks_per_child=500) as pool:
        for number, one in enumerate(pool.map(outcome, seeds, chunksize=20), 1):
            counted[one.kind] += 1
            if one.kind not in RIGHT:
                print(f"{one.seed} {one.kind}\n{one.told}", flush=True)
            if number % 1000 == 0 or number == options.count:
                told = (f"{many} {kind}" for kind, many in sorted(counted.items()))
                print(f"{number}: {', '.join(told)}", flush=True)
    return int(bool(counted.keys() - RIGHT))


if __name__ == "__main__":
    sys.exit(main())
