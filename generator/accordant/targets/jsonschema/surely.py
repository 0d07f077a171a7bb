"""When a test surely holds, or surely does not, as a formula (rules S10 to S12).

The formula for either is built of leaves that are false of what is not known, without
any negation; so what a check demands, the negation of such formulas, has leaves that
are true of what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from accordant import ir
from accordant.jsonvalue import is_number, key
from accordant.rules import fields, truths, wording
from accordant.rules.atoms import holds
from accordant.targets.jsonschema import forms
from accordant.targets.jsonschema.formula import (
    FALSE,
    TRUE,
    All,
    Any,
    Field,
    Formula,
    Is,
    Named,
    Numbers,
    at,
    every,
    negate,
    on_numbers,
    sent,
    some,
)

Answer: TypeAlias = Callable[[ir.Default], Formula]
"""Where a question is answered as wanted if a default row decides."""


@dataclass(slots=True)
class Reading:
    """A model, and the formulas of its tests that were made so far, by identity: those
    of default rows are asked for by every field that depends on them."""

    model: ir.Model
    declarations: Mapping[str, ir.Decl]
    known: dict[tuple[int, bool], Formula] = field(default_factory=dict)

    @property
    def table(self) -> ir.Table:
        return self.model.table


def surely(read: Reading, test: ir.Test, truth: bool) -> Formula:
    """Where a test is surely true, or surely false (rule S12).

    What speaks of families or of defaults that depend on something has a name; it
    depends on the test alone, so that a row of the table never renames another's.
    """
    asked = id(test), truth
    if asked not in read.known:
        read.known[asked] = _surely(read, test, truth)
    return read.known[asked]


def _surely(read: Reading, test: ir.Test, truth: bool) -> Formula:
    across, within = (some, every) if truth else (every, some)
    found = across(
        within(_atom(read, test.field, atom, truth) for atom in way)
        for way in test.any_of
    )
    families = any(isinstance(atom, ir.Family) for atom in test.atoms())
    if found in (TRUE, FALSE) or not (families or not _plain(found)):
        return found
    numbers = on_numbers(found)
    if not truth:
        return Named(wording.possibility(test), negate(found), False, numbers)
    if numbers:  # which no `not` may stand before
        return Named(wording.doubt(test), negate(found), False, numbers)
    return Named(wording.condition(test), found)


def _plain(formula: Formula) -> bool:
    """Whether a formula takes few words: it depends on no assumed value."""
    match formula:
        case Field(absent=absent):
            return absent in (TRUE, FALSE)
        case All(parts) | Any(parts):
            return all(map(_plain, parts))
        case _:
            return isinstance(formula, Numbers)


def _atom(read: Reading, path: str, atom: ir.Atom, truth: bool) -> Formula:
    if isinstance(atom, ir.Present):
        there = sent(path)
        return there if atom.wanted == truth else negate(there)
    if isinstance(atom, ir.Count):
        return Field(path, Is(atom, truth), FALSE)
    if isinstance(atom, ir.Relative):
        return _relative(read, path, atom, truth)
    if read.table.part_of(path) is not None:
        there = Numbers(path, atom, truth)
        return _or_assumed(read, path, there, lambda n: _certain(atom, n, truth))

    def answer(row: ir.Default) -> Formula:
        return (
            TRUE if truths.of_default(read.table, row, path, atom) is truth else FALSE
        )

    absent = _assumed(read, read.table.defaults_of(path), answer)
    return at(path, _value(read.table, path, atom, truth), absent)


def _value(table: ir.Table, path: str, atom: ir.Atom, truth: bool) -> Formula:
    """An atom on a value that was sent; a value in no family answers neither way."""
    if isinstance(atom, ir.Parses):
        form = table.form_of(path)
        assert form is not None
        return Is(ir.Pattern(forms.pattern(form)), truth)
    if not isinstance(atom, ir.Family):
        return Is(atom, truth)
    inside = _members(table, path, atom.names)
    every_name = [family.name for family in table.families_of(path)]
    outside = _members(table, path, every_name)
    for found in inside:
        outside.pop(found, None)
    values = tuple((inside if truth else outside).values())
    return Is(ir.OneOf(values), True) if values else FALSE


def _members(
    table: ir.Table, path: str, names: Iterable[str]
) -> dict[Hashable, ir.Json]:
    """The values of some families, each once."""
    groups = {family.name: family.values for family in table.families_of(path)}
    found: dict[Hashable, ir.Json] = {}
    for value in (value for name in names for value in groups[name]):
        found.setdefault(key(value), value)
    return found


# --- bounds that name a field --------------------------------------------------------


def _relative(read: Reading, path: str, atom: ir.Relative, truth: bool) -> Formula:
    """Numbers that were both sent are compared; what is assumed for one of them is a
    constant bound of the other."""
    both = Numbers(path, atom, truth)
    if _whole(read.table, path) == _whole(read.table, atom.field):

        def compared(row: ir.Default) -> Formula:
            one, other = (_number(read.table, n, row) for n in (path, atom.field))
            if one is None or other is None:
                return FALSE
            return _certain(ir.Bound(atom.op, other * atom.times), one, truth)

        return _or(read, path, both, compared)

    def above(limit: float) -> Formula:
        bound = forms.scaled(atom, limit)
        if read.table.part_of(path) is not None:
            return Numbers(path, bound, truth)
        return Field(path, Is(bound, truth), FALSE)

    def below(number: float) -> Formula:
        kind = fields.position(read.model, read.declarations, atom.field).kind
        bound = forms.turned(atom, number, whole=kind == "integer")
        return _atom(read, atom.field, bound, truth)

    there = _or_assumed(read, atom.field, both, above)
    return _or_assumed(read, path, there, below)


def _or_assumed(
    read: Reading, name: str, there: Formula, answer: Callable[[float], Formula]
) -> Formula:
    """What holds of a number that was sent, or else of the one that is assumed."""

    def of_row(row: ir.Default) -> Formula:
        number = _number(read.table, name, row)
        return FALSE if number is None else answer(number)

    return _or(read, name, there, of_row)


def _or(read: Reading, name: str, there: Formula, answer: Answer) -> Formula:
    path = _whole(read.table, name)
    absent = _assumed(read, read.table.defaults_of(path), answer)
    return some([there, at(path, FALSE, absent)])


def _whole(table: ir.Table, name: str) -> str:
    """The field that a pseudo-field is read from; of a field, itself."""
    part = table.part_of(name)
    return name if part is None else part[0].field


def _number(table: ir.Table, name: str, row: ir.Default) -> float | None:
    """The number that a field or pseudo-field has if a default row decides."""
    value, part = row.value, table.part_of(name)
    if part is not None and isinstance(value, str):
        numbers = part[0].read(value)
        return None if numbers is None else numbers[part[1]]
    return value if isinstance(value, int | float) and is_number(value) else None


def _certain(atom: ir.Atom, number: float, truth: bool) -> Formula:
    return TRUE if holds(atom, number) is truth else FALSE


# --- default rows --------------------------------------------------------------------


def _assumed(read: Reading, rows: tuple[ir.Default, ...], answer: Answer) -> Formula:
    """Where what the server assumes for an absent field answers so (rule S10)."""
    if not rows:
        return FALSE
    row, *below = rows
    applies, passes = _applies(read, row), _passes(read, row)
    rest = _assumed(read, tuple(below), answer)
    found = answer(row)
    if found == FALSE:
        return every([passes, rest])
    if found == TRUE and passes == negate(applies):
        return some([applies, rest])
    return some([every([applies, found]), every([passes, rest])])


def _applies(read: Reading, row: ir.Default) -> Formula:
    given = some(map(sent, row.given)) if row.given else TRUE
    return every([given, *(surely(read, test, True) for test in row.when)])


def _passes(read: Reading, row: ir.Default) -> Formula:
    """Where a default row surely does not apply, so that the next one is asked."""
    given = every(negate(sent(path)) for path in row.given) if row.given else FALSE
    return some([given, *(surely(read, test, False) for test in row.when)])
