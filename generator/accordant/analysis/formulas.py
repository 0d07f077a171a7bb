"""Formulas and terms of the solver: joined, compared, and made of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import z3

from accordant import ir

Formula: TypeAlias = Any
"""A Boolean term of the solver, which has no types that a checker could read."""
Term: TypeAlias = Any
"""A number, or any other term of the solver."""


def any_of(parts: Sequence[Formula]) -> Formula:
    """Some part; no part at all is false."""
    if len(parts) == 1:
        return parts[0]
    return z3.Or(*parts) if parts else z3.BoolVal(False)


def all_of(parts: Sequence[Formula]) -> Formula:
    """Every part; no part at all is true."""
    if len(parts) == 1:
        return parts[0]
    return z3.And(*parts) if parts else z3.BoolVal(True)


def exact(value: float) -> Term:
    """A number as the solver writes it, without rounding."""
    ratio = Fraction(value)
    if ratio.denominator == 1:
        return z3.IntVal(ratio.numerator)
    return z3.Q(ratio.numerator, ratio.denominator)


def safe(term: Term) -> Formula:
    """An integer that every reader of JSON keeps exact."""
    return z3.And(term <= 2**53 - 1, term >= 1 - 2**53)


def nearest(atom: ir.Bound | ir.Length | ir.Items) -> int:
    """The last whole number that keeps to a limit."""
    limit = Fraction(atom.limit)
    floor = limit.numerator // limit.denominator
    ceiling = -(-limit.numerator // limit.denominator)
    match atom.op:
        case "minimum" | "minLength" | "minItems":
            return ceiling
        case "exclusiveMinimum":
            return floor + 1
        case "exclusiveMaximum":
            return ceiling - 1
        case _:
            return floor


def within(atom: ir.Bound | ir.Length | ir.Items, term: Term) -> Formula:
    """A number, or a length, keeps to a limit."""
    limit = atom.limit
    if z3.is_int(term):  # compared as whole numbers, which is quicker
        limit = nearest(atom)
        return term >= limit if "min" in atom.op.lower() else term <= limit
    match atom.op:
        case "minimum":
            return term >= exact(limit)
        case "exclusiveMinimum":
            return term > exact(limit)
        case "maximum":
            return term <= exact(limit)
        case _:
            return term < exact(limit)
