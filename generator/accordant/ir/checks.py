"""Checks: what the constraint table and the schema keywords come down to, once.

An atom asks one question about one value; a `Test` puts atoms to a field; a `Check`
is what can be violated; a `Table` holds the rows of one model.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Iterator
from typing import Literal, TypeAlias

from accordant import jsonvalue
from accordant.ir.forms import Form
from accordant.ir.record import record
from accordant.location import Location

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Kind: TypeAlias = Literal[
    "null", "boolean", "integer", "number", "string", "array", "object"
]
Severity: TypeAlias = Literal["error", "warn"]

# --- atoms: one question about one value ---------------------------------------------


@record(frozen=True, slots=True)
class Required:
    """The key is there (JSON Schema `required`)."""


@record(frozen=True, slots=True)
class OfType:
    """The value is of a JSON Schema type; integer as rule S6 defines it."""

    kind: Kind


@record(frozen=True, slots=True)
class Unicode:
    """The string holds no lone surrogate."""


@record(frozen=True, slots=True, eq=False)
class OneOf:
    """The value equals one of these (`enum`, `const`); equality as JSON defines it,
    for the atom itself too: one of 1 is not one of true."""

    values: tuple[Json, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneOf) and jsonvalue.key(
            [*self.values]
        ) == jsonvalue.key([*other.values])

    def __hash__(self) -> int:
        return hash(jsonvalue.key([*self.values]))


@record(frozen=True, slots=True)
class Bound:
    """A numeric bound; `op` is the JSON Schema keyword."""

    op: Literal["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]
    limit: int | float


@record(frozen=True, slots=True)
class Relative:
    """A numeric bound that is `times` the effective value of another field."""

    op: Literal["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]
    field: str
    times: int


@record(frozen=True, slots=True)
class MultipleOf:
    """The number is a whole multiple of a positive integer."""

    factor: int


@record(frozen=True, slots=True)
class Length:
    """The string's length in code points."""

    op: Literal["minLength", "maxLength"]
    limit: int


@record(frozen=True, slots=True)
class Pattern:
    """The string matches somewhere; the common subset of ECMA 262 and RE2."""

    text: str


@record(frozen=True, slots=True)
class Items:
    """The list's length."""

    op: Literal["minItems", "maxItems"]
    limit: int


@record(frozen=True, slots=True)
class UniqueItems:
    """No two items are equal as JSON."""


@record(frozen=True, slots=True)
class Arm:
    """The value fits an arm of its union."""


@record(frozen=True, slots=True)
class Known:
    """The property is declared."""


@record(frozen=True, slots=True)
class Present:
    """The field is SENT (rule S9), or is not."""

    wanted: bool


@record(frozen=True, slots=True)
class Family:
    """The value lies in one of these families of its field."""

    names: tuple[str, ...]


@record(frozen=True, slots=True)
class Parses:
    """The string is of the form that the table gives its field, by its template."""

    template: str


@record(frozen=True, slots=True)
class Echo:
    """The value, or the number of items, is what another field says; only answers are
    held to this, and the other field is one of their request."""

    op: Literal["const", "minItems", "maxItems"]
    field: str


@record(frozen=True, slots=True)
class Count:
    """How many of some fields are SENT; asked of the object that holds them, so the
    field of its test is that object, `WHOLE` if it is the one the table is about."""

    op: Literal["exactly-one", "at-most-one", "at-least-one", "all-or-none"]
    fields: tuple[str, ...]


WHOLE = "."
"""The name of the whole object that a table is about, where a field is spoken of."""


def steps(field: str) -> tuple[str, ...]:
    """The keys on the way to a field that a table speaks of."""
    return () if field == WHOLE else tuple(field.split("."))


Structural: TypeAlias = (
    Required | OfType | Unicode | Pattern | UniqueItems | Arm | Known
)
Atom: TypeAlias = (
    Structural
    | OneOf
    | Bound
    | Relative
    | MultipleOf
    | Length
    | Items
    | Present
    | Family
    | Parses
    | Count
    | Echo
)

# --- checks: the constraint table, normalised ----------------------------------------


@record(frozen=True, slots=True)
class Test:
    """A field, and alternatives of atoms that must all hold: an OR of ANDs.

    The field may be a pseudo-field (`size.width`), or `WHOLE`.
    """

    __test__ = False

    field: str
    any_of: tuple[tuple[Atom, ...], ...]

    def atoms(self) -> Iterator[Atom]:
        """Every atom, of all alternatives."""
        return (atom for way in self.any_of for atom in way)


@record(frozen=True, slots=True)
class Source:
    """Where a rule comes from: a document, and a place in it."""

    document: str
    at: str

    def __str__(self) -> str:
        return f"{self.document}, {self.at}" if self.at else self.document


