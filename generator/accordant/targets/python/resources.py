"""The view of a module of resources: classes of methods, plain and asynchronous."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from accordant import ir, names
from accordant.targets.python.methods import (
    PLACES,
    Method,
    method,
    operation_of,
)
from accordant.targets.python.models import Models, runtime
from accordant.targets.python.text import (
    Call,
    Section,
    doc,
    imported,
    literal,
    names_in,
    wrapped,
)
from accordant.targets.python.types import union

_UNSET = "UNSET"
_OPTIONS = {
    "extra_headers": (
        "Mapping[str, str | None] | None",
        "None",
        "Headers that count more than all others; None removes one.",
    ),
    "extra_query": (
        "Mapping[str, object] | None",
        "None",
        "Query parameters that count more than all others.",
    ),
    "extra_body": (
        "Mapping[str, object] | None",
        "None",
        "Keys of the body that count more than the arguments.",
    ),
    "timeout": (
        "float | httpx2.Timeout | None | Unset",
        _UNSET,
        "Seconds, or an `httpx2.Timeout`; None waits for ever.",
    ),
    "validate": (
        'Literal["error", "warn", "off"] | Unset',
        _UNSET,
        "What a broken constraint does; by default what the client says.",
    ),
}
"""What every call takes beside what its operation does: type, default, and its doc."""

_WRAPPERS = ("raw", "async_raw", "streaming", "async_streaming")


@dataclass(slots=True)
class Resource:
    """A resource: its class, its methods, and the resources below it by attribute."""

    words: tuple[str, ...]
    name: str = ""
    operations: list[ir.Operation] = field(default_factory=list)
    methods: list[Method] = field(default_factory=list)
    below: dict[str, Resource] = field(default_factory=dict)

    def all(self) -> Iterator[Resource]:
        """Those below first, for they are named by this one."""
        for resource in self.below.values():
            yield from resource.all()
        yield self


def resources(models: Models) -> dict[str, Resource]:
    """The tree of resources by the attribute of the client that holds them."""
    options = models.api.sdk.get("headers", {})
    tree: dict[str, Resource] = {}
    for operation in models.api.operations:
        level, found = tree, None
        # Methods of the client itself stand in a resource of that name for now.
        whole = operation.resource or ("client",)
        for depth, word in enumerate(whole, 1):
            words = whole[:depth]
            attribute = names.python_attribute(word, options)
            found = level.setdefault(attribute, Resource(words))
            level = found.below
        assert found is not None
        found.operations.append(operation)
    for resource in tree.values():
        _name(models, resource)
    return tree


def _name(models: Models, top: Resource) -> None:
    """Names that no two things of a module share."""
    classes = list(models.classes.values())
    constants: list[str] = []
    for resource in top.all():
        resource.name = names.python_resource(resource.words, classes)
        classes.append(resource.name)
        members = list(resource.below)
        for operation in resource.operations:
            found = method(models, operation)
            found.name = names.python_method(operation.method, members)
            words = (*resource.words[1:], found.name)
            found.constant = names.python_constant(constants, *words)
            resource.methods.append(found)
            members.append(found.name)
            constants.append(found.constant)


def operations(resource: Resource) -> Iterator[str]:
    """The descriptions of all operations of a module."""
    for one in resource.all():
        for found in one.methods:
            event = " | ".join(found.events.parts) if found.events else "Never"
            answer = " | ".join(found.answer.parts)
            if found.answer.kind == "events":
                answer = "Any"
            head = f"{found.constant}: Operation[{answer}, {event}] = Operation("
            yield from wrapped(Call(head, list(operation_of(found))))


def classes(resource: Resource) -> Iterator[list[str]]:
    """The classes of a module, each a list of lines."""
    for one in resource.all():
        yield list(_class(one, ""))
        yield list(_class(one, "Async"))
        for prefix, way, wrapper in (
            ("", "RawResponse", "raw"),
            ("Async", "RawResponse", "async_raw"),
            ("", "StreamingResponse", "streaming"),
            ("Async", "StreamingResponse", "async_streaming"),
        ):
            yield list(_other_way(one, prefix, way, wrapper))


def _class(resource: Resource, prefix: str) -> Iterator[str]:
    name = f"{prefix}{resource.name}"
    yield f"class {name}({prefix}Resource):"
    yield from doc([f"The methods of `{'.'.join(resource.words)}`."], "    ")
    yield ""
    yield "    __slots__ = ()"
    for attribute, below in resource.below.items():
        yield from _property(attribute, f"{prefix}{below.name}", "self._client", "")
    yield from _property(
        "with_raw_response",
        f"{name}WithRawResponse",
        "self",
        "The same methods, returning the response as it came.",
    )
    yield from _property(
        "with_streaming_response",
        f"{name}WithStreamingResponse",
        "self",
        "The same methods as contexts that hold the response, its body unread.",
    )
    for found in resource.methods:
        yield from _method(found, prefix)


def _property(name: str, kind: str, argument: str, said: str) -> Iterator[str]:
    yield ""
    yield "    @property"
    yield f"    def {name}(self) -> {kind}:"
    yield from doc([said] if said else [], "        ")
    yield f"        return {kind}({argument})"


def _other_way(
    resource: Resource, prefix: str, way: str, wrapper: str
) -> Iterator[str]:
    name = f"{prefix}{resource.name}"
    yield f"class {name}With{way}:"
    said = {"RawResponse": "as it came", "StreamingResponse": "with its body unread"}
    yield from doc([f"The methods of `{name}`, each response {said[way]}."], "    ")
    yield ""
    yield f"    def __init__(self, resource: {name}) -> None:"
    for found in resource.methods:
        yield f"        self.{found.name} = {wrapper}(resource.{found.name})"
    for attribute in resource.below:
        way_in = "raw" if way == "RawResponse" else "streaming"
        yield (
            f"        self.{attribute} = resource.{attribute}.with_{way_in}_response"
        )


def _method(found: Method, prefix: str) -> Iterator[str]:
    answer = " | ".join(found.answer.parts)
    stream = f"{prefix}Stream"
    events = f"{stream}[{' | '.join(found.events.parts)}]" if found.events else ""
    if found.answer.kind == "events":
        answer = events
    if found.stream is not None:
        asked = next(a for a in found.arguments() if a.name == found.stream)
        absent = None if asked.required else _UNSET
        rest = [part for part in asked.parts if part in ("None", "Unset")]
        for kind, default, result in (
            (["Literal[False]", *rest], absent, answer),
            (["Literal[True]"], None, events),
            (asked.parts, absent, f"{answer} | {events}"),
        ):
            yield ""
            yield "    @overload"
            stub = {found.stream: (kind, default)}
            yield from _signature(found, prefix, result, stub, " ...")
        answer = f"{answer} | {events}"
    yield ""
    yield from _signature(found, prefix, answer, {}, "")
    yield from doc(list(_documented(found)), "        ")
    yield from _body(found, prefix)


def _signature(
    found: Method,
    prefix: str,
    answer: str,
    other: dict[str, tuple[list[str], str | None]],
    end: str,
) -> Iterator[str]:
    """The lines of a `def`, an argument a line; `other` types replace an argument's."""
    head = "async def" if prefix else "def"
    indent = "        "
    yield f"    {head} {found.name}("
    yield f"{indent}self,"
    path = {argument.name for argument in found.placed.get("path", [])}
    starred = False
    for argument in found.arguments():
        if argument.name not in path and not starred:
            starred = True
            yield f"{indent}*,"
        default = None if argument.required else _UNSET
        parts, default = other.get(argument.name, (argument.parts, default))
        tail = f" = {default}," if default else ","
        yield from union(f"{indent}{argument.name}: ", parts, tail, indent)
    if not starred:
        yield f"{indent}*,"
    for name, (kind, default, _) in _OPTIONS.items():
        yield f"{indent}{name}: {kind} = {default},"
    yield f"    ) -> {answer}:{end}"


