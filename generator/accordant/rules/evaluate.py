"""The reference evaluator: what a table means, slow and plain (rules S1 to S16).

Every other reading of the table, generated code first, is held to this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from accordant import ir
from accordant.pointers import field_pointer, pointer
from accordant.rules import wording
from accordant.rules.atoms import counts, echoed, holds
from accordant.rules.kleene import Truth, all_of, truth_of
from accordant.rules.walk import Object, Violation, Walk

__all__ = ["Rules", "Violation", "evaluate"]

_UNDECIDED = object()
_NONE = object()


class _Some(NamedTuple):
    """Some value of a family, which one is not known."""

    family: str


def evaluate(
    model: ir.Model, declarations: Mapping[str, ir.Decl], value: object
) -> list[Violation]:
    """Every violation of a parsed JSON value, in report order."""
    if not isinstance(value, Mapping):
        return [Violation("type", "", wording.NOT_AN_OBJECT, "error")]
    walk = Walk(declarations)
    walk.object(model, value, "", "")
    found = walk.found
    invalid = {entry.path for entry in found}
    for item in walk.objects:
        found.extend(_unknown(item))
    for item in walk.objects:
        if item.model is not None:
            found.extend(Rules(item, invalid).violations())
    unique: dict[tuple[str, str], Violation] = {}
    for entry in found:
        unique.setdefault((entry.rule, entry.path), entry)
    return list(unique.values())


def _unknown(item: Object) -> Iterator[Violation]:
    if item.model is None or item.model.extra not in ("warn", "error"):
        return
    severity: ir.Severity = "error" if item.model.extra == "error" else "warn"
    known = {field.wire for field in item.model.fields}
    for key in sorted(set(item.value) - known):
        path = pointer(item.path, key)
        yield Violation("unknown", path, wording.UNKNOWN, severity)


class Rules:
    """The rows of one object's table, judged with Kleene's three values."""

    def __init__(self, item: Object, invalid: set[str]) -> None:
        assert item.model is not None
        self.item = item
        self.table = item.model.table
        self.invalid = invalid
        self.known: dict[str, Any] = {}

    def violations(self) -> Iterator[Violation]:
        for check in self.table.checks():
            if self.violated(check):
                message = check.message
                if check.measured:
                    value = self.effective(check.blame)
                    message = wording.with_length(message, len(value))
                yield Violation(
                    check.id, self.path(check.blame), message, check.severity
                )

    def violated(self, check: ir.Check) -> bool:
        """Whether a check is broken for certain (rule S12)."""
        return self.applies(check) and self.broken(check)

    def applies(self, check: ir.Check) -> bool:
        """Whether every `when` is TRUE, those of `given` included."""
        return all(self.test(test) is True for test in check.when)

    def broken(self, check: ir.Check) -> bool:
        """Whether some `require` is FALSE or some `forbid` TRUE."""
        return any(self.test(test) is False for test in check.require) or any(
            self.test(test) is True for test in check.forbid
        )

    def path(self, field: str) -> str:
        return field_pointer(field, self.item.path)

    def sent(self, field: str) -> Any:
        """The value if SENT; _UNDECIDED if INVALID; _NONE if absent or null."""
        value: Any = self.item.value
        path = self.item.path
        for part in field.split("."):
            path = pointer(path, part)
            if path in self.invalid:
                return _UNDECIDED
            if not isinstance(value, Mapping) or value.get(part) is None:
                return _NONE
            value = value[part]
        return value

    def effective(self, field: str) -> Any:
        """What the server goes by: the sent value, or the default (rule S10)."""
        if field not in self.known:
            part = self.table.part_of(field)
            if part is not None:
                self.known[field] = self.read(*part)
            else:
                value = self.sent(field)
                self.known[field] = self.assumed(field) if value is _NONE else value
        return self.known[field]

    def read(self, form: ir.Form, part: str) -> Any:
        """A number in the string of a field, if it is of the form."""
        value = self.effective(form.field)
        if value is _UNDECIDED:
            return value
        numbers = form.read(value) if isinstance(value, str) else None
        return _NONE if numbers is None else numbers[part]

    def assumed(self, field: str) -> Any:
        """What the default rows give for an absent field."""
        for row in self.table.defaults_of(field):
            applies = all_of([self.given(row), *(self.test(test) for test in row.when)])
            if applies is None:
                return _UNDECIDED
            if applies:
                return row.value if row.family is None else _Some(row.family)
        return _NONE

    def given(self, row: ir.Default) -> Truth:
        if not row.given:
            return True
        values = [self.sent(field) for field in row.given]
        if any(value is not _NONE and value is not _UNDECIDED for value in values):
            return True
        return None if any(value is _UNDECIDED for value in values) else False

    def test(self, test: ir.Test) -> Truth:
        return truth_of(test, partial(self.atom, test.field))

    def atom(self, field: str, atom: ir.Atom) -> Truth:
        if isinstance(atom, ir.Present):
            sent = self.sent(field)
            return None if sent is _UNDECIDED else (sent is not _NONE) == atom.wanted
        if isinstance(atom, ir.Count):
            return self.count(field, atom)
        value = self.effective(field)
        if value is _UNDECIDED or value is _NONE:
            return None
        if isinstance(atom, ir.Family):
            return self.family(field, atom, value)
        if isinstance(value, _Some):
            return None
        if isinstance(atom, ir.Parses):
            form = self.table.form_of(field)
            return form is not None and form.read(value) is not None
        if isinstance(atom, ir.Relative):
            other = self.effective(atom.field)
            if other is _UNDECIDED or other is _NONE or isinstance(other, _Some):
                return None
            return holds(ir.Bound(atom.op, other * atom.times), value)
        if isinstance(atom, ir.Echo):
            other = self.effective(atom.field)
            if other is _UNDECIDED or other is _NONE or isinstance(other, _Some):
                return None
            return holds(echoed(atom, other), value)
        return holds(atom, value)

    def count(self, holder: str, atom: ir.Count) -> Truth:
        """How many fields of an object are SENT; an INVALID one counts as either."""
        there = self.item.value if holder == ir.WHOLE else self.sent(holder)
        if there is _NONE or there is _UNDECIDED:
            return None
        found = [self.sent(field) for field in atom.fields]
        unsure = sum(value is _UNDECIDED for value in found)
        least = sum(value is not _NONE for value in found) - unsure
        answers = {counts(atom, number) for number in range(least, least + unsure + 1)}
        return answers.pop() if len(answers) == 1 else None

    def family(self, field: str, atom: ir.Family, value: Any) -> Truth:
        if isinstance(value, _Some):
            return self.table.some_in_family(field, atom.names, value.family)
        return self.table.in_family(field, atom.names, value)
