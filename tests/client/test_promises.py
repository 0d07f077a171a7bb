"""`promises.yaml`: every promise of the SDK has tests, and they are there."""

from __future__ import annotations

import re
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
        found = re.findall(r"^def (\w+)\(", path.read_text("utf-8"), re.MULTILINE)
        assert function in found, f"{named} is gone"
