"""The reference evaluator against the evaluator written by hand from the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import accordant
from accordant.ir import Model
from accordant.rules.evaluate import evaluate
from oracles import draw, pages

ROOT = Path(__file__).parent.parent
API = accordant.load(ROOT / "spec" / "2025-12")
VECTORS = [
    json.loads(line)
    for line in (ROOT / "tests/vectors/rules-2025-12.jsonl").read_text().splitlines()
]


def params() -> Model:
    model = API.declarations["ImageGenerateParams"]
    assert isinstance(model, Model)
    return model


def test_the_evaluator_agrees_with_the_pages() -> None:
    for request in draw.requests(seed=20251200, count=20_000):
        found = evaluate(params(), API.declarations, request)
        assert [(v.rule, v.path, v.severity) for v in found] == pages.violations(
            request
        )


@pytest.mark.parametrize("vector", VECTORS, ids=[v["name"] for v in VECTORS])
def test_the_vectors_of_the_rules_hold(vector: dict[str, object]) -> None:
    request = json.loads(str(vector["text"]))
    if "prompt_repeat" in vector:
        sign, times = vector["prompt_repeat"]  # type: ignore[misc]
        request["prompt"] = sign * times
    found = evaluate(params(), API.declarations, request)
    assert [[v.rule, v.path] for v in found] == vector["violations"]
