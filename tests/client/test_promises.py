"""`promises.yaml`: every promise of the SDK has tests, and they are there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
PROMISES = yaml.safe_load((HERE / "promises.yaml").read_text("utf-8"))


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_has_tests(promise: str) -> None:
    for named in PROMISES[promise]:
        place, _, function = named.partition("::")
        path = HERE / place.replace("P/", "../../templates/python/tests/")
        text = path.read_text("utf-8").replace("{{ package }}", "package")
        plain = "\n".join(line for line in text.splitlines() if "{%" not in line)
        functions = [n for n in ast.parse(plain).body if isinstance(n, ast.FunctionDef)]
        assert function in [n.name for n in functions], f"{named} is gone"
