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
from openai_images._events import Event, EventDecoder, EventTooLarge
from openai_images._model import written
from openai_images._requests import target

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
    "AsyncStream",
    "AuthenticationError",
    "BadRequestError",
    "Client",
    "ConflictError",
    "ConstraintError",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "Event",
    "EventDecoder",
    "EventTooLarge",
    "InternalServerError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RawResponse",
    "SDKError",
    "Stream",
    "Timeout",
    "UnprocessableEntityError",
    "models",
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
