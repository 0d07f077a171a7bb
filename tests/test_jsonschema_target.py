"""The compiled JSON Schema against the evaluator written by hand."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs

import accordant
from accordant.targets import jsonschema
from oracles import draw, pages

ROOT = Path(__file__).parent.parent


def test_the_compiled_schema_gives_the_same_verdicts() -> None:
    """Lone surrogates are left out: JSON Schema has no word for them."""
    files = jsonschema.render(accordant.load(ROOT / "spec" / "2025-12"))
    schema = json.loads(files["image_generate_params.schema.json"])
    validator = jsonschema_rs.Draft202012Validator(schema)
    judged = 0
    for request in draw.requests(seed=20251201, count=20_000):
        found = pages.violations(request)
        if any(rule.endswith(".unicode") for rule, _, _ in found):
            continue
        try:
            value = json.loads(json.dumps(request, allow_nan=False))
            valid = validator.is_valid(value)
        except (ValueError, OverflowError):  # NaN, infinities, integers past any double
            continue
        assert valid == pages.accepts(request), request
        judged += 1
    assert judged > 15_000
