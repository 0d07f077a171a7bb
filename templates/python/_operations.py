"""What an operation takes and answers with, and how its answer is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, cast

from ._errors import APIResponseValidationError
from ._model import Model

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")
E = TypeVar("E")
M = TypeVar("M", bound=Model)


class Operation(NamedTuple, Generic[T, E]):
    """One method on one path.

    `params` is the model of its body, `media` what the body is written in. `answer` says
    what a success holds; `read` makes it of JSON, `read_event` makes an event of a
    stream's JSON. `stream_field` is the field of the body that asks for the stream,
    `may_be_empty` says that a success may come without content.
    """

    method: str
    path: str
    read: Callable[[Any], T]
    answer: Literal["json", "text", "bytes", "none", "events"] = "json"
    params: type[Model] | None = None
    media: str = "application/json"
    read_event: Callable[[Any], E] | None = None
    stream_field: str | None = None
    may_be_empty: bool = False

    def streams(self, body: object) -> bool:
        """Whether a request with this body is answered with an event stream."""
        if self.stream_field is None:
            return self.answer == "events"
        return isinstance(body, dict) and body.get(self.stream_field) is True


def object_of(kind: type[M]) -> Callable[[Any], M]:
    """Reads a model, and nothing else than an object."""

    def read(value: Any) -> M:
        if not isinstance(value, dict):
            raise _NotAnObject
        return kind.from_dict(value)

    return read


class _NotAnObject(Exception):
    """JSON of another kind than what is to be read."""


def same(value: Any) -> Any:
    """Reads JSON as it is."""
    return value


def parsed(
    operation: Operation[T, Any],
    response: httpx2.Response,
    request_id: str | None,
    key: str | None = None,
) -> T:
    """The answer of an operation. Raises APIResponseValidationError if it cannot be
    read."""
    from ._http import text_of

    if operation.answer == "none":
        return operation.read(None)
    if operation.may_be_empty and not response.content:
        nothing: Any = None
        return cast(T, nothing)
    if operation.answer == "text":
        return operation.read(text_of(response))
    if operation.answer == "bytes":
        return operation.read(response.content)
    try:
        found = operation.read(json.loads(response.content))
    except _NotAnObject:
        problem = "it is no JSON object"
    except RecursionError:
        problem = "it is nested too deeply"
    except ValueError:
        media = response.headers.get("content-type", "of no type")
        problem = f"it is no JSON (content-type {media})"
    else:
        if not isinstance(found, Model):
            return found
        found._request_id = request_id
        return found
    from ._exchange import masked

    message = f"The body of the answer cannot be read: {problem}."
    raise APIResponseValidationError(
        message, response, body=masked(key, text_of(response)), request_id=request_id
    )
