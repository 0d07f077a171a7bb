"""Bodies: what operations send, by media type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from accordant import ir
from accordant.location import did_you_mean
from accordant.openapi.media import is_sequence, media_type
from accordant.openapi.reading import (
    Reading,
    examples,
    mapped,
    place_of,
    unknown_keys,
)
from accordant.openapi.reference import Place
from accordant.source import Map

CONTENT = (
    *("schema", "itemSchema", "example", "examples", "encoding"),
    *("prefixEncoding", "itemEncoding"),
)
_BODY = ("description", "content", "required")
_ENCODING = (
    *("contentType", "headers", "style", "explode", "allowReserved"),
    *("encoding", "prefixEncoding", "itemEncoding"),
)
_STYLES = ("form", "spaceDelimited", "pipeDelimited", "deepObject")
_ROLES = {
    "multipart/form-data": "Multipart",
    "application/x-www-form-urlencoded": "Form",
}


def contents(reading: Reading, holder: Map) -> Iterator[tuple[str, str, Map]]:
    """What a body may be: media type as written, as meant, and its mapping."""
    found = mapped(reading.report, holder, "content")
    for written in found:
        where = found.value(written)
        content = reading.document.mapping(found[written], where, f"'{written}'")
        if content is not None:
            unknown_keys(reading.report, content, CONTENT)
            media = media_type(reading, written, found.key(written), content)
            yield written, media, content


def bodies(
    reading: Reading, node: Map, place: Place, called: str = "Request"
) -> tuple[ir.Body, ...]:
    """What an operation sends, in each media type; `called` is what its name ends in.

    First stands what people would choose: a form if it has files, else JSON, forms,
    bytes, texts.
    """
    found = list(_bodies(reading, node, place, called))
    return tuple(sorted(found, key=lambda body: _rank(reading, body)))


def _rank(reading: Reading, body: ir.Body) -> int:
    plain = body.media.partition(";")[0]
    if plain.startswith("multipart/"):
        files = any(_is_file(reading, one.type) for one in reading.fields(body.type))
        return 0 if files else 2
    if ir.is_json(plain):
        return 1
    if plain == "application/x-www-form-urlencoded":
        return 3
    return 5 if plain.startswith("text/") else 4


def _is_file(reading: Reading, kind: ir.Type) -> bool:
    """Whether a field of a form may be a file, or a list of files."""
    if isinstance(kind, ir.Nullable):
        return _is_file(reading, kind.type)
    if isinstance(kind, ir.ListOf):
        return _is_file(reading, kind.item)
    if isinstance(kind, ir.AnyOf):
        return any(_is_file(reading, arm) for arm in kind.arms)
    if isinstance(kind, ir.Ref):
        found = reading.schemas.declared(kind.name)
        return isinstance(found, ir.Alias) and _is_file(reading, found.type)
    return isinstance(kind, ir.Primitive) and kind.format == "binary"


def _bodies(
    reading: Reading, node: Map, place: Place, called: str
) -> Iterator[ir.Body]:
    if node.get("requestBody") is None:
        return
    where = node.value("requestBody")
    target = reading.document.target(node["requestBody"], where, "'requestBody'")
    if target is None:
        return
    pointer, body = target
    unknown_keys(reading.report, body, _BODY)
    known: list[tuple[Any, ir.Type]] = []
    for written, media, content in contents(reading, body):
        role = _role(media) if known else ""
        own = place.below("requestBody", name=f"{role}{called}")
        holder = place_of(pointer, own)
        if pointer and role:
            holder = place_of(pointer, own).below(name=role)
        steps = ("content", written, "schema")
        inner = holder._replace(pointer=(*holder.pointer, *steps)).ending(
            f"{called}Body"
        )
        kind = shared_type(reading, content, "schema", inner, known)
        if is_sequence(media, content):
            message = f"a body of {media} is sent as bytes; its items are not typed"
            reading.report.warn(content.where, message)
        yield ir.Body(
            media=media,
            type=kind,
            required=body.get("required") is True,
            examples=tuple(examples(reading.document, content)),
            parts=tuple(_parts(reading, content)),
        )


def shared_type(
    reading: Reading,
    content: Map,
    key: str,
    place: Place,
    known: list[tuple[Any, ir.Type]],
) -> ir.Type:
    """The type of a content's schema. The same content, and one of the same operation
    with an equal schema, has the same type; `known` are those of the operation."""
    schema = content.get(key, True)
    if id(content) not in reading.types:
        equal = [kind for other, kind in known if other == schema]
        kind = next(iter(equal), None)
        if kind is None:
            kind = reading.schemas.type_of(schema, place, content.where)
        reading.types[id(content)] = content, kind
    known.append((schema, reading.types[id(content)][1]))
    return reading.types[id(content)][1]


def _role(media: str) -> str:
    """What tells the second body of an operation from the first, in its name."""
    plain = media.partition(";")[0]
    if ir.is_json(plain):
        return "Json"
    return _ROLES.get(plain, "Raw")


def _parts(reading: Reading, content: Map) -> Iterator[ir.Part]:
    """How the fields of a form are written, where `encoding` says so."""
    report = reading.report
    encoding = mapped(report, content, "encoding")
    for wire in encoding:
        node = encoding[wire]
        if not isinstance(node, Map):
            message = f"the encoding of '{wire}' must be a mapping"
            report.error(encoding.value(wire), message)
            continue
        unknown_keys(report, node, _ENCODING)
        style, media = node.get("style"), node.get("contentType")
        if style is not None and style not in _STYLES:
            known_styles = ", ".join(_STYLES)
            message = f"'style' of '{wire}' must be one of {known_styles}; it is form"
            hint = did_you_mean(str(style), _STYLES)
            report.warn(node.value("style"), message + hint)
            style = None
        explode = node.get("explode")
        for key in ("headers", "encoding", "prefixEncoding", "itemEncoding"):
            if key in node:
                reading.ignore(f"'{key}' of a part: it is left out", node.key(key))
        yield ir.Part(
            wire=wire,
            media=media if isinstance(media, str) else None,
            style=cast(Any, style),
            explode=explode if isinstance(explode, bool) else None,
            allow_reserved=node.get("allowReserved") is True,
        )
    for key in ("prefixEncoding", "itemEncoding"):
        if key in content:
            reading.ignore(f"'{key}' is not supported", content.key(key))
