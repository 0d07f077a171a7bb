"""The compiled JSON Schema: its verdicts, its form, and what a change of a row moves."""

from __future__ import annotations

import dataclasses
import difflib
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

import accordant
from accordant.rules.evaluate import evaluate
from accordant.targets import jsonschema as target
from inline import model_of, spec as made
from oracles import draw, pages

ROOT = Path(__file__).parent.parent
FLAGSHIP = ROOT / "spec" / "2025-12"
FILE = "image_generate_params.schema.json"
SPECS = [FLAGSHIP, *sorted((ROOT / "tests/cases").glob("*/openapi.yaml"))]


def test_the_compiled_schema_gives_the_same_verdicts() -> None:
    """Lone surrogates are left out: JSON Schema has no word for them."""
    files = target.render(accordant.load(FLAGSHIP))
    validator = jsonschema_rs.Draft202012Validator(json.loads(files[FILE]))
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


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.parent.name)
def test_every_schema_is_one(spec: Path) -> None:
    """Of the dialect it names, with references that lead somewhere, without noise."""
    for text in target.render(accordant.load(spec)).values():
        schema = json.loads(text)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema_rs.Draft202012Validator(schema)  # resolves every reference
        for inner in parts(schema):
            for keyword in ("allOf", "anyOf"):
                assert len(inner.get(keyword, "ab")) > 1 or "title" in inner
            for keyword in ("if", "then", "else", "not", "items"):
                assert inner.get(keyword) != {}
            assert not {"if", "then", "else"} & {*inner} or "if" in inner


def parts(schema: Any) -> list[dict[str, Any]]:
    """All objects of a schema, annotations aside."""
    if isinstance(schema, list):
        return [part for item in schema for part in parts(item)]
    if not isinstance(schema, dict):
        return []
    below = (v for k, v in schema.items() if k not in ("default", "examples", "enum"))
    return [schema, *(part for value in below for part in parts(value))]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("maxLength: 4000", "maxLength: 3999", 2, 2),  # its $comment and its `then`
        ("require: {output_compression: {minimum: 0", "require: {n: {minimum: 0", 2, 2),
        ("dall-e-3: {n: 1}", "dall-e-3: {n: 1, user: a}", 0, 5),  # one more entry
        ("id: size-values", "id: sizes", 3, 3),  # three checks
        ("given: style", "given: user", 6, 2),  # a condition that no one else needs
    ],
)
def test_a_row_moves_only_its_own_lines(
    old: str, new: str, removed: int, added: int, tmp_path: Path
) -> None:
    shutil.copytree(FLAGSHIP, tmp_path, dirs_exist_ok=True)
    table = tmp_path / "constraints.yaml"
    text = table.read_text(encoding="utf-8")
    assert text.count(old) == 1
    table.write_text(text.replace(old, new), encoding="utf-8")
    before, after = (
        target.render(accordant.load(spec))[FILE].splitlines()
        for spec in (FLAGSHIP, tmp_path)
    )
    signs = [line[0] for line in difflib.ndiff(before, after)]
    assert (signs.count("-"), signs.count("+")) == (removed, added)


def test_base_uri_and_name_make_the_id() -> None:
    api = accordant.load(FLAGSHIP)
    assert "$id" not in json.loads(target.render(api)[FILE])
    sdk = {"jsonschema": {"base_uri": "https://example.org/schemas/"}}
    schema = json.loads(target.render(dataclasses.replace(api, sdk=sdk))[FILE])
    assert schema["$id"] == f"https://example.org/schemas/{FILE}"
    assert not jsonschema_rs.Draft202012Validator(schema).is_valid({})


def test_what_a_schema_cannot_express_is_said() -> None:
    schema = json.loads(target.render(accordant.load(FLAGSHIP))[FILE])
    said = schema["$comment"]
    for name in ("prompt.unicode", "partial-images-streaming", "unknown"):
        assert name in said
    assert "answer-usage" in said


def test_true_is_not_one_in_conditions(tmp_path: Path) -> None:
    schemas = "Thing: {type: object, properties: {free: {}, a: {}, b: {}}}"
    table = """
    rules:
      - {id: of-one, given: a, require: {free: 1}}
      - {id: of-true, given: a, require: {free: true}}
      - {id: none, given: b, forbid: {free: [1, true]}}
    """
    api = made(tmp_path, schemas, table)
    text = accordant.render(api, "jsonschema")["thing.schema.json"]
    schema = jsonschema.Draft202012Validator(json.loads(text))
    model = model_of(api, "Thing")
    for free in (1, True, 1.0, "1", None):
        for other in ({}, {"a": 1}, {"b": 1}):
            request = {"free": free, **other}
            found = evaluate(model, api.declarations, request)
            valid = not any(entry.severity == "error" for entry in found)
            assert schema.is_valid(request) == valid, request
