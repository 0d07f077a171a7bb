"""Values of any type judged as models are, by the reference evaluator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accordant import ir
from accordant.location import Location, Report
from accordant.rules.evaluate import Violation, evaluate
from accordant.rules.structure import positions

_WHERE = Location("")
_NAME = "body"


class Judge:
    """Judges values of an API's types; what it works out of a type is kept."""

    def __init__(self, api: ir.Api) -> None:
        self.declarations = api.declarations
        self._examples: dict[int, tuple[ir.Response, list[ir.Json]]] = {}
        self._holders: dict[tuple[tuple[str, int, bool], ...], ir.Model] = {}

    def violations(self, kind: ir.Type, value: ir.Json) -> list[Violation]:
        """Every violation of a value, in report order; paths begin at the value."""
        model = self.model(kind)
        if model is not None:
            return evaluate(model, self.declarations, value)
        wrapped = self.holder([(_NAME, kind, False)])
        found = evaluate(wrapped, self.declarations, {_NAME: value})
        return [
            entry._replace(
                rule=entry.rule.removeprefix(f"{_NAME}."),
                path=entry.path.removeprefix(f"/{_NAME}"),
            )
            for entry in found
        ]

    def examples(self, response: ir.Response) -> list[ir.Json]:
        """The examples of an answer that fit its schema."""
        if id(response) not in self._examples:
            shown = [one.value for one in response.examples]
            fitting = [value for value in shown if self.fits(response.type, value)]
            self._examples[id(response)] = response, fitting
        return self._examples[id(response)][1]

    def fits(self, kind: ir.Type, value: ir.Json) -> bool:
        """Whether nothing about a value is an error."""
        return all(entry.severity != "error" for entry in self.violations(kind, value))

    def model(self, kind: ir.Type) -> ir.Model | None:
        """The model that a type stands for, if it is one and never null."""
        seen: set[str] = set()
        while isinstance(kind, ir.Ref) and kind.name not in seen:
            seen.add(kind.name)
            found = self.declarations[kind.name]
            if isinstance(found, ir.Model):
                return found
            if not isinstance(found, ir.Alias):
                return None
            kind = found.type
        return None

    def holder(self, wanted: Sequence[tuple[str, ir.Type, bool]]) -> ir.Model:
        """A model that takes anything beside fields of these names and types, of which
        it may require some."""
        # Types live as long as the API; not all of them can be hashed.
        key = tuple((wire, id(kind), required) for wire, kind, required in wanted)
        if key not in self._holders:
            fields = tuple(
                ir.Field(wire, kind, need, "", None, False, "both", False, (), _WHERE)
                for wire, kind, need in wanted
            )
            model = ir.Model("holder", None, "", fields, "allow", _WHERE)
            shaped, _ = positions(model, self.declarations, Report())
            self._holders[key] = replace(model, positions=shaped)
        return self._holders[key]
