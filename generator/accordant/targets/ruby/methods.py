"""Resources and their methods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accordant import ir, names
from accordant.names import ruby as naming
from accordant.surface import methods as surface
from accordant.surface.access import Access
from accordant.surface.answers import Answer
from accordant.surface.bodies import FORMS, structured
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.operations import operation_of
from accordant.targets.ruby.text import (
    Call,
    doc,
    indented,
    literal,
    overload,
    plain,
    wrapped,
)
from accordant.targets.ruby.types import optional


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: what it is for in the request, its types, what is said of it."""

    name: str
    wire: str
    place: str
    required: bool
    yard: list[str]
    rbs: str
    said: list[str]


@dataclass(slots=True)
class Method:
    """An operation as a method; `asks` is the argument that asks for its stream,
    `streaming` the method that always does."""

    found: surface.Method
    name: str
    arguments: list[Argument]
    asks: str | None = None
    streaming: str = ""
    constant: str = ""


@dataclass(slots=True)
class Resource:
    """A resource: its class, the file of that, and what is reached below it."""

    words: tuple[str, ...]
    name: str
    file: str
    methods: list[Method] = field(default_factory=list)
    below: dict[str, Resource] = field(default_factory=dict)

    def all(self) -> Iterator[Resource]:
        """Those below it, however deep."""
        for resource in self.below.values():
            yield resource
            yield from resource.all()


def resources(models: Models, options: Iterable[str]) -> Resource:
    """The client as a resource; its methods are none of its `options`."""
    taken, files = names.Taken(), names.Taken()
    return _resource(models, surface.resources(models.api), {*options}, taken, files)


def _resource(
    models: Models,
    found: surface.Resource,
    members: set[str],
    taken: names.Taken,
    files: names.Taken,
) -> Resource:
    name = ""
    if found.words:
        name = naming.ruby_resource(found.words, taken, models.gem.module)
        taken.add(name)
    made = Resource(found.words, name, naming.ruby_file(name, files))
    files.add(made.file)
    for word, below in found.below.items():
        attribute = naming.ruby_method(word, members, of_client=not found.words)
        members.add(attribute)
        made.below[attribute] = _resource(models, below, set(), taken, files)
    constants: set[str] = set()
    first = ""
    for one in sorted(found.methods, key=lambda method: method.beside):
        word = one.operation.method
        if one.beside and one.body is not None:
            first = naming.ruby_method(word, (), of_client=not found.words)
            word = naming.ruby_sending(first, one.body.chosen.media)
        name = naming.ruby_method(word, members, of_client=not found.words)
        members.add(name)
        method = Method(one, name, list(_arguments(models, one)))
        if one.stream_field is not None:
            method.asks = next(
                a.name
                for a in method.arguments
                if a.place == "body" and a.wire == one.stream_field
            )
        if one.answers.both:
            method.streaming = naming.ruby_method(
                naming.ruby_streaming(name), members, of_client=not found.words
            )
            members.add(method.streaming)
        method.constant = naming.ruby_constant(constants, name)
        constants.add(method.constant)
        made.methods.append(method)
    return made


def _arguments(models: Models, method: surface.Method) -> Iterator[Argument]:
    """Those of the path, then those by name: what is required comes first."""
    taken: set[str] = set()
    placed = [_parameter(models, one, taken) for one in method.parameters]
    path = [one for one in placed if one.place == "path"]
    named = [*_of_body(models, method, taken)]
    named += [one for one in placed if one.place != "path"]
    yield from path
    yield from sorted(named, key=lambda argument: not argument.required)


def _name(wanted: str, place: str, taken: set[str]) -> str:
    """A name that no other argument has: of two, the later one tells its place."""
    name = naming.ruby_argument(wanted, ())
    if name in taken:
        name = naming.ruby_argument(f"{name.rstrip('_')}_{place}", taken)
    taken.add(name)
    return name


def _parameter(models: Models, found: ir.Parameter, taken: set[str]) -> Argument:
    kind = found.type
    return Argument(
        _name(found.wire, found.place, taken),
        found.wire,
        found.place,
        found.required or found.place == "path",
        models.types.yard_given(kind),
        models.types.rbs_given(kind),
        [
            *([found.doc] if found.doc else []),
            *(["Deprecated."] if found.deprecated else []),
        ],
    )


def _of_body(
    models: Models, method: surface.Method, taken: set[str]
) -> Iterator[Argument]:
    body = method.body
    if body is None:
        return
    chosen, types = body.chosen, models.types
    if body.fields is None:
        said = "The body." if structured(chosen.media) else f"The body: {chosen.media}."
        yard, rbs = types.yard_given(chosen.type), types.rbs_given(chosen.type)
        if not structured(chosen.media):
            yard = [
                "String",
                "Pathname",
                "StringIO",
                "IO",
                f"{models.gem.module}::FilePart",
            ]
            rbs = "untyped"
        name = _name("body", "whole", taken)
        yield Argument(name, "", "body", chosen.required, yard, rbs, [said])
        return
    form = chosen.media == FORMS[0]
    for one in body.fields:
        said = [one.doc] if one.doc else []
        if body.model is not None:
            said = [" ".join(part) for part in models.notes(body.model).of(one)]
        yield Argument(
            _name(one.wire, "body", taken),
            one.wire,
            "body",
            one.required and chosen.required,
            types.yard_given(one.type, form),
            types.rbs_given(one.type, form),
            said,
        )


# --- code ----------------------------------------------------------------------------


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
        for one in _plain(answers.answer, answers.others)
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


def _plain(answer: Answer, others: dict[str, Answer]) -> list[Answer]:
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


# --- signatures ----------------------------------------------------------------------


def signature(models: Models, resource: Resource) -> Iterator[str]:
    """The inside of the signature of a class with methods."""
    module = models.gem.module
    for attribute, below in resource.below.items():
        yield f"def {attribute}: () -> ::{module}::Resources::{below.name}"
    for method in resource.methods:
        answers = method.found.answers
        whole = _rbs_answer(models, method)
        if answers.events is None or method.asks is None:
            if answers.events is not None and not answers.both:
                whole = _rbs_stream(models, answers.events)
            head = f"def {method.name}: "
            yield from overload(head, _rbs_arguments(method), whole)
        else:
            stream = _rbs_stream(models, answers.events)
            head, pad = f"def {method.name}: ", " " * (len(method.name) + 4)
            yield from overload(head, _rbs_arguments(method, "true"), stream)
            yield from overload(f"{pad}| ", _rbs_arguments(method, "false?"), whole)
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
        for one in _plain(answers.answer, answers.others)
    ]
    found = list(dict.fromkeys(found))
    if "untyped" in found or not found:
        return "untyped"
    text = found[0] if len(found) == 1 else f"({' | '.join(found)})"
    return optional(text) if method.found.operation.may_be_empty else text


def _rbs_stream(models: Models, events: Answer) -> str:
    return f"::{models.gem.module}::Internal::Stream[{models.types.rbs(events.type)}]"
