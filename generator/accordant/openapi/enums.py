"""`enum` and `const`: null apart, one value, or a declared set of one JSON kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from accordant import ir
from accordant.jsonvalue import kind_of, same
from accordant.openapi.reference import Place
from accordant.source import Map, Seq

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
    values: list[Any] = []
    for index, value in enumerate(listed):
        if any(same(value, known) for known in values):
            continue
        fits = value is None or not kinds or kind_of(value) in _wider(kinds)
        if not fits:
            where = listed.item(index) if isinstance(listed, Seq) else node.where
            shown = " or ".join(kinds)
            schemas.report.warn(where, f"value {value!r} is not of type {shown}")
        values.append(value)
    has_null = None in values
    values = [value for value in values if value is not None]
    if not values:
        if not has_null:
            schemas.report.warn(node.value(keyword), "an empty 'enum' admits nothing")
            return ir.Anything(), False
        return ir.Primitive("null"), True
    if len(values) == 1:
        return ir.Const(values[0], cast(Any, keyword)), has_null
    found_kinds = {kind_of(value) for value in values}
    kind = "number" if found_kinds == {"integer", "number"} else min(found_kinds)
    if (len(found_kinds) > 1 and kind != "number") or kind in ("array", "object"):
        message = "an 'enum' of several types is not supported; read as any value"
        schemas.report.warn(node.value(keyword), message)
        return ir.Anything(), has_null
    return schemas.declare_enum(node, kind, values, False, place), has_null


def _wider(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return (*kinds, "integer") if "number" in kinds else kinds
