"""The command line, as a user meets it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def accordant(
    *words: str, cwd: Path = ROOT, **more: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), **more}
    return subprocess.run(
        [sys.executable, "-m", "accordant", *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", ".hypothesis"} & set(path.parts)
    }


def test_generated_follows_from_the_spec() -> None:
    run = accordant("generate", "--check")
    assert (run.returncode, run.stdout, run.stderr) == (0, "generated: unchanged\n", "")


def test_another_folder_and_hash_seed_give_the_same_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(ROOT / "spec" / "2025-12", copy)
    words = ("generate", "--spec", str(copy), "--out", str(tmp_path / "out"))
    assert accordant(*words, cwd=tmp_path, PYTHONHASHSEED="7").returncode == 0
    assert tree(tmp_path / "out") == tree(ROOT / "generated")


def test_a_wrong_spec_writes_nothing_and_names_every_place(tmp_path: Path) -> None:
    copy = tmp_path / "spec"
    shutil.copytree(ROOT / "spec" / "2025-12", copy)
    table = copy / "constraints.yaml"
    text = table.read_text().replace("given: partial_images", "given: partial_image")
    table.write_text(text.replace("{n: 1}", "{n: {maximun: 1}}"))
    run = accordant("generate", "--spec", "spec", "--out", "out", cwd=tmp_path)
    assert run.returncode == 1
    assert run.stderr == (
        "spec/constraints.yaml:63:30: unknown keyword 'maximun';"
        " did you mean 'maximum'?\n"
        "spec/constraints.yaml:80:20: no field 'partial_image' in"
        " ImageGenerateParams; did you mean 'partial_images'?\n"
    )
    assert not (tmp_path / "out").exists()


def test_a_hand_edit_is_not_overwritten(tmp_path: Path) -> None:
    words = ("generate", "--spec", str(ROOT / "spec/2025-12"), "--out", "out")
    accordant(*words, cwd=tmp_path)
    edited = tmp_path / "out/vectors/image_generate_params.jsonl"
    edited.write_text("mine\n")
    assert accordant(*words, cwd=tmp_path).returncode == 1
    assert edited.read_text() == "mine\n"
    assert accordant(*words, "--overwrite", cwd=tmp_path).returncode == 0
    assert edited.read_text() != "mine\n"


def test_what_check_shows(tmp_path: Path) -> None:
    """Paths as they are from here, and no digests."""
    shutil.copytree(ROOT / "spec" / "2025-12", tmp_path / "spec")
    words = ("generate", "--spec", "spec", "--out", "out")
    assert accordant(*words, cwd=tmp_path).returncode == 0
    table = tmp_path / "spec/constraints.yaml"
    table.write_text(f"# A remark.\n{table.read_text()}")
    run = accordant(*words, "--check", "--target", "vectors", cwd=tmp_path)
    line = "out: only the digests in '.accordant.json' would change\n"
    assert (run.returncode, run.stdout) == (1, line)
    document = tmp_path / "spec/openapi.yaml"
    document.write_text(document.read_text().replace("title: ", "title: A ", 1))
    run = accordant(*words, "--check", cwd=tmp_path)
    shown = [line for line in run.stdout.splitlines() if line.startswith("+++ ")]
    assert shown and all(line.startswith("+++ b/out/") for line in shown)
    assert ".accordant.json" not in run.stdout


def test_the_version() -> None:
    run = accordant("--version")
    assert (run.returncode, run.stdout.split()[0]) == (0, "accordant")


def test_usage() -> None:
    run = accordant("generate", "--spec")
    assert run.returncode == 2
    assert run.stderr == (
        "accordant: '--spec' needs a value; see 'accordant generate --help'\n"
    )
