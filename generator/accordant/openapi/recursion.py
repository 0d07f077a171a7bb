"""Schemas that contain themselves.

While a schema is lowered, what refers back to it gets a placeholder; `closed` puts the
schema's type there when all are known. A list or a map that holds itself with no
declaration in between has no end when it is spelled out: it gets a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from accordant import ir
from accordant.openapi.reach import mentioned, references

MARK = "#"
"""What the name of a placeholder begins with; no declaration's does."""


def is_open(kind: ir.Type) -> bool:
    """Whether there are placeholders in a type."""
    return any(name.startswith(MARK) for name in references(kind))


class Closing:
    """Puts types where placeholders are; `types` has what each stands for.

    `named` is asked for the name of a schema that holds itself. It answers None, after
    an error, if there is not even a list or a map in between.
    """

    def __init__(
        self,
        types: Mapping[str, ir.Type],
        named: Callable[[str, bool], str | None],
    ) -> None:
        self.types = types
        self.aliases: dict[str, ir.Type] = {}
        self._known: dict[str, ir.Type] = {}
        for mark in _circular(types):
            self._name(mark, named)

    def _name(self, mark: str, named: Callable[[str, bool], str | None]) -> None:
        """Let a placeholder stand for a name if it leads back to itself."""
        if mark in self._within(mark, bare=True):
            named(mark, False)
            self._known[mark] = ir.Anything()
        elif mark in self._within(mark, bare=False):
            name = named(mark, True)
            self._known[mark] = ir.Ref(name) if name else ir.Anything()
            if name:
                self.aliases[name] = self.types[mark]

    def _within(self, mark: str, bare: bool) -> set[str]:
        """The placeholders that a placeholder's type is made of; `bare`: those that
        stand in no list and no map."""
        found: set[str] = set()
        waiting = [self.types[mark]]
        while waiting:
            for name in references(waiting.pop(), bare):
                if name.startswith(MARK) and name not in found:
                    found.add(name)
                    if name not in self._known:
                        waiting.append(self.types[name])
        return found

    def declaration(self, decl: ir.Decl) -> ir.Decl:
        """A declaration without placeholders."""
        if not any(name.startswith(MARK) for name in mentioned(decl)):
            return decl
        if isinstance(decl, ir.Model):
            fields = tuple(
                replace(field, type=self.type(field.type)) for field in decl.fields
            )
            extra = decl.extra if isinstance(decl.extra, str) else self.type(decl.extra)
            return replace(decl, fields=fields, extra=extra)
        if isinstance(decl, ir.Union):
            arms = tuple(replace(arm, type=self.type(arm.type)) for arm in decl.arms)
            return replace(decl, arms=arms)
        return decl

    def type(self, kind: ir.Type) -> ir.Type:
        """A type without placeholders."""
        match kind:
            case ir.Ref(name=name) if name.startswith(MARK):
                if name not in self._known:
                    self._known[name] = self.type(self.types[name])
                return self._known[name]
            case ir.ListOf(item=item):
                return replace(kind, item=self.type(item))
            case ir.MapOf(value=value):
                return replace(kind, value=self.type(value))
            case ir.Nullable(type=inner):
                found = self.type(inner)
                plain = not isinstance(found, ir.Nullable | ir.Anything)
                return ir.Nullable(found) if plain else found
            case ir.AnyOf(arms=arms):
                return replace(kind, arms=tuple(map(self.type, arms)))
            case _:
                return kind


def _circular(types: Mapping[str, ir.Type]) -> list[str]:
    """The placeholders that may lead back to themselves: those that lead nowhere, or
    that nothing leads to, are taken away until none is left."""
    leads = {
        mark: {name for name in references(kind) if name in types}
        for mark, kind in types.items()
    }
    back: dict[str, set[str]] = {mark: set() for mark in types}
    for mark, names in leads.items():
        for name in names:
            back[name].add(mark)
    for ways, others in ((leads, back), (back, leads)):
        waiting = [mark for mark, names in ways.items() if not names]
        while waiting:
            mark = waiting.pop()
            del ways[mark]
            for name in others.pop(mark):
                if name in ways:
                    ways[name].discard(mark)
                    if not ways[name]:
                        waiting.append(name)
    return list(leads)


def in_themselves(declarations: Mapping[str, ir.Decl]) -> Iterator[ir.Union]:
    """The unions that are among their own arms, or among those of their arms."""
    for name, decl in declarations.items():
        if isinstance(decl, ir.Union) and name in _reached(decl, declarations):
            yield decl


def _reached(decl: ir.Union, declarations: Mapping[str, ir.Decl]) -> set[str]:
    """The unions among the arms of a union, and among theirs."""
    found: set[str] = set()
    waiting = list(_arms(decl))
    while waiting:
        name = waiting.pop()
        inner = declarations.get(name)
        if isinstance(inner, ir.Union) and name not in found:
            found.add(name)
            waiting.extend(_arms(inner))
    return found


def _arms(decl: ir.Union) -> Iterator[str]:
    return (arm.type.name for arm in decl.arms if isinstance(arm.type, ir.Ref))
