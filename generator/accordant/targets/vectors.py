"""Vectors: JSON Lines of a request and its ordered violations (id, path, message).

Requests come from the table itself: its `accepts` and `rejects`, and the examples of
the operations that send the model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from accordant import ir, names
from accordant.rules.evaluate import evaluate


def render(api: ir.Api) -> dict[str, str]:
    """One file a judged model."""
    return {
        f"{names.snake(model.name)}.jsonl": "".join(_lines(api, model))
        for model in api.judged()
    }


def _lines(api: ir.Api, model: ir.Model) -> Iterator[str]:
    seen = set()
    for request in _requests(api, model):
        found = evaluate(model, api.declarations, request)
        violations = [[entry.rule, entry.path, entry.message] for entry in found]
        line = json.dumps({"request": request, "violations": violations}) + "\n"
        if line not in seen:
            seen.add(line)
            yield line


def _requests(api: ir.Api, model: ir.Model) -> Iterator[ir.Json]:
    for operation in api.operations:
        for body in operation.bodies:
            if body.type == ir.Ref(model.name):
                yield from (example.value for example in body.examples)
    for rule in model.table.rules:
        yield from rule.accepts
        yield from rule.rejects
