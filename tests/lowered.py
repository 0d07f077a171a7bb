"""Small documents written in a test: the operations of some paths, and what is said."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import accordant
from accordant.ir import Api, Operation
from accordant.location import Report

HEAD = "openapi: 3.2.0\ninfo: {title: T, version: '1'}\n"


def lowered(folder: Path, text: str, sdk: str = "") -> tuple[Api, list[str]]:
    """The API of a document without its head, and its warnings without their places."""
    (folder / "openapi.yaml").write_text(HEAD + dedent(text))
    if sdk:
        (folder / "sdk.yaml").write_text(dedent(sdk))
    report = Report()
    api = accordant.load(folder, report)
    return api, [problem.message for problem in report.warnings()]


def operation(folder: Path, text: str) -> Operation:
    """The one operation of a document, which nothing is wrong with."""
    api, warnings = lowered(folder, text)
    assert warnings == []
    (found,) = api.operations
    return found
