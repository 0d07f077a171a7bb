"""The view of the module that reads what an API sends to its users."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir, names
from accordant.surface.types import declared, model_of, plainly
from accordant.targets.python.layout import laid_out
from accordant.targets.python.models import Models, runtime
from accordant.targets.python.text import (
    WIDTH,
    Call,
    doc,
    imported,
    literal,
    names_in,
    wrapped,
)
from accordant.targets.python.types import union
from accordant.templating import render as template

_BODY = "body: str | bytes | Mapping[str, Any]"


def module(models: Models) -> str:
    """The text of the module."""
    found = list(_named(models))
    public = set(models.public())
    typed: set[str] = set()
    run: set[str] = set()
    blocks: list[list[str]] = []
    tag = _tag(models.api)
    if tag is not None:
        blocks.append(list(_parse(models, tag, public)))
        for webhook in models.api.webhooks:
            typed |= names_in("\n".join(models.types.parts(webhook.type)))
        run |= {"_object_of"}
    for name, webhook in found:
        blocks.append(list(_one(models, name, webhook, public)))
        typed |= names_in("\n".join(models.types.parts(webhook.type)))
        run |= names_in(_reader(models, webhook.type))
    homes = {
        "_object_of": "_operations",
        "_same": "_operations",
        "_tagged_by": "_webhooks",
        "_payload": "_webhooks",
    }
    run |= {"_payload", *(["_tagged_by"] if tag is not None else [])}
    imports = runtime(".", (), run)
    imports += [
        f"from .{home} import {name[1:]} as {name}"
        for name, home in homes.items()
        if name in run
    ]
    exported = [*(["parse"] if tag is not None else []), *(name for name, _ in found)]
    checked = ["import datetime as dt", ""] if "dt" in typed else []
    checked += imported(".models", sorted(public & typed), WIDTH - 4)
    return laid_out(
        template(
            "python/webhooks.py.jinja",
            imports=imports,
            checked=[f"    {line}".rstrip() for line in checked],
            guard=["", "if TYPE_CHECKING:"] if checked else [],
            typing="TYPE_CHECKING, Any" if checked else "Any",
            exports=wrapped(Call("__all__ = [", list(map(literal, exported)), "]")),
            body="\n\n\n".join("\n".join(block) for block in blocks),
        )
    )


def _named(models: Models) -> Iterator[tuple[str, ir.Webhook]]:
    """A function a webhook; their names are their own."""
    taken = ["parse"]
    for webhook in models.api.webhooks:
        name = names.python_method(webhook.name, taken)
        taken.append(name)
        yield name, webhook


def _tag(api: ir.Api) -> str | None:
    """The property that tells all webhooks apart, if there is one."""
    known = [model_of(api, webhook.type) for webhook in api.webhooks]
    if len(known) < 2 or not all(known):
        return None
    fields = known[0].fields if known[0] else ()
    for field in fields:
        values = [_values(api, model, field.wire) for model in known if model]
        flat = [value for found in values for value in found]
        if all(values) and len(set(flat)) == len(flat):
            return field.wire
    return None


def _values(api: ir.Api, model: ir.Model, wire: str) -> tuple[str, ...]:
    """The texts that a required property of a model may have, if they are few."""
    for field in model.fields:
        if field.wire == wire and field.required:
            kind = plainly(api, field.type)
            decl = declared(api, kind)
            if isinstance(kind, ir.Const) and isinstance(kind.value, str):
                return (kind.value,)
            if isinstance(decl, ir.Enum) and not decl.open:
                return tuple(str(value.value) for value in decl.values)
    return ()


def _parse(models: Models, tag: str, public: set[str]) -> Iterator[str]:
    """The function that reads all of them."""
    api = models.api
    entries: list[str] = []
    parts: list[str] = []
    for webhook in api.webhooks:
        model = model_of(api, webhook.type)
        assert model is not None
        parts += models.types.parts(webhook.type)
        read = f"_object_of({models.classes[model.name]})"
        entries += [f"{literal(v)}: {read}" for v in _values(api, model, tag)]
    parts = list(dict.fromkeys([*parts, "dict[str, Any]"]))
    yield from _head("parse", parts)
    said = f"What a webhook carries; its `{tag}` tells which. One that is not known is"
    yield from doc([f"{said} given as it came.", _UNSIGNED, _REFUSED], "    ")
    yield from _imports(public & names_in("\n".join(entries)))
    yield from wrapped(
        Call("read = _tagged_by(", [literal(tag), Call("{", entries, "}")]), "    "
    )
    yield from _returned("_payload(body, read)", parts)


_UNSIGNED = "Whether the API sent it is for its caller to find out before."
_REFUSED = "Raises ArgumentError for what is no JSON object."


def _one(
    models: Models, name: str, webhook: ir.Webhook, public: set[str]
) -> Iterator[str]:
    parts = models.types.parts(webhook.type)
    yield from _head(name, parts)
    said = webhook.doc or f"What the webhook `{webhook.name}` carries."
    yield from doc([said], "    ")
    read = _reader(models, webhook.type)
    yield from _imports(public & names_in(read))
    yield from _returned(f"_payload(body, {read})", parts)


def _head(name: str, parts: list[str]) -> Iterator[str]:
    line = f"def {name}({_BODY}) -> {' | '.join(parts)}:"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"def {name}("
    yield f"    {_BODY},"
    yield from union(") -> ", parts, ":", "")


def _imports(needed: set[str]) -> Iterator[str]:
    for line in imported(".models", sorted(needed), WIDTH - 4):
        yield f"    {line}"
    if needed:
        yield ""


def _returned(call: str, parts: list[str]) -> Iterator[str]:
    if parts == ["Any"]:
        yield f"    return {call}"
        return
    yield from union("    found: ", parts, f" = {call}", "    ")
    yield "    return found"


def _reader(models: Models, kind: ir.Type) -> str:
    model = model_of(models.api, kind)
    if model is not None:
        return f"_object_of({models.classes[model.name]})"
    return models.read(kind) or "_same"
