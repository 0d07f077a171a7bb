"""Models of the API, by what uses them. Generated; do not edit."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._order import *
    from ._unused import *
    from .client import *
    from .customers import *
    from .orders import *
    from .validate2 import *

__all__ = [
    "Order",
    "Money",
    "Unused",
    "Import",
    "TreeOf",
    "Customer",
    "Address",
    "Receipt",
    "ValidateOrderRequest",
]

_HOMES = {
    "Order": "._order",
    "Money": "._order",
    "Unused": "._unused",
    "Import": ".client",
    "TreeOf": ".client",
    "Customer": ".customers",
    "Address": ".customers",
    "Receipt": ".orders",
    "ValidateOrderRequest": ".validate2",
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
