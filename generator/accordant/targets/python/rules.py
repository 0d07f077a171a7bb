"""The half of a validator that judges rules: the rows of the table in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from accordant import ir
from accordant.pointers import field_pointer
from accordant.rules import grouping
from accordant.rules.predicate import All, Predicate, violated
from accordant.targets.python.code import (
    Branch,
    Code,
    Condition,
    chain,
)
from accordant.targets.python.scope import Scope
from accordant.targets.python.text import Call


class Broken(NamedTuple):
    """What says that a check is broken, the check, and the name of its constant."""

    parts: tuple[Predicate, ...]
    check: ir.Check
    name: str


Report = Callable[[ir.Check, str], Code]
"""Writes what is done about a broken check, by the name of its constant."""


def rules(scope: Scope, moved: str | None) -> tuple[list[Code], bool]:
    """The rows of the table in order, and whether a pair of id and path may come twice.

    `moved` is the variable with the path of the object where it is a nested one.
    """
    items: list[Broken] = []
    for rule in scope.table.rules:
        for check in rule.checks:
            name = scope.violation(check, rule, field_pointer(check.blame))
            items.append(Broken(violated(scope.table, check), check, name))
    twice: list[tuple[str, str]] = []

    def report(check: ir.Check, name: str) -> Call:
        entry: str | Call = name
        if check.measured:
            entry = Call("_with_length(", [entry, f"len({scope.value(check.blame)})"])
        if moved is not None:
            entry = Call("_moved(", [entry, moved, '""'])
        return Call("found.append(", [entry])

    code = grouped(scope, items, twice, report)
    return code, len(set(twice)) < len(twice)


def grouped(
    scope: Scope,
    items: Sequence[Broken],
    seen: list[tuple[str, str]],
    report: Report,
) -> list[Code]:
    """Statements for checks; neighbours that share a condition stand under it.

    `seen` collects the pairs of id and path that separate statements report.
    """
    code: list[Code] = []
    for run in grouping.grouped(items):
        first = run.items[0]
        if isinstance(run, grouping.Chain):
            seen.append((first.check.id, first.check.blame))
            code += chain(list(_ways(scope, run.items, report)))
            continue
        conditions = scope.conditions(run.shared, first.name)
        inner = [
            one._replace(parts=tuple(part for part in one.parts if part != run.shared))
            for one in run.items
        ]
        if conditions is not None:
            body = grouped(scope, inner, seen, report)
            only = body[0] if len(body) == 1 else None
            if isinstance(only, Branch):
                code.append(Branch("if", [*conditions, *only.conditions], only.body))
            elif body:
                code.append(Branch("if", conditions, body))
    return code


def _ways(
    scope: Scope, run: Sequence[Broken], report: Report
) -> Iterator[tuple[list[Condition], list[Code]]]:
    for parts, check, name in run:
        conditions = scope.conditions(All(parts), name)
        if conditions is not None:
            yield conditions, [report(check, name)]
