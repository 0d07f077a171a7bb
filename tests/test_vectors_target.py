"""The vectors target: a passing and a lone violating request for every check."""

from __future__ import annotations

import itertools
from pathlib import Path

import accordant
from accordant.rules.evaluate import evaluate
from inline import complete, model_of, request_of, spec, written
from oracles import pages

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "spec" / "2025-12"


# --- the flagship ---


def test_every_check_of_the_flagship_is_covered() -> None:
    api = accordant.load(SPEC)
    lines, proofs = complete(api, "ImageGenerateParams", "image_generate_params")
    model = model_of(api, "ImageGenerateParams")
    for line in lines.values():
        request = request_of(line)
        found = evaluate(model, api.declarations, request)
        assert pages.violations(request) == [
            (v.rule, v.path, v.severity) for v in found
        ]
    assert list(proofs) == ["gpt-image-only/output_compression/invalid"]
    assert not [line for line in proofs.values() if line["shadowed_by"] is None]


def test_limits_of_the_flagship_are_met_exactly() -> None:
    lines, _ = written(accordant.load(SPEC), "image_generate_params")
    sent = {name: request_of(line) for name, line in lines.items()}
    assert len(sent["prompt-length/gpt-image/boundary"]["prompt"]) == 32000
    assert len(sent["prompt-length/dall-e-2/invalid"]["prompt"]) == 1001
    assert sent["n.maximum/boundary"] == {"prompt": "x", "n": 10}
    assert sent["n.maximum/invalid"] == {"prompt": "x", "n": 11}
    assert sent["compression-range/minimum/invalid"]["output_compression"] == -1
    assert sent["compression-range/maximum/boundary"]["output_compression"] == 100
    assert sent["quality-values/dall-e-2/invalid"] == {"prompt": "x", "quality": "hd"}


def test_the_shadow_of_the_flagship_holds_for_every_level_and_format() -> None:
    """Proof by hand: png refuses the level, and another format is refused itself."""
    _, proofs = written(accordant.load(SPEC), "image_generate_params")
    by = proofs["gpt-image-only/output_compression/invalid"]["shadowed_by"]
    others = {name.partition("/")[0] for name in by}
    for model, form in itertools.product(
        ("dall-e-2", "dall-e-3"), (None, "png", "jpeg", "webp", "gif", 3)
    ):
        request = {"prompt": "x", "model": model, "output_compression": 50}
        if form is not None:
            request["output_format"] = form
        rules = [(rule, path) for rule, path, _ in pages.violations(request)]
        assert ("gpt-image-only", "/output_compression") in rules
        rules.remove(("gpt-image-only", "/output_compression"))
        assert {rule for rule, _ in rules} & others


def test_one_row_changes_only_its_own_lines(tmp_path: Path) -> None:
    before = written(accordant.load(SPEC), "image_generate_params")[0]
    for name in ("openapi.yaml", "sdk.yaml"):
        (tmp_path / name).write_text((SPEC / name).read_text())
    table = (SPEC / "constraints.yaml").read_text()
    changed = table.replace("dall-e-3: {n: 1}", "dall-e-3: {n: {maximum: 3}}")
    assert changed != table
    (tmp_path / "constraints.yaml").write_text(changed)
    after = written(accordant.load(tmp_path), "image_generate_params")[0]
    differ = {n for n in before.keys() | after if before.get(n) != after.get(n)}
    assert differ and all(name.startswith("n-one/") for name in differ)


# --- what small tables show ---

PLAIN = """
Thing:
  type: object
  required: [kind]
  properties:
    kind: {type: string}
    speed: {type: [string, 'null'], enum: [slow, fast, null]}
    size: {type: integer, minimum: 0, maximum: 50}
    loud: {type: boolean}
"""


def test_a_shadowed_check_names_its_shadow(tmp_path: Path) -> None:
    table = """
    families: {kind: {small: [mouse], big: [whale]}}
    rules:
      - {id: small-only, when: {speed: fast}, require: {kind: {family: small}}}
      - {id: no-fast-whale, when: {speed: fast}, forbid: {kind: whale}}
    """
    _, proofs = complete(spec(tmp_path, PLAIN, table), "Thing", "thing")
    assert {name: proof["shadowed_by"] for name, proof in proofs.items()} == {
        "small-only/invalid": ["no-fast-whale"],
        "no-fast-whale/invalid": ["small-only"],
    }
    assert proofs["small-only/invalid"]["blame"] == "kind"


