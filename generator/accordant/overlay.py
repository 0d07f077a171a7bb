"""OpenAPI Overlay 1.0: apply a document's actions to another, keeping every place.

https://spec.openapis.org/overlay/v1.0.0.html. Targets are JSONPath (RFC 9535) without
filters; a target that matches nothing is an error, for it means a typing mistake.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathQuery
from jsonpath_rfc9535.exceptions import JSONPathError
from jsonpath_rfc9535.selectors import FilterSelector

from accordant.location import Report, did_you_mean
from accordant.source import DEPTH_LIMIT, Map, Seq, Value

_TOP = ("overlay", "info", "extends", "actions")
_ACTION = ("target", "description", "update", "remove")
_MATCH_LIMIT = 10_000


def apply(document: Map, overlay: Map, document_name: str, report: Report) -> Map:
    """The document after all actions of the overlay; the document itself stays.

    `document_name` is the file that `extends` may name. Faults go to `report`.
    """
    _known_keys(overlay, _TOP, report)
    _head(overlay, document_name, report)
    actions = overlay.get("actions")
    if not isinstance(actions, Seq) or not actions:
        report.error(overlay.key("actions"), "'actions' must be a non-empty list")
        return document
    for index, action in enumerate(actions):
        if isinstance(action, Map):
            document = _act(document, action, report)
        else:
            report.error(actions.item(index), "an action must be a mapping")
    return document


def _head(overlay: Map, document_name: str, report: Report) -> None:
    version = overlay.get("overlay")
    if not isinstance(version, str) or not version.startswith("1.0."):
        message = "'overlay' must be a version 1.0.x, as in 'overlay: 1.0.0'"
        report.error(overlay.key("overlay"), message)
    info = overlay.get("info")
    if not isinstance(info, Map) or not {"title", "version"} <= info.keys():
        report.error(overlay.key("info"), "'info' must have a 'title' and a 'version'")
    extends = overlay.get("extends", document_name)
    if extends not in (document_name, f"./{document_name}"):
        message = f"'extends' must name '{document_name}', the document beside it"
        report.error(overlay.value("extends"), message)


def _act(document: Map, action: Map, report: Report) -> Map:
    _known_keys(action, _ACTION, report)
    target = action.get("target")
    if not isinstance(target, str):
        report.error(action.key("target"), "'target' must be a JSONPath")
        return document
    where = action.value("target")
    try:
        query = JSONPathEnvironment().compile(target)
        if _has_filter(query):
            message = f"target '{target}' has a filter; name the place instead"
            report.error(where, message)
            return document
        found = islice(query.finditer(document), _MATCH_LIMIT + 1)
        # Inner places first: what an outer one replaces needs no change any more.
        matches = sorted((node.location for node in found), key=len, reverse=True)
    except (JSONPathError, RecursionError) as error:
        reason = error.args[0] if isinstance(error, JSONPathError) else "it is too deep"
        report.error(where, f"target '{target}' is not usable: {reason}")
        return document
    if len(matches) > _MATCH_LIMIT:
        message = f"target '{target}' matches more than {_MATCH_LIMIT} places"
        report.error(where, message)
        return document
    if not matches:
        message = f"target '{target}' matches nothing in the document"
        report.error(where, message + _nearest(document, query))
        return document
    removing = action.get("remove", False)
    if not isinstance(removing, bool):
        report.error(action.value("remove"), "'remove' must be true or false")
    elif removing and () in matches:
        report.error(where, "the document itself cannot be removed")
        return document
    elif removing:
        for location in sorted(matches, key=_last_first, reverse=True):
            document = _replace(document, tuple(location), None, remove=True)
        return document
    if "update" not in action:
        report.error(action.where, "an action needs 'update', or 'remove: true'")
        return document
    levels = _levels(action["update"])
    for location in matches:
        if len(location) + levels > DEPTH_LIMIT:
            message = f"'update' is nested deeper than {DEPTH_LIMIT} levels there"
            report.error(action.value("update"), message)
            return document
        old = _get(document, location)
        if not isinstance(old, Map | Seq):
            message = f"target '{target}' is neither an object nor an array"
            report.error(where, message)
            return document
        if isinstance(old, Map) and not isinstance(action["update"], Map):
            message = "'update' of an object must be an object"
            report.error(action.value("update"), message)
            return document
        merged = _merge(old, action["update"], action, "update")
        document = _replace(document, tuple(location), merged)
    return document


def _levels(value: Value) -> int:
    if not isinstance(value, Map | Seq):
        return 0
    inner = value.values() if isinstance(value, Map) else value
    return 1 + max(map(_levels, inner), default=0)


def _known_keys(node: Map, known: tuple[str, ...], report: Report) -> None:
    for key in node:
        if key not in known and not key.startswith("x-"):
            message = f"unknown key '{key}'{did_you_mean(key, known)}"
            report.error(node.key(key), message)


def _has_filter(query: JSONPathQuery) -> bool:
    return any(
        isinstance(selector, FilterSelector)
        for segment in query.segments
        for selector in segment.selectors
    )


def _nearest(document: Map, query: JSONPathQuery) -> str:
    """What the first name that leads nowhere may have meant."""
    here: Any = [document]
    for segment in query.segments:
        names = [getattr(selector, "name", None) for selector in segment.selectors]
        found = [
            node[name]
            for node in here
            for name in names
            if isinstance(node, Map) and name is not None and name in node
        ]
        if not found:
            known = [key for node in here if isinstance(node, Map) for key in node]
            return did_you_mean(str(names[0]), known) if names[0] else ""
        here = found
    return ""


def _last_first(location: Any) -> tuple[tuple[int, str], ...]:
    """Sorts list items by index, so that later ones are removed before earlier."""
    return tuple(
        (part, "") if isinstance(part, int) else (-1, part) for part in location
    )


def _get(node: Any, location: Any) -> Value:
    for part in location:
        node = node[part]
    result: Value = node
    return result


def _merge(old: Map | Seq, update: Value, holder: Map, key: str) -> Map | Seq:
    """Objects merge key by key, arrays grow at their end, anything else replaces."""
    merged = old.copy()
    if isinstance(merged, Seq):
        merged.append(update)
        text, _, at = holder.place(key)
        merged.items_at.append((text, at))
        return merged
    assert isinstance(update, Map)
    for name, value in update.items():
        before = merged.get(name)
        if isinstance(before, Map) and isinstance(value, Map):
            merged[name] = _merge(before, value, update, name)
        elif isinstance(before, Seq) and isinstance(value, Seq):
            longer = before.copy()
            longer.extend(value)
            longer.items_at.extend(value.items_at)
            merged[name] = longer
        else:
            merged.take(name, value, update)
    return merged


def _replace(
    node: Any, location: tuple[Any, ...], value: Value, remove: bool = False
) -> Any:
    """A copy of the tree in which the place holds `value`, or is gone."""
    if not location:
        return value
    twin = node.copy()
    first, rest = location[0], location[1:]
    if remove and not rest:
        del twin[first]
        if isinstance(twin, Seq):
            del twin.items_at[first]
    else:
        twin[first] = _replace(node[first], rest, value, remove)
    return twin
