"""Values that a check names, each worth a request of its own beside the check's limits.

Without them a list could lose a value, or a family a member, and no request would tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import z3

from accordant import ir
from accordant.analysis.limits import Limit
from accordant.analysis.reading import Reading


class Point(NamedTuple):
    """A value that a field is to be sent with, by a request that passes the check or
    (`breaking`) breaks it."""

    field: str
    value: ir.Json
    limit: Limit
    breaking: bool


def points(reading: Reading, index: int) -> Iterator[Point]:
    """The values that a check names, in the order they are written.

    What a `require` lists is shown to pass, what a `when` or a `forbid` lists to break.
    """
    target = reading.targets[index]
    check, table = target.check, reading.rows.table
    if target.structural:
        atom = check.atom
        path = tuple(f"{target.prefix}{check.blame}".split("."))
        if isinstance(atom, ir.OneOf) and path in reading.rows.variables:
            yield from _each(reading, ".".join(path), atom.values, False)
        return
    for test in check.when:
        for atom in test.atoms():
            yield from _each(reading, test.field, _true_of(table, test, atom), True)
    for test in check.require:
        for atom in test.atoms():
            if isinstance(atom, ir.OneOf):
                yield from _each(reading, test.field, atom.values, False)
            yield from _each(reading, test.field, _outside(table, test, atom), True)
    for test in check.forbid:
        for atom in test.atoms():
            yield from _each(reading, test.field, _true_of(table, test, atom), True)


def _each(
    reading: Reading, field: str, values: tuple[ir.Json, ...], breaking: bool
) -> Iterator[Point]:
    for value in values:
        if value is None:
            continue
        rows, shown = reading.rows, value if isinstance(value, str) else repr(value)
        fits = rows.atom(field, ir.OneOf((value,))).yes
        if rows.table.part_of(field) is None:
            fits = z3.And(rows.sent(field), fits)
        yield Point(field, value, Limit(f"{field}={shown}", fits), breaking)


def _true_of(table: ir.Table, test: ir.Test, atom: ir.Atom) -> tuple[ir.Json, ...]:
    """The values of which an atom is true by name."""
    if isinstance(atom, ir.Family):
        families = table.families_of(test.field)
        found = [v for f in families if f.name in atom.names for v in f.values]
        return tuple(dict.fromkeys(found))
    return atom.values if isinstance(atom, ir.OneOf) else ()


def _outside(table: ir.Table, test: ir.Test, atom: ir.Atom) -> tuple[ir.Json, ...]:
    """The members of other families, which a required family refuses."""
    if not isinstance(atom, ir.Family):
        return ()
    listed = [v for family in table.families_of(test.field) for v in family.values]
    inside = _true_of(table, test, atom)
    return tuple(v for v in dict.fromkeys(listed) if v not in inside)


def replaced(request: Any, field: str, value: ir.Json) -> Any:
    """A request with another value of a field that it sends; else the request."""
    head, _, rest = field.partition(".")
    if not isinstance(request, dict) or head not in request:
        return request
    inner = replaced(request[head], rest, value) if rest else value
    return {**request, head: inner}
