"""Parameters: values of queries, headers, paths and cookies, by their styles."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, unquote_plus

from accordant import ir
from accordant.mock import texts
from accordant.mock.judging import Judge
from accordant.pointers import steps_of
from accordant.rules.evaluate import Violation, evaluate

_IGNORED = ("accept", "content-type", "authorization")
"""Headers that OpenAPI says parameters do not describe."""

_SEPARATORS = {"spaceDelimited": "%20|\\+", "pipeDelimited": "%7[Cc]|\\|"}

_PLACES = {
    "path": "path variable",
    "query": "query parameter",
    "querystring": "query",
    "header": "header",
    "cookie": "cookie",
}


class Given(NamedTuple):
    """What a request has outside of its body; `query` is still encoded, the names of
    `headers` are in lower case."""

    variables: Mapping[str, str]
    query: str
    headers: Mapping[str, str]
    cookies: Mapping[str, str]


def violations(
    judge: Judge, operation: ir.Operation, given: Given
) -> list[tuple[Violation, ir.Json]]:
    """What is wrong with the parameters, each with the values of its place."""
    found: list[tuple[Violation, ir.Json]] = []
    for place, values in read(operation, given, judge.declarations).items():
        own = _of_place(operation, place)
        holder = judge.holder([(one.wire, one.type, one.required) for one in own])
        for entry in evaluate(holder, judge.declarations, values):
            name, *inner = steps_of(entry.path)
            start = f"{_PLACES[place]} {name}: " if inner else f"{_PLACES[place]} "
            found.append((entry._replace(message=start + entry.message), values))
    return found


def read(
    operation: ir.Operation, given: Given, declared: texts.Declared
) -> dict[str, dict[str, ir.Json]]:
    """The values of the parameters that a request has, by place and name."""
    found: dict[str, dict[str, ir.Json]] = {}
    for place in _PLACES:
        own = _of_place(operation, place)
        if own:
            taken = {one.wire for one in own}
            for one in own:
                taken |= (texts.field_types(one.type, declared) or {}).keys()
            read = ((one.wire, _value(one, given, taken, declared)) for one in own)
            found[place] = {wire: v for wire, v in read if not isinstance(v, _Absent)}
    return found


def _of_place(operation: ir.Operation, place: str) -> list[ir.Parameter]:
    return [
        parameter
        for parameter in operation.parameters
        if parameter.place == place
        and not (place == "header" and parameter.wire.lower() in _IGNORED)
    ]


class _Absent:
    """That a request has no value for a parameter; null is one."""


_ABSENT = _Absent()


def _value(
    parameter: ir.Parameter, given: Given, taken: set[str], declared: texts.Declared
) -> ir.Json | _Absent:
    """The value of one parameter; _ABSENT if the request has none. `taken` are the names
    of all parameters of its place, and those of fields that stand for one."""
    if parameter.place == "querystring":
        return _as_json(unquote_plus(given.query)) if given.query else _ABSENT
    if parameter.place == "query":
        return _of_pairs(parameter, _pairs(given.query), taken, declared)
    if parameter.place == "cookie":
        pairs = [(name, text) for name, text in given.cookies.items()]
        return _of_pairs(parameter, pairs, taken, declared)
    held = given.variables if parameter.place == "path" else given.headers
    name = parameter.wire if parameter.place == "path" else parameter.wire.lower()
    if name not in held:
        return _ABSENT
    text = held[name]
    if parameter.media is not None:
        return _as_json(text)
    between = ","
    if parameter.style == "label":
        text, between = text.removeprefix("."), "[.,]" if parameter.explode else ","
    elif parameter.style == "matrix":
        return _matrix(parameter, text, declared)
    return _split(parameter.type, re.split(between, text), text, declared, parameter)


def _matrix(
    parameter: ir.Parameter, text: str, declared: texts.Declared
) -> ir.Json | _Absent:
    pieces = [part.partition("=") for part in text.split(";") if part]
    own = [value for name, _, value in pieces if name == parameter.wire]
    if not own and parameter.explode:
        parts = [f"{name}={value}" for name, _, value in pieces]
        return _split(parameter.type, parts, text, declared, parameter)
    if not own:
        return text
    parts = own if parameter.explode else own[0].split(",")
    return _split(parameter.type, parts, own[0], declared, parameter)


def _split(
    kind: ir.Type,
    parts: Sequence[str],
    whole: str,
    declared: texts.Declared,
    parameter: ir.Parameter,
) -> ir.Json:
    """A list or object of which the parts are known, or the whole as one value."""
    kinds = texts.kinds_of(kind, declared)
    item = texts.item_type(kind, declared)
    if item is not None and "string" not in kinds:
        return [texts.read(part, item, declared) for part in parts]
    fields = texts.field_types(kind, declared)
    if fields is not None and "string" not in kinds:
        if parameter.explode:
            halves = [part.partition("=") for part in parts]
            split = [(name, text) for name, _, text in halves]
        else:
            split = list(zip(parts[::2], parts[1::2], strict=False))
        return _object(split, kind, declared)
    return texts.read(whole, kind, declared)


def _object(
    pairs: Sequence[tuple[str, str]], kind: ir.Type, declared: texts.Declared
) -> dict[str, ir.Json]:
    fields = texts.field_types(kind, declared) or {}
    rest = texts.rest_type(kind, declared)
    return {
        name: texts.read(text, fields.get(name, rest), declared) for name, text in pairs
    }


def _pairs(query: str) -> list[tuple[str, str]]:
    """Names, decoded, and values as they were sent."""
    parts = [part.partition("=") for part in query.split("&") if part]
    return [(unquote_plus(name), value) for name, _, value in parts]


def _of_pairs(
    parameter: ir.Parameter,
    pairs: Sequence[tuple[str, str]],
    taken: set[str],
    declared: texts.Declared,
) -> ir.Json | _Absent:
    """The value of a parameter of a query or a cookie."""
    wire, kind = parameter.wire, parameter.type
    own = [text for name, text in pairs if name in (wire, f"{wire}[]")]
    if parameter.media is not None:
        return _as_json(unquote_plus(own[-1])) if own else _ABSENT
    item = texts.item_type(kind, declared)
    fields = texts.field_types(kind, declared)
    if fields is not None:
        deep = [
            (name[len(wire) + 1 : -1], unquote_plus(text))
            for name, text in pairs
            if name.startswith(f"{wire}[") and name.endswith("]")
        ]
        if parameter.style == "deepObject" or deep:
            return _object(deep, kind, declared) if deep else _ABSENT
        if parameter.explode and item is None and not own:
            # A map has whatever has no other meaning.
            inner = [
                (name, unquote_plus(text))
                for name, text in pairs
                if (name in fields if fields else name.partition("[")[0] not in taken)
            ]
            return _object(inner, kind, declared) if inner else _ABSENT
    if not own:
        return _ABSENT
    if item is not None and (parameter.explode or len(own) > 1):
        if len(own) == 1 and "string" in texts.kinds_of(kind, declared):
            return unquote_plus(own[0])
        return [texts.read(unquote_plus(text), item, declared) for text in own]
    between = _SEPARATORS.get(parameter.style, ",|%2[Cc]")
    parts = [unquote_plus(part) for part in re.split(between, own[-1])]
    return _split(kind, parts, unquote_plus(own[-1]), declared, parameter)


def _as_json(text: str) -> ir.Json:
    """The JSON that a text is; the text itself if it is none."""
    try:
        value: ir.Json = json.loads(text)
    except (ValueError, RecursionError):
        return unquote(text)
    return value
