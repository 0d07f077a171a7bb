"""What operations send: the shapes of their bodies, and the fields of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accordant import ir
from accordant.surface.types import holds_file, model_of, union_of

_MOST_FLAT = 40
"""Fields that a union of models may have to be arguments of a method."""

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
"""The media types of forms: of parts, and of pairs."""


def shapes(api: ir.Api, operation: ir.Operation) -> list[tuple[ir.Body, ...]]:
    """The bodies of an operation, together those that the same arguments make: values of
    one type, written as JSON or as forms, or passed on as they are. First stands what
    people would choose."""
    found: list[list[ir.Body]] = []
    for one in sorted(operation.bodies, key=lambda body: _rank(api, body)):
        for known in found:
            alike = structured(known[0].media) == structured(one.media)
            if alike and known[0].type == one.type:
                known.append(one)
                break
        else:
            found.append([one])
    return list(map(tuple, found))


def other_media(shape: Sequence[ir.Body]) -> tuple[str, ...]:
    """What a body may be written as, besides the first; an argument chooses."""
    return tuple(dict.fromkeys(o.media for o in shape if o.media != shape[0].media))


def _rank(api: ir.Api, body: ir.Body) -> int:
    """JSON, a form of parts, a form, bytes, text; but of files a form of parts."""
    fields = fields_of(api, body.type) if body.media == FORMS[0] else None
    if any(holds_file(api, field.type) for field in fields or ()):
        return 0
    plain = body.media.partition(";")[0].strip().lower()
    if ir.is_json(plain):
        return 1
    if plain in FORMS:
        return 2 + FORMS.index(plain)
    return 5 if plain.startswith("text/") else 4


def structured(media: str) -> bool:
    """Whether a body is made of values, and not only passed on."""
    plain = media.partition(";")[0].strip().lower()
    return ir.is_json(plain) or plain in FORMS


def _needs_answers(api: ir.Api, union: ir.Union) -> bool:
    """Whether keys that only the server writes tell the arms apart."""
    arms = [model_of(api, arm.type) for arm in union.arms]
    fields = [field for arm in arms if arm is not None for field in arm.fields]
    return any(field.required and field.access == "read" for field in fields)


def judged(api: ir.Api, chosen: ir.Body) -> ir.Model | ir.Union | None:
    """What validates a body: its model, or the union that finds its model."""
    model = model_of(api, chosen.type)
    if not structured(chosen.media):
        return None
    if model is not None:
        return model if model.sent else None
    union = union_of(api, chosen.type)
    if union is None or (union.tag is None and _needs_answers(api, union)):
        return None
    return union


def fields_of(api: ir.Api, kind: ir.Type) -> list[ir.Field] | None:
    """The fields that a request may set of an object: a model, or a union of models
    that is not too large. None if it is none."""
    model = model_of(api, kind)
    if model is not None:
        return [field for field in model.fields if field.access != "read"]
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


def sending(
    api: ir.Api, operation: ir.Operation, shape: tuple[ir.Body, ...]
) -> ir.Operation:
    """An operation with bodies of one shape only."""
    pages = operation.pages
    if shape and pages is not None and pages.in_body:
        fields = fields_of(api, shape[0].type) or ()
        pages = pages if any(f.wire == pages.wire for f in fields) else None
    return replace(operation, bodies=shape, pages=pages)
