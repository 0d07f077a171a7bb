"""Requests whose answers can break a response rule: what a tester has to send."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, product
from typing import Any

from accordant import ir
from accordant.answers.judging import Case
from accordant.rules.evaluate import Rules, evaluate
from accordant.rules.fields import way_to
from accordant.rules.samples import Samples
from accordant.rules.walk import Object

MOST = 5_000
"""Requests that are tried for one check."""


def asking(
    api: ir.Api, operation: ir.Operation, rules: ir.AnswerRules, check: ir.Check
) -> dict[str, Any] | None:
    """A request that the table lets pass, and of whose answers the check decides; None
    if none was found."""
    body = operation.body()
    if body is None or not isinstance(body.type, ir.Ref):
        return None
    model = api.declarations[body.type.name]
    if not isinstance(model, ir.Model):
        return None
    streams = rules.subject.about in ("event", "events")
    if streams and operation.stream_field is None and len(operation.successes()) > 1:
        return None
    plain = Samples(api.declarations, set(), {}).object(model.name)
    if operation.stream_field is not None and streams:
        plain = {**plain, operation.stream_field: True}
    checks = _related(operation, rules, check)
    fields = _fields(model, rules, checks)
    values = [[_ABSENT, *_values(api, model, rules, name)] for name in fields]
    for chosen in islice(product(*values), MOST):
        request: dict[str, Any] = dict(plain)
        for name, value in zip(fields, chosen, strict=True):
            if value is not _ABSENT:
                request[name] = value
        if _decides(rules, checks, request) and not any(
            entry.severity == "error"
            for entry in evaluate(model, api.declarations, request)
        ):
            return request
    return None


_ABSENT = object()


def _related(
    operation: ir.Operation, rules: ir.AnswerRules, check: ir.Check
) -> list[ir.Check]:
    """The check, and those of how many events of its kind there may be: without any,
    nothing is told of them."""
    found = [check]
    for group in operation.answers:
        if group.subject.about == "events" and group.subject.tag == rules.subject.tag:
            found += group.model.table.checks()
    return found


def _fields(
    model: ir.Model, rules: ir.AnswerRules, checks: list[ir.Check]
) -> list[str]:
    """The fields of a request, not those inside of others, that decide a check: what it
    reads, and what has families."""
    table = rules.model.table
    named = [
        name
        for check in checks
        for test in check.tests
        for name in table.read_by(test)
        if name.startswith("request.")
    ]
    assumed = [
        name
        for row in table.defaults
        if row.field in named
        for test in row.when
        for name in table.read_by(test)
    ]
    families = [family.field for family in table.families]
    known = {field.wire for field in model.fields}
    tops = [name.removeprefix("request.") for name in (*families, *assumed, *named)]
    return [name for name in dict.fromkeys(tops) if name in known]


def _values(
    api: ir.Api, model: ir.Model, rules: ir.AnswerRules, name: str
) -> list[ir.Json]:
    """Values of a field that rules tell apart."""
    table, field = rules.model.table, f"request.{name}"
    found: list[ir.Json] = [f.values[0] for f in table.families_of(field)]
    found += next(f.examples for f in model.fields if f.wire == name)
    position = way_to(model, api.declarations, name)[-1]
    told = (atom for check in table.checks() for atom in _atoms(check, field))
    for atom in chain((c.atom for c in position.checks), told):
        if isinstance(atom, ir.OneOf):
            found += [value for value in atom.values if value is not None]
        elif isinstance(atom, ir.Bound) and "exclusive" not in atom.op:
            found.append(atom.limit)
    if position.kind == "boolean":
        found.append(True)
    if position.kind == "integer" and len(found) > 1:
        found.insert(0, 2)  # one of many says more than the least or the most
    if not found:
        found.append(Samples(api.declarations, set(), {}).plain(position, ""))
    kept: list[ir.Json] = []
    for value in found:
        if value not in kept:
            kept.append(value)
    return kept


def _atoms(check: ir.Check, field: str) -> Iterator[ir.Atom]:
    for test in check.tests:
        if test.field == field:
            yield from test.atoms()


def _decides(
    rules: ir.AnswerRules, checks: list[ir.Check], request: dict[str, Any]
) -> bool:
    """Whether some answer to a request would break the first of the checks."""
    check = checks[0]
    case = Case(rules, {"request": request}, "")
    read = Rules(Object(rules.model, case.value, ""), set())
    about = [test for test in check.when if _of_request(test)]
    if not all(read.test(test) is True for test in about):
        return False
    if any(_of_request(test) for test in check.require):
        return any(
            read.test(test) is False for test in check.require if _of_request(test)
        )
    if any(_of_request(test) for test in check.forbid):
        return any(
            read.test(test) is True for test in check.forbid if _of_request(test)
        )
    echoed = {
        atom.field
        for one in checks
        for test in one.tests
        for atom in test.atoms()
        if isinstance(atom, ir.Echo | ir.Relative)
    }
    return all(isinstance(read.effective(name), str | int | float) for name in echoed)


def _of_request(test: ir.Test) -> bool:
    return test.field.partition(".")[0] == "request"
