"""Answers held against the rows about them, when that is asked for.

Whether something holds is true, false or, where values are absent or wrong in
themselves, not known (None): Kleene's logic. Only what is broken for certain is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Final, NamedTuple, TypeAlias

from ._constraints import INVALID, Violation, is_one_of, same, step, with_length
from ._model import Model, written
from ._rows import (
    Atom,
    Bound,
    Count,
    Default,
    Echo,
    Family,
    Form,
    Group,
    OneOf,
    Operation,
    Parses,
    Present,
    Relative,
    Row,
    Size,
    Test,
)

Truth: TypeAlias = bool | None
_ONE: Final = (str, bytes, bytearray, memoryview)


def violations(
    operations: Sequence[Operation], method: str, request: object, response: object
) -> list[Violation]:
    """What is wrong with what a method answered.

    Raises ValueError for a method without rows, TypeError for what can be no request or
    no answer.
    """
    known = {name: one for one in operations for name in one.methods}
    operation = known.get(method)
    if operation is None:
        names = ", ".join(known)
        raise ValueError(f"no rules about answers to {method!r}; there are for {names}")
    if not isinstance(request, Mapping | Model | None):
        raise TypeError(f"a request must be a mapping or a model, not {_kind(request)}")
    if isinstance(response, Sequence) and not isinstance(response, _ONE):
        response = [*response]
    elif not isinstance(response, Mapping | Model | str | bool | int | float | None):
        wanted = "a mapping, a model or a list of events"
        raise TypeError(f"an answer must be {wanted}, not {_kind(response)}")
    answer = written(response)
    cases = _of_stream if operation.streams and isinstance(answer, list) else _of_answer
    return [
        entry
        for case in cases(operation, written(request), answer)
        for entry in _broken(operation, case)
    ]


def _kind(value: object) -> str:
    return type(value).__name__


class _Case(NamedTuple):
    """What the rows of a group are asked of, and where that stands in the answer."""

    group: Group
    value: Mapping[str, Any]
    path: str


def _of_answer(operation: Operation, request: Any, answer: Any) -> Iterator[_Case]:
    for group in operation.groups:
        if group.about == "response":
            yield _Case(group, {"request": request, "response": answer}, "")
        elif group.about == "item":
            path, items = "", answer
            for key in group.path:
                path, items = step(path, key), _get(items, key)
            for index, item in enumerate(items if isinstance(items, list) else ()):
                value = {"request": request, "item": item}
                yield _Case(group, value, f"{path}/{index}")


def _of_stream(operation: Operation, request: Any, events: Any) -> Iterator[_Case]:
    tag = operation.tag
    tags = [None if tag is None else _get(event, tag) for event in events]
    for group in operation.groups:
        those = [index for index, found in enumerate(tags) if found == group.tag]
        if group.about == "event":
            for index in those:
                value = {"request": request, "event": events[index]}
                yield _Case(group, value, f"/{index}")
        elif group.about == "events":
            last = bool(those) and those[-1] == len(events) - 1
            facts = {"count": len(those), "last": last}
            if group.numbered is not None:
                numbers = [_get(events[index], group.numbered) for index in those]
                facts["numbered"] = same(numbers, [*range(len(those))])
            yield _Case(group, {"request": request, "events": facts}, "")


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


def _broken(operation: Operation, case: _Case) -> Iterator[Violation]:
    judge = _Judge(operation, case)
    for row in case.group.rows:
        if judge.violated(row):
            path = _path(case, row.blame)
            found = Violation(row.rule, path, row.message, row.severity, row.source)
            if row.measured:
                found = with_length(found, len(judge.effective(row.blame)))
            yield found


def _path(case: _Case, blame: str) -> str:
    """Where a row finds fault: in the answer, in its request, or with the stream."""
    head, *below = [""] if blame == _WHOLE else blame.split(".")
    if head == "events":
        return ""
    path = "/request" if head == "request" else case.path
    return reduce(step, below, path)


_WHOLE: Final = "."
_NONE: Final[Any] = object()


class _Some(NamedTuple):
    """Some value of a family, which one is not known."""

    family: str


class _Judge:
    """What is known of one case."""

    def __init__(self, operation: Operation, case: _Case) -> None:
        self.operation = operation
        self.fields = case.group.fields
        # Rows speak of fields; what is no object has none.
        self.value = {k: v for k, v in case.value.items() if isinstance(v, Mapping)}
        self.known: dict[str, Any] = {}

    def violated(self, row: Row) -> bool:
        """Whether a row is broken for certain."""
        return all(self.test(test) is True for test in row.when) and (
            any(self.test(test) is False for test in row.require)
            or any(self.test(test) is True for test in row.forbid)
        )

    def sent(self, field: str) -> Any:
        """The value of a field; _NONE if absent or null, INVALID if it is wrong."""
        value: Any = self.value
        place = ""
        for key in field.split("."):
            place = f"{place}.{key}" if place else key
            asked = self.fields.get(place)
            if not isinstance(value, Mapping):
                return _NONE
            if key not in value:
                return INVALID if asked is not None and asked.required else _NONE
            value = value[key]
            if asked is not None and not asked.admits(value):
                return INVALID
            if value is None:
                return _NONE
        return value

    def effective(self, field: str) -> Any:
        """The value that was sent, or what stands for it; a number in a string."""
        if field not in self.known:
            self.known[field] = self.found(field)
        return self.known[field]

    def found(self, field: str) -> Any:
        above, _, part = field.rpartition(".")
        form = self.operation.forms.get(above)
        if form is not None:
            return self.read(form, above, part)
        value = self.sent(field)
        return self.assumed(field) if value is _NONE else value

    def read(self, form: Form, field: str, part: str) -> Any:
        value = self.effective(field)
        if value is INVALID:
            return value
        numbers = form.read(value)
        return _NONE if numbers is None else numbers[part]

    def assumed(self, field: str) -> Any:
        """What stands for an absent field: the first default that is not ruled out."""
        for row in self.operation.defaults:
            if row.field == field:
                applies = _all([self.given(row), *map(self.test, row.when)])
                if applies is None:
                    return INVALID
                if applies:
                    return row.value if row.family is None else _Some(row.family)
        return _NONE

    def given(self, row: Default) -> Truth:
        if not row.given:
            return True
        return _any(
            [
                None if value is INVALID else value is not _NONE
                for value in map(self.sent, row.given)
            ]
        )

    def test(self, test: Test) -> Truth:
        return _any([_all([self.atom(test.field, a) for a in w]) for w in test.ways])

    def atom(self, field: str, atom: Atom) -> Truth:
        if isinstance(atom, Present):
            sent = self.sent(field)
            return None if sent is INVALID else (sent is not _NONE) == atom.wanted
        if isinstance(atom, Count):
            return self.count(field, atom)
        value = self.effective(field)
        if value is INVALID or value is _NONE:
            return None
        if isinstance(atom, Family):
            return self.family(field, atom, value)
        if isinstance(value, _Some):
            return None
        if isinstance(atom, Parses):
            form = self.operation.forms.get(field)
            return form is not None and form.read(value) is not None
        if not isinstance(atom, Relative | Echo):
            return atom.holds(value)
        other = self.effective(atom.field)
        if other is INVALID or other is _NONE or isinstance(other, _Some):
            return None
        if isinstance(atom, Relative):
            return Bound(atom.op, other * atom.times).holds(value)
        if atom.op == "const":
            return OneOf([other]).holds(value)
        return Size(atom.op, other).holds(value)

    def count(self, holder: str, atom: Count) -> Truth:
        """How many are sent; one that is wrong in itself counts as either."""
        there = self.value if holder == _WHOLE else self.sent(holder)
        if there is _NONE or there is INVALID:
            return None
        found = [self.sent(field) for field in atom.fields]
        unsure = sum(value is INVALID for value in found)
        least = sum(value is not _NONE for value in found) - unsure
        answers = {atom.holds(number) for number in range(least, least + unsure + 1)}
        return answers.pop() if len(answers) == 1 else None

    def family(self, field: str, atom: Family, value: Any) -> Truth:
        """Whether a value lies in a family; of one in none at all nothing is known."""
        families = self.operation.families.get(field, {})
        named = [families[name] for name in atom.names]
        if not isinstance(value, _Some):
            if any(is_one_of(value, members) for members in named):
                return True
            known = any(is_one_of(value, members) for members in families.values())
            return False if known else None
        ones = families[value.family]
        if any(all(is_one_of(one, members) for one in ones) for members in named):
            return True
        met = any(is_one_of(one, members) for members in named for one in ones)
        return None if met else False


def _all(values: Sequence[Truth]) -> Truth:
    """AND."""
    if False in values:
        return False
    return None if None in values else True


def _any(values: Sequence[Truth]) -> Truth:
    """OR."""
    if True in values:
        return True
    return None if None in values else False
