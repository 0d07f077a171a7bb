"""Rows about answers as data, and what their atoms ask of a value."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from ._constraints import (
    Keys,
    has_lone_surrogate,
    has_twins,
    is_integer,
    is_number,
    is_one_of,
)

# --- atoms that a value alone decides -------------------------------------------------


class OfType(NamedTuple):
    """The value is of a JSON Schema type."""

    kind: str

    def holds(self, value: Any) -> bool:
        return is_kind(value, self.kind)


class Unicode(NamedTuple):
    """The string holds no lone surrogate."""

    def holds(self, value: Any) -> bool:
        return not has_lone_surrogate(value)


class OneOf(NamedTuple):
    """The value equals one of these, as JSON: true is not 1, 1.0 is 1."""

    values: Sequence[Any]

    def holds(self, value: Any) -> bool:
        return is_one_of(value, self.values)


class Bound(NamedTuple):
    """The number is on this side of a limit; `op` is the JSON Schema keyword."""

    op: str
    limit: int | float

    def holds(self, value: Any) -> bool:
        return bool(_BOUNDS[self.op](value, self.limit))


class MultipleOf(NamedTuple):
    """The number is a whole multiple."""

    factor: int

    def holds(self, value: Any) -> bool:
        return bool(value % self.factor == 0)


class Size(NamedTuple):
    """How many code points a string has, or items a list; `op` is the JSON Schema
    keyword."""

    op: str
    limit: int | float

    def holds(self, value: Any) -> bool:
        size = len(value)
        return size >= self.limit if self.op.startswith("min") else size <= self.limit


class Pattern(NamedTuple):
    """The string matches somewhere."""

    text: str

    def holds(self, value: Any) -> bool:
        return re.search(self.text, value, re.ASCII) is not None


class UniqueItems(NamedTuple):
    """No two items are equal as JSON."""

    def holds(self, value: Any) -> bool:
        return not has_twins(value)


Plain: TypeAlias = (
    OfType | Unicode | OneOf | Bound | MultipleOf | Size | Pattern | UniqueItems
)

_BOUNDS: Final = {
    "minimum": operator.ge,
    "exclusiveMinimum": operator.gt,
    "maximum": operator.le,
    "exclusiveMaximum": operator.lt,
}


def is_kind(value: object, kind: str) -> bool:
    """Whether a value is of a JSON Schema type."""
    if kind == "integer":
        return is_integer(value)
    if kind == "number":
        return is_number(value)
    return isinstance(value, _KINDS[kind])


_KINDS: Final[Mapping[str, type]] = {
    "array": list,
    "boolean": bool,
    "null": type(None),
    "object": Mapping,
    "string": str,
}

# --- atoms that ask for more than the value -------------------------------------------


class Present(NamedTuple):
    """The field is sent, or is not."""

    wanted: bool


class Family(NamedTuple):
    """The value lies in one of these families of its field."""

    names: Sequence[str]


class Parses(NamedTuple):
    """The string is of the form of its field."""


class Relative(NamedTuple):
    """The number is on this side of `times` that of another field."""

    op: str
    field: str
    times: int


class Echo(NamedTuple):
    """The value (`const`), or the number of items, is what another field says."""

    op: str
    field: str


class Count(NamedTuple):
    """How many of some fields of the object are sent."""

    op: str
    fields: Sequence[str]

    def holds(self, number: int) -> bool:
        """Whether so many are as many as there should be."""
        if self.op == "all-or-none":
            return number in (0, len(self.fields))
        if self.op == "at-least-one":
            return number >= 1
        return number == 1 or (number == 0 and self.op == "at-most-one")


Atom: TypeAlias = Plain | Present | Family | Parses | Relative | Echo | Count

# --- fields and rows ------------------------------------------------------------------


class Field(NamedTuple):
    """What the schema asks of a value; one that is not so decides nothing."""

    atoms: Sequence[Plain] = ()
    required: bool = False
    nullable: bool = False
    choice: Choice | None = None

    def admits(self, value: Any) -> bool:
        """Whether a value that is there is as it should be; what is inside apart."""
        if value is None and self.nullable:
            return True
        if not all(atom.holds(value) for atom in self.atoms):
            return False
        return self.choice is None or self.choice.admits(value)


class Arm(NamedTuple):
    """An arm of a union: the kinds, or values of the tag, that choose it, or keys."""

    marks: Sequence[str]
    field: Field
    keys: Keys | None = None


class Choice(NamedTuple):
    """The arms of a union. Unless it is `closed`, what is of none may be anything."""

    tag: str | None
    arms: Sequence[Arm]
    closed: bool

    def admits(self, value: Any) -> bool:
        """Whether the arm that a value is of admits it."""
        found = [arm for arm in self.arms if self.chooses(arm, value)]
        if not found or (found[0].keys is not None and len(found) > 1):
            return not self.closed
        return found[0].field.admits(value)

    def chooses(self, arm: Arm, value: Any) -> bool:
        """Whether a value is told to be of an arm."""
        if arm.keys is not None:
            return isinstance(value, Mapping) and arm.keys.admit(value)
        if self.tag is None:
            return any(is_kind(value, mark) for mark in arm.marks)
        return isinstance(value, Mapping) and value.get(self.tag) in [*arm.marks]


class Form(NamedTuple):
    """A form of strings, and the numbers in one that is of it: those it captures, and
    products of two of them."""

    pattern: str
    captures: Sequence[str]
    products: Mapping[str, tuple[str, str]]

    def read(self, value: Any) -> dict[str, int] | None:
        """The number of each part; None if the value is not of the form."""
        found = re.fullmatch(self.pattern, value) if isinstance(value, str) else None
        if found is None:
            return None
        numbers = dict(zip(self.captures, map(int, found.groups()), strict=True))
        for name, (one, other) in self.products.items():
            numbers[name] = numbers[one] * numbers[other]
        return numbers


class Test(NamedTuple):
    """A field, and ways to be right: each is of atoms that must all hold."""

    field: str
    ways: Sequence[Sequence[Atom]]


class Default(NamedTuple):
    """What stands for a field that is not sent, if any of `given` is sent (or it names
    none) and `when` holds: a value, or some value of a family."""

    field: str
    value: Any = None
    family: str | None = None
    given: Sequence[str] = ()
    when: Sequence[Test] = ()


class Row(NamedTuple):
    """What can be broken; the value that a `measured` message speaks of is counted."""

    rule: str
    blame: str
    message: str
    source: str
    severity: Literal["error", "warn"] = "error"
    measured: bool = False
    when: Sequence[Test] = ()
    require: Sequence[Test] = ()
    forbid: Sequence[Test] = ()


class Group(NamedTuple):
    """Rows about the `response`, about each `item` of the list at `path` in it, about
    each `event` of a tag, or about all `events` of that."""

    about: Literal["response", "item", "event", "events"]
    rows: Sequence[Row]
    fields: Mapping[str, Field]
    path: Sequence[str] = ()
    tag: str | None = None
    numbered: str | None = None


class Operation(NamedTuple):
    """All that is said about the answers to some methods. `tag` tells the events of a
    stream apart, if it `streams`; the rest is said of the request."""

    methods: Sequence[str]
    groups: Sequence[Group]
    streams: bool = False
    tag: str | None = None
    families: Mapping[str, Mapping[str, Sequence[Any]]] = {}
    forms: Mapping[str, Form] = {}
    defaults: Sequence[Default] = ()
