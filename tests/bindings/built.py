"""Packages of all languages for tests: each is written and built once in a run."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from accordant import ir
from bindings import specs
from bindings.executors import BUILDS, Missing, write


class Built(NamedTuple):
    """A package that is ready, and the command of its executor."""

    folder: Path
    command: Sequence[str]


def built(
    factory: pytest.TempPathFactory,
    language: str,
    name: str,
    api: Callable[[Path], ir.Api] | None = None,
) -> Built:
    """The package of a spec, or of any `api` (made in a folder) under a name; the
    test is skipped where its toolchain is missing."""
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = run / "bindings" / language / name
    home.mkdir(parents=True, exist_ok=True)
    folder, done = home / "package", home / "command.json"
    with open(home / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            found = specs.api(name) if api is None else api(home / "spec")
            try:
                command = BUILDS[language](write(found, language, folder))
            except Missing as missing:
                skip(str(missing))
            done.write_text(json.dumps([*command]))
    return Built(folder, json.loads(done.read_text()))


def skip(reason: str) -> NoReturn:
    """Skip a test, with its reason; where CI runs, nothing is skipped."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
