"""The plan: of each check of an operation, requests that pass it and that break it.

Identical requests of an operation are one request, which serves every check that it is
a case of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accordant import ir
from accordant.conform.bodies import BodyOf, bodies
from accordant.conform.cases import Request, Row
from accordant.conform.rows import rows


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
    made: list[Row] = []
    requests: dict[str, Request] = {}
    for body in found:
        made += rows(api, body, models, requests)
    return Plan(tuple(made), ordered(made), tuple(found), tuple(left_out))


def ordered(made: Iterable[Row]) -> tuple[Request, ...]:
    """One violation of each check, then what it lets pass, then all others."""
    ranks: dict[str, tuple[int, Request]] = {}
    for row in made:
        for side, first, rest in (("invalid", 0, 2), ("valid", 1, 3)):
            cases = [case for case in row.cases if case.side == side]
            for number, case in enumerate(cases):
                rank = rest if number else first
                known = ranks.get(case.request.id)
                if known is None or rank < known[0]:
                    ranks[case.request.id] = rank, case.request
    return tuple(r for _, r in sorted(ranks.values(), key=lambda entry: entry[0]))
