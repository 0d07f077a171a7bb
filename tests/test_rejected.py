"""Wrong specs: what is said of them, to the letter, and that nothing is written.

A folder of `rejected/` is one spec and its `expected.txt`, all that goes to stderr. A
case without a document starts from `_base`; one with a `document.*` is that document
alone. A case that expects warnings only is written, and refused with `--strict`.
"""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import accordant
from accordant import lock, source, writer
from accordant.cli import main
from accordant.commands import COMMANDS
from accordant.location import Problem, SpecError
from test_generate import accordant as process

HERE = Path(__file__).parent
CODE = Path(accordant.__file__).parent
FOLDERS = sorted(f for f in (HERE / "rejected").iterdir() if f.name != "_base")
BASE = (HERE / "rejected/_base/openapi.yaml").read_bytes()

HEAD = b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
BOMB = b"a: &a [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
    f"{name}: &{name} [{', '.join([f'*{last}'] * 10)}]\n".encode()
    for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LADDER = b"a: &a %s\nb: {b: &b %s}\n" % (
    b"[" * 60 + b"]" * 60,
    b"[" * 39 + b"*a" + b"]" * 39,
)
CHAIN = (
    HEAD
    + b"components:\n  schemas:\n"
    + b"".join(
        b"    S%d: {type: array, items: {$ref: '#/components/schemas/S%d'}}\n"
        % (number, number + 1)
        for number in range(20_000)
    )
    + b"    S20000: {type: string}\n"
)

WRITTEN: dict[str, tuple[dict[str, bytes], str]] = {
    "alias-bomb": (
        {"openapi.yaml": BOMB},
        "spec/openapi.yaml:6:36: aliases repeat more than 1000000 values\n",
    ),
    "alias-ladder": (
        {"openapi.yaml": LADDER},
        "spec/openapi.yaml:2:50: nested deeper than 100 levels\n",
    ),
    "deep-yaml": (
        {"openapi.yaml": b"a: " + b"[" * 10_000 + b"]" * 10_000},
        "spec/openapi.yaml:1:103: nested deeper than 100 levels\n",
    ),
    "deep-json": (
        {"openapi.json": b"[" * 10_000 + b"]" * 10_000},
        "spec/openapi.json:1:101: nested deeper than 100 levels\n",
    ),
    "not-utf-8": (
        {"openapi.yaml": "openapi: 3.1.0\ninfo: é".encode() + b" \xe9\n"},
        "spec/openapi.yaml:2:9: the file is not UTF-8: byte 0xE9 cannot stand here\n",
    ),
    "utf-16": (
        {"openapi.yaml": "openapi: 3.1.0\n".encode("utf-16")},
        "spec/openapi.yaml:1:1: the file is not UTF-8: byte 0xFF cannot stand here\n",
    ),
    "wrong-byte-behind-a-bom": (
        {"openapi.yaml": b"\xef\xbb\xbfa: \xff"},
        "spec/openapi.yaml:1:4: the file is not UTF-8: byte 0xFF cannot stand here\n",
    ),
    "bom": (
        {"openapi.yaml": b"\xef\xbb\xbfopenapi: 2\n"},
        "spec/openapi.yaml:1:10: 'openapi' must be a version 3.x, as in"
        " 'openapi: 3.1.0'\n",
    ),
    "nul": (
        {"openapi.yaml": "info: é\nopenapi: 3.\0".encode()},
        "spec/openapi.yaml:2:12: not YAML: the control character U+0000\n",
    ),
    "empty": ({"openapi.yaml": b""}, "spec/openapi.yaml:1:1: the file is empty\n"),
    "empty-json": (
        {"openapi.json": b""},
        "spec/openapi.json:1:1: not JSON: a value was expected\n",
    ),
    "carriage-returns": (
        {"openapi.yaml": b"info: 1\r\ninfo: 2\r\n"},
        "spec/openapi.yaml:2:1: duplicate key 'info', first at"
        " spec/openapi.yaml:1:1\n",
    ),
    "no-document": (
        {"sdk.yaml": b"names: {}\n", "openapi.yml~": b""},
        "spec: no OpenAPI document in this folder: openapi.yaml, openapi.yml,"
        " openapi.json\n",
    ),
    "long-name": (
        {"openapi.yaml": HEAD + b"? " + b"x" * 100_000 + b"\n: 1\n"},
        f"spec/openapi.yaml:3:3: warning: unknown key '{'x' * 455} ... {'x' * 499}'\n",
    ),
    "long-chain": (
        {"openapi.yaml": CHAIN},
        "spec/openapi.yaml:6:5: nested too deeply: schemas lead on to each other"
        " too many times\n",
    ),
    "control-signs": (
        {"openapi.yaml": HEAD + b'"\\e[31m\\u202e\\n": 1\n'},
        "spec/openapi.yaml:3:1: warning: unknown key '\\x1b[31m\\u202e\\n'\n",
    ),
    "overlay-of-many": (
        {
            "openapi.yaml": HEAD + b"tags: [" + b"[], " * 10_001 + b"]\n",
            "constraints.yaml": b"overlay: 1.0.0\ninfo: {title: T, version: '1'}\n"
            b"actions: [{target: '$.tags[*]', update: 1}]\n",
        },
        "spec/constraints.yaml:3:20: target '$.tags[*]' matches more than 10000"
        " places\n",
    ),
    "overlay-of-parentheses": (
        {
            "openapi.yaml": BASE,
            "constraints.yaml": b"overlay: 1.0.0\ninfo: {title: T, version: '1'}\n"
            b"actions: [{target: '$[?"
            + b"(" * 3000
            + b"@.a"
            + b")" * 3000
            + b"]', update: {}}]\n",
        },
        f"spec/constraints.yaml:3:20: target '$[?{'(' * 461} ... {')' * 461}]' has a"
        " filter; name the place instead\n",
    ),
}
CASES = [folder.name for folder in FOLDERS] + list(WRITTEN)


