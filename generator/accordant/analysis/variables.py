"""Variables: what a request may hold at one field, as terms of the solver.

A variable has a tag that says what kind of value is there, and a term for each kind
of scalar. A string is known by its place in a pool of strings that matter, or is some
other one, of which only the length counts, and the numbers in it if it is of a form.
What has no term of its own is one of a few opaque samples, a tag each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import z3

from accordant import ir
from accordant.analysis.formulas import (
    Formula,
    Term,
    any_of,
    exact,
    safe,
    within,
)
from accordant.ir.forms import MOST
from accordant.jsonvalue import same
from accordant.rules.atoms import holds
from accordant.rules.samples import LARGEST

ABSENT, NULL, BOOLEAN, WHOLE, FRACTION, STRING, OPAQUE = range(7)
"""Tags; opaque samples are counted on from the last one."""

GREATEST: Final = int(1.7e308)
"""No whole number beyond this is a number to every reader of JSON (rule S6)."""

Texts: TypeAlias = tuple[str, ...]
"""What stands around the captures of a form, by which forms are told apart."""


@dataclass(slots=True)
class Written:
    """Whether a string is of a form, and if so the numbers in it."""

    fits: Formula
    captures: tuple[Term, ...]


@dataclass(slots=True)
class Variable:
    """A field of the requests. `generic` are the tags with terms of their own that it
    may have, `apart` the names in it that are variables themselves."""

    path: tuple[str, ...]
    parent: Variable | None
    generic: frozenset[int]
    apart: frozenset[str]
    pool: tuple[str, ...] = ()
    samples: list[ir.Json] = field(default_factory=list)
    tag: Term = None
    boolean: Term = None
    whole: Term = None
    fraction: Term = None
    index: Term = None
    length: Term = None
    forms: dict[Texts, Written] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        name = "/".join(self.path)
        self.tag = z3.Int(f"{name} tag")
        self.boolean = z3.Bool(f"{name} boolean")
        self.whole = z3.Int(f"{name} whole")
        self.fraction = z3.Real(f"{name} fraction")
        self.index = z3.Int(f"{name} index")
        self.length = z3.Int(f"{name} length")
        self.places = {text: place for place, text in enumerate(self.pool)}

    def shape(self, form: ir.Form) -> Written:
        """The terms of a form; made when it is asked for first."""
        if form.texts not in self.forms:
            name = f"{'/'.join(self.path)} {form.template}"
            captures = [z3.Int(f"{name} {i}") for i in range(len(form.captures))]
            self.forms[form.texts] = Written(z3.Bool(name), tuple(captures))
        return self.forms[form.texts]

    def absent(self) -> Formula:
        """Neither there nor in an object that is."""
        return self.tag == ABSENT

    def none(self) -> Formula:
        """Absent or null."""
        return self.tag <= NULL

    def opaque(self, fits: Iterable[bool]) -> Formula:
        """The value is one of those samples for which `fits` says so, in order."""
        places = [n for n, good in enumerate(fits) if good]
        return any_of([self.tag == OPAQUE + place for place in places])

    def holds_object(self) -> Formula:
        """The value is an object, so that there may be something in it."""
        return self.opaque(isinstance(sample, dict) for sample in self.samples)

    def of_kind(self, kind: ir.Kind | None) -> Formula:
        """The value, known to have a generic tag, is of a JSON Schema type."""
        match kind:
            case None:
                return z3.BoolVal(True)
            case "boolean":
                return self.tag == BOOLEAN
            case "string":
                return self.tag == STRING
            case "number":
                return z3.Or(self.tag == WHOLE, self.tag == FRACTION)
            case "integer":
                return z3.And(self.tag == WHOLE, safe(self.whole))
            case _:
                return z3.BoolVal(False)

    def is_generic(self) -> Formula:
        """The value has terms of its own."""
        return z3.And(self.tag > NULL, self.tag < OPAQUE)

    def equals(self, value: ir.Json) -> Formula:
        """The value is the same as a constant."""
        found = [self.opaque(same(sample, value) for sample in self.samples)]
        place = place_of(value)
        if place in self.generic:
            found.append(z3.And(self.tag == place, self.holds_constant(value)))
        return any_of(found)

    def holds_constant(self, value: Any) -> Formula:
        """The term for the constant's kind of value is equal to it."""
        place = place_of(value)
        if place == BOOLEAN:
            return self.boolean if value else z3.Not(self.boolean)
        if place == WHOLE:
            return self.whole == z3.IntVal(int(value))
        if place == FRACTION:
            return self.fraction == exact(value)
        if value in self.places:
            return self.index == self.places[value]
        return z3.BoolVal(False)

    def holds(self, atom: ir.Atom, form: ir.Form | None = None) -> Formula:
        """What an atom asks is so, of a value that is of the right type.

        `form` is that of the field, for the atom that asks for it.
        """
        if isinstance(atom, ir.OneOf):
            return any_of([self.equals(value) for value in atom.values])
        found = [self.opaque(_sample_holds(atom, s, form) for s in self.samples)]
        match atom:
            case ir.Parses():
                assert form is not None
                found.append(z3.And(self.tag == STRING, self.shape(form).fits))
            case ir.Length():
                found.append(z3.And(self.tag == STRING, within(atom, self.length)))
            case ir.Bound():
                found.append(z3.And(self.tag == WHOLE, within(atom, self.whole)))
                fraction = within(atom, self.fraction)
                found.append(z3.And(self.tag == FRACTION, fraction))
            case ir.MultipleOf(factor=factor):
                found.append(z3.And(self.tag == WHOLE, self.whole % factor == 0))
            case ir.Unicode():
                found.append(self.tag == STRING)
        return any_of(found)

    def domain(self, readable: Sequence[ir.Form]) -> list[Formula]:
        """What every value of the variable obeys; `readable` are its field's forms."""
        tags = [ABSENT, NULL, *sorted(self.generic)]
        tags += range(OPAQUE, OPAQUE + len(self.samples))
        found = [any_of([self.tag == tag for tag in tags])]
        if self.parent is not None:
            found.append(z3.Or(self.tag == ABSENT, self.parent.holds_object()))
        if WHOLE in self.generic:
            found += [self.whole <= GREATEST, self.whole >= -GREATEST]
        if FRACTION in self.generic:
            found.append(
                z3.Implies(self.tag == FRACTION, z3.Not(z3.IsInt(self.fraction)))
            )
            found += [self.fraction < GREATEST, self.fraction > -GREATEST]
        if STRING in self.generic:
            found += self._strings(readable)
        return found

    def _strings(self, readable: Sequence[ir.Form]) -> list[Formula]:
        found = [self.index >= -1, self.index < len(self.pool)]
        found.append(self.length >= 0)
        for place, text in enumerate(self.pool):
            found.append(z3.Implies(self.index == place, self.length == len(text)))
        new = self.index == -1
        if "" in self.places:
            found.append(z3.Implies(new, self.length > 0))
        for form in {form.texts: form for form in readable}.values():
            shape = self.shape(form)
            found += [z3.And(c >= 0, c <= MOST) for c in shape.captures]
            fixed = sum(map(len, form.texts))
            length = z3.IntVal(fixed) + z3.Sum([_digits(c) for c in shape.captures])
            wanted = [self.length == length]
            for place, text in enumerate(self.pool):
                numbers = form.read(text)
                here = self.index == place
                if numbers is None:
                    found.append(z3.Implies(here, z3.Not(shape.fits)))
                    continue
                pairs = zip(form.captures, shape.captures, strict=True)
                equal = z3.And([term == numbers[name] for name, term in pairs])
                found.append(z3.Implies(here, z3.And(shape.fits, equal)))
                wanted.append(z3.Not(equal))
            found.append(z3.Implies(z3.And(new, shape.fits), z3.And(wanted)))
        shapes = list(self.forms.values())
        for number, one in enumerate(shapes):
            for other in shapes[:number]:
                both = z3.And(one.fits, other.fits)
                found.append(z3.Implies(new, z3.Not(both)))
        return found


