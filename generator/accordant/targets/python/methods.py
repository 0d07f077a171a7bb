"""What a method is made of: arguments, body, answer, and how they travel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from accordant import ir, names
from accordant.targets.python.models import Models, members
from accordant.targets.python.text import literal

PLACES = ("path", "query", "header", "cookie")


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: its name, its type as a union, and what is said of it.

    `wire` is its name in the request; `field` that of the field of the body's model.
    """

    name: str
    parts: list[str]
    required: bool
    notes: list[str]
    wire: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent: the arguments are fields of a model, or there is one, `body`.

    `model` is the declaration, `params` its class.
    """

    media: str
    arguments: list[Argument]
    model: str | None = None
    params: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back: `kind` as the runtime names it, its type, and its reader."""

    kind: str
    parts: list[str]
    read: str
    doc: str = ""


@dataclass(slots=True)
class Method:
    """An operation as a method; `stream` is the argument that asks for `events`.

    `name` and `constant`, that of the description of the operation, are given to it
    where those of the others beside it are known.
    """

    operation: ir.Operation
    body: Body | None
    answer: Answer
    events: Answer | None
    name: str = ""
    constant: str = ""
    stream: str | None = None
    placed: dict[str, list[Argument]] = field(default_factory=dict)

    def arguments(self) -> list[Argument]:
        """Those of the path, of the body, and of the other places."""
        path, *others = (self.placed.get(place, []) for place in PLACES)
        body = self.body.arguments if self.body else []
        return [*path, *body, *(argument for other in others for argument in other)]


def method(models: Models, operation: ir.Operation) -> Method:
    """The method of an operation."""
    taken: list[str] = []
    placed: dict[str, list[Argument]] = {}
    for parameter in operation.parameters:
        name = names.python_argument(names.python_field(parameter.wire, ()), taken)
        taken.append(name)
        argument = _of_parameter(models, parameter, name)
        placed.setdefault(parameter.place, []).append(argument)
    body = _body(models, operation, taken)
    answer, events = _answers(models, operation)
    found = Method(operation, body, answer, events)
    found.placed = placed
    for argument in body.arguments if body else []:
        if events is not None and argument.wire == operation.stream_field:
            found.stream = argument.name
    return found


def _of_parameter(models: Models, parameter: ir.Parameter, name: str) -> Argument:
    parts = models.types.parts(parameter.type)
    if not parameter.required:
        parts = _or_unset(parts)
    notes = [parameter.doc] if parameter.doc else []
    return Argument(name, parts, parameter.required, notes, parameter.wire)


def _or_unset(parts: list[str]) -> list[str]:
    return parts if parts == ["Any"] else [*parts, "Unset"]


def _body(models: Models, operation: ir.Operation, taken: list[str]) -> Body | None:
    chosen = operation.body()
    if chosen is None:
        return None
    if not ir.is_json(chosen.media):
        notes = [f"The body, encoded as {chosen.media}."]
        parts = ["bytes"] if chosen.required else _or_unset(["bytes"])
        argument = Argument("body", parts, chosen.required, notes, "")
        return Body(chosen.media, [argument])
    model = _model(models.api, chosen.type)
    if model is None or not model.sent:
        parts = models.types.parts(chosen.type)
        parts = parts if chosen.required else _or_unset(parts)
        argument = Argument("body", parts, chosen.required, ["The body."], "")
        return Body(chosen.media, [argument])
    found = []
    for member in members(model):
        if member.field.access == "read":
            continue
        name = names.python_argument(member.name, taken)
        taken.append(name)
        parts = models.types.parts(member.field.type)
        required = member.field.required
        found.append(
            Argument(
                name,
                parts if required else _or_unset(parts),
                required,
                [text for said in models.notes(model, member.field) for text in said],
                member.field.wire,
                member.name,
            )
        )
    return Body(chosen.media, found, model.name, models.classes[model.name])


def _answers(models: Models, operation: ir.Operation) -> tuple[Answer, Answer | None]:
    """The answer of a success; and the items of its event stream, if it may be one."""
    found = operation.successes()
    streams = [response for response in found if response.media == ir.EVENTS]
    others = [response for response in found if response.media != ir.EVENTS]
    json = [response for response in others if ir.is_json(response.media)]
    event = None
    if streams:
        kind = streams[0].type
        read = models.read(kind) or "same"
        event = Answer("events", models.types.parts(kind), read, streams[0].doc)
        if not others:
            return Answer("events", event.parts, "same", event.doc), event
    if json:
        answer = _json(models, json)
        if operation.may_be_empty and answer.parts != ["Any"]:
            answer.parts.append("None")
        return answer, event if operation.stream_field else None
    if not others:
        return Answer("none", ["None"], "same"), None
    first = others[0]
    if first.media.startswith("text/"):
        return Answer("text", ["str"], "same", first.doc), None
    return Answer("bytes", ["bytes"], "same", first.doc), None


def _json(models: Models, responses: list[ir.Response]) -> Answer:
    """What is read of JSON; as it is where successes differ."""
    first = responses[0]
    if any(response.type != first.type for response in responses):
        return Answer("json", ["Any"], "same", first.doc)
    model = _model(models.api, first.type)
    if model is not None:
        read = f"object_of({models.classes[model.name]})"
    else:
        read = models.read(first.type) or "same"
    return Answer("json", models.types.parts(first.type), read, first.doc)


def _model(api: ir.Api, kind: ir.Type) -> ir.Model | None:
    """The model that a type is, also by another name."""
    while isinstance(kind, ir.Ref):
        decl = api.declarations[kind.name]
        if isinstance(decl, ir.Model):
            return decl
        if not isinstance(decl, ir.Alias):
            return None
        kind = decl.type
    return None


def operation_of(method: Method) -> Iterator[str]:
    """The parts of the runtime's description of an operation."""
    operation, answer, body = method.operation, method.answer, method.body
    yield literal(operation.http)
    yield literal(operation.path)
    yield answer.read
    if answer.kind != "json":
        yield f"answer={literal(answer.kind)}"
    if body is not None and body.params is not None:
        yield f"params={body.params}"
    if body is not None and body.media != "application/json":
        yield f"media={literal(body.media)}"
    if method.events is not None:
        yield f"read_event={method.events.read}"
    if answer.kind == "json" and operation.may_be_empty:
        yield "may_be_empty=True"
    if method.stream is not None:
        yield f"stream_field={literal(str(operation.stream_field))}"
