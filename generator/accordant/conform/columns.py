"""The field with families: which value of it a request has, and requests at others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accordant import ir
from accordant.ir import Json
from accordant.jsonvalue import same

NONE = "(not sent)"
OTHER = "(another value)"


@dataclass(frozen=True, slots=True)
class Column:
    """A field, and the names of the values that its families list, in their order."""

    field: str
    values: dict[str, Json]
    families: dict[str, tuple[str, ...]]

    @staticmethod
    def of(model: ir.Model) -> Column | None:
        """That of the first field of a table that has families; None without any."""
        families = model.table.families
        if not families:
            return None
        field = families[0].field
        values: dict[str, Json] = {}
        within: dict[str, tuple[str, ...]] = {}
        for family in model.table.families_of(field):
            for value in family.values:
                name = _name(value)
                values.setdefault(name, value)
                within[name] = (*within.get(name, ()), family.name)
        return Column(field, values, within)

    def name(self, body: Json) -> str:
        """The column of a request."""
        value = body
        for step in ir.steps(self.field):
            value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            return NONE
        known = (name for name, other in self.values.items() if same(value, other))
        return next(known, OTHER)


def moved(
    column: Column, entry: ir.Witness, names: Sequence[str]
) -> Iterator[tuple[str, Json]]:
    """A witness with the field at each of these values; as it is where it has one."""
    own = column.name(entry.request)
    for name in names:
        if name == own:
            yield entry.name, entry.request
            continue
        value = column.values.get(name, name)
        body = _with(entry.request, ir.steps(column.field), value)
        yield f"{entry.name} at {column.field}={name}", body


def _with(body: Json, steps: Sequence[str], value: Json) -> Json:
    """A body with a value in its place; unchanged where there is no such place."""
    if not steps:
        return value
    if not isinstance(body, dict):
        return body
    if len(steps) > 1 and steps[0] not in body:
        return body
    return {**body, steps[0]: _with(body.get(steps[0]), steps[1:], value)}


def _name(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
