"""How `conform` sends: in what order and rate, with which key, and what it keeps."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

import accordant
from accordant import ir
from accordant.cli import main
from accordant.conform import waits
from accordant.conform.credentials import Credential, apply
from accordant.conform.plan import plan
from serving import Fake, Reply, reply, serving

ROOT = Path(__file__).parent.parent
ORDERS = str(ROOT / "tests/conform/orders")
KEY = "sk-secret-7f/3+"


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    monkeypatch.delenv("ORDERS_KEY", raising=False)
    accepted = reply(201, {"id": "1"})
    with serving(Fake(accordant.load(ORDERS), accepted=accepted)) as found:
        yield found


def conform(fake: Fake, *words: str, code: int = 0) -> None:
    options = ["--spec", ORDERS, "--parameter", "shop=a/b"]
    assert main(["conform", fake.url, *options, *words]) == code


def test_the_path_and_the_key_are_those_of_the_operation(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORDERS_KEY", KEY)
    conform(fake, "--parameter", "dry=true", "--header", "X-Trace=on", "--budget", "1")
    ((path, headers, body),) = fake.seen
    assert path == "/v1/shops/a%2Fb/orders?dry=true"
    assert headers["x-key"] == KEY
    assert headers["x-trace"] == "on"
    assert "authorization" not in headers
    assert headers["content-type"] == headers["accept"] == "application/json"
    assert body == []


@pytest.mark.parametrize(
    ("scheme", "headers", "query", "cookies"),
    [
        (("http", "bearer", None, None), {"authorization": f"Bearer {KEY}"}, [], []),
        (("oauth2", "", None, None), {"authorization": f"Bearer {KEY}"}, [], []),
        (
            ("http", "Basic", None, None),
            {"authorization": f"Basic {base64.b64encode(KEY.encode()).decode()}"},
            [],
            [],
        ),
        (("apiKey", "", "header", "x-a"), {"x-a": KEY}, [], []),
        (("apiKey", "", "query", "a"), {}, [("a", KEY)], []),
        (("apiKey", "", "cookie", "a"), {}, [], [f"a={KEY}"]),
        (None, {}, [], []),
    ],
)
def test_a_key_goes_where_the_scheme_says(
    scheme: tuple[str, str, str | None, str | None] | None,
    headers: dict[str, str],
    query: list[tuple[str, str]],
    cookies: list[str],
) -> None:
    operation, *_ = accordant.load(ORDERS).operations
    way = () if scheme is None else (ir.Security("key", *scheme),)
    found: tuple[dict[str, str], list[tuple[str, str]], list[str]] = {}, [], []
    apply(Credential("A_KEY", KEY), replace(operation, security=(way,)), *found)
    assert found == (headers, query, cookies)
    assert KEY not in repr(Credential("A_KEY", KEY))


def test_another_variable_may_hold_the_key(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTHER_KEY", KEY)
    conform(fake, "--key-variable", "OTHER_KEY", "--budget", "1")
    assert fake.seen[0][1]["x-key"] == KEY


def test_a_key_and_headers_are_in_no_report(
    fake: Fake,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ORDERS_KEY", KEY)
    said = {"message": f"bad key {KEY}", KEY: [KEY, "quite-hidden"]}
    fake.before = lambda number: reply(400, said) if number > 1 else None
    files = [tmp_path / name for name in ("json", "junit", "html", "resume")]
    words = [word for file in files for word in (f"--{file.name}", str(file))]
    conform(fake, "--header", "x-more=quite-hidden", *words, code=1)
    texts = [file.read_text() for file in files] + [*capsys.readouterr()]
    for text in texts:
        assert KEY not in text and json.dumps(KEY) not in text
        assert "quite-hidden" not in text
    assert all("bad key ***" in text for text in texts[:-1])


def test_a_wrong_key_stops_at_once(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ORDERS_KEY", KEY)
    said = reply(401, {"message": f"wrong key:\x1b {KEY}"})
    fake.before = lambda number: said
    conform(fake, code=2)
    assert len(fake.seen) == 1
    assert capsys.readouterr() == (
        "",
        f"accordant: {fake.url} answers status 401: the key is not accepted:"
        " wrong key:\\x1b ***\n",
    )


def test_a_key_that_stops_working_later_decides_nothing(fake: Fake) -> None:
    fake.before = lambda number: reply(403, {}) if number > 1 else None
    conform(fake)
    assert len(fake.seen) == len(plan(fake.api, ["shop"]).requests)


def test_a_server_that_is_not_there_stops_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    words = ["--spec", ORDERS, "--parameter", "shop=a"]
    assert main(["conform", url, *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"accordant: no server at {url}: no answer: ")
    assert err.count("\n") == 1


def test_a_server_that_goes_away_is_not_asked_for_ever(
    fake: Fake, tmp_path: Path
) -> None:
    with serving(Fake(fake.api)) as short:
        # It ends with its first answer.
        file = tmp_path / "report.json"
        script = [sys.executable, "-m", "accordant", "conform", short.url]
        script += ["--spec", ORDERS, "--parameter", "shop=a", "--json", str(file)]
        last = (("connection", "close"),)
        short.before = lambda number: Reply(400, b"{}", headers=last, delay=0.3)
        process = subprocess.Popen(script, env=env(), stdout=subprocess.DEVNULL)
        while not short.seen:
            time.sleep(0.01)
    assert process.wait(20) == 0
    reasons = [r["outcome"]["reason"] for r in json.loads(file.read_text())["requests"]]
    assert reasons[0] == ""
    assert sum(reason.startswith("no answer: ") for reason in reasons) == 5
    assert set(reasons[6:]) == {"not sent: the server is gone"}


def env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "generator")}


def outcomes(fake: Fake, tmp_path: Path, *words: str, code: int = 0) -> list[Any]:
    file = tmp_path / "report.json"
    conform(fake, "--json", str(file), *words, code=code)
    return [request["outcome"] for request in json.loads(file.read_text())["requests"]]


def test_an_answer_may_take_so_long(fake: Fake, tmp_path: Path) -> None:
    slow = Reply(400, b"{}", delay=1.0)
    fake.before = lambda number: slow if number == 2 else None
    found = outcomes(fake, tmp_path, "--timeout", "0.7")
    assert [one["reason"] for one in found if one["reason"]] == ["no answer in 0.7 s"]


def test_an_answer_that_drips_is_not_waited_for(fake: Fake, tmp_path: Path) -> None:
    drips = Reply(400, b" " * 40, drip=0.05)
    fake.before = lambda number: drips if number == 2 else None
    found = outcomes(fake, tmp_path, "--timeout", "0.7")
    assert [one["reason"] for one in found if one["reason"]] == [
        "no answer: it did not end in 0.7 s"
    ]


def test_a_connection_that_breaks_is_no_answer(fake: Fake, tmp_path: Path) -> None:
    fake.before = lambda number: Reply(0, b"") if number == 2 else None
    found = outcomes(fake, tmp_path)
    (reason,) = [one["reason"] for one in found if one["reason"]]
    assert reason.startswith("no answer: ")


def test_a_rate_limit_is_waited_for(fake: Fake, tmp_path: Path) -> None:
    times: list[float] = []

    def limited(number: int) -> Reply | None:
        times.append(time.monotonic())
        after = (("retry-after-ms", "150"),)
        return reply(429, {}, headers=after) if number in (2, 3) else None

    fake.before = limited
    found = outcomes(fake, tmp_path)
    assert found[1]["tries"] == 3 and found[1]["reason"] == ""
    assert times[2] - times[1] >= 0.15 and times[3] - times[2] >= 0.15
    assert all(one["tries"] == 1 for one in found[2:])


def test_a_rate_limit_that_stays_ends_the_run(fake: Fake, tmp_path: Path) -> None:
    after = (("retry-after", "0.01"),)
    fake.before = lambda n: reply(429, {}, headers=after) if n > 1 else None
    found = outcomes(fake, tmp_path)
    assert len(fake.seen) == 1 + waits.TRIES
    assert found[1]["reason"] == "status 429: rate limited"
    assert {one["reason"] for one in found[2:]} == {
        "not sent: the server limits the rate"
    }


def test_a_wait_that_is_too_long_is_not_waited_for(fake: Fake, tmp_path: Path) -> None:
    after = (("retry-after", "86400"),)
    fake.before = lambda n: reply(429, {}, headers=after) if n > 1 else None
    outcomes(fake, tmp_path)
    assert len(fake.seen) == 2


def test_a_server_that_is_busy_is_asked_again(fake: Fake, tmp_path: Path) -> None:
    after = (("retry-after-ms", "1"),)
    fake.before = lambda n: reply(503, {}, headers=after) if n % 2 else None
    found = outcomes(fake, tmp_path)
    assert {one["tries"] for one in found} == {2}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": formatdate(1010, usegmt=True)}, 10.0),
        ({"retry-after": formatdate(990, usegmt=True)}, 0.0),
        ({"retry-after": "-1"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({}, None),
    ],
)
def test_what_a_server_orders(headers: dict[str, str], seconds: float | None) -> None:
    assert waits.ordered(headers, 1000.0) == seconds


def test_requests_keep_their_rate(fake: Fake) -> None:
    times: list[float] = []

    def timed(number: int) -> None:
        times.append(time.monotonic())

    fake.before = timed
    start = time.monotonic()
    conform(fake, "--rate", "1200", "--budget", "5", "--concurrency", "2")
    assert len(times) == 5
    # From before the first one, for that may be slow to arrive.
    assert times[-1] - start >= 4 * 0.05


def test_several_may_be_under_way(fake: Fake) -> None:
    fake.before = lambda number: Reply(400, b"{}", delay=0.1)
    start = time.monotonic()
    conform(fake, "--concurrency", "8", "--only-refusals")
    took = time.monotonic() - start
    assert len(fake.seen) > 8 and took < len(fake.seen) * 0.1


def test_a_dry_run_sends_nothing(
    fake: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    conform(fake, "--dry-run", "--rule", "count.*", "--rule", "stock")
    assert fake.seen == []
    expected = (ROOT / "tests/conform/dry-run.txt").read_text()
    assert capsys.readouterr() == (expected, "")


def test_a_budget_is_not_exceeded(fake: Fake) -> None:
    conform(fake, "--budget", "3")
    assert [body for _, _, body in fake.seen] == [
        request.body for request in plan(fake.api, ["shop"]).requests[:3]
    ]


def test_only_refusals_are_sent(fake: Fake) -> None:
    conform(fake, "--only-refusals")
    requests = plan(fake.api, ["shop"]).requests
    assert [body for _, _, body in fake.seen] == [r.body for r in requests if r.refused]


# --- what was answered is kept --------------------------------------------------------


def test_nothing_is_sent_again(fake: Fake, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept")
    first = outcomes(fake, tmp_path, "--resume", kept)
    sent = len(fake.seen)
    second = outcomes(fake, tmp_path, "--resume", kept)
    assert len(fake.seen) == sent and first == second


def test_a_budget_is_of_what_was_not_sent_before(fake: Fake, tmp_path: Path) -> None:
    words = ("--resume", str(tmp_path / "kept"), "--budget", "3")
    conform(fake, *words)
    conform(fake, *words)
    assert [body for _, _, body in fake.seen] == [
        request.body for request in plan(fake.api, ["shop"]).requests[:6]
    ]


def test_a_run_that_was_killed_goes_on(fake: Fake, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    fake.before = lambda number: Reply(400, b"{}", delay=0.02)
    words = ["--spec", ORDERS, "--parameter", "shop=a/b", "--resume", str(kept)]
    script = [sys.executable, "-m", "accordant", "conform", fake.url, *words]
    process = subprocess.Popen(script, env=env(), stdout=subprocess.DEVNULL)
    while len(fake.seen) < 4:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL
    lines = kept.read_bytes().splitlines()
    with kept.open("ab") as file:
        file.write(b'{"request": "torn' + b"x" * 100_000)
    killed_at = len(fake.seen)
    fake.before = lambda number: None
    conform(fake, "--resume", str(kept))
    total = len(plan(fake.api, ["shop"]).requests)
    # The request under way when it was killed may have been sent twice.
    assert len(fake.seen) - killed_at == total - (len(lines) - 1)
    assert len(lines) - 1 >= 3
    assert len(kept.read_bytes().splitlines()) == total + 1


def test_what_had_no_answer_is_sent_again(fake: Fake, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept")
    fake.before = lambda number: Reply(0, b"") if number == 2 else None
    conform(fake, "--resume", kept)
    sent = len(fake.seen)
    conform(fake, "--resume", kept)
    assert len(fake.seen) == sent + 1
    assert fake.seen[-1][2] == fake.seen[1][2]


def test_a_file_of_another_run_is_refused(
    fake: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    conform(fake, "--resume", str(kept), "--budget", "1")
    capsys.readouterr()
    text = kept.read_text()
    see = "; see 'accordant conform --help'\n"

    def refused(content: str, message: str, *words: str) -> None:
        kept.write_text(content)
        conform(fake, "--resume", str(kept), *words, code=2)
        told = f"accordant: --resume {kept}{message}{see}"
        assert capsys.readouterr() == ("", told)
        assert kept.read_text() == content

    refused(text, ": of another spec", "--parameter", "shop=other")
    elsewhere = text.replace(fake.url, "http://example.com")
    refused(elsewhere, f": of another server: http://example.com, not {fake.url}")
    refused(text.replace('"conform": 1', '"conform": 0'), ": of another version")
    for wrong in ("[]\n", "{\n", "null\n", '{"a": 1}\n'):
        refused(wrong, ":1: no line of such a file")
    refused(text + "{}\n", ":3: no line of such a file")
    assert len(fake.seen) == 1
