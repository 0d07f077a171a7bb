"""`allOf`: several schemas that hold at once, as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accordant.jsonvalue import is_number, same
from accordant.openapi.reference import Document
from accordant.rules.implied import ASSERTED, KEYWORDS
from accordant.source import Map, Seq, Value

ANNOTATIONS = frozenset(
    "title description summary default example examples deprecated readOnly writeOnly "
    "nullable externalDocs xml $comment discriminator".split()
)
_TIGHTER: dict[str, Any] = {
    "minimum": max,
    "exclusiveMinimum": max,
    "minLength": max,
    "minItems": max,
    "maximum": min,
    "exclusiveMaximum": min,
    "maxLength": min,
    "maxItems": min,
}


def meaningful(node: Value) -> bool:
    """Whether a schema says more than annotations do."""
    return isinstance(node, Map) and any(map(tells, node))


def tells(key: str) -> bool:
    """Whether a key of a schema is more than an annotation."""
    if key.startswith("x-"):
        return key == "x-constraints"
    return key not in ANNOTATIONS


def only_required(listed: Value) -> bool:
    """Whether the arms of a union say no more than which properties must be there."""
    return isinstance(listed, Seq) and all(
        isinstance(arm, Map) and "required" in arm and set(arm) <= _ONLY_REQUIRED
        for arm in listed
    )


_ONLY_REQUIRED = {"required", "title", "description"}


def asserting(node: Map, parts: Iterable[Map]) -> None:
    """Keep what parts assert, besides what they say of each field, for the rules."""
    kept = node.get(ASSERTED)
    listed = kept.copy() if isinstance(kept, Seq) else Seq(node.text, node.offset)
    for part in parts:
        listed.put(part, part.offset)
    if listed:
        node.put(ASSERTED, listed, node.offset, node.offset)


def _asserted(part: Map) -> Map:
    """The keywords of a part that only rules can join with those of others."""
    found = Map(part.text, part.offset)
    for key, value in part.items():
        union = key in ("anyOf", "oneOf") and only_required(value) and value
        if key in KEYWORDS or union:
            found.take(key, value, part)
    return found


def combined(node: Map, document: Document, open_nodes: tuple[int, ...] = ()) -> Map:
    """One schema without `allOf` that admits what all parts admit.

    A single meaningful part stays a reference, so that it keeps its name.
    """
    parts = node["allOf"]
    own = _without(node, "allOf")
    if not isinstance(parts, Seq) or not all(isinstance(part, Map) for part in parts):
        document.report.error(node.value("allOf"), "'allOf' must be a list of schemas")
        return own
    telling = [part for part in parts if meaningful(part)]
    nulls = [part for part in telling if _kinds(part) == {"null"}]
    if nulls and len(nulls) < len(telling):
        message = "null alone as a part of 'allOf'; read as one of what is admitted"
        document.report.warn(nulls[0].where, message)
        parts = [part for part in parts if part not in nulls]
        telling = [part for part in telling if part not in nulls]
        own = own.copy()
        own.put("nullable", True, node.offset, node.offset)
    if "type" in own and {key for key in own if tells(key)} <= {"type", "items"}:
        own = _beside(own, telling, document, (*open_nodes, id(node)))
    if len(telling) == 1 and not meaningful(own):
        whole: Map = telling[0].copy()
        for part in (*(p for p in parts if p is not telling[0]), own):
            _annotate(whole, part)
        return whole
    merged = Map(node.text, node.offset)
    for part in parts:
        flat = _flat(part, document, (*open_nodes, id(node)))
        if flat is not None:
            _join(merged, flat, document)
    for key in ("description", "title", "nullable", "discriminator"):
        merged.pop(key, None)
    ends = [document.deref(part) for part in telling]
    if telling and all(end is not None and end.get("nullable") for end in ends):
        merged["nullable"] = True  # null is one of what all parts admit
    _join(merged, own, document)
    return merged


def _beside(
    own: Map, parts: list[Map], document: Document, open_nodes: tuple[int, ...]
) -> Map:
    """What stands beside `allOf`, without a type that says no more than the parts do:
    the same again, or, as some tools write it beside any reference, another one."""
    said, other = _kinds(own), False
    for part in parts:
        flat = _flat(part, document, open_nodes)
        kinds = _kinds(flat) if flat is not None else frozenset()
        both = kinds & said
        if not kinds or not said or (both and ("items" in own or not kinds <= said)):
            return own
        other = other or not both
    if other:
        message = f"type {' or '.join(sorted(said))} beside one of another type"
        document.report.warn(own.key("type"), f"{message}; it is left out")
        own = _without(own, "items") if "items" in own else own
    return _without(own, "type") if parts else own


def _kinds(node: Map) -> frozenset[str]:
    """The types that a schema names; a number admits integers."""
    kinds = node.get("type", "object" if "properties" in node else None)
    if not _are_names(kinds):
        return frozenset()
    listed: list[Any] = kinds if isinstance(kinds, Seq) else [kinds]
    return frozenset({*listed, "integer"} if "number" in listed else listed)


def _without(node: Map, key: str) -> Map:
    twin = node.copy()
    del twin[key]
    return twin


def _annotate(whole: Map, notes: Map) -> None:
    for key, value in notes.items():
        whole.take(key, value, notes)


def _flat(part: Map, document: Document, open_nodes: tuple[int, ...]) -> Map | None:
    found = document.mapping(part, part.where, "a part of 'allOf'")
    if found is None:
        return None
    if id(found) in open_nodes:
        document.report.error(part.where, "'allOf' leads back to itself")
        return None
    if "allOf" not in found:
        return found
    if id(found) not in document.flat:
        flat: Map | None = combined(found, document, (*open_nodes, id(found)))
        if flat is not None and "$ref" in flat:
            flat = _flat(flat, document, (*open_nodes, id(found)))
        # With the node itself, so that no other takes its place in memory.
        document.flat[id(found)] = found, flat
    return document.flat[id(found)][1]


def _join(merged: Map, part: Map, document: Document) -> None:
    """Add a part; a wrong value is kept, to be refused where keywords are read."""
    asserted = _asserted(part)
    also = part.get(ASSERTED)
    inner = [p for p in also if isinstance(p, Map)] if isinstance(also, Seq) else []
    asserting(merged, [*([asserted] if asserted else []), *inner])
    for key, value in part.items():
        if key in asserted or key == ASSERTED:
            continue
        known = merged.get(key)
        if key == "properties" and isinstance(known, Map) and isinstance(value, Map):
            value = _properties(known, value, document)
        elif key == "required" and isinstance(known, Seq) and isinstance(value, Seq):
            value = _names(known, value)
        elif key == "type" and known is not None and known != value:
            if not _are_names(known):
                continue
            if _are_names(value):
                value = _types(merged, part, document)
        elif key == "enum" and isinstance(known, Seq) and isinstance(value, Seq):
            shared = Seq(value.text, value.offset)
            shared.extend(v for v in value if any(same(v, other) for other in known))
            shared.items_at = [(value.text, value.offset)] * len(shared)
            value = shared
        elif key in _TIGHTER and known is not None:
            if not is_number(known):
                continue
            if is_number(value):
                value = _TIGHTER[key](known, value)
        elif key in ("anyOf", "oneOf", "pattern", "x-constraints") and known:
            message = f"two '{key}' in one 'allOf' are not supported; the first holds"
            document.report.warn(part.key(key), message)
            continue
        merged.take(key, value, part)


def _properties(known: Map, more: Map, document: Document) -> Map:
    """Later definitions win, unless they only annotate."""
    joined = known.copy()
    for key, value in more.items():
        if key in joined and not meaningful(value):
            continue
        if meaningful(joined.get(key)) and not same(joined[key], value):
            message = (
                f"property '{key}' replaces the one at {joined.key(key)};"
                " what that one says is not enforced"
            )
            document.report.warn(more.key(key), message)
        joined.take(key, value, more)
    return joined


def _names(known: Seq, more: Seq) -> Seq:
    joined = known.copy()
    for index, name in enumerate(more):
        if name not in joined:
            joined.append(name)
            joined.items_at.append(more.items_at[index])
    return joined


def _are_names(kinds: Value) -> bool:
    listed = kinds if isinstance(kinds, Seq) else [kinds]
    return bool(listed) and all(isinstance(kind, str) for kind in listed)


def _types(merged: Map, part: Map, document: Document) -> Any:
    one = merged["type"] if isinstance(merged["type"], Seq) else [merged["type"]]
    two = part["type"] if isinstance(part["type"], Seq) else [part["type"]]
    shared = [kind for kind in one if kind in two]
    if {"number", "integer"} <= {*one, *two} and not shared:
        shared = ["integer"]
    if not shared:
        first = merged.value("type")
        message = (
            f"'allOf' joins type {' or '.join(map(str, two))} with "
            f"{' or '.join(map(str, one))} of {first}; no value is both"
        )
        document.report.error(part.value("type"), message)
        return merged["type"]
    if len(shared) == 1:
        return shared[0]
    kept = Seq(part.text, part.offset)
    kept.extend(shared)
    kept.items_at = [(part.text, part.offset)] * len(kept)
    return kept
