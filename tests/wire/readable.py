"""A document as openapi-core can read it: what it does not know is said another way."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from tests.corpus.documents import METHODS, Document, followed

KNOWN = ("byte", "binary", "date", "date-time", "password", "uuid")
"""Formats that the library reads."""


def readable(document: Document) -> Document:
    """A copy whose operations mean the same, and are all at one server."""
    found = copy.deepcopy(document)
    paths = found.get("paths", {})
    for path, item in list(paths.items()):
        item.pop("servers", None)
        for method in METHODS:
            if method in item:
                item[method].pop("servers", None)
                _type_parts(found, item[method])
        plain = path.partition("?")[0].partition("#")[0]
        if plain != path:
            del paths[path]
            paths[plain] = {**item, **paths.get(plain, {})}
    _simplify(found)
    return found


def _type_parts(document: Document, operation: Any) -> None:
    """Say of scalar parts what they are: numbers are read as JSON is, texts as texts."""
    body = followed(document, operation.get("requestBody")) or {}
    for media, content in body.get("content", {}).items():
        if not media.startswith(("multipart/", "text/")) and not media.endswith(
            ("json", "urlencoded")
        ):
            content.pop("schema", None)  # bytes have none
        if media.startswith("multipart/"):
            encoding = content.setdefault("encoding", {})
            for name, schema in _properties(document, content.get("schema")):
                kinds = set(_kinds(document, schema))
                if kinds and kinds <= {"integer", "number", "boolean", "null"}:
                    encoding[name] = {"contentType": "application/json"}
                elif kinds and kinds <= {"string", "null"}:
                    encoding.setdefault(name, {"contentType": "text/plain"})


def _properties(document: Document, schema: Any) -> Iterator[tuple[str, Any]]:
    plain = followed(document, schema)
    if isinstance(plain, dict):
        yield from (plain.get("properties") or {}).items()
        for part in plain.get("allOf") or ():
            yield from _properties(document, part)


def _kinds(document: Document, schema: Any) -> Iterator[str]:
    """The JSON kinds of a schema; of files, lists and objects it says its own."""
    plain = followed(document, schema)
    if not isinstance(plain, dict):
        return
    kind = plain.get("type")
    if plain.get("format") == "binary":
        yield "file"
    elif kind is not None:
        yield from kind if isinstance(kind, list) else [kind]
    for keyword in ("anyOf", "oneOf", "allOf"):
        for arm in plain.get(keyword) or ():
            yield from _kinds(document, arm)


def _simplify(node: Any) -> None:
    """Take away what the library does not know: that files, its bytes, are strings by
    OpenAPI 3.1; that parameters may be null; which arm of `oneOf` a tag means."""
    if isinstance(node, list):
        for item in node:
            _simplify(item)
    elif isinstance(node, dict):
        if node.get("format") == "binary" and node.get("type") == "string":
            del node["type"], node["format"]
        if isinstance(node.get("discriminator"), dict):
            del node["discriminator"]
        if "default" in node and node["default"] is None:
            del node["default"]
        if isinstance(node.get("oneOf"), list) and "anyOf" not in node:
            node["anyOf"] = node.pop("oneOf")
        arms = node.get("anyOf")
        if isinstance(arms, list) and {"type": "null"} in arms:
            arms.remove({"type": "null"})
            if len(arms) == 1 and isinstance(arms[0], dict):
                del node["anyOf"]
                node.update({k: v for k, v in arms[0].items() if k not in node})
        for item in node.values():
            _simplify(item)


def formats(node: Any) -> set[str]:
    """The formats of texts that the library has never heard of."""
    if isinstance(node, list):
        return {name for item in node for name in formats(item)}
    if not isinstance(node, dict):
        return set()
    found = {name for item in node.values() for name in formats(item)}
    own = node.get("format")
    text = node.get("type", "string") in ("string", ["string", "null"])
    return found | ({own} if text and isinstance(own, str) else set()) - {*KNOWN}
