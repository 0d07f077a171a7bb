"""How values stand in an address, a header, a cookie or a form (OpenAPI 3.2, 4.12)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from ._errors import ArgumentError
from ._model import UNSET, written as plain

_RESERVED = ":/?@!$'()*,;"
"""Signs that `allowReserved` leaves as they are; others would end the value."""

_BETWEEN = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}

Pairs = Iterator[tuple[str, str]]


class Style(NamedTuple):
    """How a value is written; with `media` it is a text of that type, which is JSON.

    `nested` is no style of OpenAPI: it is for what is not declared, and writes mappings
    as `deepObject` does, and lists item by item.
    """

    style: str = "form"
    explode: bool = True
    reserved: bool = False
    media: str | None = None


FORM = Style()
SIMPLE = Style("simple", False)
NESTED = Style("nested")


def text(value: object) -> str:
    """A value as it stands in an address or a header; items have commas between them."""
    if isinstance(value, list | tuple):
        return ",".join(map(text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes | bytearray):
        raise ArgumentError("bytes cannot stand in a URL or a header; use text")
    if value is None:
        return "null"
    return compact(value) if isinstance(value, Mapping) else str(value)


def compact(value: object) -> str:
    """JSON without spaces, in ASCII."""
    return json.dumps(value, separators=(",", ":"))


def pairs(name: str, given: object, style: Style) -> Pairs:
    """The pairs of a query, a cookie or a form, percent-encoded; what is not set gives
    none."""
    value = plain(given)
    if value is UNSET or value is None:
        return
    safe = _RESERVED if style.reserved else ""
    key = quote(name, safe="")
    if style.media is not None:
        yield key, quote(compact(value), safe=safe)
    elif style.style in ("deepObject", "nested"):
        yield from _deep(name, value, style, safe)
    elif isinstance(value, Mapping):
        if style.explode:
            for inner, item in _set(value):
                yield quote(inner, safe=""), quote(text(item), safe=safe)
        else:
            flat = [part for pair in _set(value) for part in pair]
            yield key, _joined(flat, style, safe)
    elif isinstance(value, list | tuple):
        if style.explode:
            for item in value:
                if item is not None:
                    yield key, quote(text(item), safe=safe)
        elif value:
            yield key, _joined(value, style, safe)
    else:
        yield key, quote(text(value), safe=safe)


def _set(value: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(str(k), v) for k, v in value.items() if v is not None and v is not UNSET]


def _joined(items: Iterable[object], style: Style, safe: str) -> str:
    between = _BETWEEN.get(style.style, ",")
    return between.join(quote(text(item), safe=safe) for item in items)


def _deep(name: str, value: Any, style: Style, safe: str) -> Pairs:
    if isinstance(value, Mapping):
        for key, item in _set(value):
            yield from _deep(f"{name}[{key}]", item, style, safe)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            inner = f"{name}[{index}]" if style.style == "deepObject" else name
            yield from _deep(inner, item, style, safe)
    elif value is not None and value is not UNSET:
        yield quote(name, safe=""), quote(text(value), safe=safe)


def step(name: str, given: object, style: Style) -> str:
    """A value as it stands in a path, percent-encoded."""
    value = plain(given)
    if style.media is not None:
        return quote(compact(value), safe="")
    between = {"label": ".", "matrix": ";"}.get(style.style, ",")
    start = "" if style.style == "simple" else between
    if not style.explode:
        between = ","
    head = f"{quote(name, safe='')}=" if style.style == "matrix" else ""
    if isinstance(value, Mapping):
        found = [
            f"{quote(key, safe='')}{'=' if style.explode else ','}{_safe(item)}"
            for key, item in _set(value)
        ]
        return start + ("" if style.explode else head) + between.join(found)
    if isinstance(value, list | tuple):
        items = [_safe(item) for item in value]
        if style.explode and head:
            return start + between.join(head + item for item in items)
        return start + head + between.join(items)
    return start + head + _safe(value)


def _safe(value: object) -> str:
    return quote(text(value), safe="")


def line(given: object, style: Style) -> str:
    """A value as it stands in a header."""
    value = plain(given)
    if style.media is not None:
        return compact(value)
    if isinstance(value, Mapping):
        between = "=" if style.explode else ","
        return ",".join(f"{key}{between}{text(item)}" for key, item in _set(value))
    return text(value)
