"""Five readings of one table, on many requests.

    python -m tests.agreement [COUNT]

judges COUNT drawn requests (100,000 by default) with the generated validators, the
reference evaluator, the evaluator written by hand from the reference pages, and the
compiled JSON Schema (by jsonschema-rs; each hundredth request by jsonschema too). It
prints how often every check was broken and passed at its boundary, and how often two
readings differ; the exit code is 1 if any do.

What a JSON Schema cannot say is left out of its comparison: lone surrogates
(`prompt.unicode`, `model.unicode`, `user.unicode`), requests that are no JSON (NaN,
infinities) or hold integers beyond any double, and what is a mere warning
(`partial-images-streaming`, `unknown`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(ROOT / "tests"),
    str(ROOT / "generator"),
    str(ROOT / "generated/python/src"),
]

import jsonschema  # noqa: E402
import jsonschema_rs  # noqa: E402
from oracles import draw, pages  # noqa: E402

import accordant  # noqa: E402
from accordant.ir import Api, Model  # noqa: E402
from accordant.rules.evaluate import evaluate  # noqa: E402

SPEC = ROOT / "spec/2025-12"
SCHEMA = ROOT / "generated/jsonschema/image_generate_params.schema.json"
Entries = list[tuple[str, ...]]


class Judges:
    """The readings that are compared."""

    def __init__(self, api: Api, validators: Any, model: Any, schema: Any) -> None:
        self.api = api
        found = api.declarations["ImageGenerateParams"]
        assert isinstance(found, Model)
        self.table = found
        self.validators, self.model = validators, model
        self.fast = jsonschema_rs.Draft202012Validator(schema)
        self.slow = jsonschema.Draft202012Validator(schema)

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
        found = pages.violations(request)
        if any(rule.endswith(".unicode") for rule, _, _ in found):
            return None
        try:
            value = json.loads(json.dumps(request, allow_nan=False))
            return (self.slow if slow else self.fast).is_valid(value)
        except (ValueError, OverflowError):
            return None

    def differences(self, request: object, slow: bool = False) -> list[str]:
        """Which readings differ from the hand-written one, and how the verbs differ."""
        wanted = pages.violations(request)
        valid = pages.accepts(request)
        generated = self.generated(request)
        found = {
            "generated": [(e[0], e[1], e[3]) for e in generated] != wanted,
            "reference": self.reference(request) != generated,
            "is_valid": self.validators.is_valid(self.model, request) != valid,
            "schema": self.schema(request, False) not in (None, valid),
            "jsonschema": slow and self.schema(request, True) not in (None, valid),
        }
        return [name for name, differs in found.items() if differs]


def judges() -> Judges:
    """The committed readings."""
    from openai_images import models, validators

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    api = accordant.load(SPEC)
    return Judges(api, validators, models.ImageGenerateParams, schema)


def compare(
    seed: int, count: int, report: Callable[[object, list[str]], None]
) -> dict[str, list[int]]:
    """Judge requests, report those on which readings differ, and return the tally."""
    readings = judges()

    def judged() -> Iterable[object]:
        for index, request in enumerate(draw.requests(seed, count)):
            differing = readings.differences(request, slow=index % 100 == 0)
            if differing:
                report(request, differing)
            yield request

    return draw.tally(judged(), pages.violations)


def main(count: int = 100_000) -> int:
    """Print the table; 1 if any two readings differ."""
    differing: list[str] = []
    tally = compare(
        2025_12, count, lambda request, names: differing.append(f"{names}: {request!r}")
    )
    print(f"{'check, and where it is met':44}{'broken':>9}{'passed':>9}")
    for name, (reported, passed) in tally.items():
        print(f"{name:44}{reported:9}{passed:9}")
    print(f"\n{count} requests, {len(differing)} on which readings differ")
    print(*(line[:300] for line in differing[:20]), sep="\n")
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
