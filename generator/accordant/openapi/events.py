"""Streams: what one item of a sequence is, by the schema of the whole or of an item."""

from __future__ import annotations

from typing import Any

from accordant import ir
from accordant.openapi.reference import Document
from accordant.source import Map, Seq

_ENVELOPE = {"data", "event", "id", "retry", "comment"}
"""What an event has by the HTML standard; `data` is what it carries."""
_DEPTH = 10


def item_of(document: Document, media: str, content: Map) -> tuple[Map, str]:
    """The mapping, and the key in it, of an item's schema.

    `itemSchema` is of an item, `schema` of an item or of the list of all of them. Where
    it describes events as a whole, an item is what they carry.
    """
    holder, key = content, "schema"
    if "itemSchema" in content:
        key = "itemSchema"
    else:
        whole = document.deref(content.get("schema"))
        if whole is not None and whole.get("type") == "array" and "items" in whole:
            holder, key = whole, "items"
    carried = _data(document, holder.get(key), 0) if media == ir.EVENTS else None
    return (holder, key) if carried is None else (_any_of(holder, carried), "data")


def _data(document: Document, schema: Any, depth: int) -> list[Any] | None:
    """The schemas of what events carry; None if that is not what a schema is about."""
    node = document.deref(schema)
    if node is None or depth > _DEPTH:
        return None
    properties = node.get("properties")
    declared = properties if isinstance(properties, Map) else {}
    named = set(declared)
    own = None
    if "data" in named and (named <= _ENVELOPE or "event" in named):
        own = _inside(document, declared["data"])
    arms = [
        arm
        for word in ("oneOf", "anyOf")
        if isinstance(node.get(word), Seq)
        for arm in node[word]
    ]
    found: list[Any] = []
    for arm in arms:
        inner = _data(document, arm, depth + 1)
        if inner is None and own is None:
            return None
        found += inner or []
    if not found and own is not None:
        found.append(own)
    return found or None


def _inside(document: Document, data: Any) -> Any:
    """What the text in `data` holds, if that is said."""
    node = document.deref(data)
    within = node.get("contentSchema") if node is not None else None
    return within if isinstance(within, Map) else data


def _any_of(holder: Map, schemas: list[Any]) -> Map:
    """A mapping whose `data` is any of these schemas, each of them once."""
    apart: list[Any] = []
    for schema in schemas:
        if schema not in apart:
            apart.append(schema)
    made = Map(holder.text, holder.offset)
    if len(apart) == 1:
        made.put("data", apart[0], holder.offset, holder.offset)
        return made
    arms = Seq(holder.text, holder.offset)
    for schema in apart:
        arms.put(schema, schema.offset if isinstance(schema, Map) else holder.offset)
    union = Map(holder.text, holder.offset)
    union.put("anyOf", arms, holder.offset, holder.offset)
    made.put("data", union, holder.offset, holder.offset)
    return made
