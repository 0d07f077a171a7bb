"""The tree of statements of `accordant.program`, carried out: what every language's
validator does, with nothing of a language in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from accordant import ir, program as p
from accordant.pointers import escaped, pointer_to
from accordant.rules import wording
from accordant.rules.atoms import holds, is_kind
from accordant.rules.evaluate import Violation

ABSENT, INVALID = object(), object()


class Some(NamedTuple):
    """Some value of a family."""

    family: str


class Place(NamedTuple):
    """An object that is judged: what leads to it, and what its ids begin with."""

    value: Mapping[str, Any]
    path: str
    prefix: str
    judge: p.Judge


class Interpreter:
    """Judges values by the program of an API."""

    def __init__(self, api: ir.Api) -> None:
        self.judges = {judge.model.name: judge for judge in p.program(api)}

    def violations(self, model: str, value: object) -> list[Violation]:
        """All that is wrong with a value, in report order."""
        if not isinstance(value, Mapping):
            return [Violation("type", "", wording.NOT_AN_OBJECT, "error")]
        return _Run(self.judges).all(Place(value, "", "", self.judges[model]))


class _Run:
    def __init__(self, judges: Mapping[str, p.Judge]) -> None:
        self.judges = judges
        self.found: list[Violation] = []
        self.places: list[Place] = []
        self.keys: dict[p.Var, str] = {}

    def all(self, top: Place) -> list[Violation]:
        self.structure(top)
        invalid = {entry.path for entry in self.found}
        for place in self.places:
            if place.judge.undeclared is not None:
                for key in sorted(set(place.value) - set(place.judge.fields)):
                    path = f"{place.path}/{escaped(key)}"
                    entry = Violation(
                        "unknown", path, wording.UNKNOWN, place.judge.undeclared
                    )
                    self.found.append(entry)
        for place in self.places:
            self.invalid = invalid
            self.body(place.judge.rules, place._replace(prefix=""), {})
        several = any(place.judge.twice for place in self.places)
        pairs = [(entry.rule, entry.path) for entry in self.found]
        assert several or len(set(pairs)) == len(pairs), pairs
        unique: dict[tuple[str, str], Violation] = {}
        for entry in self.found:
            unique.setdefault((entry.rule, entry.path), entry)
        return list(unique.values())

    def structure(self, place: Place) -> None:
        self.places.append(place)
        self.body(place.judge.structure, place, {})

    # --- statements ---

    def body(
        self, statements: Sequence[p.Statement], place: Place, known: dict[p.Var, Any]
    ) -> None:
        for one in statements:
            self.statement(one, place, known)

    def statement(
        self, one: p.Statement, place: Place, known: dict[p.Var, Any]
    ) -> None:
        match one:
            case p.Report():
                check = one.check
                message = check.message
                if one.measured is not None:
                    length = len(self.get(one.measured, known))
                    message = wording.with_length(message, length)
                path = place.path + self.path(one.path)
                rule = place.prefix + check.id
                self.found.append(Violation(rule, path, message, check.severity))
            case p.If(branches, otherwise):
                for condition, then in branches:
                    if self.true(condition, known):
                        self.body(then, place, known)
                        return
                self.body(otherwise, place, known)
            case p.Field():
                if one.wire in place.value:
                    known[one.var] = value = place.value[one.wire]
                    if not (one.nullable and value is None):
                        self.body(one.body, place, known)
                elif one.missing is not None:
                    self.statement(one.missing, place, known)
            case p.Items():
                for index, item in enumerate(self.get(one.of, known)):
                    self.keys[one.item] = str(index)
                    if not (one.nullable and item is None):
                        self.body(one.body, place, {**known, one.item: item})
            case p.Entries():
                held = place.value if one.of is None else self.get(one.of, known)
                declared = place.judge.fields if one.of is None else ()
                for key in sorted(set(held) - set(declared)):
                    self.keys[one.item] = escaped(key)
                    if not (one.nullable and held[key] is None):
                        self.body(one.body, place, {**known, one.item: held[key]})
            case p.Enter():
                path = place.path + self.path(one.path)
                prefix = place.prefix + one.prefix
                value = self.get(one.var, known)
                self.structure(Place(value, path, prefix, self.judges[one.model]))
            case p.Read():
                known[one.var] = self.sent(place, one.keys)
            case p.Assume():
                known[one.var] = known[one.of]
                if known[one.of] is ABSENT:
                    self.body(one.body, place, known)
            case p.Set(var, value):
                known[var] = _value(value)
            case p.Parse():
                text = known[one.of]
                numbers = one.form.read(text) if isinstance(text, str) else None
                for part, var in one.parts:
                    known[var] = ABSENT if numbers is None else numbers[part]

    def sent(self, place: Place, keys: Sequence[str]) -> Any:
        value: Any = place.value
        for index, key in enumerate(keys):
            if pointer_to(keys[: index + 1], place.path) in self.invalid:
                return INVALID
            if not isinstance(value, Mapping) or value.get(key) is None:
                return ABSENT
            value = value[key]
        return value

    def path(self, path: p.Path) -> str:
        return "".join(
            part if isinstance(part, str) else self.keys[part] for part in path.parts
        )

    # --- conditions ---

    def get(self, var: p.Var, known: dict[p.Var, Any]) -> Any:
        """The value of a variable, whatever type an arm gave it."""
        if var in known:
            return known[var]
        return next(v for k, v in known.items() if (k.role, k.at) == (var.role, var.at))

    def true(self, condition: p.Condition, known: dict[p.Var, Any]) -> bool:
        match condition:
            case p.All(parts):
                return all(self.true(part, known) for part in parts)
            case p.Any(parts):
                return any(self.true(part, known) for part in parts)
            case p.AtLeast(number, several):
                there = [known[var] not in (ABSENT, INVALID) for var in several]
                return sum(there) >= number
            case p.AtMost(number, several):
                return sum(known[var] is not ABSENT for var in several) <= number
            case p.Compared():
                other = known[condition.other] * condition.times
                bound = ir.Bound(condition.op, other)
                return holds(bound, known[condition.var]) == condition.truth
            case _:
                return self.of(condition, self.get(condition.var, known))

    def of(self, condition: p.Condition, value: Any) -> bool:
        sure = value is not ABSENT and value is not INVALID
        match condition:
            case p.Sent():
                return sure
            case p.Unsent():
                return value is ABSENT
            case p.Known():
                return sure and not isinstance(value, Some)
            case p.Within(values=values, families=families):
                if isinstance(value, Some):
                    return value.family in families
                return sure and holds(ir.OneOf(values), value) if values else False
            case p.Meets(atom=ir.Parses(), form=form, truth=truth):
                assert form is not None
                there = isinstance(value, str) and form.read(value) is not None
                return there == truth
            case p.Meets(var=var, atom=atom, truth=truth):
                if not sure or isinstance(value, Some):
                    assert isinstance(atom, ir.OneOf) and truth
                    return False
                typed = isinstance(atom, ir.OfType | ir.OneOf)
                assert typed or var.kind is None or is_kind(value, var.kind)
                return holds(atom, value) == truth
            case p.Is(kind=kind):
                return is_kind(value, kind)
            case p.Tagged(tag=tag, values=values):
                return isinstance(value, Mapping) and any(
                    value.get(tag) == one for one in values
                )
            case p.OnlyArm(keys=keys, index=index):
                admit = isinstance(value, Mapping) and [_admits(k, value) for k in keys]
                return bool(admit) and sum(admit) == 1 and admit[index]
            case _:
                raise AssertionError(condition)


def _value(value: p.Value) -> Any:
    match value:
        case p.Constant(plain):
            return plain
        case p.SomeOf(family=family):
            return Some(family)
        case _:
            return INVALID


def _admits(keys: ir.Keys, value: Mapping[str, Any]) -> bool:
    for wire, needed, kinds in keys:
        if wire not in value:
            if needed:
                return False
        elif kinds and not any(is_kind(value[wire], kind) for kind in kinds):
            return False
    return True
