"""What editors and type checkers see of the package: types, overloads, names.

mypy --strict and pyright (strict) read three files beside this one: `user.py`, which uses
every public name; `revealed.py`, whose comments say what is to be found; `wrong.py`, in
which every marked line has to be refused.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openai_images
import pytest

from client import user
from client.server import Answer, Request, Server

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "generated/python/src"
FILES = ("user.py", "revealed.py", "wrong.py")
EVENT = "ImageGenPartialImageEvent | ImageGenCompletedEvent | dict[str, Any]"
Findings = dict[tuple[str, int], list[tuple[str, str]]]
"""By file and line: severity and message."""


def by_mypy(folder: Path) -> Findings:
    command = [sys.executable, *"-m mypy --strict --no-pretty --config-file=".split()]
    run = subprocess.run(
        [*command, "--cache-dir", str(folder), *FILES],
        cwd=HERE,
        env={**os.environ, "MYPYPATH": str(SOURCE)},
        capture_output=True,
        text=True,
    )
    found: Findings = {}
    for line in run.stdout.splitlines():
        if place := re.match(r"([\w./]+):(\d+): (\w+): (.*)", line):
            file, number, severity, message = place.groups()
            found.setdefault((file, int(number)), []).append((severity, message))
    assert found, run.stdout + run.stderr
    return found


def by_pyright(folder: Path) -> Findings:
    for name in FILES:
        (folder / name).write_text("\n".join(lines(name)), "utf-8")
    settings = {"extraPaths": [str(SOURCE)], "typeCheckingMode": "strict"}
    config = folder / "pyrightconfig.json"
    config.write_text(json.dumps(settings), "utf-8")
    command = [
        sys.executable,
        *"-m pyright --outputjson --project".split(),
        str(config),
    ]
    run = subprocess.run(
        [*command, "--pythonpath", sys.executable], capture_output=True, text=True
    )
    found: Findings = {}
    for entry in json.loads(run.stdout)["generalDiagnostics"]:
        place = Path(entry["file"]).name, entry["range"]["start"]["line"] + 1
        found.setdefault(place, []).append((entry["severity"], entry["message"]))
    return found


@pytest.fixture(scope="module", params=[by_mypy, by_pyright])
def findings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Findings:
    checker: Callable[[Path], Findings] = request.param
    return checker(tmp_path_factory.mktemp(checker.__name__))


def test_a_users_file_passes(findings: Findings) -> None:
    assert {
        place: said for place, said in findings.items() if place[0] == "user.py"
    } == {}


def test_every_overload_is_told_apart(findings: Findings) -> None:
    wanted = {
        number: line.rpartition("# ")[2]
        for number, line in enumerate(lines("revealed.py"), start=1)
        if "reveal_type(" in line
    }
    found = {}
    for (file, number), said in findings.items():
        if file == "revealed.py":
            ((severity, message),) = said
            assert severity in ("note", "information"), message
            found[number] = plain(message)
    assert found == wanted


def plain(message: str) -> str:
    """A type as it is revealed, without modules; the arms of unions in order."""
    text = message.removesuffix('"').rpartition('"')[2]
    text = re.sub(r"Union\[(.*)\]", lambda union: union[1].replace(", ", " | "), text)
    text = re.sub(r"\b\w+\.(?=\w)", "", text)
    return text.replace(EVENT, "EVENT")


def test_every_wrong_call_is_refused(findings: Findings) -> None:
    marked = {
        number for number, line in enumerate(lines("wrong.py"), 1) if "# wrong:" in line
    }
    refused = {
        number
        for (file, number), said in findings.items()
        if file == "wrong.py" and any(severity == "error" for severity, _ in said)
    }
    assert refused == marked


def lines(file: str) -> list[str]:
    return (HERE / file).read_text("utf-8").splitlines()


def test_the_users_file_uses_every_public_name() -> None:
    tree = ast.parse("\n".join(lines("user.py")))
    imported = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "openai_images"
        for alias in node.names
    ]
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert {*imported} == {*openai_images.__all__} == {*imported} & used


def test_the_users_file_runs() -> None:
    with Server(answer) as server:
        said = user.main(server.url)
    link = "https://images.example/1"
    assert said[:4] == [link, "1", "0", "3"]
    assert said[4:7] == ["req_1", "0: AAAA", "image_generation.completed 1"]
    assert said.count(link) == 6
    assert [line.split(":")[0] for line in said if "style" in line] == [
        "style-models /style"
    ]
    assert len({request.path for request in server.seen}) == 1


def answer(request: Request) -> Answer:
    usage = {
        "input_tokens": 1,
        "input_tokens_details": {"image_tokens": 0, "text_tokens": 1},
        "output_tokens": 2,
        "total_tokens": 3,
    }
    if request.json.get("stream"):
        kind = "image_generation"
        partial = {"type": f"{kind}.partial_image", "partial_image_index": 0}
        completed = {"type": f"{kind}.completed", "usage": usage}
        return Answer.values([{**partial, "b64_json": "AAAA"}, completed])
    value = {
        "created": 1,
        "data": [{"url": "https://images.example/1"}],
        "usage": usage,
    }
    return Answer.json(value, x_request_id="req_1")
