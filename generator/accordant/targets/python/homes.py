"""Which module of the package a declaration is in.

An API with models of more than one resource has a package of models: a module for each
resource holds what only its operations reach. What several resources share, or none
needs, is parted by what refers to each other, so that a program loads little of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from accordant import ir, names
from accordant.surface.reach import top_resources, users
from accordant.surface.types import named_by

_SMALL = 12
"""Declarations up to which a part shares a module with the next one like it."""


@dataclass(slots=True)
class Homes:
    """The module of each declaration, and what each module holds, in document order.

    The only module of an API without a package of models is named "".
    """

    modules: dict[str, list[str]]
    of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for module, declared in self.modules.items():
            self.of.update(dict.fromkeys(declared, module))

    @property
    def parted(self) -> bool:
        """Whether there is a package of models."""
        return "" not in self.modules


def homes(api: ir.Api) -> Homes:
    """Where everything is that has a name in Python."""
    declared = [decl.name for decl in api.declarations.values() if named(decl)]
    using_of = users(api)
    own: dict[str, list[str]] = {}
    others: dict[frozenset[str], list[str]] = {}
    for name in declared:
        using = using_of.get(name, frozenset())
        if len(using) == 1:
            own.setdefault(min(using), []).append(name)
        else:
            others.setdefault(using, []).append(name)
    if len(own) < 2:
        return Homes({"": declared})
    modules: dict[str, list[str]] = {}
    for resource in top_resources(api):
        if resource in own:
            modules[names.python_module(resource, modules)] = own[resource]
    references = {name: list(named_by(api.declarations[name])) for name in declared}
    for group in others.values():
        for part in _packed(_parts(group, references)):
            head = names.python_part(_head(part, references), modules)
            modules[head] = part
    return Homes(modules)


def named(decl: ir.Decl) -> bool:
    """Whether a declaration has a name of its own in Python."""
    return not (isinstance(decl, ir.Enum) and decl.parent is not None)


def _parts(
    group: list[str], references: Mapping[str, Iterable[str]]
) -> Iterator[list[str]]:
    """The members of a group by what refers to each other, in document order."""
    beside: dict[str, list[str]] = {name: [] for name in group}
    for name in group:
        for other in references[name]:
            if other in beside:
                beside[name].append(other)
                beside[other].append(name)
    order = {name: index for index, name in enumerate(group)}
    met: set[str] = set()
    for name in group:
        waiting, part = [name], list[str]()
        while waiting:
            one = waiting.pop()
            if one not in met:
                met.add(one)
                part.append(one)
                waiting += beside[one]
        if part:
            yield sorted(part, key=order.__getitem__)


def _packed(parts: Iterable[list[str]]) -> Iterator[list[str]]:
    """Parts as they are, small ones together."""
    small: list[str] = []
    for part in parts:
        if len(part) > _SMALL:
            yield part
            continue
        if len(small) + len(part) > _SMALL:
            yield small
            small = []
        small += part
    if small:
        yield small


def _head(part: list[str], references: Mapping[str, Iterable[str]]) -> str:
    """What a part is named for: of those that no other member names, the one that names
    most."""
    inside = {other for name in part for other in references[name] if other != name}
    first = [name for name in part if name not in inside] or part
    return max(first, key=lambda name: len(set(references[name])))
