"""Answers are read, whatever they hold, and written back as they came.

    python -m tests.corpus.roundtrip [COUNT] [NAME ...]

reads, for every success of every operation of the corpus that is JSON, the examples of
the document and COUNT values drawn from its schema (20 by default), some of which it
does not admit. The exit code is 1 if anything is raised, or written back differently.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "generator")]

from tests import packages  # noqa: E402
from tests.corpus.documents import (  # noqa: E402
    ABSENT,
    Document,
    corpus,
    followed,
    operations,
    read,
)
from tests.corpus.fuzz import modules  # noqa: E402
from tests.corpus.inside import described  # noqa: E402
from tests.corpus.instances import Drawing  # noqa: E402

import accordant  # noqa: E402
from accordant.loading import deeply  # noqa: E402
from accordant.location import Report  # noqa: E402

JSON = re.compile(r"[/+]json *(;|$)", re.IGNORECASE)
"""What media types of JSON end with; lines of JSON are none."""

ODD = (0.0, 0.0, 0.02, 0.2)
"""Shares of values that a schema does not admit."""

Operations = dict[tuple[str, str], Any]


class Success(NamedTuple):
    """A JSON answer of an operation: its schema, and examples of the document."""

    method: str
    path: str
    status: int
    media: str
    schema: Any
    examples: list[Any]


def successes(document: Document) -> Iterator[Success]:
    """Every success with one JSON answer."""
    for path, method in operations(document):
        item = followed(document, document["paths"][path])
        for status, entry in item.get(method, {}).get("responses", {}).items():
            content = (followed(document, entry) or {}).get("content", {})
            if not status.startswith("2"):
                continue
            number = int(status) if status.isdigit() else 200
            plain = path.partition("#")[0]
            for media, holder in content.items():
                if JSON.search(media) and len(content) == 1:
                    yield Success(
                        *(method.upper(), plain, number, media),
                        holder.get("schema", {}),
                        list(_examples(document, holder)),
                    )


def _examples(document: Document, holder: dict[str, Any]) -> Iterator[Any]:
    if "example" in holder:
        yield holder["example"]
    for entry in holder.get("examples", {}).values():
        example = followed(document, entry)
        if isinstance(example, dict) and "value" in example:
            yield example["value"]


def package(document: Path, folder: Path, name: str) -> Operations:
    """Generate the package of a document and import it; its operations."""

    def write() -> int:
        packages.write(accordant.load(document, Report()), folder, name)
        return 0

    deeply(write)
    sys.path.insert(0, str(folder))
    try:
        found = [importlib.import_module(module) for module in modules(folder / name)]
    finally:
        sys.path.remove(str(folder))
    kind = importlib.import_module(f"{name}._operations").Operation
    return {
        (value.method, value.path): value
        for module in found
        for value in described(module, kind).values()
    }


class Reader:
    """Reads answers with what a package has for it."""

    def __init__(self, document: Path, folder: Path) -> None:
        self.name = f"read_{document.stem.replace('-', '_')}"
        self.operations = package(document, folder, self.name)
        self.parsed = importlib.import_module(f"{self.name}._operations").parsed
        self.written = importlib.import_module(f"{self.name}._model").written

    def back(self, success: Success, value: Any) -> Any:
        """An answer, read and written again."""
        import httpx2

        response = httpx2.Response(
            success.status,
            headers={"content-type": success.media},
            content=json.dumps(value).encode(),
            request=httpx2.Request(success.method, "http://localhost"),
        )
        operation = self.operations[success.method, success.path]
        return self.written(self.parsed(operation, response, None))


def differences(document: Path, folder: Path, count: int) -> Iterator[str]:
    """What is raised or differs, a line each; the last line tells how many were read."""
    plain = read(document)
    reader = Reader(document, folder)
    known = 0
    for success in successes(plain):
        draw = random.Random(f"{success.method} {success.path} {success.status}")
        drawn = (
            Drawing(plain, draw, ODD[number % len(ODD)]).of(success.schema)
            for number in range(count)
        )
        for value in (*success.examples, *drawn):
            known += 1
            try:
                found = reader.back(success, value)
            except Exception as error:
                if not (_refused(error) and not isinstance(value, dict)):
                    yield f"{success[:3]} raises {error!r} for {value!r}"[:400]
                continue
            if _text(found) != _text(value):
                yield f"{success[:3]} gives {found!r} for {value!r}"[:600]
    yield f"{document.name}: {known} answers"


def _refused(error: Exception) -> bool:
    """An object was told of, and something else came: the one thing that is refused."""
    return type(error).__name__ == "APIResponseValidationError"


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def main() -> int:
    """Print what differs; 1 if anything does."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.roundtrip")
    parser.add_argument("count", nargs="?", type=int, default=20)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    wrong = 0
    found = [p for p in corpus() if p.name.startswith(tuple(options.names or [""]))]
    if not found:
        print(ABSENT, file=sys.stderr)
        return 2
    for document in found:
        with tempfile.TemporaryDirectory() as folder:
            *lines, last = differences(document, Path(folder), options.count)
        print(f"{last}, {len(lines)} wrong", flush=True)
        print(*lines[:10], sep="\n")
        wrong += len(lines)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
