"""JSON as strict readers take it: UTF-8, no key twice, nothing that JSON has not."""

from __future__ import annotations

import json
from typing import Any

from accordant import ir
from accordant.mock.refusals import Refusal


class _Twice(ValueError):
    """A key that an object has twice."""


def parsed(data: bytes, what: str = "the body") -> ir.Json:
    """The value of a JSON text. Raises Refusal (400) that says where it breaks off."""
    text = decoded(data, what)
    if text.startswith("\ufeff"):
        message = f"{what} begins with a byte order mark, which is no JSON"
        raise Refusal(400, "invalid_json", message)
    try:
        found: ir.Json = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        reason = f"{error.msg.lower()} at line {error.lineno}, column {error.colno}"
        raise Refusal(400, "invalid_json", f"{what} is not JSON: {reason}") from None
    except _Twice as error:
        (key,) = error.args
        message = f"{what} has the key {json.dumps(key)} twice in one object"
        raise Refusal(400, "duplicate_key", message, param=key) from None
    except RecursionError:
        message = f"{what} is nested too deeply"
        raise Refusal(400, "invalid_json", message) from None
    except ValueError as error:
        message = f"{what} is not JSON: {error}"
        raise Refusal(400, "invalid_json", message) from None
    return found


def decoded(data: bytes, what: str) -> str:
    """A text in UTF-8. Raises Refusal (400) that says which byte is none."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        message = f"{what} is not UTF-8: byte {error.start + 1} cannot be read"
        raise Refusal(400, "invalid_encoding", message) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen = set()
        for key, _ in pairs:
            if key in seen:
                raise _Twice(key)
            seen.add(key)
    return found


def _constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
