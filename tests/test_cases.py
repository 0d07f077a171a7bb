"""Small specs of one feature each: the whole text they give, and what it does.

A folder of `tests/cases` is a case: `openapi.yaml`, and under `expected` what the
targets write. `ACCORDANT_RECORD=1 pytest tests/test_cases.py` writes `expected` anew;
`git diff tests/cases` then shows exactly what a change of the generator does.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests import packages

import accordant
import xkeywords
from accordant import ir
from accordant.generate import render
from accordant.rules.evaluate import evaluate
from accordant.templating import copies
from oracles.values import of_model

HERE = Path(__file__).parent / "cases"
CASES = sorted(path.name for path in HERE.iterdir())
BEYOND_A_SCHEMA = ("\\ud800", "0" * 400)
"""No keyword asks for Unicode or for doubles."""
SHOWN = {
    "python": re.compile(r"src/api_client/((?:models|validators)(?:/\w+)?\.py)"),
    "jsonschema": re.compile(r"(?:.*/)?([^/]+\.schema\.json)"),
}


def load(case: str) -> tuple[ir.Api, ir.Model]:
    """The API of a case, and the model that its operation sends."""
    api = accordant.load(HERE / case / "openapi.yaml")
    model = api.declarations["Order"]
    assert isinstance(model, ir.Model)
    return api, model


def shown(api: ir.Api) -> dict[str, str]:
    """The generated text that a case holds still: file name to text."""
    return {
        found[1].replace("/", "."): text
        for target, wanted in SHOWN.items()
        for path, text in render(api, target).items()
        if (found := wanted.fullmatch(path))
    }


@pytest.mark.parametrize("case", CASES)
def test_the_text_is_as_expected(case: str) -> None:
    found = shown(load(case)[0])
    folder = HERE / case / "expected"
    if os.environ.get("ACCORDANT_RECORD"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8")
    assert found == {
        path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()
    }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases as packages side by side, each under the name of its case."""
    folder = tmp_path_factory.mktemp("packages")
    for case in CASES:
        packages.write(load(case)[0], folder, package(case))
    return folder


def package(case: str) -> str:
    return "case_" + case.replace("-", "_")


def test_black_has_nothing_to_say(built: Path) -> None:
    copied = [f"{package(case)}/{name}" for case in CASES for name in copies("python")]
    found = [str(path.relative_to(built)) for path in built.rglob("*.py")]
    own = sorted({*found} - {*copied})
    assert own
    assert run_in(built, "black", "--check", "--quiet", *own) == ""


def test_mypy_and_pyright_have_nothing_to_say(tmp_path: Path) -> None:
    first, *others = CASES
    packages.write(load(first)[0], tmp_path, package(first))
    for case in others:
        packages.write_beside(load(case)[0], tmp_path, package(case), package(first))
    names = [package(case) for case in CASES]
    assert run_in(tmp_path, "mypy", "--strict", *names) == ""
    assert run_in(tmp_path, "pyright", "--pythonpath", sys.executable, *names) == ""


def run_in(folder: Path, *command: str) -> str:
    """What a tool has to say of the packages in a folder, if it is not content."""
    run = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{run.stdout}{run.stderr}" if run.returncode else ""


@pytest.mark.parametrize("case", CASES)
def test_generated_code_means_what_the_table_says(built: Path, case: str) -> None:
    api, model = load(case)
    models, module = packages.load(built, package(case))
    kind = models.Order

    @settings(
        max_examples=500,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(of_model(model, api.declarations) | st.sampled_from([None, [], "x", 1]))
    def compare(value: Any) -> None:
        wanted = evaluate(model, api.declarations, value)
        found = module.violations(kind, value)
        assert [(v.rule, v.path, v.message, v.severity) for v in found] == [
            tuple(entry) for entry in wanted
        ]
        errors = [entry for entry in found if entry.severity == "error"]
        assert module.is_valid(kind, value) == (not errors)
        if errors:
            with pytest.raises(module.ConstraintError) as caught:
                module.validate(kind, value)
            assert list(caught.value.violations) == errors
        else:
            module.validate(kind, value)
        if isinstance(value, dict):
            instance = kind.from_dict(value)
            assert instance.to_dict() == value
            assert module.violations(kind, instance) == found
            assert module.is_valid(kind, instance) == (not errors)

    compare()


def test_null_is_sent_where_it_was_set(built: Path) -> None:
    models, module = packages.load(built, package("closed-flat"))
    order = models.Order(a="x", b=None)
    assert order.to_dict() == {"a": "x", "b": None}
    assert module.violations(models.Order, order) == []
    assert repr(order) == "Order(a='x', b=None)"
    assert order == models.Order.from_dict({"b": None, "a": "x"})
    assert order != models.Order(a="x", b=None, c=None)


@pytest.mark.parametrize("case", CASES)
def test_the_schema_gives_the_same_verdicts(case: str) -> None:
    api, model = load(case)
    text = render(api, "jsonschema")["order.schema.json"]
    validator = xkeywords.slow(json.loads(text))

    @settings(
        max_examples=200,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(of_model(model, api.declarations))
    def compare(value: Any) -> None:
        if any(sign in json.dumps(value) for sign in BEYOND_A_SCHEMA):
            return
        errors = [
            entry
            for entry in evaluate(model, api.declarations, value)
            if entry.severity == "error"
        ]
        assert validator.is_valid(value) == (not errors), errors

    compare()
