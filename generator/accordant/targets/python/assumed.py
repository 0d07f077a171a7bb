"""What the rows of a table go by, before the first of them: what the server assumes for
fields that were not sent, and the numbers that are read from strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accordant import ir
from accordant.rules.predicate import applies
from accordant.targets.python.code import Code, Condition, Either, chain, lines, when
from accordant.targets.python.scope import Scope
from accordant.targets.python.text import Call, literal, names_in

_ASSUMED = "# What the server assumes."
_NUMBERS = "# The numbers in strings; None where a string is not of its form."


def assumed(scope: Scope, code: Sequence[Code]) -> list[Code]:
    """The variables that the code of the rules asks for, and those that they ask for,
    each after all that it reads."""
    steps: list[tuple[str, list[Code]]] = []
    found: list[Code] = [*code]
    for field, form in reversed(list(_steps(scope))):
        used = names_in("\n".join(lines(found)))
        heading, step = _NUMBERS if form else _ASSUMED, list[Code]()
        if form is not None:
            step = list(numbers(scope, form, used))
        elif scope.effective[field] in used:
            step = list(_default(scope, field))
        steps.insert(0, (heading, step))
        found[:0] = step
    parts = [(heading, step) for heading, step in steps if step]
    laid: list[Code] = []
    for index, (heading, step) in enumerate(parts):
        if index == 0 or parts[index - 1][0] != heading:
            laid += ["", heading]
        laid += step
    return laid


def _steps(scope: Scope) -> Iterator[tuple[str, ir.Form | None]]:
    """Fields with defaults, and with their form those whose strings hold numbers, in an
    order in which each can be known."""
    table = scope.table
    rows = enumerate(table.defaults)
    last = {row.field: index for index, row in rows if row.field in scope.effective}
    tests = [test for row in table.defaults for test in row.when]
    early = {field for test in tests for field in table.read_by(test)}
    sent = [form for form in table.forms if form.field not in scope.effective]
    yield from ((form.field, form) for form in sent if form.field in early)
    for field in sorted(last, key=lambda name: last[name]):
        yield field, None
        form = table.form_of(field)
        if form is not None:
            yield field, form
    yield from ((form.field, form) for form in sent if form.field not in early)


# --- defaults ---


def _default(scope: Scope, field: str) -> Iterator[Code]:
    rows = scope.table.defaults_of(field)
    sent, name = scope.sent[field], scope.effective[field]
    if len(rows) == 1 and not rows[0].given and not rows[0].when:
        value = _value(scope, rows[0])
        yield f"{name}: Any = {value} if {sent} is None else {sent}"
    else:
        yield f"{name}: Any = {sent}"
        yield when([f"{sent} is None"], *_rows(scope, name, rows))


def _value(scope: Scope, row: ir.Default) -> str:
    if row.family is not None:
        return scope.sentinel(row.family)
    return literal(row.value)


def _rows(scope: Scope, name: str, rows: Sequence[ir.Default]) -> list[Code]:
    """The first row that is not false decides; where that is unsure, nothing does."""
    if not rows:
        return ["pass"]
    row, *rest = rows
    value = f"{name} = {_value(scope, row)}"
    if not row.given and not row.when:
        return [value]
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
        branches.append((surely, [value]))
    if surely_not is not None:
        branches.append((surely_not, _rows(scope, name, rest)))
    return [*before, *chain(branches, [f"{name} = _INVALID"])]


# --- numbers in strings ---


def numbers(scope: Scope, form: ir.Form, used: set[str]) -> Iterator[Code]:
    """The match of a string, and the parts of it that are used."""
    match = scope.matches[form.field]
    groups = {name: f"int({match}[{i}])" for i, name in enumerate(form.captures, 1)}
    for product in form.products:
        one, other = product.factors
        groups[product.name] = f"{groups[one]} * {groups[other]}"
    names = {part: scope.parts[f"{form.field}.{part}"] for part in form.parts}
    asked = [part for part in form.parts if names[part] in used]
    if asked or match in used:
        pattern, value = scope.form(form.field), scope.value(form.field)
        if scope.surely(form.field):
            yield f"{match} = {pattern}.fullmatch({value})"
        else:
            yield Call(f"{match} = _of_form(", [pattern, value])
    for part in asked:
        yield f"{names[part]} = {groups[part]} if {match} else None"
