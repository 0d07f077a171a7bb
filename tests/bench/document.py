"""Measure a whole SDK of a large document beside what others make of it.

    ACCORDANT_CORPUS=DIR python -m tests.bench.document [--rounds N] [--assert]

DIR is a folder of documents, not part of this repository; `openai.yaml` there is read.
Ours makes client, models, validators, tests and packaging; datamodel-codegen makes
models only, openapi-python-client a client with models. The latter gets an environment
of its own, `.venv/peers`. Imports are timed from what was written last. Memory is that
of a command and its children together, each page counted once (Linux), in a run of its
own: looking at it takes time.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PEER = "openapi-python-client==0.29.1"
DOCUMENT = "openai.yaml"

OURS = "accordant, --target python"
MODELS = "datamodel-codegen, dataclasses only"
CLIENT = "openapi-python-client"
AGAIN = "accordant, unchanged"
NOTHING = "python -c pass"
PACKAGE = "import of the package"
HTTP = "import httpx2"
USE = "import httpx2, client.images"
THEIR_HTTP = "import httpx"
THEIRS = "import openai"


class Cost(NamedTuple):
    """What a command took: seconds of wall time, and the memory of its peak in MB."""

    seconds: float
    memory: float


def cost(words: Sequence[str], folder: Path, python_path: str, looks: bool) -> float:
    """The seconds that a command takes, or the MB if somebody `looks`; one that fails
    raises `subprocess.CalledProcessError`."""
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": python_path}
    start, most = time.perf_counter(), 0
    with subprocess.Popen(
        words,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while looks and process.poll() is None:
            most = max(most, sum(map(memory, family(process.pid))))
            time.sleep(0.02)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return most / 1024 if looks else time.perf_counter() - start


def family(process: int) -> list[int]:
    """A process and all that it started, which are there now."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return [process]
    return [process, *(one for child in text.split() for one in family(int(child)))]


def memory(process: int) -> int:
    """The KB of a process; what it shares counts in parts."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss: +(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else 0


def peer() -> Path:
    """The program of the pinned peer, installed where it is not."""
    folder = ROOT / ".venv" / "peers" / PEER.replace("==", "-")
    program = folder / "bin" / CLIENT
    if not program.exists():
        print(f"installing {PEER} into {folder}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(folder / "bin" / "pip"), "install", "--quiet", PEER]
        subprocess.run(pip, check=True)
    return program


def generators(document: Path, number: int) -> dict[str, list[str]]:
    """Commands that make something of the document, for a round."""
    python = [sys.executable, "-m"]
    ours = [*python, "accordant", "generate", "--target", "python"]
    ours += ["--spec", str(document), "--out", f"out{number}"]
    theirs = [*python, "datamodel_code_generator", "--input-file-type", "openapi"]
    theirs += ["--output-model-type", "dataclasses.dataclass"]
    theirs += ["--input", str(document), "--output", f"models{number}.py"]
    client = [str(peer()), "generate", "--path", str(document)]
    client += ["--output-path", f"client{number}"]
    return {OURS: ours, AGAIN: ours, MODELS: theirs, CLIENT: client}


def imports() -> dict[str, list[str]]:
    """Programs that import something."""
    use = "from api_client import Client; Client(api_key='k').images.generate"
    programs = {
        NOTHING: "pass",
        PACKAGE: "import api_client",
        HTTP: "import httpx2",
        USE: f"import httpx2; {use}",
        THEIR_HTTP: "import httpx",
        THEIRS: "import openai",
    }
    return {name: [sys.executable, "-c", text] for name, text in programs.items()}


def measured(document: Path, rounds: int, folder: Path) -> dict[str, Cost]:
    """The medians of all commands, their rounds interleaved; the first of each is for
    its memory, and writes bytecode."""
    found: dict[str, list[float]] = {}
    source = str(ROOT / "generator")
    for number in range(rounds + 1):
        for name, words in generators(document, number).items():
            taken = cost(words, folder, source, looks=not number)
            found.setdefault(name, []).append(taken)
    package = str(folder / f"out{rounds}" / "python" / "src")
    for number in range(5 * rounds + 1):
        for name, words in imports().items():
            taken = cost(words, folder, package, looks=not number)
            found.setdefault(name, []).append(taken)
    return {
        name: Cost(statistics.median(costs[1:]), costs[0])
        for name, costs in found.items()
    }


def verdicts(costs: Mapping[str, Cost]) -> dict[str, bool]:
    """What is to hold, and whether it does."""
    ours = costs[OURS]
    peers = [costs[MODELS], costs[CLIENT]]
    use = costs[USE].seconds - costs[HTTP].seconds
    theirs = costs[THEIRS].seconds - costs[THEIR_HTTP].seconds
    return {
        f"at most 1/3 of {MODELS}": ours.seconds <= peers[0].seconds / 3,
        f"at most 1/4 of {CLIENT}": ours.seconds <= peers[1].seconds / 4,
        "no more memory than either": all(ours.memory <= p.memory for p in peers),
        "unchanged at most 1/10": costs[AGAIN].seconds <= ours.seconds / 10,
        "import at most twice an empty Python": (
            costs[PACKAGE].seconds <= 2 * costs[NOTHING].seconds
        ),
        f"first use at most 1/10 of '{THEIRS}'": use <= theirs / 10,
    }


def main() -> int:
    """Measure and print; the exit code is 1 if a limit is missed and `--assert`."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--assert", action="store_true", dest="hold", help="fail if slow"
    )
    options = parser.parse_args()
    corpus = os.environ.get("ACCORDANT_CORPUS")
    document = Path(corpus or "", DOCUMENT).absolute()
    if not corpus or not document.is_file():
        print(f"ACCORDANT_CORPUS names no folder with {DOCUMENT}; nothing is measured")
        return 0
    with tempfile.TemporaryDirectory() as name:
        costs = measured(document, options.rounds, Path(name))
    width = max(map(len, costs))
    for name, (seconds, memory) in costs.items():
        print(f"{name.ljust(width)}  {seconds * 1e3:9.1f} ms  {memory:7.1f} MB")
    held = verdicts(costs)
    for text, holds in held.items():
        print(f"{text}: {'yes' if holds else 'no'}")
    return int(options.hold and not all(held.values()))


if __name__ == "__main__":
    sys.exit(main())
