"""Types as Java spells them, and how their values are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordant import ir
from accordant.names import pascal, singular
from accordant.names.java import java_words
from accordant.surface.types import is_file, kinds
from accordant.targets.java.homes import Home, Homes

BOXED = {
    "boolean": "Boolean",
    "integer": "Long",
    "number": "Double",
    "string": "String",
}
PLAIN = {"Boolean": "boolean", "Long": "long", "Double": "double"}
"""What stands for a boxed type where there is always a value."""

_READERS = {
    "Boolean": "BOOLEAN",
    "Long": "LONG",
    "Double": "DOUBLE",
    "String": "STRING",
}
_DATES = {"date": "LocalDate", "date-time": "OffsetDateTime"}


@dataclass(frozen=True, slots=True)
class Spelled:
    """A type: as Java spells it, and the expression that reads it."""

    java: str
    read: str


@dataclass(slots=True)
class Scope:
    """A class whose members speak of types; `imports` are those of its file, `unions`
    what was met that needs a class inside of it."""

    home: Home
    imports: set[str]
    unions: list[tuple[Home, ir.AnyOf]] = field(default_factory=list)

    @property
    def deep(self) -> int:
        """The columns that its text is moved by, for the classes around it."""
        return 4 * (len(self.home.path) - 1)

    def inner(self, home: Home) -> Scope:
        """A class inside of this one."""
        return Scope(home, self.imports)


class Types:
    """Spells types."""

    def __init__(self, api: ir.Api, homes: Homes) -> None:
        self.api = api
        self.homes = homes

    def runtime(self, scope: Scope, name: str) -> str:
        """A class of the package's core, which is imported."""
        scope.imports.add(f"{self.homes.root}.core.{name}")
        return name.rpartition(".")[2]

    def named(self, scope: Scope, home: Home) -> str:
        """A class by the shortest name that means it."""
        if home.top == scope.home.top:
            return home.name if home.path[:-1] == scope.home.path else home.dotted
        if home.path[0] in self.homes.hiding.get(scope.home.top, ()):
            return f"{home.package}.{home.dotted}"
        if home.package != scope.home.package:
            scope.imports.add(home.top)
        return home.dotted

    def of(
        self, kind: ir.Type, scope: Scope, hint: str, met: tuple[str, ...] = ()
    ) -> Spelled:
        """A type; `hint` names the class of a union that has no name."""
        match kind:
            case ir.Nullable(type=inner):
                found = self.of(inner, scope, hint, met)
                return Spelled(
                    found.java, self._reading(scope, f"orNull({found.read})")
                )
            case ir.Primitive():
                return self._primitive(kind, scope)
            case ir.Const(value=bool() | int() | float() | str() as value):
                return self._plain(scope, _kind_of(value))
            case ir.ListOf(item=item):
                found = self.of(item, scope, singular(hint), met)
                scope.imports.add("java.util.List")
                read = self._reading(scope, f"listOf({found.read})")
                return Spelled(f"List<{found.java}>", read)
            case ir.MapOf(value=value):
                found = self.of(value, scope, singular(hint), met)
                scope.imports.add("java.util.Map")
                read = self._reading(scope, f"mapOf({found.read})")
                return Spelled(f"Map<String, {found.java}>", read)
            case ir.AnyOf() if tellable(self.api, kind):
                return self._class(scope, self._union(kind, scope, hint))
            case ir.Ref(name=name) if name in self.homes.of:
                return self._class(scope, self.homes.of[name])
            case ir.Ref(name=name) if name not in met:
                decl = self.api.declarations[name]
                if isinstance(decl, ir.Alias):
                    return self.of(decl.type, scope, hint, (*met, name))
                return self._plain(scope, "boolean")
            case _:
                return self._json(scope)

    def _primitive(self, kind: ir.Primitive, scope: Scope) -> Spelled:
        if kind.format == "binary":
            name = self.runtime(scope, "FileContent")
            return Spelled(name, self._reading(scope, "FILE"))
        if kind.kind == "string" and kind.format in _DATES:
            name = _DATES[kind.format]
            scope.imports.add(f"java.time.{name}")
            constant = "DATE" if kind.format == "date" else "DATE_TIME"
            return Spelled(name, self._reading(scope, constant))
        if kind.kind == "null":
            return self._json(scope)
        return self._plain(scope, kind.kind)

    def _plain(self, scope: Scope, kind: str) -> Spelled:
        return Spelled(BOXED[kind], self._reading(scope, _READERS[BOXED[kind]]))

    def _json(self, scope: Scope) -> Spelled:
        name = self.runtime(scope, "JsonValue")
        return Spelled(name, self._reading(scope, "JSON"))

    def _class(self, scope: Scope, home: Home) -> Spelled:
        name = self.named(scope, home)
        return Spelled(name, f"{name}::from")

    def _reading(self, scope: Scope, read: str) -> str:
        return f"{self.runtime(scope, 'Reading')}.{read}"

    def _union(self, kind: ir.AnyOf, scope: Scope, hint: str) -> Home:
        for home, known in scope.unions:
            if known == kind:
                return home
        home = self.homes.nest(scope.home, hint or "Value")
        scope.unions.append((home, kind))
        return home

    def is_model(self, kind: ir.Type) -> bool:
        """Whether a type is that of a class with properties."""
        decl = self.api.declarations[kind.name] if isinstance(kind, ir.Ref) else None
        return isinstance(decl, ir.Model)

    def is_file(self, kind: ir.Type) -> bool:
        """Whether values of a type are files."""
        return is_file(self.api, kind)

    def hint(self, kind: ir.Type, java: str) -> str:
        """What an arm of a union is called: by its class, or by its kind."""
        match kind:
            case ir.Nullable(type=inner):
                return self.hint(inner, java)
            case ir.Ref(name=name) if name in self.homes.of:
                return java_words(self.homes.of[name].name)
            case ir.ListOf(item=item):
                inside = self.hint(item, java.removeprefix("List<").removesuffix(">"))
                return "array" if inside in ("json", "array") else f"{inside}s"
            case ir.MapOf():
                return "map"
        known = {"Boolean": "bool", "Long": "integer", "Double": "number"}
        return known.get(java, "json" if java == "JsonValue" else java_words(java))


def tellable(api: ir.Api, kind: ir.AnyOf) -> bool:
    """Whether the kinds of JSON tell the arms of a union apart."""
    return all(kinds(api, arm) for arm in kind.arms)


def _kind_of(value: ir.Json) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return "number" if isinstance(value, float) else "string"


def capital(name: str) -> str:
    """A name inside of another: b64Json -> B64Json."""
    return name[:1].upper() + name[1:] or pascal(name)
