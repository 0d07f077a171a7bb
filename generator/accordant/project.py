"""The project that a command is run in: which spec its pyproject.toml names."""

from __future__ import annotations

import os

from accordant import lock
from accordant.options import Misuse

SPEC_USAGE = """\
  --spec DIR   a spec folder, or an OpenAPI document (default: the one that
               pyproject.toml names under [tool.accordant])"""
"""What `--spec` takes, for the usage of the commands that have it."""


def chosen_spec(given: str | None) -> str:
    """The spec that was given, else the project's own. Raises Misuse."""
    spec = given or default_spec()
    if spec is None:
        raise Misuse("no --spec, and no pyproject.toml here names one")
    if given is not None and not os.path.exists(given):
        raise Misuse(f"no such file or folder: {given}")
    return spec


def default_spec() -> str | None:
    """What `[tool.accordant] spec` of the pyproject.toml in this folder names."""
    if not os.path.isfile("pyproject.toml"):
        return None
    import tomllib

    try:
        found = tomllib.loads(lock.read("pyproject.toml").decode())
    except ValueError as error:
        raise lock.WriteError((f"pyproject.toml: not TOML: {error}",)) from None
    for key in ("tool", "accordant"):
        found = found.get(key, {})
        if not isinstance(found, dict):
            return None
    spec = found.get("spec")
    return spec if isinstance(spec, str) else None
