"""The compiled JSON Schema: its verdicts, its form, and what a change of a row moves."""

from __future__ import annotations

import dataclasses
import difflib
import json
import math
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import yaml

import accordant
import xkeywords
from accordant import ir
from accordant.location import SpecError
from accordant.rules.atoms import holds
from accordant.rules.evaluate import evaluate
from accordant.targets import jsonschema as target
from accordant.targets.jsonschema import forms
from inline import model_of, spec as made
from oracles import draw, draw_2026_11, pages, pages_2026_11
from oracles.tables import Tables

ROOT = Path(__file__).parent.parent
FLAGSHIP = ROOT / "spec" / "2025-12"
FILE = "image_generate_params.schema.json"
NOVEMBER = ROOT / "spec" / "2026-11"
SPECS = [FLAGSHIP, NOVEMBER, *sorted((ROOT / "tests/cases").glob("*/openapi.yaml"))]


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


def test_november_is_judged_alike_and_by_others_only_less_strictly() -> None:
    """Who does not know x-numbers refuses nothing that is valid."""
    schema = json.loads(target.render(accordant.load(NOVEMBER))[FILE])
    ours, others = xkeywords.fast(schema), jsonschema_rs.Draft202012Validator(schema)
    of_numbers = ("size-multiple", "size-minimum", "size-ratio", "size-limit")
    assert f"x-numbers alone ({', '.join(of_numbers)})" in schema["$comment"]
    judged = weaker = 0
    for request in draw_2026_11.requests(seed=20261101, count=25_000):
        found = pages_2026_11.violations(request)
        if any(rule.endswith(".unicode") for rule, _, _ in found):
            continue
        errors = {rule for rule, _, severity in found if severity == "error"}
        try:
            value = json.loads(json.dumps(request, allow_nan=False))
            valid = ours.is_valid(value)
        except (ValueError, OverflowError):  # NaN, infinities, integers past any double
            continue
        assert valid == (not errors), request
        judged += 1
        if others.is_valid(value) != valid:
            assert errors <= {*of_numbers}, request
            weaker += 1
    assert judged > 20_000
    assert weaker > 500


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
    assert "answer-url-lifetime" in said


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


