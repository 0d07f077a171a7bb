"""Validators of the compiled schemas that know `x-numbers`, written from its description
in spec/README.md: `fast` with jsonschema-rs, `slow` with jsonschema.

Without them a validator takes `x-numbers` for an annotation and is weaker there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import jsonschema
import jsonschema_rs

Schema = dict[str, Any]


class Validator(Protocol):
    """What both libraries offer."""

    def is_valid(self, instance: Any, /) -> bool: ...


def fast(schema: Schema) -> Validator:
    """A validator by jsonschema-rs."""
    return jsonschema_rs.Draft202012Validator(schema, keywords={"x-numbers": _XNumbers})


def slow(schema: Schema) -> Validator:
    """A validator by jsonschema, whose patterns end where those of ECMA 262 do."""
    rules = {"x-numbers": _x_numbers, "pattern": _pattern}
    kind = jsonschema.validators.extend(jsonschema.Draft202012Validator, rules)
    return kind(schema)


class _XNumbers:
    """The keyword as jsonschema-rs asks for it."""

    def __init__(self, parent: Schema, value: Schema, path: list[Any]) -> None:
        self.value = value

    def validate(self, instance: Any) -> None:
        if not holds(self.value, instance):
            raise ValueError


def _x_numbers(validator: Any, value: Schema, instance: Any, schema: Any) -> Iterator:
    if not holds(value, instance):
        yield jsonschema.ValidationError("x-numbers")


def _pattern(validator: Any, value: str, instance: Any, schema: Any) -> Iterator:
    """Python's `$` stands before a final line end, too."""
    kept = r"\\.|\[(?:\\.|[^\]\\])*\]|(\$)"
    ended = re.sub(kept, lambda found: r"\Z" if found[1] else found[0], value)
    if isinstance(instance, str) and not re.search(ended, instance, re.ASCII):
        yield jsonschema.ValidationError("pattern")


def holds(keyword: Schema, instance: Any) -> bool:
    """What `x-numbers` says of a value."""
    numbers = _Numbers(keyword.get("parse", {}), instance)
    return all(
        number is None or _fits(schema, number, numbers)
        for field, schema in keyword["properties"].items()
        for number in [numbers.of(field)]
    )


class _Numbers:
    """The numbers of an object by name."""

    def __init__(self, forms: Mapping[str, Schema], instance: Any) -> None:
        self.forms = forms
        self.instance = instance

    def of(self, name: str) -> float | None:
        field, _, part = name.rpartition(".")
        if field in self.forms:
            return self.part(self.forms[field], self.value(field), part)
        value = self.value(name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return value if is_number else None

    def value(self, field: str) -> Any:
        found = self.instance
        for step in field.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def part(self, form: Schema, text: Any, part: str) -> float | None:
        pieces = re.split(r"\{(\w+)\}", form["template"])
        names = pieces[1::2]
        pieces[::2] = map(re.escape, pieces[::2])
        pieces[1::2] = ["(0|[1-9][0-9]{0,6})"] * len(names)
        read = re.fullmatch("".join(pieces), text) if isinstance(text, str) else None
        if read is None:
            return None
        numbers = dict(zip(names, map(int, read.groups()), strict=True))
        for name, (one, other) in form.get("product", {}).items():
            numbers[name] = numbers[one] * numbers[other]
        return numbers[part]


def _fits(schema: Schema, number: float, numbers: _Numbers) -> bool:
    return all(_keyword(name, v, number, numbers) for name, v in schema.items())


def _keyword(name: str, value: Any, number: float, numbers: _Numbers) -> bool:
    if isinstance(value, dict) and "field" in value:
        other = numbers.of(value["field"])
        if other is None:
            return True
        value = other * value.get("times", 1)
    match name:
        case "const" | "enum":
            return number in (value if name == "enum" else [value])
        case "multipleOf":
            return number % value == 0
        case "not":
            return not _fits(value, number, numbers)
        case "allOf":
            return all(_fits(schema, number, numbers) for schema in value)
        case "minimum":
            return number >= value
        case "exclusiveMinimum":
            return number > value
        case "maximum":
            return number <= value
        case "exclusiveMaximum":
            return number < value
    raise AssertionError(f"no keyword of x-numbers: {name}")
