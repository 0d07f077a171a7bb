"""IR types spelled as Python annotations."""

from __future__ import annotations

import re
from collections.abc import Mapping

from accordant import ir
from accordant.targets.python.text import WIDTH, literal

_PRIMITIVES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}


_VALUES = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,\s]+""")
"""The values of a `Literal`, as they are spelled."""

_FORMATS = {"date": "dt.date", "date-time": "dt.datetime"}


class Types:
    """Spells types; `classes` maps declarations to their Python names.

    `used` are the names that were spelled beside builtins, `met` the declarations; who
    wants to know them empties both before. `files` says that binary strings stand for
    files, as they do in what is only sent.
    """

    def __init__(self, api: ir.Api, classes: Mapping[str, str]) -> None:
        self.api = api
        self.classes = classes
        self.used: set[str] = set()
        self.met: set[str] = set()
        self.files = False

    def parts(self, kind: ir.Type) -> list[str]:
        """The members of the union that a type is; most have one."""
        match kind:
            case ir.Nullable(type=inner):
                return [*self.parts(inner), "None"]
            case ir.Primitive(kind="string", format="date" | "date-time" as form):
                self.used.add("dt")
                return [_FORMATS[form]]
            case ir.Primitive(kind="string", format="binary") if self.files:
                self.used.add("FileTypes")
                return ["FileTypes"]
            case ir.Primitive(kind=name):
                return [_PRIMITIVES[name]]
            case ir.Const(value=list()):
                self.used.add("Any")
                return ["list[Any]"]
            case ir.Const(value=dict()):
                self.used.add("Any")
                return ["dict[str, Any]"]
            case ir.Const(value=value):
                return [self.literal([value])]
            case ir.ListOf(item=item):
                return [f"list[{self.text(item)}]"]
            case ir.MapOf(value=value):
                return [f"dict[str, {self.text(value)}]"]
            case ir.AnyOf(arms=arms):
                found = [part for arm in arms for part in self.parts(arm)]
                return list(dict.fromkeys(found))
            case ir.Ref(name=name):
                return self.declared(self.api.declarations[name])
            case ir.Anything():
                self.used.add("Any")
                return ["Any"]

    def declared(self, decl: ir.Decl) -> list[str]:
        """A declaration by its name; an enum without a name of its own in place."""
        if isinstance(decl, ir.Enum) and decl.parent is not None:
            return self.enum(decl)
        self.met.add(decl.name)
        return [self.classes[decl.name]]

    def enum(self, decl: ir.Enum) -> list[str]:
        """The literals of an enum, and its plain type where it is open."""
        found = self.literal([value.value for value in decl.values])
        return [found, _PRIMITIVES[decl.kind]] if decl.open else [found]

    def text(self, kind: ir.Type) -> str:
        """A type in one line."""
        return " | ".join(self.parts(kind))

    def literal(self, values: list[ir.Json]) -> str:
        """The values themselves; Python has no literal types of numbers that are not
        whole."""
        if any(isinstance(value, float) for value in values):
            return "float"
        self.used.add("Literal")
        return f"Literal[{', '.join(map(literal, values))}]"


def annotated(
    name: str, parts: list[str], default: str | None, indent: str
) -> list[str]:
    """`name: A | B = default`, wrapped as black wraps it."""
    joined = f"{indent}{name}: {' | '.join(parts)}"
    if default is None:
        return union(f"{indent}{name}: ", parts, "", indent)
    if len(f"{joined} = {default}") > WIDTH >= len(f"{joined} = ("):
        return [f"{joined} = (", f"{indent}    {default}", f"{indent})"]
    return union(f"{indent}{name}: ", parts, f" = {default}", indent)


def union(head: str, parts: list[str], end: str, indent: str) -> list[str]:
    """The members of a union between `head` and `end`, wrapped as black wraps them."""
    joined = " | ".join(parts)
    if len(head + joined + end) <= WIDTH:
        return [head + joined + end]
    if len(parts) == 1:
        return opened(head, parts[0], end, indent)
    inner = f"{indent}    "
    if len(inner + joined) <= WIDTH:
        return [f"{head}(", inner + joined, f"{indent}){end}"]
    lines = [f"{head}("]
    for index, part in enumerate(parts):
        lines += opened(inner + ("| " if index else ""), part, "", inner)
    return [*lines, f"{indent}){end}"]


def opened(head: str, part: str, end: str, indent: str) -> list[str]:
    """One member of a union, its literals a line each where it is too long."""
    if len(head + part + end) <= WIDTH or not part.startswith("Literal["):
        return [head + part + end]
    inner = [
        f"{indent}    {value}," for value in _VALUES.findall(part, 8, len(part) - 1)
    ]
    return [f"{head}Literal[", *inner, f"{indent}]{end}"]
