"""Lint by proof: rows that do nothing, or nothing by themselves, and what is refused
though somebody took the trouble to list it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

import z3

from accordant import ir
from accordant.analysis.findings import Finding, Level
from accordant.analysis.formulas import Formula
from accordant.analysis.variables import ABSENT, NULL
from accordant.analysis.witness import Witnesses
from accordant.analysis.words import or_list
from accordant.location import Location
from accordant.rules.evaluate import evaluate


def findings(api: ir.Api) -> list[Finding]:
    """What can be proved of every model that an operation sends, by place."""
    found = [
        finding
        for model in api.judged()
        for finding in _Lint(model, Witnesses(model, api.declarations)).findings()
    ]
    return sorted(found, key=lambda finding: finding.where)


class _Lint:
    """The findings of one model."""

    def __init__(self, model: ir.Model, shown: Witnesses) -> None:
        self.model = model
        self.shown = shown
        self.reading = shown.reading
        self.rows = shown.reading.rows

    def findings(self) -> Iterator[Finding]:
        for index, target in enumerate(self.reading.targets):
            if not target.structural and not self.shown.beyond(index):
                yield from self.check(index)
        yield from self.fields()
        yield from self.families()
        yield from self.defaults()

    def possible(self, *goal: Formula) -> bool:
        """Whether some request is so; what the solver does not settle counts as yes."""
        return self.shown.asking.possible(goal) is not False

    def names(self, indices: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.reading.labels[index] for index in indices)

    def refusing(self, goal: Formula) -> list[int] | None:
        """As few checks as refuse together every request that is so; None if that is
        not proved."""
        return self.shown.shadowing([goal], self.shown.errors)

    def told(self, goal: Formula, but: Iterable[int]) -> ir.Json:
        """The smallest request that is so; with no other errors than these if it can."""
        others = self.shown.none(self.shown.errors - frozenset(but))
        smallest = self.shown.asking.smallest
        return smallest([goal, *others]) or smallest([goal])

    def of(self, index: int, kind: str, level: Level, message: str) -> Finding:
        target, label = self.reading.targets[index], self.reading.labels[index]
        return Finding(kind, level, target.check.where, self.model.name, label, message)

    # --- checks ---

    def check(self, index: int) -> Iterator[Finding]:
        """What is wrong with a check: the worst of it."""
        shown, check = self.shown, self.reading.targets[index].check
        applies = shown.asking.name(self.rows.applies(check))
        violated = shown.violated[index]
        if not self.possible(applies):
            yield self.of(index, "dead", "warning", "its conditions are never all true")
        elif not self.possible(violated):
            message = "no request can violate it"
            yield self.of(index, "always-true", "warning", message)
        elif not self.possible(applies, *shown.none(shown.errors)):
            by = self.refusing(applies)
            if by is None:
                return
            message = "every request to which it applies is refused"
            message += f" by {or_list(self.names(by))}" if by else ""
            yield self._with(index, "contradictory", "warning", message, by, applies)
        elif not self.possible(violated, *shown.none(shown.alone(index))):
            by = shown.shadows(index, True)
            if by is None:
                return
            message = "never the only entry"
            if by:
                message += f": what breaks it breaks {or_list(self.names(by))} as well"
            yield self._with(index, "shadowed", "note", message, by, violated)

    def _with(
        self,
        index: int,
        kind: str,
        level: Level,
        message: str,
        by: list[int],
        goal: Formula,
    ) -> Finding:
        found = self.of(index, kind, level, message)
        witness = self.told(goal, [index, *by])
        return replace(found, by=self.names(by), witness=witness)

    # --- fields, values, defaults ---

    def fields(self) -> Iterator[Finding]:
        """Fields that no valid request can send."""
        places = {field.wire: field.where for field in self.model.fields}
        for position in self.model.positions:
            variable = self.shown.universe.variables[(position.wire,)]
            sent = variable.tag > NULL
            if not self.possible(sent, *self.shown.none(self.shown.errors)):
                refusing = self.refusing(sent)
                if refusing is None:
                    continue
                by = self.names(refusing)
                message = f"no valid request can send '{position.wire}'"
                message += f": {or_list(by)} would be broken" if by else ""
                where = places[position.wire]
                yield Finding(
                    "contradictory", "warning", where, self.model.name, "", message, by
                )

    def families(self) -> Iterator[Finding]:
        """Values of families that no valid request can use."""
        for family in self.model.table.families:
            variable = self.rows.variable(family.field)
            for value in family.values:
                sent = variable.equals(value)
                if self.possible(sent, *self.shown.none(self.shown.errors)):
                    continue
                refusing = self.refusing(sent)
                if refusing is None:
                    continue
                by = self.names(refusing)
                message = f"{json.dumps(value)} of family '{family.name}' is refused"
                message += f" by {or_list(by)}" if by else ""
                yield Finding(
                    "unusable-value",
                    "note",
                    family.where,
                    self.model.name,
                    "",
                    message,
                    by,
                    self.told(sent, refusing),
                )

    def defaults(self) -> Iterator[Finding]:
        """Defaults that a request would be refused for if it sent them."""
        listed: set[tuple[str, str]] = set()
        for name in dict.fromkeys(row.field for row in self.model.table.defaults):
            for assumed in self.rows.assumed(name):
                row = assumed.row
                if row.family is None:
                    listed.add((name, json.dumps(row.value)))
                    yield from self.default(name, row.value, row.where, assumed.when)
        for field in self.model.fields:
            told = (field.wire, json.dumps(field.default))
            if field.has_default and field.default is not None and told not in listed:
                always = z3.BoolVal(True)
                yield from self.default(field.wire, field.default, field.where, always)

    def default(
        self, name: str, value: ir.Json, where: Location, decides: Formula
    ) -> Iterator[Finding]:
        variable = self.shown.universe.variables[tuple(name.split("."))]
        left_out = (variable.tag, z3.IntVal(ABSENT))
        refused = self.reading.refused()
        goal = z3.And(
            variable.equals(value),
            refused,
            z3.substitute(z3.And(decides, z3.Not(refused)), left_out),
        )
        witness = self.shown.asking.smallest([self.shown.asking.name(goal)])
        if witness is None:
            return
        entries = evaluate(self.model, self.reading.declarations, witness)
        by = tuple(dict.fromkeys(e.rule for e in entries if e.severity == "error"))
        message = f"sending the default {json.dumps(value)} of '{name}'"
        message += f" may break {or_list(by)}"
        yield Finding(
            "default", "note", where, self.model.name, "", message, by, witness
        )
