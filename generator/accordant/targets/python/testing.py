"""The view of `testing.py`: for each model that is drawn, its fields with their cells in
the order of the walk, and where draws start from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from accordant import ir, names
from accordant.shortening import lengthened
from accordant.targets.python.cells import Cells, asked, form_of, written
from accordant.targets.python.starts import Starts, starts
from accordant.targets.python.text import Call, imported, literal, names_in, wrapped

_PLAIN = re.compile(r"[A-Za-z0-9_.\[\]{}-]+")
_CELLS = ("each", "integers", "lists", "maps", "numbers", "text")
_DEEPEST = 3
"""Objects in objects whose fields are drawn one by one."""

Path: TypeAlias = "tuple[str | None, ...]"
"""Where a field stands; None is each item of a list, or each value of a map."""


def view(
    api: ir.Api, classes: Mapping[str, str], vectors: Mapping[str, str]
) -> dict[str, Any]:
    """What the template lays out; `vectors` are the files of that target."""
    models = list(api.requests())
    if not models:
        return {}
    cells = Cells(api.declarations)
    known = {model.name: _starts(cells, model, vectors) for model in models}
    made = [
        _requests(cells, model, classes[model.name], known[model.name])
        for model in models
    ]
    body = "\n".join(line for call in made for line in wrapped(call, "    ", ","))
    kinds = [classes[model.name] for model in models]
    used = names_in("\n".join({head for call in made for head in call.heads()}))
    return {
        "facts": body,
        "cells": [name for name in _CELLS if f"_{name}" in used],
        "forms": "_Form" in used,
        "models": imported(".models", kinds),
        "kinds": kinds,
        "first": kinds[0],
        "rule": literal(_example(models[0], known[models[0].name])),
    }


def _requests(cells: Cells, model: ir.Model, name: str, known: Starts) -> Call:
    """What is known of the requests of one model."""
    parts: list[str | Call] = [
        Call("fields=[", list(_fields(cells, model)), "]"),
        Call("right=[", [written(request) for request in known.right], "]"),
        Call("wrong={", [_pair(*pair) for pair in known.wrong.items()], "}"),
    ]
    pairs = [
        Call(f"{literal(rule)}: [", [literal(other) for other in others], "]")
        for rule, others in known.inseparable.items()
    ]
    parts.append(Call("inseparable={", pairs, "}"))
    if model.extra != "error":
        extra = 1 if model.rest is None else cells.plain(model.rest)
        parts.append(_named("extra", written(extra)))
    return Call(f"{name}: _Requests(", parts)


def _named(name: str, code: str | Call) -> str | Call:
    if isinstance(code, str):
        return f"{name}={code}"
    return Call(f"{name}={code.head}", code.parts, code.tail)


def _pair(rule: str, requests: list[dict[str, Any]]) -> Call:
    return Call(f"{literal(rule)}: [", [written(request) for request in requests], "]")


def _starts(cells: Cells, model: ir.Model, vectors: Mapping[str, str]) -> Starts:
    stem = names.snake(model.name)
    lines = map(json.loads, vectors[f"{stem}.jsonl"].splitlines())
    requests = [lengthened(line) for line in lines]
    requests.append(cells.object(model))
    proofs = vectors.get(f"{stem}.shadowed.jsonl", "")
    return starts(model, cells.declarations, _order(model), requests, proofs)


def _order(model: ir.Model) -> list[str]:
    """The fields, each behind those that its rules read, as far as that goes."""
    table = model.table
    reads: dict[str, list[str]] = {field.wire: [] for field in model.fields}
    for check in table.checks():
        read = [_top(name) for test in check.tests for name in table.read_by(test)]
        reads.setdefault(_top(check.blame), []).extend(read)
    assumed: dict[str, list[str]] = {}
    for row in table.defaults:
        read = [*row.given, *(name for t in row.when for name in table.read_by(t))]
        assumed.setdefault(_top(row.field), []).extend(map(_top, read))
    found: dict[str, None] = {}
    waiting: set[str] = set()

    def visit(name: str) -> None:
        if name in found or name in waiting:
            return
        waiting.add(name)
        for other in reads.get(name, ()):
            visit(other)
            for more in assumed.get(other, ()):
                visit(more)
        found[name] = None

    for field in model.fields:
        visit(field.wire)
    return [name for name in found if name in {field.wire for field in model.fields}]


def _top(name: str) -> str:
    """The field of the model itself in which a field or position stands."""
    return name.partition(".")[0].partition("[")[0].partition("{")[0]


def _fields(cells: Cells, model: ir.Model) -> Iterator[Call]:
    """The fields with their cells, objects before what is in them."""
    table = asked(model.table)
    positions = {position.wire: position for position in model.positions}
    met = {model.name}

    def at(position: ir.Position, path: Path, arm: str) -> Iterator[Call]:
        name = _name(path)
        form = model.table.form_of(name)
        parts: list[str | Call] = [
            _spelled(path),
            *cells.of(position, table.get(name, ())),
        ]
        if form is not None:
            parts.append(_named("form", form_of(form, table)))
        yield Call("_field(", [*parts, arm] if arm else parts)
        yield from below(position, path, arm)

    def below(position: ir.Position, path: Path, arm: str) -> Iterator[Call]:
        under = position.below
        if isinstance(under, ir.Position):
            yield from at(under, (*path, None), arm)
        elif isinstance(under, ir.Choice):
            for marks, inner in under.arms:
                yield from below(inner, path, _arm(under.tag, marks, path) or arm)
        elif isinstance(under, ir.Ref) and under.name not in met:
            inside = ir.model_of(cells.declarations, under.name)
            deep = sum(part is not None for part in path) == _DEEPEST
            met.add(under.name)
            for found in () if deep else inside.positions:
                yield from at(found, (*path, found.wire), arm)

    for wire in _order(model):
        yield from at(positions[wire], (wire,), "")


def _arm(tag: str | None, marks: tuple[ir.Json, ...], path: Path) -> str:
    """What tells that the object at a path is a certain arm of its union."""
    if tag is None:
        return ""
    return f"arm=({len(path)}, {literal(tag)}, {literal([*marks])})"


def _name(path: Path) -> str:
    """A field as tables name it; one in a list or a map is in no table."""
    return ".".join("[]" if part is None else part for part in path)


def _spelled(path: Path) -> str:
    parts = ["..." if part is None else literal(part) for part in path]
    return f"({', '.join(parts)},)" if len(parts) == 1 else f"({', '.join(parts)})"


def _example(model: ir.Model, known: Starts) -> str:
    """A rule to show in an example: the first of the table that refuses, else any whose
    id can stand in a docstring and in Markdown as it is."""
    rules = [r.id for r in model.table.rules if r.severity == "error"]
    plain = [rule for rule in (*rules, *known.wrong) if _PLAIN.fullmatch(rule)]
    return next((rule for rule in plain if rule in known.wrong), "unknown")
