"""Servers: where an API, a path or one operation is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordant import ir
from accordant.location import Report, did_you_mean
from accordant.openapi.reading import listed, mapped, text, unknown_keys
from accordant.source import Map, Seq, Value

_KEYS = ("url", "description", "variables", "name")
_VARIABLE = ("default", "enum", "description")


def servers(holder: Map, report: Report) -> tuple[ir.Server, ...]:
    """The servers that a document, a path or an operation names."""
    found = listed(report, holder, "servers")
    return tuple(
        server
        for index, entry in enumerate(found)
        if (server := _server(entry, found, index, report)) is not None
    )


def _server(entry: Value, within: Seq, index: int, report: Report) -> ir.Server | None:
    if not isinstance(entry, Map) or not isinstance(entry.get("url"), str):
        report.error(within.item(index), "a server must be a mapping with a 'url'")
        return None
    unknown_keys(report, entry, _KEYS)
    url = str(entry["url"]).strip()
    named = tuple(dict.fromkeys(re.findall(r"\{([^{}]*)\}", url)))
    declared = mapped(report, entry, "variables")
    for name in declared:
        if name not in named:
            message = f"variable '{name}' is not part of {url}"
            report.warn(declared.key(name), message + did_you_mean(name, named))
    for name in named:
        if name not in declared:
            message = f"'variables' has no '{name}' of {url}"
            report.warn(entry.value("url"), message + did_you_mean(name, declared))
    variables = tuple(_variables(declared, named, report))
    return ir.Server(url, text(entry, "description"), variables)


def _variables(
    declared: Map, named: tuple[str, ...], report: Report
) -> Iterator[ir.Variable]:
    for name in (name for name in named if name in declared):
        node = declared[name]
        if not isinstance(node, Map):
            message = f"variable '{name}' must be a mapping"
            report.error(declared.value(name), message)
            continue
        unknown_keys(report, node, _VARIABLE)
        values = tuple(map(_written, listed(report, node, "enum")))
        default = node.get("default", values[0] if values else None)
        if not isinstance(default, str | int | float):
            message = f"variable '{name}' must have a 'default'"
            report.error(node.value("default"), message)
            continue
        if values and _written(default) not in values:
            message = f"the default of variable '{name}' is not in its 'enum'"
            report.warn(node.value("default"), message)
        yield ir.Variable(name, _written(default), values, text(node, "description"))


def _written(value: Value) -> str:
    """A value as a URL has it: a port is a number in many documents."""
    return str(value).lower() if isinstance(value, bool) else str(value)
