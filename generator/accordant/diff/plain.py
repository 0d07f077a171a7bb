"""Types as they are compared: names followed, null and enum values set apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accordant import ir
from accordant.jsonvalue import kind_of

_WORDS = {"model": "an object", "map": "an object with free keys", "list": "a list"}
_WORDS |= {"any": "any value", "union": "one of several objects", "null": "null"}
_WORDS |= {"string": "a string", "integer": "an integer", "number": "a number"}
_WORDS |= {"boolean": "true or false", "kinds": "one of several types"}
_KINDS: dict[str, str] = {"array": "list", "object": "map"}


@dataclass(frozen=True, slots=True)
class Plain:
    """A type without its names.

    `values` are those an enum lists, None if there is no enum; `open` if it admits
    others. `inner` is the item of a list or the value of a map, `decl` the model or
    union, `arms` those of a union without a name.
    """

    kind: str
    nullable: bool = False
    values: tuple[ir.Json, ...] | None = None
    open: bool = False
    atoms: tuple[ir.Atom, ...] = ()
    format: str | None = None
    inner: ir.Type | None = None
    decl: ir.Model | ir.Union | None = None
    arms: tuple[ir.Type, ...] = ()
    name: ir.Decl | None = None

    @property
    def words(self) -> str:
        """The kind in words."""
        return _WORDS[self.kind]


def plain(typed: ir.Type, declarations: Mapping[str, ir.Decl]) -> Plain:
    """What a type comes down to."""
    match typed:
        case ir.Nullable(type=inner):
            return replace(plain(inner, declarations), nullable=True)
        case ir.Primitive(kind=name, format=form, atoms=atoms):
            return Plain(name, atoms=atoms, format=form)
        case ir.Const(value=value):
            kind = _KINDS.get(kind_of(value), kind_of(value))
            return Plain(kind, values=(value,))
        case ir.ListOf(item=item, atoms=atoms):
            return Plain("list", inner=item, atoms=atoms)
        case ir.MapOf(value=value):
            return Plain("map", inner=value)
        case ir.AnyOf(arms=arms):
            return Plain("kinds", arms=arms)
        case ir.Anything():
            return Plain("any")
        case ir.Ref(name=target):
            return _declared(declarations[target], declarations)


def _declared(decl: ir.Decl, declarations: Mapping[str, ir.Decl]) -> Plain:
    match decl:
        case ir.Alias(type=inner):
            return replace(plain(inner, declarations), name=decl)
        case ir.Enum(kind=kind, values=values, open=is_open, atoms=atoms):
            found = tuple(entry.value for entry in values)
            return Plain(kind, values=found, open=is_open, atoms=atoms, name=decl)
        case ir.Model():
            return Plain("model", decl=decl, name=decl)
        case ir.Union():
            return Plain("union", decl=decl, name=decl)
