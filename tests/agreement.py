"""Readings of one table, on many requests.

    python -m tests.agreement [REVISION] [COUNT] [--all]

judges COUNT drawn requests (100,000 by default) of a revision (2025-12 by default)
with the generated validators, the reference evaluator, the evaluator written by hand
from the facts, and the compiled JSON Schema by jsonschema-rs; each hundredth request,
with `--all` each, also with the schema by jsonschema and with the terms of the solver,
which are slow. It prints how often every check was broken and passed at its boundary,
and how often two readings differ; the exit code is 1 if any do.

What a JSON Schema cannot say is left out of its comparison: lone surrogates (ids that
end with `.unicode`), requests that are no JSON (NaN, infinities) or hold integers
beyond any double, and what is a mere warning. The solver has no terms for a body that
is no object, and for several undeclared fields that differ.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(ROOT / "tests"),
    str(ROOT / "generator"),
    str(ROOT / "generated/python/src"),
]

from tests import packages, xkeywords  # noqa: E402
from tests.solved import Solved  # noqa: E402

import accordant  # noqa: E402
from accordant.ir import Api  # noqa: E402
from accordant.rules.evaluate import evaluate  # noqa: E402
from inline import model_of  # noqa: E402
from oracles.edges import lines  # noqa: E402
from oracles.revisions import REVISIONS, Revision  # noqa: E402

DEFAULT = "2025-12"
"""The revision of what is committed in `generated`."""

MODEL = "ImageGenerateParams"
SCHEMA = "image_generate_params.schema.json"
Entries = list[tuple[str, ...]]


class Judges:
    """The readings of one revision that are compared."""

    def __init__(
        self, revision: Revision, api: Api, validators: Any, model: Any, schema: Any
    ) -> None:
        self.revision = revision
        self.api = api
        self.table = model_of(api, MODEL)
        self.validators, self.model = validators, model
        self.fast, self.slow = xkeywords.fast(schema), xkeywords.slow(schema)
        self.solved = Solved(api, MODEL)

    def generated(self, request: object) -> Entries:
        """Rule, path, message and severity, by the generated package."""
        found = self.validators.violations(self.model, request)
        return [tuple(entry[:4]) for entry in found]

    def reference(self, request: object) -> Entries:
        """The same, by the reference evaluator."""
        return [
            tuple(entry)
            for entry in evaluate(self.table, self.api.declarations, request)
        ]

    def schema(self, request: object, slow: bool) -> bool | None:
        """A schema's verdict; None where it has no word for what is asked."""
        found = self.revision.violations(request)
        if any(rule.endswith(".unicode") for rule, _, _ in found):
            return None
        try:
            value = json.loads(json.dumps(request, allow_nan=False))
            return (self.slow if slow else self.fast).is_valid(value)
        except (ValueError, OverflowError):
            return None

    def differences(self, request: object, slow: bool = False) -> list[str]:
        """Which readings differ from the hand-written one, and how the verbs differ."""
        wanted = self.revision.violations(request)
        valid = self.revision.accepts(request)
        generated = self.generated(request)
        found = {
            "generated": [(e[0], e[1], e[3]) for e in generated] != wanted,
            "reference": self.reference(request) != generated,
            "is_valid": self.validators.is_valid(self.model, request) != valid,
            "schema": self.schema(request, False) not in (None, valid),
            "jsonschema": slow and self.schema(request, True) not in (None, valid),
            "solver": slow and self.solved.differs(request, wanted, valid),
        }
        return [name for name, differs in found.items() if differs]


@functools.cache
def judges(name: str = DEFAULT) -> Judges:
    """The readings of a revision: what is committed, or what is generated now."""
    revision = REVISIONS[name]
    api = accordant.load(revision.spec)
    if name == DEFAULT:
        from openai_images import models, validators

        text = (ROOT / "generated/jsonschema" / SCHEMA).read_text(encoding="utf-8")
    else:
        text = accordant.render(api, "jsonschema")[SCHEMA]
        package = f"images_{name.replace('-', '_')}"
        with tempfile.TemporaryDirectory() as folder:
            packages.write(api, Path(folder), package)
            models, validators = packages.load(Path(folder), package)
    return Judges(revision, api, validators, getattr(models, MODEL), json.loads(text))


def compare(
    name: str,
    seed: int,
    count: int,
    report: Callable[[object, list[str]], None],
    every: int = 100,
) -> dict[str, list[int]]:
    """Judge requests, report those on which readings differ, and return the tally.

    Each so many requests are judged by the slow readings, too.
    """
    readings = judges(name)

    def judged() -> Iterable[object]:
        for index, request in enumerate(readings.revision.requests(seed, count)):
            differing = readings.differences(request, slow=index % every == 0)
            if differing:
                report(request, differing)
            yield request

    return readings.revision.tally(judged())


def main(name: str = DEFAULT, count: int = 100_000, every: int = 100) -> int:
    """Print the table; 1 if any two readings differ."""
    differing: list[str] = []

    def report(request: object, names: list[str]) -> None:
        differing.append(f"{names}: {request!r}")

    print(*lines(compare(name, 12, count, report, every)), sep="\n")
    print(f"\n{count} requests of {name}, {len(differing)} on which readings differ")
    print(*(line[:300] for line in differing[:20]), sep="\n")
    return int(bool(differing))


def arguments() -> argparse.Namespace:
    """What the command is told."""
    parser = argparse.ArgumentParser(prog="python -m tests.agreement")
    parser.add_argument("name", nargs="?", choices=REVISIONS, default=DEFAULT)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    every = {"action": "store_const", "const": 1, "default": 100}
    parser.add_argument("--all", dest="every", **every)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(**vars(arguments())))
