"""The functions that judge the text of one field: its form, and the numbers in it."""

from __future__ import annotations

from dataclasses import replace

from accordant import ir
from accordant.rules.predicate import violated
from accordant.targets.python import rules
from accordant.targets.python.assumed import numbers
from accordant.targets.python.code import Branch, Code, lines
from accordant.targets.python.scope import Scope
from accordant.targets.python.text import names_in

REFUSE = "return False"
"""What an acceptor does with a value that it does not accept."""


def fits(
    scope: Scope, position: ir.Position, checks: tuple[ir.Check, ...], name: str
) -> list[Code]:
    """A function that says whether a value that was sent breaks none of some checks,
    which ask for nothing but this value."""
    field = position.wire
    table = ir.Table(
        families=scope.table.families_of(field),
        forms=tuple(form for form in scope.table.forms if form.field == field),
    )
    # A field that is always there, a string, and right as far as its schema goes.
    there = replace(position, required=True, nullable=False, checks=())
    model = replace(scope.model, table=table)
    own = Scope(model, {field: there}, scope.constants, scope.prefix)
    items = [
        rules.Broken(violated(table, check), replace(check, id=str(index)), check.id)
        for index, check in enumerate(checks)
    ]
    code = rules.grouped(own, items, [], lambda check, constant: REFUSE)
    body: list[Code] = ['"""Whether a text breaks none of the rows on it alone."""']
    for form in table.forms:
        body += numbers(own, form, names_in("\n".join(lines(code))))
    body += [*code, "return True"]
    return ["", "", Branch(f"def {name}({own.sent[field]}: str) -> bool", (), body)]
