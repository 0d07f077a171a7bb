"""Forms: how a string of a field is read as whole numbers (`parse` of a table)."""

from __future__ import annotations

import dataclasses
import re

from accordant.ir.record import record
from accordant.location import Location

CAPTURE = "(0|[1-9][0-9]{0,6})"
"""What a capture takes, as a regular expression that every language has: ASCII digits
without a leading zero, at most seven of them."""

MOST = 9_999_999
"""The largest number that a capture can be."""


@record(frozen=True, slots=True)
class Product:
    """A number that is made of two captures."""

    name: str
    factors: tuple[str, str]


@record(frozen=True, slots=True)
class Form:
    """A template that whole strings of a field are held against.

    `texts` stand around the `captures`, one more than there are captures. Each capture
    and each product is a pseudo-field: an integer named `field.part`, which has no
    value where the string is not of the form.
    """

    field: str
    texts: tuple[str, ...]
    captures: tuple[str, ...]
    products: tuple[Product, ...]
    where: Location = dataclasses.field(compare=False)

    @property
    def template(self) -> str:
        """The form as it is written: `{width}x{height}`."""
        names = [f"{{{name}}}" for name in self.captures]
        return "".join(_woven(self.texts, names))

    @property
    def pattern(self) -> str:
        """The form as a regular expression for whole strings, without anchors."""
        texts = tuple(map(re.escape, self.texts))
        return "".join(_woven(texts, [CAPTURE] * len(self.captures)))

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the pseudo-fields, without that of the field."""
        return (*self.captures, *(product.name for product in self.products))

    def read(self, value: str) -> dict[str, int] | None:
        """The number of each part; None if the string is not of the form."""
        found = re.fullmatch(self.pattern, value)
        if found is None:
            return None
        numbers = dict(zip(self.captures, map(int, found.groups()), strict=True))
        for product in self.products:
            one, other = product.factors
            numbers[product.name] = numbers[one] * numbers[other]
        return numbers

    def write(self, numbers: dict[str, int]) -> str:
        """The string whose captures are these numbers."""
        return "".join(_woven(self.texts, [str(numbers[c]) for c in self.captures]))


def _woven(texts: tuple[str, ...], between: list[str]) -> list[str]:
    return [part for pair in zip(texts, [*between, ""], strict=True) for part in pair]
