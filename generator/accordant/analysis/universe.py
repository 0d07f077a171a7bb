"""Universes: all requests of a model as terms of the solver, read in one or more ways.

Two readings of one universe, say two revisions of a model, share its variables, so
that one question can be about both. What a reading says is held to the reference
evaluator request by request: `pinned` makes any request a point of the universe.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import z3

from accordant import ir
from accordant.analysis.rows import Rows
from accordant.analysis.structure import FOREIGN, Judged, Place, Structure, Verdict
from accordant.analysis.variables import (
    ABSENT,
    BOOLEAN,
    FRACTION,
    LONGEST,
    NULL,
    OPAQUE,
    STRING,
    WHOLE,
    Formula,
    Variable,
    all_of,
    any_of,
    exact,
    place_of,
)
from accordant.jsonvalue import key
from accordant.rules.samples import Plains, Samples
from accordant.rules.labels import Target, labels, targets
from accordant.rules.evaluate import pointer

Path = tuple[str, ...]
Reads = Sequence[tuple[ir.Model, Mapping[str, ir.Decl]]]

_TAGS: dict[str | None, tuple[int, ...]] = {
    "boolean": (BOOLEAN,),
    "integer": (WHOLE,),
    "number": (WHOLE, FRACTION),
    "string": (STRING,),
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """An undeclared field, and when it is reported. `path` is that of the field of the
    request in which it is."""

    path: str
    severity: ir.Severity
    reported: Formula


class Reading:
    """One model over the variables of a universe.

    `violated` and `passed` go with `targets`: when each is reported, and when it is
    asked and holds. `foreign` is when something else is an error, inside an object.
    """

    def __init__(
        self, model: ir.Model, declarations: Mapping[str, ir.Decl], plains: Plains
    ) -> None:
        self.model = model
        self.declarations = declarations
        self.targets, self.expanded = targets(model, declarations)
        self.labels = labels(self.targets)
        self.samples = Samples(declarations, self.expanded, plains, self._valid)
        self.structure = Structure(declarations, self.targets)
        self.asked = asked(model.table)
        self.places: dict[Path, Place] = {}
        self.verdicts: dict[Path, Verdict] = {}
        self.violated: list[Formula] = []
        self.passed: list[Formula] = []
        self.unknown: list[Unknown] = []
        self.foreign: Formula = z3.BoolVal(False)

    def _valid(self, model: ir.Model, plains: Plains) -> dict[str, ir.Json] | None:
        """A request of another model, from a universe of its own."""
        from accordant.analysis.smallest import valid  # which is built on universes

        return valid(model, self.declarations, plains)

    def place(self, path: Path) -> Place:
        """Where a variable stands here."""
        if path not in self.places:
            self.places[path] = self._place(path)
        return self.places[path]

    def _place(self, path: Path) -> Place:
        *above, wire = path
        holder, prefix = self.model, ""
        if above:
            place = self.place(tuple(above))
            below = None if place.position is None else place.position.below
            if isinstance(below, ir.Position) and place.position is not None:
                item = below if place.position.kind == "object" else None
                return Place(item, place.prefix)
            inner = self._model(below)
            if inner is None or place.position is None:
                return Place(None, "")
            holder, prefix = inner, f"{place.prefix}{place.position.at}."
        for position in holder.positions:
            if position.wire == wire:
                return Place(position, prefix)
        if holder.rest is not None:
            return Place(holder.rest, prefix)
        severities: dict[object, ir.Severity] = {"warn": "warn", "error": "error"}
        return Place(None, "", severities.get(holder.extra))

    def _model(self, below: object) -> ir.Model | None:
        found = self.declarations[below.name] if isinstance(below, ir.Ref) else None
        return found if isinstance(found, ir.Model) else None

    def atoms(self, path: Path) -> tuple[ir.Atom, ...]:
        """What the table asks of a field, its families included."""
        name = ".".join(path)
        families = self.model.table.families_of(name)
        asked = self.asked.get(name, ())
        return (*(ir.OneOf(family.values) for family in families), *asked)

    def forms(self, path: Path) -> list[ir.Form]:
        """The form of a field, if it has one."""
        form = self.model.table.form_of(".".join(path))
        return [] if form is None else [form]

    def settle(self, variables: dict[Path, Variable]) -> None:
        """Make the formulas, once all variables are there."""
        broken: list[list[Formula]] = [[] for _ in self.targets]
        passed: list[list[Formula]] = [[] for _ in self.targets]
        foreign = []
        for path, variable in variables.items():
            place = self.place(path)
            verdict = self.structure.verdict(place, variable, self.atoms(path))
            self.verdicts[path] = verdict
            for index, formula in verdict.broken.items():
                (foreign if index == FOREIGN else broken[index]).append(formula)
            for index, formula in verdict.passed.items():
                if index != FOREIGN:
                    passed[index].append(formula)
            for severity, reported in verdict.unknown.items():
                at = ""
                for part in path:
                    at = pointer(at, part)
                self.unknown.append(Unknown(at, severity, reported))
        self.foreign = any_of(foreign)
        self.rows = Rows(
            self.model.table, variables, lambda v: self.verdicts[v.path].invalid
        )
        for index, target in enumerate(self.targets):
            if target.structural:
                self.violated.append(any_of(broken[index]))
                self.passed.append(any_of(passed[index]))
                continue
            applies = self.rows.applies(target.check)
            fails = self.rows.broken(target.check)
            self.violated.append(z3.And(applies, fails))
            self.passed.append(z3.And(applies, z3.Not(fails)))

    def refused(self) -> Formula:
        """Some entry is an error."""
        pairs = zip(self.targets, self.violated, strict=True)
        found = [formula for t, formula in pairs if t.check.severity == "error"]
        found += [entry.reported for entry in self.unknown if entry.severity == "error"]
        return any_of([*found, self.foreign])


class Universe:
    """All requests of a model, read by one or several models of it.

    `constraints` hold of every request, `short` of every one that may be written out;
    `variables` go by path, outer ones first.
    """

    def __init__(self, reads: Reads, plains: Sequence[Plains] | None = None) -> None:
        filled = [{} for _ in reads] if plains is None else plains
        self.readings = [
            Reading(model, declarations, plain)
            for (model, declarations), plain in zip(reads, filled, strict=True)
        ]
        self.extra = next(
            name
            for name in ("a" * n for n in count(1))
            if all(name not in _wires(reading.model) for reading in self.readings)
        )
        self.variables: dict[Path, Variable] = {}
        self._apart = {
            path[:length]
            for reading in self.readings
            for path in (tuple(name.split(".")) for name in reading.asked if name)
            for length in range(1, len(path) + 1)
        }
        for path in self._paths():
            self.variables[path] = self._variable(path)
        for reading in self.readings:
            reading.settle(self.variables)
        self.constraints: list[Formula] = []
        for path, variable in self.variables.items():
            forms = [f for reading in self.readings for f in reading.forms(path)]
            self.constraints += variable.domain(forms)
        strings = [v for v in self.variables.values() if STRING in v.generic]
        self.short = all_of([v.length <= LONGEST for v in strings])

    def reading(
        self, model: ir.Model, declarations: Mapping[str, ir.Decl]
    ) -> Reading:
        """The reading of one of the models the universe was made for."""
        return next(
            reading
            for reading in self.readings
            if reading.model is model and reading.declarations is declarations
        )

    # --- variables ---

    def _paths(self) -> Iterator[Path]:
        """The paths of all variables, outer ones first."""
        wires = (wire for r in self.readings for wire in _wires(r.model))
        for wire in (*dict.fromkeys(wires), self.extra):
            yield from self._below((wire,))

    def _below(self, path: Path) -> Iterator[Path]:
        yield path
        inner = sorted(other for other in self._apart if other[:-1] == path)
        for reading in self.readings:
            position = reading.place(path).position
            model = None if position is None else reading._model(position.below)
            if model is not None:
                order = [(*path, wire) for wire in _wires(model)]
                inner.sort(key=lambda p: order.index(p) if p in order else len(order))
                break
        for other in inner:
            yield from self._below(other)

    def _variable(self, path: Path) -> Variable:
        places = [reading.place(path) for reading in self.readings]
        positions = [place.position for place in places if place.position is not None]
        apart = frozenset(p[-1] for p in self._apart if p[:-1] == path and path)
        variable = Variable(
            path,
            self.variables.get(path[:-1]),
            _generic(positions),
            apart,
            self._pool(path),
        )
        variable.samples = self._samples(path, variable)
        return variable

    def _pool(self, path: Path) -> tuple[str, ...]:
        """The strings that matter at a path."""
        found: list[ir.Json] = []
        for reading in self.readings:
            position = reading.place(path).position
            own = [] if position is None else [
                atom for check in position.checks for atom in check.require[0].any_of[0]
            ]
            for atom in (*own, *reading.atoms(path)):
                if isinstance(atom, ir.OneOf):
                    found += atom.values
        return tuple(
            dict.fromkeys(v for v in found if isinstance(v, str) and place_of(v) == STRING)
        )

    def _samples(self, path: Path, variable: Variable) -> list[ir.Json]:
        """Opaque values, each of which some reading tells from those before it."""
        asked = [reading.atoms(path) for reading in self.readings]
        more = [atom for atoms in asked for atom in atoms]
        values: list[ir.Json] = []
        for reading in self.readings:
            place = reading.place(path)
            if place.position is not None and not (
                _simple(place.position) and place.position.kind
            ):
                values += reading.samples.of(
                    place.position, place.prefix, more, variable.apart
                )
        values += _listed(self.readings, path)
        values += (1, 1.5, "1", True, [], {}, "\ud800")
        found: dict[object, ir.Json] = {}
        for value in values:
            if value is None or place_of(value) in variable.generic:
                continue
            found.setdefault(self._profile(path, variable, value), value)
        return list(found.values())

    def _profile(self, path: Path, variable: Variable, value: ir.Json) -> object:
        """What all readings find out about an opaque value."""
        judged: list[Judged] = []
        numbers: list[object] = []
        for reading in self.readings:
            place, atoms = reading.place(path), reading.atoms(path)
            judged.append(reading.structure.sample(place, value, variable.apart, atoms))
            if isinstance(value, str):
                numbers += (key(form.read(value)) for form in reading.forms(path))
        kind = isinstance(value, dict) if variable.apart else None
        return kind, tuple(judged), tuple(numbers)

    # --- requests ---

    def body(self, model: Any) -> dict[str, Any]:
        """The request that a solver's model stands for."""
        body: dict[str, Any] = {}
        made: dict[Path, dict[str, Any]] = {(): body}
        for path, variable in self.variables.items():
            tag = model.eval(variable.tag, model_completion=True).as_long()
            if tag == ABSENT or path[:-1] not in made:
                continue
            value = self._value(variable, tag, model)
            if isinstance(value, dict):
                value = made[path] = dict(value)
            made[path[:-1]][path[-1]] = value
        return body

    def _value(self, variable: Variable, tag: int, model: Any) -> Any:
        def read(term: Any) -> Any:
            return model.eval(term, model_completion=True)

        match tag:
            case 1:
                return None
            case 2:
                return z3.is_true(read(variable.boolean))
            case 3:
                return read(variable.whole).as_long()
            case 4:
                return float(read(variable.fraction).as_fraction())
            case 5:
                place = read(variable.index).as_long()
                if place >= 0:
                    return variable.pool[place]
                for texts, shape in variable.forms.items():
                    if z3.is_true(read(shape.fits)):
                        numbers = [read(term).as_long() for term in shape.captures]
                        return _woven(texts, numbers)
                return _other(read(variable.length).as_long(), variable.pool)
        return variable.samples[tag - OPAQUE]

    def pinned(self, request: object) -> list[Formula] | None:
        """What makes a request of the universe this one; None if it is not in it.

        Opaque values are taken for the sample that every reading judges alike, several
        undeclared fields for one.
        """
        if not isinstance(request, Mapping):
            return None
        found: list[Formula] = []
        for path, variable in self.variables.items():
            values = [request[name] for name in request if self._is(path, name, request)]
            if len(path) > 1:
                values = list(_inside(request, path))
            if not values:
                found.append(variable.tag == ABSENT)
                continue
            pinned = [self._pin(path, variable, value) for value in values]
            first, *others = pinned
            if first is None or any(p is None or not p.eq(first) for p in others):
                return None
            found.append(first)
        return found

    def _is(self, path: Path, name: str, request: Mapping[str, Any]) -> bool:
        """Whether a field of a request is that of a variable."""
        return (name,) == path or (path == (self.extra,) and (name,) not in self.variables)

    def _pin(self, path: Path, variable: Variable, value: Any) -> Formula | None:
        tag = NULL if value is None else place_of(value)
        if tag == NULL or tag in variable.generic:
            return all_of([variable.tag == tag, *self._pin_generic(path, variable, tag, value)])
        if isinstance(value, dict):
            value = {k: v for k, v in value.items() if k not in variable.apart}
        profile = self._profile(path, variable, value)
        for number, sample in enumerate(variable.samples):
            if self._profile(path, variable, sample) == profile:
                return variable.tag == OPAQUE + number
        return None

    def _pin_generic(
        self, path: Path, variable: Variable, tag: int, value: Any
    ) -> Iterator[Formula]:
        match tag:
            case 2:
                yield variable.boolean == value
            case 3:
                yield variable.whole == int(value)
            case 4:
                yield variable.fraction == exact(value)
            case 5:
                yield variable.index == variable.places.get(value, -1)
                yield variable.length == len(value)
                for reading in self.readings:
                    for form in reading.forms(path):
                        numbers, shape = form.read(value), variable.shape(form)
                        yield shape.fits == (numbers is not None)
                        if numbers is not None:
                            pairs = zip(form.captures, shape.captures, strict=True)
                            yield from (term == numbers[name] for name, term in pairs)


