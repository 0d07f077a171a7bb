"""A run: the plan, whoever is asked, the verdicts, the reports."""

from __future__ import annotations

import sys

from accordant import ir
from accordant.conform import document, html, junit, table
from accordant.conform.choosing import narrowed, sendable
from accordant.conform.outcome import Outcome
from accordant.conform.plan import Plan, plan
from accordant.conform.results import Results, Stopped
from accordant.conform.settings import Settings
from accordant.conform.verdicts import by_outcome, by_report, decided
from accordant.options import Misuse
from accordant.progress import steps

_INTERRUPTED = "interrupted"


def run(api: ir.Api, asked: Settings) -> int:
    """Ask, print, write; returns the exit code. Raises Misuse."""
    whole = plan(api, asked.parameters, asked.models)
    if not whole.operations:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in whole.left_out)
        said = f": {reasons}" if reasons else ""
        raise Misuse(f"no operation has a JSON body that can be judged{said}")
    if asked.models and not any(to.model.table.families for to in whole.operations):
        raise Misuse("--model: no field has families")
    chosen = narrowed(whole, asked.rules, asked.skipped)
    if asked.dry:
        return _dry(api, asked, chosen)
    ask = _program if asked.validator else _server
    try:
        results = ask(api, asked, chosen)
    except Stopped as error:
        print(table.plain(f"accordant: {error}"), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"accordant: {_INTERRUPTED}", file=sys.stderr)
        return 2
    _print(asked, "\n".join(table.lines(results)))
    written = _write(asked, results)
    return results.exit_code(asked.fail_on) if written else 2


def _dry(api: ir.Api, asked: Settings, chosen: Plan) -> int:
    requests, _ = sendable(chosen, asked.only_refusals, asked.budget)
    named = f"{api.title} {api.version}"
    _print(asked, "\n".join(table.plan_lines(named, chosen, requests)))
    unsent = {request.id: "not sent: a dry run" for request in chosen.requests}
    verdicts = decided(chosen, by_outcome({}, unsent), {})
    results = Results(api, "a dry run", chosen, verdicts)
    return 0 if _write(asked, results) else 2


def _server(api: ir.Api, asked: Settings, chosen: Plan) -> Results:
    from accordant.conform import missing

    message = missing()
    if message:
        raise Misuse(message)
    from accordant.conform.credentials import credential
    from accordant.conform.journal import Journal
    from accordant.conform.sending import Server, send

    server = Server(
        asked.url,
        credential(api, asked.key_variable),
        asked.headers,
        asked.parameters,
        asked.timeout,
        asked.rate,
        asked.concurrency,
    )
    journal = None
    outcomes: dict[str, Outcome] = {}
    if asked.resume is not None:
        fingerprint = plan(api, asked.parameters).fingerprint(asked.parameters)
        journal = Journal(asked.resume, fingerprint, asked.url)
        met = (request.id for request in chosen.requests)
        outcomes = {key: journal.known[key] for key in met if key in journal.known}
    waiting, unsent = sendable(chosen, asked.only_refusals, asked.budget, outcomes)
    stopped = ""
    try:
        with steps() as told:
            for number, (request, outcome) in enumerate(send(api, server, waiting), 1):
                told(f"{number} of {len(waiting)} requests")
                outcomes[request.id] = outcome
                if journal is not None:
                    journal.add(request.id, outcome)
    except KeyboardInterrupt:
        stopped = _INTERRUPTED
    finally:
        if journal is not None:
            journal.close()
    for request in waiting:
        if request.id not in outcomes:
            unsent[request.id] = f"not sent: {stopped}"
    verdicts = decided(chosen, by_outcome(outcomes, unsent), outcomes)
    return Results(api, asked.url, chosen, verdicts, outcomes, stopped=stopped)


def _program(api: ir.Api, asked: Settings, chosen: Plan) -> Results:
    from accordant.conform.choosing import of_requests
    from accordant.conform.validator import ask

    judged = of_requests(chosen)
    requests, unsent = sendable(judged, asked.only_refusals, asked.budget)
    reports = ask(asked.validator, requests, asked.timeout)
    missing = unsent | reports.missing
    verdicts = decided(judged, by_report(reports.found, missing), {})
    return Results(
        api,
        " ".join(asked.validator),
        judged,
        verdicts,
        reported=reports.found,
        faults=reports.faults,
    )


def _print(asked: Settings, text: str) -> None:
    print(text, file=sys.stderr if asked.quiet else sys.stdout)


def _write(asked: Settings, results: Results) -> bool:
    """Write the reports; whether all could be."""
    writers = {"json": document.text, "junit": junit.text, "html": html.text}
    fine = True
    for kind, path in asked.reports.items():
        text = writers[kind](results)
        if path == "-":
            sys.stdout.write(text)
            continue
        try:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            message = f"accordant: cannot write {path}: {error.strerror}"
            print(message, file=sys.stderr)
            fine = False
    return fine


__all__ = ["run"]
