"""The report that people read in a terminal: findings, a line a check, a summary."""

from __future__ import annotations

import json
from collections.abc import Iterator

from accordant.analysis.words import bold, counted
from accordant.conform.cases import Request
from accordant.conform.plan import Plan
from accordant.conform.results import Results
from accordant.conform.verdicts import AGREES, SERVER, UNDECIDED, Decided
from accordant.ir import Json
from accordant.shortening import printable, request_text

_WIDE = 400
_HEADS = "check", "passes it", "breaks it", ""


def plain(text: str) -> str:
    """One line for a terminal, whatever a server or a spec wrote into it."""
    return "".join(
        sign if sign.isprintable() else ascii(sign)[1:-1] for sign in printable(text)
    )


def lines(results: Results) -> Iterator[str]:
    """The report, a line each."""
    api = results.api
    yield plain(f"{results.subject} beside {api.title} {api.version}")
    yield f"{counted(results.asked, 'request')} answered"
    found = results.findings
    if found or results.faults:
        yield ""
        yield bold("Findings")
        for fault in results.faults:
            yield plain(f"  validator: {fault}")
        for entry in found:
            yield from _finding(results, entry)
    yield from _checks(results)
    yield ""
    yield from _summary(results)


def _finding(results: Results, entry: Decided) -> Iterator[str]:
    row = entry.row
    yield plain(f"  {entry.verdict}: {entry.name} of {row.operation}")
    if row.says:
        source = f" ({row.source})" if row.source else ""
        yield plain(f"    rule    {row.says}{source}")
    shown = [case for case in entry.cases if case.verdict == entry.verdict]
    for case in shown[:3]:
        yield from _exchange(results, case.case.request)
        if case.note:
            yield plain(f"    so      {case.note}")
    for request, message in entry.broken[:3]:
        yield from _exchange(results, request)
        yield plain(f"    so      {message}")
    more = max(0, len(shown) - 3) + max(0, len(entry.broken) - 3)
    if more:
        yield f"    and {counted(more, 'request')} more"


def _exchange(results: Results, request: Request) -> Iterator[str]:
    yield plain(f"    sent    {_cut(request_text(request.body))}")
    outcome = results.outcomes.get(request.id)
    if outcome is not None and outcome.status is not None:
        yield plain(f"    said    {outcome.status} {_cut(_text(outcome.answer))}")
    reported = results.reported.get(request.id)
    if reported is not None:
        said = "; ".join(f"{e.rule} at {e.path or 'the top'}" for e in reported)
        yield plain(f"    said    {_cut(said or 'valid')}")


def _checks(results: Results) -> Iterator[str]:
    checks = results.checks()
    for to in results.plan.operations:
        own = {key: found for key, found in checks.items() if key[0] == to.name}
        if not own:
            continue
        yield ""
        yield bold(plain(f"{to.name}  {to.operation.http.upper()} {to.operation.path}"))
        rows = [_HEADS, *(_row(found) for found in own.values() if found[0].side)]
        widths = [max(len(row[at]) for row in rows) for at in range(3)]
        for row in rows if len(rows) > 1 else ():
            cells = [cell.ljust(n) for cell, n in zip(row, widths, strict=False)]
            yield plain(f"  {'  '.join([*cells, row[3]]).rstrip()}")
        for found in own.values():
            entry = found[0]
            if entry.side is None:
                note = f": {entry.note}" if _telling(entry) else ""
                yield plain(f"  {entry.row.check}  {entry.verdict}{note}")
    for name, reason in results.plan.left_out:
        yield ""
        yield plain(f"{name}: nothing is sent: {reason}")


def _row(found: list[Decided]) -> tuple[str, str, str, str]:
    """Check, the verdict of each side, and a note."""
    valid, invalid = (entry.verdict for entry in found)
    notes = dict.fromkeys(e.note for e in found if e.note and _telling(e))
    return found[0].row.check, valid, invalid, "; ".join(notes)


def _telling(entry: Decided) -> bool:
    """Whether the note says more than the finding above does."""
    return entry.verdict in (AGREES, UNDECIDED, SERVER)


def _summary(results: Results) -> Iterator[str]:
    if results.stopped:
        yield plain(f"stopped: {results.stopped}")
    counts = results.counts()
    told = [
        f"{number} {'agree' if kind == AGREES else kind}"
        for kind, number in counts.items()
        if number
    ]
    yield f"{counted(sum(counts.values()), 'check')}: {', '.join(told)}"


def plan_lines(api_name: str, plan: Plan, chosen: list[Request]) -> Iterator[str]:
    """What a dry run prints."""
    yield plain(f"would be sent for {api_name}; nothing was")
    for to in plan.operations:
        yield ""
        yield plain(f"{to.name}  {to.operation.http.upper()} {to.operation.path}")
        serves: dict[str, list[str]] = {}
        for row in plan.rows:
            for case in row.cases if row.operation == to.name else ():
                serves.setdefault(case.request.id, []).append(case.name)
        for request in chosen:
            if request.to != to:
                continue
            first, *rest = serves[request.id]
            more = f" and {len(rest)} more" if rest else ""
            wanted = "refuse" if request.refused else "accept"
            yield plain(
                f"  {wanted}  {first}{more}: {_cut(request_text(request.body))}"
            )
    for name, reason in plan.left_out:
        yield ""
        yield plain(f"{name}: nothing is sent: {reason}")
    yield from _lacking(plan)
    refused = sum(request.refused for request in chosen)
    checks = sum(row.kind in ("structure", "rule") for row in plan.rows)
    yield ""
    yield (
        f"{counted(checks, 'check')}, {counted(len(chosen), 'request')}: a server that"
        f" agrees refuses {refused} and accepts {len(chosen) - refused}"
    )


def _lacking(plan: Plan) -> Iterator[str]:
    """What no request can decide, with the reason."""
    told = [
        f"  {row.operation} {row.check}/{side}: {why}"
        for row in plan.rows
        for side, why in row.lacks.items()
    ]
    told += [
        f"  {row.operation} {row.check}: only the server can decide: {row.says}"
        for row in plan.rows
        if row.kind == "server"
    ]
    if told:
        yield ""
        yield "no request decides"
        yield from map(plain, told)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDE else f"{text[:_WIDE]}..."
