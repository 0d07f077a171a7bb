"""Measure the generated client beside the official ones and httpx2 alone.

    python -m tests.bench.client [--rounds N] [--assert] [--source DIR]

Each contender runs in an environment of pinned versions, made when it is missing, and
asks one loopback server. Answers come first: each must read what was served. Rounds
are interleaved, so that a busy machine slows all alike; a figure is the median over
rounds. Bytecode is written, as it is wherever packages are installed, and the first
round does not count. Times decide nothing unless `--assert` is given.
"""

import argparse
import platform
import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.client_environments import (
    GENERATED,
    PINS,
    Contender,
    Worker,
    fresh,
    install,
    server,
    worker,
)
from tests.bench.client_server import EVENTS, answers
from tests.bench.client_table import (
    IMAGE_TEXT,
    MEASURES,
    NEW,
    OLD,
    OURS,
    RAW,
    Times,
    report,
)
from tests.bench.client_tasks import digest, programs

CALLS = 25  # at a time: a machine that is busy for a while slows few of them


@dataclass(frozen=True)
class Participant:
    """A contender that is ready: its two programs, and a process with a warm client."""

    contender: Contender
    make: str
    ask: str
    warm: Worker


def importing(one: Participant) -> dict[str, float]:
    """CPU of a fresh process that makes a client, over one that does nothing."""
    bare = fresh(one.contender, "pass").cpu
    return {"import": fresh(one.contender, one.make).cpu - bare}


def asking(one: Participant) -> dict[str, float]:
    """Time of a fresh process to its first answer."""
    run = fresh(one.contender, one.ask)
    assert run.output == "0 1\n", f"{one.contender.name} read {run.output!r}"
    return {"first": run.answered}


def calling(one: Participant) -> dict[str, float]:
    """CPU of a call of a warm client."""
    return {"call": one.warm.do(f"call {CALLS}")}


def streaming(one: Participant) -> dict[str, float]:
    """Time and CPU of a warm client to read a stream to its end."""
    wall, cpu, count, total = one.warm.do("stream")
    if one.contender.name == RAW:
        assert total > EVENTS * IMAGE_TEXT
    else:
        assert (count, total) == (EVENTS, EVENTS * IMAGE_TEXT)
    return {"stream": wall, "stream cpu": cpu}


def medians(who: Sequence[Participant], rounds: int) -> Times:
    """The median of every figure."""
    found: dict[str, dict[str, list[float]]] = {
        measure: {one.contender.name: [] for one in who} for measure in MEASURES
    }
    tasks = (importing, asking, *([calling] * 16), *([streaming] * 2))
    for number in range(rounds + 1):
        for task in tasks:
            for one in who:
                for measure, seconds in task(one).items():
                    if number:
                        found[measure][one.contender.name].append(seconds)
    return {
        measure: {name: statistics.median(each) for name, each in by_name.items()}
        for measure, by_name in found.items()
    }


def check(who: Sequence[Participant]) -> None:
    """Refuse to time a contender that reads anything else than what was served."""
    response, events = answers()
    expected = [digest(value) for value in (response, *events)]
    for one in who:
        read = one.warm.do("read")
        if read != (expected[:1] if one.contender.name == RAW else expected):
            raise AssertionError(f"{one.contender.name} reads something else")


def main() -> int:
    """Install, check, measure, print; the exit code says what `--assert` found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--source", type=Path, default=GENERATED)
    parser.add_argument(
        "--assert", action="store_true", dest="hold", help="fail if slow"
    )
    options = parser.parse_args()
    source = options.source.resolve()
    for name in PINS:
        install(name)
    contenders = [
        Contender(OURS, "openai_images", "httpx2-2.16.2", source),
        Contender(NEW, "openai", "openai-3.52.0"),
        Contender(OLD, "openai", "openai-2.33.0"),
        Contender(RAW, "httpx2", "httpx2-2.16.2"),
    ]
    print(f"Python {platform.python_version()}")
    for each in contenders:
        print(f"{each.name}: {', '.join(PINS[each.environment])}")
    with ExitStack() as stack:
        url = stack.enter_context(server())
        who = [
            Participant(
                each,
                *programs(each.package, url),
                stack.enter_context(worker(each, url)),
            )
            for each in contenders
        ]
        check(who)
        over = report(medians(who, options.rounds))
    return int(options.hold and over)


if __name__ == "__main__":
    sys.exit(main())
