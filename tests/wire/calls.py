"""Calls of the public methods of a client, with arguments made by the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.corpus.documents import Document, followed
from tests.wire.valid import File, Nothing, Valid

from accordant import ir
from accordant.targets.python import clients
from accordant.targets.python.credentials import access
from accordant.targets.python.methods import Method
from accordant.targets.python.models import Models
from accordant.targets.python.resources import resources

SECRET = "secret-1234567890"


@dataclass
class Call:
    """A method by its path from the client, and what it is called with."""

    http: str
    path: str
    method: str
    given: dict[str, Any]


def options(api: ir.Api) -> dict[str, Any]:
    """The options that let callers in."""
    return dict.fromkeys(access(api).options(), SECRET)


def calls(api: ir.Api, document: Document, full: bool) -> Iterator[Call | str]:
    """A call of each method; where no arguments are known, why."""
    models = Models(api)
    root = resources(models, clients.own_options(api, access(api)))
    for resource in root.all():
        for method in resource.methods:
            http, path = method.operation.http, method.operation.path
            known = node_of(document, http.lower(), path)
            if known is None:
                yield f"{http} {path} is not in the document"
                continue
            item, node = known
            try:
                given = dict(
                    _given(document, item, node, method, Valid(document, full))
                )
            except Nothing as schema:
                yield f"{http} {path}: no value is known for {str(schema)[:100]}"
                continue
            yield Call(http, path, ".".join((*resource.path, method.name)), given)


def node_of(document: Document, http: str, path: str) -> tuple[Any, Any] | None:
    """The path and the operation as they are written."""
    for written, item in document.get("paths", {}).items():
        item = followed(document, item)
        if written.partition("?")[0].partition("#")[0] == path and http in item:
            return item, item[http]
    return None


def _given(
    document: Document, item: Any, node: Any, method: Method, valid: Valid
) -> Iterator[tuple[str, Any]]:
    """The arguments: names as the method has them, values by the document's schemas."""
    declared: dict[tuple[str, str], Any] = {}
    for holder in (item, node):
        for entry in holder.get("parameters") or ():
            entry = followed(document, entry)
            declared[str(entry["in"]), str(entry["name"])] = entry
    for place, arguments in method.placed.items():
        for argument in arguments:
            entry = declared.get((place, argument.wire), {"schema": {"type": "string"}})
            if not (argument.required or valid.full):
                continue
            media = next(iter((entry.get("content") or {}).values()), None)
            schema = media.get("schema") if media else entry.get("schema")
            try:
                value = valid.of(schema, 1)
            except Nothing:
                if argument.required:
                    raise
                continue
            if place == "path" and value in ("", ".", ".."):
                value = "a"
            yield argument.name, _passed(value)
    yield from _of_body(document, node, method, valid)


def _of_body(
    document: Document, node: Any, method: Method, valid: Valid
) -> Iterator[tuple[str, Any]]:
    body = method.body
    if body is None:
        return
    held = followed(document, node["requestBody"])["content"]
    content = held.get(body.chosen.media) or next(iter(held.values()))
    media = body.chosen.media.partition(";")[0]
    form = media.startswith("multipart/") or media.endswith("form-urlencoded")
    if body.whole and not (form or media.endswith("json")):
        texts = {"text": "a text", "application/xml": "<a/>"}
        yield "body", texts.get(media, texts.get(media.split("/")[0], b"\0 bytes"))
        return
    value = valid.of(content.get("schema", True))
    if body.whole:
        yield "body", _passed(value, form)
        return
    if not isinstance(value, dict):
        raise Nothing(content.get("schema"))
    for argument in body.arguments:
        if argument.wire in value:
            yield argument.name, _passed(value[argument.wire], form)
        elif argument.required:
            raise Nothing(argument.wire)


def _passed(value: Any, form: bool = True) -> Any:
    """A value as a caller gives it: in forms, files with a name and a media type."""
    if isinstance(value, File):
        return (
            "a file"
            if not form
            else ("a file.bin", bytes(value), "application/octet-stream")
        )
    if isinstance(value, list):
        return [_passed(item, form) for item in value]
    if isinstance(value, dict):
        return {key: _passed(item, form) for key, item in value.items()}
    return value
