"""An HTTP answer to its outcome: refused, accepted and judged, or undecided."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from accordant import answers, ir
from accordant.conform.cases import Request
from accordant.conform.events import Event, events, lines
from accordant.conform.outcome import Outcome, brief, masked
from accordant.ir import Json
from accordant.rules.evaluate import Violation

_DEEPEST = 200
"""Lists and objects in each other; what is nested deeper is taken for no JSON."""

UNDECIDED = {
    401: "the key is not accepted",
    403: "the key may not do this",
    404: "there is no such operation or object",
    405: "there is no such operation",
    408: "the server waited too long",
    409: "another request is in the way",
    429: "rate limited",
}
"""Refusals that say nothing of the request body."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over the wire. Of `secrets`, nothing reaches an outcome."""

    status: int
    media: str
    body: bytes
    secrets: Sequence[str] = ()

    def shown(self, value: Json) -> Json:
        """What of a value may be stored."""
        return brief(masked(self.secrets, value))


def outcome(api: ir.Api, request: Request, answer: Answer) -> Outcome:
    """What an answer says of its request."""
    status = answer.status
    value, fault = _json(answer.body)
    text = answer.body.decode("utf-8", "replace")
    found = Outcome(status, answer=answer.shown(value if fault is None else text))
    if status >= 400:
        found = _refusal(api, found)
        why = UNDECIDED.get(status)
        if status >= 500:
            why = "the server failed"
        if why:
            found = replace(found, reason=f"status {status}: {why}")
        return found
    if not 200 <= status < 300:
        return replace(found, reason=f"status {status}: neither a yes nor a no")
    return _accepted(api, request, answer, found)


def _refusal(api: ir.Api, found: Outcome) -> Outcome:
    """What the error envelope says, or the body where there is none."""
    body = found.answer
    envelope = api.sdk.get("client", {}).get("error_envelope")
    inner = body.get(envelope, body) if isinstance(body, dict) and envelope else body
    if not isinstance(inner, dict):
        return replace(found, message=inner if isinstance(inner, str) else "")
    entries = inner.get("violations")
    if entries is None and isinstance(body, dict):
        entries = body.get("violations")
    listed = [
        rule
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict) and (rule := _text(entry.get("rule"))) is not None
    ]
    return replace(
        found,
        message=_text(inner.get("message")) or "",
        param=_text(inner.get("param")),
        code=_text(inner.get("code")),
        listed=tuple(listed),
    )


def _accepted(api: ir.Api, request: Request, answer: Answer, found: Outcome) -> Outcome:
    """A success; judged unless the table refuses the request: what an answer to such a
    one must be, nothing says."""
    operation = request.to.operation
    media = answer.media.partition(";")[0].strip().lower()
    streams = {r.media.partition(";")[0] for r in operation.successes() if r.streams}
    if media == ir.EVENTS or media in streams:
        read = events if media == ir.EVENTS else lines
        return _stream(api, request, list(read(answer.body)), answer, found)
    if request.refused:
        return found
    if not ir.is_json(media):
        return _other(operation, answer, media, found)
    value, fault = _json(answer.body)
    if fault is not None:
        return _broken(found, "json", f"the answer is not JSON: {fault}")
    broken = answers.violations(api, operation, request.body, value)
    return replace(found, judged=True, broken=tuple(broken))


def _stream(
    api: ir.Api,
    request: Request,
    came: list[Event],
    answer: Answer,
    found: Outcome,
) -> Outcome:
    end = api.sdk.get("client", {}).get("end_of_stream")
    data: list[Json] = []
    for number, event in enumerate(came, 1):
        if end is not None and event.data == end:
            break
        value, fault = _json(event.data.encode())
        if event.name == "error" or (fault is None and _is_error(api, value)):
            said = answer.shown(event.data if fault is not None else value)
            reason = f"the stream broke off: {json.dumps(said)}"
            return replace(found, answer=answer.shown(data), reason=reason)
        if fault is not None:
            message = f"event {number} is not JSON: {fault}"
            return _broken(replace(found, answer=answer.shown(data)), "json", message)
        data.append(value)
    found = replace(found, answer=answer.shown(data))
    if request.refused:
        return found
    broken = answers.stream_violations(api, request.to.operation, request.body, data)
    return replace(found, judged=True, broken=tuple(broken))


def _is_error(api: ir.Api, value: Json) -> bool:
    envelope = api.sdk.get("client", {}).get("error_envelope")
    return (
        envelope is not None
        and isinstance(value, dict)
        and isinstance(value.get(envelope), dict)
        and len(value) == 1
    )


def _other(
    operation: ir.Operation, answer: Answer, media: str, found: Outcome
) -> Outcome:
    """An answer that is no JSON, where JSON, or something else, was promised."""
    successes = operation.successes()
    if not answer.body and (operation.may_be_empty or answer.status in (204, 205)):
        return found
    known = {response.media.partition(";")[0].lower() for response in successes}
    if not known or media in known:
        return found
    wanted = ", ".join(sorted(known))
    return _broken(found, "media-type", f"'{media}' came instead of {wanted}")


def _broken(found: Outcome, rule: str, message: str) -> Outcome:
    entry = Violation(rule, "", message, "error")
    return replace(found, judged=True, broken=(entry,))


def _json(body: bytes) -> tuple[Json, str | None]:
    """A value; or null, and what is wrong with the text."""
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return None, error.msg.lower()
    except UnicodeDecodeError:
        return None, "not UTF-8"
    except (ValueError, RecursionError):
        return None, "nested too deep, or a number too long"
    if _deeper(value, _DEEPEST):
        return None, "nested too deep"
    return value, None


def _deeper(value: Json, limit: int) -> bool:
    """Whether lists and objects stand in each other more often than that."""
    level = [value]
    for _ in range(limit):
        inner: list[Json] = []
        for item in level:
            if isinstance(item, list):
                inner += item
            elif isinstance(item, dict):
                inner += item.values()
        if not inner:
            return False
        level = inner
    return True


def _no_number(word: str) -> None:
    raise json.JSONDecodeError(f"{word} is no number of JSON", word, 0)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
