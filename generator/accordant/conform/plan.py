"""The plan: of each check of an operation, requests that pass it and that break it.

They come from the stored witnesses. Identical requests of an operation are one request,
which serves every check that it is a case of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from accordant import ir
from accordant.conform.bodies import BodyOf, bodies
from accordant.conform.columns import Column, moved
from accordant.ir import Json, Proof, Witness
from accordant.rules.evaluate import Rules, Violation, evaluate
from accordant.rules.labels import Target, labels, targets
from accordant.rules.walk import Object
from accordant.rules.wording import listed
from accordant.witnesses import proves

Side: TypeAlias = Literal["valid", "invalid"]
Kind: TypeAlias = Literal["structure", "rule", "server", "answer"]
SIDES: tuple[Side, Side] = ("valid", "invalid")
"""What a request does to a check: it passes it, or breaks it."""

UNKNOWN = "no witness stored; run 'accordant witness --write'"
_STALE = "the stored witness no longer fits; run 'accordant witness --write'"
_UNMOVED = "no request of these models shows it"


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """What is sent once. `expected` is what the table says of it, `column` the value
    of the field with families; `id` follows from operation and body alone."""

    id: str
    to: BodyOf
    body: Json
    expected: tuple[Violation, ...]
    column: str

    @property
    def refused(self) -> bool:
        """Whether a server that agrees refuses it."""
        return any(entry.severity == "error" for entry in self.expected)


@dataclass(frozen=True, slots=True)
class Case:
    """A request as a case of one check. `alone` unless it breaks other checks too."""

    name: str
    side: Side
    request: Request
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A check of an operation, with its cases; `lacks` says why a side has none.

    `check` is its label, `rule` the id that is reported, `fields` the top-level fields
    that may be blamed for it (none: the whole body).
    """

    operation: str
    check: str
    rule: str
    kind: Kind
    severity: ir.Severity
    says: str
    source: str
    fields: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    lacks: dict[Side, str] = field(default_factory=dict)

    def of(self, side: Side) -> list[Case]:
        """The cases of one side."""
        return [case for case in self.cases if case.side == side]


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows in report order; the requests, the most telling ones first; the
    operations that nothing can be sent to, with the reason."""

    rows: tuple[Row, ...]
    requests: tuple[Request, ...]
    operations: tuple[BodyOf, ...]
    left_out: tuple[tuple[str, str], ...]

    def fingerprint(self, parameters: Mapping[str, str]) -> str:
        """What is the same for two plans exactly if they ask and expect the same."""
        asked = [
            [r.id, [[e.rule, e.path, e.severity] for e in r.expected]]
            for r in sorted(self.requests, key=lambda request: request.id)
        ]
        answers = [
            [row.operation, row.check] for row in self.rows if row.kind == "answer"
        ]
        text = json.dumps([asked, answers, sorted(parameters.items())])
        return hashlib.sha256(text.encode()).hexdigest()


def plan(
    api: ir.Api, parameters: Iterable[str] = (), models: Sequence[str] = ()
) -> Plan:
    """The plan for all operations with a body that is judged.

    `parameters` are the names of those that values are known for. With `models`, each
    check is tried at these values of the field with families, and at no others.
    """
    found, left_out = bodies(api, set(parameters))
    rows: list[Row] = []
    requests: dict[str, Request] = {}
    for body in found:
        rows += _Rows(api, body, models, requests).all()
    return Plan(tuple(rows), ordered(rows), tuple(found), tuple(left_out))


def ordered(rows: Iterable[Row]) -> tuple[Request, ...]:
    """One violation of each check, then what it lets pass, then all others."""
    ranks: dict[str, tuple[int, Request]] = {}
    for row in rows:
        for side, first, rest in (("invalid", 0, 2), ("valid", 1, 3)):
            cases = [case for case in row.cases if case.side == side]
            for number, case in enumerate(cases):
                rank = rest if number else first
                known = ranks.get(case.request.id)
                if known is None or rank < known[0]:
                    ranks[case.request.id] = rank, case.request
    return tuple(r for _, r in sorted(ranks.values(), key=lambda entry: entry[0]))


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

    def all(self) -> Iterator[Row]:
        found, _ = targets(self.to.model, self.api.declarations)
        names = labels(found)
        structural = sum(target.structural for target in found)
        for target, name in zip(found[:structural], names, strict=False):
            yield self.row(target, name, "structure")
        rest = iter(zip(found[structural:], names[structural:], strict=True))
        for rule in self.to.model.table.rules:
            if rule.server is not None:
                yield self.told(rule.id, "server", rule.server, str(rule.source))
            for _ in rule.checks:
                yield self.row(*next(rest), "rule")
        for rule in rules_of_answers(self.to.operation):
            says = getattr(rule, "message", None) or getattr(rule, "note", None)
            yield self.told(rule.id, "answer", says or "", str(rule.source))
        yield self.told(SCHEMA, "answer", "answers are as the document says", "")

    def told(self, name: str, kind: Kind, says: str, source: str) -> Row:
        """A row without cases of its own."""
        operation = self.to.name
        return Row(operation, name, name, kind, "error", says, source)

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
        bodies = [(entry.name, entry.request)]
        if self.models and self.column is not None:
            bodies = list(moved(self.column, entry, self.models))
        for name, body in bodies:
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


SCHEMA = "schema"
"""The name of the row that stands for the structure of answers."""


def rules_of_answers(operation: ir.Operation) -> list[Any]:
    """The response rules of an operation: each has `id` and `source`."""
    return [rule for a in getattr(operation, "answers", ()) for rule in a.rules]


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
