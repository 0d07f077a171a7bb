"""The code of resources and their methods."""

from __future__ import annotations

from collections.abc import Iterator

from accordant.surface import methods as surface
from accordant.surface.access import Access
from accordant.surface.answers import Answer
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.operations import operation_of
from accordant.targets.ruby.resources import Method, Resource
from accordant.targets.ruby.text import (
    Call,
    doc,
    indented,
    literal,
    plain,
    wrapped,
)


def view(models: Models, access: Access, resource: Resource) -> dict[str, object]:
    """What the template of a resource lays out."""
    return {
        "module": models.gem.module,
        "name": resource.name,
        "said": "\n".join(
            doc([f"The methods of `{'.'.join(resource.words)}`."], "    ")
        ),
        "body": "\n".join(indented(body(models, access, resource), 6)),
    }


def body(models: Models, access: Access, resource: Resource) -> Iterator[str]:
    """The inside of a class with the methods of a resource."""
    blocks = [
        list(operation_of(models, access, method.found, method.constant))
        for method in resource.methods
    ]
    if blocks:
        constants = ", ".join(f":{method.constant}" for method in resource.methods)
        blocks.append(wrapped(Call("private_constant(", constants.split(", "))))
        if len(f"private_constant {constants}") <= 100:
            blocks[-1] = [f"private_constant {constants}"]
    home = "" if resource.words else "Resources::"
    for attribute, below in resource.below.items():
        blocks.append(list(_attribute(models, attribute, below, home)))
    for method in resource.methods:
        blocks.append(list(_method(models, method)))
        if method.streaming:
            blocks.append(list(_streaming(models, method)))
    for index, block in enumerate(blocks):
        yield from ([""] if index else [])
        yield from block


def _attribute(
    models: Models, attribute: str, below: Resource, home: str
) -> Iterator[str]:
    name = f"{models.gem.module}::Resources::{below.name}"
    yield f"# @return [{name}]"
    yield f"def {attribute}"
    inside = "self" if home else "@client, @mode"
    yield f"  {home}{below.name}.new({inside})"
    yield "end"


def _method(models: Models, method: Method) -> Iterator[str]:
    operation = method.found.operation
    said = [
        operation.summary,
        operation.doc if operation.doc != operation.summary else "",
    ]
    said = [text for text in said if text] or [f"{operation.http} {operation.path}"]
    if operation.deprecated:
        said.append("Deprecated.")
    yield from doc(said, tags=list(_tags(models, method)))
    yield from wrapped(Call(f"def {method.name}(", list(_parameters(method))))
    yield from wrapped(_called(method), "  ")
    yield "end"


def _tags(models: Models, method: Method) -> Iterator[str]:
    for argument in method.arguments:
        first, *rest = argument.said or [""]
        types = ", ".join(argument.yard)
        yield f"@param {argument.name} [{types}] {plain(first)}".rstrip()
        for text in rest:
            yield f"  {plain(text)}"
    media = ""
    if method.found.body is not None and method.found.body.others:
        kinds = ", ".join(method.found.body.others)
        media = f"; the body may also be {plain(kinds)}, by `content_type`"
    yield (
        "@param request_options [Hash] `extra_headers`, `extra_query`, `extra_body`,"
        f" `timeout`, `max_retries`, `validate`{media}"
    )
    yield f"@return [{', '.join(answer_yard(models, method))}]"
    yield f"@raise [{models.gem.module}::Errors::Error]"


def _parameters(method: Method) -> Iterator[str]:
    for argument in method.arguments:
        if argument.place == "path":
            yield argument.name
        else:
            yield f"{argument.name}:{'' if argument.required else ' OMIT'}"
    yield "request_options: {}"


def _called(method: Method) -> Call:
    parts: list[str | Call] = [method.constant]
    for place in (*surface.PLACES[:1], "body", *surface.PLACES[1:]):
        found = [one for one in method.arguments if one.place == place]
        if not found:
            continue
        if found[0].wire == "" or place == "querystring":
            name = found[0].name
            parts.append(f"{place}:" if name == place else f"{place}: {name}")
            continue
        pairs = [f"{literal(one.wire)} => {one.name}" for one in found]
        parts.append(Call(f"{place}: {{", pairs, "}"))
    parts.append("request_options:")
    return Call("call(", parts)


def _streaming(models: Models, method: Method) -> Iterator[str]:
    """The method that asks for the stream."""
    path = [one.name for one in method.arguments if one.place == "path"]
    given = ", ".join([*path, "**arguments"])
    events = method.found.answers.events
    assert events is not None
    yield from doc(
        [f"The same as {method.name}, answered item by item."],
        tags=[
            *(f"@param {name} (see #{method.name})" for name in path),
            f"@param arguments [Hash] those of {{#{method.name}}}",
            f"@return [{stream_yard(models, events)}]",
            f"@raise [{models.gem.module}::Errors::Error]",
        ],
    )
    yield f"def {method.streaming}({given})"
    if method.asks is not None:
        yield f"  {method.name}({given}, {method.asks}: true)"
    else:
        asked = "arguments.fetch(:request_options, {}).merge(stream: true)"
        yield f"  {method.name}({given}, request_options: {asked})"
    yield "end"


def answer_yard(models: Models, method: Method) -> list[str]:
    """The types that a method may return, for YARD."""
    answers = method.found.answers
    found = [
        part
        for one in whole(answers.answer, answers.others)
        for part in _yard(models, one)
    ]
    if answers.item is not None:
        item = ", ".join(models.types.yard(answers.item))
        found = [f"{models.gem.module}::Internal::Page<{item}>"]
    if method.found.operation.may_be_empty:
        found.append("nil")
    if answers.events is not None and (method.asks or not answers.both):
        found.append(stream_yard(models, answers.events))
    return list(dict.fromkeys(found)) or ["nil"]


def whole(answer: Answer, others: dict[str, Answer]) -> list[Answer]:
    """The answers of an operation that are no streams."""
    found = [answer, *others.values()]
    return [one for one in found if one.kind not in ("events", "lines")]


def _yard(models: Models, answer: Answer) -> list[str]:
    kinds = {
        "text": ["String"],
        "bytes": [f"{models.gem.module}::Internal::BinaryContent"],
        "none": ["nil"],
        "any": ["Object", "nil"],
    }
    return kinds.get(answer.kind) or models.types.yard(answer.type)


def stream_yard(models: Models, events: Answer) -> str:
    """The type of a stream, for YARD."""
    items = ", ".join(models.types.yard(events.type))
    return f"{models.gem.module}::Internal::Stream<{items}>"
