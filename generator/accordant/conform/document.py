"""The report as JSON, for programs; its shape is stable within a version.

`{"version": 1, "spec": {title, version}, "subject", "stopped", "faults", "counts",
"operations": [{name, http, path, field, columns}], "left_out": [{operation, reason}],
"checks": [...], "requests": [...]}`.

A check is `{operation, check, rule, kind, severity, says, source, verdict, sides}`, with
the worst verdict of its sides; a side is
`{side, verdict, note, cases, broken}`: `side` is valid, invalid, or null of rows about
answers; a case is `{name, request, verdict, note}`, one of `broken` is `{request,
message}`; `request` is the id of a request. A request is `{id, operation, column, body,
repeat, refused, expected, outcome, reported}`: `repeat` says how often what was cut
short stands in the body, by pointer; `expected` and `reported` are lists of `{rule,
path, message, severity}`; `outcome` and `reported` are null where there is none.

An outcome is `{status, reason, message, param, code, listed, answer, judged, broken,
seconds, tries}`: `status` is null without an answer; `reason` says why it decides
nothing; `message`, `param`, `code` and the rule ids in `listed` are what a refusal says;
`broken` is what is wrong with an accepted answer, if it was `judged`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from accordant.conform.cases import Request
from accordant.conform.columns import NONE, OTHER, Column
from accordant.conform.results import Results
from accordant.conform.verdicts import Decided, of_check
from accordant.rules.evaluate import Violation
from accordant.shortening import shortened

VERSION = 1


def text(results: Results) -> str:
    """The document as a file."""
    return json.dumps(document(results), indent=2) + "\n"


def document(results: Results) -> dict[str, Any]:
    """The document of a run."""
    return {
        "version": VERSION,
        "spec": {"title": results.api.title, "version": results.api.version},
        "subject": results.subject,
        "stopped": results.stopped,
        "faults": [*results.faults],
        "counts": results.counts(),
        "operations": [_operation(results, to.name) for to in results.plan.operations],
        "left_out": [
            {"operation": name, "reason": reason}
            for name, reason in results.plan.left_out
        ],
        "checks": [_check(entries) for entries in results.checks().values()],
        "requests": [_request(results, r) for r in results.plan.requests],
    }


def _operation(results: Results, name: str) -> dict[str, Any]:
    to = next(to for to in results.plan.operations if to.name == name)
    column = Column.of(to.model)
    met = {r.column for r in results.plan.requests if r.to.name == name}
    columns: list[dict[str, Any]] = []
    if column is not None:
        columns = [
            {"name": value, "families": [*column.families[value]]}
            for value in column.values
        ]
        columns += [{"name": n, "families": []} for n in (NONE, OTHER) if n in met]
    return {
        "name": name,
        "http": to.operation.http.upper(),
        "path": to.operation.path,
        "field": None if column is None else column.field,
        "columns": columns,
    }


def _check(entries: list[Decided]) -> dict[str, Any]:
    row = entries[0].row
    return {
        "operation": row.operation,
        "check": row.check,
        "rule": row.rule,
        "kind": row.kind,
        "severity": row.severity,
        "says": row.says,
        "source": row.source,
        "verdict": of_check(entries),
        "sides": [_side(entry) for entry in entries],
    }


def _side(entry: Decided) -> dict[str, Any]:
    return {
        "side": entry.side,
        "verdict": entry.verdict,
        "note": entry.note,
        "cases": [
            {
                "name": case.case.name,
                "request": case.case.request.id,
                "verdict": case.verdict,
                "note": case.note,
            }
            for case in entry.cases
        ],
        "broken": [
            {"request": request.id, "message": message}
            for request, message in entry.broken
        ],
    }


def _request(results: Results, request: Request) -> dict[str, Any]:
    outcome = results.outcomes.get(request.id)
    reported = results.reported.get(request.id)
    short = shortened(request.body)
    return {
        "id": request.id,
        "operation": request.to.name,
        "column": request.column,
        "body": short["request"],
        "repeat": short.get("repeat", {}),
        "refused": request.refused,
        "expected": _violations(request.expected),
        "outcome": None if outcome is None else outcome.as_json(),
        "reported": None if reported is None else _violations(reported),
    }


def _violations(found: Iterable[Violation]) -> list[dict[str, Any]]:
    return [entry._asdict() for entry in found]
