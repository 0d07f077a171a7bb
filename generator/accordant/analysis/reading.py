"""Readings: one model over the variables of a universe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import z3

from accordant import ir
from accordant.analysis.formulas import Formula, any_of
from accordant.analysis.rows import Rows
from accordant.analysis.structure import (
    FOREIGN,
    Place,
    Structure,
    Verdict,
)
from accordant.analysis.variables import Variable
from accordant.pointers import pointer_to
from accordant.rules.labels import labels, targets
from accordant.rules.samples import Plains, Samples

Path: TypeAlias = tuple[str, ...]


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
    asked and holds. `foreign` is when something else is an error, inside an object;
    not `exact` if that leaves out what a model asks of itself, some levels down.
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
        self.exact = True

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

    def inside(self, path: Path) -> ir.Model | None:
        """The model of the object at a path, if there is one."""
        position = self.place(path).position
        return None if position is None else self._model(position.below)

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
        foreign: list[Formula] = []
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
                self.unknown.append(Unknown(pointer_to(path), severity, reported))
        for path, variable in variables.items():
            foreign += self._nested(path, variable, variables)
        self.foreign = any_of(foreign)
        self.rows = Rows(self.model.table, variables, self.invalid)
        for index, target in enumerate(self.targets):
            if target.structural:
                self.violated.append(any_of(broken[index]))
                self.passed.append(any_of(passed[index]))
                continue
            applies = self.rows.applies(target.check)
            fails = self.rows.broken(target.check)
            self.violated.append(z3.And(applies, fails))
            self.passed.append(z3.And(applies, z3.Not(fails)))

    def invalid(self, variable: Variable) -> Formula:
        """The variable is structurally broken by itself (rule S8)."""
        return self.verdicts[variable.path].invalid

    def _nested(
        self, path: Path, variable: Variable, variables: dict[Path, Variable]
    ) -> Iterator[Formula]:
        """What the rules of an object refuse whose fields are variables."""
        inner = self.inside(path)
        if inner is None or not variable.apart:
            return
        names = [(*path, *name.split(".")) for name in asked(inner.table)]
        if not all(name in variables for name in names):
            self.exact = False
            return
        rows = Rows(inner.table, variables, self.invalid, path)
        for check in inner.table.checks():
            if check.severity == "error":
                yield z3.And(variable.holds_object(), rows.violated(check))

    def refused(self) -> Formula:
        """Some entry is an error."""
        pairs = zip(self.targets, self.violated, strict=True)
        found = [formula for t, formula in pairs if t.check.severity == "error"]
        found += [entry.reported for entry in self.unknown if entry.severity == "error"]
        return any_of([*found, self.foreign])


def asked(table: ir.Table) -> dict[str, tuple[ir.Atom, ...]]:
    """What the table asks of each field, once each, in table order."""
    found: dict[str, list[ir.Atom]] = {form.field: [] for form in table.forms}
    for row in table.defaults:
        for name in (row.field, *row.given):
            found.setdefault(name, [])
    for family in table.families:
        found.setdefault(family.field, [])
    for test in table.tests():
        for name in table.read_by(test):
            found.setdefault(name, [])
        if test.field != ir.WHOLE and table.part_of(test.field) is None:
            atoms = found.setdefault(test.field, [])
            for way in test.any_of:
                atoms.extend(atom for atom in way if atom not in atoms)
    return {name: tuple(atoms) for name, atoms in found.items()}


def wires(model: ir.Model) -> list[str]:
    """The names of a model's fields."""
    return [position.wire for position in model.positions]


def own_atoms(position: ir.Position | None) -> list[ir.Atom]:
    """What the schema asks at a position."""
    checks = () if position is None else position.checks
    return [check.atom for check in checks]
