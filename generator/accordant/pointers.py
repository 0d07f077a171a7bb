"""JSON Pointers (RFC 6901): the place of a value inside of another, as text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from accordant.ir import steps


def escaped(step: str) -> str:
    """A key as a pointer has it."""
    return step.replace("~", "~0").replace("/", "~1")


def unescaped(step: str) -> str:
    """The key that a step of a pointer stands for."""
    return step.replace("~1", "/").replace("~0", "~")


def pointer(path: str, key: str) -> str:
    """A pointer, one step longer."""
    return f"{path}/{escaped(key)}"


def pointer_to(keys: Iterable[str], path: str = "") -> str:
    """A pointer, some steps longer."""
    return reduce(pointer, keys, path)


def field_pointer(field: str, path: str = "") -> str:
    """The pointer to a field of the object at `path`; dots lead into objects."""
    return pointer_to(steps(field), path)


def steps_of(path: str) -> list[str]:
    """The keys that a pointer names, outer ones first."""
    return [unescaped(step) for step in path.split("/")[1:]]
