"""All that a run found, as reports read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accordant import ir
from accordant.conform.outcome import Outcome
from accordant.conform.plan import Plan
from accordant.conform.verdicts import (
    AGREES,
    DISAGREES,
    SERVER,
    UNDECIDED,
    WORDS,
    Decided,
    of_check,
)
from accordant.rules.evaluate import Violation


class Stopped(Exception):
    """The run can do nothing; the message says why."""


@dataclass(frozen=True, slots=True)
class Results:
    """A run: what was asked (`subject`), every verdict, and what they rest on.

    `faults` are what is wrong with a validator program itself, `stopped` is why a run
    ended before all was sent.
    """

    api: ir.Api
    subject: str
    plan: Plan
    verdicts: Sequence[Decided]
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    reported: Mapping[str, Sequence[Violation]] = field(default_factory=dict)
    faults: Sequence[str] = ()
    stopped: str = ""

    @property
    def findings(self) -> list[Decided]:
        """The verdicts that do not agree."""
        return [entry for entry in self.verdicts if entry.word in DISAGREES]

    @property
    def asked(self) -> int:
        """How many requests were answered, or reported on."""
        answered = sum(o.status is not None for o in self.outcomes.values())
        return answered + len(self.reported)

    def checks(self) -> dict[tuple[str, str, str], list[Decided]]:
        """The verdicts of each check, by operation, kind of row and name."""
        found: dict[tuple[str, str, str], list[Decided]] = {}
        for entry in self.verdicts:
            row = entry.row
            found.setdefault((row.operation, row.kind, row.check), []).append(entry)
        return found

    def counts(self) -> dict[str, int]:
        """How many checks there are of each verdict, those that agree first."""
        found = Counter(of_check(entries) for entries in self.checks().values())
        kinds = [WORDS[word] for word in DISAGREES]
        return {kind: found[kind] for kind in (AGREES, *kinds, SERVER, UNDECIDED)}

    def exit_code(self, fail_on: tuple[str, ...]) -> int:
        """0: all that was decided agrees; 1: something does not; 2: nothing was decided,
        or the run was stopped."""
        if self.faults or any(entry.word in fail_on for entry in self.verdicts):
            return 1
        if self.stopped:
            return 2
        decided = any(e.verdict not in (SERVER, UNDECIDED) for e in self.verdicts)
        return 0 if decided else 2
