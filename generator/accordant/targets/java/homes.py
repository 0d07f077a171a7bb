"""Which class a declaration is, and in which package and file."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordant import ir
from accordant.names import Taken
from accordant.names.java import java_class, java_segment
from accordant.surface.reach import users


@dataclass(frozen=True, slots=True)
class Home:
    """A class: its package, and the classes that it is inside of, itself last."""

    package: str
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its simple name."""
        return self.path[-1]

    @property
    def dotted(self) -> str:
        """Its name with those of the classes around it."""
        return ".".join(self.path)

    @property
    def top(self) -> str:
        """The full name of the class whose file it is in."""
        return f"{self.package}.{self.path[0]}"


@dataclass(slots=True)
class Homes:
    """The classes of declarations. `names` are those inside of a class, or of all files
    if they stand under None."""

    root: str
    of: dict[str, Home] = field(default_factory=dict)
    nested: dict[str, list[str]] = field(default_factory=dict)
    taken: Taken = field(default_factory=Taken)
    inside: dict[Home, Taken] = field(default_factory=dict)
    hiding: dict[str, set[str]] = field(default_factory=dict)

    def top(self, package: str, wanted: str) -> Home:
        """A class with a file of its own."""
        name = java_class(wanted, self.taken)
        self.taken.add(name)
        return Home(package, (name,))

    def nest(self, outer: Home, wanted: str) -> Home:
        """A class inside of another one; its name is none of those around it."""
        taken = self.inside.setdefault(outer, Taken())
        around = Taken(outer.path)
        name = java_class(wanted, ())
        while name in taken or name in around:
            name = java_class(f"{name}_2", ()) if name[-1:].isdigit() else f"{name}2"
        taken.add(name)
        self.hiding.setdefault(outer.top, set()).add(name)
        return Home(outer.package, (*outer.path, name))


def homes(api: ir.Api, root: str) -> Homes:
    """The classes of all declarations that are classes."""
    found = Homes(root)
    using = users(api)
    resources = {one.resource[0] for one in api.operations if one.resource}
    for decl in api.declarations.values():
        if decl.parent is None and is_class(decl):
            only = using.get(decl.name, frozenset())
            own = min(only) if len(only) == 1 else ""
            package = f"{root}.models"
            if own in resources:
                package += f".{java_segment(own)}"
            found.of[decl.name] = found.top(package, decl.name)
    for decl in api.declarations.values():
        if decl.parent is not None and is_class(decl):
            _nest(api, found, decl)
    return found


def _nest(api: ir.Api, found: Homes, decl: ir.Decl) -> None:
    if decl.name in found.of:
        return
    parent = api.declarations.get(decl.parent or "")
    while parent is not None and not is_class(parent):
        parent = api.declarations.get(parent.parent or "")
    if parent is None:
        package = f"{found.root}.models"
        found.of[decl.name] = found.top(package, decl.name)
        return
    _nest(api, found, parent)
    short = decl.name.removeprefix(parent.name) or decl.name
    found.of[decl.name] = found.nest(found.of[parent.name], short)
    found.nested.setdefault(parent.name, []).append(decl.name)


def is_class(decl: ir.Decl) -> bool:
    """Whether a declaration is a class; other names of types are not, but for unions
    without a name of their own."""
    if isinstance(decl, ir.Alias):
        kind = decl.type.type if isinstance(decl.type, ir.Nullable) else decl.type
        return isinstance(kind, ir.AnyOf)
    return not (isinstance(decl, ir.Enum) and decl.kind == "boolean")
