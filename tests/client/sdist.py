"""The source distribution of the official client, as its own index serves it.

Its examples are not ours to copy, so they are fetched when a test needs them, checked
against the digest below and kept in `.cache/` (`ACCORDANT_CACHE` names another folder).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

NAME = "openai-2.33.0"
DIGEST = "f850c435e2a4685bba3295bd54912dd26315d9c1b7733068186134d6e0599f9a"
ROOT = Path(__file__).parents[2]


def example(name: str, folder: Path) -> Path:
    """An example of the distribution, unchanged, in a folder of the caller."""
    with tarfile.open(_archive(folder)) as archive:
        found = archive.extractfile(f"{NAME}/examples/{name}")
        assert found is not None
        file = folder / name
        file.write_bytes(found.read())
    return file


def _archive(folder: Path) -> Path:
    cache = Path(os.environ.get("ACCORDANT_CACHE", ROOT / ".cache"))
    archive = cache / f"{NAME}.tar.gz"
    if not _is_whole(archive):
        fetched = _fetched(folder)
        cache.mkdir(parents=True, exist_ok=True)
        own = archive.with_suffix(f".{os.getpid()}")
        own.write_bytes(fetched.read_bytes())
        own.replace(archive)
    return archive


def _is_whole(archive: Path) -> bool:
    if not archive.is_file():
        return False
    return hashlib.sha256(archive.read_bytes()).hexdigest() == DIGEST


def _fetched(folder: Path) -> Path:
    """What pip downloads; where there is no network, the test is skipped, but not in
    continuous integration."""
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{NAME.replace('-', '==')} --hash=sha256:{DIGEST}\n")
    command = [sys.executable, *"-m pip download --quiet --no-deps".split()]
    command += [*"--no-binary :all: --require-hashes --requirement".split()]
    run = subprocess.run(
        [*command, str(wanted), "--dest", str(folder)], capture_output=True, text=True
    )
    archive = folder / f"{NAME}.tar.gz"
    if _is_whole(archive):
        return archive
    reason = f"{NAME} could not be fetched: {run.stderr.strip()[-500:]}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
