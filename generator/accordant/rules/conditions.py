"""Conditions of the table: `{field: cond}` to tests, each keyword held to its field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from accordant import ir
from accordant.jsonvalue import SAFE_INTEGER, is_count, is_number, kind_of, same
from accordant.location import Location, Report, did_you_mean
from accordant.rules.fields import part_position
from accordant.source import Map, Seq, Value

_NUMERIC = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
)
KEYWORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_NUMERIC, ("integer", "number")),
    "minLength": ("string",),
    "maxLength": ("string",),
    "minItems": ("array",),
    "maxItems": ("array",),
    "const": (),
    "enum": (),
    "family": (),
    "present": (),
    "parses": ("string",),
}
_RELATIVE = ("field", "times")
_ECHOES = ("const", "minItems", "maxItems")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


class Fields:
    """The fields a table may speak of: those of a model, nested ones dotted, and the
    parts of those that have a form."""

    def __init__(
        self, model: ir.Model, declarations: Mapping[str, ir.Decl], report: Report
    ) -> None:
        self.model = model
        self.declarations = declarations
        self.report = report
        self.families: dict[str, dict[str, tuple[ir.Json, ...]]] = {}
        self.forms: dict[str, ir.Form] = {}
        self.echoes = False
        """Whether a condition may name a field for a value, or a number of items."""
        self.guessed: set[str] = set()
        """Fields with a default of which only the family is known."""

    def inherit(self, above: ir.Table) -> None:
        """Know what the table of the request says of its fields."""
        self.echoes = True
        for family in above.families:
            self.families.setdefault(family.field, {})[family.name] = family.values
        self.forms = {form.field: form for form in above.forms}
        self.guessed = {row.field for row in above.defaults if row.family is not None}

    def find(
        self, name: str, where: Location, parts: bool = False
    ) -> ir.Position | None:
        """The position of a field; None after an error was recorded.

        With `parts`, the name may be a pseudo-field, which is no field to be sent.
        """
        field, _, part = name.rpartition(".")
        if field not in self.forms:
            return self._real(name, where)
        known = self.forms[field].parts
        if part not in known:
            message = f"no part '{part}' of '{field}'{did_you_mean(part, known)}"
            self.report.error(where, message)
            return None
        if not parts:
            message = f"'{name}' is a part of '{field}' and no field of its own"
            self.report.error(where, message)
            return None
        return part_position(name)

    def _real(self, name: str, where: Location) -> ir.Position | None:
        model, rest = self.model, name
        while True:
            known = {position.wire: position for position in model.positions}
            if "." in rest and rest in known:
                message = f"'{rest}' has a dot in its own name, so no row can name it"
                self.report.error(where, message)
                return None
            head, dot, rest = rest.partition(".")
            if head not in known:
                message = f"no field '{head}' in {model.name}"
                self.report.error(where, message + did_you_mean(head, known))
                return None
            position = known[head]
            if not dot:
                return position
            below = position.below
            inner = self.declarations[below.name] if isinstance(below, ir.Ref) else None
            if not isinstance(inner, ir.Model):
                message = f"field '{head}' of {model.name} has no fields of its own"
                self.report.error(where, message)
                return None
            model = inner

    def tests(
        self, node: Map, key: str, requiring: bool = False
    ) -> tuple[ir.Test, ...]:
        """The tests of `{field: cond, ...}` under a key of a row."""
        value = node[key]
        if not isinstance(value, Map) or not value:
            message = f"'{key}' must be a mapping of fields to conditions"
            self.report.error(node.value(key), message)
            return ()
        found = []
        for name in value:
            position = self.find(name, value.key(name), parts=True)
            if position is not None:
                test = self.test(name, position, value[name], value.value(name))
                if test is not None:
                    found.append(test)
                    self._doubts(test, value.key(name), requiring)
        return tuple(found)

    def _doubts(self, test: ir.Test, where: Location, requiring: bool) -> None:
        """Warn of a keyword that says less, or more, than its row seems to."""
        name = test.field
        atoms = [atom for way in test.any_of for atom in way]
        listed = any(isinstance(atom, ir.OneOf) for atom in atoms)
        if requiring and listed and name in self.families:
            message = f"'{name}' has families, and a list of values also refuses"
            message += " values in none of them; use 'family'"
            self.report.warn(where, message)
            return
        known = all(isinstance(atom, ir.Family | ir.Present) for atom in atoms)
        if self.whole(name) in self.guessed and not known:
            message = f"'{name}' has a family as its default, and only 'family' and"
            message += " 'present' judge that; this does not"
            self.report.warn(where, message)

    def whole(self, name: str) -> str:
        """The field that a pseudo-field is read from; of a field, itself."""
        field = name.rpartition(".")[0]
        return field if field in self.forms else name

    def test(
        self, name: str, position: ir.Position, cond: Value, where: Location
    ) -> ir.Test | None:
        """One condition on one field."""
        ways = self._ways(name, position, cond, where)
        return ir.Test(name, tuple(ways)) if ways else None

    def _ways(
        self, name: str, position: ir.Position, cond: Value, where: Location
    ) -> list[tuple[ir.Atom, ...]]:
        if isinstance(cond, Map):
            atoms = [self._atom(name, position, cond, key) for key in cond]
            if not atoms:
                self.report.error(where, f"the condition of '{name}' is empty")
            kept = tuple(atom for atom in atoms if atom is not None)
            return [kept] if kept else []
        if isinstance(cond, Seq):
            if not cond:
                self.report.error(where, f"the condition of '{name}' is empty")
            values: list[ir.Json] = []
            ways: list[tuple[ir.Atom, ...]] = []
            for index, item in enumerate(cond):
                if isinstance(item, Map | Seq):
                    ways += self._ways(name, position, item, cond.item(index))
                elif self.constant(name, position, item, cond.item(index)):
                    values.append(item)
            return [(ir.OneOf(tuple(values)),), *ways] if values else ways
        if self.constant(name, position, cond, where):
            return [(ir.OneOf((cond,)),)]
        return []

    def constant(
        self, name: str, position: ir.Position, value: Value, where: Location
    ) -> bool:
        """Whether a constant can be a value of the field; records an error if not."""
        if self._unsafe(value, where):
            return False
        kind = kind_of(value)
        whole = (
            isinstance(value, float)
            and value.is_integer()
            and abs(value) <= SAFE_INTEGER
        )
        fits = (
            position.kind in (None, kind)
            or (position.kind == "number" and kind == "integer")
            or (position.kind == "integer" and whole)
        )
        if value is None or not fits:
            wanted = position.kind or "value"
            message = (
                f"{_shown(value)} is no value of '{name}', which is of type {wanted}"
            )
            self.report.error(where, message)
            return False
        for check in position.checks:
            for test in check.require:
                for atom in test.any_of[0]:
                    if isinstance(atom, ir.OneOf) and not any(
                        same(value, known) for known in atom.values
                    ):
                        hint = did_you_mean(str(value), map(str, atom.values))
                        message = f"{_shown(value)} is not in the enum of '{name}'"
                        self.report.error(where, message + hint)
                        return False
        return True

    def _unsafe(self, value: Value, where: Location) -> bool:
        """Whether an integer is none that all languages keep exact; then an error."""
        unsafe = isinstance(value, int) and abs(value) > SAFE_INTEGER
        if unsafe:
            self.report.error(where, f"{value} is beyond 2^53-1")
        return unsafe

    def _atom(
        self, name: str, position: ir.Position, cond: Map, key: str
    ) -> ir.Atom | None:
        if key not in KEYWORDS:
            message = f"unknown keyword '{key}'{did_you_mean(key, KEYWORDS)}"
            self.report.error(cond.key(key), message)
            return None
        kinds = KEYWORDS[key]
        if kinds and position.kind not in kinds:
            has = f"is of type {position.kind}" if position.kind else "has no one type"
            message = f"'{key}' needs {' or '.join(kinds)}, and '{name}' {has}"
            self.report.error(cond.key(key), message)
            return None
        value, where = cond[key], cond.value(key)
        if key in ("present", "family") and self.whole(name) != name:
            message = f"'{key}' cannot be asked of '{name}', a part of a field"
            self.report.error(cond.key(key), message)
            return None
        if key == "parses":
            return self._parses(name, value, where)
        if key == "present":
            if not isinstance(value, bool):
                self.report.error(where, "'present' must be true or false")
                return None
            return ir.Present(value)
        if key == "family":
            return self._family(name, value, where)
        if self.echoes and key in _ECHOES and isinstance(value, Map):
            return self._echo(key, position, value)
        if key in ("const", "enum"):
            values, places = [value], [where]
            if key == "enum":
                if not isinstance(value, Seq) or not value:
                    self.report.error(where, "'enum' must be a non-empty list")
                    return None
                values = value
                places = [value.item(index) for index in range(len(value))]
            pairs = zip(values, places, strict=True)
            fine = [self.constant(name, position, item, at) for item, at in pairs]
            return ir.OneOf(tuple(values)) if all(fine) else None
        if key in _BOUNDS and isinstance(value, Map):
            return self._relative(cast(Any, key), value)
        return None if self._unsafe(value, where) else self._limit(key, value, where)

    def _parses(self, name: str, value: Value, where: Location) -> ir.Atom | None:
        if value is not True:
            self.report.error(where, "'parses' must be true; to refuse it use 'forbid'")
            return None
        if name not in self.forms:
            self.report.error(where, f"'parse' gives no form to '{name}'")
            return None
        return ir.Parses(self.forms[name].template)

    def _echo(self, key: Any, position: ir.Position, value: Map) -> ir.Atom | None:
        """What is as another field says, `{field: f}`."""
        for word in value:
            if word != "field":
                message = f"unknown key '{word}'{did_you_mean(word, ('field',))}"
                self.report.error(value.key(word), message)
        name, where = value.get("field"), value.value("field")
        if not isinstance(name, str):
            self.report.error(where, f"'{key}' needs a value or a field")
            return None
        other = self.find(name, where, parts=True)
        if other is None:
            return None
        wanted = position.kind if key == "const" else "integer"
        if other.kind != wanted:
            has = f"is of type {other.kind}" if other.kind else "has no one type"
            message = f"'{key}' needs a field of type {wanted}, and '{name}' {has}"
            self.report.error(where, message)
            return None
        return ir.Echo(key, name)

    def _relative(self, key: Any, value: Map) -> ir.Atom | None:
        """A bound that names a field, `{field: f, times: k}`."""
        for word in value:
            if word not in ("field", "times"):
                message = f"unknown key '{word}'{did_you_mean(word, _RELATIVE)}"
                self.report.error(value.key(word), message)
        name, times = value.get("field"), value.get("times", 1)
        if not isinstance(name, str):
            self.report.error(
                value.value("field"), f"'{key}' needs a number or a field"
            )
            return None
        position = self.find(name, value.value("field"), parts=True)
        if position is None:
            return None
        if position.kind not in ("integer", "number"):
            has = f"is of type {position.kind}" if position.kind else "has no one type"
            message = f"'{key}' needs a field of numbers, and '{name}' {has}"
            self.report.error(value.value("field"), message)
            return None
        where = value.value("times")
        if not is_count(times) or times == 0:
            self.report.error(where, "'times' must be a positive integer")
            return None
        if self._unsafe(times, where):
            return None
        return ir.Relative(key, name, cast(int, times))

    def _limit(self, key: str, value: Value, where: Location) -> ir.Atom | None:
        op = cast(Any, key)
        if key in ("minLength", "maxLength", "minItems", "maxItems"):
            if not is_count(value):
                self.report.error(where, f"'{key}' must be a whole number, 0 or more")
                return None
            count = cast(int, value)
            return ir.Length(op, count) if "Length" in key else ir.Items(op, count)
        if key == "multipleOf":
            if not is_count(value) or value == 0:
                self.report.error(where, "'multipleOf' must be a positive integer")
                return None
            return ir.MultipleOf(cast(int, value))
        if not is_number(value):
            self.report.error(where, f"'{key}' must be a number")
            return None
        return ir.Bound(op, cast(float, value))

    def _family(self, name: str, value: Value, where: Location) -> ir.Atom | None:
        wanted = value if isinstance(value, Seq) else [value]
        if not wanted:
            self.report.error(where, f"the condition of '{name}' is empty")
            return None
        for index, family in enumerate(wanted):
            at = value.item(index) if isinstance(value, Seq) else where
            if not self.known_family(name, family, at):
                return None
        return ir.Family(tuple(map(str, wanted)))

    def known_family(self, name: str, family: Value, where: Location) -> bool:
        """Whether a field has a family; records an error if not."""
        known = self.families.get(name, {})
        if not isinstance(family, str):
            self.report.error(where, "'family' must be the name of one")
            return False
        if family not in known:
            message = f"no family '{family}' of '{name}'{did_you_mean(family, known)}"
            self.report.error(where, message)
        return family in known


def _shown(value: Value) -> str:
    if isinstance(value, Map | Seq):
        return "a mapping" if isinstance(value, Map) else "a list"
    return json.dumps(value)
