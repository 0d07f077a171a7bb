"""What types come down to, behind their other names."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir
from accordant.jsonvalue import kind_of


def declared(api: ir.Api, kind: ir.Type) -> ir.Decl | None:
    """The declaration that a type is, behind all its other names."""
    while isinstance(kind, ir.Ref):
        decl = api.declarations[kind.name]
        if not isinstance(decl, ir.Alias):
            return decl
        kind = decl.type
    return None


def model_of(api: ir.Api, kind: ir.Type) -> ir.Model | None:
    """The model that a type is, also by another name."""
    decl = declared(api, kind)
    return decl if isinstance(decl, ir.Model) else None


def union_of(api: ir.Api, kind: ir.Type) -> ir.Union | None:
    """The union that a type is, also by another name."""
    decl = declared(api, kind)
    return decl if isinstance(decl, ir.Union) else None


def plainly(api: ir.Api, kind: ir.Type) -> ir.Type:
    """A type behind its other names, and without null."""
    while True:
        if isinstance(kind, ir.Nullable):
            kind = kind.type
            continue
        decl = api.declarations[kind.name] if isinstance(kind, ir.Ref) else None
        if not isinstance(decl, ir.Alias):
            return kind
        kind = decl.type


def is_file(api: ir.Api, kind: ir.Type) -> bool:
    """Whether values of a type are bytes."""
    found = plainly(api, kind)
    return isinstance(found, ir.Primitive) and found.format == "binary"


def holds_file(api: ir.Api, kind: ir.Type) -> bool:
    """Whether a part of a form may be a file, or some."""
    found = plainly(api, kind)
    if isinstance(found, ir.ListOf):
        return is_file(api, found.item)
    if isinstance(found, ir.AnyOf):
        return any(holds_file(api, arm) for arm in found.arms)
    return is_file(api, found)


def kinds(
    api: ir.Api, kind: ir.Type, met: frozenset[str] = frozenset()
) -> list[ir.Kind]:
    """The JSON kinds that a type admits; none if it admits any."""
    match kind:
        case ir.Nullable(type=inner):
            found = kinds(api, inner, met)
            return [*found, "null"] if found and "null" not in found else found
        case ir.Primitive(kind=plain):
            return [plain]
        case ir.Const(value=value):
            return [kind_of(value)]
        case ir.ListOf():
            return ["array"]
        case ir.MapOf():
            return ["object"]
        case ir.AnyOf(arms=arms):
            each = [kinds(api, arm, met) for arm in arms]
            known: dict[ir.Kind, None] = {one: None for arm in each for one in arm}
            return [*known] if all(each) else []
        case ir.Ref(name=name) if name not in met:
            decl = api.declarations[name]
            if isinstance(decl, ir.Alias):
                return kinds(api, decl.type, met | {name})
            return [decl.kind] if isinstance(decl, ir.Enum) else ["object"]
        case _:
            return []


def referred(kind: ir.Type) -> Iterator[str]:
    """The declarations that a type names."""
    match kind:
        case ir.Ref(name=name):
            yield name
        case ir.Nullable(type=inner) | ir.ListOf(item=inner) | ir.MapOf(value=inner):
            yield from referred(inner)
        case ir.AnyOf(arms=arms):
            for arm in arms:
                yield from referred(arm)
        case _:
            pass


def named_by(decl: ir.Decl) -> Iterator[str]:
    """The declarations that one names."""
    match decl:
        case ir.Model(fields=fields, extra=extra):
            for one in fields:
                yield from referred(one.type)
            if not isinstance(extra, str):
                yield from referred(extra)
        case ir.Union(arms=arms):
            for arm in arms:
                yield from referred(arm.type)
        case ir.Alias(type=kind):
            yield from referred(kind)
        case _:
            pass
