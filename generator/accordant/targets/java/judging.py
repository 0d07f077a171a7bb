"""The statements of one judge as Java, and the constants that they need."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from accordant.names import singular
from accordant.names.java import java_constant, java_variable, java_words
from accordant.program import (
    Assume,
    Constant,
    Enter,
    Entries,
    Field,
    If,
    Items,
    Judge,
    Parse,
    Path,
    Read,
    Report,
    Set,
    SomeOf,
    Statement,
    Value,
    Var,
)
from accordant.targets.java.asking import Asking
from accordant.targets.java.text import assigned, call, condition, literal

_MOST = 40
"""Fields that one method looks at: methods of the machine have a longest length."""

_LOCALS = ("value", "found", "path", "prefix", "length")


class Judging:
    """Spells a judge. `patterns` says that some constant is a regular expression."""

    def __init__(self, judge: Judge, judges: dict[str, str]) -> None:
        self.judge = judge
        self.judges = judges
        self.code: dict[str, str] = {}
        self.known: dict[tuple[str, str], str] = {}
        self.names: dict[Var, str] = {}
        self.taken: set[str] = set(_LOCALS)
        self.patterns = False
        self.structural = True
        self.asking = Asking(self.name, self.constant)
        fields = list(map(literal, judge.fields))
        self._add("FIELDS", ("private static final Set<String> {}", "Set.of", fields))

    # --- what a template lays out ---

    def structures(self) -> list[dict[str, str]]:
        """Methods that look at the structure; the first calls the others."""
        statements = self.judge.structure
        runs = [statements[at : at + _MOST] for at in range(0, len(statements), _MOST)]
        found = []
        for number, run in enumerate(runs or [()], 1):
            self.names.clear()
            self.taken = set(_LOCALS)
            body = list(self.block(run, " " * 8))
            if number == 1:
                body += [
                    f"        structure{more}(value, prefix, path, found);"
                    for more in range(2, len(runs) + 1)
                ]
            head = (
                "void structure"
                if number == 1
                else f"private static void structure{number}"
            )
            found.append(
                {
                    "override": "    @Override\n" if number == 1 else "",
                    "head": head,
                    "body": "".join(f"{line}\n" for line in body),
                }
            )
        return found

    def rules(self) -> str:
        """The body of the method that looks at the rules; empty if there are none."""
        self.names.clear()
        self.taken = set(_LOCALS)
        self.structural = False
        return "\n".join(self.block(self.judge.rules, " " * 8))

    def constants(self) -> list[str]:
        """The constants, in the order in which they were needed."""
        return list(self.code.values())

    # --- names ---

    def name(self, var: Var) -> str:
        """The local variable that holds what a variable stands for."""
        known = Var(var.role, var.at)
        if known not in self.names:
            text = var.at.replace("[]", " item").replace("{}", " value")
            wanted = java_words(text.replace(".", "_")) or "item"
            if var.role == "effective":
                wanted += "OrDefault"
            elif var.role == "item":
                wanted = singular(java_words(var.at.rstrip("[]{}")) or "item")
                wanted = wanted if wanted not in self.taken else f"{wanted}Item"
            name = java_variable(wanted, self.taken)
            self.taken.add(name)
            self.names[known] = name
        return self.names[known]

    def index(self, item: Var) -> str:
        """The variable of the index or the key that an item stands at."""
        kind = "Index" if item.at.endswith("[]") else "Key"
        return self.name(item) + kind

    # --- constants ---

    def constant(
        self, words: Sequence[str], type_: str, head: str, args: Sequence[str]
    ) -> str:
        """A constant of the class; what is equal shares one."""
        key = (head, "\x00".join(args))
        if key not in self.known:
            if type_ == "Pattern":
                self.patterns = True
            name = java_constant("_".join(words), self.code)
            self._add(name, (f"private static final {type_} {{}}", head, list(args)))
            self.known[key] = name
        return self.known[key]

    def _add(self, name: str, made: tuple[str, str, list[str]]) -> None:
        target, head, args = made
        self.code[name] = assigned(target.format(name), head, args, "    ")

    def violation(self, report: Report) -> str:
        check = report.check
        path = report.path.fixed if report.path.fixed is not None else ""
        args = [
            literal(check.id),
            literal(path),
            literal(check.message),
            f"Severity.{check.severity.upper()}",
            literal(str(check.source)),
        ]
        return self.constant(report.words, "Violation", "new Violation", args)

    # --- statements ---

    def block(self, statements: Sequence[Statement], indent: str) -> Iterator[str]:
        for statement in statements:
            yield from self.statement(statement, indent)

    def statement(self, found: Statement, indent: str) -> Iterator[str]:
        match found:
            case Report():
                yield self.report(found, indent)
            case If():
                yield from self.branches(found, indent)
            case Field():
                yield from self.field(found, indent)
            case Items():
                yield from self.items(found, indent)
            case Entries():
                yield from self.entries(found, indent)
            case Enter(var, model, path, prefix):
                args = [
                    f"{self.judges[model]}.JUDGE",
                    self.name(var),
                    (
                        f"prefix + {literal(prefix)}"
                        if self.judge.held
                        else literal(prefix)
                    ),
                    self.path(path),
                ]
                yield call("found.enter", args, ";", indent)
            case Read(var, keys):
                start = "path" if self.judge.held else '""'
                args = ["value", start, *map(literal, keys)]
                yield assigned(f"JsonNode {self.name(var)}", "found.read", args, indent)
            case Assume(var, of, body):
                name, source = self.name(var), self.name(of)
                yield f"{indent}JsonNode {name} = {source};"
                if body:
                    yield f"{indent}if ({source} == null) {{"
                    yield from self.block(body, f"{indent}    ")
                    yield f"{indent}}}"
            case Set(var, value):
                yield f"{indent}{self.name(var)} = {self.value(value)};"
            case Parse():
                yield from self.parse(found, indent)

    def report(self, found: Report, indent: str) -> str:
        args = [self.violation(found)]
        if self.judge.held or found.path.fixed is None:
            held = self.judge.held and self.structural
            args += ["prefix" if held else '""', self.path(found.path)]
        if found.measured is not None:
            args.append(self.asking.size(found.measured))
        return call("found.add", args, ";", indent)

    def path(self, path: Path) -> str:
        """A JSON Pointer as an expression."""
        parts = ["path"] if self.judge.held else []
        for part in path.parts:
            if isinstance(part, str):
                parts += [literal(part)] if part else []
            elif part.at.endswith("[]"):
                parts.append(self.index(part))
            else:
                parts.append(f"Checks.escaped({self.index(part)})")
        return " + ".join(parts) or '""'

    def branches(self, found: If, indent: str, before: str = "") -> Iterator[str]:
        head = f"{indent}{before}"
        for asked, body in found.branches:
            yield condition(f"{head}if ", self.asking.of(asked), indent)
            yield from self.block(body, f"{indent}    ")
            head = f"{indent}}} else "
        if found.otherwise:
            yield f"{indent}}} else {{"
            yield from self.block(found.otherwise, f"{indent}    ")
        yield f"{indent}}}"

    def field(self, found: Field, indent: str) -> Iterator[str]:
        name = self.name(found.var)
        yield f"{indent}JsonNode {name} = value.get({literal(found.wire)});"
        inner = f"{indent}    "
        alone = found.body[0] if len(found.body) == 1 else None
        if found.missing is not None:
            yield f"{indent}if ({name} == null) {{"
            yield self.report(found.missing, inner)
            if not found.body:
                yield f"{indent}}}"
            elif isinstance(alone, If) and not found.nullable:
                yield from self.branches(alone, indent, "} else ")
            else:
                asked = f"if (!{name}.isNull()) " if found.nullable else ""
                yield f"{indent}}} else {asked}{{"
                yield from self.block(found.body, inner)
                yield f"{indent}}}"
            return
        asked = f" && !{name}.isNull()" if found.nullable else ""
        yield f"{indent}if ({name} != null{asked}) {{"
        yield from self.block(found.body, inner)
        yield f"{indent}}}"

    def items(self, found: Items, indent: str) -> Iterator[str]:
        of, item, index = (
            self.name(found.of),
            self.name(found.item),
            self.index(found.item),
        )
        yield f"{indent}for (int {index} = 0; {index} < {of}.size(); {index}++) {{"
        yield f"{indent}    JsonNode {item} = {of}.get({index});"
        yield from self.each(item, found.nullable, found.body, f"{indent}    ")
        yield f"{indent}}}"

    def entries(self, found: Entries, indent: str) -> Iterator[str]:
        of = "value" if found.of is None else self.name(found.of)
        item, key = self.name(found.item), self.index(found.item)
        without = "FIELDS" if found.of is None else "Set.of()"
        yield f"{indent}for (String {key} : Checks.keys({of}, {without})) {{"
        yield f"{indent}    JsonNode {item} = {of}.get({key});"
        yield from self.each(item, found.nullable, found.body, f"{indent}    ")
        yield f"{indent}}}"

    def each(
        self, item: str, nullable: bool, body: Sequence[Statement], indent: str
    ) -> Iterator[str]:
        if not nullable:
            yield from self.block(body, indent)
            return
        yield f"{indent}if (!{item}.isNull()) {{"
        yield from self.block(body, f"{indent}    ")
        yield f"{indent}}}"

    def value(self, value: Value) -> str:
        match value:
            case Constant(value=constant):
                text = literal(json.dumps(constant))
                words = ("DEFAULT", str(constant))
                return self.constant(words, "JsonNode", "Checks.constant", [text])
            case SomeOf(field, family):
                words = ("SOME", family)
                args = [literal(f"{field} {family}")]
                return self.constant(words, "JsonNode", "Checks.someOf", args)
            case _:
                return "Checks.INVALID"

    def parse(self, found: Parse, indent: str) -> Iterator[str]:
        form = found.form
        pattern = self.asking.form(form)
        whole = java_variable(f"{form.field}_parts", self.taken)
        self.taken.add(whole)
        args = [self.name(found.of), pattern, str(len(form.captures))]
        yield assigned(f"JsonNode[] {whole}", "Checks.parts", args, indent)
        at = {name: f"{whole}[{index}]" for index, name in enumerate(form.captures)}
        factors = {product.name: product.factors for product in form.products}
        for part, var in found.parts:
            if part in at:
                yield f"{indent}JsonNode {self.name(var)} = {at[part]};"
                continue
            one, other = factors[part]
            args = [at[one], at[other]]
            yield assigned(f"JsonNode {self.name(var)}", "Checks.product", args, indent)
