"""What the client logs, and what it never logs."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from driver import Driver, named
from loopback import Loopback
from replies import closed, json_response, response
from subject import KEY, LOG_VARIABLE, LOGGER, BadRequestError

GOOD = json_response({"reply": "a secret reply"}, 200, named("req-5"))
SECRETS = (KEY, "a secret", "a%20secret", "secret-header", "secret-query")
HERE = Path(__file__).parent


def send(drive: Driver, url: str) -> None:
    made = drive.client(f"{url}/v1", default_headers={"x-a": "secret-header"})
    query = {"q": "secret-query"}
    drive.send(made, body={"prompt": "a secret prompt"}, path="/a", query=query)


def lines(caplog: pytest.LogCaptureFixture, level: int) -> list[str]:
    """What the client's own logger said at a level; nothing else may speak of it."""
    own = [record for record in caplog.records if record.name == LOGGER]
    assert not any(
        secret in record.getMessage() for record in own for secret in SECRETS
    )
    assert not any(record.exc_info for record in own)
    return [record.getMessage() for record in own if record.levelno == level]


def test_a_call_is_told_at_debug(
    drive: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    with Loopback(GOOD) as server:
        send(drive, server.url)
    (told,) = lines(caplog, logging.DEBUG)
    for fact in ("POST", "/v1/a", "200", *named("req-5").values()):
        assert fact in told
    assert lines(caplog, logging.INFO) == lines(caplog, logging.WARNING) == []


def test_retries_are_told_at_info(
    drive: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, LOGGER)
    failed = response(503, b"a secret reason", {"retry-after": "7"})
    with Loopback(failed, closed(), GOOD) as server:
        send(drive, server.url)
    first, second = lines(caplog, logging.INFO)
    for fact in ("POST", "/v1/a", "503", "7"):
        assert fact in first
    assert "/v1/a" in second and "503" not in second
    assert lines(caplog, logging.DEBUG) == lines(caplog, logging.WARNING) == []


def test_failures_show_no_secret_either(
    drive: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    refused = response(400, b"a secret reason")
    with Loopback(refused) as server, pytest.raises(BadRequestError):
        send(drive, server.url)
    (told,) = lines(caplog, logging.DEBUG)
    assert "400" in told


def test_nothing_is_told_unless_asked(
    drive: Driver, capfd: pytest.CaptureFixture[str]
) -> None:
    with Loopback(response(503), GOOD) as server:
        send(drive, server.url)
    assert capfd.readouterr() == ("", "")


SCRIPT = f"""
import sys
sys.path[:0] = {[entry for entry in sys.path if entry]!r}
import subject
made = subject.client(sys.argv[1], max_retries=1)
made._clock.sleep = lambda seconds: None
made.request(
    "POST", "/a", body={{"prompt": "a secret prompt"}}, query={{"q": "secret-query"}}
)
"""


@pytest.mark.parametrize("level", ["debug", "info", "DEBUG", "", "nonsense"])
def test_a_variable_switches_logging_on(level: str) -> None:
    variable = LOG_VARIABLE or pytest.skip("this API has no variable for it")
    with Loopback(response(503), GOOD) as server:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, server.url],
            env={**os.environ, variable: level},
            cwd=HERE,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    assert done.stdout == ""
    assert not any(secret in done.stderr for secret in SECRETS)
    assert ("503" in done.stderr) == (level.lower() in ("debug", "info"))
    assert ("200" in done.stderr) == (level.lower() == "debug")


def test_no_line_is_smuggled_into_the_log(
    drive: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    hostile = "req\x1b[31m\x80\x9b"
    answers = [response(status, headers=named(hostile)) for status in (503, 200)]
    with Loopback(*answers) as server:
        drive.send(drive.client(server.url), path="/a%0AINFO%20fake%1B[31m")
    told = [*lines(caplog, logging.DEBUG), *lines(caplog, logging.INFO)]
    assert len(told) == 3
    assert all(line.isprintable() for line in told)


def test_a_call_that_gets_no_answer_is_told_at_debug(
    drive: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOGGER)
    with Loopback(closed()) as server:
        drive.failure(drive.client(server.url, max_retries=0))
    (told,) = lines(caplog, logging.DEBUG)
    assert "RemoteProtocolError" in told and "/things" in told
