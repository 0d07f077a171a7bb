"""How operations are described to the runtime."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from accordant import ir
from accordant.surface.access import Access, Ways
from accordant.surface.answers import Answer
from accordant.surface.bodies import fields_of
from accordant.surface.methods import Method, address
from accordant.surface.types import model_of
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.text import Call, literal, wrapped

_STYLES = {
    "path": ("simple", False),
    "query": ("form", True),
    "header": ("simple", False),
    "cookie": ("form", True),
}
"""How the runtime writes a parameter that nothing is said of."""


def operation_of(
    models: Models, access: Access, method: Method, constant: str
) -> list[str]:
    """The constant that describes an operation."""
    parts = list(_parts(models, access, method))
    return wrapped(Call(f"{constant} = Internal::Operation.new(", parts))


def _parts(models: Models, access: Access, method: Method) -> Iterator[str | Call]:
    operation, answers = method.operation, method.answers
    yield f"http: {literal(operation.http)}"
    fixed = urlencode(operation.fixed_query)
    yield f"path: {literal(operation.path + (f'?{fixed}' if fixed else ''))}"
    yield from _of_body(models, method)
    yield f"answer: {_success(models, answers.answer)}"
    if answers.events is not None:
        yield f"event: {models.types.reader(answers.events.type, 'Models::')}"
        if answers.events.data != "json":
            yield f"data: :{answers.events.data}"
        if answers.events.kind == "lines":
            yield f"lines: {literal(answers.events.media)}"
    if answers.answer.kind not in ("none", "any") and operation.may_be_empty:
        yield "may_be_empty: true"
    if method.stream_field is not None:
        yield f"stream_field: {literal(method.stream_field)}"
    if answers.others:
        pairs = [
            f"{literal(status)} => {_success(models, one)}"
            for status, one in answers.others.items()
        ]
        yield Call("others: {", pairs, "}")
    styles = list(_styles(operation))
    if styles:
        yield Call("styles: {", styles, "}")
    ways = access.ways(operation)
    if ways != access.common:
        yield f"security: {security(ways)}"
    if operation.servers:
        yield f"server: {literal(address(models.api, operation.servers[0]))}"
    if operation.pages is not None and answers.item is not None:
        yield Call("pages: Internal::Pages.new(", list(_pages(operation.pages)))


def _success(models: Models, answer: Answer) -> str:
    if answer.kind != "json":
        return f"Internal::Success.new(:{answer.kind})"
    read = models.types.reader(answer.type, "Models::")
    is_object = model_of(models.api, answer.type) is not None
    return (
        f"Internal::Success.new(:json, {read}{', object: true' if is_object else ''})"
    )


def security(ways: Ways) -> str:
    """Alternatives of names of schemes."""
    inner = (f"[{', '.join(map(literal, way))}]" for way in ways)
    return f"[{', '.join(inner)}]"


def _of_body(models: Models, method: Method) -> Iterator[str | Call]:
    body = method.body
    if body is None:
        return
    if body.judge is not None:
        yield f"params: -> {{ Models::{models.classes[body.judge.name]} }}"
    if body.chosen.media != "application/json":
        yield f"media: {literal(body.chosen.media)}"
    if not body.chosen.required and body.fields is not None:
        yield "optional: true"
    parts = list(_form(models, body.chosen))
    if parts:
        yield Call("parts: {", parts, "}")


def _styles(operation: ir.Operation) -> Iterator[str | Call]:
    """Styles by place and name, where they are not the usual ones."""
    for place, usual in _STYLES.items():
        entries = [
            f"{literal(p.wire)} => "
            + style(p.style, p.explode, p.allow_reserved, p.media)
            for p in operation.parameters
            if p.place == place
            and (
                p.media is not None or p.allow_reserved or (p.style, p.explode) != usual
            )
        ]
        if entries:
            yield Call(f"{literal(place)} => {{", entries, "}")
    whole = [p for p in operation.parameters if p.place == "querystring"]
    if whole and whole[0].media is not None and ir.is_json(whole[0].media):
        how = style("form", True, False, whole[0].media)
        yield Call('"querystring" => {', [f'"" => {how}'], "}")


def style(name: str, explode: bool, reserved: bool, media: str | None) -> str:
    """How a value is written."""
    if media is not None:
        return f"Internal::Style.new(media: {literal(media)})"
    facts = [literal(name), f"explode: {literal(explode)}"]
    facts += ["reserved: true"] if reserved else []
    return f"Internal::Style.new({', '.join(facts)})"


def _pages(pages: ir.Pages) -> Iterator[str]:
    yield f"kind: :{pages.kind}"
    yield f"wire: {literal(pages.wire)}"
    yield f"items: {literal([*pages.items])}"
    if pages.signal:
        yield f"signal: {literal([*pages.signal])}"
    if pages.last:
        yield f"last: {literal(pages.last)}"
    if pages.first != 1:
        yield f"start: {pages.first}"
    if pages.in_body:
        yield "in_body: true"


def _form(models: Models, body: ir.Body) -> Iterator[str]:
    """How the fields of a form are written, where the document says so."""
    known = {one.wire for one in fields_of(models.api, body.type) or ()}
    for part in body.parts:
        if known and part.wire not in known:
            continue
        facts = [f"media: {literal(part.media)}"] if part.media is not None else []
        if part.style is not None or part.explode is not None:
            name = part.style or "form"
            explode = name == "form" if part.explode is None else part.explode
            facts = [f"style: {style(name, explode, part.allow_reserved, None)}"]
        if facts:
            yield f"{literal(part.wire)} => Internal::Part.new({', '.join(facts)})"
