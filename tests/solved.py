"""What the solver's reading of a table says of single requests."""

from __future__ import annotations

from typing import NamedTuple

import z3

from accordant.analysis.universe import Universe
from accordant.ir import Api, steps
from inline import model_of


class Verdict(NamedTuple):
    """Which checks are broken (id and path, of those that the universe names), and
    whether the request is refused."""

    broken: set[tuple[str, str]]
    refused: bool


class Solved:
    """One model's universe, asked of one request at a time."""

    def __init__(self, api: Api, name: str) -> None:
        model = model_of(api, name)
        self.universe = Universe([(model, api.declarations)])
        (reading,) = self.universe.readings
        self.named = [
            (target.id, "".join(f"/{part}" for part in steps(target.blame)))
            for target in reading.targets
        ]
        formulas = (*reading.violated, reading.refused())
        on, off = z3.BitVecVal(1, 1), z3.BitVecVal(0, 1)
        self.answer = z3.Concat(*(z3.If(formula, on, off) for formula in formulas))
        """All answers as one number, for one evaluation is faster than many."""
        self.solver = z3.Solver()
        self.solver.add(*self.universe.constraints)

    def verdict(self, request: object) -> Verdict | None:
        """None where the universe has no such request."""
        pinned = self.universe.pinned(request)
        if pinned is None:
            return None
        self.solver.push()
        try:
            self.solver.add(*pinned)
            if self.solver.check() != z3.sat:
                raise AssertionError(f"the universe has no point for {request!r}")
            point = self.solver.model()
            number = point.eval(self.answer, model_completion=True).as_long()
            *answers, refused = f"{number:0{self.answer.size()}b}"
            pairs = zip(self.named, answers, strict=True)
            return Verdict(
                {named for named, bit in pairs if bit == "1"}, refused == "1"
            )
        finally:
            self.solver.pop()

    def differs(
        self, request: object, wanted: list[tuple[str, str, str]], valid: bool
    ) -> bool:
        """Whether it says something else of a request than another reading."""
        found = self.verdict(request)
        if found is None:
            return False
        named = {(rule, path) for rule, path, _ in wanted} & set(self.named)
        return (found.broken, found.refused) != (named, not valid)
