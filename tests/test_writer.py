"""The lock and the writer: what is written, what is refused, what a crash leaves."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import writer_crash as crash
from accordant import lock
from accordant.preview import diff
from accordant.writer import JOURNAL, WriteError, apply, plan, recover
from writer_crash import (
    EDITED,
    MINE,
    NEW,
    OLD,
    SYMLINK,
    UNKNOWN,
    UNWANTED,
    Snapshot,
    Trees,
    compare,
    copied,
    fifo,
    folder,
    generate,
    inputs,
    intercepted,
    link,
    linked_folder,
    operations,
    put,
    refused,
    snapshot,
)

REMOVES = ("replaces", "removes")


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds OLD and a file of the user, named as a user would."""
    monkeypatch.chdir(tmp_path)
    generate(Path("out"), OLD)
    put(Path("out", MINE))
    return Path("out")


@pytest.fixture
def new(out: Path) -> Snapshot:
    """What `out` holds once NEW is written over OLD."""
    with copied(out) as copy:
        generate(copy)
        return snapshot(copy)


# Writing


def test_a_first_run_creates_parents_and_writes_everything(tmp_path: Path) -> None:
    out, umask = tmp_path / "a/b", os.umask(0o007)
    try:
        generate(out, {"t": {"text": "é\r\n", "sub/bytes": b"\r\n"}})
    finally:
        os.umask(umask)
    assert not lock.pending(out)
    assert (out / "t/text").stat().st_mode & 0o777 == 0o640
    assert (out / "t/text").read_bytes() == "é\n".encode()
    assert (out / "t/sub/bytes").read_bytes() == b"\r\n"


def test_the_lock(tmp_path: Path) -> None:
    apply(plan(tmp_path, {"t": {"b": "", "a/é": b""}}, {"t": "digest"}))
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (tmp_path / "t/.accordant.json").read_text() == (
        f'{{\n  "files": {{\n    "a/\\u00e9": "{empty}",\n    "b": "{empty}"\n  }},\n'
        '  "inputs": "digest",\n  "target": "t"\n}\n'
    )
    assert lock.read_lock(tmp_path, "t") == ("digest", {"a/é": empty, "b": empty})
    assert lock.read_lock(tmp_path, "u") is None


def test_new_replaces_old_and_leaves_only_the_users_file(out: Path) -> None:
    assert lock.up_to_date(out, inputs(OLD)) and not lock.up_to_date(out, inputs(NEW))
    Path(out, "python/pkg/same.py").unlink()
    assert not lock.up_to_date(out, inputs(OLD))
    made = compare(out, NEW)
    assert [(step.kind, step.path) for step in made.steps] == [
        ("removed", "python/emptied/deep/gone.py"),
        ("removed", "python/file_then_folder"),
        ("removed", "python/folder_then_file/a.py"),
        ("removed", "python/pkg/gone.py"),
        ("created", "python/file_then_folder/b.py"),
        ("created", "python/folder_then_file"),
        ("changed", "python/pkg/changed.py"),
        ("created", "python/pkg/new.py"),
        ("created", "python/pkg/same.py"),
        ("changed", "schema/all.json"),
        ("created", "schema/deep/er/one.json"),
        ("changed", "python/.accordant.json"),
        ("changed", "schema/.accordant.json"),
    ]
    assert made.unchanged == ("python/pkg/__init__.py",)
    apply(made)
    written = snapshot(out)
    assert written.pop(MINE) == b"mine\n"
    assert written == {**made.contents}
    assert not Path(out, "python/emptied").exists() and not compare(out, NEW).steps
    assert lock.up_to_date(out, inputs(NEW))


def test_a_name_changed_in_case_only_survives_where_case_is_ignored(out: Path) -> None:
    generate(out, {"java": {"URL.java": "a"}})
    # Such a file system shows one file under both names.
    os.link(out / "java/URL.java", out / "java/Url.java")
    for content in ("a", "b"):
        made = compare(out, {"java": {"Url.java": content}})
        assert (made.conflicts, len(made.steps)) == ((), 3)
    apply(made)
    assert (out / "java/Url.java").read_text() == "b"
    assert not (out / "java/URL.java").exists()


def python(code: str, *arguments: object, **environment: str) -> str:
    """Return what a new interpreter prints that can import what this one can."""
    path = os.pathsep.join(sys.path)
    environment = {**os.environ, "PYTHONPATH": path, **environment}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.check_output(command, env=environment, text=True)


def test_seed_and_folder_do_not_matter(tmp_path: Path) -> None:
    code = "import sys, writer_crash; writer_crash.write_shuffled(sys.argv[1])"
    for seed in ("1", "2"):
        put(tmp_path / seed / "spec/a.yaml", "a: 1\n")
        python(code, tmp_path / seed, PYTHONHASHSEED=seed)
    assert snapshot(tmp_path / "1/out") == snapshot(tmp_path / "2/out") != {}


