"""Whether a value of the official client and one of the generated client say the same."""

from __future__ import annotations

from typing import Any

import openai
import pydantic
from openai_images._model import Model

MISSING = object()


def differences(theirs: Any, ours: Any, path: str = "") -> list[str]:
    """Every place at which the two differ, attribute by attribute.

    A field that did not come is None on both. Unknown fields are attributes there, and
    entries of `extra_fields` here.
    """
    if isinstance(theirs, pydantic.BaseModel):
        return _model_differences(theirs, ours, path)
    if isinstance(theirs, list) and isinstance(ours, list):
        if len(theirs) != len(ours):
            return [f"{path}: {len(theirs)} and {len(ours)} items"]
        return [
            found
            for index, (left, right) in enumerate(zip(theirs, ours, strict=True))
            for found in differences(left, right, f"{path}/{index}")
        ]
    return [] if same(theirs, ours) else [f"{path}: {theirs!r} and {ours!r}"]


def _model_differences(theirs: pydantic.BaseModel, ours: Any, path: str) -> list[str]:
    name = type(theirs).__name__
    if not isinstance(ours, Model) or not type(ours).__name__.endswith(name):
        return [f"{path}: {name} and {type(ours).__name__}"]
    found = []
    for field in type(theirs).model_fields:
        left = getattr(theirs, field)
        found += differences(left, getattr(ours, field, MISSING), f"{path}/{field}")
    if not same(theirs.model_extra or {}, dict(ours.extra_fields)):
        found.append(f"{path}: {theirs.model_extra} and {ours.extra_fields} beside")
    return found


def same(one: Any, other: Any) -> bool:
    """Equal as JSON: 1, 1.0 and true are three values, order of keys is none."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(
            same(value, other[key]) for key, value in one.items()
        )
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other) if isinstance(one, float) else bool(one == other)


ERROR_FACTS = ("message", "status_code", "code", "param", "type", "request_id", "body")


def error_differences(
    theirs: Exception | None, ours: Exception | None, known: tuple[str, ...] = ()
) -> list[str]:
    """Every fact of the official error that ours tells otherwise, but for the known
    ones; not all of them have a status or a request id."""
    if type(theirs).__name__ != type(ours).__name__:
        return [f"{theirs!r} and {ours!r}"]
    if not isinstance(theirs, openai.APIError):
        return []
    return [
        f"{name}: {left!r} and {right!r}"
        for name in ERROR_FACTS
        if name not in known
        and (left := getattr(theirs, name, MISSING)) is not MISSING
        and not same(left, right := getattr(ours, name, MISSING))
    ]
