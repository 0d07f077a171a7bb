"""What methods answer with: the types of successes, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordant import ir
from accordant.surface import answers as surface
from accordant.surface.types import model_of
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
    found = surface.answers(models.api, operation)
    events = None if found.events is None else _spelled(models, found.events)
    if events is not None and not found.both:
        return Answers(Answer(events.kind, events.parts, "same", events.doc), events)
    answer = _spelled(models, found.answer)
    several = {status: _spelled(models, one) for status, one in found.others.items()}
    others = {
        status: other
        for status, other in several.items()
        if (other.kind, other.parts, other.read)
        != (answer.kind, answer.parts, answer.read)
    }
    if operation.may_be_empty and not {"Any", "None"} & {*answer.parts}:
        answer.parts.append("None")
    item = None if found.item is None else models.types.text(found.item)
    return Answers(answer, events, found.both, others, item)


def _spelled(models: Models, found: surface.Answer) -> Answer:
    """An answer with its type and its reader."""
    kind = found.type
    model = model_of(models.api, kind) if found.kind == "json" else None
    if found.kind in ("none", "bytes"):
        parts = ["None" if found.kind == "none" else BINARY]
    else:
        parts = [*models.types.parts(kind)]
    if model is not None:
        read = f"object_of({models.classes[model.name]})"
    elif found.kind in ("json", "events", "lines"):
        read = models.read(kind) or "same"
    else:
        read = "same"
    return Answer(found.kind, parts, read, found.doc, found.media, found.data)
