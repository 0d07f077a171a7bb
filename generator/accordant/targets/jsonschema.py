"""JSON Schema 2020-12: each judged model with its table compiled to `if`/`then`.

A check becomes one `allOf` entry. The conditions say "surely true" and "surely false"
of rule S12: an absent field counts as its default where a row decides, and a value in
no family satisfies neither. The guards for invalid fields are left out, for an
instance with an invalid field is refused anyway.
"""

from __future__ import annotations

import json
from typing import Any

from accordant import ir, names
from accordant.rules.structure import keyword

Schema = dict[str, Any]
_FALSE: Schema = {"not": {}}


def render(api: ir.Api) -> dict[str, str]:
    """One file a judged model."""
    return {
        f"{names.snake(model.name)}.schema.json": _text(_document(api, model))
        for model in api.judged()
    }


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=True) + "\n"


def _document(api: ir.Api, model: ir.Model) -> Schema:
    definitions: Schema = {}
    schema: Schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= {"title": model.name, "description": model.doc}
    schema |= _model(api, model, definitions)
    if definitions:
        schema["$defs"] = definitions
    return schema


def _model(api: ir.Api, model: ir.Model, definitions: Schema) -> Schema:
    schema: Schema = {"type": "object"}
    required = [field.wire for field in model.fields if field.required]
    if required:
        schema["required"] = required
    schema["properties"] = {
        position.wire: _position(api, position, definitions)
        for position in model.positions
    }
    if model.rest is not None:
        schema["additionalProperties"] = _position(api, model.rest, definitions)
    elif model.extra == "error":
        schema["additionalProperties"] = False
    rules = [
        _entry(model, check)
        for check in model.table.checks()
        if check.severity == "error"
    ]
    if rules:
        schema["allOf"] = rules
    return schema


def _position(api: ir.Api, position: ir.Position, definitions: Schema) -> Schema:
    schema: Schema = {}
    for check in position.checks:
        atom = check.require[0].any_of[0][0]
        schema |= assertion(atom)
    below = position.below
    if isinstance(below, ir.Position):
        key = "items" if position.kind == "array" else "additionalProperties"
        schema[key] = _position(api, below, definitions)
    elif isinstance(below, ir.Ref):
        schema = {"$ref": f"#/$defs/{below.name}"}
        if below.name not in definitions:
            definitions[below.name] = {}
            inner = api.declarations[below.name]
            assert isinstance(inner, ir.Model)
            definitions[below.name] = _model(api, inner, definitions)
    elif isinstance(below, ir.Choice):
        schema["anyOf"] = [_arm(api, below, arm, definitions) for arm in below.arms]
    if position.nullable and schema:
        return _nullable(schema)
    return schema


def _arm(api: ir.Api, choice: ir.Choice, arm: Any, definitions: Schema) -> Schema:
    marks, position = arm
    schema = _position(api, position, definitions)
    if choice.tag is None:
        return schema
    tag = {"required": [choice.tag], "properties": {choice.tag: {"enum": list(marks)}}}
    return {"allOf": [tag, schema]}


def _nullable(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), str):
        schema = schema | {"type": [schema["type"], "null"]}
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
        return schema
    return {"anyOf": [schema, {"type": "null"}]}


def assertion(atom: ir.Atom) -> Schema:
    """An atom about one value in keywords; {} for those that are no assertion.

    An integer brings the bounds that rule S6 sets to all of them.
    """
    name = keyword(atom)
    match atom:
        case ir.OfType(kind="integer"):
            largest = 2**53 - 1
            return {"type": "integer", "minimum": -largest, "maximum": largest}
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


# --- rules ---


def _entry(model: ir.Model, check: ir.Check) -> Schema:
    """`if` all of when holds, `then` no require is surely false, no forbid true."""
    when = [_surely(model, test, True) for test in check.when]
    broken = [_surely(model, test, False) for test in check.require]
    broken += [_surely(model, test, True) for test in check.forbid]
    entry: Schema = {"$comment": f"{check.id}: {check.message}"}
    if when:
        entry["if"] = _all(when)
        entry["then"] = {"not": _any(broken)}
    else:
        entry["not"] = _any(broken)
    return entry


def _all(parts: list[Schema]) -> Schema:
    if _FALSE in parts:
        return _FALSE
    parts = [part for part in parts if part]
    return parts[0] if len(parts) == 1 else {"allOf": parts} if parts else {}


def _any(parts: list[Schema]) -> Schema:
    if {} in parts:
        return {}
    parts = [part for part in parts if part != _FALSE]
    return parts[0] if len(parts) == 1 else {"anyOf": parts} if parts else _FALSE


def _at(field: str, schema: Schema) -> Schema:
    """The field is there, and its value fits."""
    head, dot, rest = field.partition(".")
    inner = _at(rest, schema) if dot else schema
    return {"required": [head], "properties": {head: inner}}


def _sent(field: str) -> Schema:
    return _at(field, {"not": {"type": "null"}})


def _surely(model: ir.Model, test: ir.Test, truth: bool) -> Schema:
    """When a test is surely true, or surely false."""
    join, across = (_any, _all) if truth else (_all, _any)
    return join(
        [
            across([_atom(model, test.field, atom, truth) for atom in way])
            for way in test.any_of
        ]
    )


def _atom(model: ir.Model, field: str, atom: ir.Atom, truth: bool) -> Schema:
    if isinstance(atom, ir.Present):
        there = _sent(field)
        return there if atom.wanted == truth else {"not": there}
    table = model.table
    if isinstance(atom, ir.Family):
        groups = {family.name: family.values for family in table.families_of(field)}
        inside = [value for name in atom.names for value in groups[name]]
        outside = [v for values in groups.values() for v in values if v not in inside]
        values = inside if truth else list(dict.fromkeys(outside))
        on_value = _at(field, {"enum": values}) if values else _FALSE
    else:
        plain = assertion(atom)
        fits = plain if truth else {"not": plain}
        on_value = _at(field, {"allOf": [{"not": {"type": "null"}}, fits]})
    ways = [on_value]
    above: list[Schema] = [{"not": _sent(field)}]
    for row in table.defaults_of(field):
        holds = _row(model, row, True)
        if _judge(model, row, atom) is truth:
            ways.append(_all([*above, holds]))
        above.append(_row(model, row, False))
    return _any(ways)


def _row(model: ir.Model, row: ir.Default, truth: bool) -> Schema:
    """When a default row surely holds, or surely does not."""
    given = _any([_sent(field) for field in row.given]) if row.given else {}
    when = [_surely(model, test, truth) for test in row.when]
    if truth:
        return _all([given, *when])
    absent = _all([{"not": _sent(field)} for field in row.given])
    return _any([absent if row.given else _FALSE, *when])


def _judge(model: ir.Model, row: ir.Default, atom: ir.Atom) -> bool | None:
    """An atom on what a default row gives: true, false or unknown."""
    from accordant.rules.evaluate import holds

    groups = {f.name: f.values for f in model.table.families_of(row.field)}
    if not isinstance(atom, ir.Family):
        return None if row.family is not None else holds(atom, row.value)
    inside = [value for name in atom.names for value in groups[name]]
    if row.family is None:
        if row.value in inside:
            return True
        return False if any(row.value in g for g in groups.values()) else None
    members = groups[row.family]
    if any(set(members) <= set(groups[name]) for name in atom.names):
        return True
    return None if set(members) & set(inside) else False
