"""Validators: what `program` says of each model, spelled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from accordant import ir, program as p
from accordant.targets.ruby.conditions import Conditions
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.scope import Scope
from accordant.targets.ruby.text import (
    Call,
    broken,
    indented,
    literal,
    strings,
    symbol,
    wrapped,
)

_FAR = 84
"""Signs that a line may have that is further in than others."""

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_INSERTED = re.compile(r"#\{([^}]*)\}")


def judges(models: Models) -> list[p.Judge]:
    """What is judged, in document order."""
    return p.program(models.api)


def view(models: Models, judge: p.Judge) -> dict[str, object]:
    """What the template of a validator lays out."""
    name = models.classes[judge.model.name]
    writer = _Writer(models, judge)
    structure = list(writer.function("structure", judge.structure))
    rules = list(writer.function("rules", judge.rules))
    scope = writer.scope
    lines = ["extend Internal::Judge", ""]
    if judge.undeclared is not None:
        head = f"undeclared :{judge.undeclared}, beside: "
        lines += [*wrapped(_prefixed(head, strings(judge.fields))), ""]
    for constant, code in scope.constants.items():
        lines += wrapped(_prefixed(f"{constant} = ", code))
    lines += [""] * bool(scope.constants)
    lines += [*structure, *([""] if structure and rules else []), *rules]
    while lines and not lines[-1]:
        lines.pop()
    return {
        "module": models.gem.module,
        "name": name,
        "body": "\n".join(indented(lines, 6)),
    }


def _prefixed(head: str, code: str | Call) -> str | Call:
    if isinstance(code, str):
        return head + code
    return type(code)(head + code.head, code.parts, code.tail)


class _Writer:
    """Writes the functions of one judge."""

    def __init__(self, models: Models, judge: p.Judge) -> None:
        self.models = models
        self.judge = judge
        self.structural = False
        self.scope = Scope(judge.held)
        self.conditions = Conditions(self.scope)

    def function(self, name: str, body: Sequence[p.Statement]) -> Iterator[str]:
        """A function of the judge, if it has anything to do."""
        if not body:
            return
        assumed = {one.var.at for one in body if isinstance(one, p.Assume)}
        self.scope.begin(assumed)
        self.structural = name == "structure"
        lines = list(self.block(body))
        given = {
            "structure": "value, path, prefix, found, objects",
            "rules": "value, path, invalid, found",
        }[name]
        used = _words(lines)
        arguments = [word if word in used else f"_{word}" for word in given.split(", ")]
        yield f"def self.{name}({', '.join(arguments)})"
        yield from indented(lines, 2)
        yield "end"

    def block(self, body: Iterable[p.Statement]) -> Iterator[str]:
        for statement in body:
            yield from self.statement(statement)

    def statement(self, node: p.Statement) -> Iterator[str]:
        match node:
            case p.Report():
                yield from _fitted(_prefixed("found << ", self.violation(node)))
            case p.If(branches, otherwise):
                yield from self.branches(branches, otherwise)
            case p.Field():
                yield from self.field(node)
            case p.Items(of, item, nullable, body):
                inner = self.scope.name(item)
                at = self.scope.place(item)
                lines = list(self.guarded(inner, nullable, body))
                if at in _words(lines):
                    yield f"{self.scope.name(of)}.each_with_index do |{inner}, {at}|"
                else:
                    yield f"{self.scope.name(of)}.each do |{inner}|"
                yield from indented(lines, 2)
                yield "end"
            case p.Entries():
                yield from self.entries(node)
            case p.Enter(var, model, path, prefix):
                name = self.models.classes[model]
                here = self.scope.path(path)
                front = literal(prefix)
                if self.judge.held:
                    front = f'"#{{prefix}}{front[1:-1]}"'
                value = self.scope.name(var)
                parts = [value, here, front, "found", "objects"]
                yield from _fitted(Call(f"{name}.enter(", parts))
            case p.Read(var, keys):
                given = ", ".join(["value", "path", "invalid", *map(literal, keys)])
                yield f"{self.scope.name(var)} = sent({given})"
            case p.Assume(var, of, body):
                name, given = self.scope.name(var), self.scope.name(of)
                yield f"{name} = {given}"
                lines = list(self.block(body))
                if len(lines) == 1 and len(lines[0]) < 100:
                    yield f"{lines[0]} if {given}.nil?"
                elif lines:
                    yield f"if {given}.nil?"
                    yield from indented(lines, 2)
                    yield "end"
            case p.Set(var, value):
                yield f"{self.scope.name(var)} = {self.value(value)}"
            case p.Parse(of, form, parts):
                yield from self.parse(of, form, parts)

    def value(self, value: p.Value) -> str:
        match value:
            case p.Constant(found):
                return (
                    literal(found)
                    if found is not None
                    else "Internal::Constraints::NULL"
                )
            case p.SomeOf(_, family):
                return symbol(family)
            case p.Undecided():
                return "Internal::Constraints::INVALID"

    def branches(
        self,
        branches: Sequence[tuple[p.Condition, tuple[p.Statement, ...]]],
        otherwise: Sequence[p.Statement],
    ) -> Iterator[str]:
        if len(branches) == 1 and not otherwise:
            condition, body = branches[0]
            lines = list(self.block(body))
            asked = self.conditions.text(condition)
            if _negated(asked):
                yield from _unless(asked[1:], lines)
                return
            if (
                len(lines) == 1
                and len(lines[0]) + len(asked) < 100
                and _simple(lines[0])
            ):
                yield f"{lines[0]} if {asked}"
                return
            yield from _asked("if", asked)
            yield from indented(lines, 2)
            yield "end"
            return
        if len(branches) == 1 and _negated(self.conditions.text(branches[0][0])):
            asked = self.conditions.text(branches[0][0])[1:]
            yield f"if {asked}"
            yield from indented(self.block(otherwise), 2)
            yield "else"
            yield from indented(self.block(branches[0][1]), 2)
            yield "end"
            return
        word = "if"
        for condition, body in branches:
            yield from _asked(word, self.conditions.text(condition))
            yield from indented(self.block(body), 2)
            word = "elsif"
        if otherwise:
            yield "else"
            yield from indented(self.block(otherwise), 2)
        yield "end"

    def field(self, node: p.Field) -> Iterator[str]:
        name, key = self.scope.name(node.var), literal(node.wire)
        if node.missing is None:
            if node.nullable:
                yield f"{name} = value[{key}]"
                yield from self.guarded(name, True, node.body)
                return
            yield f"if value.key?({key})"
            yield f"  {name} = value[{key}]"
            yield from indented(self.block(node.body), 2)
            yield "end"
            return
        missing = _fitted(_prefixed("found << ", self.violation(node.missing)))
        if not node.body:
            yield from _unless(f"value.key?({key})", missing)
            return
        yield f"if value.key?({key})"
        yield f"  {name} = value[{key}]"
        yield from indented(self.guarded(name, node.nullable, node.body), 2)
        yield "else"
        yield from indented(missing, 2)
        yield "end"

    def guarded(
        self, name: str, nullable: bool, body: Sequence[p.Statement]
    ) -> Iterator[str]:
        """Statements about a value that may be null, which nothing is said of."""
        lines = list(self.block(body))
        if not nullable:
            yield from lines
            return
        match body:
            case (p.If(branches=((condition, inner),), otherwise=()),):
                asked = self.conditions.text(condition, "&&")
                lines = list(self.block(inner))
                if _negated(asked):
                    yield from _unless(f"{name}.nil? || {asked[1:]}", lines)
                    return
                yield from _asked("if", f"!{name}.nil? && {asked}")
                yield from indented(lines, 2)
                yield "end"
                return
        yield f"unless {name}.nil?"
        yield from indented(lines, 2)
        yield "end"

    def entries(self, node: p.Entries) -> Iterator[str]:
        inner, at = self.scope.name(node.item), self.scope.place(node.item)
        of = "value" if node.of is None else self.scope.name(node.of)
        lines = list(self.guarded(inner, node.nullable, node.body))
        if node.of is None:
            declared = self.conditions.texts(self.judge.fields, ("declared",))
            yield f"(value.keys - {declared}).sort.each do |key|"
        else:
            yield f"{of}.keys.sort.each do |key|"
        yield f"  {inner} = {of}[key]"
        if at in _words(lines):
            yield f"  {at} = escaped(key)"
        yield from indented(lines, 2)
        yield "end"

    def parse(
        self, of: p.Var, form: ir.Form, parts: Sequence[tuple[str, p.Var]]
    ) -> Iterator[str]:
        pattern = self.scope.form(form)
        wanted = dict(parts)
        needed = set(wanted)
        for product in form.products:
            if product.name in wanted:
                needed |= set(product.factors)
        numbers = self.scope.local(f"{form.field}_numbers")
        given = self.scope.name(of)
        yield f"{numbers} = numbers({pattern}, {given})"
        for name in form.captures:
            if name in wanted:
                index = form.captures.index(name)
                yield f"{self.scope.name(wanted[name])} = {numbers}&.at({index})"
        for product in form.products:
            if product.name in wanted:
                one, other = (form.captures.index(f) for f in product.factors)
                name = self.scope.name(wanted[product.name])
                yield f"{name} = {numbers} && ({numbers}[{one}] * {numbers}[{other}])"

    def violation(self, node: p.Report) -> str | Call:
        check, fixed = node.check, node.path.fixed
        source = literal(str(check.source))
        facts = [
            literal(check.id),
            literal(fixed or ""),
            literal(check.message),
            f":{check.severity}",
            source,
        ]
        found = self.scope.constant("V", Call("Violation.new(", facts), node.words)
        placed: str | Call = found
        if fixed is None or self.judge.held:
            prefix = "prefix" if self.structural and self.judge.held else '""'
            placed = Call("moved(", [found, self.scope.path(node.path), prefix])
        if node.measured is not None:
            size = self.conditions.size(node.measured)
            placed = Call("measured(", [placed, size])
        return placed


def _asked(word: str, text: str) -> Iterator[str]:
    lines = text.split("\n")
    yield f"{word} {lines[0]}"
    yield from (f"{' ' * (len(word) + 1)}{line}" for line in lines[1:])


def _fitted(code: str | Call) -> list[str]:
    """Code on one line, or a part a line, where the lines are far from the margin."""
    line = str(code)
    return [line] if len(line) <= _FAR or isinstance(code, str) else broken(code)


def _negated(text: str) -> bool:
    """Whether a condition is but a negation."""
    return text.startswith("!") and not re.search(r" && | \|\||\n", text)


def _unless(asked: str, lines: Sequence[str]) -> Iterator[str]:
    if len(lines) == 1 and len(lines[0]) + len(asked) < 100 and _simple(lines[0]):
        yield f"{lines[0]} unless {asked}"
        return
    yield f"unless {asked}"
    yield from indented(lines, 2)
    yield "end"


def _simple(line: str) -> bool:
    return " if " not in line and " unless " not in line and not line.startswith(" ")


def _words(lines: Iterable[str]) -> set[str]:
    """The names in code; those in texts only where they are interpolated."""
    code = _TEXT.sub(lambda m: " ".join(_INSERTED.findall(m[0])), "\n".join(lines))
    return set(re.findall(r"(?<![\w:.@\"])[a-z_][a-z0-9_]*", code))
