"""Small specs written in a test, and the vectors of a model held to their promise."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import yaml

import accordant
from accordant.ir import Api, Model
from accordant.rules.evaluate import evaluate
from accordant.rules.labels import labels, targets as targets_of
from accordant.targets import vectors

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


def complete(
    api: Api, name: str, stem: str, unproven: frozenset[str] = frozenset()
) -> tuple[dict[str, Line], dict[str, Line]]:
    """The lines and proofs of a model, held to the reference evaluator.

    Every check of the model passes in one line and is broken alone in another, or it
    is said why not. For those in `unproven` it is only said that the search gave up.
    """
    model = model_of(api, name)
    lines, proofs = written(api, stem)
    given_up = {name for name, line in proofs.items() if line["shadowed_by"] is None}
    assert given_up == unproven
    severity: dict[str, str] = {}
    for line in lines.values():
        found = evaluate(model, api.declarations, request_of(line))
        assert [[v.rule, v.path, v.message] for v in found] == line["violations"]
        kinds: list[str] = [v.severity for v in found]
        last = line["name"].rpartition("/")[2]
        if last in ("boundary", "valid"):
            assert "error" not in kinds, line
        severity[line["name"]] = ",".join(kinds)
    targets, _ = targets_of(model, api.declarations)
    own = [(t.check, t) for t in targets if not t.prefix]
    checks = list(model.checks())
    assert [check for check, _ in own if check in checks] == checks
    for target, label in zip(targets, labels(targets), strict=True):
        mine = [n for n in lines if n.startswith(f"{label}/")]
        passed = [n for n in mine if n.rpartition("/")[2] in ("boundary", "valid")]
        broken = [n for n in mine if n.endswith("/invalid")]
        assert bool(passed) != (f"{label}/valid" in proofs), label
        assert bool(broken) != (f"{label}/invalid" in proofs), label
        for lone in broken:
            if not lone.removeprefix(f"{label}/").count("/"):
                rules = [rule for rule, _, _ in lines[lone]["violations"]]
                kinds = severity[lone].split(",")
                wanted = [
                    rule
                    for rule, kind in zip(rules, kinds, strict=True)
                    if kind == "error" or target.check.severity == "warn"
                ]
                assert wanted == [target.id], lone
    return lines, proofs


def spec(folder: Path, schemas: str, table: str = "", of: str = "Thing") -> Api:
    """An API that sends the schema `Thing`, and a table attached to one schema."""
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
                    "target": f"$.components.schemas.{of}",
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
