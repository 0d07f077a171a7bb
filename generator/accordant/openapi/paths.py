"""The paths of a document: every operation as it is written, with what it inherits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accordant.location import Location, Report, did_you_mean
from accordant.openapi.reference import Document
from accordant.source import Map, Value

METHODS = (
    *("get", "put", "post", "delete", "options", "head", "patch", "trace", "query"),
)
_MORE = "additionalOperations"
_ITEM = ("summary", "description", "servers", "parameters", "$ref", _MORE)
_TOKEN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"


@dataclass(frozen=True, slots=True)
class Route:
    """An operation as the document has it: `written` is the key of its path, `path`
    what of it is a path, `query` and `fragment` what it says behind `?` and `#`.

    `pointer` leads to the operation, `item` is what it shares with others of its path.
    """

    http: str
    written: str
    path: str
    query: tuple[tuple[str, str], ...]
    fragment: str
    pointer: tuple[str, ...]
    item: Map
    node: Map
    where: Location

    @property
    def title(self) -> str:
        """What people know it by: `POST /things`."""
        return f"{self.http} {self.written}"

    @property
    def variables(self) -> tuple[str, ...]:
        """The names in braces, in the order of the path."""
        return tuple(dict.fromkeys(re.findall(r"\{([^{}]*)\}", self.path)))


def routes(document: Document) -> Iterator[Route]:
    """Every operation of `paths`, in document order."""
    paths = document.section("paths")
    for written in paths:
        if written.startswith("x-"):
            continue
        item = path_item(document, paths, written, f"path '{written}'")
        path, query, fragment = _split(document.report, paths.key(written), written)
        for http, pointer, node, where in operations_of(document, item):
            pointer = ("paths", written, *pointer)
            yield Route(
                http, written, path, query, fragment, pointer, item, node, where
            )


def path_item(document: Document, holder: Map, key: str, what: str) -> Map:
    """What stands under a path; beside a reference its own keys count more."""
    written = holder[key]
    found = document.mapping(written, holder.key(key), what)
    if found is None or found is written:
        return found or Map(holder.text, holder.offset)
    merged = found.copy()
    for own in written:
        if own != "$ref":
            merged.take(own, written[own], written)
    return merged


def operations_of(
    document: Document, item: Map
) -> Iterator[tuple[str, tuple[str, ...], Map, Location]]:
    """HTTP method, pointer within the item, mapping and place of each operation."""
    report = document.report
    for key in item:
        if key.lower() in METHODS:
            if key != key.lower():
                message = f"'{key}' must be written '{key.lower()}'; it is read so"
                report.warn(item.key(key), message)
            yield from _operation(document, item, key, key.upper(), (key,))
        elif key == _MORE:
            more = _mapping(report, item, key)
            for http in more:
                if re.fullmatch(_TOKEN, http):
                    yield from _operation(document, more, http, http, (_MORE, http))
                else:
                    message = f"'{http}' is no HTTP method, as in 'COPY'"
                    report.error(more.key(http), message)
        elif key not in _ITEM and not key.startswith("x-"):
            hint = did_you_mean(key, METHODS + _ITEM)
            # An operation that is misspelt would be missing as a whole.
            tell = report.error if hint else report.warn
            tell(item.key(key), f"unknown key '{key}'{hint}")


def _operation(
    document: Document, holder: Map, key: str, http: str, pointer: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...], Map, Location]]:
    node = document.mapping(holder[key], holder.value(key), f"'{key}'")
    if node is not None:
        yield http, pointer, node, holder.key(key)


def _mapping(report: Report, holder: Map, key: str) -> Map:
    found: Value = holder[key]
    if isinstance(found, Map):
        return found
    report.error(holder.value(key), f"'{key}' must be a mapping")
    return Map(holder.text, holder.offset)


def _split(
    report: Report, where: Location, written: str
) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Path, query and fragment of a key of `paths`; a fragment only tells keys apart."""
    sent, _, fragment = written.partition("#")
    path, _, query = sent.partition("?")
    if not path.startswith("/"):
        message = f"path '{written}' must begin with '/'; it is read as '/{path}'"
        report.warn(where, message)
        path = f"/{path}"
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", path)) or "{}" in path:
        message = f"the braces of path '{written}' must hold a name each"
        report.error(where, message)
    names = re.findall(r"\{([^{}]*)\}", path)
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            message = (
                f"path '{written}' has '{{{name}}}' twice; both get the same value"
            )
            report.warn(where, message)
    pairs = (part.partition("=") for part in query.split("&") if part)
    return path, tuple((key, value) for key, _, value in pairs), fragment