def prepare(case: str, folder: Path) -> tuple[str, str]:
    """Write a case's spec to `folder`/spec; its path there, and what is expected."""
    spec = folder / "spec"
    if case in WRITTEN:
        files, expected = WRITTEN[case]
        spec.mkdir()
        for name, data in files.items():
            (spec / name).write_bytes(data)
        return "spec", expected
    shutil.copytree(HERE / "rejected" / case, spec)
    expected = (spec / "expected.txt").read_text()
    (spec / "expected.txt").unlink()
    alone = list(spec.glob("document.*"))
    if alone:
        return f"spec/{alone[0].name}", expected
    if not list(spec.glob("openapi.*")):
        (spec / "openapi.yaml").write_bytes(BASE)
    return "spec", expected


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_spec(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spec, expected = prepare(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    words = ["generate", "--spec", spec, "--out", "out"]
    warned = all(": warning: " in line for line in expected.splitlines())
    assert main([*words, "--strict"]) == 1
    assert capsys.readouterr() == ("", expected)
    assert not (tmp_path / "out").exists()
    assert main(words) == (0 if warned else 1)
    assert capsys.readouterr().err == expected
    assert (tmp_path / "out").exists() == warned


@pytest.mark.parametrize("case", ["alias-bomb", "long-chain", "table-rows"])
def test_a_process_of_its_own_says_the_same(case: str, tmp_path: Path) -> None:
    spec, expected = prepare(case, tmp_path)
    run = process("generate", "--spec", spec, "--out", "out", cwd=tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", expected)
    assert not (tmp_path / "out").exists()


def test_the_library_leaves_the_process_as_it_is(tmp_path: Path) -> None:
    limit = sys.getrecursionlimit()
    spec, _ = prepare("long-chain", tmp_path)
    with pytest.raises(SpecError, match=r"openapi\.yaml:\d+:\d+: nested too deeply"):
        accordant.load(tmp_path / spec)
    assert sys.getrecursionlimit() == limit


# What no folder can hold


def unreadable(folder: Path) -> None:
    accordant.load(folder / "nowhere.yaml")


def huge(folder: Path) -> None:
    with open(folder / "huge.json", "wb") as file:
        file.truncate(source.SIZE_LIMIT + 1)
    accordant.load(folder / "huge.json")


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (
            unreadable,
            "nowhere.yaml: cannot read the file: No such file or directory",
        ),
        (huge, "huge.json: the file is larger than 64 MiB"),
    ],
)
def test_a_file_that_cannot_be_read(act: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        act(tmp_path)
    assert str(caught.value) == f"{tmp_path}/{message}"


# The command line


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["generat"], "unknown command 'generat'; did you mean 'generate'?"),
        (
            ["generate", "--spek", "x"],
            "unknown option '--spek'; did you mean '--spec'?",
        ),
        (
            ["generate", "--check=1"],
            "unknown option '--check=1'; did you mean '--check'?",
        ),
        (["generate", "x"], "unknown option 'x'"),
        (["generate", "--out"], "'--out' needs a value"),
        (["generate", "--out="], "'--out' needs a value"),
        (
            ["generate", "--target", "pyton"],
            "unknown target 'pyton'; did you mean 'python'?",
        ),
        (["generate"], "no --spec, and no pyproject.toml here names one"),
        (
            ["generate", "--spec", "."],
            "--out is required for a spec that is not the default one",
        ),
        (
            ["generate", "--spec", "nowhere", "--out", "out"],
            "no such file or folder: nowhere",
        ),
    ],
)
def test_usage(
    words: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    command = f"accordant {words[0]}" if words[0] in COMMANDS else "accordant"
    assert main(words) == 2
    assert capsys.readouterr() == (
        "",
        f"accordant: {message}; see '{command} --help'\n",
    )


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (b"[tool", 1, "pyproject.toml: not TOML: "),
        (b"\xff", 1, "pyproject.toml: not TOML: "),
        (b"tool = 1", 2, "accordant: no --spec, "),
        (b"[tool.accordant]\nspec = 1", 2, "accordant: no --spec, "),
        (
            b"[tool.accordant]\nspec = 'x'",
            1,
            "x: cannot read: No such file or directory\n",
        ),
    ],
)
def test_the_project_file(
    text: bytes,
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_bytes(text)
    assert main(["generate"]) == code
    assert capsys.readouterr().err.startswith(message)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda at: at.parent.write_text("mine"), "t/a: not a folder; move it away"),
        (Path.mkdir, "t/a/b: a folder is in the way; move it away"),
    ],
)
def test_what_comes_between_comparing_and_writing(
    made: Callable[[Path], object], message: str, tmp_path: Path
) -> None:
    (tmp_path / "t").mkdir()
    plan = writer.plan(tmp_path, {"t": {"a/b": "x"}}, {"t": ""})
    target = tmp_path / "t" / "a" / "b"
    if made is Path.mkdir:
        target.parent.mkdir()
    made(target)
    with pytest.raises(lock.WriteError) as caught:
        writer.apply(plan)
    assert str(caught.value) == f"{tmp_path}/{message}"
    assert not (tmp_path / ".accordant").exists()


