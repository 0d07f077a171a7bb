"""JSON values drawn from a schema as it is written, and others that it never told of.

What is drawn need not be valid: it is what servers may well answer with. Our own
lowering has no part in it.
"""

from __future__ import annotations

import random
from typing import Any

from tests.corpus.documents import Document, followed

DEPTH = 6
"""Levels at which optional properties, items and map values still are drawn."""

TEXTS = ("x", "", "null", "é", "\U0001f600", "2020-02-30", "1", "a\nb", "true")
FORMATS: dict[str, tuple[str, ...]] = {
    "date-time": (
        *("2020-01-02T03:04:05Z", "2020-01-02T03:04:05.678901+02:00"),
        *("2020-01-02t03:04:05.1z", "2020-01-02 03:04:05Z", "2020-01-02T03:04:05"),
        *("2020-01-02T03:04:60Z", "0000-00-00T00:00:00Z", "1577934245", ""),
    ),
    "date": ("2020-01-02", "20200102", "2020-W01-4", "2020-13-01", ""),
    "uuid": ("123e4567-e89b-12d3-a456-426614174000",),
}
NUMBERS = (0, 1, -1, 1.5, 1.0, 2**53 + 1, 1e300, 1577934245)
ANYTHING = (None, True, 0, 1.5, "x", [], {}, [1, "x"], {"a": {"b": [None]}})


class Drawing:
    """Draws from the schemas of one document."""

    def __init__(self, document: Document, draw: random.Random, odd: float) -> None:
        self.document = document
        self.draw = draw
        self.odd = odd

    def of(self, schema: Any, depth: int = 0) -> Any:
        """A value for a schema; `odd` is the share of values it does not admit."""
        draw = self.draw
        if draw.random() < self.odd:
            return draw.choice(ANYTHING)
        schema = followed(self.document, schema)
        if not isinstance(schema, dict) or depth > 40:
            return draw.choice(ANYTHING)
        if schema.get("nullable") is True and draw.random() < 0.3:
            return None
        if "allOf" in schema:
            return self._all(schema, depth)
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                arm = self.of(draw.choice(schema[keyword]), depth + 1)
                beside = {k: v for k, v in schema.items() if k != keyword}
                if isinstance(arm, dict) and "properties" in beside:
                    return {**self.of(beside, depth + 1), **arm}
                return arm
        if "const" in schema:
            return schema["const"]
        if isinstance(schema.get("enum"), list) and schema["enum"]:
            unheard = draw.random() < 0.1
            return "unheard-of" if unheard else draw.choice(schema["enum"])
        return self._of_kind(schema, depth)

    def _all(self, schema: dict[str, Any], depth: int) -> Any:
        beside = {key: value for key, value in schema.items() if key != "allOf"}
        parts = [self.of(part, depth + 1) for part in [*schema["allOf"], beside]]
        objects = [part for part in parts if isinstance(part, dict)]
        if objects:
            return {key: value for part in objects for key, value in part.items()}
        return parts[0]

    def _of_kind(self, schema: dict[str, Any], depth: int) -> Any:
        draw = self.draw
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = draw.choice(kind) if kind else None
        if kind is None:
            known = [k for k in ("properties", "additionalProperties") if k in schema]
            kind = "object" if known else "array" if "items" in schema else None
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array":
            most = 0 if depth > DEPTH else 2
            return [
                self.of(schema.get("items", {}), depth + 1)
                for _ in range(draw.randint(0, most))
            ]
        if kind == "string":
            return draw.choice(FORMATS.get(str(schema.get("format")), TEXTS))
        if kind in ("integer", "number"):
            return draw.choice(NUMBERS)
        if kind == "boolean":
            return draw.random() < 0.5
        return None if kind == "null" else draw.choice(ANYTHING)

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        draw = self.draw
        required = schema.get("required")
        required = required if isinstance(required, list) else []
        found = {}
        for key, inner in (schema.get("properties") or {}).items():
            if key in required or (depth <= DEPTH and draw.random() < 0.6):
                found[key] = self.of(inner, depth + 1)
        rest = schema.get("additionalProperties")
        if isinstance(rest, dict) and depth <= DEPTH:
            for key in draw.sample(("a", "b", "class", "é"), draw.randint(0, 2)):
                found[key] = self.of(rest, depth + 1)
        if draw.random() < 0.2:
            found["unheard of"] = draw.choice(ANYTHING)
        items = list(found.items())
        draw.shuffle(items)
        return dict(items)
