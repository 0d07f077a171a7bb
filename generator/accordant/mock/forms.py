"""Forms as JSON values: what their fields say, by the schema of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from accordant import ir
from accordant.mock import texts
from accordant.mock.jsontext import decoded, parsed
from accordant.mock.parts import MOST, Part, parts_of
from accordant.mock.refusals import Refusal

FILE = "(file)"
"""What a file is judged as: a text whose length nobody knows."""

_STEP = re.compile(r"\[([^\[\]]*)\]")


def multipart(
    content_type: str, data: bytes, body: ir.Body, declared: texts.Declared
) -> dict[str, ir.Json]:
    """The value of a form in parts. Raises Refusal (400)."""
    return _value(parts_of(content_type, data), body, declared)


def urlencoded(
    data: bytes, body: ir.Body, declared: texts.Declared
) -> dict[str, ir.Json]:
    """The value of a form in one text. Raises Refusal (400)."""
    fields = [field for field in data.split(b"&") if field]
    if len(fields) > MOST:
        message = f"the form cannot be read: it has more than {MOST} fields"
        raise Refusal(400, "invalid_form", message)
    found = []
    for field in fields:
        name, _, text = field.replace(b"+", b" ").partition(b"=")
        wire = decoded(unquote_to_bytes(name), "a name in the form")
        found.append(Part(wire, None, "", unquote_to_bytes(text)))
    return _value(found, body, declared)


def _value(
    fields: Sequence[Part], body: ir.Body, declared: texts.Declared
) -> dict[str, ir.Json]:
    types = texts.field_types(body.type, declared) or {}
    encodings = {part.wire: part for part in body.parts}
    by_name: dict[str, list[tuple[list[str], Part]]] = {}
    for field in fields:
        name, steps = _steps(field.name, types)
        by_name.setdefault(name, []).append((steps, field))
    rest = texts.rest_type(body.type, declared)
    return {
        name: _field(given, types.get(name, rest), encodings.get(name), declared)
        for name, given in by_name.items()
    }


def _steps(name: str, types: dict[str, ir.Type]) -> tuple[str, list[str]]:
    """The field that a name means, and the way into it: `a[b][]` is a, b and ""."""
    head, bracket, _ = name.partition("[")
    if name in types or not bracket or not head or not name.endswith("]"):
        return name, []
    return head, _STEP.findall(name[len(head) :])


def _field(
    given: list[tuple[list[str], Part]],
    kind: ir.Type,
    encoding: ir.Part | None,
    declared: texts.Declared,
) -> ir.Json:
    """The value of one field, from all that was given for it."""
    item = texts.item_type(kind, declared)
    if item is not None:
        if len(given) == 1 and not given[0][0]:
            whole = _list(given[0][1], kind, item, encoding, declared)
            if whole is not None:
                return whole
        groups: dict[str, list[tuple[list[str], Part]]] = {}
        for index, (steps, part) in enumerate(given):
            place = steps[0] if steps and steps[0] else f"#{index}"
            groups.setdefault(place, []).append((steps[1:], part))
        return [_field(group, item, None, declared) for group in groups.values()]
    if any(steps for steps, _ in given):
        fields = texts.field_types(kind, declared) or {}
        inside: dict[str, list[tuple[list[str], Part]]] = {}
        for steps, part in given:
            if steps:
                inside.setdefault(steps[0], []).append((steps[1:], part))
        rest = texts.rest_type(kind, declared)
        return {
            name: _field(group, fields.get(name, rest), None, declared)
            for name, group in inside.items()
        }
    return _one(given[-1][1], kind, encoding, declared)


def _list(
    part: Part,
    kind: ir.Type,
    item: ir.Type,
    encoding: ir.Part | None,
    declared: texts.Declared,
) -> ir.Json:
    """A list that stands in one field as a whole; None if it is one item."""
    if part.filename is not None and "json" not in part.media:
        return None
    value = _one(part, kind, encoding, declared)
    if isinstance(value, list):
        return value
    if encoding is not None and encoding.explode is False:
        between = {"spaceDelimited": " ", "pipeDelimited": "|"}
        separator = between.get(encoding.style or "", ",")
        return [texts.read(t, item, declared) for t in str(value).split(separator)]
    return None


def _one(
    part: Part, kind: ir.Type, encoding: ir.Part | None, declared: texts.Declared
) -> ir.Json:
    what = f"the field {part.name}"
    said = encoding.media if encoding is not None and encoding.media else ""
    kinds = texts.kinds_of(kind, declared)
    if ir.is_json(part.media) or (ir.is_json(said) and "string" not in kinds):
        return parsed(part.data, what)
    if part.filename is not None or part.media == "application/octet-stream":
        return FILE
    if _is_file(kind, declared) and part.media and not part.media.startswith("text/"):
        return FILE
    return texts.read(decoded(part.data, what), kind, declared)


def _is_file(kind: ir.Type, declared: texts.Declared) -> bool:
    return any(
        isinstance(bare, ir.Primitive) and bare.format == "binary"
        for bare in texts.bare_types(kind, declared)
    )
