"""The vectors target: a passing and a lone violating request for every check."""

from __future__ import annotations

import copy
import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from oracles import pages

import accordant
from accordant.ir import Api, Model
from accordant.location import SpecError
from accordant.rules.evaluate import evaluate
from accordant.rules.search import Search
from accordant.targets import vectors
from accordant.targets.vectors import labels

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "spec" / "2025-12"
Line = dict[str, Any]


def written(api: Api, stem: str) -> tuple[dict[str, Line], dict[str, Line]]:
    """The lines of a model by name, and the proofs by check and what it lacks."""
    files = vectors.render(api)
    lines = [json.loads(line) for line in files[f"{stem}.jsonl"].splitlines()]
    text = files.get(f"{stem}.shadowed.jsonl", "")
    proofs = [json.loads(line) for line in text.splitlines()]
    names = [line["name"] for line in lines]
    assert len(set(names)) == len(names)
    return (
        dict(zip(names, lines, strict=True)),
        {f"{proof['check']}/{proof['lacks']}": proof for proof in proofs},
    )


def request_of(line: Line) -> Any:
    """The request of a line as a consumer reads it."""
    request = copy.deepcopy(line["request"])
    for where, times in line.get("repeat", {}).items():
        *above, last = (
            step.replace("~1", "/").replace("~0", "~") for step in where.split("/")[1:]
        )
        holder = request
        for step in above:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        key = int(last) if isinstance(holder, list) else last
        holder[key] = holder[key] * times
    return request


def model_of(api: Api, name: str) -> Model:
    model = api.declarations[name]
    assert isinstance(model, Model)
    return model


def complete(api: Api, name: str, stem: str) -> tuple[dict[str, Line], dict[str, Line]]:
    """The lines and proofs of a model, held to the reference evaluator.

    Every check of the model passes in one line and is broken alone in another, or it
    is said why not.
    """
    model = model_of(api, name)
    lines, proofs = written(api, stem)
    severity: dict[str, str] = {}
    for line in lines.values():
        found = evaluate(model, api.declarations, request_of(line))
        assert [[v.rule, v.path, v.message] for v in found] == line["violations"]
        kinds: list[str] = [v.severity for v in found]
        last = line["name"].rpartition("/")[2]
        if last in ("boundary", "valid"):
            assert "error" not in kinds, line
        severity[line["name"]] = ",".join(kinds)
    targets = Search(model, api.declarations).targets
    own = [(t.check, t) for t in targets if not t.prefix]
    checks = list(model.checks())
    assert [check for check, _ in own if check in checks] == checks
    for target, label in zip(targets, labels(targets), strict=True):
        mine = [n for n in lines if n.startswith(f"{label}/")]
        passed = [n for n in mine if n.rpartition("/")[2] in ("boundary", "valid")]
        broken = [n for n in mine if n.endswith("/invalid")]
        assert bool(passed) != (f"{label}/valid" in proofs), label
        assert bool(broken) != (f"{label}/invalid" in proofs), label
        for name in broken:
            if not name.removeprefix(f"{label}/").count("/"):
                rules = [rule for rule, _, _ in lines[name]["violations"]]
                kinds = severity[name].split(",")
                wanted = [
                    rule
                    for rule, kind in zip(rules, kinds, strict=True)
                    if kind == "error" or target.check.severity == "warn"
                ]
                assert wanted == [target.id], name
    return lines, proofs


