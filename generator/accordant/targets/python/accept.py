"""The function that says yes fast: cells of the table as rows, fields as columns.

An acceptor says True only of what is surely valid; False, or whatever it raises, is a
doubt that the full list of violations settles. So it may be coarse, never lenient.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accordant import ir, names
from accordant.rules.predicate import All, violated
from accordant.rules.specialise import Cell, Specialised, specialise
from accordant.targets.python.code import Branch, Code, Condition, Either, when
from accordant.targets.python.columns import Columns
from accordant.targets.python.doubts import Doubts, trigger
from accordant.targets.python.fits import REFUSE
from accordant.targets.python.scope import Scope
from accordant.targets.python.structure import Structure
from accordant.targets.python.text import WIDTH, Call, literal

MOST_CELLS = 64
"""Cells of the largest table with a fast path: each is a row of constants."""

_NO_ROW = "None"
"""Stands for a row where there is doubt: it cannot be laid out, so it refuses."""


def plan(scope: Scope) -> Specialised | None:
    """The cells that a model's acceptor is made of; None if its table has no fast path."""
    table = specialise(scope.model)
    if len(table.cells) > MOST_CELLS or not _plain(scope, table):
        return None
    if all(cell.refused for cell in table.cells):
        return None
    doubts = Doubts(scope)
    for check in table.residual():
        parts = violated(scope.table, check)
        if trigger(scope.table, parts) is None and not doubts.conditions(
            All(parts), check.id
        ):
            return None
    return table


def name_of(model: ir.Model) -> str:
    """The name of a model's acceptor."""
    return f"_accepts_{names.snake(model.name)}"


def acceptor(
    scope: Scope, structure: Structure, table: Specialised, inner: Mapping[str, str]
) -> list[Code]:
    """The code of a model's acceptor; `inner` names those of nested models."""
    columns = Columns(scope, structure, table, inner)
    fields = [*columns.fields(), *columns.tied(None)]
    if scope.model.extra not in ("warn", "allow"):
        keys = structure.fields_constant()
        fields.append(when([f"not {keys}.issuperset(value)"], REFUSE))
    body: list[Code] = [
        '"""Whether a value is surely valid; False may be a mere doubt."""'
    ]
    before: list[Code] = []
    told = columns.columns or any(cell.refused for cell in table.cells)
    if table.teller is not None and told:
        mapping, cells = _cells(scope, columns)
        before = list(_without_teller(scope, table, cells))
        body += _told(scope, table, columns, mapping, cells, bool(before))
    elif table.teller is not None:
        body += _alone(scope, table, columns)
    head = f"def {name_of(scope.model)}(value: dict[str, Any]) -> bool"
    body += [*fields, "return True"]
    functions = [line for _, code in columns.functions.values() for line in code]
    return ["", "", Branch(head, (), body), *before, *functions]


def _plain(scope: Scope, table: Specialised) -> bool:
    """Whether the telling field is a string without checks of its own but its enum."""
    position = scope.positions.get(table.teller or "")
    atoms = () if position is None else position.checks
    plain = ir.Required | ir.OfType | ir.Unicode | ir.OneOf
    return all(isinstance(c.atom, plain) for c in atoms)


def _cells(scope: Scope, columns: Columns) -> tuple[str, dict[int, str]]:
    """The names of the cells' mapping, and of their rows, by identity; their constants
    are made here."""
    found: dict[int, str] = {}
    code = scope.constants.code
    for index, cell in enumerate(columns.table.cells):
        if cell.refused:
            found[id(cell)] = _NO_ROW
            continue
        name = names.python_constant(code, scope.prefix, *columns.cell_name(cell))
        code[name] = f"{name}: Final = {_constants(columns, index)}"
        found[id(cell)] = name
    pairs = [
        f"{literal(value)}: {found[id(cell)]}"
        for cell in columns.table.cells
        for value in cell.values
    ]
    name = names.python_constant(code, scope.prefix, "cells")
    kind = "[dict[str, Any]]" if _NO_ROW in found.values() else ""
    code[name] = Call(f"{name}: Final{kind} = {{", pairs, "}")
    return name, found


