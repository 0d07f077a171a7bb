"""The executors: how each language's package is built, and asked about requests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from accordant import ir
from accordant.generate import render
from bindings.requests import Entry, Vector


class Missing(Exception):
    """A toolchain that is not there; the text says which program."""


class Failed(Exception):
    """A build or a run that failed, with what it printed."""


class Answer(NamedTuple):
    """What an executor said of a request: violations, or that it failed."""

    entries: tuple[Entry, ...]
    error: str = ""


Build = Callable[[Path], Sequence[str]]
"""Builds the package in a folder; the command of its executor."""


def write(api: ir.Api, language: str, folder: Path) -> Path:
    """The files of a target, in a folder of their own."""
    for path, text in render(api, language).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        file.write_bytes(data)
    return folder


def need(*programs: str) -> None:
    """Raises Missing for the first that cannot be found."""
    for program in programs:
        if shutil.which(program) is None:
            raise Missing(f"no '{program}' here")


def run(command: Sequence[str], folder: Path, **variables: str) -> str:
    """What a command prints. Raises Failed if it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        words = " ".join(command)
        raise Failed(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def python(folder: Path) -> Sequence[str]:
    """The generated Python package, on its own source path."""
    source, tests = folder / "src", folder / "tests"
    start = f"import sys; sys.path[:0] = {[str(source), str(tests)]!r}"
    program = f"{start}; import runpy; runpy.run_module('judge', run_name='__main__')"
    return [sys.executable, "-c", program]


def ruby(folder: Path) -> Sequence[str]:
    """The gem, from its sources."""
    need("ruby")
    return ["ruby", "-Ilib", "test/judge.rb"]


def typescript(folder: Path) -> Sequence[str]:
    """The package, compiled by its own build."""
    need("node", "npm")
    run(["npm", "ci", "--ignore-scripts"], folder)
    run(["npm", "run", "--silent", "build"], folder)
    return ["node", "test/judge.mjs"]


def java(folder: Path) -> Sequence[str]:
    """The jar's classes and those of its tests, compiled by Maven."""
    need("java", "mvn")
    listed = "target/classpath.txt"
    build = ["mvn", "--quiet", "--batch-mode", "test-compile"]
    paths = "dependency:build-classpath"
    run([*build, paths, f"-Dmdep.outputFile={listed}"], folder)
    jars = (folder / listed).read_text(encoding="utf-8").strip()
    classes = os.pathsep.join(["target/classes", "target/test-classes", jars])
    (judge,) = (folder / "src/test/java").rglob("Judge.java")
    name = judge.relative_to(folder / "src/test/java").with_suffix("")
    return ["java", "-cp", classes, ".".join(name.parts)]


BUILDS: dict[str, Build] = {
    "python": python,
    "ruby": ruby,
    "java": java,
    "typescript": typescript,
}


def _nothing(folder: Path, files: Sequence[Path]) -> None:
    """What is run is what was written."""


def _javac(folder: Path, files: Sequence[Path]) -> None:
    """Compile sources that were changed."""
    jars = (folder / "target/classpath.txt").read_text(encoding="utf-8").strip()
    path = os.pathsep.join(["target/classes", jars])
    run(["javac", "-cp", path, "-d", "target/classes", *map(str, files)], folder)


AGAIN: dict[str, Callable[[Path, Sequence[Path]], None]] = {
    "python": _nothing,
    "ruby": _nothing,
    "java": _javac,
    "typescript": _nothing,  # what is changed is what was compiled
}
"""What makes a package ready again after files of it were changed."""


def ask(
    command: Sequence[str], folder: Path, vectors: Iterable[Vector]
) -> dict[str, Answer]:
    """What an executor says of each vector, by id."""
    asked = "".join(f"{vector.line()}\n" for vector in vectors)
    done = subprocess.run(
        command, cwd=folder, input=asked.encode(), capture_output=True
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        raise Failed(f"{' '.join(command[:3])}: {done.returncode}\n{said}")
    answers = {}
    for line in map(json.loads, done.stdout.splitlines()):
        entries = tuple(
            (entry["rule"], entry["path"], entry["message"], entry["severity"])
            for entry in line.get("violations", ())
        )
        answers[line["id"]] = Answer(entries, line.get("error", ""))
    return answers
