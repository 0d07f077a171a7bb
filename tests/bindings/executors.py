"""The executors: how each language's package is built, and asked about requests."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from accordant import ir
from accordant.generate import render
from bindings.requests import Entry, Vector

HOME = Path(__file__).resolve().parents[2] / ".venv" / "bindings"
"""Where toolchains keep what they fetched."""

CHANGED = "target/changed"
"""Where classes of a package are that tests changed, below its folder."""


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
    start = "import sys; sys.path[:0] = ['src', 'tests']"
    program = f"{start}; import runpy; runpy.run_module('judge', run_name='__main__')"
    return [sys.executable, "-c", program]


def ruby(folder: Path) -> Sequence[str]:
    """The gem, from its sources."""
    need("ruby")
    return ["ruby", "-Ilib", "test/judge.rb"]


def typescript(folder: Path) -> Sequence[str]:
    """The package, compiled by its own build."""
    need("node", "npm")
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(node_modules(folder / "package.json"))
    run(["npm", "run", "--silent", "build"], folder)
    return ["node", "test/judge.mjs"]


def java(folder: Path) -> Sequence[str]:
    """The classes, and those of the executor among its tests."""
    need("java", "javac", "mvn")
    jars = class_path(folder / "pom.xml")
    (folder / "target").mkdir(exist_ok=True)
    (folder / "target/classpath.txt").write_text(jars, encoding="utf-8")
    tests = folder / "src/test/java"
    (judge,) = tests.rglob("Judge.java")
    sources = [*map(str, (folder / "src/main/java").rglob("*.java")), str(judge)]
    listed = folder / "target/sources.txt"
    listed.write_text("\n".join(json.dumps(path) for path in sources), encoding="utf-8")
    paths = ["-cp", jars, "-sourcepath", str(tests), "-encoding", "UTF-8"]
    run(["javac", *paths, "-d", "target/classes", f"@{listed}"], folder)
    name = ".".join(judge.relative_to(tests).with_suffix("").parts)
    classes = os.pathsep.join([CHANGED, "target/classes", jars])
    return ["java", "-cp", classes, name]


def node_modules(package: Path) -> Path:
    """What a package is developed with, installed once for all packages like it."""
    wanted = json.loads(package.read_text(encoding="utf-8"))["devDependencies"]
    home = _home("node", json.dumps(wanted))
    with _alone(home):
        if not (home / "node_modules").exists():
            text = json.dumps({"private": True, "devDependencies": wanted})
            (home / "package.json").write_text(text, encoding="utf-8")
            run(["npm", "install", "--ignore-scripts", "--silent"], home)
    return home / "node_modules"


def class_path(pom: Path) -> str:
    """The jars that a project is compiled with, asked of Maven once for all like it."""
    text = pom.read_text(encoding="utf-8")
    dependencies = text[text.index("<dependencies>") : text.index("</dependencies>")]
    home = _home("java", dependencies)
    listed = home / "classpath.txt"
    with _alone(home):
        if not listed.exists():
            goal = "dependency:build-classpath"
            words = ["--quiet", "--batch-mode", goal, f"-Dmdep.outputFile={listed}"]
            run(["mvn", *words], pom.parent)
    return listed.read_text(encoding="utf-8").strip()


def _home(kind: str, wanted: str) -> Path:
    digest = hashlib.sha256(wanted.encode()).hexdigest()[:12]
    home = HOME / kind / digest
    home.mkdir(parents=True, exist_ok=True)
    return home


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keep others out, for as long as the block."""
    with open(home / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


BUILDS: dict[str, Build] = {
    "python": python,
    "ruby": ruby,
    "java": java,
    "typescript": typescript,
}


def _nothing(folder: Path, files: Sequence[Path]) -> None:
    """What is run is what was written."""


def _javac(folder: Path, files: Sequence[Path]) -> None:
    """Compile sources that were changed, to be found before all others."""
    jars = (folder / "target/classpath.txt").read_text(encoding="utf-8").strip()
    path = os.pathsep.join(["target/classes", jars])
    run(["javac", "-cp", path, "-d", CHANGED, *map(str, files)], folder)


AGAIN: dict[str, Callable[[Path, Sequence[Path]], None]] = {
    "python": _nothing,
    "ruby": _nothing,
    "java": _javac,
    "typescript": _nothing,  # what is changed is what was compiled
}
"""What makes a package ready after files of it were changed."""


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
