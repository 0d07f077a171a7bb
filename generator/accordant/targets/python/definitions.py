"""Methods as Python: what both clients have in common is written once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from accordant.surface.methods import PLACES
from accordant.targets.python.arguments import Argument
from accordant.targets.python.methods import Method
from accordant.targets.python.text import Call, Section, doc, literal, wrapped
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

_PASSED = {"header": "headers", "cookie": "cookies"}
"""How the runtime calls the parameters of a place."""


@dataclass(slots=True)
class Definitions:
    """A method of a resource, and the same of an asynchronous one, in lines; `types` are
    all that they name."""

    plain: list[str] = field(default_factory=list)
    awaited: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)


def definitions(found: Method) -> Definitions:
    """A method; and where nothing else asks for its stream, another that does."""
    made = Definitions()
    _add(made, found, found.name, found.answer.kind in ("events", "lines"))
    if found.twice:
        _add(made, found, found.streamed, True)
    return made


def _add(made: Definitions, found: Method, name: str, streams: bool) -> None:
    """One method, in both forms. All but its head and its last line is the same."""
    answer = " | ".join(found.answers.parts())
    event = " | ".join(found.events.parts) if found.events else ""
    content_type = _content_type(found)
    item = found.answers.item
    made.types += [answer, event, item or "", *content_type]
    for argument in found.arguments():
        made.types += argument.parts
    told = doc(list(_documented(found)), "        ")
    stubs: list[tuple[str, list[str]]] = []
    if found.stream is not None:
        stubs = list(_overloads(found, content_type))
    plain = list(_arguments(found, {}, content_type))
    for lines, prefix in ((made.plain, ""), (made.awaited, "Async")):
        waits = prefix and item is None
        head = f"    {'async ' if waits else ''}def {name}("
        stream = f"{prefix}Stream[{event}]"
        both = [answer, stream, f"{answer} | {stream}"]
        for result, (which, arguments) in zip(both, stubs, strict=False):
            lines += ["", "    @overload", head, *arguments]
            lines.append(f"    ) -> {result}: ...")
            made.types.append(which)
        result = both[1] if streams else both[2] if stubs else both[0]
        verb = "_stream" if streams else "_call_or_stream" if stubs else "_call"
        if item is not None:
            verb, page = "_pages", "AsyncPaginator" if prefix else "SyncPage"
            result = f"{page}[{item}, {answer}]"
        lines += ["", head, *plain, f"    ) -> {result}:", *told]
        lines += _body(found, verb, "await " if waits else "", name != found.name)
        made.types.append(result)


def _overloads(
    found: Method, content_type: list[str]
) -> Iterator[tuple[str, list[str]]]:
    """The arguments of a method that answers, that streams, and that may do both."""
    asked = next(a for a in found.arguments() if a.name == found.stream)
    absent = None if asked.required else _UNSET
    rest = [part for part in asked.parts if part in ("None", "Unset")]
    for kind, default in (
        (["Literal[False]", *rest], absent),
        (["Literal[True]"], None),
        (asked.parts, absent),
    ):
        stub = {asked.name: (kind, default)}
        yield kind[0], list(_arguments(found, stub, content_type))


def _arguments(
    found: Method,
    other: dict[str, tuple[list[str], str | None]],
    content_type: list[str],
) -> Iterator[str]:
    """The arguments, one a line; `other` types replace an argument's."""
    indent = "        "
    yield f"{indent}self,"
    for argument in found.placed.get("path", []):
        yield from union(f"{indent}{argument.name}: ", argument.parts, ",", indent)
    yield f"{indent}*,"
    for argument in found.named():
        default = None if argument.required else _UNSET
        parts, default = other.get(argument.name, (argument.parts, default))
        tail = f" = {default}," if default else ","
        yield from union(f"{indent}{argument.name}: ", parts, tail, indent)
    if content_type:
        tail = f" = {_UNSET},"
        yield from union(f"{indent}content_type: ", content_type, tail, indent)
    for name, (kind, default, _) in _OPTIONS.items():
        yield f"{indent}{name}: {kind} = {default},"


def _content_type(found: Method) -> list[str]:
    """The type of the argument that chooses the body's media type, if there is one."""
    if found.body is None or not found.body.others:
        return []
    known = ", ".join(map(literal, (found.body.chosen.media, *found.body.others)))
    return [f"Literal[{known}]", "Unset"]


def _documented(found: Method) -> Iterator[str | Section]:
    operation = found.operation
    summary = operation.summary or operation.doc or operation.name
    yield summary if summary.endswith((".", "!", "?")) else f"{summary}."
    if operation.summary and operation.doc:
        yield operation.doc
    if found.beside and found.body is not None:
        others = [
            f"`{other.name}` one of {body.media}"
            for other in found.beside
            for body in other.operation.bodies[:1]
        ]
        yield f"Sends a body of {found.body.chosen.media}; {', '.join(others)}."
    if operation.deprecated:
        yield "Deprecated."
    said = [(argument.name, argument.notes) for argument in found.arguments()]
    if found.body is not None and found.body.others:
        text = f"How the body is written; by default {found.body.chosen.media}."
        said.append(("content_type", [text]))
    options = [(name, [text]) for name, (_, _, text) in _OPTIONS.items()]
    yield Section("Args", [*said, *options])
    answer = found.answer
    told = answer.doc or "The answer."
    yield Section("Returns", [("", [told])] if answer.kind != "none" else [])
    refused = ("ConstraintError", ["A constraint is broken; nothing was sent."])
    failed = ("APIError", ["The API, or the way to it, failed."])
    yield Section("Raises", [refused, failed] if found.judged else [failed])


def _body(found: Method, verb: str, wait: str, streamed: bool) -> Iterator[str]:
    described = f"{found.describe}()"
    parts: list[str | Call] = [f"{described}.streamed()" if streamed else described]
    body = found.body
    if body is None:
        parts.append("None")
    elif body.whole:
        parts.append(body.arguments[0].name)
    else:
        parts.append(_mapping("", body.arguments))
    for place in PLACES:
        placed = found.placed.get(place)
        if placed and place == "querystring":
            parts.append(f"querystring={placed[0].name}")
        elif placed:
            parts.append(_mapping(f"{_PASSED.get(place, place)}=", placed))
    if body is not None and body.others:
        parts.append("content_type=content_type")
    parts += [f"{name}={name}" for name in _OPTIONS]
    yield from wrapped(Call(f"return {wait}self.{verb}(", parts), "        ")


def _mapping(head: str, arguments: list[Argument]) -> Call:
    pairs = [f"{literal(a.wire)}: {a.name}" for a in arguments]
    return Call(f"{head}{{", pairs, "}")
