"""The intermediate representation: wire facts, in no target's language.

`Api` is what every target reads. Everything here is frozen and compares by value,
places apart. Names of declarations are words of the document; spelling them for a
language is the target's work.

One way only: operations (here) speak of shapes, shapes of checks, checks of places.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from accordant.ir.checks import (
    WHOLE,
    Arm,
    Atom,
    Bound,
    Check,
    Count,
    Default,
    Family,
    FamilyOf,
    Items,
    Json,
    Kind,
    Known,
    Length,
    MultipleOf,
    OfType,
    OneOf,
    Parses,
    Pattern,
    Present,
    Relative,
    Required,
    Rule,
    Severity,
    Source,
    Structural,
    Table,
    Test,
    Unicode,
    UniqueItems,
    steps,
)
from accordant.ir.forms import Form, Product
from accordant.ir.shapes import (
    Alias,
    AnyOf,
    Anything,
    Choice,
    Const,
    Decl,
    Enum,
    EnumValue,
    Field,
    ListOf,
    MapOf,
    Model,
    Nullable,
    Position,
    Primitive,
    Ref,
    Type,
    Union,
    UnionArm,
    model_of,
)
from accordant.ir.witnesses import Proof, Showing, Shown, Witness
from accordant.location import Location

__all__ = [
    "EVENTS",
    "WHOLE",
    "Alias",
    "AnyOf",
    "Anything",
    "Api",
    "Arm",
    "Atom",
    "Body",
    "Bound",
    "Check",
    "Choice",
    "Const",
    "Count",
    "Decl",
    "Default",
    "Enum",
    "EnumValue",
    "Example",
    "Family",
    "FamilyOf",
    "Field",
    "Form",
    "Items",
    "Json",
    "Kind",
    "Known",
    "Length",
    "ListOf",
    "MapOf",
    "Model",
    "MultipleOf",
    "Nullable",
    "OfType",
    "OneOf",
    "Operation",
    "Parameter",
    "Parses",
    "Pattern",
    "Position",
    "Present",
    "Primitive",
    "Product",
    "Proof",
    "Ref",
    "Relative",
    "Required",
    "Response",
    "Rule",
    "Security",
    "Severity",
    "Showing",
    "Shown",
    "Source",
    "Structural",
    "Table",
    "Test",
    "Type",
    "Unicode",
    "Union",
    "UnionArm",
    "UniqueItems",
    "Witness",
    "is_json",
    "model_of",
    "steps",
]

EVENTS = "text/event-stream"
"""The media type of event streams (HTML standard, 9.2)."""


def is_json(media: str) -> bool:
    """Whether a media type is JSON (RFC 6839, section 3.1)."""
    plain = media.partition(";")[0].strip().lower()
    return plain == "application/json" or plain.endswith("+json")


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
    """A security scheme (`http` with `bearer` or `basic`, `apiKey`, ...).

    Of an `apiKey`, `place` (`header`, `query`, `cookie`) and `wire` say where it goes.
    """

    name: str
    type: str
    scheme: str
    place: str | None
    wire: str | None


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path. `resource` and `method` are words: images, generate.

    `stream_field` is the body's field that, when true, asks for an event stream where
    JSON is the other answer. `may_be_empty` says that a success may have no content.
    """

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
    stream_field: str | None
    may_be_empty: bool
    where: Location = dataclasses.field(compare=False)

    def body(self) -> Body | None:
        """What clients send: JSON if that is one of the media types, else the first."""
        found = [body for body in self.bodies if is_json(body.media)]
        return next(iter(found or self.bodies), None)

    def successes(self) -> list[Response]:
        """What a success answers with."""
        return [r for r in self.responses if r.status.upper().startswith("2")]


@dataclass(frozen=True, slots=True)
class Api:
    """A whole API. `sdk` holds the names and vendor facts of `sdk.yaml`, `notes` what is
    to stand in READMEs beside what follows from the spec (Markdown), `witnesses` what
    the solver found for each check, if that was stored."""

    title: str
    version: str
    doc: str
    servers: tuple[str, ...]
    declarations: dict[str, Decl]
    operations: tuple[Operation, ...]
    sdk: dict[str, dict[str, str]]
    notes: str = ""
    witnesses: tuple[Shown, ...] = ()

    def models(self) -> Iterator[Model]:
        """Every model, in document order."""
        return (d for d in self.declarations.values() if isinstance(d, Model))

    def judged(self) -> Iterator[Model]:
        """The models that validators judge: those an operation sends."""
        return (model for model in self.models() if model.sent)
