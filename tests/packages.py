"""Generated Python packages as modules, for tests that run what was generated."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from accordant.generate import render
from accordant.ir import Api


def write(api: Api, folder: Path, name: str) -> None:
    """The modules of the python target, as the package `name` in `folder`."""
    for path, text in render(api, "python").items():
        if path.startswith("src/"):
            file = folder.joinpath(name, *Path(path).parts[2:])
            file.parent.mkdir(exist_ok=True, parents=True)
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
