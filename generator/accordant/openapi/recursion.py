"""Schemas that contain themselves.

While a component is lowered, what refers back to it gets a placeholder; `closed` puts
the component's type there when all are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from accordant import ir
from accordant.location import Location, Report


def placeholder(key: str) -> str:
    """The name that stands for a component which is not lowered yet."""
    return f"#{key}"


def closed(
    declarations: Mapping[str, ir.Decl],
    components: Mapping[str, ir.Type],
    recursive: Mapping[str, tuple[ir.Type, Location]],
    report: Report,
) -> tuple[dict[str, ir.Decl], dict[str, ir.Type]]:
    """Declarations and component types without placeholders.

    `recursive` maps a placeholder to a type and its place. A type that needs itself
    to be spelled out, with no declaration between, is an error, and so is a union
    that is one of its own arms.
    """
    if not recursive:
        return {}, {}
    closing = _Closing(recursive, report)
    found = {name: closing.declaration(decl) for name, decl in declarations.items()}
    types = {key: closing.type(kind) for key, kind in components.items()}
    for name, decl in found.items():
        if isinstance(decl, ir.Union) and name in _reached(decl, found):
            report.error(decl.where, f"union '{name}' is one of its own arms")
    return found, types


class _Closing:
    def __init__(
        self, recursive: Mapping[str, tuple[ir.Type, Location]], report: Report
    ) -> None:
        self.recursive = recursive
        self.report = report
        self.open: list[str] = []

    def declaration(self, decl: ir.Decl) -> ir.Decl:
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
        match kind:
            case ir.Ref(name=name) if name in self.recursive:
                return self.named(name)
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

    def named(self, name: str) -> ir.Type:
        found, where = self.recursive[name]
        if name in self.open:
            key = name.removeprefix("#")
            message = f"schema '{key}' contains itself with no object in between"
            self.report.error(where, message)
            return ir.Anything()
        self.open.append(name)
        found = self.type(found)
        self.open.pop()
        return found


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
