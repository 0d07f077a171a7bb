"""The program that all languages spell says what the reference evaluator says."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import accordant
from accordant import ir
from accordant.rules.evaluate import evaluate
from inline import model_of
from interpreted import Interpreter
from oracles import specs
from oracles.revisions import REVISIONS
from oracles.values import of_model

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("revision", REVISIONS)
def test_on_the_flagship(revision: str) -> None:
    known = REVISIONS[revision]
    api = accordant.load(known.spec)
    judge, model = Interpreter(api), model_of(api, "ImageGenerateParams")
    for request in known.requests(1, 5000):
        found = judge.violations(model.name, request)
        assert found == evaluate(model, api.declarations, request), request


@pytest.mark.parametrize("seed", range(24))
def test_on_random_tables(seed: int, tmp_path: Path) -> None:
    api = specs.api(random.Random(seed), tmp_path / "spec")
    judge = Interpreter(api)
    for model in api.judged():
        compare(judge, api, model)


def compare(judge: Interpreter, api: ir.Api, model: ir.Model) -> None:
    @settings(
        max_examples=60,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(of_model(model, api.declarations) | st.sampled_from([None, [], "x", 1]))
    def alike(value: object) -> None:
        found = judge.violations(model.name, value)
        assert found == evaluate(model, api.declarations, value)

    alike()
