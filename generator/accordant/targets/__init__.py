"""The targets by name. A target is a module with `render(api) -> {path: text}`."""

from __future__ import annotations

TARGETS = ("python", "pydantic", "jsonschema", "vectors")
