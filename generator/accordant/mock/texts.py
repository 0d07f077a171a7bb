"""Texts as JSON values: of forms, queries and headers, by the type that is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from accordant import ir
from accordant.jsonvalue import kind_of

_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_DIGITS = 300
"""Longer numbers are left as texts: nothing here counts so far."""

Declared = Mapping[str, ir.Decl]


def read(text: str, kind: ir.Type, declarations: Declared) -> ir.Json:
    """The value that a text stands for; where it is of no kind that the type may have,
    the text itself, which is judged then."""
    kinds = kinds_of(kind, declarations)
    if "string" in kinds or not kinds:
        return text
    if text in ("true", "false") and "boolean" in kinds:
        return text == "true"
    if len(text) <= _DIGITS:
        if kinds & {"integer", "number"} and _WHOLE.fullmatch(text):
            return int(text)
        if kinds & {"integer", "number"} and _NUMBER.fullmatch(text):
            return float(text)
    if text in ("", "null") and "null" in kinds:
        return None
    if text[:1] in ("[", "{"):
        try:
            value: ir.Json = json.loads(text)
        except (ValueError, RecursionError):
            return text
        return value if kind_of(value) in kinds else text
    return text


def kinds_of(kind: ir.Type, declarations: Declared) -> set[str]:
    """The JSON kinds that a type may have; empty if it may be anything."""
    found: set[str] = set()
    for bare in bare_types(kind, declarations):
        match bare:
            case ir.Primitive(kind=name):
                found.add(name)
            case ir.Const(value=value):
                found.add(kind_of(value))
            case ir.ListOf():
                found.add("array")
            case ir.MapOf() | ir.Model() | ir.Union():
                found.add("object")
            case ir.Enum(kind=name):
                found.add(name)
            case _:
                return set()
    return found


def bare_types(
    kind: ir.Type, declarations: Declared, seen: frozenset[str] = frozenset()
) -> Iterator[ir.Type | ir.Decl]:
    """What a type may be: without names, aliases and `Nullable`, null as a primitive."""
    if isinstance(kind, ir.Nullable):
        yield from bare_types(kind.type, declarations, seen)
        yield ir.Primitive("null")
    elif isinstance(kind, ir.AnyOf):
        for arm in kind.arms:
            yield from bare_types(arm, declarations, seen)
    elif isinstance(kind, ir.Ref):
        found = declarations[kind.name]
        if not isinstance(found, ir.Alias):
            yield found
        elif found.name not in seen:
            yield from bare_types(found.type, declarations, seen | {found.name})
    else:
        yield kind


def item_type(kind: ir.Type, declarations: Declared) -> ir.Type | None:
    """The type of a list's items; None if it is no list."""
    for bare in bare_types(kind, declarations):
        if isinstance(bare, ir.ListOf):
            return bare.item
    return None


def rest_type(kind: ir.Type, declarations: Declared) -> ir.Type:
    """The type of what an object holds beside its fields."""
    for bare in bare_types(kind, declarations):
        if isinstance(bare, ir.MapOf):
            return bare.value
        if isinstance(bare, ir.Model) and not isinstance(bare.extra, str):
            return bare.extra
    return ir.Anything()


def field_types(kind: ir.Type, declarations: Declared) -> dict[str, ir.Type] | None:
    """The types of an object's fields, those of all arms of a union; None if it is no
    object."""
    found: dict[str, ir.Type] | None = None
    for bare in bare_types(kind, declarations):
        if isinstance(bare, ir.Model):
            found = {field.wire: field.type for field in bare.fields} | (found or {})
        elif isinstance(bare, ir.Union):
            for arm in bare.arms:
                inner = field_types(arm.type, declarations) or {}
                found = {**inner, **(found or {})}
        elif isinstance(bare, ir.MapOf):
            found = found or {}
    return found
