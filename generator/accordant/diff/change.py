"""What changed for callers: one `Change` a fact, with the requests that show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from accordant.ir import Json
from accordant.rules.evaluate import Violation

Level = Literal["major", "minor", "patch", "none"]
"""The semantic version that a change asks for."""

Section = Literal["breaking", "new", "changed", "judged", "warnings", "documentation"]
"""The heading under which a change stands."""

LEVELS: tuple[Level, ...] = ("none", "patch", "minor", "major")


class Witness(NamedTuple):
    """A request, and all that each revision finds wrong with it; `shows` says which
    text the two judge differently."""

    request: Json
    old: tuple[Violation, ...]
    new: tuple[Violation, ...]
    shows: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that callers can notice.

    `where` is an operation (`images.generate`), or "" of the whole API; `places` are
    field paths in what it sends, or behind "-> " in what it answers. `rule` is the id
    of the row or structural check that the change is about, if it is about one. `also`
    are other operations that it concerns.
    """

    kind: str
    section: Section
    level: Level
    where: str
    places: tuple[str, ...]
    text: str
    rule: str | None = None
    witnesses: tuple[Witness, ...] = ()
    also: tuple[str, ...] = ()


class Difference(NamedTuple):
    """Everything that changed between two revisions, named `old` and `new`.

    `proved` says that a solver looked at every check: those that no change names judge
    every request as before. `unproved` is what took it too long.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    proved: bool
    unproved: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """The bump that follows."""
        return highest(change.level for change in self.changes)

    @property
    def for_callers(self) -> tuple[Change, ...]:
        """The changes without those of words alone."""
        return tuple(c for c in self.changes if c.section != "documentation")


def highest(levels: Iterable[Level]) -> Level:
    """The level that covers all of these."""
    found: Level = "none"
    for level in levels:
        if LEVELS.index(level) > LEVELS.index(found):
            found = level
    return found
