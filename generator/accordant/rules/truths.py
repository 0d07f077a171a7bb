"""What is known of an atom once a field's value is, or that it was left out."""

from __future__ import annotations

from typing import Any

from accordant import ir
from accordant.rules.atoms import holds
from accordant.rules.kleene import Truth


def of_value(table: ir.Table, name: str, atom: ir.Atom, value: ir.Json) -> Truth:
    """An atom on a field whose value was sent, or on a number in it."""
    if isinstance(atom, ir.Present):
        return atom.wanted
    if isinstance(atom, ir.Family):
        return table.in_family(name, atom.names, value)
    if isinstance(atom, ir.Parses):
        return _numbers(table.form_of(name), value) is not None
    own = _own(table, name, value)
    if isinstance(atom, ir.Relative):
        other = _own(table, atom.field, value)
        if other is None:
            return None
        atom = ir.Bound(atom.op, other * atom.times)
    return None if own is None else holds(atom, own)


def of_default(table: ir.Table, row: ir.Default, name: str, atom: ir.Atom) -> Truth:
    """An atom on what a default row gives, or on a number in it."""
    if isinstance(atom, ir.Present):
        return not atom.wanted
    if row.family is None:
        return of_value(table, name, atom, row.value)
    if not isinstance(atom, ir.Family):
        return None
    return table.some_in_family(row.field, atom.names, row.family)


def of_nothing(atom: ir.Atom) -> Truth:
    """An atom on a field that was not sent, and has no default."""
    return not atom.wanted if isinstance(atom, ir.Present) else None


def _own(table: ir.Table, name: str, value: Any) -> Any:
    """The value of a field, or the number of a pseudo-field in it."""
    part = table.part_of(name)
    if part is None:
        return value
    numbers = _numbers(part[0], value)
    return None if numbers is None else numbers[part[1]]


def _numbers(form: ir.Form | None, value: ir.Json) -> dict[str, int] | None:
    """The numbers in a string; None where there are none."""
    return form.read(value) if form and isinstance(value, str) else None
