"""A run of `accordant conform` against a fake server, and what its document says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from accordant.cli import main
from serving import Fake

SPEC = str(Path(__file__).parent.parent / "spec/2025-12")


def conform(
    fake: Fake, tmp_path: Path, *words: str, code: int = 0, spec: str = SPEC
) -> dict[str, Any]:
    """The document of a run that ends with this code."""
    file = tmp_path / "report.json"
    options = ["--spec", spec, "--json", str(file), *words]
    assert main(["conform", fake.url, *options]) == code
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def verdicts(document: dict[str, Any]) -> dict[str, str]:
    """The verdicts that are not plain agreement, by check and side."""
    return {
        "/".join(filter(None, (check["check"], side["side"]))): side["verdict"]
        for check in document["checks"]
        for side in check["sides"]
        if side["verdict"] not in ("agrees", "only the server can decide")
    }


def note(document: dict[str, Any], name: str) -> str:
    check, _, side = name.rpartition("/")
    (found,) = (
        one["note"]
        for entry in document["checks"]
        if entry["check"] == check
        for one in entry["sides"]
        if one["side"] == side
    )
    return str(found)
