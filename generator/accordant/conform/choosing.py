"""Which part of a plan is sent: checks by name, refusals only, so many requests."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from accordant.conform.cases import Request, Row
from accordant.conform.plan import Plan, ordered
from accordant.options import Misuse, hint


def narrowed(plan: Plan, wanted: Sequence[str], skipped: Sequence[str]) -> Plan:
    """The rows whose label or rule id fits a pattern of `wanted` (if there are any) and
    none of `skipped`, with their requests. Raises Misuse if a pattern fits nothing."""
    for option, patterns in (("--rule", wanted), ("--skip-rule", skipped)):
        for pattern in patterns:
            if not any(_fits(row, [pattern]) for row in plan.rows):
                names = tuple(dict.fromkeys(row.rule for row in plan.rows))
                meant = hint(pattern, names)
                raise Misuse(f"{option}: no check is called '{pattern}'{meant}")
    rows = tuple(
        row
        for row in plan.rows
        if (not wanted or _fits(row, wanted)) and not _fits(row, skipped)
    )
    return replace(plan, rows=rows, requests=ordered(rows))


def _fits(row: Row, patterns: Sequence[str]) -> bool:
    names = (row.check, row.rule)
    return any(fnmatchcase(name, pattern) for pattern in patterns for name in names)


def sendable(
    plan: Plan, only_refusals: bool, budget: int | None, known: Container[str] = ()
) -> tuple[list[Request], dict[str, str]]:
    """What may be sent, in order; and of all other requests why it is not. Those that
    are `known` are neither."""
    unsent: dict[str, str] = {}
    chosen: list[Request] = []
    for request in plan.requests:
        if request.id in known:
            continue
        if only_refusals and not request.refused:
            unsent[request.id] = "not sent: the table accepts it (--only-refusals)"
        elif budget is not None and len(chosen) == budget:
            unsent[request.id] = f"not sent: the budget of {budget} is used up"
        else:
            chosen.append(request)
    return chosen, unsent


def of_requests(plan: Plan) -> Plan:
    """The plan without the rows about answers."""
    rows = tuple(row for row in plan.rows if row.kind != "answer")
    return replace(plan, rows=rows)
