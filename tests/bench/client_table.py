"""What the client benchmark shows: the table of its figures, and its limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.bench.client_server import EVENTS, IMAGE

IMAGE_TEXT = IMAGE // 3 * 4
MIB = EVENTS * IMAGE_TEXT / 2**20

OURS, NEW, OLD = "accordant", "openai 3.52.0", "openai 2.33.0"
RAW = "httpx2, no SDK"


@dataclass(frozen=True)
class Measure:
    """A column of the table: how seconds are shown, and what `--assert` holds.

    `limits` are the largest ratios of our seconds to those of others.
    """

    title: str
    show: Callable[[float], str]
    limits: Mapping[str, float]


MEASURES = {
    "import": Measure(
        "import, client: CPU",
        lambda seconds: f"{seconds * 1e3:.1f} ms",
        {NEW: 1 / 15, OLD: 1 / 15},
    ),
    "first": Measure(
        "first answer: wall",
        lambda seconds: f"{seconds * 1e3:.0f} ms",
        {NEW: 0.6, OLD: 0.6},
    ),
    "call": Measure(
        "call: CPU", lambda seconds: f"{seconds * 1e6:.0f} us", {RAW: 1.15}
    ),
    "stream": Measure(
        f"{MIB:.0f} MiB of events: wall",
        lambda seconds: f"{MIB / seconds:.0f} MiB/s",
        {NEW: 1 / 3},
    ),
    "stream cpu": Measure(
        "the same: CPU", lambda seconds: f"{seconds * 1e3:.0f} ms", {}
    ),
}


Times = Mapping[str, Mapping[str, float]]
"""Seconds by measure and name of the contender."""


def table(times: Times) -> str:
    """Each figure, and how many times as long as ours it took."""
    rows = [["", *(cell for each in MEASURES.values() for cell in (each.title, ""))]]
    for name in times["call"]:
        row = [name]
        for key, measure in MEASURES.items():
            seconds = times[key][name]
            row += [measure.show(seconds), f"{seconds / times[key][OURS]:.2f}"]
        rows.append(row)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def report(times: Times) -> bool:
    """Print the table and every limit; whether one is exceeded."""
    print(table(times))
    over = False
    for key, measure in MEASURES.items():
        for peer, limit in measure.limits.items():
            ratio = times[key][OURS] / times[key][peer]
            over |= ratio > limit
            verdict = "no" if ratio > limit else "yes"
            print(
                f"{measure.title}: {ratio:.3f} of the time of {peer},"
                f" at most {limit:.3f}: {verdict}"
            )
    return over
