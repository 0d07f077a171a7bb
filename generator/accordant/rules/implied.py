"""Rows that a schema implies: `dependentRequired`, `if`, `not` and unions of required
names, as rules of the model's table where its grammar can say the same.

What it cannot say, or what would refuse a value that the schema admits, is warned of.
The ids of these rules are `FIELD.dependentRequired`, `if.then`, `if.else`,
`not.required`, `anyOf.required` and `oneOf.required`; a second one of a kind in the
same schema counts on: `if.then-2`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePath
from typing import Any, NamedTuple

from accordant import ir
from accordant.location import Report
from accordant.pointers import pointer
from accordant.rules.table import ImpliedRow, read_table
from accordant.source import Map, Seq, Text, Value

ASSERTED = "x-asserted"
"""The key under which lowering keeps what several parts of `allOf` assert."""

KEYWORDS = ("dependentRequired", "if", "then", "else", "not")
_BOUNDS = {
    "minimum": "exclusiveMaximum",
    "exclusiveMinimum": "maximum",
    "maximum": "exclusiveMinimum",
    "exclusiveMaximum": "minimum",
}
_COND = (*_BOUNDS, "const", "enum", "multipleOf", "minLength", "maxLength")
_COND = (*_COND, "minItems", "maxItems")
_SILENT = ("title", "description", "$comment")


class Asserted(NamedTuple):
    """The schema of a model that asserts more than its fields do, and its pointer."""

    node: Map
    place: str


class _Unfit(Exception):
    """Why the grammar of tables cannot say what a schema says."""


def with_implied(
    table: Map | None,
    asserted: Asserted,
    model: ir.Model,
    declarations: Mapping[str, ir.Decl],
    report: Report,
) -> Map | None:
    """The table of a model, with the rows in front that its schema implies."""
    found = _Implied(asserted, model, declarations, report, table).rows()
    if not found:
        return table
    node = asserted.node
    whole = table.copy() if table is not None else Map(node.text, node.offset)
    own = whole.get("rules")
    rules = Seq(node.text, node.offset)
    for row in found:
        rules.put(row, row.offset)
    if isinstance(own, Seq):
        rules.extend(own)
        rules.items_at += own.items_at
    elif own is not None:
        return table
    whole["rules"] = rules
    return whole


class _Implied:
    def __init__(
        self,
        asserted: Asserted,
        model: ir.Model,
        declarations: Mapping[str, ir.Decl],
        report: Report,
        table: Map | None,
    ) -> None:
        self.node, self.place = asserted
        self.model = model
        self.declarations = declarations
        self.report = report
        self.positions = {position.wire: position for position in model.positions}
        defaults = table.get("defaults") if table is not None else None
        self.assumed = {
            row.get("field")
            for row in (defaults if isinstance(defaults, Seq) else ())
            if isinstance(row, Map)
        }
        self.used: set[str] = set()

    def rows(self) -> list[Map]:
        """The rows of the schema, then those of the parts it was joined from."""
        found = list(self.of(self.node))
        also = self.node.get(ASSERTED)
        for part in also if isinstance(also, Seq) else ():
            if isinstance(part, Map):
                found += self.of(part)
        return found

    def of(self, node: Map) -> Iterator[Map]:
        dependent = node.get("dependentRequired")
        if isinstance(dependent, Map):
            for key in dependent:
                spot = dependent.place(key)[:2]
                needed = partial(self.dependent, dependent, key)
                yield from self.fitting("dependentRequired", spot, needed)
        elif "dependentRequired" in node:
            message = "'dependentRequired' must be a mapping of names to lists"
            self.report.error(node.value("dependentRequired"), message)
        ways: dict[str, Callable[[], tuple[str, dict[str, Any]]]] = {}
        for branch in ("then", "else"):
            if "if" in node and branch in node:
                ways[branch] = partial(self.branch, node, branch)
            elif branch in node:
                message = f"'{branch}' says nothing without 'if'"
                self.report.warn(node.key(branch), message)
        if "not" in node:
            ways["not"] = partial(self.excluded, node["not"])
        for keyword in ("anyOf", "oneOf"):
            if keyword in node:
                ways[keyword] = partial(self.union, keyword, node[keyword])
        for keyword, make in ways.items():
            spot = node.place(keyword)[:2]
            yield from self.fitting(keyword, spot, make)

    def fitting(
        self,
        keyword: str,
        spot: tuple[Text, int],
        make: Callable[[], tuple[str, dict[str, Any]]],
    ) -> Iterator[Map]:
        """The row that `make` makes, if its fields let it hold; else a warning."""
        try:
            name, body = make()
            row = self.row(self.unused(name), keyword, spot, body)
            trial = Report()
            alone = Map(self.node.text, self.node.offset)
            rules = Seq(self.node.text, self.node.offset)
            rules.put(row, self.node.offset)
            alone.put("rules", rules, self.node.offset, self.node.offset)
            read_table(alone, self.model, self.declarations, trial)
            errors = [p for p in trial.problems if p.severity == "error"]
            if errors:
                raise _Unfit(errors[0].message)
        except _Unfit as reason:
            message = f"'{keyword}' is not enforced: {reason}"
            self.report.warn(spot[0].at(spot[1]), message)
            return
        self.used.add(str(row["id"]))
        yield row

    def unused(self, name: str) -> str:
        found, number = name, 2
        while found in self.used:
            found, number = f"{name}-{number}", number + 1
        return found

    def row(
        self, name: str, keyword: str, spot: tuple[Text, int], body: dict[str, Any]
    ) -> Map:
        """A row of a table; all of it stands where its keyword stands."""
        file = PurePath(spot[0].file).name
        source = {"document": file, "at": pointer(self.place, keyword)}
        row = ImpliedRow(*spot)
        for key, value in {"id": name, "source": source, **body}.items():
            row.put(key, _located(value, spot), spot[1], spot[1])
        return row

    # --- keywords ---

    def dependent(self, node: Map, key: str) -> tuple[str, dict[str, Any]]:
        needed = _names(node[key])
        self.never_null(needed)
        self.known([key, *needed])
        return f"{key}.dependentRequired", {"given": key, "require": needed}

    def excluded(self, node: Value) -> tuple[str, dict[str, Any]]:
        if not isinstance(node, Map) or set(node) - {"required", *_SILENT, "type"}:
            raise _Unfit("a table can only forbid fields together, by 'required'")
        *first, last = _names(node.get("required"))
        self.known([*first, last])
        body: dict[str, Any] = {"forbid": [last]}
        if first:
            body = {"when": {key: {"present": True} for key in first}} | body
        return "not.required", body

    def union(self, keyword: str, listed: Value) -> tuple[str, dict[str, Any]]:
        fields: list[str] = []
        for arm in listed if isinstance(listed, Seq) else ():
            names = _names(arm.get("required") if isinstance(arm, Map) else None)
            if len(names) != 1 or names[0] in fields:
                raise _Unfit("a table counts single fields, one an arm")
            fields += names
        self.never_null(fields)
        self.known(fields)
        word = "at-least-one" if keyword == "anyOf" else "exactly-one"
        if len(fields) == 1:
            return f"{keyword}.required", {"require": fields}
        return f"{keyword}.required", {word: fields}

    def branch(self, node: Map, branch: str) -> tuple[str, dict[str, Any]]:
        when = self.condition(node["if"], branch == "then")
        return f"if.{branch}", {"when": when, **self.consequence(node[branch])}

    def condition(self, node: Value, holds: bool) -> dict[str, Any]:
        """What `if` says as a `when`, or its opposite."""
        properties, required = _object(node)
        self.known([*properties, *required])
        if not holds:
            return self.opposite(properties, required)
        found: dict[str, Any] = {}
        for key, schema in properties.items():
            cond = self.cond(key, schema)
            needed = key in required or self.positions[key].required
            if needed and key in self.assumed:
                cond = {"present": True, **cond}
            if not needed:
                self.never_null([key])
                found[key] = [{"present": False}, cond]
            else:
                found[key] = cond
        for key in required:
            found.setdefault(key, {"present": True})
        if not found:
            raise _Unfit("'if' names no field")
        return found

    def opposite(self, properties: Map, required: list[str]) -> dict[str, Any]:
        fields = list(dict.fromkeys([*properties, *required]))
        if len(fields) != 1:
            raise _Unfit("a table can only turn around what is said of one field")
        key = fields[0]
        position = self.positions[key]
        absent = key in required and (position.nullable or not position.required)
        ways: list[Any] = [{"present": False}] if absent else []
        if key in properties:
            if key in self.assumed:
                raise _Unfit(f"'{key}' has a default")
            ways += self.others(key, self.cond(key, properties[key]))
        return {key: ways}

    def others(self, key: str, cond: dict[str, Any]) -> list[Any]:
        """The conditions under which a condition does not hold."""
        if len(cond) != 1:
            raise _Unfit("a table can only turn around a single keyword")
        (word, value), *_ = cond.items()
        if word in _BOUNDS:
            return [{_BOUNDS[word]: value}]
        if word not in ("const", "enum"):
            raise _Unfit(f"a table cannot turn around '{word}'")
        kind = self.positions[key].kind
        listed = value if word == "enum" else [value]
        every: list[Any] = [True, False] if kind == "boolean" else []
        for check in self.positions[key].checks:
            if isinstance(check.atom, ir.OneOf):
                every = list(check.atom.values)
        rest = [other for other in every if other not in listed]
        if not every:
            raise _Unfit(f"'{key}' lists no other values")
        return rest

    def consequence(self, node: Value) -> dict[str, Any]:
        """What `then` or `else` says, as the body of a row."""
        if isinstance(node, Map) and "not" in node:
            rest = node.copy()
            del rest["not"]
            if any(key not in _SILENT for key in rest):
                raise _Unfit("'not' stands beside other keywords")
            _, excluded = self.excluded(node["not"])
            if "when" in excluded:
                raise _Unfit("'not' forbids several fields together")
            return excluded
        properties, required = _object(node)
        self.known([*properties, *required])
        self.never_null(required)
        require: dict[str, Any] = {key: {"present": True} for key in required}
        forbid: list[str] = []
        for key, schema in properties.items():
            if schema is False or schema == {"not": {}}:
                forbid.append(key)
                continue
            cond = self.cond(key, schema)
            if cond:
                if key in self.assumed and key not in required:
                    raise _Unfit(f"'{key}' has a default")
                require[key] = require.get(key, {}) | cond
        body: dict[str, Any] = {"require": require} if require else {}
        body |= {"forbid": forbid} if forbid else {}
        if not body:
            raise _Unfit("it asks for nothing that a table can say")
        return body

    def cond(self, key: str, schema: Value) -> dict[str, Any]:
        """The condition that a property's schema is."""
        if schema is True:
            return {}
        if not isinstance(schema, Map):
            raise _Unfit(f"the schema of '{key}' is none that a table can say")
        found: dict[str, Any] = {}
        for word, value in schema.items():
            if word in _COND and not isinstance(value, Map):
                found[word] = value
            elif word == "type" and value == self.positions[key].kind:
                continue
            elif word not in _SILENT:
                raise _Unfit(f"a table cannot say '{word}' of '{key}'")
        return found

    # --- fields ---

    def known(self, keys: list[str]) -> None:
        for key in keys:
            if key not in self.positions:
                raise _Unfit(f"no field '{key}' in {self.model.name}")
            if "." in key:
                raise _Unfit(f"'{key}' has a dot in its name, so no row can name it")

    def never_null(self, keys: list[str]) -> None:
        """To a table null is absent, to JSON Schema it is there."""
        for key in keys:
            if key in self.positions and self.positions[key].nullable:
                raise _Unfit(f"'{key}' may be null, which a table reads as absent")


