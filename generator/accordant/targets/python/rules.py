"""The half of a validator that judges rules: the rows of the table in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from accordant import ir
from accordant.pointers import field_pointer
from accordant.rules.predicate import (
    All,
    Any as AnyOf,
    Holds,
    Predicate,
    equals,
    violated,
)
from accordant.targets.python.code import (
    Branch,
    Code,
    Condition,
    chain,
)
from accordant.targets.python.scope import Scope
from accordant.targets.python.text import Call

Broken = tuple[tuple[Predicate, ...], ir.Check, str]
"""What says that a check is broken, the check, and the name of its constant."""

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
            items.append((violated(scope.table, check), check, name))
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
    index = 0
    while index < len(items):
        shared, size = _run(items[index:])
        run = items[index : index + size]
        index += size
        if shared is None:
            _, check, _ = run[0]
            seen.append((check.id, check.blame))
            code += chain(list(_ways(scope, run, report)))
            continue
        conditions = scope.conditions(shared, run[0][2])
        inner = [
            (tuple(part for part in parts if part != shared), check, name)
            for parts, check, name in run
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


def _run(items: Sequence[Broken]) -> tuple[Predicate | None, int]:
    """The condition that most checks from the first one on share, and how many do.

    Without one, the checks that report the same id and path: the first that is broken
    is reported, so they become branches of one `if`.
    """
    best: Predicate | None = None
    longest = 1
    for part in filter(_leads, items[0][0]):
        size = 0
        while size < len(items) and part in items[size][0] and len(items[size][0]) > 1:
            size += 1
        size = _whole(items, size)
        if size > longest:
            best, longest = part, size
    if best is None:
        first = items[0][1]
        while longest < len(items):
            check = items[longest][1]
            if (check.id, check.blame) != (first.id, first.blame):
                break
            longest += 1
    return best, longest


def _whole(items: Sequence[Broken], size: int) -> int:
    """The size of a run that does not part checks with the same id and path."""
    pairs = [(check.id, check.blame) for _, check, _ in items]
    while 0 < size < len(items) and pairs[size] == pairs[size - 1]:
        size -= 1
    return size


def _leads(part: Predicate) -> bool:
    """Whether a condition can be asked first: a bound asks for a known value before."""
    if isinstance(part, Holds):
        return equals(part)
    return not isinstance(part, All | AnyOf)
