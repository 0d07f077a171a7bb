"""A small spec of what the flagship has no fields for, and values for it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import accordant
from accordant import ir
from accordant.ir import Json
from bindings.requests import Vector, of_case
from bindings.spelling import ODD_KEYS

FOLDER = Path(__file__).with_name("odd")
COUNT = 1500

_VALUES: dict[str, tuple[Json, ...]] = {
    "any": (True, 1, 1.0, "1", False, 0, None, [1], {"a": True}),
    "one": (1, 2, 1.0, True, "1", 3, None),
    "either": (True, 1, "x", 2, 2.0, False, "X"),
    "whole": (
        {"a": 1, "b": [True, None]},
        {"b": [True, None], "a": 1.0},
        {"a": True, "b": [1, None]},
        {"a": 1, "b": [True]},
    ),
    "list": (
        *([1, True], [1, 1.0], [{"a": 1}, {"a": 1.0}], [[], {}], [0, False, ""]),
        *([None, None], [1, 2, 3, 4], ["\u00e9", "e\u0301"], [], [-0.0, 0]),
    ),
    "name": ("a", "aa\n", "\naa", "b\naa", "", "a\U0001f600"),
    "code": ("12", "\u0661\u0662", "x12", "1", "1\n2"),
    "share": (3, 6.0, 9, 10, 0, 4, 1e22, -3, 3.5, 10**30),
    "low": (1, 2.5, 4, -1, 0.1, 2**60, 1e308),
    "high": (1, 2, 0.3, -1, 2**59, 0.05),
    "size": ("1x1", "2x1", "9x9", "01x1", "5x5", "0x9", "4x5", "9x9\n", "\u0661x1"),
    "inner": (
        *({"kind": "aa"}, {"kind": "aa", "constructor": 1}, {"kind": ""}, {}, []),
        *({"kind": "\U0001f600\U0001f600"}, {"kind": "a", "__proto__": True}),
        *({"kind": "a", "__proto__": {"kind": 1}}, {"kind": "bb", "constructor": None}),
    ),
    "more": (
        *({"a": {"kind": "a"}}, {"__proto__": {}}, {"~/": {"kind": 1}}, {"a": None}),
        {"\uffff": {}, "\U0001f600": {}, "10": {}, "2": {}},
    ),
    "many": ([], [{"kind": "a"}], [{}, {"kind": "abc"}], [{"kind": "a", "z": 1}, 1]),
}


def api() -> ir.Api:
    """The spec."""
    return accordant.load(FOLDER)


def vectors(found: ir.Api) -> list[Vector]:
    """Every value alone, every two of fields that rules tie, and some at random."""
    return [*of_case("odd", found, "Order", _requests())]


def _requests() -> Iterator[Json]:
    for field, values in _VALUES.items():
        yield from ({field: value} for value in values)
    for one, other in itertools.combinations(("any", "one", "low", "high", "size"), 2):
        for pair in itertools.product(_VALUES[one], _VALUES[other]):
            yield dict(zip((one, other), pair, strict=True))
    rng = random.Random(5)
    for _ in range(COUNT):
        fields = rng.sample([*_VALUES], rng.randint(2, 6))
        request: dict[str, Json] = {f: rng.choice(_VALUES[f]) for f in fields}
        if rng.random() < 0.2:
            request |= dict.fromkeys(rng.sample(ODD_KEYS, 3), 1)
        yield request
