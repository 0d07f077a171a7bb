"""How operations are described to the runtime."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir
from accordant.surface import written
from accordant.surface.access import Access, Ways
from accordant.surface.answers import Answer
from accordant.surface.methods import Method, address
from accordant.surface.types import model_of
from accordant.surface.written import Written
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.text import Call, literal, wrapped


def operation_of(
    models: Models, access: Access, method: Method, constant: str
) -> list[str]:
    """The constant that describes an operation."""
    parts = list(_parts(models, access, method))
    return wrapped(Call(f"{constant} = Internal::Operation.new(", parts))


def _parts(models: Models, access: Access, method: Method) -> Iterator[str | Call]:
    operation, answers = method.operation, method.answers
    yield f"http: {literal(operation.http)}"
    yield f"path: {literal(written.target(operation))}"
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
    for place, entries in written.parameters(operation).items():
        spelled = [f"{literal(wire)} => {style(how)}" for wire, how in entries.items()]
        yield Call(f"{literal(place)} => {{", spelled, "}")


def style(how: Written) -> str:
    """How a value is written."""
    if how.media is not None:
        return f"Internal::Style.new(media: {literal(how.media)})"
    facts = [literal(how.style), f"explode: {literal(how.explode)}"]
    facts += ["reserved: true"] if how.reserved else []
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
    for wire, how in written.parts(models.api, body).items():
        fact = f"style: {style(how)}"
        if how.media is not None:
            fact = f"media: {literal(how.media)}"
        yield f"{literal(wire)} => Internal::Part.new({fact})"
