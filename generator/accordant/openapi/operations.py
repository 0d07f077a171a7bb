"""Operations: each made of its parameters, bodies, responses and what it is called."""

from __future__ import annotations

from dataclasses import replace

from accordant import ir, names
from accordant.openapi.bodies import bodies
from accordant.openapi.called import Called, called
from accordant.openapi.page_hints import pages
from accordant.openapi.parameters import fixed_query, parameters
from accordant.openapi.paths import Route, routes
from accordant.openapi.reading import Reading, mapped, text, unknown_keys
from accordant.openapi.reference import Place
from accordant.openapi.responses import responses
from accordant.openapi.security import schemes, security
from accordant.openapi.servers import servers
from accordant.openapi.webhooks import callbacks
from accordant.source import Map, Seq

_OPERATION = (
    *("tags", "summary", "description", "externalDocs", "operationId", "parameters"),
    *("requestBody", "responses", "callbacks", "deprecated", "security", "servers"),
)


def operations(reading: Reading) -> tuple[ir.Operation, ...]:
    """The operations in document order."""
    found = tuple(routes(reading.document))
    known = schemes(reading.document)
    return tuple(
        _operation(reading, route, one, known)
        for route, one in zip(found, called(reading, found), strict=True)
    )


def _operation(
    reading: Reading, route: Route, one: Called, known: dict[str, ir.Security]
) -> ir.Operation:
    node, report = route.node, reading.report
    unknown_keys(report, node, _OPERATION)
    place = Place(route.pointer, names.pascal(one.name))
    secured = node if "security" in node else reading.document.root
    sent = bodies(reading, node, place)
    answered, may_be_empty = responses(reading, route, place)
    own = servers(node, report) or servers(route.item, report)
    callbacks(reading, node, place)
    if "x-constraints" in node:
        reading.tables[route.where] = mapped(report, node, "x-constraints")
    _warn_of_others(reading, route, answered)
    operation = ir.Operation(
        name=one.name,
        resource=one.resource,
        method=one.method,
        http=route.http,
        path=route.path,
        summary=text(node, "summary") or text(route.item, "summary"),
        doc=text(node, "description") or text(route.item, "description"),
        parameters=parameters(reading, route, place),
        bodies=sent,
        responses=answered,
        security=security(reading.document, known, secured),
        stream_field=_stream_field(reading, route, sent, answered),
        may_be_empty=may_be_empty,
        where=route.where,
        tags=_tags(node),
        deprecated=node.get("deprecated") is True,
        fixed_query=fixed_query(route),
        servers=own,
        written=route.written,
    )
    return replace(operation, pages=pages(reading, route, operation))


def _tags(node: Map) -> tuple[str, ...]:
    found = node.get("tags")
    return tuple(str(tag) for tag in found) if isinstance(found, Seq) else ()


def _stream_field(
    reading: Reading,
    route: Route,
    sent: tuple[ir.Body, ...],
    answered: tuple[ir.Response, ...],
) -> str | None:
    """The field that chooses between a stream and another answer: the boolean of the
    body that sdk.yaml names, or that is called `stream`."""
    good = [r for r in answered if r.status.startswith("2")]
    if all(r.streams for r in good) or not any(r.streams for r in good):
        return None
    facts = reading.schemas.sdk.sections.get("client", {})
    wanted = facts.get("stream_field", "stream")
    for body in sent:
        for field in reading.fields(body.type):
            kind = field.type
            kind = kind.type if isinstance(kind, ir.Nullable) else kind
            boolean = isinstance(kind, ir.Primitive) and kind.kind == "boolean"
            if field.wire == wanted and boolean:
                return wanted
    return None


def _warn_of_others(
    reading: Reading, route: Route, answered: tuple[ir.Response, ...]
) -> None:
    """Clients ask for one kind of answer."""
    good = [r.media for r in answered if r.status.startswith("2") and not r.streams]
    plain = list(dict.fromkeys(good))
    asked = next((m for m in plain if ir.is_json(m)), next(iter(plain), ""))
    for media in plain:
        if media != asked and not ir.is_json(media):
            message = f"answer {media} of {route.title} is not asked for: {asked} is"
            reading.report.warn(route.where, message)
