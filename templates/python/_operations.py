"""What an operation takes and answers with, and how its answer is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, cast

from ._errors import APIResponseValidationError
from ._model import Model
from ._pages import Pages
from ._styles import Style

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")
E = TypeVar("E")
M = TypeVar("M", bound=Model)


Kind = Literal["json", "text", "bytes", "none", "any", "events", "lines"]
"""What a success holds; of `any`, its media type tells."""


Data = Literal["json", "text", "either"]
"""What an item of a stream comes as: JSON, text as it is, or text where it is no JSON."""


class Part(NamedTuple):
    """How a field of a form is written: in a media type of its own, or in a style."""

    media: str | None = None
    style: Style | None = None


class Operation(NamedTuple, Generic[T, E]):
    """One method on one path.

    `answer` says what a success holds, `read` makes it of JSON; for the statuses among
    `others` that is told apart. `read_event` makes an item of a stream of what
    comes as `data`; the stream is of events, or of lines in the media type `lines`.
    `stream_field` is the field of the body that asks for the stream, `may_be_empty`
    says that a success may come without content.

    `params` is the model that the body is judged by, or what finds it among others.
    `media` is what the body is written in, its fields as `parts` say; nothing is sent
    of an `optional` one if nothing is given. `styles` say how parameters are written,
    by place and name. `security` are the ways in, where they are its own, and `server`
    is where it is, if that is elsewhere. `pages` say how its answer goes on.
    """

    method: str
    path: str
    read: Callable[[Any], T]
    answer: Kind = "json"
    params: type[Model] | Callable[[Any], Any] | None = None
    media: str = "application/json"
    optional: bool = False
    parts: Mapping[str, Part] = {}
    read_event: Callable[[Any], E] | None = None
    data: Data = "json"
    lines: str | None = None
    stream_field: str | None = None
    may_be_empty: bool = False
    others: Mapping[str, tuple[Kind, Callable[[Any], Any]]] = {}
    styles: Mapping[str, Mapping[str, Style]] = {}
    security: tuple[tuple[str, ...], ...] | None = None
    server: str | None = None
    pages: Pages | None = None

    def streams(self, body: object) -> bool:
        """Whether a request with this body is answered item by item."""
        if self.stream_field is None:
            return self.answer in ("events", "lines")
        return isinstance(body, dict) and body.get(self.stream_field) is True

    def streamed(self) -> Operation[T, E]:
        """The same, asked for its stream."""
        return self._replace(answer="events" if self.lines is None else "lines")

    def accept(self, streams: bool) -> str:
        """What is asked for, as a header says it."""
        if streams:
            return self.lines or EVENTS
        return _ACCEPT.get(self.answer, "*/*")

    def answer_of(self, status: int) -> tuple[Kind, Callable[[Any], Any]]:
        """What an answer of some status holds, and how it is read."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.others:
                return self.others[key]
        return self.answer, self.read


EVENTS = "text/event-stream"
_ACCEPT = {"json": "application/json", "none": "application/json"}


def object_of(kind: type[M]) -> Callable[[Any], M]:
    """Reads a model, and nothing else than an object."""

    def read(value: Any) -> M:
        if not isinstance(value, dict):
            raise NotAnObject
        return kind.from_dict(value)

    return read


class NotAnObject(Exception):
    """JSON of another kind than what is to be read."""


def same(value: Any) -> Any:
    """Reads JSON as it is."""
    return value


def parsed(
    operation: Operation[T, Any],
    response: httpx2.Response,
    request_id: str | None,
    secrets: tuple[str, ...] = (),
) -> T:
    """The answer of an operation. Raises APIResponseValidationError if it cannot be
    read."""
    from ._http import text_of

    kind, read = operation.answer_of(response.status_code)
    media: str = response.headers.get("content-type", "")
    if kind == "any":
        kind = _told_by(media, response.content)
    if kind == "none" or (operation.may_be_empty and not response.content):
        nothing: Any = None
        return cast(T, nothing)
    if kind == "text":
        return cast(T, read(text_of(response)))
    if kind == "bytes":
        from ._binary import BinaryContent

        return cast(T, BinaryContent(response, request_id))
    try:
        found = read(json.loads(response.content))
    except NotAnObject:
        problem = "it is no JSON object"
    except RecursionError:
        problem = "it is nested too deeply"
    except ValueError:
        problem = f"it is no JSON (content-type {media or 'of no type'})"
    else:
        if isinstance(found, Model):
            found._request_id = request_id
        return cast(T, found)
    from ._exchange import masked

    message = f"The body of the answer cannot be read: {problem}."
    body = masked(secrets, text_of(response))
    raise APIResponseValidationError(
        message, response, body=body, request_id=request_id
    )


def _told_by(media: str, content: bytes) -> Kind:
    """What an answer holds of which nothing is declared."""
    plain = media.partition(";")[0].strip().lower()
    if not content:
        return "none"
    if plain in ("application/json", "text/json") or plain.endswith("+json"):
        return "json"
    return "text" if plain.startswith("text/") else "bytes"
