"""What the tests are about, by one name for every API."""

from __future__ import annotations

from typing import Any, Final

from openai_images import (
    UNSET,
    APIConnectionError,
    APIError,
    APIResponse,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    ArgumentError,
    AsyncAPIResponse,
    AsyncStream,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ConstraintError,
    DefaultAsyncHttpxClient,
    DefaultHttpxClient,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RawResponse,
    Stream,
    Timeout,
    UnprocessableEntityError,
    models,
    violations,
)
from openai_images import AsyncOpenAI as AsyncClient
from openai_images import OpenAIError as SDKError
from openai_images import OpenAI as Client
from openai_images._binary import BinaryContent
from openai_images._bodies import Pieces, content_of
from openai_images._events import Event, EventDecoder, EventTooLarge
from openai_images._lines import LineDecoder
from openai_images._model import written
from openai_images._operations import Operation, Part, same
from openai_images._options import Credential, Variable
from openai_images._pages import AsyncPaginator, Pages
from openai_images._requests import cookie, target
from openai_images._styles import Style, line, pairs, step

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APIResponse",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "ArgumentError",
    "AsyncAPIResponse",
    "AsyncClient",
    "AsyncPaginator",
    "AsyncStream",
    "AuthenticationError",
    "BadRequestError",
    "BinaryContent",
    "Client",
    "ConflictError",
    "ConstraintError",
    "Credential",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "Event",
    "EventDecoder",
    "EventTooLarge",
    "InternalServerError",
    "LineDecoder",
    "NotFoundError",
    "Operation",
    "Pages",
    "Part",
    "PermissionDeniedError",
    "Pieces",
    "RateLimitError",
    "RawResponse",
    "SDKError",
    "Stream",
    "Style",
    "Timeout",
    "UnprocessableEntityError",
    "Variable",
    "content_of",
    "cookie",
    "line",
    "models",
    "pairs",
    "same",
    "step",
    "target",
    "violations",
    "written",
]

PACKAGE: Final = "openai_images"
LOGGER: Final = "openai_images"
KEY: Final = "test-key-1234567890"
SECRETS: Final[dict[str, Any]] = {"api_key": KEY}
"""The options that hold what lets callers in."""

KEYED: Final = True
"""Whether calls are let in by `api_key`."""

KEYS: Final = frozenset(
    found.name
    for found in Client._facts.credentials.values()
    if found.place in ("query", "cookie")
)
"""What holds secrets in queries and cookies."""

ALWAYS_KEYED: Final = True
"""Whether no call is made without it."""

LOG_VARIABLE: Final[str | None] = "OPENAI_LOG"
REQUEST_ID: Final[str | None] = "x-request-id"
ENVELOPE: Final[str | None] = "error"
END: Final[str | None] = "[DONE]"


def client(url: str, **options: Any) -> Client:
    """A client of a server at `url`."""
    return Client(**{"base_url": url, **SECRETS, **options})


def async_client(url: str, **options: Any) -> AsyncClient:
    """An asynchronous client of a server at `url`."""
    return AsyncClient(**{"base_url": url, **SECRETS, **options})
