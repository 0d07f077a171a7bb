"""Random specs: the generated validators say exactly what the reference evaluator says.

A few seeds run by default; `ACCORDANT_SEEDS=1000 pytest tests/test_random_tables.py`
tries a thousand. A seed that fails is a spec: `specs.api(Random(seed), folder)` writes it.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import types
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import black
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests import packages

from accordant import ir
from accordant.rules.evaluate import Violation, evaluate
from accordant.targets import vectors
from accordant.targets.python.models import class_names
from oracles import specs
from oracles.values import JUNK, of_model

SEEDS = range(int(os.environ.get("ACCORDANT_SEEDS", "24")))
TYPED = SEEDS[:6]
"""The seeds whose packages the type checkers read."""


class Text(str):
    """A string that is not exactly a `str`."""


class Table(dict[str, Any]):
    """A mapping that is not exactly a `dict`."""


ODD = [float("nan"), float("inf"), -float("inf"), 10**400, -(10**400), 2**53, (1, 2)]
ODD += [Text("a"), Text("\ud800"), Table(a=1), types.MappingProxyType({"n": 1}), b"x"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of all seeds, without the vectors of their tests."""
    folder = tmp_path_factory.mktemp("random")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "render", lambda api: defaultdict(str))
        for seed in SEEDS:
            packages.write(drawn(seed, folder), folder, f"p{seed}")
    return folder


