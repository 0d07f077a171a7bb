"""Signatures of methods, for RBS."""

from __future__ import annotations

from collections.abc import Iterator

from accordant.surface.answers import Answer
from accordant.targets.ruby.methods import whole
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.resources import Method, Resource
from accordant.targets.ruby.text import overload
from accordant.targets.ruby.types import optional


def signature(models: Models, resource: Resource) -> Iterator[str]:
    """The inside of the signature of a class with methods."""
    module = models.gem.module
    for attribute, below in resource.below.items():
        yield f"def {attribute}: () -> ::{module}::Resources::{below.name}"
    for method in resource.methods:
        answers = method.found.answers
        answer = _rbs_answer(models, method)
        if answers.events is None or method.asks is None:
            if answers.events is not None and not answers.both:
                answer = _rbs_stream(models, answers.events)
            head = f"def {method.name}: "
            yield from overload(head, _rbs_arguments(method), answer)
        else:
            stream = _rbs_stream(models, answers.events)
            head, pad = f"def {method.name}: ", " " * (len(method.name) + 4)
            yield from overload(head, _rbs_arguments(method, "true"), stream)
            yield from overload(f"{pad}| ", _rbs_arguments(method, "false?"), answer)
        if method.streaming and answers.events is not None:
            path = "".join(
                f"{one.rbs} {one.name}, "
                for one in method.arguments
                if one.place == "path"
            )
            stream = _rbs_stream(models, answers.events)
            yield f"def {method.streaming}: ({path}**untyped arguments) -> {stream}"


def _rbs_arguments(method: Method, asks: str | None = None) -> list[str]:
    found = []
    for one in method.arguments:
        if one.place == "path":
            found.append(f"{one.rbs} {one.name}")
        elif one.name == method.asks and asks is not None:
            found.append(f"{'' if asks == 'true' else '?'}{one.name}: {asks}")
        else:
            found.append(f"{'' if one.required else '?'}{one.name}: {one.rbs}")
    return [*found, "?request_options: ::Hash[::Symbol, untyped]"]


def _rbs_answer(models: Models, method: Method) -> str:
    answers = method.found.answers
    if answers.item is not None:
        return (
            f"::{models.gem.module}::Internal::Page[{models.types.rbs(answers.item)}]"
        )
    kinds = {
        "text": "::String",
        "bytes": f"::{models.gem.module}::Internal::BinaryContent",
        "none": "nil",
        "any": "untyped",
    }
    found = [
        kinds.get(one.kind) or models.types.rbs(one.type)
        for one in whole(answers.answer, answers.others)
    ]
    found = list(dict.fromkeys(found))
    if "untyped" in found or not found:
        return "untyped"
    text = found[0] if len(found) == 1 else f"({' | '.join(found)})"
    return optional(text) if method.found.operation.may_be_empty else text


def _rbs_stream(models: Models, events: Answer) -> str:
    return f"::{models.gem.module}::Internal::Stream[{models.types.rbs(events.type)}]"
