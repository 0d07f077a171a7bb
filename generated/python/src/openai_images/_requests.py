"""The parts of a request: target, query, headers, content. Nothing is sent here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from ._errors import ArgumentError
from ._model import UNSET, written as plain

Headers = Mapping[str, str | None]
"""Header names to values; None removes a header that would be sent otherwise."""

_FRAMING = frozenset({"content-length", "transfer-encoding"})
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[!-~]([ \t!-~]*[!-~])?|")


def target(base: str, path: str, values: Mapping[str, object]) -> str:
    """The URL of a path below the base; `values` fill its braces, percent-encoded.

    Raises ArgumentError for a value that would lead to another path.
    """
    for name, value in values.items():
        text = written(value)
        if text in ("", ".", ".."):
            raise ArgumentError(f"path parameter '{name}' must not be {text!r}")
        items = value if isinstance(value, list | tuple) else [text]
        steps = ",".join(quote(written(item), safe="") for item in items)
        path = path.replace(f"{{{name}}}", steps)
    return base.partition("?")[0].rstrip("/") + path


def below(path: str) -> str:
    """A path below the base URL. Raises ArgumentError for one that leads out of it."""
    steps = path.partition("?")[0].replace("\\", "/").split("/")
    if any(unquote(step) in (".", "..") for step in steps) or "#" in path:
        raise ArgumentError(f"{path!r} is not a path below the base URL")
    return f"/{path.lstrip('/')}"


def query(base: str, *layers: Mapping[str, object] | None) -> list[tuple[str, str]]:
    """The pairs of a query: those of the base URL, then each layer over the last."""
    merged: dict[str, object] = {}
    for layer in layers:
        if layer:
            merged.update(layer)
    if not merged and "?" not in base:
        return []
    own = parse_qsl(base.partition("?")[2], keep_blank_values=True)
    found = [pair for pair in own if pair[0] not in merged]
    for name, value in merged.items():
        found += _pairs(name, value)
    return found


def _pairs(name: str, given: object) -> Iterator[tuple[str, str]]:
    """A list is a pair an item, a mapping `name[key]`; what is not set is left out."""
    value = plain(given)
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _pairs(f"{name}[{key}]", item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _pairs(name, item)
    elif value is not UNSET and value is not None:
        yield name, written(value)


def written(value: object) -> str:
    """A value as it stands in a URL or a header; items have commas between them."""
    if isinstance(value, list | tuple):
        return ",".join(map(written, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes | bytearray):
        raise ArgumentError("bytes cannot stand in a URL or a header; use text")
    return str(value)


def cookie(values: Mapping[str, object]) -> str:
    """The value of a Cookie header (RFC 6265, section 4.2)."""
    pairs = (pair for name, value in values.items() for pair in _pairs(name, value))
    return "; ".join(f"{name}={quote(value, safe='')}" for name, value in pairs)


def method(name: str) -> str:
    """The name of a method. Raises ArgumentError for what is none (RFC 9110, 9.1)."""
    if not _is_token(name):
        raise ArgumentError(f"{name!r} is not the name of an HTTP method")
    return name


@lru_cache(maxsize=256)
def _is_token(name: str) -> bool:
    return bool(_TOKEN.fullmatch(name))


def headers(*layers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Headers, each layer over the last, whatever the case of their names.

    Raises ArgumentError for what no header can carry (RFC 9110, section 5.5); the
    message never shows the value.
    """
    merged: dict[str, tuple[str, Any]] = {}
    for layer in layers:
        for name, value in layer.items():
            if not isinstance(name, str):
                raise ArgumentError(f"{name!r} cannot be the name of a header")
            if value is not UNSET:
                merged[name.lower()] = (name, value)
    for name in _FRAMING & merged.keys():
        raise ArgumentError(f"header '{name}' is for the HTTP library to write")
    found = []
    for name, value in merged.values():
        if value is None:
            continue
        text = value if isinstance(value, str) else written(value)
        if not _is_token(name):
            raise ArgumentError(f"{name!r} cannot be the name of a header")
        plain = text.isascii() and text.isprintable() and text == text.strip()
        if not plain and not _VALUE.fullmatch(text):
            raise ArgumentError(
                f"the value of header '{name}' holds a character that it cannot carry,"
                " or a space at an end"
            )
        found.append((name, text))
    return found


def content(body: object) -> bytes:
    """JSON, compact and in UTF-8. Raises ArgumentError for what JSON cannot hold."""
    try:
        text = json.dumps(
            body, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        return text.encode()
    except UnicodeEncodeError:
        reason = "it holds half of a surrogate pair"
    except (TypeError, ValueError, RecursionError) as error:
        reason = str(error)
    raise ArgumentError(f"the body cannot be written as JSON: {reason}")
