"""Arguments of methods: those of the parameters, and those that make a body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from accordant import ir, names
from accordant.targets.python.models import Models, members
from accordant.targets.python.text import literal

PLACES = ("path", "query", "querystring", "header", "cookie")
FILE = "FileTypes"
"""The alias of what stands for a file."""

_MOST_FLAT = 40
"""Fields that a union of models may have to be arguments of a method."""

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


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
    if chosen.media == _FORMS[0] and holds_file(models.api, field.type):
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


def shapes(api: ir.Api, operation: ir.Operation) -> list[tuple[ir.Body, ...]]:
    """The bodies of an operation, together those that the same arguments make: values of
    one type, written as JSON or as forms, or passed on as they are. First stands what
    people would choose."""
    found: list[list[ir.Body]] = []
    for one in sorted(operation.bodies, key=lambda body: _rank(api, body)):
        for known in found:
            alike = _structured(known[0].media) == _structured(one.media)
            if alike and known[0].type == one.type:
                known.append(one)
                break
        else:
            found.append([one])
    return list(map(tuple, found))


def other_media(shape: Sequence[ir.Body]) -> tuple[str, ...]:
    """What a body may be written as, besides the first; an argument chooses."""
    return tuple(dict.fromkeys(o.media for o in shape if o.media != shape[0].media))


def body(models: Models, shape: Sequence[ir.Body], taken: list[str]) -> Body | None:
    """What is sent in a shape; the names of its arguments are added to `taken`."""
    if not shape:
        return None
    chosen, others = shape[0], other_media(shape)
    flat = _flat(models, chosen, taken)
    if flat is not None:
        return Body(chosen, flat, False, others, _judge(models, chosen))
    parts = _plain(models, chosen)
    said = "The body." if _structured(chosen.media) else f"The body: {chosen.media}."
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
    model = model_of(models.api, chosen.type)
    if not _structured(chosen.media):
        return None
    if model is not None:
        return models.classes[model.name] if model.sent else None
    union = union_of(models.api, chosen.type)
    if union is None or (union.tag is None and _needs_answers(models.api, union)):
        return None
    return f"_certain({literal(models.classes[union.name])})"


def _needs_answers(api: ir.Api, union: ir.Union) -> bool:
    """Whether keys that only the server writes tell the arms apart."""
    arms = [model_of(api, arm.type) for arm in union.arms]
    fields = [field for arm in arms if arm is not None for field in arm.fields]
    return any(field.required and field.access == "read" for field in fields)


def _rank(api: ir.Api, body: ir.Body) -> int:
    """JSON, a form of parts, a form, bytes, text; but of files a form of parts."""
    fields = fields_of(api, body.type) if body.media == _FORMS[0] else None
    if any(holds_file(api, field.type) for field in fields or ()):
        return 0
    plain = body.media.partition(";")[0].strip().lower()
    if ir.is_json(plain):
        return 1
    if plain in _FORMS:
        return 2 + _FORMS.index(plain)
    return 5 if plain.startswith("text/") else 4


def _structured(media: str) -> bool:
    """Whether a body is made of values, and not only passed on."""
    plain = media.partition(";")[0].strip().lower()
    return ir.is_json(plain) or plain in _FORMS


def _plain(models: Models, chosen: ir.Body) -> list[str]:
    """The type of a body that is one argument."""
    if _structured(chosen.media):
        return models.types.parts(chosen.type)
    kind = plainly(models.api, chosen.type)
    told = not is_file(models.api, kind) and not isinstance(kind, ir.Anything)
    return ["str", FILE] if told or chosen.media.startswith("text/") else [FILE]


def _flat(models: Models, chosen: ir.Body, taken: list[str]) -> list[Argument] | None:
    """A body's fields as arguments; None if it has to be one argument."""
    found = fields_of(models.api, chosen.type) if _structured(chosen.media) else None
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


def fields_of(api: ir.Api, kind: ir.Type) -> list[ir.Field] | None:
    """The fields that a request may set of an object: a model, or a union of models
    that is not too large. None if it is none."""
    model = model_of(api, kind)
    if model is not None:
        found = [member.field for member in members(model)]
        return [field for field in found if field.access != "read"]
    union = union_of(api, kind)
    arms = [model_of(api, arm.type) for arm in union.arms] if union else []
    if not arms or not all(arms):
        return None
    merged: dict[str, ir.Field] = {}
    for arm in arms:
        assert arm is not None
        for field in arm.fields:
            known = merged.get(field.wire)
            merged[field.wire] = field if known is None else _both(known, field)
    for wire, field in merged.items():
        everywhere = all(
            any(f.wire == wire and f.required for f in arm.fields)
            for arm in arms
            if arm is not None
        )
        merged[wire] = replace(field, required=everywhere)
    found = [field for field in merged.values() if field.access != "read"]
    return found if len(found) <= _MOST_FLAT else None


def _both(one: ir.Field, other: ir.Field) -> ir.Field:
    """A field of two models as one."""
    if one.type == other.type:
        return one
    arms = [one.type, other.type]
    if isinstance(one.type, ir.AnyOf):
        arms = [*one.type.arms, other.type]
    return replace(one, type=ir.AnyOf(tuple(dict.fromkeys(arms))))


def model_of(api: ir.Api, kind: ir.Type) -> ir.Model | None:
    """The model that a type is, also by another name."""
    decl = declared(api, kind)
    return decl if isinstance(decl, ir.Model) else None


def union_of(api: ir.Api, kind: ir.Type) -> ir.Union | None:
    """The union that a type is, also by another name."""
    decl = declared(api, kind)
    return decl if isinstance(decl, ir.Union) else None


def declared(api: ir.Api, kind: ir.Type) -> ir.Decl | None:
    """The declaration that a type is, behind all its other names."""
    while isinstance(kind, ir.Ref):
        decl = api.declarations[kind.name]
        if not isinstance(decl, ir.Alias):
            return decl
        kind = decl.type
    return None


def plainly(api: ir.Api, kind: ir.Type) -> ir.Type:
    """A type behind its other names, and without null."""
    while True:
        if isinstance(kind, ir.Nullable):
            kind = kind.type
            continue
        decl = api.declarations[kind.name] if isinstance(kind, ir.Ref) else None
        if not isinstance(decl, ir.Alias):
            return kind
        kind = decl.type


def is_file(api: ir.Api, kind: ir.Type) -> bool:
    """Whether values of a type are bytes."""
    found = plainly(api, kind)
    return isinstance(found, ir.Primitive) and found.format == "binary"


def holds_file(api: ir.Api, kind: ir.Type) -> bool:
    """Whether a part of a form may be a file, or some."""
    found = plainly(api, kind)
    if isinstance(found, ir.ListOf):
        return is_file(api, found.item)
    if isinstance(found, ir.AnyOf):
        return any(holds_file(api, arm) for arm in found.arms)
    return is_file(api, found)
