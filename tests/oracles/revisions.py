"""The revisions of the flagship: what judges a request of each, and what draws some."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from oracles import (
    draw,
    draw_2026_11,
    edges_2026_11,
    pages,
    pages_2026_11,
)
from oracles.edges import Edge, tally
from oracles.reading import Violation

ROOT: Final = Path(__file__).resolve().parents[2]


class Vector(NamedTuple):
    """A request that says something of the rules, and the ids and paths it breaks."""

    name: str
    request: object
    violations: list[tuple[str, str]]


class Revision(NamedTuple):
    """A folder in `spec`, and its evaluator, draws and boundaries written by hand."""

    name: str
    violations: Callable[[object], list[Violation]]
    accepts: Callable[[object], bool]
    requests: Callable[[int, int], Iterator[object]]
    edges: Callable[[], Iterator[Edge]]
    parameters: tuple[str, ...]

    @property
    def spec(self) -> Path:
        """The folder of the spec."""
        return ROOT / "spec" / self.name

    def tally(self, requests: Iterable[object]) -> dict[str, list[int]]:
        """How often each check is broken, and passes at its boundary."""
        return tally(requests, self.violations, self.edges(), self.parameters)

    def vectors(self) -> list[Vector]:
        """Those of `tests/vectors`; a long prompt is written as a text and a count."""
        found = []
        file = ROOT / f"tests/vectors/rules-{self.name}.jsonl"
        for text in file.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            request = json.loads(line["text"])
            if "prompt_repeat" in line:
                sign, times = line["prompt_repeat"]
                request["prompt"] = sign * times
            broken = [(rule, path) for rule, path in line["violations"]]
            found.append(Vector(line["name"], request, broken))
        return found


REVISIONS: Final = {
    "2025-12": Revision(
        "2025-12",
        pages.violations,
        pages.accepts,
        draw.requests,
        draw.edges,
        pages.PARAMETERS,
    ),
    "2026-11": Revision(
        "2026-11",
        pages_2026_11.violations,
        pages_2026_11.accepts,
        draw_2026_11.requests,
        edges_2026_11.edges,
        pages_2026_11.PARAMETERS,
    ),
}