def test_the_diff_is_what_would_change(out: Path) -> None:
    trees = {"python": {**OLD["python"], "empty": "", "pkg/gone.py": "b\x0c = 3"}}
    del trees["python"]["emptied/deep/gone.py"]
    lines = "".join(diff(compare(out, {**trees, "schema": NEW["schema"]})))
    assert "Binary files a/schema/all.json and b/schema/all.json differ\n" in lines
    assert (
        lines.partition("--- a/python/emptied")[2].partition("--- a/schema")[0] == """\
/deep/gone.py
+++ /dev/null
@@ -1 +0,0 @@
-d = 4
--- /dev/null
+++ b/python/empty
--- a/python/pkg/gone.py
+++ b/python/pkg/gone.py
@@ -1 +1 @@
-b = 2
+b\x0c = 3
\\ No newline at end of file
"""
    )


# Conflicts


@pytest.mark.parametrize(
    ("path", "edit", "message"),
    [
        ("python/pkg/changed.py", put, EDITED),
        ("python/pkg/same.py", put, EDITED),
        ("python/pkg/gone.py", put, UNWANTED),
        ("python/file_then_folder", put, UNWANTED),
        ("python/pkg/new.py", put, UNKNOWN),
        ("schema/deep", put, UNKNOWN.replace(*REMOVES)),
        ("python/pkg/new.py", link, SYMLINK),
        ("python/pkg/same.py", link, SYMLINK),
        ("python/pkg/gone.py", link, SYMLINK.replace(*REMOVES)),
        ("python/pkg", linked_folder, SYMLINK.replace(*REMOVES)),
        ("python", linked_folder, SYMLINK.replace(*REMOVES)),
    ],
)
def test_what_only_overwrite_replaces(
    out: Path, new: Snapshot, path: str, edit: Callable[[Path], None], message: str
) -> None:
    edit(out / path)
    before, behind_the_link = snapshot(out), snapshot(Path("moved"))
    assert refused(lambda: generate(out)) == (f"{out / path}: {message}",)
    assert snapshot(out) == before
    generate(out, overwrite=True)
    assert {**snapshot(out), MINE: b"mine\n"} == new
    assert snapshot(Path("moved")) == behind_the_link
    assert lock.up_to_date(out, inputs(NEW))


@pytest.mark.parametrize(
    ("path", "edit", "kind"),
    [
        ("python/pkg/same.py", folder, "folder"),
        ("python/pkg/new.py", Path.mkdir, "folder"),
        ("python/folder_then_file", lambda path: put(path / "mine"), "folder"),
        ("python/folder_then_file", lambda path: put(path / "sub/mine"), "folder"),
        ("python/folder_then_file", lambda path: (path / "sub").mkdir(), "folder"),
        ("python/pkg/same.py", fifo, "special file"),
    ],
)
@pytest.mark.parametrize("overwrite", [False, True])
def test_what_no_command_replaces(
    out: Path, path: str, edit: Callable[[Path], None], kind: str, overwrite: bool
) -> None:
    edit(out / path)
    before = snapshot(out)
    message = f"{out / path}: a {kind} is in the way; move it away"
    assert compare(out, NEW, overwrite).conflicts == (message,)
    assert refused(lambda: generate(out, NEW, overwrite)) == (message,)
    assert snapshot(out) == before


def test_conflicts_are_named_and_right_edits_are_not(out: Path, new: Snapshot) -> None:
    for name in ("changed", "gone", "new"):
        put(out / f"python/pkg/{name}.py")
    for path in ("schema/all.json", "schema/deep/er/one.json"):
        put(out / path)
        (out / path).write_bytes(new[path])
    assert refused(lambda: generate(out)) == (
        f"out/python/pkg/gone.py: {UNWANTED}",
        f"out/python/pkg/changed.py: {EDITED}",
        f"out/python/pkg/new.py: {UNKNOWN}",
    )


def lock_text(**changes: object) -> str:
    return json.dumps({"target": "python", "inputs": "", "files": {}, **changes})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<<<<<<< HEAD\n{}", "it is not JSON"),
        ("\xff", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "it is not an object of target, inputs and files"),
        ('{"target": "python"}', "it is not an object of target, inputs and files"),
        (lock_text(target="ruby"), "its target is 'ruby'"),
        (lock_text(inputs=1), "inputs is not a text"),
        (lock_text(files=[]), "files is not an object"),
        (lock_text(files={"x": 1}), "'x' is not a path with its digest"),
        (lock_text(files={"../x": "0" * 64}), "'../x' is not a path with its digest"),
    ],
)
def test_a_damaged_lock_loses_nothing(out: Path, text: str, reason: str) -> None:
    (out / "python/.accordant.json").write_text(text, "latin-1")
    before = snapshot(out)
    cure = "restore it, or --overwrite makes a new one"
    message = f"out/python/.accordant.json: damaged lock, {reason}; {cure}"
    assert not lock.up_to_date(out, inputs(OLD))
    assert refused(lambda: generate(out, OLD)) == (message,)
    trees: Trees = {"python": {"pkg/changed.py": ""}}
    named = f"out/python/pkg/changed.py: {UNKNOWN}"
    assert refused(lambda: generate(out, trees)) == (named, message)
    assert snapshot(out) == before
    generate(out, trees, overwrite=True)
    # What is no longer generated stays: nobody knows whose it is.
    assert snapshot(out).keys() == before.keys()


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ({"A": "", "a": ""}, "t/A and t/a differ only in case"),
        ({"X/b": "", "x/c": ""}, "t/X and t/x differ only in case"),
        ({"a": "", "a/b": ""}, "t/a is both a file and a folder"),
        ({"a": "\ud800"}, "t: 'a' is not valid text: surrogates not allowed"),
    ],
)
def test_paths_that_cannot_coexist(tmp_path: Path, tree: Any, message: str) -> None:
    assert refused(lambda: compare(tmp_path, {"t": tree})) == (message,)