def drawn(seed: int, folder: Path) -> ir.Api:
    return specs.api(random.Random(seed), folder / f"spec{seed}")


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_code_means_what_the_table_says(built: Path, seed: int) -> None:
    api = drawn(seed, built)
    models, module = packages.load(built, f"p{seed}")
    classes = class_names(api)
    for model in api.judged():
        kind = getattr(models, classes[model.name])
        draw = random.Random(seed)

        @settings(
            max_examples=30 if model.name == "Order" else 10,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(of_model(model, api.declarations))
        def compare(value: Any) -> None:
            changed = mutated(draw, value)  # noqa: B023
            fixed = mended(model, api, value)  # noqa: B023
            for each in (value, changed, fixed):
                found = evaluate(model, api.declarations, each)  # noqa: B023
                agree(module, kind, each, found)  # noqa: B023

        compare()


def agree(module: Any, kind: Any, value: Any, wanted: list[Violation]) -> None:
    """All verbs of a module say of a value what the evaluator says."""
    found = module.violations(kind, value)
    assert [tuple(v)[:4] for v in found] == [tuple(v) for v in wanted], value
    errors = [v for v in found if v.severity == "error"]
    assert module.is_valid(kind, value) == (not errors), value
    if errors:
        with pytest.raises(module.ConstraintError) as caught:
            module.validate(kind, value)
        assert list(caught.value.violations) == errors
    else:
        module.validate(kind, value)
    if isinstance(value, dict):
        back = listed(kind.from_dict(value).to_dict())
        wanted = listed(value)
        assert back == wanted or repr(back) == repr(wanted)


def listed(value: Any) -> Any:
    """The value with lists for tuples, as it is written."""
    if isinstance(value, list | tuple):
        return [listed(item) for item in value]
    if isinstance(value, Mapping):
        return {key: listed(item) for key, item in value.items()}
    return value


def mutated(draw: random.Random, value: Any) -> Any:
    """A copy that differs in one or two places, most of them near a limit."""
    value = copied(value)
    for _ in range(draw.randint(1, 2)):
        holder, key = draw.choice(list(places(value)) or [({}, "zz")])
        old = holder.get(key) if isinstance(holder, dict) else holder[key]
        share = draw.random()
        if share < 0.3:
            holder.pop(key, None) if isinstance(holder, dict) else holder.pop(key)
        elif share < 0.5:
            holder[key] = copied(draw.choice(JUNK + ODD))
        elif isinstance(old, bool) or old is None:
            holder[key] = draw.choice([1, 0, None, True])
        elif isinstance(old, int | float) and abs(old) < 2**60:
            holder[key] = old + draw.choice([1, -1, 0.5, 0.0])
        elif isinstance(old, str):
            holder[key] = old + draw.choice(["x", "\ud800", "\n", ""])
        elif type(old) is list:
            old.append(copied(draw.choice([*old, *JUNK])))
        elif type(old) is dict:
            old[draw.choice(["zz", "n", "a/b"])] = copied(draw.choice(JUNK))
    return value


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """The holder and key of every value inside a value."""
    keys = value if type(value) is dict else ()
    for key in keys or (range(len(value)) if type(value) is list else ()):
        yield value, key
        yield from places(value[key])


def copied(value: Any) -> Any:
    """A copy of what is exactly a dict or a list."""
    if type(value) is dict:
        return {key: copied(item) for key, item in value.items()}
    return [copied(item) for item in value] if type(value) is list else value


def mended(model: ir.Model, api: ir.Api, value: Any) -> Any:
    """A copy without what is blamed, as far as that helps: most are valid."""
    value = copied(value)
    for _ in range(4):
        for broken in evaluate(model, api.declarations, value)[:2]:
            for holder, key in list(places(value)):
                last = str(key).replace("~", "~0").replace("/", "~1")
                if broken.path.endswith(f"/{last}") and isinstance(holder, dict):
                    holder.pop(key, None)
    return value


def test_the_text_is_laid_out_and_imports_what_it_uses(built: Path) -> None:
    mode = black.Mode()
    for seed in SEEDS:
        for file in (built / f"p{seed}").glob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert black.format_str(text, mode=mode) == text, file
    ruff = [sys.executable, "-m", "ruff", "check", "--select", "F", "--isolated", "."]
    run = subprocess.run(ruff, cwd=built, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_mypy_and_pyright_have_nothing_to_say(built: Path) -> None:
    names = [f"p{seed}" for seed in TYPED]
    for command in (["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]):
        run = subprocess.run(
            [sys.executable, "-m", *command, *names],
            cwd=built,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout


def test_keys_that_are_no_strings_are_unknown(tmp_path: Path) -> None:
    module, kind = own(tmp_path, {"type": "object", "properties": {"n": {}}})
    found = module.violations(kind, {1: 0, None: 0, "n": 0, "0": 0})
    assert [(v.rule, v.path) for v in found] == [
        ("unknown", "/0"),
        ("unknown", "/1"),
        ("unknown", "/None"),
    ]
    values = {"type": "object", "additionalProperties": {"type": "string"}}
    module, kind = own(tmp_path, {"type": "object", "properties": {"m": values}})
    assert [v.path for v in module.violations(kind, {"m": {1: 0, "0": "x"}})] == [
        "/m/1"
    ]


def test_a_value_nested_too_deep_is_a_recursion_error(tmp_path: Path) -> None:
    order = {"$ref": "#/components/schemas/Order"}
    schema = {"type": "object", "properties": {"in": order}, "required": ["in"]}
    module, kind = own(tmp_path, schema)
    shallow: Any = {}
    for _ in range(200):
        shallow = {"in": shallow}
    assert [v.path for v in module.violations(kind, shallow)] == ["/in" * 201]
    assert kind.from_dict(shallow).to_dict() == shallow
    deep: Any = {}
    for _ in range(10_000):
        deep = {"in": deep}
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(1000)  # the generator raised it
        for verb in (module.violations, module.is_valid, module.validate):
            with pytest.raises(RecursionError):
                verb(kind, deep)
        with pytest.raises(RecursionError):
            kind.from_dict(deep)
    finally:
        sys.setrecursionlimit(limit)


def own(folder: Path, schema: dict[str, Any]) -> tuple[Any, Any]:
    """The validators of one schema, and its model."""
    import accordant

    number = len(list(folder.iterdir()))
    file = folder / f"{number}.json"
    file.write_text(json.dumps(specs.sends({"Order": schema})))
    name = f"{folder.name}_{number}".replace("-", "_")
    packages.write(accordant.load(file), folder, name)
    models, module = packages.load(folder, name)
    return module, models.Order
