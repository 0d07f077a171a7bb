"""Values that a revision may judge, found without a solver: at limits and beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from accordant import ir
from accordant.rules.walk import misfits

_DEEP = 3
_LONG = 50_000
"""Characters or items of the longest sample."""
_WRONG: tuple[ir.Json, ...] = ("x", 1, True, [], {})


def values(
    position: ir.Position, declarations: Mapping[str, ir.Decl], depth: int = _DEEP
) -> Iterator[ir.Json]:
    """Values for one position: good ones, ones at its limits, broken ones."""
    atoms = [check.atom for check in position.checks]
    below = position.below
    if isinstance(below, ir.Choice):
        for marks, arm in below.arms:
            for value in values(arm, declarations, depth):
                tagged = below.tag is not None and isinstance(value, dict)
                yield {below.tag: marks[0], **value} if tagged else value  # type: ignore
    elif isinstance(below, ir.Ref) and depth:
        yield from objects(below.name, declarations, depth - 1)
    elif isinstance(below, ir.Position) and depth:
        inner = list(values(below, declarations, depth - 1))
        if position.kind == "object":
            yield from ({"a": value} for value in inner)
        else:
            yield from ([value] for value in inner)
            good = _first(below, declarations, inner)
            sizes = [size for atom in atoms for size in _around(atom)]
            yield from ([good] * size for size in (0, 2, *sizes))
    yield from _scalars(position.kind, atoms)
    if position.nullable:
        yield None
    yield from _WRONG


def plainest(
    position: ir.Position, declarations: Mapping[str, ir.Decl], depth: int = _DEEP
) -> ir.Json:
    """A value that fits; null if none was found."""
    return _first(position, declarations, values(position, declarations, depth))


def objects(
    name: str, declarations: Mapping[str, ir.Decl], depth: int
) -> Iterator[dict[str, ir.Json]]:
    """The plain object of a model, and that with one field varied or left out."""
    model = ir.model_of(declarations, name)
    plain = required(model, declarations, depth)
    yield plain
    yield {}
    for position in model.positions:
        for value in values(position, declarations, depth):
            yield {**plain, position.wire: value}
        if position.wire in plain:
            yield {k: v for k, v in plain.items() if k != position.wire}


def required(
    model: ir.Model, declarations: Mapping[str, ir.Decl], depth: int = _DEEP
) -> dict[str, ir.Json]:
    """An object of a model with only its required fields."""
    return {
        position.wire: plainest(position, declarations, max(depth - 1, 0))
        for position in model.positions
        if position.required
    }


def near(atoms: Iterable[ir.Atom]) -> Iterator[ir.Json]:
    """Values that an atom names, or that lie at its limit."""
    for atom in atoms:
        match atom:
            case ir.OneOf(values=listed):
                yield from listed
            case ir.Bound(limit=limit):
                yield from (limit, limit - 1, limit + 1)
            case ir.MultipleOf(factor=factor):
                yield from (factor, factor + 1)
            case ir.Length():
                yield from ("x" * size for size in _around(atom))


def _scalars(kind: str | None, atoms: list[ir.Atom]) -> Iterator[ir.Json]:
    yield from near(atoms)
    match kind:
        case "string":
            yield from ("x", "")
        case "integer":
            yield from (1, 0, 2)
        case "number":
            yield from (1, 0.5, 0)
        case "boolean":
            yield from (True, False)


def _around(atom: ir.Atom) -> Iterator[int]:
    if isinstance(atom, ir.Length | ir.Items):
        for size in (atom.limit, atom.limit + 1, atom.limit - 1):
            if 0 <= size <= _LONG:
                yield size


def _first(
    position: ir.Position,
    declarations: Mapping[str, ir.Decl],
    found: Iterable[ir.Json],
) -> ir.Json:
    fits = (
        value
        for value in found
        if value is not None and not misfits(position, declarations, value)
    )
    return next(fits, None)