def place_of(value: ir.Json) -> int:
    """The tag of a value that may have terms of its own; OPAQUE of any other."""
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, int | float):
        if value != value or abs(value) > GREATEST:
            return OPAQUE
        return WHOLE if value == int(value) else FRACTION
    if isinstance(value, str):
        lone = any("\ud800" <= sign <= "\udfff" for sign in value)
        return OPAQUE if lone or len(value) > LARGEST else STRING
    return OPAQUE


def _digits(term: Term) -> Term:
    """How many digits a capture is written with."""
    found: Term = z3.IntVal(1)
    for power in range(1, len(str(MOST))):
        found = z3.If(term >= 10**power, z3.IntVal(power + 1), found)
    return found


def _sample_holds(atom: ir.Atom, sample: ir.Json, form: ir.Form | None) -> bool:
    """What an atom asks, of a sample; false of one that is not of its type."""
    if isinstance(atom, ir.Parses):
        assert form is not None
        return isinstance(sample, str) and form.read(sample) is not None
    if isinstance(atom, ir.Length | ir.Pattern | ir.Unicode):
        fits = isinstance(sample, str)
    elif isinstance(atom, ir.Items | ir.UniqueItems):
        fits = isinstance(sample, list)
    else:
        number = isinstance(sample, int | float) and not isinstance(sample, bool)
        fits = number and place_of(sample) < OPAQUE
    return fits and holds(atom, sample)