def test_a_row_that_contradicts_itself(tmp_path: Path) -> None:
    table = """
    rules:
      - {id: never, when: {speed: fast, kind: a}, forbid: {kind: b}}
      - {id: always, when: {speed: slow}, require: {speed: fast}}
    """
    lines, proofs = complete(spec(tmp_path, PLAIN, table), "Thing", "thing")
    assert {name: proof["shadowed_by"] for name, proof in proofs.items()} == {
        "never/invalid": [],
        "always/valid": [],
    }
    assert lines["always/invalid"]["request"] == {"kind": "x", "speed": "slow"}


def test_rows_that_contradict_each_other(tmp_path: Path) -> None:
    table = """
    rules:
      - {id: loud-small, given: loud, require: {size: {maximum: 5}}}
      - {id: loud-large, given: loud, require: {size: {minimum: 6}}}
      - {id: loud-sized, given: loud, require: [size]}
    """
    lines, proofs = complete(spec(tmp_path, PLAIN, table), "Thing", "thing")
    assert lines["loud-small/invalid"]["request"]["size"] == 6
    assert proofs["loud.type/valid"]["shadowed_by"] == [
        "size.type",
        "size.minimum",
        "size.maximum",
        "loud-small",
        "loud-large",
        "loud-sized",
    ]


def test_a_warning_stands_alone(tmp_path: Path) -> None:
    table = """
    rules:
      - {id: hint, severity: warn, given: size, require: {loud: true}}
      - {id: loud-size, given: loud, require: [size]}
      - {id: calm, severity: warn, given: loud, require: {size: {maximum: 9}}}
    """
    lines, proofs = complete(spec(tmp_path, PLAIN, table), "Thing", "thing")
    assert not proofs
    assert [v[0] for v in lines["hint/invalid"]["violations"]] == ["hint"]
    request = {"kind": "x", "size": 10, "loud": True}
    assert lines["calm/invalid"]["request"] == request
    assert lines["calm/boundary"]["request"] == {**request, "size": 9}


def test_defaults_that_name_a_family(tmp_path: Path) -> None:
    schemas = PLAIN.replace("required: [kind]", "required: []")
    table = """
    families: {kind: {small: [mouse, rat], big: [whale]}}
    defaults:
      - {field: kind, given: [speed], family: small}
      - {field: kind, value: whale}
    rules:
      - {id: fast-small, given: speed, require: {kind: {family: small}}}
      - {id: sizes, cases: {small: {size: {maximum: 3}}, big: {size: {minimum: 9}}}}
    """
    lines, proofs = complete(spec(tmp_path, schemas, table), "Thing", "thing")
    assert not proofs
    assert lines["fast-small/valid"]["request"] == {"speed": "slow"}
    assert lines["sizes/big/invalid"]["request"] == {"size": 8}
    assert lines["sizes/big/boundary"]["request"] == {"size": 9}
    assert lines["sizes/small/invalid"]["request"] == {"kind": "mouse", "size": 4}


def test_families_that_overlap(tmp_path: Path) -> None:
    table = """
    families: {kind: {wet: [frog, fish], dry: [frog, cat]}}
    rules:
      - {id: wet-size, when: {kind: {family: wet}}, require: {size: {maximum: 3}}}
      - {id: dry-size, when: {kind: {family: dry}}, require: {size: {maximum: 3}}}
      - id: both
        when: {kind: [{family: wet}, {family: dry}]}
        forbid: {speed: fast}
    """
    lines, proofs = complete(spec(tmp_path, PLAIN, table), "Thing", "thing")
    assert not proofs
    assert lines["wet-size/invalid"]["request"] == {"kind": "fish", "size": 4}
    assert lines["dry-size/invalid"]["request"] == {"kind": "cat", "size": 4}


NESTED = """
Thing:
  type: object
  properties:
    name: {type: string, minLength: 2, maxLength: 70, pattern: '^[a-z]+(-[0-9]{2})?$'}
    tags:
      type: array
      minItems: 1
      maxItems: 3
      uniqueItems: true
      items: {type: string, maxLength: 4}
    meta: {type: object, additionalProperties: {type: integer, exclusiveMinimum: 0}}
    ratio: {type: number, exclusiveMaximum: 1.5, multipleOf: 1}
    step: {type: integer, minimum: 10, multipleOf: 8}
    part: {$ref: '#/components/schemas/Part'}
    either:
      oneOf:
        - {type: string, maxLength: 3}
        - {type: array, items: {type: integer}, minItems: 2}
    shape:
      oneOf:
        - {$ref: '#/components/schemas/Round'}
        - {$ref: '#/components/schemas/Square'}
      discriminator: {propertyName: form}
Part:
  type: object
  required: [code]
  properties:
    code: {type: integer, maximum: 9}
    mode: {type: string, enum: [hot, cold]}
    inner: {$ref: '#/components/schemas/Part'}
Round:
  type: object
  required: [form, radius]
  properties:
    form: {type: string, const: Round}
    radius: {type: number, minimum: 0}
Square:
  type: object
  required: [form]
  properties:
    form: {type: string, const: Square}
    side: {type: number}
"""


