"""Cases: a request of a check, for one of its two sides; and the row of a check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from accordant import ir
from accordant.conform.bodies import BodyOf
from accordant.ir import Json
from accordant.rules.evaluate import Violation

Side: TypeAlias = Literal["valid", "invalid"]
Kind: TypeAlias = Literal["structure", "rule", "server", "answer"]
SIDES: tuple[Side, Side] = ("valid", "invalid")
"""What a request does to a check: it passes it, or breaks it."""

SCHEMA = "schema"
"""The name of the row that stands for the structure of answers."""


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """What is sent once. `expected` is what the table says of it, `column` the value
    of the field with families; `id` follows from operation and body alone."""

    id: str
    to: BodyOf
    body: Json
    expected: tuple[Violation, ...]
    column: str

    @property
    def refused(self) -> bool:
        """Whether a server that agrees refuses it."""
        return any(entry.severity == "error" for entry in self.expected)


@dataclass(frozen=True, slots=True)
class Case:
    """A request as a case of one check. `alone` unless it breaks other checks too."""

    name: str
    side: Side
    request: Request
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A check of an operation, with its cases; `lacks` says why a side has none.

    `check` is its label, `rule` the id that is reported, `fields` the top-level fields
    that may be blamed for it (none: the whole body).
    """

    operation: str
    check: str
    rule: str
    kind: Kind
    severity: ir.Severity
    says: str
    source: str
    fields: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    lacks: dict[Side, str] = field(default_factory=dict)

    def of(self, side: Side) -> list[Case]:
        """The cases of one side."""
        return [case for case in self.cases if case.side == side]
