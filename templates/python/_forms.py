"""Strings written around whole numbers: where what is asked of the numbers changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isqrt, lcm
from typing import Any, Final

MOST: Final = 9_999_999
"""The largest number that is read."""

Range = tuple[int, int, int]
"""The first and the last number, and what some checks want multiples of."""


@dataclass(frozen=True, slots=True)
class Form:
    """A template, `{width}x{height}`, and where the checks of its numbers change.

    `cuts` part the values of a number below each of them; `steps` are what a number has
    to be a multiple of; `times` (number, factor, other) says that a number is held
    against so many times another, `products` (one, other, cut) that two are multiplied.
    """

    template: str
    cuts: Mapping[str, Sequence[int]] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    times: Sequence[tuple[str, int, str]] = ()
    products: Sequence[tuple[str, str, int]] = ()

    @property
    def parts(self) -> list[str]:
        """The names of the numbers."""
        return re.findall(r"\{([^{}]*)\}", self.template)

    def write(self, numbers: Mapping[str, int]) -> str:
        """The string with these numbers."""
        return re.sub(r"\{([^{}]*)\}", lambda m: str(numbers[m[1]]), self.template)

    def read(self, text: Any) -> dict[str, int] | None:
        """The numbers of a string; None if it is not of the form."""
        texts = re.split(r"\{[^{}]*\}", self.template)
        pattern = "(0|[1-9][0-9]{0,6})".join(map(re.escape, texts))
        found = re.fullmatch(pattern, text) if isinstance(text, str) else None
        if found is None:
            return None
        return dict(zip(self.parts, map(int, found.groups()), strict=True))

    def ranges(self, part: str, numbers: Mapping[str, int]) -> list[Range]:
        """The ranges of one number beside the others, as those are."""
        cuts = list(self.cuts.get(part, ()))
        for one, factor, other in self.times:
            if one == part:
                cuts += (factor * numbers[other] + move for move in (0, 1))
            if other == part:
                cuts += (numbers[one] // factor + move for move in (0, 1))
        for one, other, cut in self.products:
            if part in (one, other):
                beside = numbers[other if one == part else one]
                cuts.append(-(-cut // max(beside, 1)))
        return _ranges(cuts, self.steps.get(part, 1))

    def squares(self) -> list[Range]:
        """The ranges of all numbers at once, if they are the same."""
        cuts = [cut for found in self.cuts.values() for cut in found]
        cuts += (isqrt(cut - 1) + 1 for _, _, cut in self.products if cut > 0)
        return _ranges(cuts, lcm(*self.steps.values()))


def _ranges(cuts: Iterable[int], step: int) -> list[Range]:
    inner = sorted({cut for cut in cuts if 0 < cut <= MOST})
    return [(low, after - 1, step) for low, after in pairwise([0, *inner, MOST + 1])]
