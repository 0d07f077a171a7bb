"""`accordant mock` as a process: how it starts, what it says, how it stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from importlib import util
from pathlib import Path
from typing import Any

import httpx2
import pytest

from accordant import mock
from accordant.cli import main
from accordant.mock import sending
from mocked import KEY, PATH, ROOT, SPEC, http, started

CORPUS = os.environ.get("ACCORDANT_CORPUS")
STREAM = {"prompt": "x", "model": "gpt-image-1", "stream": True}


def test_one_line_says_that_it_listens_and_signals_stop_it() -> None:
    for stop in (signal.SIGTERM, signal.SIGINT):
        begun = time.perf_counter()
        process, line = started("--port", "0", "--mode", "warn", "--spec", str(SPEC))
        assert time.perf_counter() - begun < 5
        start, _, rest = line.partition(" on http://127.0.0.1:")
        assert start == "accordant: OpenAI images 2025-12"
        port, _, rest = rest.partition("/")
        assert rest == "v1 (mode warn)\n"
        url = f"http://127.0.0.1:{port}"
        assert http.post(url + PATH, json={}, headers=KEY).status_code == 200
        process.send_signal(stop)
        assert process.communicate(timeout=5) == ("", "")
        assert process.returncode == 0


def test_a_stream_under_way_does_not_hold_it_up() -> None:
    process, line = started("--port", "0", "--fault", "slow=10")
    url = line.split(" on ")[1].split(" ")[0]
    with http.stream("POST", f"{url}{PATH}", json=STREAM, headers=KEY) as answer:
        chunks = answer.iter_bytes()
        next(chunks)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=5) == ("", "")
        assert process.returncode == 0
        with pytest.raises(httpx2.TransportError):
            list(chunks)


def test_killing_it_in_mid_stream_breaks_the_stream_off() -> None:
    process, line = started("--port", "0", "--fault", "slow=10")
    url = line.split(" on ")[1].split(" ")[0]
    with http.stream("POST", f"{url}{PATH}", json=STREAM, headers=KEY) as answer:
        chunks = answer.iter_bytes()
        next(chunks)
        process.kill()
        process.communicate(timeout=5)
        with pytest.raises(httpx2.TransportError):
            list(chunks)
    again, line = started("--port", url.rpartition(":")[2].partition("/")[0])
    assert url in line  # the port is free at once
    again.terminate()
    again.communicate(timeout=5)


def test_a_port_in_use_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["mock", "--spec", str(SPEC), "--port", str(port)]) == 1
    assert capsys.readouterr() == (
        "",
        f"accordant: cannot listen on 127.0.0.1:{port}: address already in use\n",
    )


def test_a_host_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--host", "no.such.host.invalid", "--port", "0"]
    assert main(["mock", "--spec", str(SPEC), *words]) == 1
    out, err = capsys.readouterr()
    start = "accordant: cannot listen on no.such.host.invalid:0: "
    assert (out, err.count("\n")) == ("", 1) and err.startswith(start)


@pytest.mark.skipif(not CORPUS, reason="ACCORDANT_CORPUS names no folder of documents")
def test_a_large_document_is_served() -> None:
    large = max(Path(CORPUS or "").glob("*.yaml"), key=lambda path: path.stat().st_size)
    process, line = started("--port", "0", "--spec", str(large))
    assert line.startswith("accordant: ")
    process.terminate()
    process.communicate(timeout=5)
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--port", "x"], "'--port' must be a whole number from 0 to 65535"),
        (["--port", "65536"], "'--port' must be a whole number from 0 to 65535"),
        (
            ["--seed", "-1"],
            "'--seed' must be a whole number from 0 to 9007199254740991",
        ),
        (["--mode", "eror"], "unknown mode 'eror'; did you mean 'error'?"),
        (["--fault", "emty"], "unknown fault 'emty'; did you mean 'empty'?"),
        (["--key", "NOT_SET"], "the environment variable NOT_SET is not set, or empty"),
        (["--spec", "nowhere"], "no such file or folder: nowhere"),
        (["--prot", "1"], "unknown option '--prot'; did you mean '--port'?"),
    ],
)
def test_words_that_mean_nothing(
    words: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["mock", *words]) == 2
    expected = f"accordant: {message}; see 'accordant mock --help'\n"
    assert capsys.readouterr() == ("", expected)


def test_a_wrong_spec(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "openapi.yaml").write_text("openapi: 2\n")
    assert main(["mock", "--spec", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"{tmp_path}/openapi.yaml:1:10: 'openapi' must")


@pytest.mark.parametrize("name", ["starlette", "uvicorn", "PIL", "python_multipart"])
def test_a_missing_extra_is_named(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(wanted: str) -> Any:
        return None if wanted == name else found(wanted)

    found = util.find_spec
    monkeypatch.setattr(mock, "find_spec", find)
    assert main(["mock", "--spec", str(SPEC)]) == 2
    assert capsys.readouterr() == (
        "",
        "accordant: the server is not installed: pip install 'accordant[mock]';"
        " see 'accordant mock --help'\n",
    )


def test_only_the_server_imports_what_it_needs(tmp_path: Path) -> None:
    """No other command needs the extra, and the package is imported without it."""
    code = (
        "import sys, accordant.cli, accordant.commands.mock, accordant.mock\n"
        "heavy = {'starlette', 'uvicorn', 'PIL', 'python_multipart', 'anyio'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    import subprocess

    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "generator")},
    )
    assert found.stdout == "[]\n"


def test_a_key_from_the_environment_is_never_shown() -> None:
    process, line = started(
        *("--port", "0", "--key", "MOCK_KEY"), environment={"MOCK_KEY": "s3cret"}
    )
    url = line.split(" on ")[1].split(" ")[0]
    good = {"authorization": "Bearer s3cret"}
    assert http.post(url + PATH, json={"prompt": "x"}, headers=good).status_code == 200
    answer = http.post(url + PATH, json={"prompt": "x"}, headers=KEY)
    assert answer.status_code == 401
    assert "s3cret" not in answer.text + line
    process.terminate()
    out, err = process.communicate(timeout=5)
    assert "s3cret" not in out + err


def test_without_a_transport_a_connection_is_dropped_by_raising() -> None:
    """The application runs below other servers too; they then close by themselves."""
    import asyncio

    from mocked import flagship

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": PATH,
        "query_string": b"",
        "headers": [(b"x-accordant-fault", b"cut=3")],
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }
    with pytest.raises(sending.Dropped):
        asyncio.run(mock.app(flagship())(scope, receive, send))
    assert [message["type"] for message in sent] == [
        "http.response.start",
        "http.response.body",
    ]
    assert json.dumps(sent[1]["body"].decode()) == '"{\\"e"'
