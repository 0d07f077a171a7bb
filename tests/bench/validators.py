"""Measure the generated validators against other libraries.

    python -m tests.bench.validators [--rounds N] [--assert] [--source DIR]

Verdicts come first: every library must agree with `requests.jsonl` on all that it
can express. Then rounds over all requests and all libraries are interleaved, so that
a busy machine slows all of them alike; a cell is the geometric mean, over requests,
of the medians over rounds. Times decide nothing unless `--assert` is given.
"""

import argparse
import json
import math
import statistics
import sys
import timeit
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.contenders import Contender, ours, peers

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GENERATED_PYTHON = ROOT / "generated" / "python" / "src"
GENERATED_JSONSCHEMA = ROOT / "generated" / "jsonschema"

CALLS = 200  # of one library on one request, per round
GROUPS = ("valid", "structure", "rules")

# What `--assert` holds: (ours, peer, group of requests) -> largest ratio of times.
LIMITS = {
    ("is_valid", "jsonschema-rs is_valid", "valid"): 1.0,
    ("is_valid", "msgspec", "valid"): 1.1,
    ("violations", "jsonschema-rs validate", "structure"): 1.0,
    ("violations", "jsonschema-rs validate", "rules"): 1.0,
}


@dataclass(frozen=True)
class Entry:
    """A request of `requests.jsonl`."""

    family: str
    group: str
    request: dict[str, Any]


Times = dict[tuple[str, int], list[float]]


def read_entries() -> list[Entry]:
    """The committed requests."""
    entries = []
    for line in (HERE / "requests.jsonl").read_text(encoding="ascii").splitlines():
        data = json.loads(line)
        group = "valid" if data["valid"] else data["breaks"]
        entries.append(Entry(data["family"], group, data["request"]))
    return entries


def disagreements(contenders: list[Contender], entries: list[Entry]) -> list[str]:
    """Verdicts that differ from the expected ones; who knows no rules misses them."""
    return [
        f"{contender.name} on {entry.family}, {entry.group}: {json.dumps(entry.request)}"
        for contender in contenders
        for entry in entries
        if contender.accepts(entry.request)
        != (entry.group == "valid" or not contender.can_judge(entry.group))
    ]


def measure(contenders: list[Contender], entries: list[Entry], rounds: int) -> Times:
    """Seconds a call, one number a round, by contender and place of the request."""
    timers = {
        (contender.name, i): timeit.Timer(
            contender.statement, globals={**contender.names, "request": entry.request}
        )
        for i, entry in enumerate(entries)
        for contender in contenders
    }
    times: Times = {key: [] for key in timers}
    for _ in range(rounds):
        for key, timer in timers.items():
            times[key].append(timer.timeit(CALLS) / CALLS)
    return times


def means(times: Times, entries: list[Entry], name: str) -> dict[str, float]:
    """Geometric mean, by group, of the medians of a contender."""
    return {
        group: math.exp(
            statistics.fmean(
                math.log(statistics.median(times[name, i]))
                for i, entry in enumerate(entries)
                if entry.group == group
            )
        )
        for group in GROUPS
    }


def table(contenders: list[Contender], by_name: dict[str, dict[str, float]]) -> str:
    """Nanoseconds of each, and how many times those of our `is_valid`."""
    head = ("", "expresses", "valid", "", "breaks structure", "", "breaks a rule", "")
    rows: list[tuple[str, ...]] = [head]
    for contender in contenders:
        row = [
            contender.name,
            "structure, rules" if contender.knows_rules else "structure",
        ]
        for group in GROUPS:
            if contender.can_judge(group):
                time = by_name[contender.name][group]
                row += [
                    f"{time * 1e9:.0f} ns",
                    f"{time / by_name['is_valid'][group]:.2f}",
                ]
            else:
                row += ["accepts it", ""]
        rows.append(tuple(row))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i < 2 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def main() -> int:
    """Compare verdicts, measure, print; the exit code says what `--assert` found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--source", type=Path, default=GENERATED_PYTHON)
    parser.add_argument(
        "--assert", action="store_true", dest="hold", help="fail if slow"
    )
    options = parser.parse_args()
    entries = read_entries()
    contenders = ours(options.source) + peers(GENERATED_JSONSCHEMA)
    if wrong := disagreements(contenders, entries):
        print("Verdicts differ:", *wrong, sep="\n  ")
        return 1
    times = measure(contenders, entries, options.rounds)
    by_name = {c.name: means(times, entries, c.name) for c in contenders}
    print(table(contenders, by_name))
    failed = False
    for (name, peer, group), limit in LIMITS.items():
        ratio = by_name[name][group] / by_name[peer][group]
        failed |= ratio > limit
        print(f"{name} / {peer}, {group}: {ratio:.2f} (at most {limit})")
    return int(options.hold and failed)


if __name__ == "__main__":
    sys.exit(main())
