"""The parts of a request: target, query, headers, content. Nothing is sent here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from ._errors import ArgumentError
from ._model import UNSET
from ._model import written as plain
from ._styles import FORM, NESTED, SIMPLE, Style, compact, line, pairs, step, text

Headers = Mapping[str, str | None]
"""Header names to values; None removes a header that would be sent otherwise."""

_USUAL: Mapping[str, Style] = {}
_FRAMING = frozenset({"content-length", "transfer-encoding"})
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[!-~]([ \t!-~]*[!-~])?|")


def target(
    base: str,
    path: str,
    values: Mapping[str, object],
    styles: Mapping[str, Style] = _USUAL,
) -> str:
    """The URL of a path below the base; `values` fill its braces, percent-encoded.

    Raises ArgumentError for a value that would lead to another path.
    """
    steps = {f"{{{name}}}": _step(name, v, styles) for name, v in values.items()}
    if steps:
        path = re.sub(r"\{[^{}]*\}", lambda found: steps.get(found[0], found[0]), path)
    return base.partition("?")[0].rstrip("/") + path


def _step(name: str, value: object, styles: Mapping[str, Style]) -> str:
    found = step(name, value, styles.get(name, SIMPLE))
    if found in ("", ".", "..") or text(plain(value)) in ("", ".", ".."):
        raise ArgumentError(
            f"path parameter '{name}' must not be {text(plain(value))!r}"
        )
    return found


def below(path: str) -> str:
    """A path below the base URL. Raises ArgumentError for one that leads out of it."""
    steps = path.partition("?")[0].replace("\\", "/").split("/")
    if any(unquote(step) in (".", "..") for step in steps) or "#" in path:
        raise ArgumentError(f"{path!r} is not a path below the base URL")
    return f"/{path.lstrip('/')}"


Pairs = list[tuple[str | None, str]]
"""Names and values of a query, percent-encoded."""


def query(
    base: str,
    usual: Mapping[str, object],
    declared: Mapping[str, Pairs],
    extra: Mapping[str, object] | None,
) -> Pairs:
    """The pairs of a query: those of the base URL, then each layer over the last."""
    merged: dict[str, Pairs] = {}
    for name, value in usual.items():
        merged[name] = list(pairs(name, value, NESTED))
    merged.update(declared)
    for name, value in (extra or {}).items():
        merged[name] = list(pairs(name, value, NESTED))
    if not merged and "?" not in base:
        return []
    own = parse_qsl(base.partition("?")[2], keep_blank_values=True)
    found = [(quote(k, safe=""), quote(v, safe="")) for k, v in own if k not in merged]
    return found + [pair for layer in merged.values() for pair in layer]


def declared(
    values: Mapping[str, object], styles: Mapping[str, Style] = _USUAL
) -> dict[str, Pairs]:
    """The pairs of parameters of the spec, those that are set."""
    found: dict[str, Pairs] = {
        k: [*pairs(k, v, styles.get(k, FORM))] for k, v in values.items()
    }
    return {name: made for name, made in found.items() if made}


def whole_query(value: object, style: Style) -> Pairs:
    """The pairs of a query that is one value: the fields of an object, or one text,
    which has no name."""
    if value is UNSET or value is None:
        return []
    if style.media is not None:
        return [(None, quote(compact(plain(value)), safe=""))]
    return [(name or None, text) for name, text in pairs("", value, style)]


def cookie(values: Mapping[str, object], styles: Mapping[str, Style] = _USUAL) -> str:
    """The value of a Cookie header (RFC 6265, section 4.2)."""
    found = []
    for name, value in values.items():
        style = styles.get(name, FORM)
        made = pairs(name, value, style._replace(style="form"))
        if style.style == "cookie":  # as it is: OpenAPI 3.2, 4.12.3
            made = ((unquote(key), unquote(item)) for key, item in made)
        found += [f"{key}={item}" for key, item in made]
    return "; ".join(found)


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
        said = value if isinstance(value, str) else line(value, SIMPLE)
        if not _is_token(name):
            raise ArgumentError(f"{name!r} cannot be the name of a header")
        fits = said.isascii() and said.isprintable() and said == said.strip()
        if not fits and not _VALUE.fullmatch(said):
            raise ArgumentError(
                f"the value of header '{name}' holds a character that it cannot carry,"
                " or a space at an end"
            )
        found.append((name, said))
    return found


def styled(
    values: Mapping[str, object], styles: Mapping[str, Style] = _USUAL
) -> dict[str, object]:
    """Headers of the spec, as they are written."""
    return {
        name: value if value is UNSET else line(value, styles.get(name, SIMPLE))
        for name, value in values.items()
        if value is not None
    }
