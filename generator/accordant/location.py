"""Where something stands in a spec, and what is wrong with it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

_ROOM = 1000
_NAME_LIMIT = 100


class Location(NamedTuple):
    """A place in a text file; line and column count from 1, as editors do.

    Line 0 stands for the file (or folder) as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One finding: ``file:line:column: message``, or ``file: message``."""

    where: Location
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        kind = "warning: " if self.severity == "warning" else ""
        return _plain(f"{self.where}: {kind}{self.message}")


def _plain(text: str) -> str:
    """One line for a terminal: a spec may hold control signs and endless names."""
    if len(text) > _ROOM:
        text = f"{text[: _ROOM // 2]} ... {text[-_ROOM // 2 :]}"
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


class SpecError(Exception):
    """The spec is wrong; `problems` holds every finding, in the order of the text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class Report:
    """Collects the problems of one run, so that people see all of them at once.

    `coined` has the names of declarations that neither the document nor its structure
    gave, and what was added: "a role word" or "a number".
    """

    problems: dict[Problem, None] = field(default_factory=dict)
    coined: dict[str, str] = field(default_factory=dict)

    def error(self, where: Location, message: str) -> None:
        """Record what makes the spec unusable."""
        self.problems[Problem(where, message)] = None

    def warn(self, where: Location, message: str) -> None:
        """Record what is left out or doubtful, while the rest is usable."""
        self.problems[Problem(where, message, "warning")] = None

    def warnings(self) -> tuple[Problem, ...]:
        """The warnings so far, by place."""
        return tuple(sorted(p for p in self.problems if p.severity == "warning"))

    def count_errors(self) -> int:
        """How many errors there are so far."""
        return sum(problem.severity == "error" for problem in self.problems)

    def raise_errors(self) -> None:
        """Raise `SpecError` if an error was recorded."""
        errors = sorted(p for p in self.problems if p.severity == "error")
        if errors:
            raise SpecError(errors)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A closing remark that proposes the nearest known name, or nothing."""
    if len(name) > _NAME_LIMIT:
        return ""
    folded = {word.lower(): word for word in known}
    close = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.6)
    return f"; did you mean '{folded[close[0]]}'?" if close else ""
