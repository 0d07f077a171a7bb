"""Findings of lint, and how they are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from accordant import ir
from accordant.analysis.words import bold, counted
from accordant.location import Location, Problem
from accordant.shortening import request_text

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: of a check, where it is one, and with a request that shows
    it, where there is one. `by` are the checks that bring it about."""

    kind: str
    level: Level
    where: Location
    model: str
    check: str
    message: str
    by: tuple[str, ...] = ()
    witness: ir.Json = None

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "kind": self.kind,
            "level": self.level,
            "file": self.where.file,
            "line": self.where.line,
            "column": self.where.column,
            "model": self.model or None,
            "check": self.check or None,
            "message": self.message,
            "by": [*self.by],
            "witness": self.witness,
        }


def located(problem: Problem) -> Finding:
    """A finding of loading, as one of lint."""
    return Finding("spec", problem.severity, problem.where, "", "", problem.message)


def text_lines(found: Sequence[Finding]) -> Iterator[str]:
    """Findings for people: those of a kind together, worst first, and how many."""
    kinds = sorted(dict.fromkeys((LEVELS.index(f.level), f.kind) for f in found))
    for level, kind in kinds:
        yield bold(kind)
        for finding in found:
            if (LEVELS.index(finding.level), finding.kind) != (level, kind):
                continue
            named = f"'{finding.check}': " if finding.check else ""
            yield f"{finding.where}: {finding.level}: {named}{finding.message}"
            if finding.witness is not None:
                yield f"    {request_text(finding.witness)}"
        yield ""
    levels = Counter(finding.level for finding in found)
    yield ", ".join(counted(levels[level], level) for level in LEVELS)
