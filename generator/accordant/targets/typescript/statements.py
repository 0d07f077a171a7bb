"""The statements of validators, spelled one to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from accordant import ir, program as p
from accordant.names.typescript import typescript_constant, typescript_local
from accordant.targets.typescript.conditions import Conditions
from accordant.targets.typescript.printing import (
    HARD,
    LINE,
    SOFT,
    Code,
    Group,
    Indent,
    enclosed,
)
from accordant.targets.typescript.text import literal


@dataclass(slots=True)
class Constants:
    """The constants of the module of validators: what each is, by its name."""

    found: dict[str, Code] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """What the module imports of the runtime."""
    _names: dict[object, str] = field(default_factory=dict)

    def name(self, key: object, words: Sequence[str], code: Code) -> str:
        """The constant of this key, made at the first request."""
        if key not in self._names:
            name = typescript_constant("_".join(words), self.found)
            self._names[key] = name
            self.found[name] = code
        return self._names[key]


class Statements:
    """Spells the body of one function: the structure of a model, or its `rules`, which
    put nothing in front of ids. `shapes` are the constants of all models, `fields` is
    the one of the declared keys."""

    def __init__(
        self, constants: Constants, shapes: Mapping[str, str], fields: str, rules: bool
    ) -> None:
        self.constants = constants
        self.shapes = shapes
        self.fields = fields
        self.rules = rules
        self.locals: dict[tuple[str, str], str] = {}
        self.conditions = Conditions(constants, self.local)

    def local(self, var: p.Var) -> str:
        """The variable that holds what `var` holds."""
        key = (var.role, var.at)
        if key not in self.locals:
            self.locals[key] = self._fresh(_spoken(var))
        return self.locals[key]

    def _fresh(self, wanted: str) -> str:
        taken = {*self.locals.values(), "found", "object", "place", *_IMPORTS}
        return typescript_local(wanted, taken)

    def _place_of(self, var: p.Var) -> str:
        """The variable with the index or the key of an item."""
        key = ("index", var.at)
        if key not in self.locals:
            self.locals[key] = self._fresh("index")
        return self.locals[key]

    def body(self, statements: Sequence[p.Statement]) -> list[Code]:
        """Statements, each on lines of its own."""
        return [code for one in statements for code in self.statement(one)]

    def block(self, statements: Sequence[p.Statement]) -> Code:
        inside = self.body(statements)
        return block(inside)

    def statement(self, one: p.Statement) -> Iterator[Code]:
        match one:
            case p.Report():
                yield self.report(one)
            case p.If():
                yield self.choice(one)
            case p.Field():
                yield from self.field(one)
            case p.Items():
                yield from self.items(one)
            case p.Entries():
                yield self.entries(one)
            case p.Enter():
                shape = self.shapes[one.model]
                parts = [shape, self.local(one.var), self.path(one.path), "place"]
                yield call("found.enter", [*parts, literal(one.prefix)])
            case p.Read():
                keys = [literal(key) for key in one.keys]
                head = f"const {self.local(one.var)} = found.sent"
                yield call(head, ["object", "place", *keys])
            case p.Assume():
                yield from self.assume(one)
            case p.Set():
                yield f"{self.local(one.var)} = {self.value(one.value)};"
            case p.Parse():
                yield from self.parse(one)

    # --- what is found ---

    def report(self, one: p.Report) -> Code:
        check = one.check
        name = self.constants.name(
            (check.id, check.message, check.severity, str(check.source), self.rules),
            one.words,
            self.check(check),
        )
        if one.measured is None:
            start, parts = "found.add", [name]
        else:
            what = "size" if one.measured.kind == "array" else "length"
            self.constants.used.add(what)
            start = "found.measured"
            parts = [name, f"{what}({self.local(one.measured)})"]
        parts.append(self.path(one.path))
        return call(start, parts if self.rules else [*parts, "place"])

    def check(self, check: ir.Check) -> Code:
        """What makes the constant of a check."""
        parts = [literal(check.id), literal(check.message)]
        if not self.rules:
            self.constants.used.add("schema")
            return enclosed("schema(", parts, ")")
        self.constants.used.add("row")
        parts.append(literal(str(check.source)))
        if check.severity != "error":
            parts.append(literal(check.severity))
        return enclosed("row(", parts, ")")

    def path(self, path: p.Path) -> str:
        """A pointer, as a template string below that of the object."""
        found = "${place.path}"
        for part in path.parts:
            if isinstance(part, str):
                found += template(part)
            else:
                found += f"${{{self._place_of(part)}}}"
        return f"`{found}`"

    # --- what is asked ---

    def choice(self, one: p.If) -> Code:
        found: list[Code] = []
        for condition, body in one.branches:
            test = self.conditions.test(condition)
            start = "} else if (" if found else "if ("
            found += [if_(start, test), Indent(lines(self.body(body))), HARD]
        if one.otherwise:
            found += ["} else {", Indent(lines(self.body(one.otherwise))), HARD]
        return [*found, "}"]

    def field(self, one: p.Field) -> Iterator[Code]:
        self.constants.used.add("own")
        name = self.local(one.var)
        yield call(f"const {name} = own", ["object", literal(one.wire)])
        there = self.body(one.body)
        if one.missing is None:
            asked: list[Code] = [f"{name} !== undefined"]
            if one.nullable:
                asked += [" &&", LINE, f"{name} !== null"]
            yield [if_("if (", asked), Indent(lines(there)), HARD, "}"]
            return
        found: list[Code] = [f"if ({name} === undefined) {{"]
        found += [Indent(lines([self.report(one.missing)])), HARD]
        if len(there) == 1 and not one.nullable and _is_choice(there[0]):
            yield [*found, "} else ", there[0]]
            return
        if there:
            start = f"}} else if ({name} !== null) {{" if one.nullable else "} else {"
            found += [start, Indent(lines(there)), HARD]
        yield [*found, "}"]

    def items(self, one: p.Items) -> Iterator[Code]:
        self.constants.used.add("items")
        item, index = self.local(one.item), self._place_of(one.item)
        of = enclosed("items(", [self.local(one.of)], ")")
        head: Code = [f"for (const [{index}, {item}] of ", of, ") {"]
        yield self._loop(head, item, one.nullable, one.body)

    def entries(self, one: p.Entries) -> Code:
        item, key = self.local(one.item), self._place_of(one.item)
        self.constants.used.add("entries")
        of = "object" if one.of is None else self.local(one.of)
        parts: list[Code] = [of, self.fields] if one.of is None else [of]
        found = enclosed("entries(", parts, ")")
        head: Code = [f"for (const [{key}, {item}] of ", found, ") {"]
        return self._loop(head, item, one.nullable, one.body)

    def _loop(
        self, head: Code, item: str, nullable: bool, body: Sequence[p.Statement]
    ) -> Code:
        inside = self.body(body)
        if nullable:
            inside = [[f"if ({item} !== null) ", block(inside)]]
        return [head, Indent(lines(inside)), HARD, "}"]

    # --- what is assumed ---

    def assume(self, one: p.Assume) -> Iterator[Code]:
        name, of = self.local(one.var), self.local(one.of)
        inside = self.body(one.body)
        match one.body:
            case ():
                yield f"const {name} = {of};"
            case (p.Set(value=value),):
                yield f"const {name} = {of} ?? {self.value(value)};"
            case _:
                yield f"let {name} = {of};"
                yield [f"if ({of} === undefined) ", block(inside)]

    def value(self, value: p.Value) -> str:
        match value:
            case p.Constant(plain):
                return literal(plain)
            case p.SomeOf(family=family):
                self.constants.used.add("SomeOf")
                code = f"new SomeOf({literal(family)})"
                return self.constants.name(code, ["some", family], code)
            case _:
                self.constants.used.add("INVALID")
                return "INVALID"

    def parse(self, one: p.Parse) -> Iterator[Code]:
        self.constants.used.add("captures")
        form = self.conditions.form(one.form)
        name = self._fresh("captures")
        self.locals[("form", one.form.field)] = name
        yield call(f"const {name} = captures", [form, self.local(one.of)])
        products = {product.name: product.factors for product in one.form.products}
        for part, var in one.parts:
            if part in products:
                first, second = (one.form.captures.index(f) for f in products[part])
                made = f"times({name}?.[{first}], {name}?.[{second}])"
                self.constants.used.add("times")
            else:
                made = f"{name}?.[{one.form.captures.index(part)}]"
            yield f"const {self.local(var)} = {made};"


_IMPORTS = frozenset(
    """INVALID SomeOf captures entries hasTwins isArray isBoolean isInteger isKnown
    isNull isNumber isObject isOneOf isOnlyArm isSent isSomeOf isString isTagged
    isUnicode items judge length atMost num own row schema atLeast size times
    undefined fields shape""".split()
)


def _spoken(var: p.Var) -> str:
    """What a variable is called: the words of its place."""
    text = var.at.replace("[]", "_item").replace("{}", "_value")
    return f"effective_{text}" if var.role == "effective" else text


def _is_choice(code: Code) -> bool:
    return (
        isinstance(code, list)
        and isinstance(code[0], Group)
        and isinstance(code[0].inside, list)
        and code[0].inside[0] == "if ("
    )


def template(text: str) -> str:
    """Text inside a template string."""
    return literal("'" + text)[2:-1].replace("`", "\\`").replace("${", "\\${")


def lines(statements: Sequence[Code]) -> list[Code]:
    """Statements, each after a line end."""
    return [part for one in statements for part in (HARD, one)]


def block(statements: Sequence[Code]) -> Code:
    """Statements in braces."""
    return ["{", Indent(lines(statements)), HARD, "}"]


def call(start: str, parts: Sequence[Code]) -> Code:
    """A call as a statement."""
    return [enclosed(f"{start}(", parts, ")"), ";"]


def if_(start: str, test: Code) -> Code:
    """The head of a branch."""
    return Group([start, Group([Indent([SOFT, test]), SOFT]), ") {"])
