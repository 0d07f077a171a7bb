"""Whether a broken constraint stops a call, is logged, or is not looked for."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from driver import Driver
from loopback import Loopback
from subject import LOGGER, ArgumentError, ConstraintError, models, violations
from test_methods import Line, arguments, in_json, method_of, reply_to
from vectors import by_model, lines, request_of


def first(severity: str) -> Any:
    """A method and a request of its that breaks one constraint of a severity, alone."""
    for line in filter(in_json, lines("methods.jsonl")):
        for vector in by_model()[line["params"]]:
            request = request_of(vector)
            if not isinstance(request, dict) or line["stream"] in request:
                continue
            if not line["fields"].keys() >= request.keys():
                continue  # an undeclared key can only be given as extra
            found = violations(getattr(models, line["params"]), request)
            if [violation.severity for violation in found] == [severity]:
                return pytest.param(line, request, found[0])
    reason = f"no constraint of severity {severity} can be broken alone"
    return pytest.param({}, {}, None, marks=pytest.mark.skip(reason=reason))


ERROR = pytest.mark.parametrize(("line", "request_", "broken"), [first("error")])
WARNING = pytest.mark.parametrize(("line", "request_", "broken"), [first("warn")])


def called(
    drive: Driver, line: Line, request: Any, made: Any = None, **call: Any
) -> Any:
    """What the server got."""
    with Loopback(reply_to(line, request)) as server:
        client = drive.client(server.url, **(made or {}))
        given = {**arguments(line, request), **call}
        drive.run(method_of(client, line)(**given))
    return json.loads(server.requests[0].body)


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    own = [record for record in caplog.records if record.name == LOGGER]
    return [r.getMessage() for r in own if r.levelno == logging.WARNING]


@ERROR
def test_an_error_stops_a_call(
    drive: Driver, line: Line, request_: Any, broken: Any
) -> None:
    with pytest.raises(ConstraintError) as caught:
        called(drive, line, request_)
    assert caught.value.violations == (broken,)
    with pytest.raises(ConstraintError):
        called(drive, line, request_, {"validate": "off"}, validate="error")


@ERROR
@pytest.mark.parametrize("of_call", [False, True], ids=["client", "call"])
def test_in_mode_warn_it_is_logged_and_sent(
    drive: Driver,
    caplog: pytest.LogCaptureFixture,
    line: Line,
    request_: Any,
    broken: Any,
    of_call: bool,
) -> None:
    mode: Any = {"validate": "warn"}
    if of_call:
        sent = called(drive, line, request_, **mode)
    else:
        sent = called(drive, line, request_, mode)
    assert sent == request_
    (line_,) = told(caplog)
    assert broken.rule in line_ and broken.message in line_


@ERROR
def test_in_mode_off_it_is_sent(
    drive: Driver,
    caplog: pytest.LogCaptureFixture,
    line: Line,
    request_: Any,
    broken: Any,
) -> None:
    assert called(drive, line, request_, {"validate": "off"}) == request_
    assert called(drive, line, request_, validate="off") == request_
    assert told(caplog) == []


@ERROR
def test_a_rule_can_be_ignored(
    drive: Driver,
    caplog: pytest.LogCaptureFixture,
    line: Line,
    request_: Any,
    broken: Any,
) -> None:
    assert called(drive, line, request_, {"ignore_rules": {broken.rule}}) == request_
    assert told(caplog) == []
    with pytest.raises(ConstraintError):
        called(drive, line, request_, {"ignore_rules": {broken.rule[:-1]}})


@WARNING
@pytest.mark.parametrize("mode", ["error", "warn"])
def test_a_warning_is_logged_in_either_mode(
    drive: Driver,
    caplog: pytest.LogCaptureFixture,
    line: Line,
    request_: Any,
    broken: Any,
    mode: str,
) -> None:
    assert called(drive, line, request_, {"validate": mode}) == request_
    (line_,) = told(caplog)
    assert broken.rule in line_ and broken.path in line_ and broken.message in line_


@pytest.mark.parametrize(
    "line", [x for x in lines("methods.jsonl") if x["params"] and x["requests"]][:1]
)
def test_what_is_extra_is_judged_but_for_its_names(
    drive: Driver, caplog: pytest.LogCaptureFixture, line: Line
) -> None:
    request = line["requests"][0]
    given = arguments(line, request)
    given["extra_body"] = {"not in the spec": 1}
    with Loopback(reply_to(line, request)) as server:
        drive.run(method_of(drive.client(server.url), line)(**given))
    assert json.loads(server.requests[0].body) == {**request, "not in the spec": 1}
    assert told(caplog) == []
    with Loopback() as server, pytest.raises(ConstraintError):
        given["extra_body"] = {next(iter(request)): {"an": "object"}}
        drive.run(method_of(drive.client(server.url), line)(**given))


@ERROR
def test_a_mode_that_is_none_is_refused(
    drive: Driver, line: Line, request_: Any, broken: Any
) -> None:
    with pytest.raises(ArgumentError) as caught:
        called(drive, line, request_, validate="of")
    assert str(caught.value) == "validate must be 'error', 'warn' or 'off', not 'of'"
