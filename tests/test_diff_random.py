"""Random specs and random changes of them: `diff` misses nothing that a request shows.

The oracle is the reference evaluator on many drawn requests. A few seeds run by
default; `ACCORDANT_SEEDS=1000 pytest tests/test_diff_random.py` tries a thousand.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import accordant
from accordant import diff, ir
from accordant.diff.solver import prove
from accordant.location import SpecError
from accordant.rules.evaluate import Violation, evaluate
from oracles import specs
from oracles.values import of_model
from test_random_tables import mutated

SEEDS = range(int(os.environ.get("ACCORDANT_SEEDS", "24")))


def written(folder: Path, document: Any) -> ir.Api | None:
    """The API of a document; None if it is wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    try:
        return accordant.load(file)
    except SpecError:
        return None


def drawn(draw: Random, folder: Path) -> tuple[Any, ir.Api]:
    """A document without errors, and its API."""
    while True:
        document = specs.document(draw)
        api = written(folder, document)
        if api is not None:
            return document, api


def changed(draw: Random, document: Any, folder: Path) -> ir.Api:
    """The API of the document with one thing changed, so that it is still right."""
    while True:
        other = copy.deepcopy(document)
        order = other["components"]["schemas"]["Order"]
        holder, key = draw.choice(list(_places(order)))
        _change(draw, holder, key)
        api = written(folder, other)
        if api is not None:
            return api


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _change(draw: Random, holder: Any, key: Any) -> None:
    old = holder[key]
    if draw.random() < 0.4 or isinstance(old, dict):
        del holder[key]
    elif isinstance(old, bool):
        holder[key] = not old
    elif isinstance(old, int | float):
        holder[key] = old + draw.choice([-1, 1])
    elif isinstance(old, list):
        draw.shuffle(old)
        old[-1:] = []
    elif old in ("require", "forbid", "error", "warn"):
        holder[key] = "warn"
    else:
        holder[key] = draw.choice(["a", "b", "x", "warn", "string", "integer"])


def verdicts(found: list[Violation]) -> set[tuple[str, str, str]]:
    return {(entry.rule, entry.path, entry.severity) for entry in found}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_spec_does_not_differ_from_itself(seed: int, tmp_path: Path) -> None:
    _, api = drawn(Random(seed), tmp_path)
    found = diff.compare(api, api, ("a", "b"), prove)
    assert found.changes == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_change_that_a_request_shows_is_named(seed: int, tmp_path: Path) -> None:
    draw = Random(seed)
    document, old = drawn(draw, tmp_path / "old")
    new = changed(draw, document, tmp_path / "new")
    found = diff.compare(old, new, ("a", "b"), prove)
    models = [api.declarations["Order"] for api in (old, new)]

    @settings(
        max_examples=100,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(of_model(models[seed % 2], (old, new)[seed % 2].declarations))  # type: ignore
    def compare(value: Any) -> None:
        for request in (value, mutated(draw, value)):
            one, other = (
                verdicts(evaluate(model, api.declarations, request))  # type: ignore
                for model, api in zip(models, (old, new), strict=True)
            )
            assert one == other or found.for_callers, request

    compare()
