"""The view of the module of a resource: its classes, plain and asynchronous."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from accordant.surface.access import Access
from accordant.targets.python.definitions import definitions
from accordant.targets.python.described import operation_of
from accordant.targets.python.layout import laid_out
from accordant.targets.python.methods import Method
from accordant.targets.python.models import Models, runtime
from accordant.targets.python.resources import Resource
from accordant.targets.python.text import (
    WIDTH,
    Call,
    doc,
    imported,
    names_in,
    wrapped,
)
from accordant.templating import render as template

_WAYS = {
    "raw_response": ("RawResponse", "raw", "each response as it came"),
    "streaming_response": (
        "StreamingResponse",
        "streaming",
        "each response with its body unread",
    ),
}


def files(models: Models, access: Access, root: Resource) -> dict[str, str]:
    """The modules of all resources, by their files."""
    return {
        resource.file: laid_out(
            template("python/resource.py.jinja", **module(models, access, resource))
        )
        for resource in root.all()
    }


def module(models: Models, access: Access, resource: Resource) -> dict[str, Any]:
    """What the template of a module lays out."""
    public = models.exported
    blocks: list[list[str]] = []
    plain: list[str] = []
    awaited: list[str] = []
    typed: set[str] = set()
    run: set[str] = set()
    for found in resource.methods:
        lines = list(_described(models, access, resource, found, public))
        blocks.append(lines)
        run |= names_in("\n".join(lines))
        made = definitions(found)
        plain += made.plain
        awaited += made.awaited
        head = next(number for number, line in enumerate(lines) if line.endswith(":"))
        typed |= names_in("\n".join([*made.types, *lines[1 : head + 1]]))
    blocks.append([*_class(resource, ""), *plain])
    blocks.append([*_class(resource, "Async"), *awaited])
    for prefix in ("", "Async"):
        for way in _WAYS:
            blocks.append(list(_other_way(resource, prefix, way)))
    return {
        "title": (
            f"The resource `{'.'.join(resource.words)}`."
            if resource.path
            else "The methods of the client itself."
        ),
        "methods": bool(resource.methods),
        "typing": _typing(typed, resource.methods),
        "imports": _imports(resource, run),
        "checked": _checked(resource, typed, public),
        "body": "\n\n\n".join("\n".join(block) for block in blocks),
    }


def _typing(typed: set[str], methods: Iterable[Method]) -> list[str]:
    """The imports from `typing`, in the order of import sorters."""
    wanted = {"TYPE_CHECKING"} | ({"Any", "Never"} & typed)
    for found in methods:
        wanted |= {"Literal", *(["overload"] if found.stream is not None else [])}
    return sorted(wanted, key=lambda n: (not n.isupper(), not n[0].isupper(), n))


def _imports(resource: Resource, run: set[str]) -> list[str]:
    """What a module needs as soon as it is imported."""
    top = resource.top
    homes = {"_Pages": "_pages", "_Part": "_operations", "_Style": "_styles"}
    readers = run - {found.describe for found in resource.methods}
    operations = ("Operation", "object_of", "same")
    base = ["AsyncResource", "Resource"]
    if not resource.path:
        base = ["AsyncMethods", "Methods"]
    wrappers = ("async_raw", "async_streaming", "raw", "streaming")
    own = [*base, *(wrappers if resource.methods else ())]
    lines = runtime(top, ["UNSET", "Unset"] if resource.methods else [], readers)
    lines += imported(f"{top}_operations", [n for n in operations if n in run])
    lines += imported(f"{top}_resources", own)
    lines += [
        f"from {top}{home} import {name[1:]} as {name}"
        for name, home in homes.items()
        if name in run
    ]
    return lines


def _checked(resource: Resource, typed: set[str], public: frozenset[str]) -> list[str]:
    """What only type checkers need."""
    top = resource.top
    homes = {
        f"{top}_binary": ["BinaryContent"],
        f"{top}_files": ["FileTypes"],
        f"{top}_pages": ["AsyncPaginator", "SyncPage"],
        f"{top}_streams": ["AsyncStream", "Stream"],
        f"{top}models": [n for n in typed if n in public],
    }
    lines = ["import datetime as dt", ""] if "dt" in typed else []
    lines += ["import httpx2", ""] if resource.methods else []
    for home, wanted in homes.items():
        lines += imported(home, [n for n in wanted if n in typed], WIDTH - 4)
    for attribute, below in resource.below.items() if resource.path else ():
        found = [
            f"{prefix}{below.name}{way}"
            for prefix in ("", "Async")
            for way in ("", *(f"With{kind}" for kind, _, _ in _WAYS.values()))
        ]
        lines += imported(f".{attribute}", found, WIDTH - 4)
    lines = lines[:-1] if lines and not lines[-1] else lines
    return [f"    {line}".rstrip() for line in lines]


def _described(
    models: Models,
    access: Access,
    resource: Resource,
    found: Method,
    public: frozenset[str],
) -> Iterator[str]:
    """The function that describes an operation; the models that this takes are imported
    when it is called for the first time."""
    answer = " | ".join(found.answers.parts())
    if found.answer.kind in ("events", "lines"):
        answer = "Any"
    event = " | ".join(found.events.parts) if found.events else "Never"
    parts = list(operation_of(models, access, found))
    needed = sorted(public & names_in("\n".join(map(str, parts))))
    yield "@cache"
    yield from wrapped(
        Call(f"def {found.describe}() -> Operation[", [answer, event], "]"), "", ":"
    )
    if needed:
        for line in imported(f"{resource.top}models", needed, WIDTH - 4):
            yield f"    {line}"
        yield ""
    yield from wrapped(Call("return Operation(", parts), "    ")


def _class(resource: Resource, prefix: str) -> Iterator[str]:
    name = f"{prefix}{resource.name}"
    base = "Resource" if resource.path else "Methods"
    yield f"class {name}({prefix}{base}):"
    of = f"`{'.'.join(resource.words)}`" if resource.path else "the client itself"
    yield from doc([f"The methods of {of}."], "    ")
    yield ""
    yield "    __slots__ = ()"
    for attribute, below in resource.below.items() if resource.path else ():
        yield from _below(attribute, f"{prefix}{below.name}", "self._client")
    for way, (kind, _, said) in _WAYS.items():
        yield ""
        yield "    @property"
        yield f"    def with_{way}(self) -> {name}With{kind}:"
        yield from doc([f"The same methods, {said}."], "        ")
        yield f"        return {name}With{kind}(self)"


def _below(attribute: str, kind: str, argument: str) -> Iterator[str]:
    """A resource below another, imported when it is asked for."""
    yield ""
    yield "    @property"
    yield f"    def {attribute}(self) -> {kind}:"
    for line in imported(f".{attribute}", [kind], WIDTH - 8):
        yield f"        {line}"
    yield ""
    yield f"        return {kind}({argument})"


def _other_way(resource: Resource, prefix: str, way: str) -> Iterator[str]:
    name = f"{prefix}{resource.name}"
    kind, wrapper, said = _WAYS[way]
    wrapper = f"async_{wrapper}" if prefix else wrapper
    yield f"class {name}With{kind}:"
    yield from doc([f"The methods of `{name}`, {said}."], "    ")
    yield ""
    below = resource.below if resource.path else {}
    yield f"    def __init__(self, resource: {name}) -> None:"
    if below:
        yield "        self._resource = resource"
    for found in resource.methods:
        for method in filter(None, (found.name, found.streamed)):
            yield f"        self.{method} = {wrapper}(resource.{method})"
    if not below and not resource.methods:
        yield "        self._resource = resource"
    for attribute, one in below.items():
        inner = f"{prefix}{one.name}With{kind}"
        yield from _below(attribute, inner, f"self._resource.{attribute}")
