"""The intermediate representation: wire facts, in no target's language.

`Api` is what every target reads. Everything here is frozen and compares by value,
places apart. Names of declarations are words of the document; spelling them for a
language is the target's work.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from accordant.location import Location

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
Kind: TypeAlias = Literal[
    "null", "boolean", "integer", "number", "string", "array", "object"
]
Severity: TypeAlias = Literal["error", "warn"]

# --- atoms: one question about one value ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Required:
    """The key is there (JSON Schema `required`)."""


@dataclass(frozen=True, slots=True)
class OfType:
    """The value is of a JSON Schema type; integer as rule S6 defines it."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Unicode:
    """The string holds no lone surrogate."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value equals one of these (`enum`, `const`); equality as JSON defines it."""

    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A numeric bound; `op` is the JSON Schema keyword."""

    op: Literal["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]
    limit: int | float


@dataclass(frozen=True, slots=True)
class MultipleOf:
    """The number is a whole multiple of a positive integer."""

    factor: int


@dataclass(frozen=True, slots=True)
class Length:
    """The string's length in code points."""

    op: Literal["minLength", "maxLength"]
    limit: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """The string matches somewhere; the common subset of ECMA 262 and RE2."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """The list's length."""

    op: Literal["minItems", "maxItems"]
    limit: int


@dataclass(frozen=True, slots=True)
class UniqueItems:
    """No two items are equal as JSON."""


@dataclass(frozen=True, slots=True)
class Arm:
    """The value fits an arm of its union."""


@dataclass(frozen=True, slots=True)
class Known:
    """The property is declared."""


@dataclass(frozen=True, slots=True)
class Present:
    """The field is SENT (rule S9), or is not."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class Family:
    """The value lies in one of these families of its field."""

    names: tuple[str, ...]


Structural: TypeAlias = (
    Required | OfType | Unicode | Pattern | UniqueItems | Arm | Known
)
Atom: TypeAlias = (
    Structural | OneOf | Bound | MultipleOf | Length | Items | Present | Family
)

# --- checks: the constraint table, normalised ----------------------------------------


@dataclass(frozen=True, slots=True)
class Test:
    """A field, and alternatives of atoms that must all hold: an OR of ANDs."""

    __test__ = False

    field: str
    any_of: tuple[tuple[Atom, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: a document, and a place in it."""

    document: str
    at: str

    def __str__(self) -> str:
        return f"{self.document}, {self.at}" if self.at else self.document


@dataclass(frozen=True, slots=True)
class Check:
    """What can be violated. `blame` is a position (`svg.model`, `tags[]`, `meta{}`).

    Violated when every `when` is TRUE and some `require` FALSE or some `forbid` TRUE
    (rule S12). `measured` messages end with the value's actual length.
    """

    id: str
    severity: Severity
    blame: str
    when: tuple[Test, ...]
    require: tuple[Test, ...]
    forbid: tuple[Test, ...]
    message: str
    measured: bool
    source: Source
    where: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table, with the checks it stands for (none if `server`)."""

    id: str
    source: Source
    severity: Severity
    checks: tuple[Check, ...]
    server: str | None
    note: str | None
    since: str | None
    use: str | None
    accepts: tuple[Json, ...]
    rejects: tuple[Json, ...]
    where: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class FamilyOf:
    """A named set of exact values of one field."""

    field: str
    name: str
    values: tuple[Json, ...]
    where: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Default:
    """What the server assumes for an absent field: `value`, or some value of `family`.

    Applies if any field of `given` is sent (all rows without `given` pass) and every
    `when` is TRUE; the first row of a field that is not FALSE decides (rule S10).
    """

    field: str
    given: tuple[str, ...]
    when: tuple[Test, ...]
    value: Json
    family: str | None
    where: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """The constraint table of one model."""

    families: tuple[FamilyOf, ...] = ()
    defaults: tuple[Default, ...] = ()
    rules: tuple[Rule, ...] = ()

    def checks(self) -> Iterator[Check]:
        """Every check of the rows, in report order."""
        return (check for rule in self.rules for check in rule.checks)

    def families_of(self, name: str) -> tuple[FamilyOf, ...]:
        """The families of one field."""
        return tuple(family for family in self.families if family.field == name)

    def defaults_of(self, name: str) -> tuple[Default, ...]:
        """The default rows of one field, in order."""
        return tuple(row for row in self.defaults if row.field == name)


# --- types ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Primitive:
    """A JSON scalar; `atoms` are its keywords beside the type."""

    kind: Literal["boolean", "integer", "number", "string", "null"]
    format: str | None = None
    atoms: tuple[Atom, ...] = ()


@dataclass(frozen=True, slots=True)
class Const:
    """One fixed value, by `const` or by an `enum` of one."""

    value: Json
    keyword: Literal["const", "enum"] = "const"


@dataclass(frozen=True, slots=True)
class Ref:
    """A declaration, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """An array; `atoms` hold minItems, maxItems, uniqueItems."""

    item: Type
    atoms: tuple[Atom, ...] = ()


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object whose keys are free."""

    value: Type


@dataclass(frozen=True, slots=True)
class Nullable:
    """The type, or JSON null."""

    type: Type


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A union without a name, told apart by JSON kind (one arm a kind)."""

    arms: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""


