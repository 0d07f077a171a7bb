"""Arguments of methods: those of the parameters, and those that make a body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from accordant import ir, names
from accordant.surface.bodies import (
    FORMS,
    fields_of,
    judged,
    other_media,
    structured,
)
from accordant.surface.types import holds_file, is_file, model_of, plainly
from accordant.targets.python.models import Models
from accordant.targets.python.text import literal

FILE = "FileTypes"
"""The alias of what stands for a file."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: its name, its type as a union, and what is said of it.

    `wire` is its name in the request, at `place`; `kind` its type in the spec.
    """

    name: str
    parts: list[str]
    required: bool
    notes: list[str]
    wire: str
    place: str
    kind: ir.Type


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent, in the media type `chosen`: its arguments are the fields of an
    object, or there is one, `whole`.

    `others` are the media types that the same arguments can be written in too, `judge`
    is what validates it: its model, or what finds its model among others.
    """

    chosen: ir.Body
    arguments: list[Argument]
    whole: bool
    others: tuple[str, ...] = ()
    judge: str | None = None


def parameters(
    models: Models, found: Iterable[ir.Parameter], taken: list[str]
) -> list[Argument]:
    """The arguments of parameters; their names are added to those that are `taken`."""
    return [
        Argument(
            _name(names.python_field(parameter.wire, ()), parameter.place, taken),
            (
                models.types.parts(parameter.type)
                if parameter.required
                else or_unset(models.types.parts(parameter.type))
            ),
            parameter.required,
            [
                *([parameter.doc] if parameter.doc else []),
                *(["Deprecated."] if parameter.deprecated else []),
            ],
            parameter.wire,
            parameter.place,
            parameter.type,
        )
        for parameter in found
    ]


def _name(wanted: str, place: str, taken: list[str]) -> str:
    """A name that no other argument has: of two, the later one tells its place."""
    if wanted in taken:
        wanted = f"{wanted}_{place}"
    name = names.python_argument(wanted, taken)
    taken.append(name)
    return name


def _typed(models: Models, field: ir.Field, chosen: ir.Body) -> list[str]:
    """The type of a field of a body; in a form of parts there may be files."""
    parts = models.types.parts(field.type)
    if chosen.media == FORMS[0] and holds_file(models.api, field.type):
        parts = _of_part(models, field.type)
    return parts if field.required and chosen.required else or_unset(parts)


def _of_part(models: Models, kind: ir.Type) -> list[str]:
    """The type of a part that may be a file, or some."""
    found = plainly(models.api, kind)
    arms = found.arms if isinstance(found, ir.AnyOf) else (found,)
    parts: list[str] = []
    for arm in arms:
        plain = plainly(models.api, arm)
        if is_file(models.api, plain):
            parts.append(FILE)
        elif isinstance(plain, ir.ListOf) and is_file(models.api, plain.item):
            parts.append(f"list[{FILE}]")
        else:
            parts += models.types.parts(arm)
    if isinstance(kind, ir.Nullable):
        parts.append("None")
    return list(dict.fromkeys(parts))


def or_unset(parts: list[str]) -> list[str]:
    """A type whose value may be left out."""
    return parts if "Any" in parts or "Unset" in parts else [*parts, "Unset"]


def body(models: Models, shape: Sequence[ir.Body], taken: list[str]) -> Body | None:
    """What is sent in a shape; the names of its arguments are added to `taken`."""
    if not shape:
        return None
    chosen, others = shape[0], other_media(shape)
    flat = _flat(models, chosen, taken)
    if flat is not None:
        return Body(chosen, flat, False, others, _judge(models, chosen))
    parts = _plain(models, chosen)
    said = "The body." if structured(chosen.media) else f"The body: {chosen.media}."
    argument = Argument(
        "body",
        parts if chosen.required else or_unset(parts),
        chosen.required,
        [said],
        "",
        "body",
        chosen.type,
    )
    return Body(chosen, [argument], True, others, _judge(models, chosen))


def _judge(models: Models, chosen: ir.Body) -> str | None:
    found = judged(models.api, chosen)
    if found is None:
        return None
    name = models.classes[found.name]
    return name if isinstance(found, ir.Model) else f"_certain({literal(name)})"


def _plain(models: Models, chosen: ir.Body) -> list[str]:
    """The type of a body that is one argument."""
    if structured(chosen.media):
        return models.types.parts(chosen.type)
    kind = plainly(models.api, chosen.type)
    told = not is_file(models.api, kind) and not isinstance(kind, ir.Anything)
    return ["str", FILE] if told or chosen.media.startswith("text/") else [FILE]


def _flat(models: Models, chosen: ir.Body, taken: list[str]) -> list[Argument] | None:
    """A body's fields as arguments; None if it has to be one argument."""
    found = fields_of(models.api, chosen.type) if structured(chosen.media) else None
    if found is None:
        return None
    own: dict[str, str] = {}
    for field in found:
        own[field.wire] = names.python_field(field.wire, own.values())
    return [
        Argument(
            _name(own[field.wire], "body", taken),
            _typed(models, field, chosen),
            field.required and chosen.required,
            list(_notes(models, chosen.type, field)),
            field.wire,
            "body",
            field.type,
        )
        for field in found
    ]


def _notes(models: Models, kind: ir.Type, field: ir.Field) -> Iterator[str]:
    model = model_of(models.api, kind)
    if model is not None:
        for said in models.notes(model, field):
            yield from said
    elif field.doc:
        yield field.doc