def _documented(found: Method) -> Iterator[str | Section]:
    operation = found.operation
    summary = operation.summary or operation.doc or operation.name
    yield summary if summary.endswith(".") else f"{summary}."
    if operation.summary and operation.doc:
        yield operation.doc
    said = [(argument.name, argument.notes) for argument in found.arguments()]
    options = [(name, [text]) for name, (_, _, text) in _OPTIONS.items()]
    yield Section("Args", [*said, *options])
    answer = found.answer.doc or "The answer."
    yield Section("Returns", [("", [answer])] if found.answer.kind != "none" else [])
    judged = found.body is not None and found.body.params is not None
    refused = ("ConstraintError", ["A constraint is broken; nothing was sent."])
    failed = ("APIError", ["The API, or the way to it, failed."])
    yield Section("Raises", [refused, failed] if judged else [failed])


def _body(found: Method, prefix: str) -> Iterator[str]:
    parts: list[str | Call] = [found.constant]
    body = found.body
    if body is None:
        parts.append("None")
    elif body.params is None:
        parts.append(body.arguments[0].name)
    else:
        given = [f"{a.field}={a.name}" for a in body.arguments]
        parts.append(Call(f"{body.params}(", given))
    for place in PLACES:
        if found.placed.get(place):
            pairs = [f"{literal(a.wire)}: {a.name}" for a in found.placed[place]]
            key = {"header": "headers", "cookie": "cookies"}.get(place, place)
            parts.append(Call(f"{key}={{", pairs, "}"))
    parts += [f"{name}={name}" for name in _OPTIONS]
    verb = "_call"
    if found.stream is not None:
        verb = "_call_or_stream"
    elif found.answer.kind == "events":
        verb = "_stream"
    wait = "await " if prefix else ""
    yield from wrapped(Call(f"return {wait}self.{verb}(", parts), "        ")


def module(models: Models, resource: Resource) -> dict[str, Any]:
    """What the template of a module of resources lays out."""
    blocks = ["\n".join(block) for block in classes(resource)]
    described = "\n".join(operations(resource))
    body = "\n\n\n".join([described, *blocks])
    used = names_in(body)
    wrappers = [name for name in _WRAPPERS if name in used]
    checked = [n for n in ("AsyncStream", "Stream") if n in used]
    plain = {"UNSET", "Unset"} & used
    imports = runtime("..", plain, used)
    needed: dict[str, list[str]] = {
        ".._operations": [n for n in ("Operation", "object_of", "same") if n in used],
        ".._resources": ["AsyncResource", "Resource", *wrappers],
        "..models": [name for name in models.public() if name in used],
    }
    for home, found in needed.items():
        imports += imported(home, found)
    typing = [n for n in ("Any", "Literal", "Never", "overload") if n in used]
    return {
        "title": f"The resource `{'.'.join(resource.words)}`.",
        "mapping": "Mapping" in used,
        "dates": "dt" in used,
        "typing": sorted(
            ["TYPE_CHECKING", *typing],
            key=lambda n: (not n.isupper(), not n[0].isupper(), n),
        ),
        "imports": imports,
        "checked": imported(".._streams", checked, 84),
        "body": body,
    }
