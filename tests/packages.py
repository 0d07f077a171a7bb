"""Generated Python packages as modules, for tests that run what was generated."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

from accordant.generate import render
from accordant.ir import Api
from accordant.templating import copies


def write(api: Api, folder: Path, name: str) -> None:
    """The modules of the python target, as the package `name` in `folder`."""
    for path, text in render(api, "python").items():
        if path.startswith("src/"):
            file = folder.joinpath(name, *Path(path).parts[2:])
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_text(text, encoding="utf-8")


def write_beside(api: Api, folder: Path, name: str, other: str) -> None:
    """The same without what is copied for every API: that is imported from `other`."""
    write(api, folder, name)
    shared = {path.removesuffix(".py") for path in copies("python")}
    for file in (folder / name).rglob("*.py"):
        if file.parent == folder / name and file.stem in shared:
            file.unlink()
            continue
        text = re.sub(
            r"from \.+(\w+) import",
            lambda found: (
                f"from {other}.{found[1]} import" if found[1] in shared else found[0]
            ),
            file.read_text(encoding="utf-8"),
        )
        file.write_text(text, encoding="utf-8")


def load(folder: Path, name: str, validators: str = "validators") -> tuple[Any, Any]:
    """The modules `models` and `validators` of a package that was written; the second
    one by another name, if it is not the only one."""
    sys.path.insert(0, str(folder))
    try:
        return (
            importlib.import_module(f"{name}.models"),
            importlib.import_module(f"{name}.{validators}"),
        )
    finally:
        sys.path.remove(str(folder))
