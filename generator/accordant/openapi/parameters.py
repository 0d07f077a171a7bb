"""Parameters: what an operation takes in its path, query, headers and cookies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

from accordant import ir
from accordant.location import Location, did_you_mean
from accordant.openapi.media import media_type
from accordant.openapi.paths import Route
from accordant.openapi.reading import Reading, listed, mapped, place_of, text
from accordant.openapi.reference import Place
from accordant.source import Map, unplaced

_STYLES: dict[str, tuple[ir.Style, ...]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
    "querystring": (),
}
"""How a parameter may be written, by its place; first what is meant without a word."""

_OURS = ("accept", "content-type", "authorization")
"""Headers that no parameter describes, by the standard: other things say them."""

_KEYS = (
    *("name", "in", "description", "required", "deprecated", "allowEmptyValue"),
    *("style", "explode", "allowReserved", "schema", "example", "examples", "content"),
)


def parameters(
    reading: Reading, route: Route, place: Place
) -> tuple[ir.Parameter, ...]:
    """The parameters of an operation: those of its path first, in its order, then the
    others as the document lists them."""
    found: dict[tuple[str, str], ir.Parameter] = {}
    for holder in (route.item, route.node):
        own: set[tuple[str, str]] = set()
        entries = listed(reading.report, holder, "parameters")
        for index, entry in enumerate(entries):
            where = entries.item(index)
            one = _shared(reading, entry, where, place, str(index))
            if one is None:
                continue
            key = (one.place, one.wire.lower() if one.place == "header" else one.wire)
            if key in own:
                message = f"a second parameter '{one.wire}' in {one.place}"
                reading.report.error(where, message)
            own.add(key)
            found[key] = one
    _only_one_querystring(reading, found)
    return _matched(reading, route, list(found.values()))


def _only_one_querystring(
    reading: Reading, found: dict[tuple[str, str], ir.Parameter]
) -> None:
    whole = [p for (place, _), p in found.items() if place == "querystring"]
    others = [p for (place, _), p in found.items() if place == "query"]
    for one in whole[1:] or (whole if others else []):
        message = f"'{one.wire}' is the whole query; no other parameter can be in it"
        reading.report.error(one.where, message)


def _matched(
    reading: Reading, route: Route, found: list[ir.Parameter]
) -> tuple[ir.Parameter, ...]:
    """Those of the path are the ones that it names."""
    declared = {p.wire: p for p in found if p.place == "path"}
    in_path = []
    for name in route.variables:
        if name in declared:
            in_path.append(declared[name])
            continue
        message = f"{route.title} declares no parameter '{name}' in path; it is a text"
        hint = did_you_mean(name, declared)
        reading.report.warn(route.where, message + hint)
        kind = ir.Primitive("string")
        in_path.append(ir.Parameter(name, "path", kind, True, "", route.where))
    others = [p for p in found if p.place != "path"]
    queried = {value: key for key, value in route.query}
    for name, one in declared.items():
        if name in route.variables:
            continue
        if f"{{{name}}}" in queried:
            wire = queried[f"{{{name}}}"]
            style = _STYLES["query"][0]
            others.append(
                replace(one, place="query", wire=wire, style=style, explode=True)
            )
            continue
        message = f"parameter '{name}' in path is not part of {route.title}"
        hint = did_you_mean(name, route.variables)
        reading.report.warn(one.where, f"{message}; it is left out{hint}")
    return (*in_path, *others)


def fixed_query(route: Route) -> tuple[tuple[str, str], ...]:
    """What the path says behind its question mark, variables apart."""
    return tuple(
        (key, value)
        for key, value in route.query
        if not re.fullmatch(r"\{[^{}]*\}", value)
    )


def _shared(
    reading: Reading, entry: Any, where: Location, place: Place, index: str
) -> ir.Parameter | None:
    """A parameter, read once however many operations have it."""
    target = reading.document.target(entry, where, "a parameter")
    if target is None:
        return None
    pointer, node = target
    if id(node) not in reading.parameters:
        reading.parameters[id(node)] = _parameter(reading, node, pointer, place, index)
    return reading.parameters[id(node)]


def _parameter(
    reading: Reading, node: Map, pointer: tuple[str, ...], place: Place, index: str
) -> ir.Parameter | None:
    report = reading.report
    name, where_to = node.get("name"), node.get("in")
    if not isinstance(name, str):
        report.error(node.value("name"), "a parameter must have a 'name'")
        return None
    if not isinstance(where_to, str) or where_to not in _STYLES:
        message = f"'in' must be one of {', '.join(_STYLES)}"
        hint = did_you_mean(str(where_to), _STYLES)
        report.error(node.value("in"), message + hint)
        return None
    if where_to == "header" and name.lower() in _OURS:
        message = f"header '{name}' is what clients say themselves; it is left out"
        report.warn(node.where, message)
        return None
    for key in node:
        if key not in _KEYS and not key.startswith("x-"):
            message = f"unknown key '{key}'{did_you_mean(key, _KEYS)}"
            report.warn(node.key(key), message)
    below = place.below("parameters", index, name=name)
    inner = place_of(pointer, below).ending("Parameter")
    media, schema, where = _content(reading, node, name)
    if where_to == "querystring" and media is None:
        message = f"parameter '{name}' in querystring needs a 'content'"
        report.error(node.where, message)
        return None
    style, explode = _style(reading, node, name, where_to)
    told = reading.document.deref(schema)
    return ir.Parameter(
        wire=name,
        place=cast(Any, where_to),
        type=reading.schemas.type_of(schema, inner, where),
        required=node.get("required") is True or where_to == "path",
        doc=text(node, "description"),
        where=node.where,
        style=style,
        explode=explode,
        allow_reserved=node.get("allowReserved") is True,
        media=media,
        deprecated=node.get("deprecated") is True,
        default=None if told is None else unplaced(told.get("default")),
    )


def _content(
    reading: Reading, node: Map, name: str
) -> tuple[str | None, Any, Location]:
    """Media type and schema: that of `content`, where there is one."""
    contents = mapped(reading.report, node, "content")
    for other in list(contents)[1:]:
        message = f"'content' of parameter '{name}' has more than one media type"
        reading.report.warn(contents.key(other), f"{message}; the first counts")
    for written, content in contents.items():
        if not isinstance(content, Map):
            where = contents.value(written)
            reading.report.error(where, f"'{written}' must be a mapping")
            break
        media = media_type(reading, written, contents.key(written), content)
        return media, content.get("schema", True), content.where
    return None, node.get("schema", True), node.where


def _style(
    reading: Reading, node: Map, name: str, where_to: str
) -> tuple[ir.Style, bool]:
    known = _STYLES[where_to]
    if not known:
        return "form", True
    style = node.get("style")
    if style is not None and style not in known:
        message = f"'style' of parameter '{name}' in {where_to} must be"
        message += f" one of {', '.join(known)}; it is written as {known[0]}"
        hint = did_you_mean(str(style), known)
        reading.report.warn(node.value("style"), message + hint)
        style = None
    found = cast(ir.Style, style or known[0])
    explode = node.get("explode")
    if explode is not None and not isinstance(explode, bool):
        message = f"'explode' of parameter '{name}' must be true or false"
        reading.report.error(node.value("explode"), message)
    exploded = explode if isinstance(explode, bool) else found in ("form", "cookie")
    return found, exploded
