"""The intermediate representation: wire facts, in no target's language.

`Api` is what every target reads. Everything here is frozen and compares by value,
places apart. Names of declarations are words of the document; spelling them for a
language is the target's work.

One way only: operations (here) speak of shapes, shapes of checks, checks of places.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Literal, TypeAlias

from accordant.ir.answers import AnswerRules, Subject
from accordant.ir.checks import (
    WHOLE,
    Arm,
    Atom,
    Bound,
    Check,
    Count,
    Default,
    Echo,
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
from accordant.ir.record import record
from accordant.ir.servers import Server, Variable
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
    Keys,
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
    "AnswerRules",
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
    "Echo",
    "Enum",
    "EnumValue",
    "Example",
    "Family",
    "FamilyOf",
    "Field",
    "Form",
    "Items",
    "Json",
    "Keys",
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
    "Pages",
    "Parameter",
    "Parses",
    "Part",
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
    "Server",
    "Severity",
    "Showing",
    "Shown",
    "Source",
    "Structural",
    "Style",
    "Subject",
    "Table",
    "Test",
    "Type",
    "Unicode",
    "Union",
    "UnionArm",
    "UniqueItems",
    "Variable",
    "Webhook",
    "Witness",
    "is_json",
    "model_of",
    "steps",
]

EVENTS = "text/event-stream"
"""The media type of event streams (HTML standard, 9.2)."""


def is_json(media: str) -> bool:
    """Whether a media type is JSON (RFC 6839, section 3.1), one value of it."""
    plain = media.partition(";")[0].strip().lower()
    if plain == "application/stream+json":
        return False
    return plain in ("application/json", "text/json") or plain.endswith("+json")


@record(frozen=True, slots=True)
class Example:
    """A named example of a body."""

    name: str
    summary: str
    value: Json


Style: TypeAlias = Literal[
    "matrix",
    "label",
    "simple",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
]
"""How a parameter, or a field of a form, is written (OpenAPI 3.2, 4.12.3)."""


@record(frozen=True, slots=True)
class Part:
    """How one field of a form is written, where the document says so (`encoding`).

    `media` is its content type, if one is named; `style` and `explode` are of
    `application/x-www-form-urlencoded`, None where nothing is said.
    """

    wire: str
    media: str | None = None
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False


@record(frozen=True, slots=True)
class Body:
    """What an operation sends, in one media type; `parts` are those of a form."""

    media: str
    type: Type
    required: bool
    examples: tuple[Example, ...]
    parts: tuple[Part, ...] = ()


@record(frozen=True, slots=True)
class Response:
    """What an operation answers with, for one status and media type.

    `streams` says that `type` is that of one item of a sequence: an event's data, a
    line of JSON.
    """

    status: str
    media: str
    type: Type
    doc: str
    examples: tuple[Example, ...]
    streams: bool = False


@record(frozen=True, slots=True)
class Parameter:
    """What an operation takes outside its body. `default` is never sent.

    `media` is set where the value travels as a text of that media type (`content`);
    `style` and `explode` mean nothing then.
    """

    wire: str
    place: Literal["path", "query", "querystring", "header", "cookie"]
    type: Type
    required: bool
    doc: str
    where: Location = dataclasses.field(compare=False)
    style: Style = "simple"
    explode: bool = False
    allow_reserved: bool = False
    media: str | None = None
    deprecated: bool = False
    default: Json = None


@record(frozen=True, slots=True)
class Pages:
    """How an operation goes on to its next page, where that is certain.

    `items` and `signal` are ways through the answer: keys, from the outside in. The
    argument `wire`, a query parameter or (`in_body`) a field of the body, becomes of
    `cursor` pages what stands at `signal`; of `after` pages the `last` of the last item
    (`signal` is a boolean that says whether there are more, if it is known); of `page`
    pages one more; of `offset` pages as many more as there were items. There are no
    more pages where the items are empty or the signal is absent, null, false or "".
    """

    kind: Literal["cursor", "after", "page", "offset"]
    wire: str
    items: tuple[str, ...]
    signal: tuple[str, ...] = ()
    last: str = ""
    first: int = 1
    in_body: bool = False


@record(frozen=True, slots=True)
class Security:
    """A security scheme (`http` with `bearer` or `basic`, `apiKey`, `oauth2`,
    `openIdConnect`, `mutualTLS`; others are passed on as the document has them).

    Of an `apiKey`, `place` (`header`, `query`, `cookie`) and `wire` say where it goes.
    """

    name: str
    type: str
    scheme: str
    place: str | None
    wire: str | None
    doc: str = ""


@record(frozen=True, slots=True)
class Operation:
    """One method on one path. `resource` and `method` are words: images, generate;
    without words of a resource it is a method of the client.

    `security` are alternatives, each of schemes that are all asked for; an empty one
    asks for nothing. `stream_field` is the body's field that, when true, asks for a
    stream where another answer is possible; where there is none, what is accepted says
    which is wanted. `may_be_empty` says that a success may have no content; without it
    and without successes nothing is known of the answer.
    `path` holds no query; what the document writes there is `fixed_query`. `written` is
    the key of both in the document. `servers` are its own, where it has any.
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
    tags: tuple[str, ...] = ()
    deprecated: bool = False
    fixed_query: tuple[tuple[str, str], ...] = ()
    servers: tuple[Server, ...] = ()
    pages: Pages | None = None
    written: str = ""
    answers: tuple[AnswerRules, ...] = ()

    def body(self) -> Body | None:
        """What clients send: the first, for the one to prefer stands first."""
        return next(iter(self.bodies), None)

    def successes(self) -> list[Response]:
        """What a success answers with: by `default` only where nothing else is said."""
        found = [r for r in self.responses if r.status.startswith("2")]
        if found or self.may_be_empty:
            return found
        return [r for r in self.responses if r.status == "default"]


@record(frozen=True, slots=True)
class Webhook:
    """What an API sends to its users: `name` are the words of the document."""

    name: str
    type: Type
    doc: str
    where: Location = dataclasses.field(compare=False)


@record(frozen=True, slots=True)
class Api:
    """A whole API. `sdk` holds the names and vendor facts of `sdk.yaml`, `notes` what is
    to stand in READMEs beside what follows from the spec (Markdown), `witnesses` what
    the solver found for each check, if that was stored."""

    title: str
    version: str
    doc: str
    servers: tuple[Server, ...]
    declarations: dict[str, Decl]
    operations: tuple[Operation, ...]
    sdk: dict[str, dict[str, str]]
    notes: str = ""
    witnesses: tuple[Shown, ...] = ()
    webhooks: tuple[Webhook, ...] = ()

    def models(self) -> Iterator[Model]:
        """Every model, in document order."""
        return (d for d in self.declarations.values() if isinstance(d, Model))

    def judged(self) -> Iterator[Model]:
        """The models that validators judge: those an operation sends."""
        return (model for model in self.models() if model.sent)

    def requests(self) -> Iterator[Model]:
        """The models that are drawn from: bodies, and what has rules of its own."""
        return (m for m in self.judged() if m.body or m.table.rules)
