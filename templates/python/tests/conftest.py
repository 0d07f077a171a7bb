"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from driver import Driver


@pytest.fixture(params=["sync", "async"])
def drive(request: pytest.FixtureRequest) -> Iterator[Driver]:
    with closing(Driver(request.param)) as driver:
        yield driver
