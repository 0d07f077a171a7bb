"""Members of classes: the methods that read a property, and those that set it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordant import ir
from accordant.names.java import java_adder, java_member, java_variable
from accordant.surface.types import declared
from accordant.targets.java.text import call, doc, literal
from accordant.targets.java.types import PLAIN, Scope, Types, capital


@dataclass(frozen=True, slots=True)
class Getter:
    """A method that reads a property."""

    doc: str
    java: str
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Setter:
    """A method of a builder: its doc comment, its head and its body."""

    doc: str
    head: str
    body: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property as its class has it. `place` is where a parameter goes, else empty."""

    wire: str
    kind: ir.Type
    required: bool
    said: tuple[str, ...]
    name: str
    place: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The arguments by which the runtime finds it."""
        wire = literal(self.wire)
        return (literal(self.place), wire) if self.place else (wire,)

    @property
    def nullable(self) -> bool:
        return isinstance(self.kind, ir.Nullable)

    @property
    def bare(self) -> ir.Type:
        return self.kind.type if isinstance(self.kind, ir.Nullable) else self.kind

    @property
    def const(self) -> ir.Json:
        """The value that it always has; None if it may have others."""
        return self.kind.value if isinstance(self.kind, ir.Const) else None


def getter(types: Types, scope: Scope, found: Property, indent: str) -> Getter:
    """The method that reads a property. What has one value is told as it came."""
    inner = f"{indent}    "
    if found.const is not None and not found.place:
        value = types.runtime(scope, "JsonValue")
        body = f"{inner}return _property({literal(found.wire)});"
        return Getter(
            doc(found.said, indent, scope.deep), value, f"_{found.name}", body
        )
    spelled = types.of(found.bare, scope, found.wire)
    always = found.required and not found.nullable
    if spelled.java == "JsonValue" and not found.place:
        body = f"{inner}return _property({literal(found.wire)});"
        return Getter(
            doc(found.said, indent, scope.deep), spelled.java, found.name, body
        )
    how = "required" if always else "optional"
    args = [*found.key, spelled.read]
    body = call(f"return {how}", args, ";", inner, scope.deep)
    if not always:
        scope.imports.add("java.util.Optional")
    java = PLAIN.get(spelled.java, spelled.java)
    java = java if always else f"Optional<{spelled.java}>"
    return Getter(doc(found.said, indent, scope.deep), java, found.name, body)


def setters(
    types: Types, scope: Scope, found: Property, taken: set[str], indent: str
) -> list[Setter]:
    """The methods that set a property: to a value of its type, or of one that becomes
    one. `indent` is that of the builder's members."""
    spelled = types.of(found.bare, scope, found.wire)
    name = found.name
    taken.add(name)
    argument = java_variable(found.wire)
    made = [spelled.java]
    if spelled.java in PLAIN:
        made = [PLAIN[spelled.java], *([spelled.java] if found.nullable else [])]
    made += _others(types, scope, found)
    said = [
        doc(found.said, indent, scope.deep),
        *[_also(name, java, indent) for java in made[1:]],
    ]
    result = [
        Setter(
            text,
            _head(name, java, argument, indent, scope),
            _set("set", found, argument, indent, scope),
        )
        for java, text in zip(made, said, strict=True)
    ]
    if isinstance(found.bare, ir.ListOf):
        item = spelled.java.removeprefix("List<").removesuffix(">")
        adder = java_adder(name, taken)
        taken.add(adder)
        one = java_variable(adder.removeprefix("add"))
        text = doc([f"Adds an item to `{found.wire}`."], indent)
        body = _set("add", found, one, indent, scope)
        head = _head(adder, PLAIN.get(item, item), one, indent, scope)
        result.append(Setter(text, head, body))
    return result


def _head(name: str, java: str, argument: str, indent: str, scope: Scope) -> str:
    parameters = [f"{java} {argument}"]
    return call(f"public Builder {name}", parameters, " {", indent, scope.deep)


def _set(verb: str, found: Property, argument: str, indent: str, scope: Scope) -> str:
    args = [*found.key, argument]
    return call(f"return {verb}", args, ";", f"{indent}    ", scope.deep)


def _also(name: str, java: str, indent: str) -> str:
    if java in PLAIN:
        return doc([f"Sets `{name}`."], indent)
    if java in PLAIN.values() or java in ("Boolean", "Long", "Double"):
        return doc([f"Sets `{name}`; null is sent as null."], indent)
    return doc([f"Sets `{name}` to what may stand for it."], indent)


def _others(types: Types, scope: Scope, found: Property) -> list[str]:
    """The types whose values become one of a property's."""
    decl = declared(types.api, found.bare)
    if isinstance(decl, ir.Enum) and decl.open and decl.kind == "string":
        return ["String"]
    arms: Sequence[ir.Type] = ()
    if isinstance(decl, ir.Union):
        arms = [arm.type for arm in decl.arms]
    elif isinstance(found.bare, ir.AnyOf):
        arms = found.bare.arms
    plain: list[str] = []
    for arm in arms:
        if isinstance(arm, ir.AnyOf | ir.ListOf | ir.MapOf) and _has_union(types, arm):
            continue
        java = types.of(arm, scope, found.wire).java
        plain.append(PLAIN.get(java, java))
    own = types.of(found.bare, scope, found.wire).java
    erased = {own.partition("<")[0]}
    kept = []
    for java in plain:
        if java.partition("<")[0] not in erased and java != "JsonValue":
            erased.add(java.partition("<")[0])
            kept.append(java)
    return kept


def _has_union(types: Types, kind: ir.Type) -> bool:
    """Whether a class would be made for a union without a name."""
    match kind:
        case ir.AnyOf():
            return True
        case ir.ListOf(item=inner) | ir.MapOf(value=inner) | ir.Nullable(type=inner):
            return _has_union(types, inner)
        case _:
            return False


def member_names(wires: Sequence[str]) -> dict[str, str]:
    """The methods of properties by their names in JSON."""
    found: dict[str, str] = {}
    for wire in wires:
        found[wire] = java_member(wire, found.values())
    return found


__all__ = [
    "Getter",
    "Property",
    "Setter",
    "capital",
    "getter",
    "member_names",
    "setters",
]
