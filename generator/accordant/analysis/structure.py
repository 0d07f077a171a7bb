"""The structural half of a reading: what each variable breaks and passes by itself.

Scalars are judged as formulas. An opaque sample is judged once by the reference
evaluator, so that lists, objects, unions and patterns mean here what they mean there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import z3

from accordant import ir
from accordant.analysis.formulas import Formula, all_of, any_of
from accordant.analysis.variables import ABSENT, NULL, OPAQUE, Variable
from accordant.pointers import pointer
from accordant.rules.atoms import at_limit, holds
from accordant.rules.evaluate import Rules
from accordant.rules.labels import Target
from accordant.rules.walk import Object, Tested, Walk

FOREIGN = -1
"""Stands for what is broken without being a target: the rules of a nested object, and
what is nested deeper than targets are."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a variable stands in a reading: the position that judges it, and the prefix
    of the ids reported there. Without a position it is undeclared: `extra` then says
    with which severity it is reported, if at all."""

    position: ir.Position | None
    prefix: str
    extra: ir.Severity | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a sample does at a place. `invalid` if it is so itself (rule S8), `beside`
    are targets at whose limit it lies, `unknown` severities of undeclared fields in it,
    `truths` the answers to what rules ask of it."""

    broken: frozenset[int]
    passed: frozenset[int]
    beside: frozenset[int]
    invalid: bool
    unknown: frozenset[ir.Severity]
    truths: tuple[bool | None, ...]


_UNJUDGED = Judged(frozenset(), frozenset(), frozenset(), False, frozenset(), truths=())


@dataclass(slots=True)
class Verdict:
    """What a variable does, as formulas: by index of target, and by severity."""

    broken: dict[int, Formula]
    passed: dict[int, Formula]
    invalid: Formula
    unknown: dict[ir.Severity, Formula]
    judged: list[Judged] = field(default_factory=list)


@dataclass(slots=True)
class _Ways:
    """The parts of a verdict so far, each of which is enough by itself."""

    broken: defaultdict[int, list[Formula]] = field(
        default_factory=lambda: defaultdict(list)
    )
    passed: defaultdict[int, list[Formula]] = field(
        default_factory=lambda: defaultdict(list)
    )
    invalid: list[Formula] = field(default_factory=list)
    unknown: defaultdict[ir.Severity, list[Formula]] = field(
        default_factory=lambda: defaultdict(list)
    )


