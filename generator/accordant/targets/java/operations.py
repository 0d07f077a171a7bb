"""How operations are described to the runtime: `Operation.of(...)` and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from accordant import ir
from accordant.surface.access import Access, Ways
from accordant.surface.methods import Method, address
from accordant.targets.java.text import literal

_STYLES = {
    "path": ("simple", False),
    "query": ("form", True),
    "header": ("simple", False),
    "cookie": ("form", True),
}
"""How the runtime writes a parameter that nothing is said of."""


def head(operation: ir.Operation) -> str:
    """The beginning: the method and the path."""
    fixed = urlencode(operation.fixed_query)
    path = operation.path + (f"?{fixed}" if fixed else "")
    return f"Operation.of({literal(operation.http)}, {literal(path)})"


def described(
    api: ir.Api, access: Access, method: Method, stream: bool, judge: str | None
) -> Iterator[str]:
    """What is said of an operation besides, a call each."""
    operation, answers = method.operation, method.answers
    answer = answers.answer
    if not stream and answer.kind not in ("json", "none"):
        yield '.accept("*/*")'
    body = method.body
    if body is not None:
        if body.chosen.media != "application/json":
            yield f".media({literal(body.chosen.media)})"
        if not body.chosen.required:
            yield ".optionalBody()"
        if judge is not None:
            yield f".judge({judge})"
        yield from _parts(body.chosen)
    events = answers.events if stream or answers.events is answer else None
    if method.stream_field is not None:
        yield f".streamField({literal(method.stream_field)})"
    if events is not None and events.kind == "lines":
        yield f".lines({literal(events.media)})"
    if events is not None and events.data != "json":
        yield f".data({literal(events.data)})"
    yield from _styles(operation)
    ways = access.ways(operation)
    if ways != access.common:
        yield f".security({security(ways)})"
    if operation.servers:
        yield f".server({literal(address(api, operation.servers[0]))})"
    if operation.pages is not None and answers.item is not None:
        yield f".pages({_pages(operation.pages)})"


def security(found: Ways) -> str:
    """Alternatives of names of schemes."""
    return _list([_list(list(map(literal, way))) for way in found])


def _list(items: list[str]) -> str:
    return f"List.of({', '.join(items)})"


def _styles(operation: ir.Operation) -> Iterator[str]:
    """Styles of parameters, where they are not the usual ones."""
    for found in operation.parameters:
        at = f"{literal(found.place)}, {literal(found.wire)}"
        usual = _STYLES.get(found.place, ("form", True))
        if found.media is not None:
            if found.place != "querystring" or ir.is_json(found.media):
                yield f".text({at}, {literal(found.media)})"
        elif found.allow_reserved or (found.style, found.explode) != usual:
            facts: list[bool | str] = [found.style, found.explode]
            facts.append(found.allow_reserved)
            if found.place != "querystring":
                yield f".style({at}, {', '.join(map(literal, facts))})"


def _parts(body: ir.Body) -> Iterator[str]:
    """How the fields of a form are written, where the document says so."""
    for part in body.parts:
        if part.style is not None or part.explode is not None:
            style = part.style or "form"
            explode = style == "form" if part.explode is None else part.explode
            facts: list[bool | str] = [part.wire, style, explode]
            facts.append(part.allow_reserved)
            yield f".part({', '.join(map(literal, facts))})"
        elif part.media is not None:
            yield f".part({literal(part.wire)}, {literal(part.media)})"


def _pages(pages: ir.Pages) -> str:
    facts = [
        literal(pages.kind),
        literal(pages.wire),
        _list(list(map(literal, pages.items))),
        _list(list(map(literal, pages.signal))),
        literal(pages.last),
        literal(pages.first).rstrip("L"),
        literal(pages.in_body),
    ]
    return f"new Pages({', '.join(facts)})"
