"""A spec folder (openapi, constraints, sdk), or an OpenAPI document alone."""

from __future__ import annotations

from pathlib import Path

from accordant import overlay
from accordant.ir import Api
from accordant.location import Location, Problem, Report, SpecError
from accordant.openapi import lower
from accordant.sdk import read_sdk
from accordant.source import Map, Value, read

_DOCUMENTS = ("openapi.yaml", "openapi.yml", "openapi.json")


def load(spec: str | Path, report: Report | None = None) -> Api:
    """The API of a spec folder (openapi, constraints, sdk), or of one document.

    Raises `SpecError` with everything that is wrong; warnings stay in `report`.
    """
    report = report or Report()
    path = Path(spec)
    document_path = _document(path)
    document = read(document_path, str(document_path))
    sdk_node: Value = None
    if path.is_dir():
        constraints = path / "constraints.yaml"
        if constraints.exists() and isinstance(document, Map):
            actions = read(constraints, str(constraints))
            document = overlay.apply(document, actions, document_path.name, report)
        names = path / "sdk.yaml"
        sdk_node = read(names, str(names)) if names.exists() else None
    sdk = read_sdk(sdk_node, report)
    return lower(document, sdk, report)


def _document(path: Path) -> Path:
    if not path.is_dir():
        return path
    for name in _DOCUMENTS:
        if (path / name).exists():
            return path / name
    where = Location(str(path), 1, 1)
    message = f"no OpenAPI document in this folder: {', '.join(_DOCUMENTS)}"
    raise SpecError([Problem(where, message)])