def test_structure_of_every_shape(tmp_path: Path) -> None:
    lines, proofs = complete(spec(tmp_path, NESTED), "Thing", "thing")
    found = {
        name.removesuffix("/invalid"): [v[1] for v in line["violations"]]
        for name, line in lines.items()
        if name.endswith("/invalid")
    }
    for name, paths in {
        "name.pattern": ["/name"],
        "tags[].maxLength": ["/tags/0"],
        "tags.uniqueItems": ["/tags"],
        "meta{}.exclusiveMinimum": ["/meta/a"],
        "ratio.exclusiveMaximum": ["/ratio"],
        "step.multipleOf": ["/step"],
        "part.code.required": ["/part/code"],
        "part.mode.enum": ["/part/mode"],
        "part.inner.type": ["/part/inner"],
        "either.union": ["/either"],
        "either[].type": ["/either/0"],
        "either.minItems": ["/either"],
        "shape.union": ["/shape"],
        "shape.radius.minimum": ["/shape/radius"],
    }.items():
        assert found[name] == paths
    assert len(request_of(lines["name.maxLength/boundary"])["name"]) == 70
    assert len(lines["tags.maxItems/boundary"]["request"]["tags"]) == 3
    assert lines["ratio.exclusiveMaximum/invalid"]["request"]["ratio"] == 2
    assert lines["part.code.maximum/boundary"]["request"] == {"part": {"code": 9}}
    # What an arm was chosen by cannot be wrong in it.
    never = {name for name, proof in proofs.items() if proof["shadowed_by"] == []}
    assert never >= {"either.type/invalid", "shape.type/invalid"}


def test_rules_about_nested_fields(tmp_path: Path) -> None:
    table = """
    defaults: [{field: part.mode, given: part, value: cold}]
    rules:
      - {id: hot, when: {part.mode: hot}, require: {step: {minimum: 100}}}
      - {id: cold, given: part.mode, forbid: {part.code: {maximum: 3}}}
      - {id: mild, when: {part.mode: cold}, require: {step: {maximum: 16}}}
      - {id: parted, when: {step: {minimum: 40}}, require: [part.code]}
    """
    lines, proofs = complete(spec(tmp_path, NESTED, table), "Thing", "thing")
    assert not [name for name in proofs if name.partition("/")[0] in ("hot", "cold")]
    assert lines["mild/invalid"]["request"] == {"step": 24, "part": {"code": 1}}
    assert lines["mild/boundary"]["request"] == {"step": 16, "part": {"code": 1}}
    assert lines["hot/invalid"]["request"]["part"]["mode"] == "hot"
    cold = lines["cold/invalid"]
    assert [v[:2] for v in cold["violations"]] == [["cold", "/part/mode"]]


def test_a_nested_object_with_rules_of_its_own(tmp_path: Path) -> None:
    table = """
    rules:
      - {id: moded, require: [mode]}
      - {id: hot-code, when: {mode: hot}, require: {code: {minimum: 5}}}
    """
    api = spec(tmp_path, NESTED, table, of="Part")
    lines, proofs = complete(api, "Part", "part")
    assert lines["moded/invalid"]["request"] == {"code": 1}
    lines, proofs = complete(api, "Thing", "thing")
    part = {"code": 1, "mode": "cold"}
    assert lines["part.type/valid"]["request"] == {"part": part}
    assert not [name for name in proofs if name.startswith("part.")]


def test_limits_too_long_to_try_are_not_called_unbreakable(tmp_path: Path) -> None:
    schemas = (
        "Thing: {type: object, properties: {a: {type: string, maxLength: 9999999}}}"
    )
    given_up = frozenset(["a.maxLength/invalid"])
    _, proofs = complete(spec(tmp_path, schemas), "Thing", "thing", given_up)
    assert proofs["a.maxLength/invalid"]["shadowed_by"] is None
