"""The rules of one model as `if`/`then`, an entry a check, in report order.

Conditions that speak of families or of assumed values, and "the field is sent" where
that takes more than one keyword, stand under a name in the model's own `$defs`. What
gets a name depends on the condition alone, never on how often it is used: so a change
of one row touches the lines of that row.

`x-numbers` stands only where a validator that does not know it refuses less: what
`when` says of such numbers is in `then`, as the other way to be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from accordant import ir
from accordant.jsonvalue import same
from accordant.rules import wording
from accordant.rules.fields import way_to
from accordant.targets.jsonschema import forms, keywords
from accordant.targets.jsonschema.formula import (
    FALSE,
    TRUE,
    All,
    Any,
    Field,
    Formula,
    Is,
    Named,
    Numbers,
    every,
    negate,
    on_numbers,
    sent,
    some,
)
from accordant.targets.jsonschema.keywords import Found, Schema
from accordant.targets.jsonschema.surely import Reading, surely


@dataclass(slots=True)
class Scope:
    """The model whose rules are spelled, where its schema stands in the file, and the
    conditions named so far. Names in `taken` belong to others. `numbers` are the ids of
    the checks that need `x-numbers`."""

    model: ir.Model
    declarations: Mapping[str, ir.Decl]
    at: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()
    conditions: dict[str, Schema] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    reading: Reading = field(init=False)
    spelled: dict[int, tuple[Formula, Found]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reading = Reading(self.model, self.declarations)


def entries(scope: Scope) -> list[Schema]:
    """What `allOf` holds: the checks of severity error (rule S15)."""
    checks = [c for c in scope.model.table.checks() if c.severity == "error"]
    found = [_entry(scope, check) for check in checks]
    return [entry for entry in found if entry is not None]


def _entry(scope: Scope, check: ir.Check) -> Schema | None:
    """`if` all of when holds, `then` no require is surely false, no forbid true."""
    read = scope.reading
    when = [surely(read, test, True) for test in check.when]
    broken = [surely(read, test, False) for test in check.require]
    broken += [surely(read, test, True) for test in check.forbid]
    condition = _spelled(scope, every(test for test in when if not on_numbers(test)))
    ways = [negate(test) for test in when if on_numbers(test)]
    demand = _spelled(scope, some([*ways, every(map(negate, broken))]))
    if isinstance(condition, bool) or demand == {}:
        return None
    if any(map(on_numbers, [*when, *broken])):
        scope.numbers.append(check.id)
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
        case Numbers():
            return _numbers(scope, formula)
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
    path, value = formula.path, _value(scope, formula.value)
    if path == ir.WHOLE:
        return value
    positions = way_to(scope.model, scope.declarations, path)
    if formula.absent == FALSE:
        return _sent(positions, value)
    if formula.absent == TRUE:
        return _if_sent(positions, value)
    there, otherwise = _spelled(scope, sent(path)), _spelled(scope, formula.absent)
    then = _at(positions, value)
    choice: Schema = {"if": there}
    if then != {}:
        choice["then"] = then
    return choice | {"else": otherwise}


def _value(scope: Scope, formula: Formula) -> Found:
    """A formula about one value that is not null."""
    match formula:
        case Is(ir.Count() as atom, True):
            return _counted(scope, atom)
        case Is(atom, truth):
            return keywords.answer(atom, truth)
        case All(parts):
            return keywords.conjoined(_value(scope, part) for part in parts)
        case Any(parts):
            return keywords.alternatives(_value(scope, part) for part in parts)
        case _:
            raise AssertionError(formula)


def _counted(scope: Scope, atom: ir.Count) -> Found:
    """A set rule, as a schema of the object that holds its fields."""
    if "." not in atom.fields[0]:
        there = [_spelled(scope, sent(path)) for path in atom.fields]
        missing = [_inline(scope, negate(sent(path))) for path in atom.fields]
        return keywords.counted(atom.op, there, missing)
    ways = [way_to(scope.model, scope.declarations, path)[-1:] for path in atom.fields]
    there = [_sent(way, {}) for way in ways]
    return keywords.counted(atom.op, there, [_if_sent(way, False) for way in ways])


def _numbers(scope: Scope, formula: Numbers) -> Schema:
    """What is said of numbers if they are there."""
    assert not formula.sure, "said of numbers that may not be there, or inside 'not'"
    atom, table = formula.atom, scope.model.table
    names = [formula.field]
    if isinstance(atom, ir.Relative):
        names.append(atom.field)
    parts = [part for part in map(table.part_of, names) if part is not None]
    found: Schema = {"parse": forms.parse(parts)} if parts else {}
    found["properties"] = {formula.field: keywords.answer(atom, formula.truth)}
    return {"x-numbers": found}


def _sent(positions: list[ir.Position], value: Found) -> Found:
    """An object that has the field, not null, and there the value."""
    last = positions[-1]
    if last.nullable:
        value = keywords.without_null(value, last.kind)
    return _at(positions, value, True)


def _if_sent(positions: list[ir.Position], value: Found) -> Found:
    """An object that has no such field, or null, or there the value."""
    return _at(
        positions, keywords.with_null(value) if positions[-1].nullable else value
    )


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
