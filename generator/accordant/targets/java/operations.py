"""How operations are described to the runtime: `Operation.of(...)` and what follows."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir
from accordant.surface import written
from accordant.surface.access import Access, Ways
from accordant.surface.methods import Method, address
from accordant.surface.written import Written
from accordant.targets.java.text import literal


def head(operation: ir.Operation) -> str:
    """The beginning: the method and the path."""
    path = written.target(operation)
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
        yield from _parts(api, body.chosen)
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
    for place, entries in written.parameters(operation).items():
        for wire, how in entries.items():
            whole = [p.wire for p in operation.parameters if p.place == place]
            at = f"{literal(place)}, {literal(wire or whole[0])}"
            if how.media is not None:
                yield f".text({at}, {literal(how.media)})"
            else:
                yield f".style({at}, {_style(how)})"


def _style(how: Written) -> str:
    facts: list[bool | str] = [how.style, how.explode, how.reserved]
    return ", ".join(map(literal, facts))


def _parts(api: ir.Api, body: ir.Body) -> Iterator[str]:
    """How the fields of a form are written, where the document says so."""
    for wire, how in written.parts(api, body).items():
        told = _style(how) if how.media is None else literal(how.media)
        yield f".part({literal(wire)}, {told})"


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
