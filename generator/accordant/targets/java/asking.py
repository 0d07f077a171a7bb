"""The conditions of validators as Java: expressions, or such with `&&` and `||`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from accordant import ir
from accordant.program import (
    All,
    Any,
    AtLeast,
    AtMost,
    Compared,
    Condition,
    Is,
    Known,
    Meets,
    OnlyArm,
    Sent,
    Tagged,
    Unsent,
    Var,
    Within,
)
from accordant.targets.java.conditions import Asked, Joined
from accordant.targets.java.patterns import java_pattern
from accordant.targets.java.text import literal

_KINDS = {
    "string": "{}.isTextual()",
    "boolean": "{}.isBoolean()",
    "array": "{}.isArray()",
    "object": "{}.isObject()",
    "null": "{}.isNull()",
    "integer": "Checks.isInteger({})",
    "number": "Checks.isNumber({})",
}
_SIGNS = {
    "minimum": (">=", "<"),
    "exclusiveMinimum": (">", "<="),
    "maximum": ("<=", ">"),
    "exclusiveMaximum": ("<", ">="),
    "minLength": (">=", "<"),
    "maxLength": ("<=", ">"),
    "minItems": (">=", "<"),
    "maxItems": ("<=", ">"),
}

Constants: TypeAlias = Callable[[Sequence[str], str, str, Sequence[str]], str]


class Asking:
    """Spells conditions: `name` gives variables, `constant` makes constants."""

    def __init__(self, name: Callable[[Var], str], constant: Constants) -> None:
        self.name = name
        self.constant = constant

    def of(self, condition: Condition) -> Asked:
        match condition:
            case Meets():
                return self.meets(condition)
            case Is(var, kind):
                return _KINDS[kind].format(self.name(var))
            case Tagged(var, tag, values):
                texts = ", ".join(map(literal, (tag, *values)))
                return f"Checks.isTagged({self.name(var)}, {texts})"
            case OnlyArm(var, keys, index):
                return f"Checks.onlyArm({self.name(var)}, {self.arms(keys)}) == {index}"
            case Sent(var):
                return f"Checks.isSent({self.name(var)})"
            case Unsent(var):
                return f"{self.name(var)} == null"
            case Known(var):
                return f"Checks.isKnown({self.name(var)})"
            case Compared(var, op, other, times, truth):
                sign = _SIGNS[op][not truth]
                factor = f"{_number(times)} * " if times != 1 else ""
                one, two = self.name(var), self.name(other)
                return f"{one}.doubleValue() {sign} {factor}{two}.doubleValue()"
            case Within():
                return self.within(condition)
            case AtLeast(number, found):
                return f"Checks.sent({', '.join(map(self.name, found))}) >= {number}"
            case AtMost(number, found):
                return f"Checks.present({', '.join(map(self.name, found))}) <= {number}"
            case All(parts):
                return self.joined("&&", parts, "true")
            case Any(parts):
                return self.joined("||", parts, "false")

    def joined(
        self, sign: Literal["&&", "||"], parts: Sequence[Condition], nothing: str
    ) -> Asked:
        flat: list[Asked] = []
        for part in parts:
            found = self.of(part)
            same = isinstance(found, Joined) and found.sign == sign
            flat += found.parts if isinstance(found, Joined) and same else (found,)
        if not flat:
            return nothing
        return flat[0] if len(flat) == 1 else Joined(sign, tuple(flat))

    def meets(self, asked: Meets) -> str:
        var, atom, truth, form = asked.var, asked.atom, asked.truth, asked.form
        name = self.name(var)
        no = "" if truth else "!"
        match atom:
            case ir.OfType(kind=kind):
                return no + _KINDS[kind].format(name)
            case ir.Unicode():
                return f"{'!' if truth else ''}Checks.hasLoneSurrogate({name})"
            case ir.OneOf(values=values):
                structural = var.role in ("field", "item")
                words = (*asked.words, "values") if structural else asked.words
                return no + self.one_of(name, values, words)
            case ir.Bound(op=op, limit=limit):
                return f"{name}.doubleValue() {_SIGNS[op][not truth]} {_number(limit)}"
            case ir.MultipleOf(factor=factor):
                return f"{no}Checks.isMultiple({name}, {_number(factor)})"
            case ir.Length(op=op, limit=limit):
                return f"Checks.length({name}) {_SIGNS[op][not truth]} {_number(limit)}"
            case ir.Items(op=op, limit=limit):
                return f"{name}.size() {_SIGNS[op][not truth]} {_number(limit)}"
            case ir.Pattern(text=text):
                args = [literal(java_pattern(text))]
                at = (var.at, "pattern")
                found = self.constant(at, "Pattern", "Pattern.compile", args)
                return f"{no}Checks.matches({name}, {found})"
            case ir.UniqueItems():
                return f"{'!' if truth else ''}Checks.hasTwins({name})"
            case ir.Parses() if form is not None:
                return f"{no}Checks.parses({name}, {self.form(form)})"
            case _:
                raise AssertionError(atom)

    def size(self, var: Var) -> str:
        """The length that a message tells."""
        name = self.name(var)
        return f"{name}.size()" if var.kind == "array" else f"Checks.length({name})"

    def form(self, form: ir.Form) -> str:
        """The pattern of a form."""
        args = [literal(form.pattern)]
        return self.constant((form.field, "form"), "Pattern", "Pattern.compile", args)

    def one_of(self, name: str, values: Sequence[ir.Json], words: Sequence[str]) -> str:
        """Whether a value equals one of some constants."""
        if values and all(isinstance(value, str) for value in values):
            texts = [literal(v) for v in dict.fromkeys(values) if isinstance(v, str)]
            found = self.constant(words, "Set<String>", "Set.of", texts)
        else:
            args = [literal(json.dumps([*values]))]
            found = self.constant(words, "JsonNode", "Checks.constant", args)
        return f"Checks.isOneOf({name}, {found})"

    def within(self, asked: Within) -> Asked:
        name = self.name(asked.var)
        parts: list[Asked] = []
        if asked.values:
            words = (asked.var.at, *asked.words)
            parts.append(self.one_of(name, asked.values, words))
        for family in asked.families:
            args = [literal(f"{asked.var.at} {family}")]
            some = self.constant(("SOME", family), "JsonNode", "Checks.someOf", args)
            parts.append(f"{name} == {some}")
        return parts[0] if len(parts) == 1 else Joined("||", tuple(parts))

    def arms(self, keys: tuple[ir.Keys, ...]) -> str:
        """What tells the arms of a union apart, as a constant."""
        lists = []
        for arm in keys:
            pairs = [
                f"{literal(name)}, {literal(('!' if needed else '') + ' '.join(kinds))}"
                for name, needed, kinds in arm
            ]
            lists.append(f"List.of({', '.join(pairs)})")
        type_ = "List<List<String>>"
        return self.constant(("ARMS",), type_, "List.of", lists)


def _number(limit: float) -> str:
    if isinstance(limit, int) and abs(limit) < 2**31:
        return str(limit)
    if isinstance(limit, int) and abs(limit) < 2**53:
        return f"{limit}L"
    return repr(float(limit))
