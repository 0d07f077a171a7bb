"""Answers held against their schema and the response rules of their operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from accordant import ir
from accordant.jsonvalue import same
from accordant.location import Report
from accordant.pointers import pointer
from accordant.rules.answers import with_counts
from accordant.rules.evaluate import Rules, Violation
from accordant.rules.structure import positions
from accordant.rules.walk import Object, Walk


class Case(NamedTuple):
    """A request and what rows speak of beside it, as one object; `path` is where that
    stands in the answer (JSON Pointer)."""

    rules: ir.AnswerRules
    value: dict[str, Any]
    path: str


def violations(
    api: ir.Api, operation: ir.Operation, request: ir.Json, answer: ir.Json
) -> list[Violation]:
    """What is wrong with a JSON answer to a request body (None: no body)."""
    found = list(_structure(api, operation, [answer], streams=False))
    for case in cases(operation, request, answer):
        found += _broken(api, case)
    return found


def stream_violations(
    api: ir.Api, operation: ir.Operation, request: ir.Json, events: Sequence[ir.Json]
) -> list[Violation]:
    """What is wrong with the data of all events of a stream, in order."""
    found = list(_structure(api, operation, events, streams=True))
    for case in stream_cases(api, operation, request, events):
        found += _broken(api, case)
    return found


def cases(operation: ir.Operation, request: ir.Json, answer: ir.Json) -> Iterator[Case]:
    """What the rows about a JSON answer are asked of."""
    for rules in operation.answers:
        subject = rules.subject
        if subject.about == "response":
            yield Case(rules, {"request": request, "response": answer}, "")
        elif subject.about == "item":
            path, items = "", answer
            for wire in subject.path:
                path = pointer(path, wire)
                items = items.get(wire) if isinstance(items, Mapping) else None
            for index, item in enumerate(items if isinstance(items, list) else ()):
                yield Case(rules, {"request": request, "item": item}, f"{path}/{index}")


def stream_cases(
    api: ir.Api, operation: ir.Operation, request: ir.Json, events: Sequence[ir.Json]
) -> Iterator[Case]:
    """What the rows about a stream are asked of."""
    tag = tag_of(api, operation)
    for rules in operation.answers:
        subject = rules.subject
        if subject.about not in ("event", "events"):
            continue
        those = [
            index
            for index, event in enumerate(events)
            if tag is not None and _get(event, tag) == subject.tag
        ]
        if subject.about == "event":
            for index in those:
                value = {"request": request, "event": events[index]}
                yield Case(rules, value, f"/{index}")
        else:
            facts: dict[str, Any] = {
                "count": len(those),
                "last": bool(those) and those[-1] == len(events) - 1,
            }
            if subject.numbered is not None:
                numbers = [_get(events[index], subject.numbered) for index in those]
                facts["numbered"] = same(numbers, list(range(len(those))))
            yield Case(rules, {"request": request, "events": facts}, "")


def tag_of(api: ir.Api, operation: ir.Operation) -> str | None:
    """The property that tells the events of a stream apart."""
    for response in operation.successes():
        kind = response.type
        while isinstance(kind, ir.Ref):
            decl = api.declarations[kind.name]
            if isinstance(decl, ir.Union):
                if response.streams:
                    return decl.tag
                break
            if not isinstance(decl, ir.Alias):
                break
            kind = decl.type
    return None


def rows(api: ir.Api, case: Case) -> Rules:
    """The rows of a case, to be asked; what is wrong in itself is not decided by them."""
    walk = Walk(with_counts(api.declarations))
    value = {key: one for key, one in case.value.items() if isinstance(one, Mapping)}
    walk.object(case.rules.model, value, "", "")
    invalid = {entry.path for entry in walk.found}
    return Rules(Object(case.rules.model, value, ""), invalid)


def _broken(api: ir.Api, case: Case) -> Iterator[Violation]:
    for entry in rows(api, case).violations():
        head, _, rest = entry.path.removeprefix("/").partition("/")
        path = entry.path
        if head == "events":
            path = ""
        elif head != "request":
            path = case.path + (f"/{rest}" if rest else "")
        yield entry._replace(path=path)


def _structure(
    api: ir.Api, operation: ir.Operation, answers: Sequence[ir.Json], streams: bool
) -> Iterator[Violation]:
    """What the schema of an answer, or of each event, refuses."""
    found = [r for r in operation.successes() if r.streams == streams]
    position = position_of(api, operation, found[0]) if found else None
    for index, answer in enumerate(answers if position is not None else ()):
        assert position is not None
        walk = Walk(api.declarations)
        walk.value(position, answer, f"/{index}" if streams else "", "")
        yield from walk.found


def position_of(
    api: ir.Api, operation: ir.Operation, response: ir.Response
) -> ir.Position:
    """Where an answer stands that is judged by itself: `response`, or `event`."""
    wire = "event" if response.streams else "response"
    where = operation.where
    field = ir.Field(
        wire, response.type, False, "", None, False, "both", False, (), where
    )
    whole = ir.Model(wire, None, "", (field,), "allow", where)
    return positions(whole, api.declarations, Report())[0][0]


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None
