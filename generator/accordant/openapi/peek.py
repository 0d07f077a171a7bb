"""What a schema is, told without lowering it: its JSON kinds, its properties."""

from __future__ import annotations

from typing import Any

from accordant.jsonvalue import kind_of
from accordant.openapi.combine import ANNOTATIONS, combined, only_required
from accordant.openapi.reference import Document
from accordant.source import Map, Seq, Value

_GUESSES = {
    "properties": "object",
    "additionalProperties": "object",
    "items": "array",
    "prefixItems": "array",
    "required": "object",
}


def plain(document: Document, node: Value) -> Map | None:
    """The schema itself, references followed and `allOf` joined; None if it is none."""
    found = document.deref(node) if isinstance(node, Map) else None
    seen: set[int] = set()
    while found is not None and "allOf" in found:
        if id(found) in seen:
            return None
        seen.add(id(found))
        found = document.deref(joined(document, found))
    return found


def joined(document: Document, node: Map) -> Map:
    """A schema without its `allOf`; it is joined once."""
    if id(node) not in document.joined:
        document.joined[id(node)] = node, combined(node, document)
    return document.joined[id(node)][1]


def guess(node: Map) -> str | None:
    """The type that a schema means by its keywords, where it names none."""
    return next((kind for key, kind in _GUESSES.items() if key in node), None)


def arms(node: Map) -> tuple[str, Seq] | None:
    """The keyword of a union and its arms."""
    for keyword in ("anyOf", "oneOf"):
        listed = node.get(keyword)
        if isinstance(listed, Seq) and listed and not only_required(listed):
            return keyword, listed
    return None


def is_plain_union(node: Map) -> bool:
    """Whether a schema is nothing but the union of its arms."""
    beside = {key for key in node if not key.startswith("x-")}
    found = arms(node)
    return found is not None and beside <= {found[0], "type", *ANNOTATIONS}


def is_null(node: Value) -> bool:
    """Whether an arm of a union means null, in any spelling."""
    if not isinstance(node, Map):
        return False
    only = {key: node[key] for key in node if key not in ("description", "title")}
    if len(only) > 2 or only.get("type") == ["null"]:
        return only.get("type") == ["null"]
    spelled: tuple[dict[str, Any], ...] = (
        {"type": "null"},
        {"type": Seq(node.text, 0)},
        {"enum": [None]},
        {"const": None},
        {"nullable": True},
        {"type": "null", "enum": [None]},
        {"type": "null", "const": None},
        {"enum": [None], "nullable": True},
    )
    return only in spelled


def kinds(
    document: Document, node: Value, inside: frozenset[int] = frozenset()
) -> frozenset[str]:
    """The JSON kinds that a schema admits; nothing is told of those that admit any.

    A number admits integers: there is no `integer` beside `number`.
    """
    found = plain(document, node)
    if found is None or id(found) in inside:
        return frozenset()
    admitted: set[str] = set()
    written = found.get("type")
    union = arms(found)
    if "const" in found:
        admitted = {kind_of(found["const"])}
    elif isinstance(found.get("enum"), Seq) and found["enum"]:
        admitted = {kind_of(value) for value in found["enum"]}
    elif isinstance(written, str):
        admitted = {written}
    elif isinstance(written, Seq):
        admitted = {kind for kind in written if isinstance(kind, str)}
    elif union is not None and not found.get("properties"):
        for arm in union[1]:
            inner = kinds(document, arm, inside | {id(found)})
            if not inner and not is_null(arm):
                return frozenset()
            admitted |= inner
    else:
        guessed = guess(found)
        admitted = {guessed} if guessed else set()
    if admitted and found.get("nullable") is True:
        admitted.add("null")
    return frozenset(admitted - {"integer"} if "number" in admitted else admitted)


def properties(node: Map | None) -> Map | None:
    """The properties of a schema, where it has any."""
    found = node.get("properties") if node is not None else None
    return found if isinstance(found, Map) else None


def required(node: Map | None) -> list[str]:
    """The names that a schema requires."""
    found = node.get("required") if node is not None else None
    return (
        [key for key in found if isinstance(key, str)]
        if isinstance(found, list)
        else []
    )


def text(node: Map, key: str) -> str:
    """A text of a schema, or nothing."""
    value = node.get(key)
    return value.strip() if isinstance(value, str) else ""
