"""Random constraint tables of a schema: rows that stand in each other's way."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

Schema = dict[str, Any]
STRINGS = (
    *"abc",
    "x",
    "",
    "0123",
    "a\nb",
    "\u00e9",
    "e\u0301",
    '"',
    "x'y",
    "true",
    "1",
)
FORMED = ("0x0", "1x3", "3x1", "3x2", "10x5", "03x5", "3x5\n", "9999999x10000000")
"""Strings of a form, or nearly."""
TEMPLATES = ("{w}x{h}", "{w}x{h}", "{w}", "{w}x{h}!", "({w}.{h}", "a{w}\n{h}-{d}")
SETS = ("exactly-one", "at-most-one", "at-least-one", "all-or-none")
STRINGS += ("\U0001f600", "{0}", "a long text that makes the line of a literal long")
INTEGERS = (-3, -1, 0, 1, 2, 3, 5, 10, 2**53 - 1, -(2**53) + 1)
NUMBERS = (*INTEGERS, 0.5, -0.25, 1.5, 1e10, 2.0, 1e300, 5e-324)


class Tables:
    """Rows of one schema. What does not load is thrown away by the caller."""

    def __init__(self, draw: Random, known: dict[str, Schema], schema: Schema) -> None:
        self.draw = draw
        self.known = known
        self.fields: dict[str, Schema] = {}
        self.find(schema, "", 2)
        self.names = list(self.fields)
        self.forms: dict[str, Schema] = {}
        self.parts: list[str] = []
        self.families: dict[str, dict[str, list[Any]]] = {}
        self.read: set[str] = set()

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def find(self, schema: Schema, prefix: str, depth: int) -> None:
        """The fields of an object, nested ones dotted."""
        for name, inner in schema.get("properties", {}).items():
            if "." in name or name == "":
                continue
            inner = self.plain(inner)
            self.fields[prefix + name] = inner
            if depth and "properties" in inner:
                self.find(inner, f"{prefix}{name}.", depth - 1)

    def plain(self, schema: Schema) -> Schema:
        """What a reference, or a union with null alone, stands for."""
        arms = schema.get("anyOf", [])
        if len(arms) == 2 and arms[1] == {"type": "null"}:
            schema = arms[0]
        if "$ref" in schema and isinstance(schema["$ref"], str):
            return self.known.get(schema["$ref"].rsplit("/", 1)[-1], {})
        return schema

    def kind(self, field: str) -> str | None:
        if field in self.parts:
            return "integer"
        schema = self.fields[field]
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = kind[0]
        if kind is None and "const" in schema:
            return {
                str: "string",
                bool: "boolean",
                int: "integer",
                float: "number",
            }.get(type(schema["const"]))
        return kind

    def values(self, field: str) -> list[Any]:
        """Constants that a field may have."""
        if field in self.parts:
            return [0, 1, 3, 10, 30]
        schema = self.fields[field]
        if "const" in schema:
            return [] if schema["const"] is None else [schema["const"]]
        if "enum" in schema:
            return [value for value in schema["enum"] if value is not None]
        match self.kind(field):
            case "string":
                return [*STRINGS, *(FORMED if field in self.forms else ())]
            case "integer":
                return [*INTEGERS, 1.0, 3.0]
            case "number":
                return list(NUMBERS)
            case "boolean":
                return [True, False]
            case None:
                return ["a", 1, True, 0.5]
        return []

    def some(self, field: str, most: int = 3) -> list[Any]:
        pool = self.values(field)
        return self.draw.sample(pool, min(len(pool), self.draw.randint(1, most)))

    def table(self) -> Schema:
        if not self.names:
            return {}
        found: Schema = {}
        self.draw_forms()
        if self.forms:
            found["parse"] = self.forms
        scalar = [field for field in self.names if self.values(field)]
        for field in self.draw.sample(scalar, min(len(scalar), 2)):
            if self.chance(0.7):
                self.families[field] = {
                    f"{'fgh'[number]}-{self.names.index(field)}": self.some(field)
                    for number in range(self.draw.randint(1, 3))
                }
        if self.families:
            found["families"] = self.families
        rules = [self.row(number) for number in range(self.draw.randint(1, 6))]
        defaults = list(self.defaults(scalar))
        if defaults:
            found["defaults"] = defaults
        found["rules"] = rules
        return found

    def draw_forms(self) -> None:
        """Give some strings a form."""
        for field in self.names:
            if self.kind(field) != "string" or self.chance(0.6):
                continue
            template = self.draw.choice(TEMPLATES)
            parts = [part for part in "whd" if f"{{{part}}}" in template]
            self.forms[field] = {"template": template}
            if self.chance(0.5):
                factors = [self.draw.choice(parts), self.draw.choice(parts)]
                self.forms[field]["product"] = {"area": factors}
                parts.append("area")
            self.parts += [f"{field}.{part}" for part in parts]

    def parts_of(self, fields: list[str]) -> list[str]:
        """The pseudo-fields of some fields."""
        return [part for part in self.parts if part.rpartition(".")[0] in fields]

    def defaults(self, scalar: list[str]) -> Iterator[Schema]:
        fields = [field for field in scalar if field in self.read]
        self.draw.shuffle(fields)
        fields = fields[:3]
        for index, field in enumerate(fields):
            settled = [n for n in self.names if n not in fields[index:]]
            for _ in range(self.draw.randint(1, 3)):
                row: Schema = {"field": field}
                if self.chance(0.4):
                    row["given"] = self.some_fields(self.names)
                if settled and self.chance(0.4):
                    row["when"] = self.tests(settled)
                if field in self.families and self.chance(0.4):
                    row["family"] = self.draw.choice(list(self.families[field]))
                else:
                    row["value"] = self.draw.choice(self.values(field))
                yield row

    def some_fields(self, pool: list[str]) -> Any:
        found = self.draw.sample(pool, min(len(pool), self.draw.randint(1, 3)))
        return found[0] if len(found) == 1 and self.chance(0.5) else found

    def row(self, number: int) -> Schema:
        source = {"document": "manual", "at": f"row {number}"}
        row: Schema = {"id": f"r-{number}", "source": source}
        if self.chance(0.2):
            row["severity"] = "warn"
        if self.chance(0.15):
            row["message"] = self.draw.choice(['say "no"', "it's {bad}\n", "m" * 70])
        if self.chance(0.1):
            row["since"] = "2026-05-12"
        if self.chance(0.1):
            row["use"] = "another"
        counted = self.counted()
        if counted and self.chance(0.15):
            if self.chance(0.3):
                row["when"] = self.tests(self.names)
            row[self.draw.choice(SETS)] = counted
            return row
        families = [name for group in self.families.values() for name in group]
        if families and self.chance(0.25):
            picked = self.draw.sample(families, self.draw.randint(1, len(families)))
            self.read |= set(self.families)
            row["cases"] = {name: self.tests(self.names) for name in picked}
            return row
        if self.chance(0.5):
            row["when"] = self.tests(self.names)
        if self.chance(0.4):
            row["given"] = self.some_fields(self.names)
        keys = self.draw.choice([["require"], ["forbid"], ["require", "forbid"]])
        for key in keys:
            if self.chance(0.25):
                fields = self.some_fields(self.names)
                row[key] = fields if isinstance(fields, list) else [fields]
            else:
                row[key] = self.tests(self.names)
        return row

    def counted(self) -> list[str]:
        """Some fields of one object; none if none holds two."""
        holders = {name.rpartition(".")[0] for name in self.names}
        groups = [
            [name for name in self.names if name.rpartition(".")[0] == holder]
            for holder in sorted(holders)
        ]
        groups = [group for group in groups if len(group) > 1]
        if not groups:
            return []
        group = self.draw.choice(groups)
        return self.draw.sample(group, self.draw.randint(2, min(len(group), 4)))

    def tests(self, pool: list[str]) -> Schema:
        pool = [*pool, *self.parts_of(pool)]
        most = self.draw.choice([1, 1, 1, 2, 2, 3])
        favoured = [name for name in pool if name in self.families]
        fields = self.draw.sample(pool, min(len(pool), most))
        if favoured and self.chance(0.5):
            fields[0] = self.draw.choice(favoured)
        return {field: self.cond(field, 1) for field in fields}

    def cond(self, field: str, depth: int) -> Any:
        values = self.values(field)
        share = self.draw.random()
        if field in self.families and share < 0.5:
            self.read.add(field)
            names = self.draw.sample(
                list(self.families[field]),
                self.draw.randint(1, len(self.families[field])),
            )
            family = names if len(names) > 1 or self.chance(0.5) else names[0]
            found: Schema = {"family": family}
            if self.chance(0.2):
                found |= self.keywords(field)
            return found
        if values and share < 0.4:
            self.read.add(field.rpartition(".")[0] if field in self.parts else field)
            some = self.some(field)
            return some[0] if len(some) == 1 and self.chance(0.7) else some
        if depth and share < 0.6:
            conds = [self.cond(field, 0) for _ in range(self.draw.randint(1, 3))]
            return [*conds, *(self.some(field, 2) if values else [])]
        return self.keywords(field)

    def keywords(self, field: str) -> Schema:
        """A mapping of keywords that fit the field."""
        kind = self.kind(field)
        limits: dict[str | None, Any] = {
            "string": ("minLength", "maxLength"),
            "array": ("minItems", "maxItems"),
            "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        }
        limits["number"] = limits["integer"]
        found: Schema = {}
        for keyword in limits.get(kind, ()):
            if self.chance(0.4):
                pool: Any = (0, 1, 2, 5, 40)
                if "imum" in keyword:
                    pool = INTEGERS if kind == "integer" else NUMBERS
                found[keyword] = self.draw.choice(pool)
                numbers = [
                    n for n in self.fields if self.kind(n) in ("integer", "number")
                ]
                others = [*self.parts, *numbers]
                if "imum" in keyword and others and self.chance(0.3):
                    found[keyword] = {"field": self.draw.choice(others)}
                    if self.chance(0.5):
                        found[keyword]["times"] = self.draw.choice([1, 2, 3, 2**53 - 1])
        if field in self.forms and self.chance(0.5):
            found["parses"] = True
        if kind in ("integer", "number") and self.chance(0.3):
            found["multipleOf"] = self.draw.choice([1, 2, 3])
        if self.values(field) and self.chance(0.2):
            found["enum"] = self.some(field)
        if found:
            self.read.add(field.rpartition(".")[0] if field in self.parts else field)
        if not found and field in self.parts:
            found["multipleOf"] = 2
        elif field not in self.parts and (not found or self.chance(0.15)):
            found["present"] = self.chance(0.7)
        return found
