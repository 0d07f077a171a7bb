"""Bodies of requests: which of an operation's is meant, and the value that it holds."""

from __future__ import annotations

from typing import NamedTuple

from accordant import ir
from accordant.mock import forms
from accordant.mock.jsontext import decoded, parsed
from accordant.mock.refusals import Refusal
from accordant.mock.texts import Declared

LIMIT = 64 * 1024 * 1024
"""Bytes of the largest body that is read."""

_FORM = "application/x-www-form-urlencoded"
_BYTES = "application/octet-stream"


class Sent(NamedTuple):
    """A body as a JSON value, and the type to judge it by, if it is to be judged."""

    value: ir.Json
    type: ir.Type | None


def sent(
    operation: ir.Operation,
    content_type: str,
    encoding: str,
    data: bytes,
    declared: Declared,
) -> Sent:
    """What was sent to an operation; nothing is null. Raises Refusal (400, 415)."""
    if not operation.bodies:
        return Sent(None, None)
    if not data and not content_type:
        return _nothing(operation)
    body = _chosen(operation, content_type)
    if encoding.strip().lower() not in ("", "identity"):
        message = f"content-encoding {encoding} is not supported"
        raise Refusal(415, "unsupported_media_type", message)
    plain = _plain(body.media)
    if not data and (ir.is_json(plain) or plain == _FORM):
        return _nothing(operation)
    if ir.is_json(plain):
        return Sent(parsed(data), body.type)
    if plain.startswith("multipart/"):
        return Sent(forms.multipart(content_type, data, body, declared), body.type)
    if plain == _FORM:
        return Sent(forms.urlencoded(data, body, declared), body.type)
    if plain.startswith("text/"):
        return Sent(decoded(data, "the body"), body.type)
    return Sent(forms.FILE, None)


def _nothing(operation: ir.Operation) -> Sent:
    if any(body.required for body in operation.bodies):
        message = f"a body is missing: {_listed(operation)}"
        raise Refusal(400, "missing_body", message)
    return Sent(None, None)


def _chosen(operation: ir.Operation, content_type: str) -> ir.Body:
    """The body that a content type means; without one it is JSON, or else bytes."""
    plain = _plain(content_type)
    by_media = {_plain(body.media): body for body in reversed(operation.bodies)}
    if plain in by_media:
        return by_media[plain]
    if not plain or ir.is_json(plain):
        found = [body for body in operation.bodies if ir.is_json(_plain(body.media))]
        if found:
            return found[0]
    if _BYTES in by_media:  # what the document has as `image/*` is bytes too
        return by_media[_BYTES]
    said = f"a body of {plain}" if plain else "a body without a content type"
    message = f"{said} is not supported, only {_listed(operation)}"
    raise Refusal(415, "unsupported_media_type", message)


def _listed(operation: ir.Operation) -> str:
    return " or ".join(dict.fromkeys(_plain(body.media) for body in operation.bodies))


def _plain(media: str) -> str:
    return media.partition(";")[0].strip().lower()
