"""Where draws of requests start from: those of the vectors from which the walk over
the fields reaches all the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from accordant import ir
from accordant.jsonvalue import same
from accordant.rules.evaluate import evaluate

Request: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Starts:
    """Requests without an error; for each rule, ones that break it alone; and the rules
    for which there are none, with those that come with them."""

    right: list[Request]
    wrong: dict[str, list[Request]]
    inseparable: dict[str, list[str]] = field(default_factory=dict)


def starts(
    model: ir.Model,
    declarations: Mapping[str, ir.Decl],
    order: Sequence[str],
    requests: Sequence[ir.Json],
    shadowed: str,
) -> Starts:
    """The starts among some requests, for a walk over the fields in an order.

    `shadowed` are lines of proofs, as the vectors have them. Of a rule that no request
    breaks alone, and no proof speaks of, nothing is known to come with it.
    """

    def told(request: Request) -> tuple[set[str], set[str]]:
        found = evaluate(model, declarations, request)
        errors = {entry.rule for entry in found if entry.severity == "error"}
        return errors, {entry.rule for entry in found} - errors

    def right(request: Request) -> bool:
        return not told(request)[0]

    def breaking(rule: str) -> Callable[[Request], bool]:
        def alone(request: Request) -> bool:
            errors, warnings = told(request)
            return errors == {rule} or (not errors and rule in warnings)

        return alone

    objects = [request for request in requests if isinstance(request, dict)]
    wrong: dict[str, list[Request]] = {}
    fine: list[Request] = []
    for request in objects:
        errors, warnings = told(request)
        fine += [] if errors else [request]
        for rule in sorted(errors or warnings) if len(errors) < 2 else ():
            wrong.setdefault(rule, []).append(request)
    return Starts(
        _with_company(_fewest(fine, order, right), fine, right),
        {rule: _fewest(some, order, breaking(rule)) for rule, some in wrong.items()},
        _inseparable(model, shadowed, wrong),
    )


def _fewest(
    requests: list[Request], order: Sequence[str], wanted: Callable[[Request], bool]
) -> list[Request]:
    """The requests that are reached from none of those before, the smallest first."""
    found: list[Request] = []
    for request in sorted(requests, key=_size):
        if not any(_reached(start, request, order, wanted) for start in found):
            found.append(request)
    return found


def _with_company(
    found: list[Request], requests: list[Request], right: Callable[[Request], bool]
) -> list[Request]:
    """Starts, and for each field that is right beside certain others only a request that
    has it: the walk would seldom meet them all."""
    names = dict.fromkeys(name for request in requests for name in request)
    more: list[Request] = []
    for name in names:
        sent = [request for request in requests if request.get(name) is not None]
        for least in sorted(sent, key=_size)[:1]:
            alone = {**found[0], name: least[name]}
            if least not in more and not right(alone):
                more.append(least)
    return [*found, *more]


def _size(request: Request) -> tuple[int, int]:
    return len(request), len(json.dumps(request))


def _reached(
    start: Request,
    end: Request,
    order: Sequence[str],
    wanted: Callable[[Request], bool],
) -> bool:
    """Whether the fields can be changed one after the other, each step as wanted."""
    now = dict(start)
    for name in (*order, *(end.keys() - set(order)), *(start.keys() - set(order))):
        if name in now and name in end and same(now[name], end[name]):
            continue
        if name in end:
            now[name] = end[name]
        elif name in now:
            del now[name]
        else:
            continue
        if not wanted(now):
            return False
    return True


def _inseparable(
    model: ir.Model, shadowed: str, wrong: Mapping[str, Any]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {
        c.id: [] for c in model.checks() if c.id not in wrong
    }
    for line in map(json.loads, shadowed.splitlines()):
        rule = line["check"].partition("/")[0]
        if line["lacks"] == "invalid" and rule not in wrong:
            others = found.setdefault(rule, [])
            others += (o for o in line["shadowed_by"] or () if o not in others)
    return found