@pytest.mark.parametrize(
    "path",
    ["/a", "../a", "a/../b", "a//b", "a/", "", ".", "a\\b", "C:/a", "C:a", "a\0b"]
    + ["a/.accordant/b", ".Accordant.json", "sub/.accordant.json", "a.", "a ", "a\nb"],
)
def test_a_path_that_is_not_plain_is_refused(tmp_path: Path, path: str) -> None:
    message = refused(lambda: compare(tmp_path, {"python": {path: ""}}))[0]
    assert message.removeprefix(f"python: path {path!r} ") in crash.UNUSABLE
    message = refused(lambda: compare(tmp_path, {path: {"x": ""}}))[0]
    assert message.removeprefix(f"target {path!r} ") in crash.UNUSABLE


# Crashes, failures, other processes


@pytest.fixture(scope="module", autouse=True)
def no_fsync() -> Iterator[None]:
    """A kill, unlike a power cut, loses nothing that is not yet on disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.mark.parametrize(
    ("law", "argument"),
    [
        (crash.survives_kills, "whole"),
        (crash.survives_kills, "torn"),
        (crash.survives_kills_of_the_recovery, 4),
        (crash.survives_kills, "undoing"),
        (crash.keeps_edits, [f"python/pkg/{n}.py" for n in ("changed", "gone", "new")]),
        (crash.keeps_racing_edits, "python/pkg/changed.py"),
        (crash.keeps_racing_edits, "python/pkg/gone.py"),
        (crash.undoes_failures, "at once"),
        (crash.undoes_failures, "later"),
    ],
)
def test_a_run_cut_short(out: Path, new: Snapshot, law: Any, argument: Any) -> None:
    assert len(operations(out)) > 50
    law(out, new, argument)


def test_a_plan_made_before_a_recovery_is_refused(out: Path, new: Snapshot) -> None:
    stale = compare(out, NEW)
    assert crash.killed(out, crash.cutting(kill_after=30)) and (out / JOURNAL).exists()
    message = "out: a killed run was completed; run again"
    assert refused(lambda: apply(stale)) == (message,)
    assert snapshot(out) == new


@settings(max_examples=200, deadline=None)
@given(crash.CASES)
def test_hand_written_text_outlives_any_run(case: tuple[Any, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crash.keeps_what_is_not_its_own(Path(folder, "out"), *case)


def test_a_first_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    for at in operations(tmp_path, lambda path: generate(path / "a/b")):
        with intercepted(crash.cutting(range(at, at + 1))):
            try:
                generate(tmp_path / "a/b")
            except WriteError:
                assert os.listdir(tmp_path) == []
    assert lock.up_to_date(tmp_path / "a/b", inputs(NEW))


def test_one_process_at_a_time(out: Path) -> None:
    message = "out: another accordant is writing here; run again when it is done"
    with lock.holding(out):
        assert refused(lambda: generate(out)) == (message,)
        (out / ".accordant").mkdir()
        assert refused(lambda: recover(out)) == (message,)
    generate(out)


def test_a_damaged_journal_is_not_followed(out: Path) -> None:
    before = snapshot(out)
    (out / ".accordant").mkdir()
    for text in ("[", "\xff", "1", "{", "[1]", '["a"]', '[["../x", null, null]]'):
        (out / JOURNAL).write_text(text, "latin-1")
        message = f"out/{JOURNAL}: damaged; delete out/.accordant and run again"
        assert refused(lambda: recover(out)) == (message,)
    assert snapshot(out) == before


def test_the_staging_folder_is_only_for_accordant(out: Path) -> None:
    put(out / ".accordant/notes")
    message = "out/.accordant: cannot write: Directory not empty"
    assert refused(lambda: generate(out)) == (message,)
    (out / ".accordant").rename("moved")
    (out / ".accordant").symlink_to(Path("moved").resolve())
    message = "out/.accordant: not a folder; move it away"
    assert refused(lambda: generate(out)) == (message,)
    assert Path("moved/notes").read_text() == "mine\n"


def test_what_the_system_refuses_is_named(out: Path) -> None:
    message = f"out/python/{'x' * 300}: cannot read: File name too long"
    assert refused(lambda: compare(out, {"python": {"x" * 300: ""}})) == (message,)
    message = f"{out / MINE}: cannot write: Not a directory"
    assert refused(lambda: generate(out / MINE)) == (message,)
