"""Media types: which text a document means by one, and what comes in sequences."""

from __future__ import annotations

import re

from accordant import ir
from accordant.location import Location
from accordant.openapi.reading import Reading
from accordant.source import Map

_TYPE = r"[a-z0-9*][a-z0-9!#$&^_.+*-]*/[a-z0-9*][a-z0-9!#$&^_.+*-]*"
_LINES = (
    *("application/jsonl", "application/x-jsonl", "application/ndjson"),
    *("application/x-ndjson", "application/jsonlines", "application/x-jsonlines"),
    *("application/json-lines", "application/stream+json", "application/json-seq"),
)
_BYTES = "application/octet-stream"


def media_type(reading: Reading, written: str, where: Location, content: Map) -> str:
    """The media type that is meant; its parameters stay behind it.

    A type of any kind (`*/*`), or what is none, is JSON if the schema is none of a text.
    """
    kind, *parameters = re.split("[;,]", written, maxsplit=1)
    kind, rest = kind.strip().lower(), "".join(parameters)
    if not re.fullmatch(_TYPE, kind):
        meant = _any_kind(reading, "*/*", content)
        message = f"'{written}' is no media type, as in 'application/json'; it is"
        told = {_BYTES: "bytes", "text/plain": "text"}.get(meant, "JSON")
        reading.report.warn(where, f"{message} {told}")
        return meant
    if "*" in kind:
        kind = _any_kind(reading, kind, content)
    return f"{kind}; {rest.strip()}" if rest.strip() else kind


def _any_kind(reading: Reading, kind: str, content: Map) -> str:
    schema = reading.document.deref(content.get("schema"))
    if not schema or not kind.startswith(("*", "application/")):
        return "text/plain" if kind.startswith("text/") else _BYTES
    if schema.get("type") == "string":
        return _BYTES if schema.get("format") == "binary" else "text/plain"
    return "application/json"


def is_sequence(media: str, content: Map) -> bool:
    """Whether the content is a stream of items: events, or lines of JSON."""
    plain = media.partition(";")[0]
    if plain == ir.EVENTS or plain in _LINES or plain.endswith("+json-seq"):
        return True
    return "itemSchema" in content and not ir.is_json(plain)
