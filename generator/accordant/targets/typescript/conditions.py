"""The conditions of validators, spelled one to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from accordant import ir, program as p
from accordant.ir.forms import CAPTURE
from accordant.jsonvalue import key as json_key
from accordant.targets.typescript.patterns import form_expression, regular_expression
from accordant.targets.typescript.printing import (
    LINE,
    Code,
    Group,
    Indent,
    enclosed,
    joined,
)
from accordant.targets.typescript.text import code, listed, literal

_KINDS = {
    "null": "isNull",
    "boolean": "isBoolean",
    "integer": "isInteger",
    "number": "isNumber",
    "string": "isString",
    "array": "isArray",
    "object": "isObject",
}
_OPS = {
    "minimum": ">=",
    "exclusiveMinimum": ">",
    "maximum": "<=",
    "exclusiveMaximum": "<",
    "minLength": ">=",
    "maxLength": "<=",
    "minItems": ">=",
    "maxItems": "<=",
}


class Pool(Protocol):
    """Where constants are kept."""

    used: set[str]

    def name(self, key: object, words: Sequence[str], code: Code) -> str: ...


class Conditions:
    """Spells conditions; `local` names the variable of each value."""

    def __init__(self, pool: Pool, local: Callable[[p.Var], str]) -> None:
        self.pool = pool
        self.local = local

    def test(self, condition: p.Condition) -> Code:
        """A condition as it stands in the head of an `if`."""
        match condition:
            case p.All(()):
                return "true"
            case p.All(parts):
                return joined([self.part(part) for part in parts], [" &&", LINE])
            case p.Any(parts):
                ways = [way for part in parts for way in self.ways(part)]
                return joined(ways, [" ||", LINE])
            case p.Within():
                return joined(self.ways(condition), [" ||", LINE])
            case _:
                return self.part(condition)

    def part(self, condition: p.Condition) -> Code:
        """A condition inside another one."""
        match condition:
            case p.All(parts) | p.Any(parts) if len(parts) > 1:
                inner = self.test(condition)
                assert isinstance(inner, list)
                return ["(", Group([inner[0], Indent(inner[1:])]), ")"]
            case p.All(parts) | p.Any(parts):
                return self.part(parts[0]) if parts else "true"
            case p.Meets(var, atom, truth, form):
                return self.meets(self.local(var), atom, truth, form)
            case p.Is(var, kind):
                return self.used(_KINDS[kind], self.local(var))
            case p.Tagged(var, tag, values):
                known = [literal(tag), *map(literal, values)]
                return self.used("isTagged", self.local(var), *known)
            case p.OnlyArm(var, keys, index):
                arms = self.arms(var, keys)
                return self.used("isOnlyArm", self.local(var), arms, str(index))
            case p.Sent(var):
                return self.used("isSent", self.local(var))
            case p.Unsent(var):
                return f"{self.local(var)} === undefined"
            case p.Known(var):
                return self.used("isKnown", self.local(var))
            case p.Compared():
                return self.compared(condition)
            case p.Within():
                ways = self.ways(condition)
                if len(ways) == 1:
                    return ways[0]
                inner = joined(ways, [" ||", LINE])
                return ["(", Group([inner[0], Indent(inner[1:])]), ")"]
            case p.AtLeast(number, several):
                return self.used("atLeast", str(number), *map(self.local, several))
            case p.AtMost(number, several):
                return self.used("atMost", str(number), *map(self.local, several))

    def used(self, function: str, *parts: str) -> Code:
        """A call of the runtime."""
        self.pool.used.add(function)
        return enclosed(f"{function}(", parts, ")")

    def compared(self, one: p.Compared) -> Code:
        self.pool.used.add("num")
        other = f"num({self.local(one.other)})"
        if one.times != 1:
            other = f"{one.times} * {other}"
        found = f"num({self.local(one.var)}) {_OPS[one.op]} {other}"
        return found if one.truth else f"!({found})"

    def ways(self, condition: p.Condition) -> list[Code]:
        """The alternatives that a condition is, one if it is none of some."""
        if not isinstance(condition, p.Within):
            return [self.part(condition)]
        name = self.local(condition.var)
        found: list[Code] = []
        if condition.values:
            values = condition.values
            found.append(self.one_of(name, values, True, condition.words))
        if condition.families:
            families = map(literal, condition.families)
            found.append(self.used("isSomeOf", name, *families))
        return found

    # --- atoms ---

    def meets(
        self, name: str, atom: ir.Atom, truth: bool, form: ir.Form | None
    ) -> Code:
        match atom:
            case ir.OfType(kind=kind):
                return _not(self.used(_KINDS[kind], name), truth)
            case ir.Unicode():
                return _not(self.used("isUnicode", name), truth)
            case ir.UniqueItems():
                return _not(self.used("hasTwins", name), not truth)
            case ir.OneOf(values=values):
                return self.one_of(name, values, truth)
            case ir.Bound(op=op, limit=limit):
                return self.bound("num", name, op, limit, truth)
            case ir.Length(op=op, limit=limit):
                return self.bound("length", name, op, limit, truth)
            case ir.Items(op=op, limit=limit):
                return self.bound("size", name, op, limit, truth)
            case ir.MultipleOf(factor=factor):
                self.pool.used.add("num")
                sign = "===" if truth else "!=="
                return f"num({name}) % {literal(factor)} {sign} 0"
            case ir.Pattern(text=text):
                self.pool.used.add("matches")
                made = _expression(regular_expression(text))
                pattern = self.pool.name(("u", text), [name, "pattern"], made)
                return _not(f"matches({pattern}, {name})", truth)
            case ir.Parses():
                assert form is not None
                self.pool.used.add("captures")
                sign = "!==" if truth else "==="
                return f"captures({self.form(form)}, {name}) {sign} undefined"
            case _:
                raise AssertionError(atom)

    def bound(
        self, of: str, name: str, op: str, limit: int | float, truth: bool
    ) -> Code:
        """A bound; where it is denied, what is no number is beyond it."""
        self.pool.used.add(of)
        found = f"{of}({name}) {_OPS[op]} {literal(limit)}"
        return found if truth else f"!({found})"

    def one_of(
        self,
        name: str,
        values: Sequence[ir.Json],
        truth: bool,
        words: Sequence[str] = (),
    ) -> Code:
        """Whether a value equals one of some; the numbers 1 and 1.0 are equal."""
        if any(isinstance(value, list | dict) for value in values):
            listed = self.constant(values, [*(words or (name, "values"))], "")
            self.pool.used.add("isOneOf")
            return _not(f"isOneOf({name}, {listed})", truth)
        if len(values) == 1:
            return f"{name} {'===' if truth else '!=='} {literal(values[0])}"
        known = self.constant(values, [*(words or (name, "values"))], "Set")
        return _not(enclosed(f"{known}.has(", [name], ")"), truth)

    def constant(
        self, values: Sequence[ir.Json], words: Sequence[str], kind: str
    ) -> str:
        key = (kind, json_key([*values]))
        if kind == "Set":
            made = listed(values, "new Set<unknown>([", "])")
        else:
            made = code([*values])
        return self.pool.name(key, words, made)

    def form(self, form: ir.Form) -> str:
        text = form_expression(form.texts, CAPTURE)
        return self.pool.name(text, [form.field, "form"], _expression(text))

    def arms(self, var: p.Var, keys: tuple[ir.Keys, ...]) -> str:
        plain: list[ir.Json] = [
            [[wire, needed, [*kinds]] for wire, needed, kinds in arm] for arm in keys
        ]
        name = self.local(var)
        self.pool.used.add("type Keys")
        made: Code = [code(plain), " satisfies readonly Keys[]"]
        return self.pool.name(("arms", json_key(plain)), [name, "arms"], made)


def _not(found: Code, truth: bool) -> Code:
    return found if truth else ["!", found]


def _expression(text: str) -> Code:
    return enclosed("new RegExp(", [literal(text), '"u"'], ")")
