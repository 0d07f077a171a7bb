"""Where a field or pseudo-field that a table speaks of stands in the schema."""

from __future__ import annotations

from collections.abc import Mapping

from accordant import ir


def part_position(name: str) -> ir.Position:
    """The position of a pseudo-field: a whole number, or nothing."""
    wire = name.rpartition(".")[2]
    return ir.Position(name, wire, "integer", False, True, (), None)


def position(
    model: ir.Model, declarations: Mapping[str, ir.Decl], name: str
) -> ir.Position:
    """The position of a field or pseudo-field that a table speaks of."""
    if model.table.part_of(name) is not None:
        return part_position(name)
    return way_to(model, declarations, name)[-1]


def way_to(
    model: ir.Model, declarations: Mapping[str, ir.Decl], name: str
) -> list[ir.Position]:
    """The positions on the way to a field, outer ones first; dots lead into objects."""
    head, _, rest = name.partition(".")
    found = next(p for p in model.positions if p.wire == head)
    if not rest:
        return [found]
    assert isinstance(found.below, ir.Ref)
    inner = ir.model_of(declarations, found.below.name)
    return [found, *way_to(inner, declarations, rest)]
