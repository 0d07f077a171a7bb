"""What `generate` adds to the CHANGELOG of a package when its spec changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from tests.writer_crash import cutting, killed, operations, snapshot

from accordant import generate as run
from inline import sourced

TABLE = "rules: [{id: few, require: {n: {maximum: %d}}}]"
ENTRY = """\
## 1.0.1 (2)

### Breaking

- `few` refuses
  - n must be at most 4; was: n must be at most 5
  - `{"n": 5}`
    1: accepted; 2: refused (few)
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def spec(limit: int, version: str = "1", remark: str = "") -> None:
    """Write the spec, whose one rule has a limit."""
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    schema["x-constraints"] = sourced(yaml.safe_load(TABLE % limit))
    body = {"schema": {"$ref": "#/components/schemas/Order"}}
    post = {
        "operationId": "order",
        "requestBody": {"content": {"application/json": body}},
        "responses": {"204": {"description": "Done"}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": version},
        "paths": {"/orders": {"post": post}},
        "components": {"schemas": {"Order": schema}},
    }
    Path("spec").mkdir(exist_ok=True)
    text = yaml.safe_dump(document, sort_keys=False)
    Path("spec/openapi.yaml").write_text(remark + text)
    Path("spec/sdk.yaml").write_text(f"python: {{version: 1.0.{int(version) - 1}}}\n")


def generate(out: str | Path = "out", *flags: str) -> int:
    return run.run("spec", str(out), {"python": "inputs"}, set(flags))


def changelog(out: str = "out") -> str:
    return Path(out, "python/CHANGELOG.md").read_text()


def test_a_first_run_writes_none() -> None:
    spec(5)
    assert generate() == 0
    assert (
        Path("out/python/spec/openapi.yaml").read_text()
        == Path("spec/openapi.yaml").read_text()
    )
    assert not Path("out/python/CHANGELOG.md").exists()


def test_a_changed_spec_adds_an_entry_and_a_second_run_none() -> None:
    spec(5)
    generate()
    spec(4, "2")
    assert generate() == 0
    assert changelog() == f"# Changelog\n\n{ENTRY}"
    before = snapshot(Path("out"))
    assert generate() == 0
    assert snapshot(Path("out")) == before


def test_words_and_comments_add_none() -> None:
    spec(5)
    generate()
    spec(5, "2", "# A remark.\n")
    generate()
    assert not Path("out/python/CHANGELOG.md").exists()


@pytest.mark.parametrize(
    ("mine", "wanted"),
    [
        (
            "# What is new\n\n## 0.9\n\nMine.\n",
            "# What is new\n\n{}\n## 0.9\n\nMine.\n",
        ),
        ("## 0.9\n\nMine.\n", "{}\n## 0.9\n\nMine.\n"),
        ("# Title alone", "# Title alone\n\n{}"),
        ("", "{}"),
        ("# T\r\n\r\nMine.\r\n", "# T\r\n\r\nMine.\r\n\r\n{}"),
        ("# T\n\nWhy.\n\n## 1\n\nA.\n", "# T\n\nWhy.\n\n{}\n## 1\n\nA.\n"),
    ],
)
def test_what_users_wrote_stays(mine: str, wanted: str) -> None:
    spec(5)
    generate()
    path = Path("out/python/CHANGELOG.md")
    path.write_bytes(mine.encode())
    spec(4, "2")
    assert generate() == 0
    entry = ENTRY.replace("\n", "\r\n") if "\r" in mine else ENTRY
    assert path.read_bytes().decode() == wanted.format("\0").replace("\0", entry)


def test_check_shows_it_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    spec(5)
    generate()
    spec(4, "2")
    capsys.readouterr()
    assert generate("out", "--check") == 1
    assert "+++ b/out/python/CHANGELOG.md\n" in capsys.readouterr().out
    assert not Path("out/python/CHANGELOG.md").exists()


def test_an_old_spec_that_cannot_be_read_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A generator that reads less than the one before it."""
    spec(5)
    generate()
    spec(4, "2")
    copy = Path("out/python/spec/openapi.yaml")
    copy.write_text("openapi: 2.0\n")
    capsys.readouterr()
    assert generate("out", "--overwrite") == 0
    assert capsys.readouterr().err == (
        "warning: out/python/spec: not readable any more,"
        " so CHANGELOG.md gets no entry\n"
    )
    assert not Path("out/python/CHANGELOG.md").exists()


def test_a_changelog_in_another_encoding_is_left_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    spec(5)
    generate()
    Path("out/python/CHANGELOG.md").write_bytes(b"\xff\xfe")
    spec(4, "2")
    capsys.readouterr()
    assert generate() == 0
    assert "CHANGELOG.md: not UTF-8, so it gets no entry" in capsys.readouterr().err
    assert Path("out/python/CHANGELOG.md").read_bytes() == b"\xff\xfe"


def test_a_killed_run_leaves_all_or_nothing() -> None:
    """Killed at any step, the next run gives the same: one entry, never two."""
    spec(5)
    generate()
    spec(4, "2")
    shutil.copytree("out", "whole")
    generate("whole")
    wanted = snapshot(Path("whole"))
    everywhere = operations(Path("out"), generate)
    for after in [*everywhere[::25], *everywhere[-12:]]:
        shutil.copytree("out", "copy")
        assert killed(Path("copy"), cutting(kill_after=after), generate)
        assert generate("copy") == 0
        assert snapshot(Path("copy")) == wanted
        shutil.rmtree("copy")