def spec(folder: Path, schemas: str, table: str = "") -> Api:
    """An API that sends the schema `Thing`, the table attached to it."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {
            "/things": {
                "post": {
                    "operationId": "make",
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Thing"}
                            }
                        },
                    },
                    "responses": {"200": {"description": "made"}},
                }
            }
        },
        "components": {"schemas": yaml.safe_load(schemas)},
    }
    folder.mkdir(exist_ok=True)
    (folder / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    if table:
        overlay = {
            "overlay": "1.0.0",
            "info": {"title": "Rules", "version": "1"},
            "actions": [
                {
                    "target": "$.components.schemas.Thing",
                    "update": {"x-constraints": sourced(yaml.safe_load(table))},
                }
            ],
        }
        text = yaml.safe_dump(overlay, sort_keys=False)
        (folder / "constraints.yaml").write_text(text)
    return accordant.load(folder)


def sourced(table: dict[str, Any]) -> dict[str, Any]:
    for row in table["rules"]:
        row.setdefault("source", {"document": "page", "at": "here"})
    return table


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
    assert lines["mild/invalid"]["request"] == {"step": 40, "part": {"code": 1}}
    assert lines["mild/boundary"]["request"] == {"step": 16, "part": {"code": 1}}
    assert lines["hot/invalid"]["request"]["part"]["mode"] == "hot"
    cold = lines["cold/invalid"]
    assert [v[:2] for v in cold["violations"]] == [["cold", "/part/mode"]]


def test_limits_too_long_to_try_are_not_called_unbreakable(tmp_path: Path) -> None:
    schemas = (
        "Thing: {type: object, properties: {a: {type: string, maxLength: 9999999}}}"
    )
    _, proofs = complete(spec(tmp_path, schemas), "Thing", "thing")
    assert proofs["a.maxLength/invalid"]["shadowed_by"] is None


# --- the search against trying everything ---

FEW = """
Thing:
  type: object
  properties:
    kind: {type: string}
    size: {type: integer, minimum: 0, maximum: 9}
    loud: {type: [boolean, 'null']}
    form: {type: string, enum: [a, b, c]}
"""
CONDS: dict[str, list[Any]] = {
    "kind": [{"family": "wet"}, {"family": "dry"}, "frog", {"present": False}],
    "size": [{"maximum": 4}, {"minimum": 5}, 3, [{"maximum": 1}, {"minimum": 7}]],
    "loud": [True, False, {"present": True}],
    "form": ["a", ["a", "b"], {"present": True}],
}


def drawn(rng: random.Random) -> dict[str, Any]:
    """A random table over the fields of `FEW`."""

    def tests(most: int) -> dict[str, Any]:
        names = rng.sample(list(CONDS), rng.randint(1, most))
        return {name: rng.choice(CONDS[name]) for name in names}

    rules = []
    for number in range(rng.randint(2, 5)):
        row: dict[str, Any] = {"id": f"r{number}"}
        name = rng.choice(list(CONDS))
        if rng.random() < 0.4:
            row["given"] = name
        elif rng.random() < 0.8:
            row["when"] = tests(2)
        row[rng.choice(["require", "forbid"])] = tests(1)
        if rng.random() < 0.2:
            row["severity"] = "warn"
        rules.append(row)
    defaults: list[dict[str, Any]] = []
    if rng.random() < 0.6:
        given = rng.sample(["size", "loud", "form"], 2)
        defaults.append({"field": "kind", "given": given, "family": "wet"})
        defaults.append({"field": "kind", "value": "cat"})
    if rng.random() < 0.4:
        defaults.append({"field": "loud", "when": {"kind": "frog"}, "value": True})
    families = {"kind": {"wet": ["frog", "fish"], "dry": ["frog", "cat"]}}
    return {"families": families, "defaults": defaults, "rules": rules}


@pytest.mark.parametrize("seed", range(4))
def test_the_search_finds_what_trying_everything_finds(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    tried = lacking = 0
    while tried < 10:
        table = yaml.safe_dump(drawn(rng), sort_keys=False)
        try:
            api = spec(tmp_path, FEW, table)
        except SpecError:  # a default that no rule reads
            continue
        tried += 1
        lacking += compare(api, model_of(api, "Thing"))
    assert lacking > 0


def compare(api: Api, model: Model) -> int:
    """Hold the search to every combination of cells; how many checks lack one."""
    search = Search(model, api.declarations)
    fields = search.states.fields
    everything = []
    for state in itertools.product(*(range(len(field.cells)) for field in fields)):
        found = evaluate(model, api.declarations, search.states.body(state))
        everything.append({entry.rule: entry.severity for entry in found})
    lacking = 0
    for index, target in enumerate(search.targets):
        warns = target.check.severity == "warn"
        breaking = [
            {rule for rule, severity in found.items() if warns or severity == "error"}
            - {target.id}
            for found in everything
            if target.id in found
        ]
        assert (search.breaking(index) is not None) == (set() in breaking)
        if set() in breaking:
            continue
        lacking += 1
        shadows = {search.targets[other].id for other in search.shadows(index, True)}
        assert all(others & shadows for others in breaking)
        for one in shadows:
            assert any(not others & (shadows - {one}) for others in breaking)
    return lacking
