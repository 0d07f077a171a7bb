"""The tree of resources: what is reached by which attribute of a client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accordant import ir, names
from accordant.targets.python.methods import Method, methods
from accordant.targets.python.models import Models


@dataclass(slots=True)
class Resource:
    """A resource: its class, its methods, and the resources below it by attribute.

    `path` are the attributes that lead to it from the client; none lead to the client
    itself, which is one too.
    """

    words: tuple[str, ...]
    path: tuple[str, ...] = ()
    name: str = ""
    operations: list[ir.Operation] = field(default_factory=list)
    methods: list[Method] = field(default_factory=list)
    below: dict[str, Resource] = field(default_factory=dict)

    def all(self) -> Iterator[Resource]:
        """This one and those below, each of which has a module; the client only if it
        has methods of its own."""
        if self.path or self.methods:
            yield self
        for resource in self.below.values():
            yield from resource.all()

    @property
    def file(self) -> str:
        """The file of its module, below the folder of all."""
        path = "/".join(self.path) or "_client"
        return f"{path}/__init__.py" if self.path and self.below else f"{path}.py"

    @property
    def top(self) -> str:
        """How its module names the package in an import."""
        folders = len(self.path) if self.path and self.below else len(self.path) - 1
        return "." * (2 + max(folders, 0))


def resources(models: Models, options: Iterable[str]) -> Resource:
    """The client as a resource; its attributes are none of its `options`."""
    taken = {*options, *models.api.sdk.get("headers", {})}
    root = Resource(())
    for operation in models.api.operations:
        found = root
        words = operation.resource
        for depth, word in enumerate(words, 1):
            attribute = names.python_attribute(word, taken if found is root else ())
            below = Resource(words[:depth], (*found.path, attribute))
            found = found.below.setdefault(attribute, below)
        found.operations.append(operation)
    classes = set(models.classes.values())
    _name(models, root, taken, classes)
    return root


def _name(
    models: Models, resource: Resource, taken: set[str], classes: set[str]
) -> None:
    """Names that no two members of a resource share, and no two classes."""
    words = resource.words or ("client", "methods")
    resource.name = names.python_resource(words, classes)
    classes.add(resource.name)
    members = [*resource.below, *(() if resource.path else taken)]

    def named(word: str) -> str:
        name = names.python_method(word, members, of_client=not resource.path)
        members.append(name)
        return name

    made = [methods(models, operation) for operation in resource.operations]
    for first, *_ in made:
        first.name = named(first.operation.method)
        first.streamed = named(f"{first.name}_stream") if first.twice else ""
    for first, *others in made:
        for other in others:
            media = other.operation.bodies[0].media
            other.name = named(names.python_sending(first.name, media))
            other.streamed = named(f"{other.name}_stream") if other.twice else ""
        resource.methods += [first, *others]
    for below in resource.below.values():
        _name(models, below, taken, classes)
