"""OpenAI images. Generated; do not edit."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._client import AsyncOpenAI, OpenAI, OpenAIError
    from ._errors import (
        APIConnectionError,
        APIError,
        APIResponseValidationError,
        APIStatusError,
        APITimeoutError,
        ArgumentError,
        AuthenticationError,
        BadRequestError,
        ConflictError,
        InternalServerError,
        NotFoundError,
        PermissionDeniedError,
        RateLimitError,
        UnprocessableEntityError,
    )
    from ._http import DefaultAsyncHttpxClient, DefaultHttpxClient, Timeout
    from ._model import UNSET, Unset
    from .models import (
        Image,
        ImageGenCompletedEvent,
        ImageGenCompletedEventUsage,
        ImageGenCompletedEventUsageInputTokensDetails,
        ImageGenPartialImageEvent,
        ImageGenStreamEvent,
        ImageGenerateParams,
        ImageModel,
        ImagesResponse,
        ImagesResponseUsage,
        ImagesResponseUsageInputTokensDetails,
        ImagesResponseUsageOutputTokensDetails,
    )
    from ._responses import APIResponse, AsyncAPIResponse, RawResponse
    from ._streams import AsyncStream, Stream
    from .validators import ConstraintError, Violation, is_valid, validate, violations

__all__ = [
    "OpenAI",
    "AsyncOpenAI",
    "OpenAIError",
    "ArgumentError",
    "APIError",
    "APIConnectionError",
    "APITimeoutError",
    "APIResponseValidationError",
    "APIStatusError",
    "BadRequestError",
    "AuthenticationError",
    "PermissionDeniedError",
    "NotFoundError",
    "ConflictError",
    "UnprocessableEntityError",
    "RateLimitError",
    "InternalServerError",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "Timeout",
    "UNSET",
    "Unset",
    "ImageGenerateParams",
    "ImagesResponse",
    "ImagesResponseUsage",
    "ImagesResponseUsageInputTokensDetails",
    "ImagesResponseUsageOutputTokensDetails",
    "Image",
    "ImageGenPartialImageEvent",
    "ImageGenCompletedEvent",
    "ImageGenCompletedEventUsage",
    "ImageGenCompletedEventUsageInputTokensDetails",
    "ImageModel",
    "ImageGenStreamEvent",
    "APIResponse",
    "AsyncAPIResponse",
    "RawResponse",
    "AsyncStream",
    "Stream",
    "ConstraintError",
    "Violation",
    "is_valid",
    "validate",
    "violations",
]

_MODULES = ("answers", "models", "resources", "validators")
_HOMES = {
    "OpenAI": "._client",
    "AsyncOpenAI": "._client",
    "OpenAIError": "._client",
    "ArgumentError": "._errors",
    "APIError": "._errors",
    "APIConnectionError": "._errors",
    "APITimeoutError": "._errors",
    "APIResponseValidationError": "._errors",
    "APIStatusError": "._errors",
    "BadRequestError": "._errors",
    "AuthenticationError": "._errors",
    "PermissionDeniedError": "._errors",
    "NotFoundError": "._errors",
    "ConflictError": "._errors",
    "UnprocessableEntityError": "._errors",
    "RateLimitError": "._errors",
    "InternalServerError": "._errors",
    "DefaultAsyncHttpxClient": "._http",
    "DefaultHttpxClient": "._http",
    "Timeout": "._http",
    "UNSET": "._model",
    "Unset": "._model",
    "ImageGenerateParams": ".models",
    "ImagesResponse": ".models",
    "ImagesResponseUsage": ".models",
    "ImagesResponseUsageInputTokensDetails": ".models",
    "ImagesResponseUsageOutputTokensDetails": ".models",
    "Image": ".models",
    "ImageGenPartialImageEvent": ".models",
    "ImageGenCompletedEvent": ".models",
    "ImageGenCompletedEventUsage": ".models",
    "ImageGenCompletedEventUsageInputTokensDetails": ".models",
    "ImageModel": ".models",
    "ImageGenStreamEvent": ".models",
    "APIResponse": "._responses",
    "AsyncAPIResponse": "._responses",
    "RawResponse": "._responses",
    "AsyncStream": "._streams",
    "Stream": "._streams",
    "ConstraintError": ".validators",
    "Violation": ".validators",
    "is_valid": ".validators",
    "validate": ".validators",
    "violations": ".validators",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _MODULES:
            return import_module(f".{name}", __name__)
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(home, __name__), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
