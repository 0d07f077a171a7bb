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
from oracles.tables import INTEGERS, NUMBERS, STRINGS, Schema, Tables

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
    """An OpenAPI document of random schemas and tables."""
    return sends(_Schemas(draw).components())


def sends(schemas: Schema) -> Schema:
    """An OpenAPI document with one operation, which sends an `Order`."""
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
                table = Tables(self.draw, self.done, schema).table()
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
            return self.keyed() if self.chance(0.4) else self.tagged()
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
        if self.chance(0.3):
            self.draw.choice(arms)["required"] = []
        return {"oneOf": arms}

    def keyed(self) -> Schema:
        """Models that most keys tell apart."""
        arms = []
        for own in ("a", "b", "c")[: self.draw.randint(2, 3)]:
            arm = self.object(2, 1)
            kinds = [["string"], ["integer"], ["number", "null"], ["object", "array"]]
            arm["properties"]["same"] = {"type": self.draw.choice(kinds)}
            arm["properties"][own] = self.scalar()
            arm["required"] = [n for n in (own, "same") if self.chance(0.7)]
            arms.append(arm)
        return {"anyOf": arms}

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
