"""Values that a schema of a document admits, by what is written there."""

from __future__ import annotations

import re
import warnings
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning
from tests.corpus.documents import Document, followed

DEPTH = 5
"""Levels at which properties that are not required still are given."""

FORMATS = {
    "date": "2024-02-29",
    "date-time": "2024-02-29T12:00:00Z",
    "email": "a@example.org",
    "hostname": "example.org",
    "idn-email": "a@example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "12:00:00Z",
    "uri": "https://example.org/a",
    "url": "https://example.org/a",
    "uri-reference": "/a",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "byte": "YQ==",
    "duration": "P1D",
}


class File(bytes):
    """What is sent as a file."""


class Nothing(Exception):
    """A schema for which no value is known."""


class Valid:
    """Values for the schemas of one document; `full` ones have all properties."""

    def __init__(self, document: Document, full: bool) -> None:
        self.document = document
        self.full = full

    def of(self, schema: Any, depth: int = 0) -> Any:
        """A value that the schema admits."""
        schema = followed(self.document, schema)
        if schema is True or schema in (None, {}):
            return "anything"
        if not isinstance(schema, dict) or depth > 30:
            raise Nothing(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return next((v for v in schema["enum"] if v is not None), None)
        if "allOf" in schema:
            return self.of(self._merged(schema), depth)
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                return self._chosen(schema, keyword, depth)
        return self._of_kind(schema, depth)

    def _merged(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The parts of `allOf` as one schema."""
        found: dict[str, Any] = {}
        beside = {key: value for key, value in schema.items() if key != "allOf"}
        for part in [*schema["allOf"], beside]:
            part = followed(self.document, part)
            if not isinstance(part, dict):
                continue
            part = self._merged(part) if "allOf" in part else part
            for key, value in part.items():
                if key == "properties":
                    value = {**found.get(key, {}), **value}
                elif key == "required":
                    value = [*found.get(key, []), *value]
                found[key] = value
        return found

    def _chosen(self, schema: dict[str, Any], keyword: str, depth: int) -> Any:
        """A value of the first arm for which there is one that is no null."""
        beside = {key: value for key, value in schema.items() if key != keyword}
        for written in schema[keyword]:
            arm = followed(self.document, written)
            if not isinstance(arm, dict) or arm.get("type") == "null":
                continue
            kept = {k: v for k, v in beside.items() if k in ("properties", "required")}
            tag = schema.get("discriminator", {}).get("propertyName")
            try:
                both = self._merged({"allOf": [kept, arm]}) if kept else arm
                found = self.of(both, depth + 1)
            except Nothing:
                continue
            if tag and isinstance(found, dict) and tag not in found:
                found[tag] = _tag(schema["discriminator"], written)
            return found
        raise Nothing(schema)

    def _of_kind(self, schema: dict[str, Any], depth: int) -> Any:
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), "null")
        if kind is None:
            known = [k for k in ("properties", "additionalProperties") if k in schema]
            kind = "object" if known else "array" if "items" in schema else "string"
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array" and "prefixItems" in schema:
            return [self.of(item, depth + 1) for item in schema["prefixItems"]]
        if kind == "array":
            return self._array(schema, depth)
        if kind == "string":
            return self._text(schema)
        if kind in ("integer", "number"):
            return _number(schema, kind == "integer")
        return True if kind == "boolean" else None

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        required = schema.get("required") or []
        found = {}
        for key, inner in (schema.get("properties") or {}).items():
            plain = followed(self.document, inner)
            read_only = isinstance(plain, dict) and plain.get("readOnly")
            if read_only and (key not in required or depth == 0):
                continue
            if key in required or (self.full and depth < DEPTH):
                try:
                    found[key] = self.of(inner, depth + 1)
                except Nothing:
                    if key in required:
                        raise
        for key in required:
            if key not in (schema.get("properties") or {}):
                found.setdefault(key, "anything")
        least = schema.get("minProperties", 0)
        rest = schema.get("additionalProperties", True)
        for index in range(least - len(found)):
            found[f"key{index}"] = self.of(rest, depth + 1)
        return found

    def _array(self, schema: dict[str, Any], depth: int) -> list[Any]:
        # Forms do not know empty lists.
        usual = 1 if depth < (DEPTH if self.full else 3) else 0
        count = max(schema.get("minItems", 0), usual)
        most = schema.get("maxItems", count)
        try:
            items = [
                self.of(schema.get("items", True), depth + 1)
                for _ in range(min(count, most))
            ]
        except Nothing:
            if schema.get("minItems", 0):
                raise
            return []
        if schema.get("uniqueItems") and len(items) > 1:
            raise Nothing(schema)
        return items

    def _text(self, schema: dict[str, Any]) -> str | File:
        if schema.get("format") == "binary":
            return File(b"\0\xff a file \r\n--x")
        known = [schema.get(key) for key in ("example", "default")]
        known += [FORMATS.get(str(schema.get("format"))), "a b&c=d", "a", "1"]
        least, most = schema.get("minLength", 0), schema.get("maxLength", 10**6)
        known += ["x" * max(least, 1), "a" * min(most, 40)]
        pattern = schema.get("pattern")
        for text in known:
            fits = isinstance(text, str) and least <= len(text) <= most
            if fits and (pattern is None or _matches(pattern, str(text))):
                return str(text)
        if pattern is None:
            raise Nothing(schema)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HypothesisWarning)
            texts = st.from_regex(pattern).filter(
                lambda text: least <= len(text) <= most and text.isprintable()
            )
            return texts.example()


def _tag(discriminator: Any, arm: Any) -> str:
    """The value that tells an arm: as the mapping has it, or its name."""
    ref = str(arm.get("$ref", "")) if isinstance(arm, dict) else ""
    for value, target in (discriminator.get("mapping") or {}).items():
        if target in (ref, ref.rpartition("/")[2]):
            return str(value)
    return ref.rpartition("/")[2]


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return True


def _number(schema: dict[str, Any], whole: bool) -> float:
    """The smallest number from 1 on, or the largest that is allowed."""
    least, most = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if above is True:
        above, least = least, None
    if below is True:
        below, most = most, None
    step = schema.get("multipleOf", 1 if whole else 0.5)
    found = max(1, least or 1)
    if isinstance(above, int | float) and found <= above:
        found = above + step
    if step and found % step:
        found = (found // step + 1) * step
    if most is not None and found > most:
        found = most
    if isinstance(below, int | float) and not isinstance(below, bool):
        found = min(found, below - step)
    return int(found) if whole else found
