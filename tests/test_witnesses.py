"""Witnesses and proofs, against trying every request of small tables."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from accordant.analysis.witness import witnesses
from accordant.ir import Api, Model, Proof, Witness
from accordant.location import SpecError
from accordant.rules.evaluate import Rules, evaluate
from accordant.rules.labels import labels, targets as targets_of
from accordant.rules.walk import Object
from accordant.witnesses import FILE
from inline import model_of, spec

SPEC = Path(__file__).parent.parent / "spec" / "2025-12"
ABSENT = object()
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


VALUES: dict[str, list[Any]] = {
    "kind": ["frog", "fish", "cat", "x", "\ud800", 1],
    "size": [*range(-1, 11), "1"],
    "loud": [True, False, None, 1],
    "form": ["a", "b", "c", "x", 1],
}


def everything() -> Iterator[dict[str, Any]]:
    """Every request of values between which the tables of `drawn` differ."""
    for values in itertools.product(*([ABSENT, *v] for v in VALUES.values())):
        pairs = zip(VALUES, values, strict=True)
        yield {name: value for name, value in pairs if value is not ABSENT}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_or_proved_is_what_trying_everything_finds(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    tried = lacking = 0
    while tried < 6:
        table = yaml.safe_dump(drawn(rng), sort_keys=False)
        try:
            api = spec(tmp_path, FEW, table)
        except SpecError:  # a default that no rule reads
            continue
        tried += 1
        lacking += compare(api, model_of(api, "Thing"))
    assert lacking > 0


def compare(api: Api, model: Model) -> int:
    """Hold what is shown to every request there is; how many checks lack one."""
    tried = []
    passed: set[str] = set()
    for request in everything():
        found = evaluate(model, api.declarations, request)
        tried.append({entry.rule: entry.severity for entry in found})
        if all(entry.severity == "warn" for entry in found):
            rules = Rules(Object(model, request, ""), set())
            passed |= {
                check.id
                for check in model.table.checks()
                if rules.applies(check) and not rules.broken(check)
            }
    targets, _ = targets_of(model, api.declarations)
    names = labels(targets)
    shown = list(witnesses(api))
    lacking = 0
    for name, target in zip(names, targets, strict=True):
        mine = [entry for entry in shown if entry.check == name]
        kinds = {entry.kind for entry in mine if isinstance(entry, Witness)}
        proofs = {entry.lacks: entry for entry in mine if isinstance(entry, Proof)}
        warns = target.check.severity == "warn"
        breaking = [
            {rule for rule, severity in found.items() if warns or severity == "error"}
            - {target.id}
            for found in tried
            if target.id in found
        ]
        if not target.structural:
            assert bool(kinds & {"valid", "boundary"}) == (target.id in passed)
        assert ("valid" in proofs) != bool(kinds & {"valid", "boundary"})
        assert ("invalid" in kinds) == (set() in breaking)
        if "invalid" in kinds:
            continue
        lacking += 1
        by = proofs["invalid"].shadowed_by
        assert by is not None
        shadows = {targets[names.index(other)].id for other in by}
        assert all(others & shadows for others in breaking)
        for one in shadows:
            assert any(not others & (shadows - {one}) for others in breaking)
    return lacking


def test_two_runs_give_the_same_bytes() -> None:
    command = [sys.executable, "-m", "accordant", "witness", "--json"]
    command += ["n.maximum", "--spec", str(SPEC)]
    path = str(SPEC.parent.parent / "generator")
    runs = {
        subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert [json.loads(line)["request"] for line in runs.pop().splitlines()] == [
        {"prompt": "x", "n": 10},
        {"prompt": "x", "n": 11},
    ]
    assert not runs


@pytest.mark.parametrize("revision", ["2025-12", "2026-11"])
def test_the_stored_witnesses_are_those_that_are_found_now(
    revision: str, tmp_path: Path
) -> None:
    """In a process of its own, as the command is: where the solver gives up may depend
    on what it was asked before."""
    folder = tmp_path / revision
    shutil.copytree(SPEC.parent / revision, folder)
    stored = (folder / FILE).read_bytes()
    (folder / FILE).unlink()
    command = [sys.executable, "-m", "accordant", "witness", "--write"]
    path = {"PYTHONPATH": str(SPEC.parent.parent / "generator")}
    subprocess.run(
        [*command, "--spec", str(folder)], env={**os.environ, **path}, check=True
    )
    assert (folder / FILE).read_bytes() == stored
    assert b'"shadowed_by": null' not in stored


def test_a_limit_on_numbers_that_no_sample_has(tmp_path: Path) -> None:
    schema = "Thing: {type: object, properties: {size: {type: string, pattern: x$}}}"
    table = """
    parse: {size: {template: '{width}-{height}x'}}
    rules:
    - {id: most, require: {size.width: {maximum: 9}}}
    - {id: wide, require: {size.width: {minimum: {field: size.height}}}}
    """
    shown = list(witnesses(spec(tmp_path, schema, table)))
    found = [e for e in shown if isinstance(e, Witness) and e.check in ("most", "wide")]
    assert [(entry.kind, entry.request) for entry in found] == [("valid", {})] * 2


def test_of_the_form_of_strings_with_a_pattern_nothing_is_proved(
    tmp_path: Path,
) -> None:
    """None of the samples is `1024x1024`, which does not make it impossible."""
    schema = """
    Thing: {type: object, properties: {size: {type: string, pattern: '^[0-9]+x'}}}
    """
    table = """
    parse: {size: {template: '{width}x{height}', product: {area: [width, height]}}}
    rules:
    - {id: area, require: {size.area: {minimum: 1000}}}
    - {id: wide, require: {size.width: {minimum: {field: size.height}}}}
    """
    shown = list(witnesses(spec(tmp_path, schema, table)))
    proofs = [entry for entry in shown if isinstance(entry, Proof)]
    assert {(entry.check, entry.shadowed_by) for entry in proofs} >= {
        ("area", None),
        ("wide", None),
    }
