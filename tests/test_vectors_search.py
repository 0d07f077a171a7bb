"""The search for vectors against trying every combination of cells."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from accordant.ir import Api, Model
from accordant.location import SpecError
from accordant.rules.evaluate import Object, Rules, evaluate
from accordant.rules.pattern import example, python_pattern
from accordant.rules.search import Search
from inline import model_of, spec

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
    passed: set[str] = set()
    for state in itertools.product(*(range(len(field.cells)) for field in fields)):
        request = search.states.body(state)
        found = evaluate(model, api.declarations, request)
        everything.append({entry.rule: entry.severity for entry in found})
        if all(entry.severity == "warn" for entry in found):
            rules = Rules(Object(model, request, ""), set(), api.declarations)
            passed |= {
                check.id
                for check in model.table.checks()
                if rules.applies(check) and not rules.broken(check)
            }
    lacking = 0
    for index, target in enumerate(search.targets):
        warns = target.check.severity == "warn"
        breaking = [
            {rule for rule, severity in found.items() if warns or severity == "error"}
            - {target.id}
            for found in everything
            if target.id in found
        ]
        if not target.structural:
            assert (search.accepting(index) is not None) == (target.id in passed)
        assert (search.breaking(index) is not None) == (set() in breaking)
        if set() in breaking:
            continue
        lacking += 1
        shadows = {search.targets[other].id for other in search.shadows(index, True)}
        assert all(others & shadows for others in breaking)
        for one in shadows:
            assert any(not others & (shadows - {one}) for others in breaking)
    return lacking


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]+$",
        "^[A-Z]{2,4}-[0-9]{3}$",
        r"^\d{4}-\d{2}-\d{2}$",
        r"^https?://[^/\s]+(/.*)?$",
        "cat|dog",
        "^(?:ab?)*c{2}$",
        r"^\u00e9[^x]$",
        "",
    ],
)
def test_examples_of_patterns_match(pattern: str) -> None:
    for times in (0, 1, 2, 5, 40):
        text = example(pattern, times)
        assert re.search(python_pattern(pattern), text, re.ASCII), text
    if "+" in pattern:
        assert len(example(pattern, 40)) >= 40
