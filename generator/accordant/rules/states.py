"""States of a search: one cell a field. What they send, and how the rules judge them.

A state is judged by the reference semantics, which note what they read: a demand that
is not met stays so until one of those fields changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from accordant import ir
from accordant.rules.cells import ABSENT, Cell, fields, targets
from accordant.rules.evaluate import Object, Rules
from accordant.rules.samples import Plains, Samples

State: TypeAlias = tuple[int, ...]
"""The cell of each field, by index."""


class Answer(NamedTuple):
    """Whether a demand is met, and the fields it was judged by, outer ones first."""

    met: bool
    read: tuple[int, ...]


Demand: TypeAlias = "Callable[[State], Answer]"


class States:
    """The states of one model. `violated` asks by target whether a rule is broken,
    `scopes` are the fields that may decide it."""

    def __init__(
        self, model: ir.Model, declarations: Mapping[str, ir.Decl], plains: Plains
    ) -> None:
        self.model = model
        self.declarations = declarations
        self.targets, expanded = targets(model, declarations)
        samples = Samples(declarations, expanded, plains)
        self.fields = fields(model, declarations, self.targets, samples)
        self.plain = tuple(field.plain for field in self.fields)
        self._paths = {field.path: index for index, field in enumerate(self.fields)}
        self._through: dict[str, tuple[int, ...]] = {}
        rules = {
            index: target.check
            for index, target in enumerate(self.targets)
            if not target.structural
        }
        self.violated = {
            index: self._asking(_names(check), partial(_violated, check))
            for index, check in rules.items()
        }
        self.scopes = {
            index: frozenset(self._reach(_names(check)))
            for index, check in rules.items()
        }

    # --- what a state sends ---

    def above(self, index: int) -> tuple[int, ...]:
        """The objects that a field is nested in, the outermost first."""
        parent = self.fields[index].parent
        return () if parent is None else (*self.above(parent), parent)

    def active(self, state: State, index: int) -> bool:
        """Whether the object that a field is nested in is there."""
        parent = self.fields[index].parent
        if parent is None:
            return True
        cell = self.fields[parent].cells[state[parent]]
        return isinstance(cell.value, dict) and self.active(state, parent)

    def body(self, state: State) -> dict[str, Any]:
        """The request a state stands for."""
        return self._body(state, range(len(self.fields)))

    def _body(self, state: State, scope: Sequence[int]) -> dict[str, Any]:
        body: dict[str, Any] = {}
        made: dict[tuple[str, ...], dict[str, Any]] = {(): body}
        for index in scope:
            field = self.fields[index]
            value: Any = field.cells[state[index]].value
            if value is ABSENT or not self.active(state, index):
                continue
            if isinstance(value, dict):
                value = made[field.path] = dict(value)
            made[field.path[:-1]][field.path[-1]] = value
        return body

    # --- demands ---

    def cell(self, fits: Callable[[Cell], bool]) -> Demand:
        """That some field's cell is of a kind."""
        able = {
            index: {number for number, cell in enumerate(field.cells) if fits(cell)}
            for index, field in enumerate(self.fields)
        }
        able = {index: cells for index, cells in able.items() if cells}
        read = tuple(i for index in able for i in (*self.above(index), index))

        def demand(state: State) -> Answer:
            met = any(
                state[index] in cells and self.active(state, index)
                for index, cells in able.items()
            )
            return Answer(met, read)

        return demand

    def test(self, test: ir.Test, wanted: bool) -> Demand:
        """That a test is TRUE, or FALSE: not UNKNOWN in either case."""
        return self._asking([test.field], lambda rules: rules.test(test) is wanted)

    def broken(self, check: ir.Check, wanted: bool) -> Demand:
        """That what a check asks, its `when` aside, is violated, or is not."""
        names = [test.field for test in (*check.require, *check.forbid)]
        return self._asking(names, lambda rules: rules.broken(check) is wanted)

    def _asking(self, names: list[str], question: Callable[[Rules], bool]) -> Demand:
        """A question about rules, each different state of its fields judged once."""
        scope = self._reach(names)
        known: dict[State, Answer] = {}

        def demand(state: State) -> Answer:
            key = tuple(state[index] for index in scope)
            if key not in known:
                rules = self._watched(state, scope)
                met = question(rules)
                read = (index for name in rules.names for index in self._own(name))
                known[key] = Answer(met, tuple(dict.fromkeys(read)))
            return known[key]

        return demand

    def _watched(self, state: State, scope: Sequence[int]) -> _Watched:
        faults = {
            fault
            for index in scope
            if self.active(state, index)
            for fault in self.fields[index].cells[state[index]].faults
        }
        item = Object(self.model, self._body(state, scope), "")
        return _Watched(item, faults, self.declarations)

    def _own(self, name: str) -> tuple[int, ...]:
        """The fields a name of the table goes through, the outermost first."""
        if name not in self._through:
            path = tuple(name.split("."))
            steps = (path[:length] for length in range(1, len(path) + 1))
            known = (self._paths[step] for step in steps if step in self._paths)
            self._through[name] = tuple(known)
        return self._through[name]

    def _reach(self, names: list[str]) -> tuple[int, ...]:
        """Every field that may decide about some, by way of defaults too."""
        waiting, seen = list(names), dict.fromkeys(names)
        while waiting:
            for row in self.model.table.defaults_of(waiting.pop()):
                for name in (*row.given, *(test.field for test in row.when)):
                    if name not in seen:
                        seen[name] = None
                        waiting.append(name)
        return tuple(sorted({index for name in seen for index in self._own(name)}))


class _Watched(Rules):
    """The reference semantics, noting which fields they read."""

    def __init__(self, *words: Any) -> None:
        super().__init__(*words)
        self.names: dict[str, None] = {}

    def sent(self, field: str) -> Any:
        self.names[field] = None
        return super().sent(field)

    def given(self, row: ir.Default) -> bool | None:
        """One sent field is reason enough, so the others count as not read."""
        before = self.names
        for field in row.given:
            self.names = dict(before)
            if super().given(replace(row, given=(field,))) is True:
                return True
        return super().given(row)


def _names(check: ir.Check) -> list[str]:
    return [test.field for test in (*check.when, *check.require, *check.forbid)]


def _violated(check: ir.Check, rules: Rules) -> bool:
    return rules.violated(check)
