"""A server that answers as a spec says, and refuses what its constraint table refuses.

What it is built on is an extra: who needs more of this than `missing` asks that first.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from accordant.ir import Api

Mode: TypeAlias = Literal["error", "warn", "off"]
"""Whether broken rules refuse a request, are only told of, or are not looked for."""

_NEEDED = ("starlette", "uvicorn", "PIL", "python_multipart")


def missing() -> str | None:
    """What to install before the server can run; None if nothing."""
    if all(find_spec(name) is not None for name in _NEEDED):
        return None
    return "the server is not installed: pip install 'accordant[mock]'"


def app(
    api: Api,
    mode: Mode = "error",
    seed: int = 0,
    faults: Sequence[str] = (),
    key: str | None = None,
) -> Starlette:
    """An ASGI application that serves every operation of an API.

    `faults` are for all requests, as in `status=500,200;delay=0.1`. With `key` only that
    credential is good, else any that is not empty. Raises `WrongFault`.
    """
    from accordant.mock.application import application

    return application(api, mode, seed, faults, key)
