"""`python -m tests.bindings`: all vectors through all languages, as a table."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "generator")]

import yaml  # noqa: E402

from bindings.executors import BUILDS, Missing, ask, write  # noqa: E402
from bindings.specs import NAMES, api, drawn  # noqa: E402
from bindings.table import HEAD, Row, compare  # noqa: E402
from oracles.revisions import REVISIONS  # noqa: E402

KNOWN = Path(__file__).with_name("known.yaml")
SHOWN = 5


def known() -> dict[str, dict[str, str]]:
    """The reasons of known disagreements, by language and JSON text."""
    found: dict[str, dict[str, str]] = {language: {} for language in BUILDS}
    for entry in yaml.safe_load(KNOWN.read_text(encoding="utf-8")):
        found[entry["language"]][entry["vector"]] = entry["why"]
    return found


def main(languages: list[str], count: int, seed: int) -> int:
    """Print the table; 1 if anything differs, or was skipped where CI runs."""
    rows: list[Row] = []
    print(f"{HEAD}{'time':>11}")
    for name in NAMES:
        vectors = drawn(name, seed, count // len(REVISIONS))
        for language in languages:
            row = Row(language, name)
            with tempfile.TemporaryDirectory() as folder:
                try:
                    package = write(api(name), language, Path(folder))
                    command = BUILDS[language](package)
                    start = time.monotonic()
                    answers = ask(command, package, vectors)
                    row.seconds = time.monotonic() - start
                    compare(row, vectors, answers, known()[language])
                except Missing as missing:
                    row.skipped = str(missing)
            print(row.text(), flush=True)
            rows.append(row)
    differing = [text for row in rows for text in row.differences]
    for text in differing[:SHOWN]:
        print(text)
    print(f"{len(differing)} differences")
    return 1 if differing else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=24_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", nargs="*", choices=[*BUILDS], default=[*BUILDS])
    given = parser.parse_args()
    sys.exit(main(given.language, given.requests, given.seed))
