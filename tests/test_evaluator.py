"""The reference evaluator against the evaluators written by hand from the pages."""

from __future__ import annotations

import pytest

import accordant
from accordant.rules.evaluate import evaluate
from inline import model_of
from oracles.revisions import REVISIONS, Revision, Vector

APIS = {name: accordant.load(revision.spec) for name, revision in REVISIONS.items()}
VECTORS = [
    pytest.param(name, vector, id=f"{name} {vector.name}")
    for name, revision in REVISIONS.items()
    for vector in revision.vectors()
]


def judged(revision: str, request: object) -> list[tuple[str, str, str]]:
    api = APIS[revision]
    model = model_of(api, "ImageGenerateParams")
    found = evaluate(model, api.declarations, request)
    return [(v.rule, v.path, v.severity) for v in found]


@pytest.mark.parametrize("revision", REVISIONS.values(), ids=list(REVISIONS))
def test_the_evaluator_agrees_with_the_pages(revision: Revision) -> None:
    for request in revision.requests(20251200, 20_000):
        assert judged(revision.name, request) == revision.violations(request)


@pytest.mark.parametrize(("revision", "vector"), VECTORS)
def test_the_vectors_of_the_rules_hold(revision: str, vector: Vector) -> None:
    found = [(rule, path) for rule, path, _ in judged(revision, vector.request)]
    assert found == vector.violations
