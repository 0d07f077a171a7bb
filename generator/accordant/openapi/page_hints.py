"""Pages that the document or sdk.yaml tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from accordant import ir
from accordant.location import did_you_mean
from accordant.openapi.pages import Input, Way, answer, certain, inputs, kinds_of, plain
from accordant.openapi.paths import Route
from accordant.openapi.reading import Reading
from accordant.source import Map, Value

_KINDS = ("cursor", "after", "page", "offset")
_KEYS = ("kind", "argument", "items", "next", "more", "last", "first")
_HINTS = ("x-fern-pagination", "x-speakeasy-pagination")


def pages(reading: Reading, route: Route, operation: ir.Operation) -> ir.Pages | None:
    """By `pages` of sdk.yaml, by a hint of the document, or by what is certain."""
    node = reading.schemas.sdk.node
    section = node.get("pages") if node is not None else None
    if isinstance(section, Map) and route.title in section:
        reading.schemas.sdk.used.add(("pages", route.title))
        if section[route.title] == "none":
            return None
        return _wanted(reading, route, operation, section)
    reading.schemas.sdk.take("pages", route.title)
    for key in _HINTS:
        hint = route.node.get(key)
        if isinstance(hint, Map):
            found = _hinted(reading, operation, hint)
            if found is not None:
                return found
            message = f"'{key}' of {route.title} is not understood; it is left out"
            reading.report.warn(route.node.key(key), message)
    return certain(reading, operation)


def _wanted(
    reading: Reading, route: Route, operation: ir.Operation, section: Map
) -> ir.Pages | None:
    """What sdk.yaml says, held against the operation."""
    report, node = reading.report, section[route.title]
    where = section.value(route.title)
    if not isinstance(node, Map) or node.get("kind") not in _KINDS:
        kinds = ", ".join(_KINDS)
        message = f"must be 'none', or a mapping with a 'kind': {kinds}"
        report.error(where, f"pages of '{route.title}' {message}")
        return None
    for key in node:
        if key not in _KEYS:
            message = f"unknown key '{key}'{did_you_mean(key, _KEYS)}"
            report.error(node.key(key), message)
    taken = {one.wire: one for one in inputs(reading, operation)}
    wire = str(node.get("argument"))
    if wire not in taken:
        message = f"{route.title} has no optional argument '{wire}' to ask by"
        hint = did_you_mean(wire, taken)
        report.error(node.value("argument"), message + hint)
        return None
    kind, before = node["kind"], report.count_errors()
    listed = _way(reading, operation, node, "items")
    array = _at(reading, answer(operation), listed)
    if not isinstance(array, ir.ListOf):
        message = f"'items' must lead to a list in the answer of {route.title}"
        report.error(node.value("items"), message)
        return None
    signal = _way(reading, operation, node, "next" if kind == "cursor" else "more")
    if kind == "cursor" and not signal:
        report.error(where, f"pages of '{route.title}' need 'next'")
    last = str(node.get("last", "id"))
    if kind == "after" and kinds_of(reading, array.item, last) is None:
        message = f"an item of {route.title} has no '{last}'"
        report.error(
            node.value("last"),
            message + did_you_mean(last, _names(reading, array.item)),
        )
    first = node.get("first", 0 if kind == "offset" else 1)
    if not isinstance(first, int) or isinstance(first, bool):
        report.error(node.value("first"), "'first' must be an integer")
    if report.count_errors() > before:
        return None
    last = last if kind == "after" else ""
    return ir.Pages(kind, wire, listed, signal, last, first, taken[wire].in_body)


def _way(reading: Reading, operation: ir.Operation, node: Map, key: str) -> Way:
    """A dotted way through the answer, each step of it known."""
    written = node.get(key, "")
    way = tuple(str(written).split(".")) if written else ()
    if way and _at(reading, answer(operation), way) is None:
        message = f"the answer has no '{written}'"
        known = _names(reading, answer(operation))
        where = node.value(key)
        reading.report.error(where, message + did_you_mean(str(written), known))
    return way


def _at(reading: Reading, kind: ir.Type | None, way: Way) -> ir.Type | None:
    """The type at the end of a way; an alias is what it names."""
    for wire in way:
        fields = reading.fields(plain(kind)) if kind is not None else ()
        kind = next((field.type for field in fields if field.wire == wire), None)
    kind = plain(kind) if kind is not None else None
    while isinstance(kind, ir.Ref):
        found = reading.schemas.declared(kind.name)
        if not isinstance(found, ir.Alias):
            break
        kind = plain(found.type)
    return kind


def _names(reading: Reading, kind: ir.Type | None) -> list[str]:
    return [f.wire for f in reading.fields(plain(kind))] if kind is not None else []


def _hinted(reading: Reading, operation: ir.Operation, hint: Map) -> ir.Pages | None:
    """What the extensions of other generators say, if it fits the operation."""
    taken = inputs(reading, operation)
    if "outputs" in hint:
        return _speakeasy(reading, operation, hint, taken)
    listed = _path(hint.get("results"))
    for key, kind in (("cursor", "cursor"), ("offset", "page")):
        found = _path(hint.get(key))
        argument = _one(taken, found[-1:] if found else ())
        if argument is None:
            continue
        signal = _path(hint.get("next_cursor")) if kind == "cursor" else ()
        if kind == "page" and "offset" in argument.words:
            kind = "offset"
        return _fitting(reading, operation, kind, argument, listed, signal)
    return None


def _speakeasy(
    reading: Reading, operation: ir.Operation, hint: Map, taken: list[Input]
) -> ir.Pages | None:
    outputs = hint["outputs"]
    listed = _path(outputs.get("results")) if isinstance(outputs, Map) else None
    signal = _path(outputs.get("nextCursor")) if isinstance(outputs, Map) else None
    entries = hint.get("inputs")
    for entry in entries if isinstance(entries, list) else ():
        kind = entry.get("type") if isinstance(entry, Map) else None
        argument = _one(taken, (str(entry.get("name")),)) if kind in _KINDS else None
        if argument is not None:
            found = signal if kind == "cursor" else ()
            return _fitting(reading, operation, str(kind), argument, listed, found)
    return None


def _one(taken: Iterable[Input], way: Way) -> Input | None:
    return next((one for one in taken if (one.wire,) == way), None)


def _path(written: Value) -> Way | None:
    """A way that is written as `$.a.b` or `$response.a.b`."""
    if not isinstance(written, str):
        return None
    found = re.fullmatch(r"\$(?:response|request)?((?:\.[\w-]+)*)", written)
    return tuple(found[1].split(".")[1:]) if found else None


def _fitting(
    reading: Reading,
    operation: ir.Operation,
    kind: str,
    argument: Input,
    listed: Way | None,
    signal: Way | None,
) -> ir.Pages | None:
    if listed is None or signal is None or (kind == "cursor" and not signal):
        return None
    whole = answer(operation)
    if not isinstance(_at(reading, whole, listed), ir.ListOf):
        return None
    if signal and _at(reading, whole, signal) is None:
        return None
    first = 0 if kind == "offset" else 1
    return ir.Pages(
        cast(Any, kind),
        argument.wire,
        listed,
        signal,
        first=first,
        in_body=argument.in_body,
    )
