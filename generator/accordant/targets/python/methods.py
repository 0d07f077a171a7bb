"""What a method is made of: an operation's arguments, its body and its answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordant import ir
from accordant.surface.bodies import other_media, sending, shapes
from accordant.surface.methods import PLACES
from accordant.targets.python.answers import Answer, Answers, answers
from accordant.targets.python.arguments import (
    Argument,
    Body,
    body,
    parameters,
)
from accordant.targets.python.models import Models


@dataclass(slots=True)
class Method:
    """An operation as a method; `stream` is the argument that asks for `events`.

    `name` and `streamed`, of a second method where no argument asks, are given to it
    where those of the others around it are known. `beside` it are the methods that send
    bodies of other shapes for the same operation.
    """

    operation: ir.Operation
    body: Body | None
    answers: Answers
    name: str = ""
    streamed: str = ""
    stream: str | None = None
    beside: list[Method] = field(default_factory=list)
    placed: dict[str, list[Argument]] = field(default_factory=dict)

    @property
    def describe(self) -> str:
        """The function that describes the operation to the runtime."""
        return f"_{self.name}"

    @property
    def twice(self) -> bool:
        """Whether a method of its own asks for the stream."""
        return self.answers.both and self.stream is None

    @property
    def answer(self) -> Answer:
        """What a success gives, unless it is asked for `events`."""
        return self.answers.answer

    @property
    def events(self) -> Answer | None:
        """The items of the stream that may be asked for, or that it always is."""
        return self.answers.events

    @property
    def judged(self) -> bool:
        """Whether something is validated before it is sent."""
        return self.body is not None and self.body.judge is not None

    def arguments(self) -> list[Argument]:
        """Those of the path, then those by name: what is required comes first."""
        return [*self.placed.get("path", []), *self.named()]

    def named(self) -> list[Argument]:
        """The arguments that are given by name alone."""
        found = list(self.body.arguments) if self.body else []
        for place in PLACES[1:]:
            found += self.placed.get(place, [])
        return sorted(found, key=lambda argument: not argument.required)


def methods(models: Models, operation: ir.Operation) -> list[Method]:
    """The methods of an operation: one for each shape that its body may have."""
    found = [
        _method(models, sending(models.api, operation, shape))
        for shape in shapes(models.api, operation) or [()]
    ]
    for one in found:
        one.beside = [other for other in found if other is not one]
    return found


def _method(models: Models, operation: ir.Operation) -> Method:
    found = Method(operation, None, answers(models, operation))
    taken = ["content_type"] if other_media(operation.bodies) else []
    path = [p for p in operation.parameters if p.place == "path"]
    path.sort(key=lambda p: operation.path.find(f"{{{p.wire}}}"))
    others = [p for p in operation.parameters if p.place != "path"]
    _place(found, parameters(models, path, taken))
    found.body = body(models, operation.bodies, taken)
    _place(found, parameters(models, others, taken))
    for argument in found.body.arguments if found.body else []:
        if found.events is not None and argument.wire == operation.stream_field:
            found.stream = argument.name
    return found


def _place(method: Method, found: list[Argument]) -> None:
    for argument in found:
        method.placed.setdefault(argument.place, []).append(argument)
