"""What an API sends to its users, read as its models."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ._errors import ArgumentError
from ._operations import NotAnObject


def payload(body: str | bytes | Mapping[str, Any], read: Callable[[Any], Any]) -> Any:
    """What a webhook carries, as `read` makes it of JSON.

    Raises ArgumentError for what is no JSON, or JSON of another kind.
    """
    try:
        return read(json.loads(body) if isinstance(body, str | bytes) else body)
    except NotAnObject:
        problem = "it is no JSON object"
    except RecursionError:
        problem = "it is nested too deeply"
    except ValueError:
        problem = "it is no JSON"
    raise ArgumentError(f"the body of a webhook cannot be read: {problem}")


def tagged_by(
    tag: str, kinds: Mapping[str, Callable[[Any], Any]]
) -> Callable[[Any], Any]:
    """Reads what a property tells apart; an unknown variant stays as it is."""

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise NotAnObject
        name = value.get(tag)
        found = kinds.get(name) if isinstance(name, str) else None
        return value if found is None else found(value)

    return read
