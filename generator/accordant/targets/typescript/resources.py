"""The tree of resources, with the names of what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accordant import ir
from accordant.names.typescript import (
    typescript_attribute,
    typescript_class,
    typescript_file,
    typescript_method,
    typescript_sending,
)
from accordant.surface import methods as surface
from accordant.targets.typescript.printing import Behind, enclosed, printed


@dataclass(slots=True)
class Named:
    """A method with its name; `streamed` is that of a second one, which asks for the
    stream where no field of the body does."""

    method: surface.Method
    name: str
    streamed: str = ""


@dataclass(slots=True)
class Resource:
    """A resource: its class, its file below the folder of all, and what is in it.

    The one without a `file` is the client; from there `path` leads to the others.
    """

    words: tuple[str, ...]
    name: str
    file: str
    attribute: str = ""
    path: tuple[str, ...] = ()
    methods: list[Named] = field(default_factory=list)
    below: list[Resource] = field(default_factory=list)

    @property
    def held(self) -> str:
        """The property that holds it."""
        client = "this._client" if "/" in self.file else "this"
        made = enclosed(f"new {self.name}(", [client], ")")
        start = f"readonly {self.attribute}: {self.name} ="
        return "\n".join(printed([start, Behind(made), ";"], "  "))

    def all(self) -> Iterator[Resource]:
        """This one, and those below it."""
        yield self
        for resource in self.below:
            yield from resource.all()


def resources(
    api: ir.Api, client: str, options: Iterable[str], types: Iterable[str]
) -> Resource:
    """The client as a resource; its attributes are none of its `options`, its classes
    none of the `types`."""
    classes = {client, *types}
    root = Resource((), client, "")
    _fill(surface.resources(api), root, set(options), classes)
    return root


def _fill(
    found: surface.Resource, made: Resource, taken: set[str], classes: set[str]
) -> None:
    of_client = not made.file
    members = set(taken)
    files: list[str] = []
    for word, below in found.below.items():
        attribute = typescript_attribute(word, members, of_client)
        members.add(attribute)
        name = typescript_class("_".join(below.words), classes)
        classes.add(name)
        file = typescript_file(word, files)
        files.append(file)
        path = f"{made.file}/{file}" if made.file else file
        one = Resource(below.words, name, path, attribute, (*made.path, attribute))
        made.below.append(one)
        _fill(below, one, set(), classes)

    def named(word: str) -> str:
        name = typescript_method(word, members, of_client)
        members.add(name)
        return name

    first = ""
    # What people would choose first keeps the plain name.
    for method in sorted(found.methods, key=lambda one: one.beside):
        first = method.operation.method
        if method.beside:
            media = method.operation.bodies[0].media
            first = typescript_sending(first, media)
        one_method = Named(method, named(first))
        if method.twice:
            one_method.streamed = named(f"{one_method.name}_stream")
        made.methods.append(one_method)
    order = {id(method): index for index, method in enumerate(found.methods)}
    made.methods.sort(key=lambda one: order[id(one.method)])
