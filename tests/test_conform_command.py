"""The words of `accordant conform`: what is no use, and what is told of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

import accordant
import accordant.conform
from accordant.cli import main
from accordant.conform.events import Event, events, lines
from accordant.conform.verdicts import top_field
from serving import Fake, Reply, serving

ROOT = Path(__file__).parent.parent
SPEC = str(ROOT / "spec/2025-12")
ORDERS = str(ROOT / "tests/conform/orders")
NOWHERE = "http://127.0.0.1:1"
SEE = "; see 'accordant conform --help'\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "BASE_URL is missing, or --validator"),
        (["ftp://x"], "BASE_URL must be a URL such as http://127.0.0.1:4010/v1"),
        (["http://"], "BASE_URL must be a URL such as http://127.0.0.1:4010/v1"),
        (["http://x:y"], "BASE_URL must be a URL such as http://127.0.0.1:4010/v1"),
        (["http://[x"], "BASE_URL must be a URL such as http://127.0.0.1:4010/v1"),
        (["http://a:b@x"], "BASE_URL must have no user, query or fragment"),
        (["http://x?a"], "BASE_URL must have no user, query or fragment"),
        ([NOWHERE, "--budget", "0"], "'--budget' needs a number, 1 or more, not '0'"),
        ([NOWHERE, "--budget", "x"], "'--budget' needs a number, 1 or more, not 'x'"),
        ([NOWHERE, "--rate", "-1"], "'--rate' needs a number above 0, not '-1'"),
        (
            [NOWHERE, "--timeout", "nan"],
            "'--timeout' needs a number above 0, not 'nan'",
        ),
        ([NOWHERE, "--header", "a"], "'--header' needs NAME=VALUE (number 1)"),
        (
            [NOWHERE, "--header", "a b=c"],
            "--header: a name has signs that no header can have",
        ),
        (
            [NOWHERE, "--header", "a=b\n"],
            "--header a: a value has signs that no header can hold",
        ),
        (
            [NOWHERE, "--fail-on", "laxe"],
            "--fail-on: unknown verdict 'laxe'; did you mean 'laxer'?",
        ),
        (
            [NOWHERE, "--json", "a", "--html", "a"],
            "'--html' and another report have the same place: a",
        ),
        ([NOWHERE, "--json", "."], "'--json' cannot be written: ."),
        ([NOWHERE, "--json", "no/such"], "'--json' cannot be written: no/such"),
        (
            [NOWHERE, "--rule", "n-two"],
            "--rule: no check is called 'n-two'; did you mean 'n-one'?",
        ),
        (
            [NOWHERE, "--skip-rule", "zzz*"],
            "--skip-rule: no check is called 'zzz*'",
        ),
        (
            [NOWHERE, "--key-variable", "NO_SUCH_KEY"],
            "--key-variable NO_SUCH_KEY: no such environment variable is set",
        ),
    ],
)
def test_what_is_no_use(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conform", "--spec", SPEC, *words]) == 2
    assert capsys.readouterr() == ("", f"accordant: {message}{SEE}")


def test_a_key_that_no_header_can_hold_is_not_repeated(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", "se\ncret")
    words = ["--spec", SPEC, "--key-variable", "A_KEY"]
    assert main(["conform", NOWHERE, *words]) == 2
    message = "the key in A_KEY has signs that no header can hold"
    assert capsys.readouterr() == ("", f"accordant: {message}{SEE}")


def test_models_need_a_field_with_families(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--spec", ORDERS, "--parameter", "shop=a", "--model", "x", "--dry-run"]
    assert main(["conform", *words]) == 2
    message = "--model: no field has families"
    assert capsys.readouterr() == ("", f"accordant: {message}{SEE}")


def test_an_operation_may_need_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conform", "--spec", ORDERS, "--dry-run"]) == 2
    message = (
        "no operation has a JSON body that can be judged: shops.orders.create: needs"
        " --parameter shop=VALUE; labels.create: its body is no model that is judged"
    )
    assert capsys.readouterr() == ("", f"accordant: {message}{SEE}")


def test_without_the_library_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accordant.conform, "find_spec", lambda name: None)
    assert main(["conform", NOWHERE, "--spec", SPEC]) == 2
    message = "the HTTP library is not installed: pip install 'accordant[conform]'"
    assert capsys.readouterr() == ("", f"accordant: {message}{SEE}")
    # What sends nothing does not need it.
    assert main(["conform", "--dry-run", "--spec", SPEC]) == 0


def test_an_interrupted_run_says_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    fake = Fake(accordant.load(ORDERS))
    # The fifth takes so long that the signal comes before its answer.
    fake.before = lambda number: Reply(400, b"{}", delay=0.05 if number < 5 else 3)
    kept = tmp_path / "kept"
    with serving(fake):
        script = [sys.executable, "-m", "accordant", "conform", fake.url]
        script += ["--spec", ORDERS, "--parameter", "shop=a", "--resume", str(kept)]
        process = subprocess.Popen(
            script,
            env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # What runs these tests in the background may have told them to ignore it.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        while len(fake.seen) < 5:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 2 and err == ""
    assert "stopped: interrupted" in out.splitlines()
    assert "not sent: interrupted" in out
    assert len(kept.read_text().splitlines()) >= 4


@pytest.mark.parametrize(
    ("param", "field"),
    [
        ("n", "n"),
        ("messages[0].content", "messages"),
        ("messages.0.content", "messages"),
        ("/messages/0", "messages"),
        ("/a~1b", "a/b"),
        ("$.n", "n"),
        ("body.n", "n"),
        ("body", "body"),
        ("", ""),
    ],
)
def test_a_parameter_is_named_in_many_ways(param: str, field: str) -> None:
    assert top_field(param) == field


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        (b"data: a\n\n", [Event("message", "a")]),
        (
            b"\xef\xbb\xbfdata: a\r\n\r\ndata:b\r\r",
            [("message", "a"), ("message", "b")],
        ),
        (b"data: a\ndata:  b\ndata\n\n", [("message", "a\n b\n")]),
        (b"event: x\ndata: a\n\ndata: b\n\n", [("x", "a"), ("message", "b")]),
        (b": keep-alive\n\nevent: x\n\nid: 1\nretry: 2\n\n", []),
        (b"data: a\n\ndata: lost\n", [("message", "a")]),
        (b"data: a\xff\n\n", [("message", "a\ufffd")]),
        (b"data\n\n", [("message", "")]),
        (b"data: a\x0bb\xe2\x80\xa8c\n\n", [("message", "a\x0bb\u2028c")]),
        (b"", []),
    ],
)
def test_events_are_read_by_the_standard(
    stream: bytes, found: list[tuple[str, str]]
) -> None:
    assert list(events(stream)) == found


def test_lines_are_read_without_empty_ones() -> None:
    found = [event.data for event in lines(b'{"a": 1}\r\n\n \n\x1e{"b": 2}')]
    assert found == ['{"a": 1}', '{"b": 2}']