def asked(table: ir.Table) -> dict[str, tuple[ir.Atom, ...]]:
    """What the table asks of each field, once each, in table order."""
    tests = [
        test
        for check in table.checks()
        for test in (*check.when, *check.require, *check.forbid)
    ]
    tests += (test for row in table.defaults for test in row.when)
    found: dict[str, list[ir.Atom]] = {form.field: [] for form in table.forms}
    for row in table.defaults:
        for name in (row.field, *row.given):
            found.setdefault(name, [])
    for family in table.families:
        found.setdefault(family.field, [])
    for test in tests:
        for name in table.read_by(test):
            found.setdefault(name, [])
        if table.part_of(test.field) is None:
            atoms = found.setdefault(test.field, [])
            for way in test.any_of:
                atoms.extend(atom for atom in way if atom not in atoms)
    return {name: tuple(atoms) for name, atoms in found.items()}


def _wires(model: ir.Model) -> list[str]:
    return [position.wire for position in model.positions]


def _simple(position: ir.Position) -> bool:
    """Whether values of a position are all told by formulas."""
    atoms = [atom for check in position.checks for atom in check.require[0].any_of[0]]
    return position.below is None and not any(
        isinstance(atom, ir.Pattern) for atom in atoms
    )


def _generic(positions: Sequence[ir.Position]) -> frozenset[int]:
    """The tags with terms of their own that a field may have, by all its positions."""
    if any(isinstance(position.below, ir.Choice) for position in positions):
        return frozenset()
    tags = {tag for p in positions for tag in _TAGS.get(p.kind, ()) if p.below is None}
    if not all(_simple(p) or p.kind != "string" for p in positions):
        tags.discard(STRING)
    return frozenset(tags)


def _listed(readings: Sequence[Reading], path: Path) -> Iterator[ir.Json]:
    """Constants that any reading compares a field with."""
    for reading in readings:
        position = reading.place(path).position
        checks = () if position is None else position.checks
        own = [atom for check in checks for atom in check.require[0].any_of[0]]
        for atom in (*own, *reading.atoms(path)):
            if isinstance(atom, ir.OneOf):
                yield from atom.values


def _inside(request: Mapping[str, Any], path: Path) -> Iterator[Any]:
    """The value at a path, if there is one."""
    value: Any = request
    for part in path:
        if not isinstance(value, Mapping) or part not in value:
            return
        value = value[part]
    yield value


def _woven(texts: Sequence[str], numbers: Sequence[int]) -> str:
    parts = [part for pair in zip(texts, [*map(str, numbers), ""]) for part in pair]
    return "".join(parts)


def _other(length: int, pool: Sequence[str]) -> str:
    """A plain string of a length that is none of the pool."""
    signs = (chr(number) for number in count(ord("x")))
    return next(text for sign in signs if (text := sign * length) not in pool)
