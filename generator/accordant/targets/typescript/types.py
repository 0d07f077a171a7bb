"""IR types spelled as TypeScript types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accordant import ir
from accordant.targets.typescript.printing import (
    LINE,
    SOFT,
    Code,
    Group,
    IfBreak,
    Indent,
    joined,
)
from accordant.targets.typescript.text import literal

FILE = "Uploadable"
"""The type of what can be sent as a file."""

_PRIMITIVES = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}


class Types:
    """Spells types; `names` maps declarations to their names in TypeScript.

    `used` are the names that were spelled; who wants to know them empties it before.
    `files` says that binary strings stand for files, as they do in what is only sent.
    """

    def __init__(self, api: ir.Api, names: Mapping[str, str]) -> None:
        self.api = api
        self.names = names
        self.used: set[str] = set()
        self.files = False

    def parts(self, kind: ir.Type) -> list[Code]:
        """The members of the union that a type is; most have one."""
        match kind:
            case ir.Nullable(type=inner):
                return once([*self.parts(inner), "null"])
            case ir.Primitive(kind="string", format="binary") if self.files:
                self.used.add(FILE)
                return [FILE]
            case ir.Primitive(kind=name):
                return [_PRIMITIVES[name]]
            case ir.Const(value=list()):
                return ["unknown[]"]
            case ir.Const(value=dict()):
                return [mapping(" unknown")]
            case ir.Const(value=value):
                return [literal(value)]
            case ir.ListOf(item=item):
                return [listed(self.parts(item))]
            case ir.MapOf(value=value):
                return [mapping(self.member(value))]
            case ir.AnyOf(arms=arms):
                return once([part for arm in arms for part in self.parts(arm)])
            case ir.Ref(name=name):
                return self.declared(self.api.declarations[name])
            case ir.Anything():
                return ["unknown"]

    def declared(self, decl: ir.Decl) -> list[Code]:
        """A declaration by its name; an enum without a name of its own in place."""
        if isinstance(decl, ir.Enum) and decl.parent is not None:
            return enum(decl)
        self.used.add(self.names[decl.name])
        return [self.names[decl.name]]

    def argument(self, kind: ir.Type) -> Code:
        """A type inside the brackets of another."""
        return union(self.parts(kind), indented=False)

    def member(self, kind: ir.Type) -> Code:
        """A type behind a colon or an equals sign, with the blank in front of it."""
        return union(self.parts(kind))


def enum(decl: ir.Enum) -> list[Code]:
    """The literals of an enum, and all others where it is open."""
    values: list[Code] = [literal(value.value) for value in decl.values]
    if not decl.open:
        return values
    if decl.kind == "boolean":
        return ["boolean"]
    return [*values, f"({_PRIMITIVES[decl.kind]} & {{}})"]


def listed(parts: Sequence[Code]) -> Code:
    """A list of items of some type."""
    if len(parts) == 1 and isinstance(parts[0], str) and parts[0].isidentifier():
        return f"{parts[0]}[]"
    return generic("Array", [union(parts, indented=False)])


def mapping(value: Code) -> Code:
    """An object with free keys."""
    return braced(["[key: string]:", value])


def braced(inside: Code) -> Code:
    """An object of one property."""
    return Group(["{", Indent([LINE, inside]), IfBreak(";"), LINE, "}"])


def generic(name: str, arguments: Sequence[Code]) -> Code:
    """`Name<A, B>`."""
    arguments = [
        part[1] if isinstance(part, list) and part[0] == "" and len(part) == 2 else part
        for part in arguments
    ]
    if len(arguments) == 1 and _hugs(arguments[0]):
        return [f"{name}<", arguments[0], ">"]
    inside = joined(arguments, [",", LINE])
    return Group([f"{name}<", Indent([SOFT, *inside]), SOFT, ">"])


def _hugs(argument: Code) -> bool:
    """Whether nothing can break around an argument: a plain name, an object."""
    if isinstance(argument, str):
        return argument.isidentifier()
    return isinstance(argument, Group) and _is_object(argument)


def _is_object(code: Code) -> bool:
    inside = code.inside if isinstance(code, Group) else None
    return isinstance(inside, list) and inside[0] == "{"


def union(parts: Sequence[Code], indented: bool = True) -> Code:
    """A union on one line, on the next one, or else a member a line.

    `indented`: behind a colon or an equals sign, with the blank that is in front of it.
    """
    blank = [LINE] if indented else []
    if len(parts) == 1 or _hugging(parts):
        return [" " if indented else "", *joined(parts, " | ")]
    inside = joined([Indent(part) for part in parts], [LINE, "| "])
    code: Code = Group([IfBreak("| "), *inside])
    return Group(Indent([*blank, code])) if indented else code


def _hugging(parts: Sequence[Code]) -> bool:
    """Whether a union is of one name, or one thing that can break by itself, and null."""
    others = [part for part in parts if part != "null"]
    if len(others) > 1:
        return False
    return not isinstance(others[0], str) or others[0].isidentifier()


def once(parts: Sequence[Code]) -> list[Code]:
    """Each part once; what is unknown takes all others in."""
    found: list[Code] = []
    for part in parts:
        if part not in found:
            found.append(part)
    return ["unknown"] if "unknown" in found else found
