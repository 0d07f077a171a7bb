"""Keywords of JSON Schema: what an atom says, conjunction, null, the text of a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from accordant import ir
from accordant.jsonvalue import SAFE_INTEGER, same
from accordant.pointers import pointer_to
from accordant.rules.structure import keyword

Schema = dict[str, Any]
Found = Schema | bool
"""A schema as it is built: `{}` takes everything, False takes nothing."""

_WIDTH = 88
_OPPOSITE = {
    "minimum": "exclusiveMaximum",
    "exclusiveMinimum": "maximum",
    "maximum": "exclusiveMinimum",
    "exclusiveMaximum": "minimum",
}


def assertion(atom: ir.Atom) -> Schema:
    """An atom about one value in keywords; {} for those that are no assertion.

    An integer brings the bounds that rule S6 sets to all of them. A bound that names a
    field is none of the standard: it stands in `x-numbers`.
    """
    if isinstance(atom, ir.Relative):
        times = {"times": atom.times} if atom.times > 1 else {}
        return {atom.op: {"field": atom.field, **times}}
    name = keyword(atom)
    match atom:
        case ir.OfType(kind="integer"):
            bounds = {"minimum": -SAFE_INTEGER, "maximum": SAFE_INTEGER}
            return {"type": "integer", **bounds}
        case ir.OfType(kind=kind):
            return {"type": kind}
        case ir.OneOf(values=values):
            return {"enum": list(values)}
        case ir.Bound(limit=limit) | ir.Length(limit=limit) | ir.Items(limit=limit):
            return {name: limit}
        case ir.MultipleOf(factor=factor):
            return {name: factor}
        case ir.Pattern(text=text):
            return {name: text}
        case ir.UniqueItems():
            return {name: True}
        case _:
            return {}


def answer(atom: ir.Atom, truth: bool) -> Found:
    """An atom's assertion on a value of the right type that is not null, or its
    opposite, without `not` where there is a keyword for it."""
    if isinstance(atom, ir.OneOf):
        values = [value for value in atom.values if value is not None]
        if not values:
            return False if truth else {}
        listed = {"const": values[0]} if len(values) == 1 else {"enum": values}
        return listed if truth else {"not": listed}
    plain = assertion(atom)
    if truth:
        return plain
    match atom:
        case ir.Bound(op=op) | ir.Relative(op=op):
            return {_OPPOSITE[op]: plain[op]}
        case ir.Length(op=op, limit=limit) | ir.Items(op=op, limit=limit):
            if op.startswith("max"):
                return {op.replace("max", "min"): limit + 1}
            return {op.replace("min", "max"): limit - 1} if limit else False
        case _:
            return {"not": plain}


def conjoined(schemas: Iterable[Found]) -> Found:
    """One schema that asserts all: siblings where their keywords allow it."""
    merged: Schema = {}
    beside: list[Schema] = []
    for schema in schemas:
        if isinstance(schema, bool):
            return False
        both = _merged(merged, schema)
        if both is None:
            if not any(same(schema, known) for known in beside):
                beside.append(schema)
        else:
            merged = both
    return {"allOf": [merged, *beside]} if beside else merged


def _merged(one: Schema, other: Schema) -> Schema | None:
    """Two schemas in one object; None if they use a keyword differently."""
    found = dict(one)
    for name, value in other.items():
        if name not in found or same(found[name], value):
            found[name] = value
        elif name == "required":
            found[name] = [*found[name], *(v for v in value if v not in found[name])]
        elif name == "properties":
            found[name] = _each(found[name], value)
        elif name == "x-numbers":
            found[name] = _both(found[name], value)
        else:
            return None
    return found


def _each(one: Schema, other: Schema) -> Schema:
    """Two mappings of names to schemas in one."""
    return one | {key: conjoined([one.get(key, {}), other[key]]) for key in other}


def _both(one: Schema, other: Schema) -> Schema:
    """What two `x-numbers` say in one."""
    found: Schema = {}
    parse = dict(one.get("parse", {}))
    for key, form in other.get("parse", {}).items():
        products = {**parse.get(key, {}).get("product", {}), **form.get("product", {})}
        parse[key] = form | ({"product": products} if products else {})
    if parse:
        found["parse"] = parse
    return found | {"properties": _each(one["properties"], other["properties"])}


def counted(op: str, there: list[Found], missing: Iterable[Found]) -> Found:
    """A set rule, from schemas of its fields that say they are sent, or are not."""
    match op:
        case "exactly-one":
            return {"oneOf": there}
        case "at-most-one":
            return {"oneOf": [*there, conjoined(missing)]}
        case "at-least-one":
            return alternatives(there)
        case _:
            return alternatives([conjoined(there), conjoined(missing)])


def alternatives(schemas: Iterable[Found]) -> Found:
    """One schema that asserts any of these."""
    ways = [schema for schema in schemas if not isinstance(schema, bool)]
    if {} in ways:
        return {}
    return {"anyOf": ways} if len(ways) > 1 else ways[0] if ways else False


def with_null(schema: Found) -> Found:
    """The schema, and null besides."""
    if isinstance(schema, bool):
        return {"type": "null"}
    if _takes_null(schema):
        return schema
    if isinstance(schema.get("type"), str):
        schema = schema | {"type": [schema["type"], "null"]}
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
        return schema
    if set(schema) == {"enum"}:
        return {"enum": [*schema["enum"], None]}
    if set(schema) == {"const"}:
        return {"enum": [schema["const"], None]}
    ways = schema["anyOf"] if set(schema) == {"anyOf"} else [schema]
    return {"anyOf": [*ways, {"type": "null"}]}


def without_null(schema: Found, kind: ir.Kind | None) -> Found:
    """The schema, on values of a type other than null."""
    if isinstance(schema, bool) or not _takes_null(schema):
        return schema
    return conjoined([{"type": kind} if kind else {"not": {"type": "null"}}, schema])


def _takes_null(schema: Schema) -> bool:
    """Keywords about strings, numbers and lists say nothing of null."""
    if schema.get("const") is not None:
        return False
    for name, value in schema.items():
        if name == "$ref":
            return False
        if name in ("type", "enum") and not {"null", None} & set(_listed(value)):
            return False
        if name == "anyOf" and not any(map(_takes_null, value)):
            return False
        if name == "oneOf" and sum(map(_takes_null, value)) != 1:
            return False
        if name == "allOf" and not all(map(_takes_null, value)):
            return False
        if name == "not" and _takes_null(value):
            return False
    return True


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def reference(*path: str) -> Schema:
    """`$ref` to a place in the same file: a JSON Pointer in a URI fragment."""
    return {"$ref": f"#{quote(pointer_to(path), safe='$~/')}"}


def key(text: str) -> str:
    """A text as a name that needs no escapes where it is in ASCII."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-")


def text(value: Any, indent: str = "", taken: int = 0) -> str:
    """JSON, with everything on one line that fits there."""
    line = json.dumps(value)
    if len(indent) + taken + len(line) < _WIDTH or not isinstance(value, dict | list):
        return line
    inner = indent + "  "
    if isinstance(value, list):
        lines = [inner + text(item, inner) for item in value]
    else:
        lines = []
        for name, item in value.items():
            start = json.dumps(name) + ": "
            lines.append(inner + start + text(item, inner, len(start)))
    opening, closing = "[]" if isinstance(value, list) else "{}"
    return "\n".join([opening, ",\n".join(lines), indent + closing])