PART = {
    "type": "object",
    "properties": {
        "area": {"type": ["string", "null"]},
        "n": {"type": "integer"},
        "m": {"type": ["integer", "null"]},
    },
}
THING = {
    "type": "object",
    "required": ["n"],
    "properties": {
        **PART["properties"],  # type: ignore[dict-item]
        "ratio": {"type": "number"},
        "other": {"type": "string"},
        "kind": {"type": "string", "enum": ["a", "b", "c"]},
        "part": {"anyOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}]},
        "must": {"$ref": "#/components/schemas/Part"},
    },
}
TEXTS = ("auto", "", "0x0", "1x1", "3x1", "1x3", "10x30", "9999999x1", "10000000x1")
TEXTS += ("01x1", "1x2\n", "x1", "3", "10", "0", "1-2", "3-30", "w1", "1,2", "1x2x3")
WHOLE = (0, 1, 2, 3, 5, 10, 30, 100, -1, -3, 1.0, 3.0)
VALUES: dict[str, tuple[Any, ...]] = {
    "area": (*TEXTS, None),
    "n": WHOLE,
    "m": (*WHOLE, None),
    "ratio": (*WHOLE, 0.5, 1.5, 1 / 3, 1e10),
    "other": TEXTS,
    "kind": ("a", "b", "c"),
}


def requests(random_: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """Things without a structural fault, most fields sent."""

    def some(names: Any) -> dict[str, Any]:
        sent = [name for name in names if random_.random() < 0.7]
        return {name: random_.choice(VALUES[name]) for name in sent}

    for _ in range(count):
        request = {"n": 1, **some(VALUES)}
        for name in ("part", "must"):
            if random_.random() < 0.6:
                request[name] = some(PART["properties"])
        if random_.random() < 0.2:
            request["part"] = None
        yield request


@pytest.mark.parametrize("seed", range(70))
def test_random_tables_are_judged_alike(seed: int, tmp_path: Path) -> None:
    """Forms, bounds that name fields and set rules beside families and defaults: by
    both libraries with x-numbers; without it, what is valid stays so."""
    random_ = random.Random(seed)
    schemas = yaml.safe_dump({"Thing": THING, "Part": PART})
    while True:
        try:
            table = Tables(random_, {"Part": PART}, THING).table()
            api = made(tmp_path, schemas, json.dumps(table))
            break
        except SpecError:
            continue
    model = model_of(api, "Thing")
    schema = json.loads(target.render(api)["thing.schema.json"])
    fast, slow = xkeywords.fast(schema), xkeywords.slow(schema)
    others = jsonschema_rs.Draft202012Validator(schema)
    for index, request in enumerate(requests(random_, 300)):
        found = evaluate(model, api.declarations, request)
        valid = not any(entry.severity == "error" for entry in found)
        assert fast.is_valid(request) == valid, request
        assert others.is_valid(request) >= valid, request
        if index % 10 == 0:
            assert slow.is_valid(request) == valid, request


def test_no_if_and_no_not_asks_for_numbers(tmp_path: Path) -> None:
    """There, ignoring the keyword would refuse more."""
    schemas = yaml.safe_dump({"Thing": THING, "Part": PART})
    table = """
    parse: {area: {template: "{w}x{h}"}}
    defaults: [{field: kind, when: {area.w: {maximum: 5}}, value: a}]
    rules:
      - {id: one, when: {area.w: 3, kind: a}, require: {n: {minimum: 2}}}
      - {id: two, given: n, forbid: {kind: a, m: {maximum: {field: n}}}}
      - {id: three, when: {kind: {enum: [a, b]}}, require: {area.h: [1, 3]}}
    """
    text = target.render(made(tmp_path, schemas, table))["thing.schema.json"]
    schema = json.loads(text)
    named = schema["$defs"]
    assert '"x-numbers"' in json.dumps(named)
    for part in parts(schema):
        for keyword in ("if", "not"):
            asked = json.dumps(part.get(keyword))
            assert "x-numbers" not in asked
            for name, condition in named.items():
                if "x-numbers" in json.dumps(condition):
                    assert f'"#/$defs/{name}"' not in asked


def test_a_bound_of_another_field_is_turned_exactly() -> None:
    """`one` held to `times` the other is that other held to a constant."""
    random_ = random.Random(1)
    near = (0, 1, 3, 10, -7, 0.1, 1e10, 5e-324, 1e300, -2.5, 2**53 - 1)
    for _ in range(5_000):
        op = random_.choice(["minimum", "exclusiveMinimum", "maximum"])
        op = random_.choice([op, "exclusiveMaximum"])
        times = random_.choice([1, 2, 3, 7, 2**53 - 1])
        one, other = random_.choice(near), random_.choice(near) / times
        other = random_.choice([other, one / times, math.nextafter(one / times, 1)])
        bound = ir.Relative(op, "other", times)
        wanted = holds(ir.Bound(op, float(other) * times), one)
        assert holds(forms.turned(bound, one, whole=False), other) == wanted
        assert holds(forms.scaled(bound, other), one) == wanted
        whole = round(other) if abs(other) < 2**53 else 0
        if isinstance(one, int):
            wanted = holds(ir.Bound(op, whole * times), one)
            assert holds(forms.turned(bound, one, whole=True), whole) == wanted


def test_a_product_bounded_by_another_part_of_its_own_field(tmp_path: Path) -> None:
    schema = "Thing: {type: object, properties: {size: {type: string}}}"
    table = """
    parse: {size: {template: '{width}x{height}', product: {area: [width, height]}}}
    rules: [{id: flat, require: {size.area: {maximum: {field: size.height, times: 5}}}}]
    """
    files = target.render(made(tmp_path, schema, table))
    valid = xkeywords.fast(json.loads(files["thing.schema.json"])).is_valid
    assert valid({"size": "5x2"})
    assert not valid({"size": "6x2"})
