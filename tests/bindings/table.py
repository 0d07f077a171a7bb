"""The table: how many vectors each language judges otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bindings.executors import Answer
from bindings.requests import Vector


@dataclass(slots=True)
class Row:
    """A language on the vectors of one spec."""

    language: str
    spec: str
    judged: int = 0
    seconds: float = 0.0
    skipped: str = ""
    known: int = 0
    differences: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The line of the table."""
        head = f"{self.spec:20}{self.language:12}"
        if self.skipped:
            return f"{head}skipped: {self.skipped}"
        return (
            f"{head}{self.judged:9,}{len(self.differences):13}{self.known:8}"
            f"{self.seconds:9.1f} s"
        )


HEAD = f"{'spec':20}{'language':12}{'judged':>9}{'differences':>13}{'known':>8}"


def compare(
    row: Row,
    vectors: Sequence[Vector],
    answers: Mapping[str, Answer],
    known: Mapping[str, str],
) -> None:
    """Fill a row: what differs from what the reference evaluator says, in order."""
    for vector in vectors:
        row.judged += 1
        answer = answers.get(vector.id, Answer((), "no answer"))
        if not answer.error and answer.entries == vector.expected:
            continue
        if vector.text in known:
            row.known += 1
            continue
        said = answer.error or f"{[*answer.entries]}"
        row.differences.append(
            f"{row.language}: {vector.text[:300]} {vector.repeat or ''}\n"
            f"  wanted {[*vector.expected]}\n  found  {said}"
        )
