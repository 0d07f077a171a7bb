"""The rules of one model as `if`/`then`, an entry a check, in report order.

Conditions that speak of families or of assumed values, and "the field is sent" where
that takes more than one keyword, stand under a name in the model's own `$defs`. What
gets a name depends on the condition alone, never on how often it is used: so a change
of one row touches the lines of that row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from accordant import ir
from accordant.jsonvalue import same
from accordant.rules import wording
from accordant.targets.jsonschema import keywords
from accordant.targets.jsonschema.formula import (
    FALSE,
    TRUE,
    All,
    Any,
    Field,
    Formula,
    Is,
    Named,
    Reading,
    every,
    negate,
    sent,
    surely,
)
from accordant.targets.jsonschema.keywords import Found, Schema


@dataclass(slots=True)
class Scope:
    """The model whose rules are spelled, where its schema stands in the file, and the
    conditions named so far. Names in `taken` belong to others."""

    model: ir.Model
    declarations: Mapping[str, ir.Decl]
    at: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()
    conditions: dict[str, Schema] = field(default_factory=dict)
    reading: Reading = field(init=False)
    spelled: dict[int, tuple[Formula, Found]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reading = Reading(self.model.table)


def entries(scope: Scope) -> list[Schema]:
    """What `allOf` holds: the checks of severity error (rule S15)."""
    checks = [c for c in scope.model.table.checks() if c.severity == "error"]
    found = [_entry(scope, check) for check in checks]
    return [entry for entry in found if entry is not None]


def _entry(scope: Scope, check: ir.Check) -> Schema | None:
    """`if` all of when holds, `then` no require is surely false, no forbid true."""
    read = scope.reading
    when = every(surely(read, test, True) for test in check.when)
    broken = [surely(read, test, False) for test in check.require]
    broken += [surely(read, test, True) for test in check.forbid]
    condition = _spelled(scope, when)
    demand = _spelled(scope, every(map(negate, broken)))
    if isinstance(condition, bool) or demand == {}:
        return None
    entry: Schema = {"$comment": f"{check.id}: {check.message}"}
    if condition:
        return entry | {"if": condition, "then": demand}
    return entry | ({"not": {}} if isinstance(demand, bool) else demand)


def _spelled(scope: Scope, formula: Formula) -> Found:
    """A formula as a schema of the whole object."""
    match formula:
        case All(parts) if len(parts) > 1:
            return keywords.conjoined(_inline(scope, part) for part in parts)
        case Any(parts) if parts:
            return keywords.alternatives(_spelled(scope, part) for part in parts)
        case Field(path, value, absent) if value == TRUE and absent == FALSE:
            schema = _inline(scope, formula)
            if isinstance(schema, bool) or len(schema) < 2:
                return schema
            name = wording.condition(ir.Test(path, ((ir.Present(True),),)))
            return _named(scope, name, schema)
        case Named(name, inner, truth):
            if id(inner) not in scope.spelled:
                scope.spelled[id(inner)] = inner, _spelled(scope, inner)
            schema = scope.spelled[id(inner)][1]
            if isinstance(schema, bool):
                return False if truth else {}
            referred = _named(scope, name, schema)
            return referred if truth else {"not": referred}
        case _:
            return _inline(scope, formula)


def _named(scope: Scope, name: str, schema: Schema) -> Schema:
    """A reference to a named condition; the condition itself if the name is taken."""
    name = keywords.key(name)
    if name in scope.taken:
        return schema
    if not same(scope.conditions.setdefault(name, schema), schema):
        return schema
    return keywords.reference(*scope.at, "$defs", name)


def _inline(scope: Scope, formula: Formula) -> Found:
    """A formula without a name, whose keywords may stand beside others."""
    if not isinstance(formula, Field):
        if formula in (TRUE, FALSE):
            return {} if formula == TRUE else False
        return _spelled(scope, formula)
    path, value = formula.path, _value(formula.value)
    positions = list(_positions(scope, path))
    last = positions[-1]
    if formula.absent == FALSE:
        if last.nullable:
            value = keywords.without_null(value, last.kind)
        return _at(positions, value, True)
    if formula.absent == TRUE:
        return _at(positions, keywords.with_null(value) if last.nullable else value)
    there, otherwise = _spelled(scope, sent(path)), _spelled(scope, formula.absent)
    then = _at(positions, value)
    choice: Schema = {"if": there}
    if then != {}:
        choice["then"] = then
    return choice | {"else": otherwise}


def _value(formula: Formula) -> Found:
    """A formula about one value that is not null."""
    match formula:
        case Is(atom, truth):
            return keywords.answer(atom, truth)
        case All(parts):
            return keywords.conjoined(map(_value, parts))
        case Any(parts):
            return keywords.alternatives(map(_value, parts))
        case _:
            raise AssertionError(formula)


def _at(positions: list[ir.Position], value: Found, sent: bool = False) -> Found:
    """An object whose field fits if it has the field, or (`sent`) that has it."""
    position, *below = positions
    inner = _at(below, value, sent) if below else value
    if below and sent and position.nullable:
        inner = keywords.conjoined([{"type": "object"}, inner])
    schema: Schema = {}
    if sent and not position.required:
        schema["required"] = [position.wire]
    if inner != {}:
        schema["properties"] = {position.wire: inner}
    return schema


def _positions(scope: Scope, path: str) -> list[ir.Position]:
    """The positions on the way to a field; dots lead into nested models."""
    model = scope.model
    found: list[ir.Position] = []
    for part in path.split("."):
        if found:
            below = found[-1].below
            assert isinstance(below, ir.Ref)
            inner = scope.declarations[below.name]
            assert isinstance(inner, ir.Model)
            model = inner
        found.append(next(p for p in model.positions if p.wire == part))
    return found
