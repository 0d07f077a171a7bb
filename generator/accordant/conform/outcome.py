"""What came back of a request, as verdicts and reports need it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any
from urllib.parse import quote

from accordant.ir import Json
from accordant.rules.evaluate import Violation

_LONG = 300
"""Characters of the longest text that is kept of an answer."""
_MANY = 20
"""Items of the longest list that is kept of an answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a request, or why there is none.

    `status` is None without an answer; `reason` says then, or for an answer that
    decides nothing, why. Of a refusal, `message`, `param`, `code` and the ids in
    `listed` are what its body says. `broken` is what is wrong with an accepted answer
    that was judged; `answer` is its body, long texts shortened.
    """

    status: int | None = None
    reason: str = ""
    message: str = ""
    param: str | None = None
    code: str | None = None
    listed: tuple[str, ...] = ()
    answer: Json = None
    judged: bool = False
    broken: tuple[Violation, ...] = ()
    seconds: float = 0.0
    tries: int = 1
    again: bool = False

    @property
    def accepted(self) -> bool:
        """The server took the request."""
        return self.status is not None and not self.reason and self.status < 300

    @property
    def refused(self) -> bool:
        """The server found something wrong with the request."""
        return self.status is not None and not self.reason and self.status >= 400

    def as_json(self) -> dict[str, Any]:
        """What reports and journals have of it."""
        found: dict[str, Any] = {
            "status": self.status,
            "reason": self.reason,
            "message": self.message,
            "param": self.param,
            "code": self.code,
            "listed": [*self.listed],
            "answer": self.answer,
            "judged": self.judged,
            "broken": [entry._asdict() for entry in self.broken],
            "seconds": round(self.seconds, 3),
            "tries": self.tries,
        }
        return found


def outcome_of(line: dict[str, Any]) -> Outcome:
    """What `as_json` wrote. Raises LookupError, TypeError or ValueError for others."""
    broken = tuple(Violation(**entry) for entry in line["broken"])
    status = line["status"]
    if not (status is None or isinstance(status, int)) or not isinstance(
        line["reason"], str
    ):
        raise TypeError("no outcome")
    return Outcome(
        status,
        line["reason"],
        str(line["message"]),
        line["param"],
        line["code"],
        tuple(map(str, line["listed"])),
        line["answer"],
        bool(line["judged"]),
        broken,
        float(line["seconds"]),
        int(line["tries"]),
    )


def brief(value: Json) -> Json:
    """A JSON value with long texts and lists cut, and said so."""
    if isinstance(value, str) and len(value) > _LONG:
        return f"{value[:_LONG]}... ({len(value)} characters)"
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, list):
        rest = len(value) - _MANY
        short = [brief(item) for item in value[:_MANY]]
        return [*short, f"... ({rest} more)"] if rest > 0 else short
    if isinstance(value, dict):
        return {brief_key(key): brief(inner) for key, inner in value.items()}
    return value


def brief_key(key: str) -> str:
    """A key, cut where it is long."""
    return key if len(key) <= _LONG else f"{key[:_LONG]}..."


def without(secrets: Iterable[str], text: str) -> str:
    """A text in which no secret stands, in none of the forms that travel."""
    for secret in filter(None, secrets):
        for form in {secret, json.dumps(secret)[1:-1], quote(secret, safe="")}:
            text = text.replace(form, "***")
    return text


def masked(secrets: Sequence[str], value: Json) -> Json:
    """A JSON value without secrets in its texts and keys."""
    if isinstance(value, str):
        return without(secrets, value)
    if isinstance(value, list):
        return [masked(secrets, item) for item in value]
    if isinstance(value, dict):
        return {without(secrets, k): masked(secrets, v) for k, v in value.items()}
    return value
