"""Points: a single value of a variable, read from the solver's model or put into terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Any

import z3

from accordant import ir
from accordant.analysis.formulas import Formula, exact
from accordant.analysis.variables import (
    BOOLEAN,
    FRACTION,
    NULL,
    OPAQUE,
    STRING,
    WHOLE,
    Variable,
)


def value_of(variable: Variable, tag: int, model: Any) -> Any:
    """The value that a variable has in a model of the solver, by its tag there."""

    def read(term: Any) -> Any:
        return model.eval(term, model_completion=True)

    if tag == NULL:
        return None
    if tag == BOOLEAN:
        return z3.is_true(read(variable.boolean))
    if tag == WHOLE:
        return read(variable.whole).as_long()
    if tag == FRACTION:
        return float(read(variable.fraction).as_fraction())
    if tag >= OPAQUE:
        return variable.samples[tag - OPAQUE]
    place = read(variable.index).as_long()
    if place >= 0:
        return variable.pool[place]
    for texts, shape in variable.forms.items():
        if z3.is_true(read(shape.fits)):
            numbers = [str(read(term)) for term in shape.captures]
            pairs = zip(texts, [*numbers, ""], strict=True)
            return "".join(chain.from_iterable(pairs))
    return _other(read(variable.length).as_long(), variable.pool)


def _other(length: int, pool: Sequence[str]) -> str:
    """A plain string of a length that is none of the pool."""
    signs = (chr(number) for number in count(ord("x")))
    return next(text for sign in signs if (text := sign * length) not in pool)


def pinned_to(
    variable: Variable, tag: int, value: Any, forms: Sequence[ir.Form]
) -> Iterator[Formula]:
    """That the terms of a variable are those of a value with this tag."""
    if tag == BOOLEAN:
        yield variable.boolean == value
    elif tag == WHOLE:
        yield variable.whole == int(value)
    elif tag == FRACTION:
        yield variable.fraction == exact(value)
    elif tag == STRING:
        yield variable.index == variable.places.get(value, -1)
        yield variable.length == len(value)
        for form in forms:
            numbers, shape = form.read(value), variable.shape(form)
            yield shape.fits == (numbers is not None)
            if numbers is not None:
                pairs = zip(form.captures, shape.captures, strict=True)
                yield from (term == numbers[name] for name, term in pairs)
