"""Streams: what one item of a sequence is, by the schema of the whole or of an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accordant import ir
from accordant.openapi.reference import Document
from accordant.source import Map, Seq

_ENVELOPE = {"data", "event", "id", "retry"}
"""What an event has by the HTML standard; `data` is what it carries."""


def item_key(document: Document, media: str, content: Map) -> tuple[Map, str, bool]:
    """The mapping and the key in it of an item's schema; and whether that describes an
    event as a whole, with the data in its property `data`.

    `itemSchema` is of an item, `schema` of an item or of the list of all of them.
    """
    holder, key = content, "schema"
    if "itemSchema" in content:
        key = "itemSchema"
    else:
        whole = document.deref(content.get("schema"))
        if whole is not None and whole.get("type") == "array" and "items" in whole:
            holder, key = whole, "items"
    if media != ir.EVENTS:
        return holder, key, False
    data = list(_data(document, holder.get(key)))
    if not data or None in data:
        return holder, key, False
    inside = [found.get("contentSchema") for found in data if found is not None]
    if all(isinstance(schema, Map) for schema in inside):
        return _any_of(holder, inside), "schema", False
    return holder, key, True


def _data(document: Document, schema: Any, depth: int = 0) -> Iterator[Map | None]:
    """The property `data` of each event that a schema tells of; None where one is not
    described as an event."""
    node = document.deref(schema)
    arms = [
        arm
        for word in ("oneOf", "anyOf")
        if node is not None and isinstance(node.get(word), list)
        for arm in node[word]
    ]
    if arms and depth < 10:
        for arm in arms:
            yield from _data(document, arm, depth + 1)
        return
    properties = node.get("properties") if node is not None else None
    data = properties.get("data") if isinstance(properties, Map) else None
    whole = document.deref(data)
    named = set(properties) if isinstance(properties, Map) else set()
    fits = named <= _ENVELOPE or {"data", "event"} <= named
    yield whole if whole is not None and fits else None


def _any_of(holder: Map, schemas: list[Any]) -> Map:
    """A content whose schema is any of these."""
    made = Map(holder.text, holder.offset)
    if len(schemas) == 1:
        made.put("schema", schemas[0], holder.offset, schemas[0].offset)
        return made
    arms = Seq(holder.text, holder.offset)
    for schema in schemas:
        arms.put(schema, schema.offset)
    union = Map(holder.text, holder.offset)
    union.put("anyOf", arms, holder.offset, holder.offset)
    made.put("schema", union, holder.offset, holder.offset)
    return made
