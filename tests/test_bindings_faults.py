"""The clients of the other languages against the mock with every fault: how calls and
streams end, how often was asked; `faults/faults.yaml` is the table, as for Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from bindings.built import Built, built
from bindings.executors import run
from mocked import flagship, serving

HERE = Path(__file__).parent
DRIVERS = HERE / "bindings/drivers"
TABLE = yaml.safe_load((HERE / "faults/faults.yaml").read_text(encoding="utf-8"))
ERRORS = yaml.safe_load((DRIVERS / "errors.yaml").read_text(encoding="utf-8"))
REQUEST = {"prompt": "x", "model": "gpt-image-1", "size": "1024x1024"}
STREAM = {**REQUEST, "partial_images": 1, "stream": True}
REFUSED = {"prompt": "x", "model": "dall-e-3", "size": "256x256"}


class Counting:
    """Counts the requests of each call, by a header that says which call it is."""

    def __init__(self, app: Any, found: Counter[str]) -> None:
        self.app, self.found = app, found

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            self.found[headers.get(b"x-call", b"").decode()] += 1
        await self.app(scope, receive, send)


def driver(language: str, package: Built) -> Sequence[str]:
    """The command that makes calls with a package."""
    if language == "ruby":
        return ["ruby", "-w", "-Ilib", str(DRIVERS / "driver.rb")]
    if language == "typescript":
        (module,) = (
            package.folder / path
            for path in ("dist/index.js",)
            if (package.folder / path).exists()
        )
        return ["node", str(DRIVERS / "driver.mjs"), str(module)]
    classes = package.command[package.command.index("-cp") + 1]
    out = package.folder / "target/driver"
    if not out.exists():
        source = out / "Driver.java"
        out.mkdir()
        shutil.copy(DRIVERS / "Driver.java", source)
        run(["javac", "-cp", classes, "-d", str(out), str(source)], package.folder)
    return ["java", "-cp", os.pathsep.join([str(out), classes]), "Driver"]


@pytest.mark.parametrize("language", ERRORS)
def test_how_calls_end(language: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    package = built(tmp_path_factory, language, "2025-12")
    command = driver(language, package)
    asked: Counter[str] = Counter()
    found: dict[str, dict[str, Any]] = {}
    with serving(flagship(), around=lambda app: Counting(app, asked)) as server:
        url = f"{server}/v1"
        calls = [call(str(n), case, url) for n, case in enumerate(TABLE)]
        calls.append(call("refused", {}, url) | {"request": REFUSED})
        # All at once, but for streams: a sequence of statuses is told by its text alone.
        for streams in (False, True):
            some = [one for one in calls if (one["request"] is STREAM) == streams]
            done = subprocess.run(
                command,
                cwd=package.folder,
                input="".join(json.dumps(one) + "\n" for one in some),
                capture_output=True,
                text=True,
                timeout=300,
            )
            assert (done.returncode, done.stderr) == (0, "")
            lines = map(json.loads, done.stdout.splitlines())
            found |= {line["id"]: line for line in lines}
    names = ERRORS[language]
    wrong = []
    for number, case in enumerate(TABLE):
        wanted = {"ends": names.get(case["ends"], case["ends"])}
        wanted |= {"requests": case["requests"], "events": case.get("events", 0)}
        line = found[str(number)]
        line |= {"requests": asked[str(number)]}
        if {key: line[key] for key in wanted} != wanted:
            wrong.append((case["fault"], wanted, line))
    assert wrong == []
    assert found["refused"]["ends"] == names.get("ConstraintError", "ConstraintError")
    assert asked["refused"] == 0


def call(name: str, case: dict[str, Any], url: str) -> dict[str, Any]:
    """A line for a driver."""
    headers = {"x-call": name}
    if "fault" in case:
        headers["x-accordant-fault"] = case["fault"].replace("URL", url)
    request = STREAM if case.get("stream") else REQUEST
    timeout = case.get("timeout", 5)
    return {
        "id": name,
        "url": url,
        "timeout": timeout,
        "headers": headers,
        "request": request,
    }
