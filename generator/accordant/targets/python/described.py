"""How operations are described to the runtime: parts of `Operation(...)`."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir
from accordant.surface import written
from accordant.surface.access import Access
from accordant.surface.methods import address
from accordant.surface.written import Written
from accordant.targets.python.answers import Answer
from accordant.targets.python.methods import Method
from accordant.targets.python.models import Models
from accordant.targets.python.text import Call, literal


def operation_of(
    models: Models, access: Access, method: Method
) -> Iterator[str | Call]:
    """The parts of the runtime's description of an operation."""
    operation, answers = method.operation, method.answers
    yield literal(operation.http)
    yield literal(written.target(operation))
    yield answers.answer.read
    if answers.answer.kind != "json":
        yield f"answer={literal(answers.answer.kind)}"
    yield from _of_body(models, method)
    if answers.events is not None:
        yield f"read_event={answers.events.read}"
        if answers.events.data != "json":
            yield f"data={literal(answers.events.data)}"
        if answers.events.kind == "lines":
            yield f"lines={literal(answers.events.media)}"
    if answers.answer.kind not in ("none", "any") and operation.may_be_empty:
        yield "may_be_empty=True"
    if method.stream is not None:
        yield f"stream_field={literal(str(operation.stream_field))}"
    if answers.others:
        pairs = [f"{literal(s)}: {_other(a)}" for s, a in answers.others.items()]
        yield Call("others={", pairs, "}")
    styles = list(_styles(operation))
    if styles:
        yield Call("styles={", styles, "}")
    ways = access.ways(operation)
    if ways != access.common:
        yield f"security={security(ways)}"
    if operation.servers:
        yield f"server={literal(address(models.api, operation.servers[0]))}"
    if operation.pages is not None and answers.item is not None:
        yield Call("pages=_Pages(", list(_pages(operation.pages)))


def _other(answer: Answer) -> str:
    return f"({literal(answer.kind)}, {answer.read})"


def security(found: tuple[tuple[str, ...], ...]) -> str:
    """Alternatives of names of schemes as Python."""
    return _tuple([_tuple([literal(name) for name in names]) for names in found])


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def _of_body(models: Models, method: Method) -> Iterator[str | Call]:
    body = method.body
    if body is None:
        return
    if body.judge is not None:
        yield f"params={body.judge}"
    if body.chosen.media != "application/json":
        yield f"media={literal(body.chosen.media)}"
    if not body.chosen.required and not body.whole:
        yield "optional=True"
    parts = list(_parts(models, body.chosen))
    if parts:
        yield Call("parts={", parts, "}")


def _styles(operation: ir.Operation) -> Iterator[str | Call]:
    """Styles by place and name, where they are not the usual ones."""
    for place, entries in written.parameters(operation).items():
        spelled = [f"{literal(wire)}: {_style(how)}" for wire, how in entries.items()]
        if place == "querystring":
            yield f"{literal(place)}: {{{', '.join(spelled)}}}"
        else:
            yield Call(f"{literal(place)}: {{", spelled, "}")


def _style(how: Written) -> str:
    if how.media is not None:
        return f"_Style(media={literal(how.media)})"
    facts = [literal(how.style), str(how.explode)]
    return f"_Style({', '.join(facts)}{', reserved=True' if how.reserved else ''})"


def _pages(pages: ir.Pages) -> Iterator[str]:
    yield literal(pages.kind)
    yield literal(pages.wire)
    yield _tuple([literal(key) for key in pages.items])
    if pages.signal:
        yield f"signal={_tuple([literal(key) for key in pages.signal])}"
    if pages.last:
        yield f"last={literal(pages.last)}"
    if pages.first != 1:
        yield f"first={pages.first}"
    if pages.in_body:
        yield "in_body=True"


def _parts(models: Models, body: ir.Body) -> Iterator[str]:
    """How the fields of a form are written, where the document says so."""
    for wire, how in written.parts(models.api, body).items():
        fact = f"style={_style(how)}"
        if how.media is not None:
            fact = f"media={literal(how.media)}"
        yield f"{literal(wire)}: _Part({fact})"
