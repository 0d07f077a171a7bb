"""Which declarations an operation sends, and which it receives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from accordant.ir import (
    Alias,
    AnyOf,
    Decl,
    ListOf,
    MapOf,
    Model,
    Nullable,
    Operation,
    Ref,
    Type,
    Union,
    Webhook,
)


def with_directions(
    declarations: dict[str, Decl],
    operations: Iterable[Operation],
    webhooks: Iterable[Webhook] = (),
) -> dict[str, Decl]:
    """The declarations with `Model.body`, `sent` and `received` filled in."""
    operations = tuple(operations)
    bodies = [body.type for operation in operations for body in operation.bodies]
    parameters = [one.type for operation in operations for one in operation.parameters]
    whole = _reached(declarations, bodies, deep=False)
    sent = _reached(declarations, [*bodies, *parameters])
    received = _reached(
        declarations,
        (
            *(r.type for operation in operations for r in operation.responses),
            *(webhook.type for webhook in webhooks),
        ),
    )
    return {
        name: (
            replace(
                decl, body=name in whole, sent=name in sent, received=name in received
            )
            if isinstance(decl, Model)
            else decl
        )
        for name, decl in declarations.items()
    }


def _reached(
    declarations: dict[str, Decl], types: Iterable[Type], deep: bool = True
) -> set[str]:
    """The declarations met on the way down; the fields of a model only if `deep`."""
    found: set[str] = set()
    waiting = [name for kind in types for name in references(kind)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            if deep or not isinstance(declarations[name], Model):
                waiting.extend(mentioned(declarations[name]))
    return found


def mentioned(decl: Decl) -> Iterator[str]:
    """The names of the declarations that a declaration mentions, in order."""
    if isinstance(decl, Model):
        for field in decl.fields:
            yield from references(field.type)
        if not isinstance(decl.extra, str):
            yield from references(decl.extra)
    elif isinstance(decl, Union):
        for arm in decl.arms:
            yield from references(arm.type)
    elif isinstance(decl, Alias):
        yield from references(decl.type)


def references(kind: Type, bare: bool = False) -> Iterator[str]:
    """The names of the declarations a type mentions, in order; `bare`: those that stand
    in no list and no map."""
    if isinstance(kind, Ref):
        yield kind.name
    elif isinstance(kind, ListOf) and not bare:
        yield from references(kind.item)
    elif isinstance(kind, MapOf) and not bare:
        yield from references(kind.value)
    elif isinstance(kind, Nullable):
        yield from references(kind.type, bare)
    elif isinstance(kind, AnyOf):
        for arm in kind.arms:
            yield from references(arm, bare)
