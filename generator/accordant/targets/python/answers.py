"""What methods answer with: the types of successes, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordant import ir
from accordant.targets.python.arguments import model_of, plainly
from accordant.targets.python.models import Models

BINARY = "BinaryContent"
"""The class of what is neither JSON nor text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back: `kind` as the runtime names it, its type, and its reader.

    `media` is that of a stream, `data` what its items come as.
    """

    kind: str
    parts: list[str]
    read: str
    doc: str = ""
    media: str = ""
    data: str = "json"


@dataclass(slots=True)
class Answers:
    """All that may come back.

    `answer` is what statuses give that are not among `others`; `events` the items of
    a stream. With `both`, it is asked for one of the two. `item` is the type of what
    comes page by page.
    """

    answer: Answer
    events: Answer | None = None
    both: bool = False
    others: dict[str, Answer] = field(default_factory=dict)
    item: str | None = None

    def parts(self) -> list[str]:
        """The type of a success that is no stream."""
        found = [*self.answer.parts]
        for other in self.others.values():
            found += other.parts
        if "Any" in found:
            return ["Any"]
        named = [part for part in dict.fromkeys(found) if part != "None"]
        return [*named, "None"] if "None" in found else named


def answers(models: Models, operation: ir.Operation) -> Answers:
    """What a success answers with; where nothing else is declared, by default."""
    found = operation.successes() or [
        response for response in operation.responses if response.status == "default"
    ]
    streams = [response for response in found if is_stream(response)]
    event = None
    if streams:
        kind, doc = streams[0].type, streams[0].doc
        parts = models.types.parts(kind)
        how = "events" if streams[0].media == ir.EVENTS else "lines"
        data = _data(models, kind, streams[0].media)
        event = Answer(how, parts, _read(models, kind), doc, streams[0].media, data)
    by_status: dict[str, list[ir.Response]] = {}
    for response in found:
        if not is_stream(response):
            by_status.setdefault(response.status, []).append(response)
    if event is not None and not by_status:
        return Answers(Answer(event.kind, event.parts, "same", event.doc), event)
    several = {status: _one(models, rs) for status, rs in by_status.items()}
    if not several:
        return Answers(_nothing(operation))
    (_, answer), *rest = several.items()
    others = {
        status: other
        for status, other in rest
        if (other.kind, other.parts, other.read)
        != (answer.kind, answer.parts, answer.read)
    }
    made = Answers(answer, event, event is not None, others)
    if operation.may_be_empty and "Any" not in answer.parts:
        answer.parts.append("None")
    if operation.pages is not None and event is None and answer.kind == "json":
        made.item = _item(models, by_status, operation.pages)
    return made


def _data(models: Models, kind: ir.Type, media: str) -> str:
    """What the items of a stream come as: a text needs no JSON, unless it is a line of
    JSON, and even then people leave its quotes away."""
    kinds = models.readers.kinds(kind)
    if "string" not in kinds:
        return "json"
    plain = media == ir.EVENTS or media.startswith("text/")
    return "text" if kinds == ["string"] and plain else "either"


def _item(
    models: Models, by_status: dict[str, list[ir.Response]], pages: ir.Pages
) -> str:
    """The type of the items of pages."""
    found = next(iter(by_status.values()))
    kind: ir.Type = next(r.type for r in found if ir.is_json(r.media))
    for key in pages.items:
        model = model_of(models.api, plainly(models.api, kind))
        fields = {field.wire: field.type for field in model.fields} if model else {}
        kind = fields.get(key, ir.Anything())
    kind = plainly(models.api, kind)
    return models.types.text(kind.item) if isinstance(kind, ir.ListOf) else "Any"


def is_stream(response: ir.Response) -> bool:
    """Whether a response comes item by item."""
    return response.streams or response.media == ir.EVENTS


def _nothing(operation: ir.Operation) -> Answer:
    """What comes where nothing is said of it: nothing, if a success may be empty."""
    doc = next((r.doc for r in operation.successes()), "")
    if operation.may_be_empty:
        return Answer("none", ["None"], "same", doc)
    return Answer("any", ["Any"], "same", doc)


def _one(models: Models, responses: list[ir.Response]) -> Answer:
    """The answer of one status: JSON if it may be, else the first there is."""
    json = [response for response in responses if ir.is_json(response.media)]
    chosen = (json or responses)[0]
    doc = chosen.doc
    if json:
        model = model_of(models.api, chosen.type)
        if model is not None:
            read = f"object_of({models.classes[model.name]})"
        else:
            read = _read(models, chosen.type)
        return Answer("json", list(models.types.parts(chosen.type)), read, doc)
    if chosen.media.startswith("text/"):
        return Answer("text", ["str"], "same", doc)
    if chosen.media in ("", "*/*"):
        return Answer("any", ["Any"], "same", doc)
    return Answer("bytes", [BINARY], "same", doc)


def _read(models: Models, kind: ir.Type) -> str:
    return models.read(kind) or "same"
