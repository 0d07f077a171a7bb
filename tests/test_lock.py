"""The lock: what counts as an input, and what reading it costs."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from accordant import lock
from writer_crash import put, refused


def test_inputs_are_names_and_contents(tmp_path: Path) -> None:
    for name in "a/x.py a/sub/y.py b/x.py b/sub/y.py b/__pycache__/x b/.z".split():
        put(tmp_path / name, name[-4:])

    def digest(root: str, name: str = "spec", **extras: str) -> str:
        return lock.digest_inputs({name: tmp_path / root}, extras, {})

    assert digest("a", v="1", w="2") == digest("b", w="2", v="1")
    digests = [digest("a"), digest("a", v="1"), digest("a", "other"), digest("a/x.py")]
    put(tmp_path / "a/x.py", "changed")
    (tmp_path / "b/sub").rename(tmp_path / "b/other")
    assert len({*digests, digest("a"), digest("b")}) == 6
    message = f"{tmp_path}/none: cannot read: No such file or directory"
    assert refused(lambda: digest("none")) == (message,)


def test_installed_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("two_words_more-3.dist-info", "Two_Words-1.2+x.dist-info"):
        (tmp_path / name).mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert lock.installed_version("two.words") == "1.2+x"
    assert lock.installed_version("two") is None
    assert lock.installed_version("pytest") == metadata.version("pytest")


def test_nothing_slow_is_imported() -> None:
    code = "import sys, accordant.lock; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = run.stdout.split()
    slow = "typer rich jinja2 yaml importlib.metadata pathlib typing dataclasses"
    assert "accordant.lock" in loaded and not {*loaded} & {*slow.split()}
