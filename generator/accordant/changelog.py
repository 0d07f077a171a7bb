"""The changelog of a generated package: an entry for each spec that changed something.

The package keeps a copy of the spec it was made from, so that the next run can tell
what changed. Its CHANGELOG.md is its users' own: entries are put in front, and what
stands there is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from accordant import lock
from accordant.ir import Api
from accordant.location import SpecError
from accordant.spec import files, load

TARGET = "python"
"""The target that keeps its history."""

NAME = "CHANGELOG.md"
_COPIES = "spec"
_TITLE = "# Changelog\n"


class Unreadable(Exception):
    """The last spec, or the changelog, cannot be read; the message says what follows."""


def copies(spec: str) -> dict[str, bytes]:
    """The files of a spec as the package keeps them, by path in the package."""
    return {f"{_COPIES}/{name}": lock.read(path) for name, path in files(spec).items()}


def updated(out: Path, new: Api, kept: Mapping[str, bytes]) -> bytes | None:
    """The changelog with an entry for what changed since the last run in `out`.

    `kept` are the copies of the new spec. None if nothing changed for callers, or if
    there was no run before. Raises Unreadable, and WriteError for what no file is.
    """
    before = lock.read_locks(out, [TARGET])[0]
    known = [path for path in before if path.startswith(f"{TARGET}/{_COPIES}/")]
    if not known or not _differ(out, known, kept):
        return None
    folder = out / TARGET / _COPIES
    # Few runs come here; comparing is much to import.
    from accordant import diff
    from accordant.diff import report

    try:
        old = load(folder)
    except SpecError:
        message = f"{folder}: not readable any more, so {NAME} gets no entry"
        raise Unreadable(message) from None
    found = diff.compare(old, new, diff.names(old, new))
    if not found.for_callers:
        return None
    version = new.sdk.get(TARGET, {}).get("version", "0.1.0")
    heading = f"## {version} ({' '.join(new.version.split())})\n"
    return _inserted(out / TARGET / NAME, f"{heading}\n{report.markdown(found, 3)}")


def _differ(out: Path, known: list[str], kept: Mapping[str, bytes]) -> bool:
    """Whether the last run was of another spec than this one."""
    now = {f"{TARGET}/{path}": lock.digest(data) for path, data in kept.items()}
    return now != {path: lock.state(out, path) for path in known}


def _inserted(path: Path, entry: str) -> bytes:
    """The file with an entry in front of the others, behind what introduces them."""
    text = lock.read(path) if path.is_file() else _TITLE.encode()
    try:
        text.decode()
    except UnicodeDecodeError:
        raise Unreadable(f"{path}: not UTF-8, so it gets no entry") from None
    new_line = b"\r\n" if b"\r\n" in text else b"\n"
    added = entry.encode("utf-8", "replace").replace(b"\n", new_line)
    first = re.search(rb"^## ", text, re.MULTILINE)
    at = first.start() if first else len(text)
    head, rest = text[:at], text[at:]
    if head.strip(b"\xef\xbb\xbf\r\n"):
        head = head.rstrip(b"\r\n") + new_line * 2
    return head + added + (new_line + rest if rest else b"")
