"""The targets by name. A target is a module with `render(api) -> {path: text}`.

Beside each name stand the distributions, Jinja apart, whose versions its text depends
on: they count among the inputs of its lock.
"""

from __future__ import annotations

TARGETS: dict[str, tuple[str, ...]] = {
    "python": (),
    "pydantic": ("black", "datamodel-code-generator"),
    "jsonschema": (),
    "ruby": (),
    "java": (),
    "typescript": (),
    "vectors": (),
}
