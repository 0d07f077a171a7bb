"""What operations answer with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from accordant import ir
from accordant.surface.types import kinds, model_of, plainly


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back. Of `events` and `lines`, streams in a `media` type, `type` is
    that of an item, and `data` says what its text is: JSON, a text, or either."""

    kind: Literal["json", "text", "bytes", "any", "none", "events", "lines"]
    type: ir.Type
    doc: str = ""
    media: str = ""
    data: Literal["json", "text", "either"] = "json"


@dataclass(frozen=True, slots=True)
class Answers:
    """All that may come back.

    `answer` is what statuses give that are not among `others`, `events` a stream. With
    `both` it is one of the two that is asked for. `item` is the type of what comes page
    by page.
    """

    answer: Answer
    events: Answer | None = None
    both: bool = False
    others: dict[str, Answer] = field(default_factory=dict)
    item: ir.Type | None = None


def answers(api: ir.Api, operation: ir.Operation) -> Answers:
    """What a success answers with; where nothing else is declared, by default."""
    found = operation.successes() or [
        response for response in operation.responses if response.status == "default"
    ]
    streams = [response for response in found if is_stream(response)]
    events = _events(api, streams[0]) if streams else None
    by_status: dict[str, list[ir.Response]] = {}
    for response in found:
        if not is_stream(response):
            by_status.setdefault(response.status, []).append(response)
    if not by_status:
        return Answers(_nothing(operation) if events is None else events, events)
    several = {status: _one(responses) for status, responses in by_status.items()}
    (_, answer), *rest = several.items()
    others = {
        status: other
        for status, other in rest
        if (other.kind, other.type) != (answer.kind, answer.type)
    }
    item = None
    if operation.pages is not None and events is None and answer.kind == "json":
        first = next(iter(by_status.values()))
        item = _item(api, first, operation.pages)
    return Answers(answer, events, events is not None, others, item)


def is_stream(response: ir.Response) -> bool:
    """Whether a response comes item by item."""
    return response.streams or response.media == ir.EVENTS


def _events(api: ir.Api, response: ir.Response) -> Answer:
    """A stream. A text needs no JSON, unless it is a line of JSON, and even then people
    leave its quotes away."""
    media = response.media
    admitted = kinds(api, response.type)
    data: Literal["json", "text", "either"] = "json"
    if "string" in admitted:
        plain = media == ir.EVENTS or media.startswith("text/")
        data = "text" if admitted == ["string"] and plain else "either"
    how: Literal["events", "lines"] = "events" if media == ir.EVENTS else "lines"
    return Answer(how, response.type, response.doc, media, data)


def _item(api: ir.Api, responses: list[ir.Response], pages: ir.Pages) -> ir.Type:
    """The type of the items of pages."""
    kind: ir.Type = next(r.type for r in responses if ir.is_json(r.media))
    for key in pages.items:
        model = model_of(api, plainly(api, kind))
        fields = {field.wire: field.type for field in model.fields} if model else {}
        kind = fields.get(key, ir.Anything())
    kind = plainly(api, kind)
    return kind.item if isinstance(kind, ir.ListOf) else ir.Anything()


def _nothing(operation: ir.Operation) -> Answer:
    """What comes where nothing is said of it: nothing, if a success may be empty."""
    doc = next((r.doc for r in operation.successes()), "")
    return Answer("none" if operation.may_be_empty else "any", ir.Anything(), doc)


def _one(responses: list[ir.Response]) -> Answer:
    """The answer of one status: JSON if it may be, else the first there is."""
    json = [response for response in responses if ir.is_json(response.media)]
    chosen = (json or responses)[0]
    if json:
        return Answer("json", chosen.type, chosen.doc)
    if chosen.media.startswith("text/"):
        return Answer("text", ir.Primitive("string"), chosen.doc)
    if chosen.media in ("", "*/*"):
        return Answer("any", ir.Anything(), chosen.doc)
    return Answer("bytes", ir.Primitive("string", "binary"), chosen.doc)
