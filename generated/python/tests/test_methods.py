"""Every method: what it sends, what it refuses to send, and what it answers with."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from driver import Driver
from listening import heard
from loopback import Loopback
from replies import events, json_response, response
from subject import END, UNSET, ConstraintError, models, violations, written
from vectors import by_model, lines, request_of, some

Line = dict[str, Any]
METHODS = some(
    [pytest.param(line, id=line["method"]) for line in lines("methods.jsonl")]
)
JUDGED = some(
    [
        pytest.param(line, vector, id=f"{line['method']}:{vector['name']}")
        for line in lines("methods.jsonl")
        for vector in by_model()[line["params"]]
        if isinstance(vector["request"], dict)
    ]
)


def in_json(line: Line) -> bool:
    """Whether a method sends JSON."""
    return str(line["media"]).endswith("json")


def method_of(made: Any, line: Line) -> Any:
    """The method of a client, found by its path."""
    found = made
    for part in line["method"].split("."):
        found = getattr(found, part)
    return found


def arguments(line: Line, request: Any) -> dict[str, Any]:
    """The arguments that make a request; what no argument stands for is extra."""
    found = dict(line["others"])
    if line["body"]:
        found["body"] = b"a body" if request is None else request
    if line["body"] or not line["media"] or request is None:
        return found
    for wire, argument in line["fields"].items():
        found[argument] = request.get(wire, UNSET)
    extra = {key: item for key, item in request.items() if key not in line["fields"]}
    return {**found, "extra_body": extra}


def plain(line: Line) -> Any:
    """A request that asks for no event stream."""
    for request in line["requests"]:
        if not (isinstance(request, dict) and request.get(line["stream_field"])):
            return request
    return {} if line["params"] else None


def needed(method: Any) -> set[str]:
    """The arguments that a method cannot be called without."""
    found = inspect.signature(method).parameters.values()
    return {one.name for one in found if one.default is one.empty}


def reply_to(line: Line, request: Any) -> bytes:
    """A response of the kind that a request asks for."""
    field = line["stream_field"]
    asked = field is not None and isinstance(request, dict) and request.get(field)
    if line["kind"] == "events" or asked is True:
        stream = [f"data: {json.dumps(item)}\n\n" for item in line["events"]]
        end = [f"data: {END}\n\n"] if END else []
        return events(*(part.encode() for part in (*stream, *end)))
    if line["kind"] == "json":
        return json_response(next(iter(line["answers"]), {}))
    return response(200, b"what it is")


@pytest.mark.parametrize("line", METHODS)
def test_it_sends_what_it_is_given(drive: Driver, line: Line) -> None:
    for request in line["requests"] or [{} if line["params"] else None]:
        with Loopback(reply_to(line, request)) as server:
            made = drive.client(server.url, validate="off")
            method, given = method_of(made, line), arguments(line, request)
            if not line["requests"] and not needed(method) <= given.keys():
                pytest.skip("no request is known that its schema admits")
            drive.run(method(**given))
        (sent,) = server.requests
        assert sent.method == line["http"]
        if not sent.body and request in ({}, None):
            continue  # nothing is sent of an optional body
        if line["params"] and in_json(line):
            assert json.loads(sent.body) == request


@pytest.mark.parametrize("line", METHODS)
def test_it_answers_with_what_came(drive: Driver, line: Line) -> None:
    if line["kind"] != "json" or not line["answers"]:
        pytest.skip("the document has no example of an answer in JSON")
    for answer in line["answers"]:
        with Loopback(json_response(answer)) as server:
            made = drive.client(server.url, validate="off")
            found = drive.run(method_of(made, line)(**arguments(line, plain(line))))
        assert written(found.answer if line["pages"] else found) == answer


@pytest.mark.parametrize("line", METHODS)
def test_it_streams_when_asked(drive: Driver, line: Line) -> None:
    if not line["stream"]:
        pytest.skip("no argument asks for an event stream")
    request = {**next(iter(line["requests"]), {}), line["stream_field"]: True}
    with Loopback(reply_to(line, request)) as server:
        made = drive.client(server.url, validate="off")
        found = drive.run(method_of(made, line)(**arguments(line, request)))
        items, error = heard(drive, found)
    assert error is None
    assert written(items) == line["events"]


@pytest.mark.parametrize(("line", "vector"), JUDGED)
def test_it_refuses_what_the_table_refuses(
    drive: Driver, line: Line, vector: Line
) -> None:
    """And sends all else as it is; nothing reaches the server before it is judged."""
    request = request_of(vector)
    if request == {} and line["optional"]:
        pytest.skip("nothing is sent of an optional body, and nothing judged")
    kind = getattr(models, line["params"])
    found = [v for v in violations(kind, request) if v.severity == "error"]
    with Loopback(reply_to(line, request)) as server:
        made = drive.client(server.url)
        call = arguments(line, request)
        if found:
            with pytest.raises(ConstraintError) as caught:
                drive.run(method_of(made, line)(**call))
            assert list(caught.value.violations) == found
            assert server.connections == 0
        else:
            drive.run(method_of(made, line)(**call))
            if in_json(line):
                assert json.loads(server.requests[0].body) == request
