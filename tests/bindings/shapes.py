"""Random specs for all languages: every kind of schema, hostile names, tables whose rows
stand in each other's way; and values for their models."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from accordant import ir
from bindings.requests import Vector, of_case
from oracles import specs
from oracles.values import of_model

VALUES = 150
"""Values of a model."""

NO_OBJECTS = (None, [], "x", 1)


def api(seed: int, folder: Path) -> ir.Api:
    """The API of a seed."""
    return specs.api(random.Random(seed), folder)


def vectors(name: str, found: ir.Api) -> Iterator[Vector]:
    """What each of its models is judged by."""
    for model in found.judged():
        values = drawn(
            of_model(model, found.declarations) | st.sampled_from(NO_OBJECTS)
        )
        yield from of_case(f"{name}/{model.name}", found, model.name, values)


def drawn(strategy: st.SearchStrategy[Any]) -> list[Any]:
    """Values of a strategy, always the same ones."""
    found: list[Any] = []

    @settings(
        max_examples=VALUES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(value: Any) -> None:
        found.append(value)

    draw()
    return found
