"""Universes against the reference evaluator: the same verdict, request by request."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
import z3
from hypothesis import HealthCheck, given, seed, settings

import accordant
from accordant import ir
from accordant.analysis.reading import Reading
from accordant.analysis.universe import Universe
from accordant.pointers import pointer
from accordant.rules.evaluate import Violation, evaluate
from inline import model_of, spec
from oracles import draw, specs, values

SPEC = Path(__file__).parent.parent / "spec" / "2025-12"
Reported = set[tuple[str, str]]


def pointed(blame: str) -> str:
    at = ""
    for part in ir.steps(blame):
        at = pointer(at, part)
    return at


class Held:
    """A universe that is asked about single requests."""

    def __init__(self, *reads: tuple[ir.Model, dict[str, ir.Decl]]) -> None:
        self.universe = Universe(reads)
        self.solver = z3.Solver()
        self.solver.add(self.universe.constraints)

    def at(self, request: object) -> Any:
        """The one point of the universe that a request is; None if it has none."""
        pinned = self.universe.pinned(request)
        if pinned is None:
            return None
        self.solver.push()
        self.solver.add(pinned)
        assert self.solver.check() == z3.sat, request
        point = self.solver.model()
        self.solver.pop()
        return point

    def holds(self, request: object) -> bool:
        """Compare all readings with the evaluator; False if the request has no point."""
        point = self.at(request)
        if point is None:
            return False
        for reading in self.universe.readings:
            found = evaluate(reading.model, reading.declarations, request)
            judged, wanted = read(reading, point), tracked(reading, found)
            assert judged[:2] == wanted[:2], request
            assert judged[2] == wanted[2] or not reading.exact, request
            again = self.universe.body(point)
            alike = evaluate(reading.model, reading.declarations, again)
            assert tracked(reading, alike) == tracked(reading, found), (request, again)
        return True


def read(reading: Reading, point: Any) -> tuple[Reported, bool, bool]:
    """What a reading says: checks at their paths, whether a field is undeclared, and
    whether anything is an error. Structural checks go by their ids, for a sample
    stands for lists in which another item is wrong."""

    def true(formula: Any) -> bool:
        return bool(z3.is_true(point.eval(formula, model_completion=True)))

    pairs = zip(reading.targets, reading.violated, strict=True)
    reported = {
        (target.id, "" if target.structural else pointed(target.blame))
        for target, violated in pairs
        if true(violated)
    }
    unknown = any(true(entry.reported) for entry in reading.unknown)
    return reported, unknown, true(reading.refused())


def tracked(reading: Reading, found: list[Violation]) -> tuple[Reported, bool, bool]:
    """The same of the evaluator, but for what lies deeper than targets do."""
    shapes = {(t.id, "") for t in reading.targets if t.structural}
    rules = {(t.id, pointed(t.blame)) for t in reading.targets if not t.structural}
    reported = {(v.rule, "") for v in found} & shapes
    reported |= {(v.rule, v.path) for v in found} & rules
    unknown = any(v.rule == "unknown" for v in found)
    return reported, unknown, any(v.severity == "error" for v in found)


def test_requests_of_the_flagship() -> None:
    api = accordant.load(SPEC)
    held = Held((model_of(api, "ImageGenerateParams"), api.declarations))
    found = [held.holds(request) for request in draw.requests(7, 150)]
    assert found.count(True) > 140


@pytest.mark.parametrize("number", range(30))
def test_requests_of_random_specs(tmp_path: Path, number: int) -> None:
    api = specs.api(Random(number), tmp_path)
    model = model_of(api, "Order")
    held = Held((model, api.declarations))

    @seed(number)
    @settings(
        max_examples=30,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(values.of_model(model, api.declarations))
    def hold(request: object) -> None:
        held.holds(request)

    hold()


THINGS = """
Thing:
  type: object
  required: [kind]
  properties:
    kind: {type: string}
    size: {type: string, maxLength: 9}
    low: {type: integer}
    high: {type: number}
    part:
      type: object
      properties:
        a: {type: integer}
        b: {type: [string, 'null']}
        size: {type: string}
"""
FORMS = """
families: {kind: {big: [a, b], small: [c]}}
parse:
  size: {template: "{width}x{height}", product: {pixels: [width, height]}}
  part.size: {template: "{w}:{h}"}
defaults:
  - {field: size, when: {kind: {family: small}}, value: 16x32}
  - {field: low, value: 3}
rules:
  - {id: form, when: {kind: {family: big}}, require: {size: [auto, {parses: true}]}}
  - {id: ratio, require: {size.width: {maximum: {field: size.height, times: 3}}}}
  - id: steps
    require:
      size.width: {multipleOf: 16, minimum: 16}
      size.pixels: {maximum: 4096}
  - {id: range, require: {high: {minimum: {field: low, times: 2}}}}
  - id: wide
    given: high
    require: {size.width: {exclusiveMaximum: {field: high, times: 1}}}
  - {id: one, exactly-one: [low, high, size]}
  - {id: both, all-or-none: [part.a, part.b]}
  - {id: most, severity: warn, at-most-one: [part.size, part.b]}
  - {id: five, when: {part.size.w: 5}, forbid: {kind: c}}
"""
SOME: dict[str, list[Any]] = {
    "kind": ["a", "c", "zz", 1],
    "size": [
        *("auto", "16x16", "016x1", "48x16", "49x16", "64x64", "80x64", "x", 5),
        *("1x2\n", "16x32", "9999999x1", "1000000x1000000"),
    ],
    "low": [1, 2, 3, 9, 1.5, None],
    "high": [1, 2.5, 6, 4, 0.5, 18, 17, 100, "x"],
    "part": [
        *({}, {"a": 1}, {"a": "x"}, {"b": "x", "size": "5:6"}, [], None),
        *({"b": None, "a": 2}, {"size": "5:7", "zz": 3}, {"size": "05:1"}),
    ],
    "qq": [1],
}


def some(rng: Random) -> dict[str, Any]:
    return {
        name: rng.choice(pool) for name, pool in SOME.items() if rng.random() < 0.55
    }


def test_forms_relative_bounds_and_counts(tmp_path: Path) -> None:
    api = spec(tmp_path, THINGS, FORMS)
    held = Held((model_of(api, "Thing"), api.declarations))
    rng = Random(3)
    assert all(held.holds(some(rng)) for _ in range(150))


def test_two_readings_of_one_universe(tmp_path: Path) -> None:
    before = spec(tmp_path / "one", THINGS, FORMS)
    changed = THINGS.replace("high: {type: number}", "qq: {type: boolean}")
    changed = changed.replace("low: {type: integer}", "low: {type: string}")
    changed = changed.replace("a: {type: integer}", "c: {type: integer}")
    table = """
    rules:
      - {id: low, given: low, require: {size: {minLength: 4}}}
      - {id: part, given: part.c, forbid: {kind: a}}
    """
    after = spec(tmp_path / "two", changed, table)
    reads = [(model_of(api, "Thing"), api.declarations) for api in (before, after)]
    held = Held(*reads)
    rng = Random(4)
    found = [held.holds(some(rng) | {"low": rng.choice(["x", 3])}) for _ in range(80)]
    assert all(found)
