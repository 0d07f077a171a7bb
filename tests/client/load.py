"""200 calls and 50 streams at a time: is anything lost, does anything grow?

    python -m tests.client.load [ROUNDS]

For each client, ROUNDS times (20 by default), 200 calls and 50 streams of 20 events run
at once against a loopback server in a process of its own, which echoes what each of them
asked for; every second stream is left after its first event. It prints how many answers
were wrong or lost, open files, and memory; the exit code is 1 if something was lost or
grows.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "generated/python/src")]

from client.callers import CALL, LEFT, WHOLE, Tasks, Threads  # noqa: E402
from client.server import Answer, Request, Server  # noqa: E402

CALLS, STREAMS, EVENTS = 200, 50, 20
PAD = "A" * 2000
KINDS = (*[CALL] * 4, WHOLE, *[CALL] * 4, LEFT)


TRACED, SHARE = 24, 0.2
"""Rounds in which every allocation is traced, and their share of calls: it takes time."""

MOST_KEPT = 8 * 1024
"""Bytes a round: less than four of its answers. What the C library keeps for hundreds of
threads is no leak, so the resident memory is only shown."""


def echo(request: Request) -> Answer:
    """An answer that nobody else could have asked for."""
    body = request.json
    if not body.get("stream"):
        return Answer.json({"created": 1, "data": [{"b64_json": body["prompt"] + PAD}]})
    kind, image = "image_generation.partial_image", body["prompt"] + PAD
    return Answer.values(
        {"type": kind, "partial_image_index": index, "b64_json": image}
        for index in range(EVENTS)
    )


def is_answered(prompt: str, answer: Any) -> bool:
    """Whether it is the answer to that prompt, as far as it was read."""
    if not isinstance(answer, list):
        return bool(answer.data[0].b64_json == prompt + PAD)
    wanted = EVENTS if WHOLE in prompt else 1
    return [event.partial_image_index for event in answer] == [*range(wanted)] and all(
        event.b64_json == prompt + PAD for event in answer
    )


@dataclass(slots=True)
class Figures:
    """What was measured; files and bytes are taken after each round."""

    answers: int = 0
    lost: list[str] = field(default_factory=list)
    seconds: float = 0.0
    before: int = 0
    after: int = 0
    files: list[int] = field(default_factory=list)
    resident: list[int] = field(default_factory=list)
    traced: list[int] = field(default_factory=list)


def measure(kind: type[Threads | Tasks], rounds: int, share: float = 1.0) -> Figures:
    """Run the rounds; `share` makes them smaller."""
    size = round((CALLS + STREAMS) * share)
    with served() as url:
        figures = Figures(before=open_files())
        caller = kind(url, size)
        start = time.perf_counter()
        for number in range(rounds):
            prompts = [
                f"{number}-{index}: {KINDS[index % 10]}" for index in range(size)
            ]
            answers = caller.round(prompts)
            for prompt, answer in zip(prompts, answers, strict=True):
                figures.answers += 1
                if isinstance(answer, Exception) or not is_answered(prompt, answer):
                    figures.lost.append(f"{prompt}: {answer!r:.200}")
            del answers
            gc.collect()
            figures.files.append(open_files())
            figures.resident.append(resident())
            figures.traced.append(tracemalloc.get_traced_memory()[0])
        figures.seconds = time.perf_counter() - start
        caller.close()
        del caller
        gc.collect()
        figures.after = open_files()
    return figures


def traced(kind: type[Threads | Tasks], rounds: int, share: float) -> Figures:
    """The same with `Figures.traced`, the bytes of all objects of Python."""
    tracemalloc.start()
    try:
        return measure(kind, rounds, share)
    finally:
        tracemalloc.stop()


@contextmanager
def served() -> Iterator[str]:
    """The URL of a server in another process, which ends with its standard input."""
    command = [sys.executable, str(Path(__file__)), "serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate()


def serve() -> None:
    with Server(echo) as server:
        print(server.url, flush=True)
        sys.stdin.read()


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def resident() -> int:
    """Bytes of memory that the process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def growth(values: list[int]) -> float:
    """What a round adds: between the means of the second and the last quarter."""
    quarter = max(1, len(values) // 4)
    early, late = values[quarter : 2 * quarter], values[-quarter:]
    steps = len(values) - 2 * quarter
    return (sum(late) - sum(early)) / quarter / max(1, steps)


def main(rounds: int = 20) -> int:
    """Print the figures of both clients."""
    worst = 0
    for name, kind in (("OpenAI, threads", Threads), ("AsyncOpenAI, tasks", Tasks)):
        found, kept = measure(kind, rounds), growth(traced(kind, TRACED, SHARE).traced)
        quarters = [len(found.resident) * part // 4 for part in (1, 2, 3, 4)]
        sizes = [found.resident[max(at, 1) - 1] / 2**20 for at in (1, *quarters)]
        print(
            f"{name}: {rounds} rounds of {CALLS} calls and {STREAMS} streams at once",
            f"{found.answers} answers, {len(found.lost)} lost or wrong",
            f"{found.answers / found.seconds:.0f} answers a second",
            f"open files: {found.before} before, at most {max(found.files)} between"
            f" rounds, {found.after} after close()",
            "resident memory after the first round and each quarter: "
            + ", ".join(f"{size:.1f}" for size in sizes)
            + " MiB",
            f"memory of Python objects: {kept / 1024:+.2f} KiB a round once warm, of"
            f" {(CALLS + STREAMS) * SHARE:.0f} calls",
            *found.lost[:5],
            sep="\n  ",
        )
        worst |= bool(found.lost) or found.after > found.before or kept > MOST_KEPT
    return int(worst)


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    else:
        sys.exit(main(*map(int, sys.argv[1:2])))
