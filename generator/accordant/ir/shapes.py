"""Shapes: the types, and the declarations that have names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from accordant.ir.checks import Atom, Check, Json, Kind, Table
from accordant.ir.record import record
from accordant.location import Location

# --- types ---------------------------------------------------------------------------


@record(frozen=True, slots=True)
class Primitive:
    """A JSON scalar; `atoms` are its keywords beside the type."""

    kind: Literal["boolean", "integer", "number", "string", "null"]
    format: str | None = None
    atoms: tuple[Atom, ...] = ()


@record(frozen=True, slots=True)
class Const:
    """One fixed value, by `const` or by an `enum` of one."""

    value: Json
    keyword: Literal["const", "enum"] = "const"


@record(frozen=True, slots=True)
class Ref:
    """A declaration, by name."""

    name: str


@record(frozen=True, slots=True)
class ListOf:
    """An array; `atoms` hold minItems, maxItems, uniqueItems."""

    item: Type
    atoms: tuple[Atom, ...] = ()


@record(frozen=True, slots=True)
class MapOf:
    """An object whose keys are free."""

    value: Type


@record(frozen=True, slots=True)
class Nullable:
    """The type, or JSON null."""

    type: Type


@record(frozen=True, slots=True)
class AnyOf:
    """A union without a name, told apart by JSON kind (one arm a kind)."""

    arms: tuple[Type, ...]


@record(frozen=True, slots=True)
class Anything:
    """Any JSON value."""


Type: TypeAlias = Primitive | Const | Ref | ListOf | MapOf | Nullable | AnyOf | Anything

# --- declarations --------------------------------------------------------------------


@record(frozen=True, slots=True)
class Field:
    """A property of a model. `default` is documentation; it is never sent."""

    wire: str
    type: Type
    required: bool
    doc: str
    default: Json
    has_default: bool
    access: Literal["both", "read", "write"]
    deprecated: bool
    examples: tuple[Json, ...]
    where: Location = dataclasses.field(compare=False)


@record(frozen=True, slots=True)
class Position:
    """One place in a model's schema, with its structural checks in report order.

    `at` is the position relative to the model (`n`, `tags[]`, `meta{}`); `below` is
    what the walk goes on to if the value is of the right type: a list's item, a map's
    value, another model by name, or the arms of a union.
    """

    at: str
    wire: str
    kind: Kind | None
    required: bool
    nullable: bool
    checks: tuple[Check, ...]
    below: Position | Ref | Choice | None


Keys: TypeAlias = "tuple[tuple[str, bool, tuple[Kind, ...]], ...]"
"""Properties of an object: each with whether it is required and with the JSON kinds it
may have (none told: any)."""


@record(frozen=True, slots=True)
class Choice:
    """How a union's arm is found: by JSON kind, by the value of a tag property, or by
    the `keys` of each arm: an object is of the only one that its keys admit.

    `arms` pairs the kinds (or tag values) of an arm with the position that judges it. Of
    a value that is in none, the check `Arm` of the position above tells; a position
    without it (the tag may be left out, or keys do not tell) takes any object then.
    """

    tag: str | None
    arms: tuple[tuple[tuple[Json, ...], Position], ...]
    keys: tuple[Keys, ...] = ()


@record(frozen=True, slots=True)
class Model:
    """An object with named properties.

    `extra` judges undeclared properties: "warn" by default, "error" where the schema
    forbids them, "allow", or the type of their values. `positions` are the
    structural half of its constraints, `rest` judges undeclared properties, `table`
    holds the rules. `sent` and `received` tell in which direction an operation carries
    it, `body` that it is the whole of a body, or an arm or item of that.
    """

    name: str
    parent: str | None
    doc: str
    fields: tuple[Field, ...]
    extra: Literal["warn", "error", "allow"] | Type
    where: Location = dataclasses.field(compare=False)
    positions: tuple[Position, ...] = ()
    rest: Position | None = None
    table: Table = Table()
    sent: bool = False
    received: bool = False
    body: bool = False

    def checks(self) -> Iterator[Check]:
        """Every check of the model itself in report order, structural ones first."""
        for position in self.positions:
            yield from _checks_at(position)
        yield from self.table.checks()


def _checks_at(position: Position) -> Iterator[Check]:
    yield from position.checks
    if isinstance(position.below, Position):
        yield from _checks_at(position.below)
    elif isinstance(position.below, Choice):
        for _, arm in position.below.arms:
            yield from _checks_at(arm)


@record(frozen=True, slots=True)
class EnumValue:
    """One value of an enum."""

    value: Json
    doc: str = ""


@record(frozen=True, slots=True)
class Enum:
    """A set of scalars; `open` if the schema admits others of the kind."""

    name: str
    parent: str | None
    doc: str
    kind: Literal["string", "integer", "number", "boolean"]
    values: tuple[EnumValue, ...]
    open: bool
    atoms: tuple[Atom, ...]
    where: Location = dataclasses.field(compare=False)


@record(frozen=True, slots=True)
class UnionArm:
    """An arm of a union; `tags` are the values of the tag property that choose it.

    `keys` are the properties of its model, for unions without a tag.
    """

    type: Type
    tags: tuple[str, ...] = ()
    keys: Keys = ()


@record(frozen=True, slots=True)
class Union:
    """A named union of models, told apart by the property `tag`.

    Without a tag a value belongs to the first of the arms that know most of its keys,
    among those whose required keys are all there and whose known keys are of a kind
    they may have; to none of them if there is no such arm.
    """

    name: str
    parent: str | None
    doc: str
    arms: tuple[UnionArm, ...]
    tag: str | None
    where: Location = dataclasses.field(compare=False)


@record(frozen=True, slots=True)
class Alias:
    """A component that only names another type."""

    name: str
    parent: str | None
    doc: str
    type: Type
    where: Location = dataclasses.field(compare=False)


Decl: TypeAlias = Model | Enum | Union | Alias


def model_of(declarations: Mapping[str, Decl], name: str) -> Model:
    """The declaration of this name, which is known to be a model."""
    found = declarations[name]
    assert isinstance(found, Model), name
    return found
