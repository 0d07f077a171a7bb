"""Refusals: what a request is turned away with, in the envelope of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accordant import ir
from accordant.pointers import steps_of
from accordant.rules.evaluate import Violation

_TYPES = {
    401: "authentication_error",
    403: "authentication_error",
    404: "not_found_error",
    405: "not_found_error",
    429: "rate_limit_error",
}


class Refusal(Exception):
    """Why a request is not answered. `code` is the id of a rule, or a word of ours."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        param: str | None = None,
        violations: Sequence[Violation] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.violations = tuple(violations)
        self.headers = dict(headers or {})

    def body(self, envelope: str | None) -> dict[str, ir.Json]:
        """The JSON that tells of it."""
        kind = "server_error" if self.status >= 500 else "invalid_request_error"
        told: dict[str, ir.Json] = {
            "message": self.message,
            "type": _TYPES.get(self.status, kind),
            "param": self.param,
            "code": self.code,
        }
        broken: list[ir.Json] = [dict(v._asdict()) for v in self.violations]
        return {**({envelope: told} if envelope else told), "violations": broken}


def refused(found: Sequence[tuple[Violation, str | None]]) -> Refusal:
    """The refusal of a request that breaks rules, each with the field that it blames;
    the first one that refuses leads."""
    errors = [(entry, param) for entry, param in found if entry.severity == "error"]
    first, param = errors[0]
    return Refusal(
        400,
        first.rule,
        "\n".join(entry.message for entry, _ in errors),
        param=param,
        violations=[entry for entry, _ in found],
    )


def blamed(path: str, value: ir.Json) -> str | None:
    """A pointer as people write it, `messages[0].content`; None for the whole value."""
    text = ""
    for step in steps_of(path):
        if isinstance(value, list) and step.isdigit():
            text += f"[{step}]"
            value = value[int(step)] if int(step) < len(value) else None
        else:
            text += f".{step}" if text else step
            value = value.get(step) if isinstance(value, dict) else None
    return text or None
