"""Specs that are small and cost much: each ends in seconds, and says what it left out.

Each run is a process of its own with a time limit, so that a return of the cost is a
failure and no hang.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from accordant.rules.backtracking import explodes

SECONDS = 30
"""Far more than any of them takes, far less than what they once took."""

SOURCE = {"document": "page", "at": "here"}


def generated(
    folder: Path, schemas: dict[str, Any], table: dict[str, Any] | None = None
) -> str:
    """Generate everything for a schema `Thing`; what was said on the way."""
    thing = {"$ref": "#/components/schemas/Thing"}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {
            "/things": {
                "post": {
                    "operationId": "make",
                    "requestBody": {"content": {"application/json": {"schema": thing}}},
                    "responses": {"204": {"description": "made"}},
                }
            }
        },
        "components": {"schemas": schemas},
    }
    (folder / "openapi.json").write_text(json.dumps(document))
    if table:
        action = {
            "target": "$.components.schemas.Thing",
            "update": {"x-constraints": table},
        }
        overlay = {"overlay": "1.0.0", "info": {"title": "R", "version": "1"}}
        text = yaml.safe_dump(overlay | {"actions": [action]}, sort_keys=False)
        (folder / "constraints.yaml").write_text(text)
    words = ["generate", "--spec", str(folder), "--out", str(folder / "out")]
    return accordant(*words).stderr


def accordant(*words: str) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        [sys.executable, "-m", "accordant", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert run.returncode == 0, run.stderr
    return run


def witnesses(folder: Path, *words: str) -> list[dict[str, Any]]:
    """What the solver finds for a spec that was generated."""
    found = accordant("witness", *words, "--spec", str(folder), "--json").stdout
    return [json.loads(line) for line in found.splitlines()]


def pair(name: str) -> dict[str, Any]:
    ref = {"$ref": f"#/components/schemas/{name}"}
    return {
        "type": "object",
        "required": ["a", "b"],
        "properties": {"a": ref, "b": ref},
    }


def test_a_plain_request_that_would_be_huge_is_not_made(tmp_path: Path) -> None:
    schemas = {"Thing": pair("T0"), "T40": {"type": "object", "properties": {"a": {}}}}
    schemas |= {f"T{number}": pair(f"T{number + 1}") for number in range(40)}
    generated(tmp_path, schemas)
    found = witnesses(tmp_path, "b.required")
    proofs = [line for line in found if line["model"] == "Thing" and "lacks" in line]
    assert [line["shadowed_by"] for line in proofs] == [None, None]
    small = [line.get("kind") for line in found if line["model"] == "T38"]
    assert small == ["valid", "invalid"]


def test_what_all_of_repeats_is_read_once(tmp_path: Path) -> None:
    ends = {"type": "object", "properties": {"a": {"type": "string"}}}
    schemas: dict[str, Any] = {
        "Thing": {"$ref": "#/components/schemas/T0"},
        "T40": ends,
    }
    for number in range(40):
        ref = {"$ref": f"#/components/schemas/T{number + 1}"}
        schemas[f"T{number}"] = {"allOf": [ref, ref]}
    assert generated(tmp_path, schemas) == ""
    assert "class T0" in (tmp_path / "out/python/src/api_client/models.py").read_text()


def test_defaults_that_read_each_other_are_judged_once(tmp_path: Path) -> None:
    names = [f"f{number}" for number in range(30)]
    field = {"type": "string", "enum": ["a", "b"]}
    properties = dict.fromkeys(names, field)
    rows = [
        {"field": name, "when": {before: value}, "value": value}
        for before, name in pairwise(names)
        for value in ("a", "b")
    ]
    rule = {
        "id": "ends",
        "source": SOURCE,
        "when": {"f29": "a"},
        "require": {"f0": "b"},
    }
    schemas = {"Thing": {"type": "object", "properties": properties}}
    generated(tmp_path, schemas, {"defaults": rows, "rules": [rule]})
    found = witnesses(tmp_path, "ends")
    assert found[1]["request"] == {"f0": "a"}


def test_a_pattern_that_explodes_is_not_enforced(tmp_path: Path) -> None:
    field = {"type": "string", "pattern": "^(a+)+$", "minLength": 40}
    schemas = {"Thing": {"type": "object", "properties": {"a": field}}}
    said = generated(tmp_path, schemas)
    assert "'pattern' is not enforced: it can read one text in exponentially" in said
    text = (tmp_path / "out/python/src/api_client/validators.py").read_text()
    assert "(a+)+" not in text


def test_a_table_of_very_many_cells_has_no_fast_path(tmp_path: Path) -> None:
    families = {
        f"F{bit}": [f"v{number}" for number in range(256) if number >> bit & 1]
        for bit in range(8)
    }
    rows = [
        {"id": f"r{bit}", "source": SOURCE, "cases": {f"F{bit}": {"a": limit}}}
        for bit, limit in enumerate({"maxLength": 100 + bit} for bit in range(8))
    ]
    text = {"type": "string"}
    schemas = {"Thing": {"type": "object", "properties": {"m": text, "a": text}}}
    generated(tmp_path, schemas, {"families": {"m": families}, "rules": rows})
    code = (tmp_path / "out/python/src/api_client/validators.py").read_text()
    assert "_accepts_thing" not in code
    assert "def _violations_of_thing" in code


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "(a*)*",
        "^(a|a)*b$",
        "(a|ab|b)*c",
        "(.*,)*x",
        r"(\s*,\s*)*",
        r"^(\w+\s?)*$",
        "(a{0,4})*",
        "([a-z]{1,20}){1,10}",
        "(a?){30}a{30}",
        r"^((?:[\u4e00-\u9fff]|[\u5000-\u5001])+x?)*$",
        "(" + "[a-z]" * 400 + ")*",
    ],
)
def test_patterns_that_explode(pattern: str) -> None:
    assert explodes(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^a*$",
        "(|a)+",
        "(a?)*",
        "x{1,100}y",
        "^[a-z0-9]+(-[a-z0-9]+)*$",
        "^[^/]+(/[^/]+)*/?$",
        r"^(\d{1,3}\.){3}\d{1,3}$",
        "([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}",
        "([a-f0-9]{64})+",
        r'^(?:[^"\\]|\\.)*$',
        "^([a-z]|[a-z][a-z-]*[a-z])([.]([a-z]|[a-z][a-z-]*[a-z]))*$",
    ],
)
def test_patterns_that_repeat_and_do_not_explode(pattern: str) -> None:
    assert not explodes(pattern)
