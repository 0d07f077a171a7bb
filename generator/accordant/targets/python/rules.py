"""The half of a validator that judges rules: defaults first, then rows in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from accordant import ir
from accordant.rules.evaluate import pointer
from accordant.rules.predicate import (
    All,
    Any as AnyOf,
    Holds,
    Predicate,
    applies,
    equals,
    violated,
)
from accordant.targets.python.code import (
    Branch,
    Code,
    Condition,
    Either,
    chain,
    lines,
    when,
)
from accordant.targets.python.scope import Scope
from accordant.targets.python.text import Call, literal, names_in

_Broken = tuple[tuple[Predicate, ...], ir.Check, str]


# --- rules ---


def defaults(scope: Scope, code: Sequence[Code]) -> list[Code]:
    """What the server assumes for fields that were not sent (rule S10), as far as the
    code of the rules asks for it."""
    found: list[Code] = []
    rows = enumerate(scope.table.defaults)
    last = {row.field: index for index, row in rows if row.field in scope.effective}
    for field in sorted(last, key=lambda name: last[name], reverse=True):
        if scope.effective[field] in names_in("\n".join(lines([*found, *code]))):
            found[:0] = _default(scope, field)
    return found


def _default(scope: Scope, field: str) -> Iterator[Code]:
    rows = scope.table.defaults_of(field)
    sent, name = scope.sent[field], scope.effective[field]
    if len(rows) == 1 and not rows[0].given and not rows[0].when:
        value = _assumed(scope, rows[0])
        yield f"{name}: Any = {value} if {sent} is None else {sent}"
    else:
        yield f"{name}: Any = {sent}"
        yield when([f"{sent} is None"], *_rows(scope, name, rows))


def _assumed(scope: Scope, row: ir.Default) -> str:
    if row.family is not None:
        return scope.sentinel(row.field, row.family)
    return literal(row.value)


def _rows(scope: Scope, name: str, rows: Sequence[ir.Default]) -> list[Code]:
    """The first row that is not false decides; where that is unsure, nothing does."""
    if not rows:
        return ["pass"]
    row, *rest = rows
    assumed = f"{name} = {_assumed(scope, row)}"
    if not row.given and not row.when:
        return [assumed]
    before: list[Code] = []
    surely = scope.conditions(applies(scope.table, row, True))
    surely_not: list[Condition] | None
    surely_not = scope.conditions(applies(scope.table, row, False))
    if row.given:
        fields = [scope.sent[field] for field in row.given]
        before.append(Call("given = _any_sent(", fields))
        surely = None if surely is None else ["given", *surely]
        absent: list[Condition] = ["given is False"]
        surely_not = [Either([absent, surely_not])] if surely_not else absent
    branches: list[tuple[list[Condition], list[Code]]] = []
    if surely is not None:
        branches.append((surely, [assumed]))
    if surely_not is not None:
        branches.append((surely_not, _rows(scope, name, rest)))
    return [*before, *chain(branches, [f"{name} = _INVALID"])]


def rules(scope: Scope, moved: str | None) -> tuple[list[Code], bool]:
    """The rows of the table in order, and whether a pair of id and path may come twice.

    `moved` is the variable with the path of the object where it is a nested one.
    """
    items: list[_Broken] = []
    for rule in scope.table.rules:
        for check in rule.checks:
            name = scope.violation(check, rule, _path(check.blame))
            items.append((violated(scope.table, check), check, name))
    twice: list[tuple[str, str]] = []
    code = _grouped(scope, items, twice, moved)
    return code, len(set(twice)) < len(twice)


def _reported(scope: Scope, check: ir.Check, name: str, moved: str | None) -> Call:
    entry: str | Call = name
    if check.measured:
        entry = Call("_with_length(", [entry, f"len({scope.value(check.blame)})"])
    if moved is not None:
        entry = Call("_moved(", [entry, moved, '""'])
    return Call("found.append(", [entry])


def _grouped(
    scope: Scope,
    items: Sequence[_Broken],
    seen: list[tuple[str, str]],
    moved: str | None,
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
            code += chain(list(_ways(scope, run, moved)))
            continue
        conditions = scope.conditions(shared, run[0][2])
        inner = [
            (tuple(part for part in parts if part != shared), check, name)
            for parts, check, name in run
        ]
        if conditions is not None:
            body = _grouped(scope, inner, seen, moved)
            code += [Branch("if", conditions, body)] if body else []
    return code


def _ways(
    scope: Scope, run: Sequence[_Broken], moved: str | None
) -> Iterator[tuple[list[Condition], list[Code]]]:
    for parts, check, name in run:
        conditions = scope.conditions(All(parts), name)
        if conditions is not None:
            yield conditions, [_reported(scope, check, name, moved)]


def _run(items: Sequence[_Broken]) -> tuple[Predicate | None, int]:
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


def _whole(items: Sequence[_Broken], size: int) -> int:
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


def _path(field: str) -> str:
    """The JSON Pointer of a field, nested ones dotted."""
    return reduce(pointer, field.split("."), "")
