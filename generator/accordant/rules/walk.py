"""The structural half of the reference evaluator: a value beside its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from accordant import ir
from accordant.pointers import pointer
from accordant.rules import wording
from accordant.rules.atoms import holds, is_kind


class Violation(NamedTuple):
    """A broken check: rule id, JSON Pointer, message, severity."""

    rule: str
    path: str
    message: str
    severity: ir.Severity


class Object(NamedTuple):
    """An object met on the walk: its model and its pointer."""

    model: ir.Model | None
    value: Mapping[str, Any]
    path: str


class Tested(NamedTuple):
    """A structural check that was asked of a value, and the prefix of its id."""

    prefix: str
    check: ir.Check
    value: Any
    fits: bool


class Walk:
    """What was tested, in schema order, and what was found broken."""

    def __init__(self, declarations: Mapping[str, ir.Decl]) -> None:
        self.declarations = declarations
        self.tested: list[Tested] = []
        self.found: list[Violation] = []
        self.objects: list[Object] = []

    def object(
        self, model: ir.Model, value: Mapping[str, Any], path: str, prefix: str
    ) -> None:
        self.objects.append(Object(model, value, path))
        known = {field.wire for field in model.fields}
        for position in model.positions:
            inner = pointer(path, position.wire)
            sent = position.wire in value
            if position.required:
                self.record(position.checks[0], None, sent, inner, prefix)
            if sent:
                self.value(position, value[position.wire], inner, prefix)
        if model.rest is not None:
            for key in sorted(set(value) - known):
                self.value(model.rest, value[key], pointer(path, key), prefix)

    def record(
        self, check: ir.Check, value: Any, fits: bool, path: str, prefix: str
    ) -> None:
        self.tested.append(Tested(prefix, check, value, fits))
        if fits:
            return
        message = check.message
        if check.measured:
            message = wording.with_length(message, len(value))
        self.found.append(Violation(prefix + check.id, path, message, check.severity))

    def value(self, position: ir.Position, value: Any, path: str, prefix: str) -> None:
        if position.nullable and value is None:
            return
        below = position.below
        arm = _arm(below, value) if isinstance(below, ir.Choice) else None
        for check in position.checks:
            atom = check.atom
            if isinstance(atom, ir.Required):
                continue
            fits = arm is not None if isinstance(atom, ir.Arm) else holds(atom, value)
            self.record(check, value, fits, path, prefix)
            if not fits and isinstance(atom, ir.OfType | ir.Unicode | ir.Arm):
                return
        if arm is not None:
            self.value(arm, value, path, prefix)
        elif isinstance(below, ir.Ref):
            model = ir.model_of(self.declarations, below.name)
            self.object(model, value, path, f"{prefix}{position.at}.")
        elif isinstance(below, ir.Position) and isinstance(value, list):
            for index, item in enumerate(value):
                self.value(below, item, f"{path}/{index}", prefix)
        elif isinstance(below, ir.Position):
            for key in sorted(value):
                self.value(below, value[key], pointer(path, key), prefix)


def misfits(
    position: ir.Position, declarations: Mapping[str, ir.Decl], value: object
) -> list[Violation]:
    """The structural violations of a value at one position of a model."""
    walk = Walk(declarations)
    walk.value(position, value, "", "")
    return walk.found


def _arm(choice: ir.Choice, value: Any) -> ir.Position | None:
    if choice.keys:
        admit = [
            arm
            for (_, arm), keys in zip(choice.arms, choice.keys, strict=True)
            if isinstance(value, Mapping) and _admits(keys, value)
        ]
        return admit[0] if len(admit) == 1 else None
    for marks, arm in choice.arms:
        if choice.tag is None:
            if any(is_kind(value, str(mark)) for mark in marks):
                return arm
        elif isinstance(value, Mapping):
            tag = value.get(choice.tag)
            if isinstance(tag, str) and tag in marks:
                return arm
    return None


def _admits(keys: ir.Keys, value: Mapping[str, Any]) -> bool:
    """Whether an object has the keys that are needed, and known ones as they may be."""
    return all(
        (
            not kinds or any(is_kind(value[wire], kind) for kind in kinds)
            if wire in value
            else not needed
        )
        for wire, needed, kinds in keys
    )
