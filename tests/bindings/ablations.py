"""Mistakes that are easily made in a language, put back into one binding at a time.

    python -m tests.bindings.ablations [--language ruby ...]

`ablations.yaml` lists them: a `file` of the package (a pattern), the `old` text in it,
the `new` one in its place, what that `means`, and the `revision` whose package is taken.
The committed vectors must tell each; the exit code is 1 if one is not told. An entry
whose old text is nowhere is an error, for it would prove nothing.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "generator")]

import yaml  # noqa: E402

from bindings.executors import (  # noqa: E402
    AGAIN,
    BUILDS,
    CHANGED,
    Failed,
    Missing,
    ask,
    write,
)
from bindings.requests import Vector  # noqa: E402
from bindings.specs import NAMES, api, core  # noqa: E402
from bindings.table import Row, compare  # noqa: E402

FILE = Path(__file__).with_name("ablations.yaml")


class Ablation(NamedTuple):
    """One mistake."""

    means: str
    language: str
    file: str
    old: str
    new: str
    revision: str = "2026-11"


def ablations() -> list[Ablation]:
    """All of the file."""
    entries: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [Ablation(**entry) for entry in entries]


@contextmanager
def mistaken(folder: Path, one: Ablation) -> Iterator[list[Path]]:
    """The files of a package with the mistake in them, for as long as the block."""
    texts = {
        path: text
        for path in sorted(folder.glob(one.file))
        if one.old in (text := path.read_text(encoding="utf-8"))
    }
    if not texts:
        raise LookupError(f"{one.language}, {one.file}: nowhere is {one.old!r}")
    try:
        for path, text in texts.items():
            path.write_text(text.replace(one.old, one.new), encoding="utf-8")
        yield [*texts]
    finally:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")


def told(
    folder: Path, command: Sequence[str], one: Ablation, vectors: Sequence[Vector]
) -> int:
    """How many vectors tell the mistake; all, if the package does not even run."""
    row = Row(one.language, one.revision)
    try:
        with mistaken(folder, one) as files:
            AGAIN[one.language](folder, files)
            compare(row, vectors, ask(command, folder, vectors), {})
    except Failed:
        return len(vectors)
    finally:
        shutil.rmtree(folder / CHANGED, ignore_errors=True)
    return len(row.differences)


Package = Callable[[str, str, Path], Sequence[str]]
"""Makes the package of a language and a spec in a folder; the command of its executor."""


def package(language: str, name: str, folder: Path) -> Sequence[str]:
    """A package that is built now."""
    return BUILDS[language](write(api(name), language, folder))


def tell(
    languages: Sequence[str], say: Callable[[str], None], made: Package = package
) -> list[Ablation]:
    """The mistakes that no vector tells; `say` gets a line for each mistake. Raises
    Missing where a toolchain is."""
    missed: list[Ablation] = []
    for language in languages:
        for name in NAMES:
            group = [
                o for o in ablations() if (o.language, o.revision) == (language, name)
            ]
            if not group:
                continue
            vectors = core(name)
            with tempfile.TemporaryDirectory() as home:
                folder = Path(home, "package")
                command = made(language, name, folder)
                for one in group:
                    number = told(folder, command, one, vectors)
                    missed += [] if number else [one]
                    say(f"{language:12}{number:5} vectors tell: {one.means}")
    return missed


def main(languages: Sequence[str]) -> int:
    """Print a line a mistake; 1 if one is not told."""
    missed: list[Ablation] = []
    for language in languages:
        try:
            missed += tell([language], lambda line: print(line, flush=True))
        except Missing as missing:
            print(f"{language}: skipped: {missing}")
    print(f"{len(missed)} mistakes are not told")
    return 1 if missed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", nargs="*", choices=[*BUILDS], default=[*BUILDS])
    sys.exit(main(parser.parse_args().language))
