"""The places and names of schemas that references lead to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from accordant import names
from accordant.openapi.reference import OTHER, Place


def component(place: Place) -> str | None:
    """The component that stands at a place itself."""
    if place.pointer[:2] == ("components", "schemas") and len(place.pointer) == 3:
        return place.pointer[2]
    return None


def below(place: Place, steps: Sequence[str]) -> Place:
    """What stands some steps inside of a schema."""
    waiting = list(steps)
    while waiting:
        step = waiting.pop(0)
        if step in ("properties", "$defs", "definitions") and waiting:
            key = waiting.pop(0)
            place = place.below(step, key, name=names.pascal(key) or "Field")
        elif step in ("items", "additionalProperties"):
            place = place.item(step)
        else:
            place = place.below(step)
    return place


def elsewhere(pointer: tuple[str, ...], place: Place) -> Place:
    """A schema of another file, by the name that it has there, or by the file's if the
    file is the schema; what has no name is called as it is where it is used."""
    file, *steps = pointer or ("",)
    if not file.endswith(OTHER):
        return place._replace(pointer=pointer)
    taken = 0
    if steps[:2] == ["components", "schemas"]:
        taken = 3
    elif steps and steps[0] in ("$defs", "definitions"):
        taken = 2
    elif steps and steps[0] not in ("properties", "items", "additionalProperties"):
        taken = 1
    stem = PurePosixPath(file.removesuffix(OTHER)).stem
    name = names.pascal(steps[taken - 1] if 0 < taken <= len(steps) else stem)
    return below(Place((file, *steps[:taken]), name or "Schema"), steps[taken:])