Type: TypeAlias = Primitive | Const | Ref | ListOf | MapOf | Nullable | AnyOf | Anything

# --- declarations --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Choice:
    """How a union's arm is found: by JSON kind, or by the value of a tag property.

    `arms` pairs the kinds (or tag values) of an arm with the position that judges it.
    """

    tag: str | None
    arms: tuple[tuple[tuple[Json, ...], Position], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """An object with named properties.

    `extra` judges undeclared properties: "warn" by default, "error" where the schema
    forbids them, "allow", or the type of their values. `positions` are the
    structural half of its constraints, `rest` judges undeclared properties, `table`
    holds the rules. `sent` and `received` tell
    in which direction an operation carries it.
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


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One value of an enum."""

    value: Json
    doc: str = ""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class UnionArm:
    """An arm of a union; `tags` are the values of the tag property that choose it."""

    type: Type
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Union:
    """A named union of models, told apart by the property `tag`."""

    name: str
    parent: str | None
    doc: str
    arms: tuple[UnionArm, ...]
    tag: str
    where: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Alias:
    """A component that only names another type."""

    name: str
    parent: str | None
    doc: str
    type: Type
    where: Location = dataclasses.field(compare=False)


Decl: TypeAlias = Model | Enum | Union | Alias

# --- operations ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """A named example of a body."""

    name: str
    summary: str
    value: Json


@dataclass(frozen=True, slots=True)
class Body:
    """What an operation sends, in one media type."""

    media: str
    type: Type
    required: bool
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """What an operation answers with, for one status and media type."""

    status: str
    media: str
    type: Type
    doc: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation takes outside its body."""

    wire: str
    place: Literal["path", "query", "header", "cookie"]
    type: Type
    required: bool
    doc: str
    where: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Security:
    """A security scheme (`http` with `bearer` or `basic`, `apiKey`, ...)."""

    name: str
    type: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path. `resource` and `method` are words: images, generate."""

    name: str
    resource: tuple[str, ...]
    method: str
    http: str
    path: str
    summary: str
    doc: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[Body, ...]
    responses: tuple[Response, ...]
    security: tuple[tuple[Security, ...], ...]
    where: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Api:
    """A whole API. `sdk` holds the names and vendor facts of `sdk.yaml`."""

    title: str
    version: str
    doc: str
    servers: tuple[str, ...]
    declarations: dict[str, Decl]
    operations: tuple[Operation, ...]
    sdk: dict[str, dict[str, str]]

    def models(self) -> Iterator[Model]:
        """Every model, in document order."""
        return (d for d in self.declarations.values() if isinstance(d, Model))

    def judged(self) -> Iterator[Model]:
        """The models that validators judge: those an operation sends."""
        return (model for model in self.models() if model.sent)
