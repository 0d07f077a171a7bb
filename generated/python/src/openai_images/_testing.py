"""Requests for Hypothesis, made without throwing any away.

A draw starts from a request that is known to be as wanted, and goes from field to
field. Each may stay as it is, or be given a value: the validators are asked beforehand
which cells (values that hardly any check tells apart) leave the request as wanted, by
the plainest value of each, and they also judge the value that is drawn; if it will not
do, the plainest stands in. So there is always a way on.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from types import EllipsisType
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ._constraints import MAX_INTEGER
from ._forms import Form
from ._model import Model
from .validators import violations

Request = dict[str, Any]
Place = tuple[str | int, ...]
Path = tuple[str | EllipsisType, ...]
ABSENT: Final = object()
"""The value of a field that is not sent."""

MOST_ITEMS: Final = 5
"""How many items of one list or map are varied."""

_SIGNS: Final = st.one_of(
    st.sampled_from('x0aZ -\n"/~\u00e9\u0301\u4e2d\U0001f600'),
    st.integers(0, 0x10F7FF).map(lambda n: chr(n if n < 0xD800 else n + 0x800)),
)
"""Characters but halves of surrogate pairs. (Those of `text` itself take seconds to
prepare on a machine where they never were used.)"""


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that hardly any check tells apart: the plainest, and a way to draw one."""

    plain: Any
    inside: SearchStrategy[Any] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A place in requests, with the values it may have.

    In `path`, `...` stands for each item of a list or each value of a map. `arm` is of
    fields that one arm of a union has: how much of the path leads to the object, the
    property that tells the arms apart, and what it is there.
    """

    path: Path
    cells: tuple[Cell, ...]
    form: Form | None = None
    arm: tuple[int, str, Sequence[str]] | None = None

    @property
    def name(self) -> str:
        """The place as rule ids spell it, with `[]` for `...`."""
        parts = ["[]" if part is ... else f".{part}" for part in self.path]
        return "".join(parts).removeprefix(".")

    def places(self, request: Request) -> list[Place]:
        """Where the field is, or could be, in a request."""
        found = _places(request, self.path)
        if self.arm is None:
            return found
        depth, tag, values = self.arm
        return [p for p in found if _at(request, (*p[:depth], tag)) in values]


@dataclass(frozen=True, slots=True)
class Requests:
    """What is known of the requests of one model.

    `right` and `wrong` are where draws start from: requests without an error, the
    smallest first, and for each rule ones that break it alone. `inseparable` are the
    rules for which there are none, with those that are always broken beside them.
    `extra` is the value of an undeclared key, ABSENT if no value is right.
    """

    fields: Sequence[Field]
    right: Sequence[Request]
    wrong: Mapping[str, Sequence[Request]]
    inseparable: Mapping[str, Sequence[str]]
    extra: Any = ABSENT


# --- what `testing` offers -----------------------------------------------------------


def right(model: type[Model], known: Requests) -> SearchStrategy[Request]:
    """Requests without a violation of severity error. Raises ValueError."""
    if not known.right:
        raise ValueError(f"no request of {model.__name__} without an error is known")

    def wanted(request: Request) -> bool:
        return all(v.severity != "error" for v in violations(model, request))

    return _requests(_Aim(model, known, known.right, wanted))


def wrong(model: type[Model], known: Requests, rule: str) -> SearchStrategy[Request]:
    """Requests that break one rule and no other, warnings apart. Raises ValueError."""
    if rule not in known.wrong:
        raise ValueError(_refusal(model, known, rule))

    def wanted(request: Request) -> bool:
        found = violations(model, request)
        errors = {v.rule for v in found if v.severity == "error"}
        return errors <= {rule} and any(v.rule == rule for v in found)

    return _requests(_Aim(model, known, known.wrong[rule], wanted, rule))


def _refusal(model: type[Model], known: Requests, rule: str) -> str:
    if rule == "type":
        return "'type' is broken by what is no object, so by no request"
    others = known.inseparable.get(rule)
    if others:
        return f"no request breaks {rule!r} alone: {', '.join(others)} come with it"
    if others is not None:
        return f"no request is known that breaks {rule!r} alone"
    near = get_close_matches(rule, [*known.wrong, *known.inseparable], 1)
    hint = f"; did you mean {near[0]!r}?" if near else "; rules() lists them"
    return f"no rule {rule!r} of {model.__name__}{hint}"


# --- the walk ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class _Aim:
    """What is drawn: where from, and what is wanted; `rule` is what is to be broken."""

    model: type[Model]
    known: Requests
    starts: Sequence[Request]
    wanted: Callable[[Request], bool]
    rule: str = ""

    def __repr__(self) -> str:
        """What failing tests show."""
        return " ".join(filter(None, [self.model.__name__, self.rule]))


@st.composite
def _requests(draw: st.DrawFn, aim: _Aim) -> Request:
    """One request. Shrinks to the first of the starts, as it is."""
    request = aim.starts[0]
    if len(aim.starts) > 1 and draw(st.booleans()):
        request = aim.starts[draw(st.integers(0, len(aim.starts) - 1))]
    owner = aim.rule.rpartition(".")[0].replace("{}", "[]")
    for field in aim.known.fields:
        more = _misfits() if owner == field.name else []
        for place in field.places(request):
            inner = len(place) > 1 or owner == field.name
            if inner or draw(st.booleans()):
                cells = [*_absent(request, place), *field.cells, *more]
                request = _changed(draw, aim, request, place, cells)
                request = _formed(draw, aim, request, place, field.form)
    if aim.known.extra is not ABSENT and draw(st.integers(0, 5)) == 5:
        request = _extended(draw, aim, request)
    return copy.deepcopy(request)


def _changed(
    draw: st.DrawFn, aim: _Aim, request: Request, place: Place, cells: Sequence[Cell]
) -> Request:
    """The request with another value at a place, or as it is."""
    found: list[tuple[Request, Cell]] = [
        (_with(request, place, cell.plain), cell) for cell in cells
    ]
    fine = [(plain, cell) for plain, cell in found if aim.wanted(plain)]
    number = draw(st.integers(0, len(fine)))
    if number == 0:
        return request
    plain, cell = fine[number - 1]
    if cell.inside is None:
        return plain
    drawn: Request = _with(request, place, draw(cell.inside))
    return drawn if aim.wanted(drawn) else plain


def _formed(
    draw: st.DrawFn, aim: _Aim, request: Request, place: Place, form: Form | None
) -> Request:
    """The request with other numbers in a string of a form, one after the other."""
    for part in form.parts if form else ():
        assert form is not None
        numbers = form.read(_at(request, place))
        if numbers is not None:
            cells = _written(form, form.ranges(part, numbers), (part,), numbers)
            request = _changed(draw, aim, request, place, cells)
    return request


def _extended(draw: st.DrawFn, aim: _Aim, request: Request) -> Request:
    """The request with other undeclared keys, or as it is."""
    declared = {field.path[0] for field in aim.known.fields}
    rest = {key: value for key, value in request.items() if key in declared}
    keys = draw(st.lists(st.text(_SIGNS, max_size=5), min_size=1, max_size=2))
    drawn = {**dict.fromkeys(keys, aim.known.extra), **rest}
    return drawn if aim.wanted(drawn) else request


def _absent(request: Request, place: Place) -> Iterator[Cell]:
    if isinstance(place[-1], str) and _at(request, place) is not ABSENT:
        yield Cell(ABSENT)


# --- places in requests --------------------------------------------------------------


def _places(value: Any, path: Path) -> list[Place]:
    """Every place in a value that a path leads to, whether something is there or not."""
    head, *rest = path
    keys: list[Any] = []
    if head is ...:
        keys += range(len(value)) if isinstance(value, list) else ()
        keys += value if isinstance(value, dict) else ()
    elif isinstance(value, dict) and (not rest or head in value):
        keys.append(head)
    if not rest:
        return [(key,) for key in keys[:MOST_ITEMS]]
    inside: Any = value
    return [
        (key, *place)
        for key in keys[:MOST_ITEMS]
        for place in _places(inside[key], tuple(rest))
    ]


def _at(value: Any, place: Place) -> Any:
    """What is at a place; ABSENT if nothing is."""
    found = value
    for key in place[:-1]:
        found = found[key]
    there = not isinstance(found, dict) or place[-1] in found
    return found[place[-1]] if there else ABSENT


def _with(value: Any, place: Place, wanted: Any) -> Any:
    """A value that differs at a place; nothing else of it is copied."""
    key, *rest = place
    copied = value.copy()
    if rest:
        copied[key] = _with(copied[key], tuple(rest), wanted)
    elif wanted is ABSENT:
        copied.pop(key, None)
    else:
        copied[key] = wanted
    return copied


# --- cells, as `testing` writes them -------------------------------------------------


def field(
    path: Path,
    *cells: Sequence[Cell],
    form: Form | None = None,
    arm: tuple[int, str, Sequence[str]] | None = None,
) -> Field:
    """A field with its cells, and those of a form that its strings may have."""
    found = [cell for group in cells for cell in group]
    if form is not None:
        found += _written(form, form.squares(), form.parts, {})
    return Field(path, tuple(found), form, arm)


def each(*values: Any) -> list[Cell]:
    """Each value for itself."""
    return [Cell(value) for value in values]


def integers(*cuts: int, step: int = 1) -> list[Cell]:
    """Integers, parted below each of `cuts`; multiples of `step`, and others."""
    return [
        Cell(plain, inside)
        for low, high in parted(-MAX_INTEGER, MAX_INTEGER, cuts)
        for plain, inside in _whole(low, high, step)
    ]


def numbers(*limits: float) -> list[Cell]:
    """Numbers: each of `limits`, and those between and around them."""
    edges = [-1e308, *limits, 1e308]
    between = [
        Cell(
            low / 2 + high / 2 if abs(low) + abs(high) < 1e308 else low or high,
            st.floats(low, high, exclude_min=True, exclude_max=True),
        )
        for low, high in pairwise(edges)
        if low < high
    ]
    return [*each(*limits), *between]


def text(*cuts: int) -> list[Cell]:
    """Strings, parted by length in code points below each of `cuts`."""
    longest = max(cuts, default=0) * 2 + 20
    return [
        Cell("x" * max(low, min(1, high)), _text(low, high))
        for low, high in parted(0, longest, cuts)
    ]


def lists(items: Sequence[Any], *cuts: int) -> list[Cell]:
    """Lists that begin with `items`, parted by length below each of `cuts`.

    Where no item is known to be right, the lists are of nulls.
    """
    known = items or [None]

    def of(length: int) -> list[Any]:
        return [known[number % len(known)] for number in range(length)]

    longest = max(cuts, default=0) + 3
    return [
        Cell(of(low), st.integers(low, min(high, low + 3)).map(of))
        for low, high in parted(0, longest, cuts)
    ]


def maps(value: Any) -> list[Cell]:
    """Maps with free keys that all have one value."""
    keys = st.lists(st.text(_SIGNS, max_size=5), max_size=3)
    return [Cell({}, keys.map(lambda found: dict.fromkeys(found, value)))]


def parted(low: int, high: int, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """The ranges, ends included, that `cuts` part a range into; each begins one."""
    inner = sorted({cut for cut in cuts if low < cut <= high})
    return [(first, after - 1) for first, after in pairwise([low, *inner, high + 1])]


def _whole(low: int, high: int, step: int) -> Iterator[tuple[int, SearchStrategy[int]]]:
    """Multiples of `step` in a range, and all its integers; with the plainest."""
    first, last = -(-low // step), high // step
    if step > 1 and first <= last:
        near = max(first, min(0, last)) * step
        yield near, _between(first, last).map(lambda number: number * step)
    near = max(low, min(0, high))
    if step > 1 and near % step == 0:
        near = near + 1 if near < high else near - 1 if near > low else near
    yield near, _between(low, high)


def _between(low: int, high: int) -> SearchStrategy[int]:
    """Integers of a range, its ends more often than by chance."""
    return st.one_of(st.integers(low, high), st.sampled_from((low, high)))


def _text(low: int, high: int) -> SearchStrategy[str]:
    """Strings of a length, which may be long: a few signs over and over."""
    signs = st.text(_SIGNS, min_size=1, max_size=8)
    return st.builds(
        lambda some, length: (some * length)[:length], signs, _between(low, high)
    )


def _written(
    form: Form,
    ranges: Sequence[tuple[int, int, int]],
    parts: Sequence[str],
    others: Mapping[str, int],
) -> list[Cell]:
    """Strings of a form in which some parts have a number of a range, with a step."""

    def written(number: int) -> str:
        return form.write({**others, **dict.fromkeys(parts, number)})

    return [
        Cell(written(plain), inside.map(written))
        for low, high, step in ranges
        for plain, inside in _whole(low, high, step)
    ]


def _misfits() -> list[Cell]:
    """Values of every type, for fields whose structure is to be wrong."""
    lone = st.text(_SIGNS, max_size=8).map(lambda some: f"{some}\ud800")
    values = each(True, None, [], {}, ["x"], {"x": 1}, 1, 0.5, 2**53)
    return [*text(), *values, *numbers(0), Cell("\ud800", lone)]
