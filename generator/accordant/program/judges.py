"""Judges: the whole of what is asked of each model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from accordant import ir
from accordant.program.nodes import Statement
from accordant.program.rows import Rows
from accordant.program.structure import structure
from accordant.rules.fields import position as position_of
from accordant.rules.predicate import fields_read


@dataclass(frozen=True, slots=True)
class Judge:
    """What validates a model.

    `held`: objects of other models may hold it, so that paths and ids get something in
    front. `holds`: it may hold objects of other models, which are judged with it: first
    the structure of all, then what is undeclared in each, then the rules of each, always
    from the outside in. `fields` are the declared properties; of others the severity
    `undeclared` tells (None: they are admitted). With `twice`, its rules may report a
    pair of id and path that is reported already; the first counts.
    """

    model: ir.Model
    held: bool
    holds: bool
    structure: tuple[Statement, ...]
    fields: tuple[str, ...]
    undeclared: Literal["warn", "error"] | None
    rules: tuple[Statement, ...]
    twice: bool


def program(api: ir.Api) -> list[Judge]:
    """A judge for each model that is sent, in document order."""
    models = list(api.judged())
    inside = {model.name: list(models_in(model)) for model in models}
    held = {name for names in inside.values() for name in names}
    return [
        _judge(api, model, model.name in held, bool(inside[model.name]))
        for model in models
    ]


def _judge(api: ir.Api, model: ir.Model, held: bool, holds: bool) -> Judge:
    positions = {position.wire: position for position in model.positions}
    for field in fields_read(model.table):
        positions.setdefault(field, position_of(model, api.declarations, field))
    rows = Rows(model.table, positions)
    rules = rows.statements()
    undeclared: Literal["warn", "error"] | None = None
    if model.extra in ("warn", "error"):
        undeclared = "error" if model.extra == "error" else "warn"
    return Judge(
        model,
        held,
        holds,
        structure(model),
        tuple(field.wire for field in model.fields),
        undeclared,
        rules,
        # What is inside a held object may be blamed by both objects.
        len(set(rows.reported)) < len(rows.reported)
        or any("." in blame for _, blame in rows.reported),
    )


def models_in(model: ir.Model) -> Iterator[str]:
    """The models that a model holds."""
    for position in (*model.positions, *([model.rest] if model.rest else [])):
        yield from _below(position)


def _below(position: ir.Position) -> Iterator[str]:
    below = position.below
    if isinstance(below, ir.Ref):
        yield below.name
    elif isinstance(below, ir.Position):
        yield from _below(below)
    elif isinstance(below, ir.Choice):
        for _, arm in below.arms:
            yield from _below(arm)
