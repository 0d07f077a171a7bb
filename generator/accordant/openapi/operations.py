"""Operations: each made of its parameters, bodies, responses and what it is called."""

from __future__ import annotations

from accordant import ir, names
from accordant.location import Location
from accordant.openapi.bodies import bodies
from accordant.openapi.parameters import fixed_query, parameters
from accordant.openapi.paths import Route, routes
from accordant.openapi.reading import Reading, text, unknown_keys
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
    named = _names(reading, found)
    called: dict[str, Location] = {}
    lowered = []
    for route, name in zip(found, named, strict=True):
        operation = _operation(reading, route, name, known)
        key = ".".join((*operation.resource, operation.method))
        if key in called:
            message = (
                f"a second '{key}', first at {called[key]};"
                " name it under 'methods' in sdk.yaml"
            )
            reading.report.error(route.where, message)
        called.setdefault(key, route.where)
        lowered.append(operation)
    return tuple(lowered)


def _names(reading: Reading, found: tuple[Route, ...]) -> list[str]:
    """What each operation is called in words; no two alike."""
    taken: dict[str, None] = {}
    for route in found:
        written = route.node.get("operationId")
        name = names.snake(written) if isinstance(written, str) else ""
        if not name:
            message = f"{route.title} has no 'operationId' to name it by"
            reading.report.warn(route.where, message)
        if not name or name in taken:
            name = names.snake(f"{name or route.http} {route.path}")
        taken[names.unique(name, taken)] = None
    return list(taken)


def _operation(
    reading: Reading, route: Route, name: str, known: dict[str, ir.Security]
) -> ir.Operation:
    node, report = route.node, reading.report
    unknown_keys(report, node, _OPERATION)
    place = Place(route.pointer, names.pascal(name))
    resource, method = _resource(reading, route, name)
    secured = node if "security" in node else reading.document.root
    sent = tuple(bodies(reading, node, place))
    answered, may_be_empty = responses(reading, route, place)
    own = servers(node, report) or servers(route.item, report)
    callbacks(reading, node, place)
    return ir.Operation(
        name=name,
        resource=resource,
        method=method,
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
    )


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
        for field in _fields(reading, body.type):
            kind = field.type
            kind = kind.type if isinstance(kind, ir.Nullable) else kind
            boolean = isinstance(kind, ir.Primitive) and kind.kind == "boolean"
            if field.wire == wanted and boolean:
                return wanted
    message = (
        f"{route.title} answers with a stream or not, and nothing says when:"
        " 'stream_field' of 'client' in sdk.yaml names no boolean field of its body"
    )
    reading.report.warn(route.where, message)
    return None


def _fields(reading: Reading, kind: ir.Type) -> tuple[ir.Field, ...]:
    """The fields of what is sent, if that is a model, by whatever name."""
    while isinstance(kind, ir.Ref):
        found = reading.schemas.declared(kind.name)
        if isinstance(found, ir.Model):
            return found.fields
        if not isinstance(found, ir.Alias):
            return ()
        kind = found.type
    return ()


def _resource(reading: Reading, route: Route, name: str) -> tuple[tuple[str, ...], str]:
    """Resource and method, by `methods` in sdk.yaml or from the path."""
    wanted = reading.schemas.sdk.take("methods", route.title)
    if wanted:
        *resource, method = wanted.split(".")
        return tuple(resource), method
    static = [part for part in route.path.split("/") if part and "{" not in part]
    return tuple(names.snake(part) for part in static[:1]) or ("client",), name
