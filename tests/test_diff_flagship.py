"""From 2025-12 to 2026-11: every fact of the revision is named, with what shows it.

The facts are written by hand, from the page that states the revision.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import accordant
from accordant import diff
from accordant.diff.change import Change, Difference
from accordant.diff.grouping import said
from accordant.diff.solver import prove
from accordant.rules.evaluate import evaluate

SPEC = Path(__file__).parent.parent / "spec"

SHAPES = [
    ("new", "complexity", 'new field, "low", "medium" or "high" or null'),
    ("new", "frame_count", "at least 2 and at most 16 or null, 9 when left out"),
    ("new", "frame_duration_ms", "an integer or null, 200 when left out"),
    ("new", "safety_identifier", "new field, a string or null"),
    ("new", "svg", "new field, an object of model and reasoning or null"),
    ("new", "output_format", 'may be "gif" or "svg" now'),
    ("new", "quality", 'may be "xhigh" or "max" now'),
    ("new", "size", "may be any string now"),
    ("new", "model", 'lists "gpt-image-2", "gpt-image-2-2026-04-21"'),
    ("new", "-> output_format", 'may be "gif" or "svg" now'),
    ("new", "-> safety_identifier", "new field"),
    ("new", "-> svg_usage", "new field"),
    ("changed", "-> size", "may be any string now"),
    ("changed", "user", "is deprecated now"),
    ("changed", "model", "when left out, nothing is assumed any more"),
]
"""Section, place, and words that the entry has."""

ACCEPTED, WARNED, REFUSED = "accepted", "warned of", "refused"
FLIPS: list[tuple[str, dict[str, Any], str, str]] = [
    ("breaking", {"model": "gpt-image-1"}, ACCEPTED, REFUSED),
    ("breaking", {"model": "dall-e-2"}, ACCEPTED, REFUSED),
    ("new", {"prompt": "x" * 1001}, REFUSED, WARNED),
    ("new", {"quality": "low"}, REFUSED, WARNED),
    ("new", {"size": "auto"}, REFUSED, WARNED),
    ("new", {"style": "vivid"}, REFUSED, WARNED),
    ("new", {"complexity": "low"}, WARNED, ACCEPTED),
    ("new", {"output_format": "gif"}, REFUSED, ACCEPTED),
    ("new", {"output_format": "gif", "frame_count": 2}, REFUSED, ACCEPTED),
    ("new", {"quality": "max"}, REFUSED, ACCEPTED),
    ("new", {"model": "gpt-image-2", "size": "0x0"}, REFUSED, REFUSED),
    ("new", {"output_format": "gif", "stream": True}, REFUSED, REFUSED),
    ("new", {"output_format": "svg", "n": 2}, REFUSED, REFUSED),
    ("changed", {"model": "dall-e-3", "n": 2}, REFUSED, REFUSED),
    ("judged", {"model": "gpt-image-2", "prompt": "x" * 32001}, ACCEPTED, REFUSED),
    ("judged", {"model": "gpt-image-2", "quality": "hd"}, ACCEPTED, REFUSED),
    ("judged", {"model": "gpt-image-2", "style": "vivid"}, ACCEPTED, REFUSED),
    ("judged", {"model": "gpt-image-2", "response_format": "url"}, ACCEPTED, REFUSED),
    ("judged", {"model": "gpt-image-1.5", "frame_count": 2}, WARNED, REFUSED),
    ("judged", {"model": "gpt-image-1.5", "svg": {"model": "x"}}, WARNED, REFUSED),
    ("warnings", {}, ACCEPTED, WARNED),
    ("warnings", {"quality": "standard"}, ACCEPTED, WARNED),
    ("warnings", {"size": "256x256"}, ACCEPTED, WARNED),
    ("warnings", {"user": "x"}, ACCEPTED, WARNED),
]
"""Section, what the request that shows the change holds, and the two verdicts."""


@cache
def found() -> Difference:
    old, new = (accordant.load(SPEC / name) for name in ("2025-12", "2026-11"))
    return diff.compare(old, new, diff.names(old, new), prove)


def section(name: str) -> list[Change]:
    return [change for change in found().changes if change.section == name]


def test_it_is_major_and_proved() -> None:
    assert (found().old, found().new) == ("2025-12", "2026-11")
    assert found().level == "major"
    assert found().proved and not found().unproved


@pytest.mark.parametrize(("where", "place", "words"), SHAPES)
def test_a_change_of_a_shape_is_named(where: str, place: str, words: str) -> None:
    assert [c for c in section(where) if place in c.places and words in c.text]


@pytest.mark.parametrize(("where", "request_", "was", "now"), FLIPS)
def test_a_change_of_a_verdict_has_a_witness(
    where: str, request_: dict[str, Any], was: str, now: str
) -> None:
    witnesses = [w for change in section(where) for w in change.witnesses]
    shown = [w for w in witnesses if isinstance(w.request, dict)]
    shown = [w for w in shown if {**w.request, **request_} == w.request]
    assert (was, now) in [(said(w.old), said(w.new)) for w in shown]


def test_every_rule_that_came_or_went_is_named() -> None:
    tables = []
    for name in ("2025-12", "2026-11"):
        model = accordant.load(SPEC / name).declarations["ImageGenerateParams"]
        assert isinstance(model, accordant.ir.Model)
        tables.append({rule.id for rule in model.table.rules})
    named = {change.rule for change in found().changes}
    assert tables[0] ^ tables[1] <= named


def test_every_witness_is_confirmed() -> None:
    apis = [accordant.load(SPEC / name) for name in ("2025-12", "2026-11")]
    for change in found().changes:
        for witness in change.witnesses:
            for api, violations in zip(apis, witness[1:3], strict=True):
                model = api.declarations["ImageGenerateParams"]
                assert isinstance(model, accordant.ir.Model)
                judged = evaluate(model, api.declarations, witness.request)
                assert tuple(judged) == violations
