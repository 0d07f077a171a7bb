"""A spec folder (openapi, constraints, sdk, notes, witnesses), or a document alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from accordant import witnesses
from accordant.ir import Api
from accordant.location import Location, Problem, Report, SpecError, did_you_mean
from accordant.openapi import lower
from accordant.openapi.files import named_in
from accordant.sdk import check_fields, read_sdk
from accordant.source import Map, Seq, read, read_text

_DOCUMENTS = ("openapi.yaml", "openapi.yml", "openapi.json")
_OVERLAY, _SDK, _NOTES = "constraints.yaml", "sdk.yaml", "notes.md"


def load(
    spec: str | Path,
    report: Report | None = None,
    stored: bool = True,
    beside: bool = False,
) -> Api:
    """The API of a spec folder, or of one document.

    Raises `SpecError` with everything that is wrong; warnings stay in `report`. How far
    schemas may lead on to each other depends on the recursion limit of the process.
    Without `stored` the witnesses of the folder are not read: new ones are to be made.
    A document may name the files `beside` it only if that is said.
    """
    report = report or Report()
    path = Path(spec)
    document_path = _document(path) if path.is_dir() else path
    document = _mapping(document_path, "an OpenAPI document")
    names = None
    if path.is_dir():
        _misnamed(path, report)
        if (path / _OVERLAY).exists():
            from accordant import overlay  # a document alone has none

            actions = _mapping(path / _OVERLAY, "an overlay")
            document = overlay.apply(document, actions, document_path.name, report)
        if (path / _SDK).exists():
            names = _mapping(path / _SDK, f"'{_SDK}'")
    folder = path if path.is_dir() else (path.parent if beside else None)
    api = lower(document, read_sdk(names, report, _schemes(document)), report, folder)
    if "mock" in api.sdk:
        fields = (field.wire for model in api.models() for field in model.fields)
        check_fields(names, fields, report)
        report.raise_errors()
    notes = path / _NOTES
    if notes.is_file():
        api = replace(api, notes=read_text(notes, str(notes)).content.strip())
    shown = path / witnesses.FILE
    if stored and shown.is_file():
        api = replace(api, witnesses=witnesses.read(shown, api, report))
        report.raise_errors()
    return api


def files(spec: str | Path) -> dict[str, Path]:
    """What `load` reads of a spec, by the name that it has in a spec folder."""
    path = Path(spec)
    if not path.is_dir():
        return {"openapi.json" if path.suffix == ".json" else "openapi.yaml": path}
    names = (*_DOCUMENTS, _OVERLAY, _SDK, _NOTES, witnesses.FILE)
    own = {name: path / name for name in names if (path / name).is_file()}
    for document in _DOCUMENTS:
        if document in own:
            own |= named_in(path, own[document]) | own
    return own


def _document(folder: Path) -> Path:
    found = [name for name in _DOCUMENTS if (folder / name).exists()]
    if len(found) == 1:
        return folder / found[0]
    message = f"no OpenAPI document in this folder: {', '.join(_DOCUMENTS)}"
    if found:
        message = f"several OpenAPI documents in one folder: {', '.join(found)}"
    raise SpecError([Problem(Location(str(folder)), message)])


def _mapping(path: Path, what: str) -> Map:
    """What a file holds. Raises `SpecError` if that is no mapping."""
    value = read(path, str(path))
    if isinstance(value, Map):
        return value
    where = value.where if isinstance(value, Seq) else Location(str(path))
    raise SpecError([Problem(where, f"{what} must be a mapping")])


def _misnamed(folder: Path, report: Report) -> None:
    """A file that is almost called like one that is read would be left out unseen."""
    known = (*_DOCUMENTS, _OVERLAY, _SDK, _NOTES, witnesses.FILE)
    for path in sorted(folder.iterdir()):
        hint = did_you_mean(path.name, known)
        if hint and path.name not in known:
            message = f"a file of this name is not read{hint}"
            report.warn(Location(str(path)), message)


def _schemes(document: Map) -> list[str]:
    """The names of the security schemes, if there are any."""
    held = document.get("components")
    found = held.get("securitySchemes") if isinstance(held, Map) else None
    return list(found) if isinstance(found, Map) else []
