"""The rules of a reading, as formulas: when each surely applies, and is surely broken.

Every answer is a pair, surely true and surely false (rule S11); what is neither is
UNKNOWN. The terms are those of the reference evaluator, one method each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import z3

from accordant import ir
from accordant.analysis.formulas import Formula, Term, all_of, any_of, exact, within
from accordant.analysis.variables import FRACTION, OPAQUE, STRING, WHOLE, Variable
from accordant.rules.atoms import counts, holds


class Truth(NamedTuple):
    """One of three values: surely true, surely false, or neither."""

    yes: Formula
    no: Formula


class Number(NamedTuple):
    """A number that a field may have, and when it has it."""

    when: Formula
    term: Term


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a default row gives, and when it decides."""

    when: Formula
    row: ir.Default


NEVER: Final = z3.BoolVal(False)
ALWAYS: Final = z3.BoolVal(True)


class Rows:
    """A table over the variables of a universe, of the object at `root`. `invalid` says
    of each variable when it is structurally broken by itself."""

    def __init__(
        self,
        table: ir.Table,
        variables: dict[tuple[str, ...], Variable],
        invalid: Callable[[Variable], Formula],
        root: tuple[str, ...] = (),
    ) -> None:
        self.table = table
        self.variables = variables
        self.invalid = invalid
        self.root = root
        self._assumed: dict[str, list[Assumed]] = {}

    # --- what a field has ---

    def variable(self, name: str) -> Variable:
        """The variable of a field of the table."""
        return self.variables[(*self.root, *name.split("."))]

    def undecided(self, name: str) -> Formula:
        """The field or an object it is in is INVALID (rule S8)."""
        found = []
        step: Variable | None = self.variable(name)
        while step is not None:
            found.append(self.invalid(step))
            step = step.parent
        return any_of(found)

    def sent(self, name: str) -> Formula:
        """The field is SENT (rule S9)."""
        return z3.And(z3.Not(self.undecided(name)), z3.Not(self.variable(name).none()))

    def unsent(self, name: str) -> Formula:
        """The field is absent or null, and may be so."""
        return z3.And(z3.Not(self.undecided(name)), self.variable(name).none())

    def assumed(self, name: str) -> list[Assumed]:
        """The default rows of a field, each with when it decides (rule S10)."""
        if name not in self._assumed:
            found = []
            before = [self.unsent(name)]
            for row in self.table.defaults_of(name):
                tests = [self.test(test) for test in row.when]
                applies = kleene_all([self.given(row.given), *tests])
                found.append(Assumed(all_of([*before, applies.yes]), row))
                before.append(applies.no)
            self._assumed[name] = found
        return self._assumed[name]

    def given(self, names: Sequence[str]) -> Truth:
        """Some of these fields is sent; so it is if there are none."""
        if not names:
            return Truth(ALWAYS, NEVER)
        return Truth(
            any_of([self.sent(name) for name in names]),
            all_of([self.unsent(name) for name in names]),
        )

    def numbers(self, name: str) -> list[Number]:
        """The numbers that a field or pseudo-field may have for certain."""
        part = self.table.part_of(name)
        if part is not None:
            return list(self._read(*part))
        variable = self.variable(name)
        sent = self.sent(name)
        found = [
            Number(z3.And(sent, variable.tag == WHOLE), variable.whole),
            Number(z3.And(sent, variable.tag == FRACTION), variable.fraction),
        ]
        for assumed in self.assumed(name):
            value = assumed.row.value
            if isinstance(value, int | float) and assumed.row.family is None:
                found.append(Number(assumed.when, exact(value)))
        return found

    def _read(self, form: ir.Form, part: str) -> Iterable[Number]:
        """The numbers in the string of a field."""
        variable, sent = self.variable(form.field), self.sent(form.field)
        if STRING in variable.generic:
            shape = variable.shape(form)
            terms = dict(zip(form.captures, shape.captures, strict=True))
            for product in form.products:
                one, other = product.factors
                terms[product.name] = terms[one] * terms[other]
            here = z3.And(sent, variable.tag == STRING, shape.fits)
            yield Number(here, terms[part])
        for number, sample in enumerate(variable.samples):
            numbers = form.read(sample) if isinstance(sample, str) else None
            if numbers is not None:
                here = z3.And(sent, variable.tag == OPAQUE + number)
                yield Number(here, z3.IntVal(numbers[part]))
        for assumed in self.assumed(form.field):
            value = assumed.row.value
            numbers = form.read(value) if isinstance(value, str) else None
            if numbers is not None and assumed.row.family is None:
                yield Number(assumed.when, z3.IntVal(numbers[part]))

    # --- what is asked of it ---

    def test(self, test: ir.Test) -> Truth:
        """Some alternative holds."""
        ways = [
            kleene_all([self.atom(test.field, atom) for atom in way])
            for way in test.any_of
        ]
        return Truth(any_of([w.yes for w in ways]), all_of([w.no for w in ways]))

    def atom(self, name: str, atom: ir.Atom) -> Truth:
        """An atom, of a field or pseudo-field."""
        match atom:
            case ir.Present(wanted=wanted):
                truth = Truth(self.sent(name), self.unsent(name))
                return truth if wanted else Truth(truth.no, truth.yes)
            case ir.Count():
                return self.count(name, atom)
            case ir.Relative():
                return self.relative(name, atom)
            case ir.Family(names=names):
                return self.family(name, names)
        if self.table.part_of(name) is not None:
            found = [
                (number.when, _number_holds(atom, number.term))
                for number in self.numbers(name)
            ]
        else:
            form = self.table.form_of(name)
            found = [(self.sent(name), self.variable(name).holds(atom, form))]
            for assumed in self.assumed(name):
                if assumed.row.family is None:
                    fits = _constant_holds(atom, assumed.row.value, form)
                    found.append((assumed.when, z3.BoolVal(fits)))
        return _either(found)

    def relative(self, name: str, atom: ir.Relative) -> Truth:
        """A bound that another field sets."""
        found = []
        for one in self.numbers(name):
            for other in self.numbers(atom.field):
                here = z3.And(one.when, other.when)
                found.append(
                    (here, compared(atom.op, one.term, other.term * atom.times))
                )
        return _either(found)

    def family(self, name: str, names: Sequence[str]) -> Truth:
        """The value lies in one of these families, or in others only."""
        values = {family.name: family.values for family in self.table.families_of(name)}
        variable, sent = self.variable(name), self.sent(name)
        within_them = ir.OneOf(tuple(v for n in names for v in values[n]))
        listed = ir.OneOf(tuple(v for group in values.values() for v in group))
        inside = variable.holds(within_them)
        yes = [z3.And(sent, inside)]
        no = [z3.And(sent, z3.Not(inside), variable.holds(listed))]
        for assumed in self.assumed(name):
            row = assumed.row
            if row.family is None:
                truth = self.table.in_family(name, names, row.value)
            else:
                truth = self.table.some_in_family(name, names, row.family)
            if truth is not None:
                (yes if truth else no).append(assumed.when)
        return Truth(any_of(yes), any_of(no))

    def count(self, holder: str, atom: ir.Count) -> Truth:
        """How many fields of an object are SENT; an INVALID one counts as either."""
        there = ALWAYS if holder == ir.WHOLE else self.sent(holder)
        one, none = z3.IntVal(1), z3.IntVal(0)
        least: Term = z3.Sum(
            [z3.If(self.sent(name), one, none) for name in atom.fields]
        )
        unsure: Term = z3.Sum(
            [z3.If(self.undecided(name), one, none) for name in atom.fields]
        )
        yes, no = list[Formula](), list[Formula]()
        for number in range(len(atom.fields) + 1):
            possible = z3.And(least <= number, least + unsure >= number)
            (no if counts(atom, number) else yes).append(z3.Not(possible))
        return Truth(all_of([there, *yes]), all_of([there, *no]))

    # --- checks ---

    def sampled(self, check: ir.Check) -> list[str]:
        """The fields of which a check reads the form, and no string is known but for
        samples, because they have a pattern as well."""
        found: dict[str, None] = {}
        for test in (*check.when, *check.require, *check.forbid):
            atoms = list(test.atoms())
            others = [atom.field for atom in atoms if isinstance(atom, ir.Relative)]
            parts = filter(None, map(self.table.part_of, (test.field, *others)))
            found |= {form.field: None for form, _ in parts}
            if any(isinstance(atom, ir.Parses) for atom in atoms):
                found[test.field] = None
        return [n for n in found if STRING not in self.variable(n).generic]

    def applies(self, check: ir.Check) -> Formula:
        """Every `when` is TRUE."""
        return all_of([self.test(test).yes for test in check.when])

    def violated(self, check: ir.Check) -> Formula:
        """The check is broken for certain (rule S12)."""
        return z3.And(self.applies(check), self.broken(check))

    def broken(self, check: ir.Check) -> Formula:
        """Some `require` is FALSE or some `forbid` TRUE."""
        found = [self.test(test).no for test in check.require]
        found += [self.test(test).yes for test in check.forbid]
        return any_of(found)

    def kept(self, check: ir.Check) -> Formula:
        """Every `require` is TRUE and every `forbid` FALSE: nothing is UNKNOWN."""
        found = [self.test(test).yes for test in check.require]
        found += [self.test(test).no for test in check.forbid]
        return all_of(found)


