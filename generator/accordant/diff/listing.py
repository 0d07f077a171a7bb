"""Values of which a revision says nothing: in no family, in no list of an open enum."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from accordant import ir
from accordant.diff.plain import plain
from accordant.jsonvalue import key


class Listing:
    """The values that a model's table, or else its open enums, list by field."""

    def __init__(self, model: ir.Model, declarations: Mapping[str, ir.Decl]) -> None:
        self.known: dict[str, dict[Hashable, ir.Json]] = dict(
            _open_enums(model, declarations, "", 0)
        )
        for family in model.table.families:
            self.known[family.field] = {}
        for family in model.table.families:
            for value in family.values:
                self.known[family.field][key(value)] = value

    def unlisted(self, request: Any) -> Iterator[tuple[str, ir.Json]]:
        """The values of a request that nothing lists, with their fields."""
        for field, values in self.known.items():
            value: Any = request
            for step in field.split("."):
                value = value.get(step) if isinstance(value, Mapping) else None
            scalar = isinstance(value, str | int | float)
            if scalar and key(value) not in values:
                yield field, value


def _open_enums(
    model: ir.Model, declarations: Mapping[str, ir.Decl], prefix: str, depth: int
) -> Iterator[tuple[str, dict[Hashable, ir.Json]]]:
    for field in model.fields:
        found = plain(field.type, declarations)
        if found.values is not None and found.open:
            yield prefix + field.wire, {key(value): value for value in found.values}
        if isinstance(found.decl, ir.Model) and depth < 4:
            below = f"{prefix}{field.wire}."
            yield from _open_enums(found.decl, declarations, below, depth + 1)