def _alone(scope: Scope, table: Specialised, columns: Columns) -> Iterator[Code]:
    """The telling field as any other, where it tells nothing of others."""
    assert table.teller is not None
    yield from columns.judged(scope.positions[table.teller])
    if any(cell is None for _, cell in table.absent):
        yield when([f"value.get({literal(table.teller)}) is None"], REFUSE)


def _told(
    scope: Scope,
    table: Specialised,
    columns: Columns,
    mapping: str,
    cells: Mapping[int, str],
    has_default: bool,
) -> Iterator[Code]:
    """Find the cell by the telling field, and lay out its row."""
    assert table.teller is not None
    position, name = scope.positions[table.teller], scope.sent[table.teller]
    key = literal(table.teller)
    told: list[Code] = [f"cell = {mapping}[{name}]"]
    if table.unlisted is not None and not table.unlisted.refused:
        unlisted = cells[id(table.unlisted)]
        told = [
            f"cell = {mapping}.get({name}, {unlisted})",
            when([f"cell is {unlisted}", f"not _is_ascii({name})"], f"{name}.encode()"),
        ]
    if position.required and not position.nullable:
        yield f"{name} = value[{key}]"
        yield from told
    else:
        read = f"value[{key}]" if position.required else f"value.get({key})"
        yield f"{name} = {read}"
        assumed = _assumed(scope, table, cells, has_default)
        if assumed == _NO_ROW:
            yield when([f"{name} is None"], REFUSE)
            yield from told
        else:
            absent: list[Code] = [f"cell = {assumed}"]
            if not position.nullable:
                absent.insert(0, when([f"{key} in value"], REFUSE))
            yield when([f"{name} is None"], *absent)
            yield Branch("else", (), told)
    if not columns.columns:
        yield when(["cell is None"], REFUSE)
        return
    yield from _unpacked([column.name for column in columns.columns])


def _assumed(
    scope: Scope, table: Specialised, cells: Mapping[int, str], has_default: bool
) -> str:
    if has_default:
        return f"{_default_name(scope)}(value)"
    return _row(table.absent[0][1], cells)


def _row(cell: Cell | None, cells: Mapping[int, str]) -> str:
    return _NO_ROW if cell is None else cells[id(cell)]


def _default_name(scope: Scope) -> str:
    return f"_assumed_for_{names.snake(scope.model.name)}"


def _without_teller(
    scope: Scope, table: Specialised, cells: Mapping[int, str]
) -> Iterator[Code]:
    """The cell that holds if the telling field is absent; None if it is unsure."""
    if len(table.absent) < 2:
        return
    body: list[Code] = ['"""The row for a value that does not tell; None if unsure."""']
    for given, cell in table.absent:
        found = f"return {_row(cell, cells)}"
        ways: list[list[Condition]] = [
            [f"value.get({literal(field)}) is not None"] for field in given
        ]
        body.append(when([Either(ways)], found) if ways else found)
    head = f"def {_default_name(scope)}(value: dict[str, Any]) -> Any"
    yield from ("", "")
    yield Branch(head, (), body)


def _constants(columns: Columns, index: int) -> str:
    """The tuple of a cell, each constant with the column it stands in."""
    found = [(column.texts[index], column.name) for column in columns.columns]
    if len(found) < 2:  # which black leaves on one line
        return "".join(f"({text},)  # {name}" for text, name in found) or "()"
    return "\n".join(["(", *(f"    {text},  # {name}" for text, name in found), ")"])


def _unpacked(variables: list[str]) -> Iterator[Code]:
    inside = ", ".join(variables)
    line = f"({inside},) = cell" if len(variables) == 1 else f"{inside} = cell"
    if len(line) + 4 <= WIDTH:
        yield line
        return
    yield "("
    yield from (f"    {variable}," for variable in variables)
    yield ") = cell"
