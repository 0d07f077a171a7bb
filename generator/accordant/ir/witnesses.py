"""Witnesses: requests that show a check at work, and proofs that there is none."""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

from accordant.ir.checks import Json
from accordant.ir.record import record
from accordant.location import Location

Showing: TypeAlias = Literal["boundary", "valid", "invalid", "together"]


@record(frozen=True, slots=True)
class Witness:
    """A request that passes a check (`boundary`: at a limit of it), breaks it and
    nothing else, or (`together`) breaks others with it. `check` is its label, `limit`
    tells from others the limit, or the value that it lists, that this is about."""

    model: str
    check: str
    kind: Showing
    limit: str
    request: Json
    where: Location = dataclasses.field(compare=False)

    @property
    def name(self) -> str:
        """What tells it from every other witness of the model."""
        return "/".join(filter(None, (self.check, self.limit, self.kind)))


@record(frozen=True, slots=True)
class Proof:
    """Why there is no such request: whatever passes (or breaks) the check breaks one of
    `shadowed_by`, of which none can be left out. None if nothing is known."""

    model: str
    check: str
    blame: str
    lacks: Literal["valid", "invalid"]
    shadowed_by: tuple[str, ...] | None
    where: Location = dataclasses.field(compare=False)


Shown: TypeAlias = Witness | Proof
