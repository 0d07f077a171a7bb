"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from driver import Driver

PROXIES = "http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent to this machine stays here, whatever its user set."""
    for variable in PROXIES.split():
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(params=["sync", "async"])
def drive(request: pytest.FixtureRequest) -> Iterator[Driver]:
    with closing(Driver(request.param)) as driver:
        yield driver
