"""What a schema needs of forms and of bounds that name a field."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable
from fractions import Fraction

from accordant import ir
from accordant.ir.forms import CAPTURE


def pattern(form: ir.Form) -> str:
    """A form as a regular expression of ECMA 262, with anchors."""
    texts = [re.sub(r"[\\^$.*+?()\[\]{}|]", r"\\\g<0>", text) for text in form.texts]
    return f"^{CAPTURE.join(texts)}$"


def parse(found: Iterable[tuple[ir.Form, str]]) -> dict[str, ir.Json]:
    """The entries of `parse` that some parts of forms need."""
    wanted: dict[ir.Form, set[str]] = {}
    for form, part in found:
        wanted.setdefault(form, set()).add(part)
    entries: dict[str, ir.Json] = {}
    for form, parts in wanted.items():
        entry: dict[str, ir.Json] = {"template": form.template}
        product: dict[str, ir.Json] = {
            one.name: list(one.factors) for one in form.products if one.name in parts
        }
        if product:
            entry["product"] = product
        entries[form.field] = entry
    return entries


def scaled(atom: ir.Relative, number: float) -> ir.Bound:
    """A bound that names a field where the number of that is known; JSON has a word for
    the largest double, and none for what is beyond."""
    limit = number * atom.times
    if not math.isinf(limit):
        return ir.Bound(atom.op, limit)
    upper = atom.op in ("maximum", "exclusiveMaximum")
    largest = math.copysign(sys.float_info.max, limit)
    if limit > 0:
        return ir.Bound("maximum" if upper else "exclusiveMinimum", largest)
    return ir.Bound("exclusiveMaximum" if upper else "minimum", largest)


def turned(atom: ir.Relative, number: float, whole: bool) -> ir.Bound:
    """What a bound that names a field asks of that field where `number` is bound:
    10 is at most 3 times what is at least 4, in whole numbers."""
    match atom.op:
        case "minimum":
            return ir.Bound("maximum", _most(number, atom.times, whole))
        case "exclusiveMinimum":
            return ir.Bound("exclusiveMaximum", _least(number, atom.times, whole))
        case "maximum":
            return ir.Bound("minimum", _least(number, atom.times, whole))
        case _:
            return ir.Bound("exclusiveMinimum", _most(number, atom.times, whole))


def _least(number: float, times: int, whole: bool) -> float:
    """The least that is, `times` times, at least a number."""
    if whole:
        return math.ceil(Fraction(number) / times)
    return min(n for n in _about(number / times) if n * times >= number)


def _most(number: float, times: int, whole: bool) -> float:
    """The most that is, `times` times, at most a number."""
    if whole:
        return math.floor(Fraction(number) / times)
    return max(n for n in _about(number / times) if n * times <= number)


def _about(number: float) -> list[float]:
    """A double and its neighbours, for a quotient is rounded, and so is a product."""
    found = [number]
    for end in (math.inf, -math.inf):
        one = math.nextafter(number, end)
        found += [one, math.nextafter(one, end)]
    return found