class Structure:
    """The structural checks of one reading, at any place of it."""

    def __init__(
        self, declarations: Mapping[str, ir.Decl], targets: Sequence[Target]
    ) -> None:
        self.declarations = declarations
        self.numbers = {(t.prefix, id(t.check)): i for i, t in enumerate(targets)}

    def number(self, prefix: str, check: ir.Check) -> int:
        """The index of a check among the targets."""
        return self.numbers.get((prefix, id(check)), FOREIGN)

    def sample(
        self,
        place: Place,
        value: ir.Json,
        apart: frozenset[str],
        asked: Iterable[ir.Atom],
    ) -> Judged:
        """What a value does at a place; the fields `apart` in it are not judged."""
        if place.position is None:
            return _UNJUDGED
        walk = Walk(self.declarations)
        walk.value(place.position, value, "", place.prefix)
        inner = f"{place.prefix}{place.position.at}."
        tested = [t for t in walk.tested if not _belongs(t, inner, apart)]
        beside_it = {pointer("", name) for name in apart}
        found = [entry.path for entry in walk.found if entry.path not in beside_it]
        broken, passed, beside = set[int](), set[int](), set[int]()
        for entry in tested:
            index = self.number(entry.prefix, entry.check)
            (broken if not entry.fits else passed).add(index)
            if at_limit(entry.check.atom, entry.value):
                beside.add(index)
        nested = [item for item in walk.objects if item.path or not apart]
        if self._ruled_out(nested, set(found)):
            broken.add(FOREIGN)
        invalid = "" in found
        truths = () if invalid else tuple(_truth(atom, value) for atom in asked)
        unknown = frozenset(_severities(walk.objects))
        return Judged(
            frozenset(broken),
            frozenset(passed - broken - {FOREIGN}),
            frozenset(beside - {FOREIGN}),
            invalid,
            unknown,
            truths,
        )

    def _ruled_out(self, objects: Iterable[Object], invalid: set[str]) -> bool:
        """Whether the rules of nested objects refuse one of them."""
        return any(
            entry.severity == "error"
            for item in objects
            if item.model is not None
            for entry in Rules(item, invalid).violations()
        )

    def verdict(
        self, place: Place, variable: Variable, asked: Sequence[ir.Atom]
    ) -> Verdict:
        """What a variable does at a place, whatever its value."""
        if place.position is None:
            there = variable.tag != ABSENT
            unknown: dict[ir.Severity, Formula] = {}
            if place.extra is not None:
                unknown[place.extra] = there
            return Verdict({}, {}, z3.BoolVal(False), unknown)
        ways = _Ways()
        null = self.sample(place, None, variable.apart, ())
        pairs = [(variable.tag == NULL, null)]
        judged = []
        for number, value in enumerate(variable.samples):
            judged.append(self.sample(place, value, variable.apart, asked))
            pairs.append((variable.tag == OPAQUE + number, judged[-1]))
        for here, what in pairs:
            for index in what.broken:
                ways.broken[index].append(here)
            for index in what.passed:
                ways.passed[index].append(here)
            for severity in what.unknown:
                ways.unknown[severity].append(here)
            if what.invalid:
                ways.invalid.append(here)
        self._absent(place, variable, ways)
        if variable.generic:
            self._generic(place, variable, ways)
        return Verdict(
            {index: any_of(parts) for index, parts in ways.broken.items()},
            {index: any_of(parts) for index, parts in ways.passed.items()},
            any_of(ways.invalid),
            {severity: any_of(parts) for severity, parts in ways.unknown.items()},
            judged,
        )

    def _absent(self, place: Place, variable: Variable, ways: _Ways) -> None:
        assert place.position is not None
        if not place.position.required:
            return
        index = self.number(place.prefix, place.position.checks[0])
        active = z3.BoolVal(True)
        if variable.parent is not None:
            active = variable.parent.holds_object()
        missing = z3.And(active, variable.tag == ABSENT)
        ways.broken[index].append(missing)
        ways.passed[index].append(variable.tag != ABSENT)
        ways.invalid.append(missing)

    def _generic(self, place: Place, variable: Variable, ways: _Ways) -> None:
        assert place.position is not None
        generic = variable.is_generic()
        typed = z3.And(generic, variable.of_kind(place.position.kind))
        for check in place.position.checks:
            atom = check.atom
            if isinstance(atom, ir.Required):
                continue
            where, fits = typed, variable.holds(atom)
            if isinstance(atom, ir.OfType):
                where, fits = generic, variable.of_kind(atom.kind)
            index = self.number(place.prefix, check)
            fails = all_of([where, z3.Not(fits)])
            ways.broken[index].append(fails)
            ways.passed[index].append(all_of([where, fits]))
            ways.invalid.append(fails)


def _belongs(entry: Tested, prefix: str, apart: frozenset[str]) -> bool:
    return entry.prefix == prefix and entry.check.blame in apart


def _truth(atom: ir.Atom, value: ir.Json) -> bool | None:
    """What an atom says of a value; None where a sample alone does not tell."""
    if isinstance(atom, ir.Items) and isinstance(value, list):
        return holds(atom, value)
    if isinstance(atom, ir.Length | ir.Pattern) and isinstance(value, str):
        return holds(atom, value)
    return holds(atom, value) if isinstance(atom, ir.OneOf) else None


def _severities(objects: Iterable[Object]) -> Iterable[ir.Severity]:
    """With which severities undeclared fields of some objects are reported."""
    for item in objects:
        if item.model is None or item.model.extra not in ("warn", "error"):
            continue
        known = {declared.wire for declared in item.model.fields}
        if not known.issuperset(item.value):
            yield "error" if item.model.extra == "error" else "warn"