# Every message has a case


def sites() -> dict[tuple[str, int], int]:
    """The calls that report a problem: file and first line to last line."""
    found = {}
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and reports(node.func):
                found[str(path), node.lineno] = node.end_lineno or node.lineno
    return found


def reports(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id == "Problem"
    owner = called.value if isinstance(called, ast.Attribute) else None
    name = getattr(owner, "attr", getattr(owner, "id", ""))
    kind = called.attr if isinstance(called, ast.Attribute) else ""
    return (name, kind) in (("report", "error"), ("report", "warn"), ("text", "error"))


@contextmanager
def watched(reached: set[tuple[str, int]]) -> Iterator[None]:
    """Note every line that is at work when a problem is made."""
    made = Problem.__new__

    def noting(*arguments: Any, **more: Any) -> Problem:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            reached.add((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        return made(*arguments, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__new__", noting)
        yield


def test_every_message_is_provoked_by_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: set[tuple[str, int]] = set()
    with watched(reached):
        for number, case in enumerate(CASES):
            folder = tmp_path / str(number)
            folder.mkdir()
            monkeypatch.chdir(folder)
            spec, _ = prepare(case, folder)
            with suppress(SpecError):
                accordant.load(spec)
        for act in (unreadable, huge):
            with pytest.raises(SpecError):
                act(tmp_path)
    missed = [
        f"{Path(file).relative_to(CODE)}:{first}"
        for (file, first), last in sorted(sites().items())
        if not any((file, line) in reached for line in range(first, last + 1))
    ]
    assert missed == []
