"""Who takes part in the client benchmark, and the processes that they run in."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / ".venv" / "peers"
GENERATED = ROOT / "generated" / "python" / "src"

# Everything that is imported is pinned: the figures are those of these versions.
COMMON = ("anyio==4.16.0", "h11==0.16.0", "idna==3.20", "typing_extensions==4.16.0")
HTTPX2 = (*COMMON, "httpcore2==2.16.2", "httpx2==2.16.2", "truststore==0.10.5")
HTTPX = (*COMMON, "certifi==2026.10.18", "httpcore==1.0.9", "httpx==0.28.1")
OPENAI = (
    *("annotated-types==0.8.0", "jiter==0.19.0", "pydantic==2.14.3"),
    *("pydantic_core==2.50.4", "sniffio==1.3.1", "typing-inspection==0.4.5"),
)
PINS: dict[str, tuple[str, ...]] = {
    "httpx2-2.16.2": HTTPX2,
    "openai-2.33.0": (
        *("openai==2.33.0", "distro==1.9.0", "tqdm==4.70.1", *OPENAI, *HTTPX),
    ),
    "openai-3.52.0": ("openai==3.52.0", *OPENAI, *HTTPX2),
}


@dataclass(frozen=True)
class Contender:
    """A client library: what it imports, from which environment, and from a folder."""

    name: str
    package: str
    environment: str
    source: Path | None = None

    def command(self, *words: str) -> list[str]:
        """Python, of the environment."""
        return [str(PEERS / self.environment / "bin" / "python"), *words]

    def variables(self, *folders: Path) -> dict[str, str]:
        """The variables of its processes: none that a client would heed."""
        path = [str(folder) for folder in (self.source, *folders) if folder]
        return {"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(path)}


def install(name: str) -> None:
    """Make an environment, unless it is there with these very pins."""
    folder = PEERS / name
    pins = "\n".join(PINS[name])
    written = folder / "pins.txt"
    if written.exists() and written.read_text(encoding="ascii") == pins:
        return
    print(f"installing {name} into {folder}", flush=True)
    python = [sys.executable, "-m"]
    subprocess.run(
        [*python, "venv", "--clear", "--without-pip", str(folder)], check=True
    )
    pip = [*python, "pip", "--python", str(folder / "bin" / "python")]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", *PINS[name]], check=True)
    written.write_text(pins, encoding="ascii")


@dataclass(frozen=True)
class Run:
    """One fresh process: what it printed, when its first line came, what it cost."""

    output: str
    answered: float
    cpu: float


def fresh(contender: Contender, program: str) -> Run:
    """Run a program in a process of its own."""
    command = contender.command("-c", program)
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=contender.variables(), text=True
    ) as process:
        assert process.stdout
        output = process.stdout.readline()
        answered = time.perf_counter() - start
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(output, answered, usage.ru_utime + usage.ru_stime)


class Worker:
    """A process that keeps a client and does tasks with it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(self, task: str) -> Any:
        """Ask for a task, and wait for its result."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{task}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the process ended while it did {task!r}")
        return json.loads(line)


@contextmanager
def started(command: list[str], variables: dict[str, str]) -> Iterator[Any]:
    """A process that lives until its standard input is closed, at the latest here."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=variables,
        cwd=ROOT,
        text=True,
    ) as process:
        yield process


@contextmanager
def server() -> Iterator[str]:
    """The server, by its base URL."""
    command = [sys.executable, "-m", "tests.bench.client_server"]
    with started(command, {"PATH": "/usr/bin:/bin"}) as process:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"


@contextmanager
def worker(contender: Contender, url: str) -> Iterator[Worker]:
    """A warm process of a contender."""
    command = contender.command("-m", "tests.bench.client_tasks")
    command += [contender.package, url]
    with started(command, contender.variables(ROOT)) as process:
        yield Worker(process)
