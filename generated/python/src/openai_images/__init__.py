"""OpenAI images. Generated; do not edit."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    from .validators import ConstraintError, Violation, is_valid, validate, violations

__all__ = [
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
    "ConstraintError",
    "Violation",
    "is_valid",
    "validate",
    "violations",
]

_HOMES = {
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
    "ConstraintError": ".validators",
    "Violation": ".validators",
    "is_valid": ".validators",
    "validate": ".validators",
    "violations": ".validators",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