@record(frozen=True, slots=True)
class Check:
    """What can be violated. `blame` is a position (`svg.model`, `tags[]`, `meta{}`).

    Violated when every `when` is TRUE and some `require` FALSE or some `forbid` TRUE
    (rule S12). `measured` messages end with the value's actual length.
    """

    id: str
    severity: Severity
    blame: str
    when: tuple[Test, ...]
    require: tuple[Test, ...]
    forbid: tuple[Test, ...]
    message: str
    measured: bool
    source: Source
    where: Location = dataclasses.field(compare=False)

    @property
    def tests(self) -> tuple[Test, ...]:
        """Every test: those of `when`, then those of `require` and of `forbid`."""
        return (*self.when, *self.require, *self.forbid)

    @property
    def atom(self) -> Atom:
        """What a structural check asks; it has one `require`, of this alone."""
        return self.require[0].any_of[0][0]


@record(frozen=True, slots=True)
class Rule:
    """One row of the table, with the checks it stands for (none if `server`)."""

    id: str
    source: Source
    severity: Severity
    checks: tuple[Check, ...]
    server: str | None
    note: str | None
    since: str | None
    use: str | None
    accepts: tuple[Json, ...]
    rejects: tuple[Json, ...]
    where: Location = dataclasses.field(compare=False)


@record(frozen=True, slots=True)
class FamilyOf:
    """A named set of exact values of one field."""

    field: str
    name: str
    values: tuple[Json, ...]
    where: Location = dataclasses.field(compare=False)
    keys: frozenset[Hashable] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", frozenset(map(jsonvalue.key, self.values)))

    def __contains__(self, value: object) -> bool:
        return jsonvalue.key(value) in self.keys


@record(frozen=True, slots=True)
class Default:
    """What the server assumes for an absent field: `value`, or some value of `family`.

    Applies if any field of `given` is sent (all rows without `given` pass) and every
    `when` is TRUE; the first row of a field that is not FALSE decides (rule S10).
    """

    field: str
    given: tuple[str, ...]
    when: tuple[Test, ...]
    value: Json
    family: str | None
    where: Location = dataclasses.field(compare=False)


@record(frozen=True, slots=True)
class Table:
    """The constraint table of one model."""

    families: tuple[FamilyOf, ...] = ()
    forms: tuple[Form, ...] = ()
    defaults: tuple[Default, ...] = ()
    rules: tuple[Rule, ...] = ()

    def form_of(self, field: str) -> Form | None:
        """The form of a field's strings."""
        return next((form for form in self.forms if form.field == field), None)

    def part_of(self, name: str) -> tuple[Form, str] | None:
        """The form and the part that a pseudo-field stands for; None for a field."""
        field, _, part = name.rpartition(".")
        form = self.form_of(field)
        return None if form is None else (form, part)

    def read_by(self, test: Test) -> Iterator[str]:
        """The fields whose values decide a test, defaults apart; of a pseudo-field the
        field that it is read from, of the count of some fields all of them."""
        atoms = list(test.atoms())
        names = [] if test.field == WHOLE else [test.field]
        for atom in atoms:
            if isinstance(atom, Relative | Echo):
                names.append(atom.field)
            elif isinstance(atom, Count):
                names += atom.fields
        for name in names:
            part = self.part_of(name)
            yield name if part is None else part[0].field

    def checks(self) -> Iterator[Check]:
        """Every check of the rows, in report order."""
        return (check for rule in self.rules for check in rule.checks)

    def tests(self) -> Iterator[Test]:
        """Every test of the rows, then those of the default rows."""
        for check in self.checks():
            yield from check.tests
        for row in self.defaults:
            yield from row.when

    def families_of(self, name: str) -> tuple[FamilyOf, ...]:
        """The families of one field."""
        return tuple(family for family in self.families if family.field == name)

    def in_family(self, field: str, names: Iterable[str], value: Json) -> bool | None:
        """Whether a value lies in one of these families of a field; None if it lies in
        no family of the field at all (rule S11)."""
        families = self.families_of(field)
        if any(value in family for family in families if family.name in names):
            return True
        return False if any(value in family for family in families) else None

    def some_in_family(
        self, field: str, names: Iterable[str], family: str
    ) -> bool | None:
        """The same of some value of `family`: true or false only if of all of them."""
        groups = {family.name: family.keys for family in self.families_of(field)}
        members = groups[family]
        if any(members <= groups[name] for name in names):
            return True
        met = any(members & groups[name] for name in names)
        return None if met else False

    def defaults_of(self, name: str) -> tuple[Default, ...]:
        """The default rows of one field, in order."""
        return tuple(row for row in self.defaults if row.field == name)