def kleene_all(parts: Sequence[Truth]) -> Truth:
    """Kleene's AND."""
    return Truth(
        all_of([part.yes for part in parts]), any_of([part.no for part in parts])
    )


def compared(op: str, one: Term, other: Term) -> Formula:
    """Two numbers, as a keyword of JSON Schema compares them."""
    match op:
        case "minimum":
            return one >= other
        case "exclusiveMinimum":
            return one > other
        case "maximum":
            return one <= other
        case _:
            return one < other


def _either(found: Sequence[tuple[Formula, Formula]]) -> Truth:
    """True or false where a value is known, by what holds of it."""
    return Truth(
        any_of([z3.And(when, fits) for when, fits in found]),
        any_of([z3.And(when, z3.Not(fits)) for when, fits in found]),
    )


def _number_holds(atom: ir.Atom, term: Term) -> Formula:
    """What an atom asks, of a whole number."""
    match atom:
        case ir.Bound():
            return within(atom, term)
        case ir.MultipleOf(factor=factor):
            return term % factor == 0
        case ir.OneOf(values=values):
            numbers = [v for v in values if not isinstance(v, bool)]
            whole = [
                int(v) for v in numbers if isinstance(v, int | float) and v == int(v)
            ]
            return any_of([term == value for value in whole])
        case _:
            raise AssertionError(atom)


def _constant_holds(atom: ir.Atom, value: ir.Json, form: ir.Form | None) -> bool:
    if isinstance(atom, ir.Parses):
        assert form is not None
        return isinstance(value, str) and form.read(value) is not None
    return holds(atom, value)
