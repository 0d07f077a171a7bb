"""Run inside a generated package: imports every module and tells what it holds.

    python inside.py FOLDER PACKAGE

prints JSON: the modules that cannot be imported, the public names of models, and the
operations (method and path) that a public method of a resource or a client calls.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any


def main(folder: str, package: str) -> None:
    """Print what was found."""
    warnings.simplefilter("error")
    sys.path.insert(0, folder)
    failed: dict[str, str] = {}
    modules: list[ModuleType] = []
    root = Path(folder)
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        try:
            modules.append(importlib.import_module(name))
        except Exception as error:
            failed[name] = f"{type(error).__name__}: {error}"
    models: Any = importlib.import_module(f"{package}.models")
    operation: Any = importlib.import_module(f"{package}._operations").Operation
    called = [one for module in modules for one in operations(module, operation)]
    print(json.dumps({"failed": failed, "names": models.__all__, "called": called}))


def described(module: ModuleType, kind: type) -> dict[str, Any]:
    """What a module says of operations, by the name of the function that says it."""
    found = {}
    for name, value in vars(module).items():
        function = getattr(value, "__wrapped__", None)
        returned = str(getattr(function, "__annotations__", {}).get("return"))
        if returned.startswith(f"{kind.__name__}["):
            found[name] = value()
    return found


def operations(module: ModuleType, kind: type) -> list[tuple[str, str]]:
    """The operations that public methods of a module's plain classes speak of."""
    known = {
        name: (one.method, one.path) for name, one in described(module, kind).items()
    }
    spoken: set[str] = set()
    for name, value in vars(module).items():
        here = isinstance(value, type) and value.__module__ == module.__name__
        twin = name.startswith("Async") and name.removeprefix("Async") in vars(module)
        if here and not twin:
            for method, function in vars(value).items():
                if not method.startswith("_") and hasattr(function, "__code__"):
                    spoken |= names_of(function.__code__)
    return [known[name] for name in sorted(spoken & known.keys())]


def names_of(code: CodeType) -> set[str]:
    """The globals that a function and those inside it speak of."""
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found |= names_of(constant)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
