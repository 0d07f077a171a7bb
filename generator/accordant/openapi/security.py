"""Security: the schemes of a document, and which of them an operation asks for."""

from __future__ import annotations

from accordant import ir
from accordant.location import did_you_mean
from accordant.openapi.reading import listed, text
from accordant.openapi.reference import Document
from accordant.source import Map, Seq

_PLACES = ("header", "query", "cookie")
_TYPES = ("apiKey", "http", "oauth2", "openIdConnect", "mutualTLS")
_WAYS = ("basic", "bearer")
_PREFIX = "#/components/securitySchemes/"


def schemes(document: Document) -> dict[str, ir.Security]:
    """The schemes by name, those that are wrong left out after an error."""
    declared = document.section("components", "securitySchemes")
    found = {}
    for name in declared:
        what = f"security scheme '{name}'"
        node = document.mapping(declared[name], declared.key(name), what)
        scheme = _scheme(document, name, what, node) if node is not None else None
        if scheme is not None:
            found[name] = scheme
    return found


def _scheme(document: Document, name: str, what: str, node: Map) -> ir.Security | None:
    report = document.report
    kind, place, wire = node.get("type"), node.get("in"), node.get("name")
    if not isinstance(kind, str):
        report.error(node.value("type"), f"{what} needs a 'type'")
        return None
    if kind not in _TYPES:
        message = f"the type of {what} is none of {', '.join(_TYPES)}"
        hint = did_you_mean(kind, _TYPES)
        report.warn(node.value("type"), f"{message}; clients cannot send it{hint}")
    if kind == "apiKey" and (place not in _PLACES or not isinstance(wire, str)):
        message = f"{what} needs a 'name', and 'in' as one of {', '.join(_PLACES)}"
        report.error(node.where, message + did_you_mean(str(place), _PLACES))
        return None
    way = text(node, "scheme").lower()
    if kind == "http" and way not in _WAYS:
        message = f"{what} has the scheme '{way}', which clients cannot send"
        report.warn(node.value("scheme"), message + did_you_mean(way, _WAYS))
    if kind != "apiKey":
        place = wire = None
    doc = text(node, "description")
    return ir.Security(name, kind, way, place, wire, doc)


def security(
    document: Document, known: dict[str, ir.Security], holder: Map
) -> tuple[tuple[ir.Security, ...], ...]:
    """The alternatives; within one, all schemes together. An empty one asks nothing."""
    report = document.report
    entries = listed(report, holder, "security")
    alternatives = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, Map):
            message = "an entry of 'security' must be a mapping of schemes to scopes"
            report.error(entries.item(index), message)
            continue
        asked, unknown = [], False
        for name in entry:
            scheme = known.get(name.removeprefix(_PREFIX))
            if scheme is not None:
                asked.append(scheme)
            elif name not in document.section("components", "securitySchemes"):
                unknown = True
                hint = did_you_mean(name, known)
                message = f"unknown security scheme '{name}'"
                # One that is misspelt would be missing from what is sent.
                tell = report.error if hint else report.warn
                tell(entry.key(name), message + (hint or "; clients cannot send it"))
            if not isinstance(entry[name], Seq | None):
                message = f"the scopes of '{name}' must be a list"
                report.error(entry.value(name), message)
        if not unknown:
            alternatives.append(tuple(asked))
    return tuple(alternatives)
