"""What answers must be, by their schema and the response rules: judged, and made."""

from __future__ import annotations

from collections.abc import Sequence

from accordant import ir
from accordant.rules.evaluate import Violation


def violations(
    api: ir.Api, operation: ir.Operation, request: ir.Json, answer: ir.Json
) -> list[Violation]:
    """What is wrong with a JSON answer to a request body (None: no body)."""
    return []


def stream_violations(
    api: ir.Api, operation: ir.Operation, request: ir.Json, events: Sequence[ir.Json]
) -> list[Violation]:
    """What is wrong with the data of all events of a stream, in order."""
    return []


def kept(
    api: ir.Api,
    operation: ir.Operation,
    request: ir.Json,
    draft: ir.Json,
    seed: int = 0,
) -> ir.Json:
    """A draft of an answer, changed until no response rule is broken."""
    return draft


def kept_events(
    api: ir.Api,
    operation: ir.Operation,
    request: ir.Json,
    drafts: Sequence[ir.Json],
    seed: int = 0,
) -> list[ir.Json]:
    """The events of a stream, made of a draft of each kind of event."""
    return list(drafts)
