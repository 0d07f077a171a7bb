"""How operations are described to the runtime: parts of `Operation(...)`."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from accordant import ir
from accordant.surface.access import Access
from accordant.surface.bodies import fields_of
from accordant.surface.methods import address
from accordant.targets.python.answers import Answer
from accordant.targets.python.methods import Method
from accordant.targets.python.models import Models
from accordant.targets.python.text import Call, literal

_STYLES = {
    "path": ("simple", False),
    "query": ("form", True),
    "header": ("simple", False),
    "cookie": ("form", True),
}
"""How the runtime writes a parameter that nothing is said of."""


def operation_of(
    models: Models, access: Access, method: Method
) -> Iterator[str | Call]:
    """The parts of the runtime's description of an operation."""
    operation, answers = method.operation, method.answers
    yield literal(operation.http)
    fixed = urlencode(operation.fixed_query)
    yield literal(operation.path + (f"?{fixed}" if fixed else ""))
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
    for place, (style, explode) in _STYLES.items():
        entries = [
            f"{literal(p.wire)}: {_style(p.style, p.explode, p.allow_reserved, p.media)}"
            for p in operation.parameters
            if p.place == place
            and (
                p.media is not None
                or p.allow_reserved
                or (p.style, p.explode) != (style, explode)
            )
        ]
        if entries:
            yield Call(f"{literal(place)}: {{", entries, "}")
    whole = [p for p in operation.parameters if p.place == "querystring"]
    if whole and whole[0].media is not None and ir.is_json(whole[0].media):
        yield f'"querystring": {{"": {_style("form", True, False, whole[0].media)}}}'


def _style(style: str, explode: bool, reserved: bool, media: str | None) -> str:
    if media is not None:
        return f"_Style(media={literal(media)})"
    facts = [literal(style), str(explode)]
    return f"_Style({', '.join(facts)}{', reserved=True' if reserved else ''})"


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
    known = {field.wire for field in fields_of(models.api, body.type) or ()}
    for part in body.parts:
        if known and part.wire not in known:
            continue
        facts = [f"media={literal(part.media)}"] if part.media is not None else []
        if part.style is not None or part.explode is not None:
            style = part.style or "form"
            explode = style == "form" if part.explode is None else part.explode
            facts = [f"style={_style(style, explode, part.allow_reserved, None)}"]
        if facts:
            yield f"{literal(part.wire)}: _Part({', '.join(facts)})"
