"""Witnesses: requests that show a check at work, and proofs that there is none."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal, TypeAlias

from accordant.ir.checks import Json
from accordant.location import Location


@dataclass(frozen=True, slots=True)
class Witness:
    """A request that passes a check (`boundary`: beside the limit that `limit` tells
    from others) or breaks it and nothing else. `check` is its label."""

    model: str
    check: str
    kind: Literal["boundary", "valid", "invalid"]
    limit: str
    request: Json
    where: Location = dataclasses.field(compare=False)

    @property
    def name(self) -> str:
        """What tells it from every other witness of the model."""
        return "/".join(filter(None, (self.check, self.limit, self.kind)))


@dataclass(frozen=True, slots=True)
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
