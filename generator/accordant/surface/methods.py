"""Methods, and the tree of resources that they are reached by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accordant import ir
from accordant.surface.answers import Answers, answers
from accordant.surface.bodies import (
    fields_of,
    judged,
    other_media,
    sending,
    shapes,
    structured,
)
from accordant.surface.types import model_of

PLACES = ("path", "query", "querystring", "header", "cookie")
"""Where parameters go, in the order in which methods take them."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a method sends, in the media type `chosen`, or in one of `others`.

    `fields` are those that a request may set of an object; None where the body is no
    object of known fields. `judge` is the model or union that validates it.
    """

    chosen: ir.Body
    others: tuple[str, ...]
    fields: tuple[ir.Field, ...] | None
    model: ir.Model | None
    judge: ir.Model | ir.Union | None


@dataclass(frozen=True, slots=True)
class Method:
    """An operation with bodies of one shape.

    `parameters` are those of the path in its order, then those of the other places.
    `stream_field` is the field of the body that asks for the stream; with `twice` there
    is none, and a method of its own asks. `beside` says that the operation has another
    method, with a body that people would choose first.
    """

    operation: ir.Operation
    body: Sent | None
    answers: Answers
    parameters: tuple[ir.Parameter, ...]
    stream_field: str | None
    beside: bool = False

    @property
    def twice(self) -> bool:
        """Whether a method of its own asks for the stream."""
        return self.answers.both and self.stream_field is None


@dataclass(slots=True)
class Resource:
    """What is reached by `words` from the client, which is the one without words."""

    words: tuple[str, ...]
    methods: list[Method] = field(default_factory=list)
    below: dict[str, Resource] = field(default_factory=dict)

    def all(self) -> Iterator[Resource]:
        """This one, and those below it."""
        yield self
        for resource in self.below.values():
            yield from resource.all()


def resources(api: ir.Api) -> Resource:
    """The client as a resource, with all others below it, in document order."""
    root = Resource(())
    for operation in api.operations:
        found = root
        for depth, word in enumerate(operation.resource, 1):
            words = operation.resource[:depth]
            found = found.below.setdefault(word, Resource(words))
        found.methods += methods(api, operation)
    return root


def methods(api: ir.Api, operation: ir.Operation) -> list[Method]:
    """The methods of an operation: one for each shape that its body may have."""
    found = shapes(api, operation) or [()]
    return [
        _method(api, sending(api, operation, shape), bool(index))
        for index, shape in enumerate(found)
    ]


def _method(api: ir.Api, operation: ir.Operation, beside: bool) -> Method:
    body = _body(api, operation.bodies)
    found = answers(api, operation)
    asks = None
    if found.both and body is not None and body.fields is not None:
        wires = {one.wire for one in body.fields}
        asks = operation.stream_field if operation.stream_field in wires else None
    parameters = sorted(
        operation.parameters,
        key=lambda p: (PLACES.index(p.place), operation.path.find(f"{{{p.wire}}}")),
    )
    return Method(operation, body, found, tuple(parameters), asks, beside)


def _body(api: ir.Api, shape: Sequence[ir.Body]) -> Sent | None:
    if not shape:
        return None
    chosen = shape[0]
    fields, model, judge = None, None, None
    if structured(chosen.media):
        fields = fields_of(api, chosen.type)
        model = model_of(api, chosen.type)
        judge = judged(api, chosen)
    spread = None if fields is None else tuple(fields)
    return Sent(chosen, other_media(shape), spread, model, judge)


def address(api: ir.Api, server: ir.Server) -> str:
    """The address of a server, in which only variables stand that clients know."""
    known = {v.name for v in api.servers[0].variables} if api.servers else set()
    own = tuple(v for v in server.variables if v.name not in known)
    return ir.Server(server.url, variables=own).plain
