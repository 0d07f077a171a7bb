"""Components with a discriminator and no union: what is made of them by `allOf`."""

from __future__ import annotations

from accordant.openapi.reference import Document, Place
from accordant.openapi.unions import Arm
from accordant.pointers import pointer_to
from accordant.source import Map, Seq, Value


def found(document: Document, schemas: Map) -> dict[str, tuple[str, ...]]:
    """The components that each base leads to, in the order of the document."""
    bases = [
        key
        for key, node in schemas.items()
        if isinstance(node, Map)
        and isinstance(node.get("discriminator"), Map)
        and not {"oneOf", "anyOf"} & set(node)
    ]
    if not bases:
        return {}
    keys = {id(node): key for key, node in schemas.items()}
    made_of = {key: _parents(document, node, keys) for key, node in schemas.items()}
    members: dict[str, list[str]] = {key: [] for key in bases}
    for key in schemas:
        seen: set[str] = set()
        waiting = list(made_of[key])
        while waiting:
            parent = waiting.pop()
            if parent not in seen:
                seen.add(parent)
                waiting += made_of[parent]
        for base in bases:
            if base in seen and base != key:
                members[base].append(key)
    return {key: tuple(inner) for key, inner in members.items() if inner}


def _parents(document: Document, node: Value, keys: dict[int, str]) -> list[str]:
    parts = node.get("allOf") if isinstance(node, Map) else None
    listed = parts if isinstance(parts, Seq) else ()
    found = []
    for part in listed:
        if isinstance(part, Map) and isinstance(part.get("$ref"), str):
            end = document.deref(part)
            if end is not None and id(end) in keys:
                found.append(keys[id(end)])
    return found


def arm(pointer: tuple[str, ...], node: Map) -> Arm:
    """An arm of the union of a base: a reference, as a union would have it."""
    written = Map(node.text, node.offset)
    written["$ref"] = f"#{pointer_to(pointer)}"
    return Arm(node, written, Place(pointer, ""))
