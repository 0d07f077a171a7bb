"""Conditions of validators as Ruby expressions."""

from __future__ import annotations

from collections.abc import Sequence

from accordant import ir, program as p
from accordant.targets.ruby.scope import Scope
from accordant.targets.ruby.text import Call, all_texts, literal, strings, symbol

_KINDS = {
    "string": "{}.is_a?(String)",
    "integer": "integer?({})",
    "number": "number?({})",
    "boolean": "boolean?({})",
    "array": "{}.is_a?(Array)",
    "object": "{}.is_a?(Hash)",
    "null": "{}.nil?",
}
_BOUNDS = {
    "minimum": (">=", "<"),
    "exclusiveMinimum": (">", "<="),
    "maximum": ("<=", ">"),
    "exclusiveMaximum": ("<", ">="),
}
_SIZES = {
    "minLength": (">=", "<"),
    "maxLength": ("<=", ">"),
    "minItems": (">=", "<"),
    "maxItems": ("<=", ">"),
}
_ROOM = 96


class Conditions:
    """Spells conditions; what they need of constants is in `scope`."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def text(self, condition: p.Condition, inside: str = "") -> str:
        """An expression, of several lines if it is long; `inside` is the operator that
        stands around it."""
        match condition:
            case p.Meets():
                return self.meets(condition)
            case p.Is(var, kind):
                return _KINDS[kind].format(self.scope.name(var))
            case p.Tagged(var, tag, values):
                name = self.scope.name(var)
                words = (*_said(var.at), tag, "arm")
                listed = self.texts(values, words)
                value = f"tag({name}, {literal(tag)})"
                return f"{listed}.include?({value})"
            case p.OnlyArm(var, keys, index):
                arms = self.arms(keys, var)
                return f"only_arm?({self.scope.name(var)}, {arms}, {index})"
            case p.Sent(var):
                return f"sent?({self.scope.name(var)})"
            case p.Unsent(var):
                return f"{self.scope.name(var)}.nil?"
            case p.Known(var):
                return f"known?({self.scope.name(var)})"
            case p.Compared(var, op, other, times, truth):
                sign = _BOUNDS[op][not truth]
                scale = f" * {times}" if times != 1 else ""
                right = f"{self.scope.name(other)}{scale}"
                return f"{self.scope.name(var)} {sign} {right}"
            case p.Within():
                return self.within(condition)
            case p.AtLeast(number, several):
                return f"surely_sent({self.names(several)}) >= {number}"
            case p.AtMost(number, several):
                return f"maybe_sent({self.names(several)}) <= {number}"
            case p.All(parts):
                return self.joined(parts, "&&", inside)
            case p.Any(parts):
                return self.joined(parts, "||", inside)

    def joined(self, parts: Sequence[p.Condition], word: str, inside: str) -> str:
        texts = [self.text(part, word) for part in parts]
        if not texts:
            return "true" if word == "&&" else "false"
        line = f" {word} ".join(texts)
        if len(line) > _ROOM or "\n" in line:
            line = f" {word}\n".join(texts)
        wrapped = inside not in ("", word) and len(texts) > 1
        return f"({line})" if wrapped else line

    def names(self, several: Sequence[p.Var]) -> str:
        return ", ".join(map(self.scope.name, several))

    def within(self, condition: p.Within) -> str:
        name = self.scope.name(condition.var)
        members = [*map(literal, condition.values), *map(symbol, condition.families)]
        if len(members) == 1:
            return f"{name} == {members[0]}"
        words = (condition.var.at.replace(".", "_"), *condition.words)
        return f"{self.listed(members, words)}.include?({name})"

    def texts(self, values: Sequence[str], words: tuple[str, ...]) -> str:
        return self.scope.constant("", strings(values, ".freeze"), words)

    def listed(self, members: Sequence[str], words: tuple[str, ...]) -> str:
        """A constant that holds some values."""
        return self.scope.constant("", Call("[", members, "].freeze"), words)

    def arms(self, keys: Sequence[ir.Keys], var: p.Var) -> str:
        """A constant with the keys of each arm of a union."""
        spelled = [
            Call(
                "[",
                [
                    "[" + ", ".join(literal(k) for k, needed, _ in arm if needed) + "]",
                    Call(
                        "{",
                        [
                            f"{literal(k)} => %w[{' '.join(kinds)}]"
                            for k, _, kinds in arm
                            if kinds
                        ],
                        "}",
                    ),
                ],
                "]",
            )
            for arm in keys
        ]
        return self.scope.constant(
            "", Call("[", spelled, "].freeze"), (*_said(var.at), "arms")
        )

    def meets(self, asked: p.Meets) -> str:
        var, atom, truth, form = asked.var, asked.atom, asked.truth, asked.form
        name = self.scope.name(var)
        no = "" if truth else "!"
        match atom:
            case ir.OfType(kind):
                return no + _KINDS[kind].format(name)
            case ir.Unicode():
                return f"{no}{name}.valid_encoding?"
            case ir.OneOf(values):
                structural = var.role in ("field", "item")
                words = (*asked.words, "values") if structural else asked.words
                return self.one_of(name, values, truth, words)
            case ir.Bound(op, limit):
                return f"{name} {_BOUNDS[op][not truth]} {literal(limit)}"
            case ir.MultipleOf(factor):
                found = f"({name} % {literal(factor)}).zero?"
                return found if truth else f"!{found}"
            case ir.Length(op, 1) | ir.Items(op, 1) if op.startswith("min"):
                return f"{'!' if truth else ''}{name}.empty?"
            case ir.Length(op, 0) | ir.Items(op, 0) if op.startswith("max"):
                return f"{'' if truth else '!'}{name}.empty?"
            case ir.Length(op, limit) | ir.Items(op, limit):
                return f"{self.size(var)} {_SIZES[op][not truth]} {literal(limit)}"
            case ir.Pattern(text):
                return f"{no}{self.scope.pattern(text, var.at)}.match?({name})"
            case ir.UniqueItems():
                return f"{'!' if truth else ''}twins?({name})"
            case ir.Parses():
                assert form is not None
                return f"{no}form?({self.scope.form(form)}, {name})"
            case _:
                raise AssertionError(atom)

    def one_of(
        self,
        name: str,
        values: Sequence[ir.Json],
        truth: bool,
        words: tuple[str, ...],
    ) -> str:
        plain = all(
            value is None or not isinstance(value, list | dict) for value in values
        )
        if not plain:
            listed = self.listed([literal(value) for value in values], words)
            return f"{'' if truth else '!'}one_of?({name}, {listed})"
        if len(values) == 1 and values[0] is not None:
            return f"{name} {'==' if truth else '!='} {literal(values[0])}"
        if all_texts(values):
            listed = self.texts([str(value) for value in values], words)
        else:
            listed = self.listed([literal(value) for value in values], words)
        return f"{'' if truth else '!'}{listed}.include?({name})"

    def size(self, var: p.Var) -> str:
        """The length of a string or a list."""
        name = self.scope.name(var)
        return f"{name}.size" if var.kind == "array" else f"{name}.length"


def _said(at: str) -> tuple[str, ...]:
    return tuple(at.replace("[]", ".item").replace("{}", ".value").split("."))
