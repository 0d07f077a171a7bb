"""JSON Schema 2020-12: each judged model with its table compiled to `if`/`then`.

The verdicts are those of the validators, apart from what a `$comment` of the model says
that no schema can express. What is asked of numbers in strings, or of two numbers, has
no word in the standard: it is said in `x-numbers`, and who does not know that keyword
refuses nothing more for it. Annotations (`description`, `default`, `examples`,
`deprecated`) are what editors show; they judge nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accordant import ir, names
from accordant.targets.jsonschema import keywords, rules
from accordant.targets.jsonschema.keywords import Schema, assertion

__all__ = ["Schema", "assertion", "render"]

_X_NUMBERS = (
    "the numbers it names, dotted if nested, fit the schemas in its 'properties', where"
    " a bound may be 'times' the number in another 'field'. 'parse' names numbers in a"
    " string that is as a whole of the form of a 'template' (each 0, or up to seven"
    " digits without a zero in front), and products of two. Of a number that is not"
    " there nothing is said. A validator that does not know x-numbers accepts what these"
    " alone refuse, and differs nowhere else."
)


def render(api: ir.Api) -> dict[str, str]:
    """One file a judged model."""
    files = {f"{names.snake(model.name)}.schema.json": model for model in api.judged()}
    return {
        name: keywords.text(_document(api, model, name)) + "\n"
        for name, model in files.items()
    }


def _document(api: ir.Api, model: ir.Model, name: str) -> Schema:
    schema: Schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    base = api.sdk.get("jsonschema", {}).get("base_uri")
    if base is not None:
        schema["$id"] = base + name
    return schema | _Document(api, model).root()


class _Document:
    """One file: the model, and in `$defs` those below it and the named conditions."""

    def __init__(self, api: ir.Api, model: ir.Model) -> None:
        self.api = api
        self.main = model
        self.models: dict[str, Schema] = {}

    def root(self) -> Schema:
        schema = self.model(self.main, ())
        definitions = {**self.models, **schema.pop("$defs", {})}
        return schema | ({"$defs": definitions} if definitions else {})

    def model(self, model: ir.Model, at: tuple[str, ...]) -> Schema:
        properties = {
            position.wire: _annotated(field, self.position(position))
            for field, position in zip(model.fields, model.positions, strict=True)
        }
        rest = self.position(model.rest) if model.rest is not None else None
        taken = frozenset() if at else frozenset(self.models)
        scope = rules.Scope(model, self.api.declarations, at, taken)
        entries = rules.entries(scope)
        schema: Schema = {"title": model.name}
        if model.doc:
            schema["description"] = model.doc
        if comment := " ".join(_comment(model, scope.numbers)):
            schema["$comment"] = comment
        schema["type"] = "object"
        required = [
            field.wire
            for field in model.fields
            if field.required and field.access != "read"
        ]
        if required:
            schema["required"] = required
        if properties:
            schema["properties"] = properties
        if rest is not None:
            schema["additionalProperties"] = rest
        elif model.extra == "error":
            schema["additionalProperties"] = False
        if entries:
            schema["allOf"] = entries
        if scope.conditions:
            schema["$defs"] = dict(sorted(scope.conditions.items()))
        return schema

    def position(self, position: ir.Position) -> Schema:
        schema: Schema = {}
        for check in position.checks:
            schema |= assertion(check.atom)
        below = position.below
        if isinstance(below, ir.Position):
            key = "items" if position.kind == "array" else "additionalProperties"
            if inner := self.position(below):
                schema[key] = inner
        elif isinstance(below, ir.Ref):
            schema = self.below(below.name)
        elif isinstance(below, ir.Choice):
            schema = self.choice(below, position.kind == "object")
        return _schema(keywords.with_null(schema)) if position.nullable else schema

    def below(self, name: str) -> Schema:
        """A reference to another model, which is defined once; this one is `#`."""
        if name == self.main.name:
            return keywords.reference()
        if name not in self.models:
            self.models[name] = {}
            model = ir.model_of(self.api.declarations, name)
            self.models[name] = self.model(model, ("$defs", name))
        return keywords.reference("$defs", name)

    def choice(self, choice: ir.Choice, untold: bool) -> Schema:
        """The arms of a union; or any object, if the tag may be left out (`untold`)."""
        if choice.keys or untold:
            arms = [self.arm(choice, marks, arm, True) for marks, arm in choice.arms]
            arms = list(self.keyed(choice)) if choice.keys else arms
            only = arms[0] if len(arms) == 1 else {"allOf": arms}
            return {"type": "object", **only}
        arms = [self.arm(choice, marks, arm) for marks, arm in choice.arms]
        return arms[0] if len(arms) == 1 else {"anyOf": arms}

    def keyed(self, choice: ir.Choice) -> Iterator[Schema]:
        """What the arms ask that keys may tell from all others."""
        admits = list(map(_admits, choice.keys))
        for index, (_, arm) in enumerate(choice.arms):
            if arm.below is not None:
                others = [one for number, one in enumerate(admits) if number != index]
                no = others[0] if len(others) == 1 else {"anyOf": others}
                only = {"type": "object", **admits[index], "not": no}
                yield {"if": only, "then": self.position(arm)}

    def arm(
        self, choice: ir.Choice, marks: Any, arm: ir.Position, untold: bool = False
    ) -> Schema:
        schema = self.position(arm)
        if choice.tag is None:
            return schema
        properties = {choice.tag: {"enum": list(marks)}}
        tag: Schema = {"required": [choice.tag], "properties": properties}
        if untold:
            return {"if": {"type": "object", **tag}, "then": schema}
        return _schema(keywords.conjoined([tag, schema]))


def _admits(keys: ir.Keys) -> Schema:
    """An object that has the keys that are needed, and known ones as they may be."""
    needed = [wire for wire, need, _ in keys if need]
    properties: Schema = {}
    for wire, _, kinds in keys:
        whole = "number" in kinds  # which admits integers
        told = {*kinds} - {"null"} - ({"integer"} if whole else set())
        ways = [assertion(ir.OfType(kind)) for kind in kinds if kind in told]
        found = ways[0] if len(ways) == 1 else {"anyOf": ways}
        if "null" in kinds:
            found = _schema(keywords.with_null(found)) if ways else {"type": "null"}
        if kinds:
            properties[wire] = found
    schema: Schema = {"required": needed} if needed else {}
    return schema | ({"properties": properties} if properties else {})


def _schema(found: keywords.Found) -> Schema:
    assert not isinstance(found, bool)
    return found


def _annotated(field: ir.Field, schema: Schema) -> Schema:
    """A field's schema with what people read; null is what absence means anyway."""
    found: Schema = {"description": field.doc} if field.doc else {}
    found |= schema
    if field.has_default and field.default is not None:
        found["default"] = field.default
    if field.examples:
        found["examples"] = list(field.examples)
    if field.deprecated:
        found["deprecated"] = True
    return found


def _comment(model: ir.Model, numbers: list[str]) -> Iterator[str]:
    """What a reader of the model's schema should know of it."""
    if missing := "; ".join(_not_expressed(model)):
        yield f"Not expressed in this schema: {missing}."
    if numbers:
        ids = ", ".join(dict.fromkeys(numbers))
        yield f"Said by x-numbers alone ({ids}): {_X_NUMBERS}"


def _not_expressed(model: ir.Model) -> Iterator[str]:
    """The ids of the model that its schema lacks, by the reason."""
    checks = list(model.checks())
    surrogates = [
        check.id
        for check in checks
        if check.require and check.require[0].any_of == ((ir.Unicode(),),)
    ]
    warnings = [check.id for check in checks if check.severity == "warn"]
    if model.extra == "warn":
        warnings.append("unknown")
    server = [rule.id for rule in model.table.rules if rule.server is not None]
    for reason, found in (
        ("strings with lone surrogates", surrogates),
        ("mere warnings", warnings),
        ("what only the server knows", server),
    ):
        if found:
            yield f"{reason} ({', '.join(dict.fromkeys(found))})"
