"""Hostile names and texts that are no error: they stay data, and stay inside."""

from __future__ import annotations

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

import accordant
from accordant import source
from accordant.cli import main
from accordant.generate import render
from accordant.location import SpecError
from inline import spec
from test_generate import tree

HERE = Path(__file__).parent
SPECS = sorted((HERE / "hostile").iterdir())


@pytest.fixture(params=SPECS, ids=lambda path: path.stem)
def out(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The output of one spec, generated in a folder two levels down."""
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert main(["generate", "--spec", str(request.param), "--out", "out"]) == 0
    return inside / "out"


def test_what_is_written_is_inside_and_compiles(out: Path, tmp_path: Path) -> None:
    beside = [name for name in tree(tmp_path) if not name.startswith("a/b/out/")]
    assert beside == []
    for path in out.rglob("*.py"):
        compile(path.read_text(), str(path), "exec", dont_inherit=True)
    for path in out.rglob("*.schema.json"):
        json.loads(path.read_text())
    for path in out.rglob("*.jsonl"):
        for line in path.read_text().splitlines():
            json.loads(line)
    black = [sys.executable, "-m", "black", "--check", "--diff", "--quiet", str(out)]
    run = subprocess.run(black, check=False, capture_output=True, text=True)
    assert run.stdout == ""


def test_an_overlay_may_replace_what_it_also_matches(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.0\ntags: {z: {m: {z: {}}}}\n")
    (tmp_path / "constraints.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\n"
        "actions: [{target: '$..z', update: {m: 1}}]\n"
    )
    accordant.load(tmp_path)


JUNK = [None, 1, -1.5, True, "x", "", [], {}, [1], [None], {"a": 1}, [[]], {"": None}]
JUNK += ["class", ["string"], {"type": ["string", "null"]}, {"$ref": "#/info"}]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to every key and item of a JSON value."""
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for key, item in inner:
        yield (*path, key)
        yield from places(item, (*path, key))


@pytest.mark.parametrize("name", ["openapi", "constraints", "sdk"])
def test_a_spec_with_junk_in_it_is_read_or_refused(name: str, tmp_path: Path) -> None:
    """Whatever stands where something else should: a `SpecError`, or none."""
    shutil.copytree(HERE.parent / "spec/2025-12", tmp_path / "spec")
    file = tmp_path / "spec" / f"{name}.yaml"
    text = json.dumps(source.read(file, name))
    everywhere = list(places(json.loads(text)))
    draw = random.Random(name)
    for _ in range(80):
        value = json.loads(text)
        holder, path = value, draw.choice(everywhere)
        for part in path[:-1]:
            holder = holder[part]
        holder[path[-1]] = draw.choice(JUNK)
        file.write_text(json.dumps(value))
        try:
            accordant.load(tmp_path / "spec")
        except SpecError as error:
            assert error.problems


def test_it_can_be_imported_and_keeps_every_name(out: Path) -> None:
    """In a process of its own: every key of every model is read and written back."""
    code = """
import sys, warnings
warnings.simplefilter("error")
sys.path.insert(0, "out/python/src")
from api_client import _model, models
found = [getattr(models, name) for name in models.__all__]
found = [kind for kind in found
         if isinstance(kind, type) and issubclass(kind, _model.Model)]
for kind in found:
    if kind is _model.Model:
        continue
    keys = [entry[1] for entry in _model._codec(kind)]
    assert len(set(keys)) == len(keys), keys
    value = {key: None for key in keys}
    assert kind.from_dict(value).to_dict() == value, kind
    print(kind.__name__)
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=out.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    assert run.stdout


def test_its_own_tests_pass(out: Path, request: pytest.FixtureRequest) -> None:
    """The package judges every vector, whatever its names look like. What is the same
    for every API is tested once, for one that has no key, no envelope, no request id.
    """
    words = ["-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:xdist"]
    own = ["tests/test_models.py", "tests/test_validators.py", "tests/test_methods.py"]
    if request.node.callspec.id == "shapes":
        own = ["tests"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *own],
        cwd=out / "python",
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("name", ['"""', '"""\n\\', "`", "```\nx", "{{ x }}", "a b"])
def test_an_example_never_shows_a_rule_that_could_be_code(
    name: str, tmp_path: Path
) -> None:
    """The ids of what a schema asks are made of the names of its properties."""
    schema = {"type": "object", "properties": {name: {"type": "string"}}}
    api = spec(tmp_path, json.dumps({"Thing": schema}))
    found = render(api, "python")
    for path, text in found.items():
        if path.endswith(".py"):
            compile(text, path, "exec", dont_inherit=True)
    assert '@given(violating("unknown"))' in found["README.md"]