def _names(node: Value) -> list[str]:
    if not isinstance(node, Seq) or not all(isinstance(key, str) for key in node):
        raise _Unfit("it needs a list of names")
    if not node:
        raise _Unfit("it names no field")
    return list(dict.fromkeys(node))


def _object(node: Value) -> tuple[Map, list[str]]:
    """The properties and the required names of a schema that says no more."""
    if not isinstance(node, Map):
        raise _Unfit("a table can only speak of properties")
    for key in node:
        if key not in ("properties", "required", "type", *_SILENT):
            raise _Unfit(f"a table cannot say '{key}'")
    if node.get("type", "object") != "object":
        raise _Unfit("a table can only speak of objects")
    properties = node.get("properties", Map(node.text, node.offset))
    if not isinstance(properties, Map):
        raise _Unfit("'properties' must be a mapping")
    return properties, _names(node["required"]) if "required" in node else []


def _located(value: Any, spot: tuple[Text, int]) -> Any:
    """Plain values as located ones, all at one place."""
    if isinstance(value, dict):
        found = Map(*spot)
        for key, inner in value.items():
            found.put(key, _located(inner, spot), spot[1], spot[1])
        return found
    if isinstance(value, list):
        listed = Seq(*spot)
        for inner in value:
            listed.put(_located(inner, spot), spot[1])
        return listed
    return value
