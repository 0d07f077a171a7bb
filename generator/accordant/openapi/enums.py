"""`enum` and `const`: null apart, one value, or a declared set of one JSON kind."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, cast

from accordant import ir
from accordant.jsonvalue import key, kind_of, same
from accordant.openapi import peek
from accordant.openapi.reference import Place
from accordant.source import Map, Seq, Value, unplaced

if TYPE_CHECKING:
    from accordant.openapi.schemas import Schemas


def lower(
    schemas: Schemas, node: Map, kinds: tuple[str, ...], place: Place
) -> tuple[ir.Type, bool]:
    """An enum or const without its null, and whether it had one."""
    keyword = "const" if "const" in node else "enum"
    listed = node[keyword] if keyword == "enum" else [node[keyword]]
    if not isinstance(listed, list):
        schemas.report.error(node.value("enum"), "'enum' must be a list")
        return ir.Anything(), False
    if kinds == ("array",) and listed and not any(isinstance(v, list) for v in listed):
        return _of_items(schemas, node, place), False
    values: list[Any] = []
    known: set[Hashable] = set()
    has_null = False
    for index, written in enumerate(listed):
        if written is None:
            has_null = True
            continue
        value = _fitting(written, kinds)
        if value is not written and not same(value, written):
            told = "is left out" if value is None else f"is read as {json.dumps(value)}"
            message = (
                f"value {written!r} is not of type {' or '.join(kinds)}; it {told}"
            )
            where = listed.item(index) if isinstance(listed, Seq) else node.where
            schemas.report.warn(where, message)
        if value is not None and key(value) not in known:
            known.add(key(value))
            values.append(value)
    if not values and has_null:
        return ir.Primitive("null"), True
    if not values:
        message = f"this '{keyword}' admits nothing; it is not enforced"
        schemas.report.warn(node.value(keyword), message)
        rest = node.copy()
        del rest[keyword]
        return schemas.of_rest(rest, place, node.where), False
    return _of_values(schemas, node, keyword, values, place), has_null


def _of_items(schemas: Schemas, node: Map, place: Place) -> ir.Type:
    """A list whose values are said of the list, and meant of its items."""
    keyword = "const" if "const" in node else "enum"
    message = f"'{keyword}' of a list must be lists; it is read as that of its items"
    schemas.report.warn(node.key(keyword), message)
    rest = node.copy()
    del rest[keyword]
    items = rest.get("items")
    if (
        keyword == "enum"
        and isinstance(items, Map)
        and not {"$ref", "enum"} & set(items)
    ):
        told = items.copy()
        told.put("enum", node["enum"], node.offset, node.offset)
        rest["items"] = told
    return schemas.of_rest(rest, place, node.where)


def _fitting(value: Any, kinds: tuple[str, ...]) -> Any:
    """The value as one of these kinds; as a text where nothing else is asked for, for
    so it was meant; None if it is none of them."""
    kind = kind_of(value)
    if not kinds or kind in kinds or (kind == "integer" and "number" in kinds):
        return value
    if isinstance(value, float) and value.is_integer() and "integer" in kinds:
        return int(value)
    if kinds == ("string",) and not isinstance(value, dict | list):
        return json.dumps(value)
    return None


def _of_values(
    schemas: Schemas, node: Map, keyword: str, values: list[Any], place: Place
) -> ir.Type:
    if len(values) == 1:
        return ir.Const(unplaced(values[0]), cast(Any, keyword))
    groups: dict[str, list[Any]] = {}
    for value in values:
        groups.setdefault(kind_of(value), []).append(value)
    if "number" in groups and "integer" in groups:
        groups = {k: v for k, v in groups.items() if k != "integer"}
        groups["number"] = [v for v in values if kind_of(v) in ("integer", "number")]
    if {"array", "object"} & set(groups):
        message = "an 'enum' of lists or objects is not supported; read as any value"
        schemas.report.warn(node.value(keyword), message)
        return ir.Anything()
    if len(groups) == 1:
        ((kind, _),) = groups.items()
        return schemas.declare_enum(node, kind, values, False, place)
    arms: list[ir.Type] = []
    for kind, members in groups.items():
        if len(members) == 1:
            arms.append(ir.Const(members[0], "enum"))
        else:
            inner = place.below(kind, name=kind)
            arms.append(schemas.declare_enum(node, kind, members, False, inner))
    return ir.AnyOf(tuple(arms))


def spelled(
    schemas: Schemas, arms: list[Value], open_nodes: tuple[int, ...]
) -> tuple[list[Any], bool] | None:
    """The values of an enum spelled as a union, and whether any string is admitted."""
    values: list[Any] = []
    is_open = False
    for arm in arms:
        found = peek.plain(schemas.document, arm)
        if found is None or id(found) in open_nodes:
            return None
        inside = (*open_nodes, id(found))
        if set(found) & {"format", "pattern", "minLength", "maxLength", "nullable"}:
            return None
        nested = found.get("anyOf", found.get("oneOf"))
        if "const" in found:
            more: list[Any] = [found["const"]]
        elif isinstance(found.get("enum"), Seq):
            more = list(found["enum"])
        elif found.get("type") == "string":
            more, is_open = [], True
        elif isinstance(nested, Seq):
            inner = spelled(schemas, list(nested), inside)
            if inner is None:
                return None
            more, is_open = inner[0], is_open or inner[1]
        else:
            return None
        if not all(isinstance(value, str) for value in more):
            return None
        values.extend(value for value in more if value not in values)
    return values, is_open
