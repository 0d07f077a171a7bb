"""The rows of an operation: each check with the requests that show it at work.

They come from the stored witnesses; what needs no search is made here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from accordant import answers, ir
from accordant.conform.bodies import BodyOf
from accordant.conform.cases import SCHEMA, SIDES, Case, Kind, Request, Row, Side
from accordant.conform.columns import Column, moved
from accordant.ir import Json, Proof, Witness
from accordant.rules import wording
from accordant.rules.evaluate import Rules, evaluate
from accordant.rules.labels import Target, labels, targets
from accordant.rules.samples import unused
from accordant.rules.walk import Object
from accordant.rules.wording import listed
from accordant.witnesses import proves

UNKNOWN = "no witness stored; run 'accordant witness --write'"
_STALE = "the stored witness no longer fits; run 'accordant witness --write'"
_UNMOVED = "no request of these models shows it"


def rows(
    api: ir.Api, to: BodyOf, models: Sequence[str], requests: dict[str, Request]
) -> Iterator[Row]:
    """The rows of an operation, in report order. `requests` are shared, by their id.

    With `models`, each check is tried at these values of the field with families.
    """
    return _Rows(api, to, models, requests).all()


class _Rows:
    """The rows of one operation."""

    def __init__(
        self,
        api: ir.Api,
        to: BodyOf,
        models: Sequence[str],
        requests: dict[str, Request],
    ) -> None:
        self.api = api
        self.to = to
        self.models = models
        self.requests = requests
        self.column = Column.of(to.model)
        self.shown: dict[str, list[ir.Shown]] = {}
        for entry in api.witnesses:
            if entry.model == to.model.name:
                self.shown.setdefault(entry.check, []).append(entry)
        self.plain = self.plainest()

    def all(self) -> Iterator[Row]:
        found, _ = targets(self.to.model, self.api.declarations)
        names = labels(found)
        structural = sum(target.structural for target in found)
        if not self.models:
            yield self.made("type", "error", wording.NOT_AN_OBJECT, [])
        for target, name in zip(found[:structural], names, strict=False):
            yield self.row(target, name, "structure")
        extra = self.to.model.extra
        if extra in ("warn", "error"):
            body = {**(self.plain or {}), unused(self.to.model): 1}
            severity: ir.Severity = "error" if extra == "error" else "warn"
            yield self.made("unknown", severity, wording.UNKNOWN, body)
        rest = iter(zip(found[structural:], names[structural:], strict=True))
        for rule in self.to.model.table.rules:
            if rule.server is not None:
                yield self.told(rule.id, "server", rule.server, str(rule.source))
            for _ in rule.checks:
                yield self.row(*next(rest), "rule")
        for group in self.to.operation.answers:
            for rule in group.rules:
                yield self.answer(group, rule)
        yield self.told(SCHEMA, "answer", "answers are as the document says", "")

    def told(self, name: str, kind: Kind, says: str, source: str) -> Row:
        """A row without cases of its own."""
        operation = self.to.name
        return Row(operation, name, name, kind, "error", says, source)

    def answer(self, group: ir.AnswerRules, rule: ir.Rule) -> Row:
        """A response rule, with requests of whose answers it decides."""
        if rule.server is not None:
            return self.told(rule.id, "server", rule.server, str(rule.source))
        says = next((check.message for check in rule.checks), rule.note or "")
        row = self.told(rule.id, "answer", says, str(rule.source))
        cases: dict[str, Case] = {}
        for check in rule.checks:
            body = answers.asking(self.api, self.to.operation, group, check)
            request = None if body is None else self.request(body)
            if request is None or request.refused:
                continue
            if not self.models or request.column in self.models:
                name = f"{rule.id}/asked" + (f"/{len(cases) + 1}" if cases else "")
                cases.setdefault(request.id, Case(name, "valid", request))
        return replace(row, severity=rule.severity, cases=tuple(cases.values()))

    def made(self, name: str, severity: ir.Severity, says: str, body: Json) -> Row:
        """A row of what every object is judged for: `body` breaks it, the plain one of
        the witnesses passes it."""
        row = self.told(name, "structure", says, "schema")
        row = replace(row, severity=severity)
        if self.plain is None:
            return replace(row, lacks=dict.fromkeys(SIDES, UNKNOWN))
        cases = (
            Case(f"{name}/valid", "valid", self.request(self.plain)),
            Case(f"{name}/invalid", "invalid", self.request(body)),
        )
        return replace(row, cases=cases)

    def plainest(self) -> dict[str, Json] | None:
        """The first witness that nothing is wrong with, at the first of the models."""
        for entries in self.shown.values():
            for entry in entries:
                if not isinstance(entry, Witness) or entry.kind == "invalid":
                    continue
                for _, body in self.bodies(entry):
                    known = self.api.declarations
                    if isinstance(body, dict) and not evaluate(
                        self.to.model, known, body
                    ):
                        return body
        return None

    def bodies(self, entry: Witness) -> Iterator[tuple[str, Json]]:
        """The body of a witness, or those that it has for the models."""
        if self.models and self.column is not None:
            return moved(self.column, entry, self.models)
        return iter([(entry.name, entry.request)])

    def row(self, target: Target, name: str, kind: Kind) -> Row:
        cases: list[Case] = []
        lacks: dict[Side, str] = dict.fromkeys(SIDES, UNKNOWN)
        for entry in self.shown.get(name, ()):
            if isinstance(entry, Proof):
                lacks[entry.lacks] = _proof(entry)
                continue
            side: Side = "valid" if entry.kind in ("valid", "boundary") else "invalid"
            tried = list(self.cases(target, entry, side))
            met = {case.request.id for case in cases}
            cases += (case for case in tried if case.request.id not in met)
            if not tried and lacks[side] == UNKNOWN:
                lacks[side] = _UNMOVED if self.models else _STALE
        for case in cases:
            if case.alone:
                lacks.pop(case.side, None)
        check = target.check
        return Row(
            self.to.name,
            name,
            target.id,
            kind,
            check.severity,
            check.message,
            str(check.source),
            _fields(target),
            tuple(cases),
            lacks,
        )

    def cases(self, target: Target, entry: Witness, side: Side) -> Iterator[Case]:
        """A witness, and with models what it is for each of them, where it still shows
        the check."""
        model, known = self.to.model, self.api.declarations
        for name, body in self.bodies(entry):
            changed = body is not entry.request
            if changed and not target.structural and isinstance(body, dict):
                rules = Rules(Object(model, body, ""), set())
                if not rules.applies(target.check):
                    continue
            if proves(model, known, target, entry.kind, body):
                alone = entry.kind != "together"
                yield Case(name, side, self.request(body), alone)

    def request(self, body: Json) -> Request:
        operation = self.to.name
        text = json.dumps([operation, body], sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        if key not in self.requests:
            expected = evaluate(self.to.model, self.api.declarations, body)
            column = "" if self.column is None else self.column.name(body)
            self.requests[key] = Request(key, self.to, body, tuple(expected), column)
        return self.requests[key]


def _fields(target: Target) -> tuple[str, ...]:
    """The top-level fields that a server may blame for a check."""
    if target.blame != ir.WHOLE:
        return (_top(target.blame),)
    counted = [
        name
        for test in target.check.tests
        for atom in test.atoms()
        if isinstance(atom, ir.Count)
        for name in atom.fields
    ]
    return tuple(dict.fromkeys(map(_top, counted)))


def _top(position: str) -> str:
    return ir.steps(position)[0].removesuffix("[]").removesuffix("{}")


def _proof(entry: Proof) -> str:
    """A proof in words, for the side that has no request."""
    does = "breaks" if entry.lacks == "invalid" else "passes"
    if entry.shadowed_by is None:
        return "not known: other values than were tried might do"
    if not entry.shadowed_by:
        return f"no request {does} it"
    return f"what {does} it breaks {listed(entry.shadowed_by, 'or')} as well"
