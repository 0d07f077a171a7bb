"""Random specs: every kind of schema, and tables whose rows stand in each other's way.

All that is drawn comes from the `random.Random` that is given, so a seed is a spec.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import accordant
from accordant import ir
from accordant.location import SpecError

Schema = dict[str, Any]
NAMES = (
    *("kind", "n", "size", "tags", "note", "mode", "flag", "ratio", "n-1", "N1"),
    *("class", "self", "value", "found", "path", "prefix", "item", "key", "index"),
    *("given", "before", "cell", "cells", "len", "str", "bool", "isinstance", "any"),
    *("a/b~c", "{x}", "it's", 'q"q', "2nd", "_x", "__proto__", "\u00e9t\u00e9", "$ref"),
    *("from_dict", "to_dict", "Any", "Mapping", "Final", "UNSET", "None", "format"),
    *(
        "kind_or_default",
        "violations",
        "object",
        "objects",
        "extra_fields",
        "",
        "_",
        "~",
    ),
    "the_number_of_things_that_a_request_may_ask_for_at_once_before_it_is_refused_for_good",
    "it goes on and on and on and on, far beyond what a line of code can hold, and on",
)
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
STRINGS += ("\U0001f600", "{0}", "a long text that makes the line of a literal long")
INTEGERS = (-3, -1, 0, 1, 2, 3, 5, 10, 2**53 - 1, -(2**53) + 1)
NUMBERS = (*INTEGERS, 0.5, -0.25, 1.5, 1e10, 2.0, 1e300, 5e-324)
PATTERNS = ("^[a-z]+$", "[0-9]{4}", "^x", "a|b", "^$", ".", "\\d", '"')
OTHERS = ("Part", "Tree", "Either", "Word", "Many")


def api(draw: Random, folder: Path) -> ir.Api:
    """The API of the first spec drawn that is no error; its body is an `Order`."""
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        file = folder / "openapi.json"
        file.write_text(json.dumps(document(draw)), encoding="utf-8")
        try:
            return accordant.load(file)
        except SpecError:
            continue


def document(draw: Random) -> Schema:
    """An OpenAPI document with one operation."""
    schemas = _Schemas(draw).components()
    body = {"schema": {"$ref": "#/components/schemas/Order"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Random", "version": "1"},
        "paths": {
            "/orders": {
                "post": {
                    "operationId": "createOrder",
                    "requestBody": {"content": {"application/json": body}},
                    "responses": {"204": {"description": "Done"}},
                }
            }
        },
        "components": {"schemas": schemas},
    }


class _Schemas:
    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.done: dict[str, Schema] = {}

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def components(self) -> dict[str, Schema]:
        flat = self.chance(0.4)
        self.names = [] if flat else [n for n in OTHERS if self.chance(0.5)]
        for name in self.names:
            self.done[name] = self.component(name)
        self.done["Order"] = self.object(8, 0 if flat else 2)
        for schema in self.done.values():
            if schema.get("properties") and self.chance(0.8):
                table = _Table(self.draw, self.done, schema).table()
                if table:
                    schema["x-constraints"] = table
        return self.done

    def component(self, name: str) -> Schema:
        if name == "Tree":
            tree = self.object(3, 1)
            own = {"$ref": "#/components/schemas/Tree"}
            tree["properties"]["left"] = own
            tree["properties"]["leaves"] = {"type": "array", "items": own}
            return tree
        if name == "Either":
            return self.tagged()
        if name == "Word":
            return self.scalar()
        if name == "Many":
            return self.list(1)
        return self.object(4, 1)

    def schema(self, depth: int) -> Schema:
        """A schema that may hold others `depth` levels deep."""
        kinds = [self.scalar, self.scalar, self.scalar, self.scalar]
        inner = [self.list, self.map, self.any_of]
        found: Schema
        if self.names and depth and self.chance(0.25):
            name = self.draw.choice(self.names)
            found = {"$ref": f"#/components/schemas/{name}"}
            if self.chance(0.2):
                found = {"anyOf": [found, {"type": "null"}]}
            return found
        if self.chance(0.3):
            found = self.draw.choice(inner)(depth - 1)
        elif depth and self.chance(0.25):
            found = self.object(3, depth - 1)
        else:
            found = self.draw.choice(kinds)()
        if "type" in found and self.chance(0.25):
            found["type"] = [found["type"], "null"]
            if "enum" in found:
                found["enum"] = [*found["enum"], None]
        return found

    def object(self, most: int, depth: int) -> Schema:
        names = self.draw.sample(NAMES, self.draw.randint(1, most))
        if self.chance(0.5):
            names = self.draw.sample(NAMES[:8], min(len(names), 8))
        found: Schema = {"type": "object"}
        found["properties"] = {name: self.schema(depth) for name in names}
        if self.chance(0.5):
            found["required"] = [name for name in names if self.chance(0.4)]
        if self.chance(0.4):
            more = [True, False, False, self.scalar(), self.schema(depth)]
            found["additionalProperties"] = self.draw.choice(more)
        return found

    def list(self, depth: int) -> Schema:
        found: Schema = {"type": "array"}
        if self.chance(0.9):
            found["items"] = self.schema(max(depth, 0)) if self.chance(0.4) else None
            found["items"] = found["items"] or self.scalar()
        self.limits(found, "minItems", "maxItems", (0, 1, 2, 3))
        if self.chance(0.3):
            found["uniqueItems"] = True
        return found

    def map(self, depth: int) -> Schema:
        inner = self.schema(depth) if depth > 0 else self.scalar()
        return {"type": "object", "additionalProperties": inner}

    def any_of(self, depth: int) -> Schema:
        """Arms of different JSON kinds."""
        ways = [
            self.of_kind("string"),
            self.of_kind(self.draw.choice(["integer", "number"])),
            self.of_kind("boolean"),
            self.list(0),
            self.object(2, max(depth, 0)) if depth >= 0 else self.map(0),
            {"type": "null"},
        ]
        return {"anyOf": self.draw.sample(ways, self.draw.randint(2, 4))}

    def tagged(self) -> Schema:
        """Models told apart by a property."""
        arms = []
        for tags in (["a"], ["b", "c"], ["d e"])[: self.draw.randint(2, 3)]:
            arm = self.object(2, 1)
            tag: Schema = {"type": "string", "enum": tags}
            arm["properties"]["type"] = tag if len(tags) > 1 else {"const": tags[0]}
            arm["required"] = ["type"]
            arms.append(arm)
        return {"oneOf": arms}

    def scalar(self) -> Schema:
        share = self.draw.random()
        if share < 0.05:
            return {}
        if share < 0.12:
            values = [*STRINGS, *NUMBERS, True, False, [], [1, "a"], {"a": 1}, None]
            return {"const": self.draw.choice(values)}
        kinds = ["string", "string", "string", "integer", "integer", "number"]
        return self.of_kind(self.draw.choice([*kinds, "boolean"]))

    def of_kind(self, kind: str) -> Schema:
        found: Schema = {"type": kind}
        if kind == "boolean":
            if self.chance(0.1):
                found["enum"] = self.draw.choice([[True], [False], [True, False]])
            return found
        pool = {"string": STRINGS, "integer": INTEGERS, "number": NUMBERS}[kind]
        if self.chance(0.3):
            found["enum"] = self.draw.sample(pool, self.draw.randint(1, 5))
            return found
        if kind == "string":
            self.limits(found, "minLength", "maxLength", (0, 1, 2, 5, 40))
            if self.chance(0.2):
                found["pattern"] = self.draw.choice(PATTERNS)
            if self.chance(0.1):
                found = {"anyOf": [{"type": "string"}, {"enum": ["a", "b"]}]}
            return found
        ends = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
        for keywords in ends:
            for keyword in keywords:
                if self.chance(0.2):
                    found[keyword] = self.draw.choice(pool)
        if self.chance(0.2):
            found["multipleOf"] = self.draw.choice([1, 2, 3])
        return found

    def limits(self, into: Schema, low: str, high: str, pool: Any) -> None:
        if self.chance(0.3):
            into[low] = self.draw.choice(pool)
        if self.chance(0.4):
            into[high] = self.draw.choice(pool)


class _Table:
    """Rows of one schema. What does not load is thrown away by the caller."""

    def __init__(self, draw: Random, known: dict[str, Schema], schema: Schema) -> None:
        self.draw = draw
        self.known = known
        self.fields: dict[str, Schema] = {}
        self.find(schema, "", 2)
        self.names = list(self.fields)
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
        schema = self.fields[field]
        if "const" in schema:
            return [] if schema["const"] is None else [schema["const"]]
        if "enum" in schema:
            return [value for value in schema["enum"] if value is not None]
        match self.kind(field):
            case "string":
                return list(STRINGS)
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

    def defaults(self, scalar: list[str]) -> Any:
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

    def tests(self, pool: list[str]) -> Schema:
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
            self.read.add(field)
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
                pool = (0, 1, 2, 5, 40) if keyword[0] == "m" else NUMBERS
                if "imum" in keyword:
                    pool = INTEGERS if kind == "integer" else NUMBERS
                found[keyword] = self.draw.choice(pool)
        if kind in ("integer", "number") and self.chance(0.3):
            found["multipleOf"] = self.draw.choice([1, 2, 3])
        if self.values(field) and self.chance(0.2):
            found["enum"] = self.some(field)
        if found:
            self.read.add(field)
        if not found or self.chance(0.15):
            found["present"] = self.chance(0.7)
        return found
