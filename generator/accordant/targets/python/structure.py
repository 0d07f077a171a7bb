"""The half of a validator that judges structure: fields in schema order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from accordant import ir, names
from accordant.pointers import pointer
from accordant.rules.pattern import python_pattern
from accordant.targets.python.atoms import fails, hashable, of_kind
from accordant.targets.python.code import Branch, Code, Condition, chain, when
from accordant.targets.python.scope import Scope, spoken
from accordant.targets.python.text import Call, literal, template


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its path as the text of an f-string; `fixed` is its pointer
    if that is the same for every value. `nested` functions add the path of their object.
    """

    path: str
    fixed: str | None
    nested: bool

    def below(self, step: str) -> Place:
        return Place(self.path + step, None, self.nested)

    def spelled(self) -> str:
        return template(self.path)


class Structure:
    """Spells the structural checks of one model; `shapes` names nested models."""

    def __init__(self, scope: Scope, shapes: dict[str, str], nested: bool) -> None:
        self.scope = scope
        self.shapes = shapes
        self.nested = nested
        self.names = set(scope.sent.values())

    def code(self) -> Iterator[Code]:
        for position in self.scope.model.positions:
            yield from self.field(position)
        rest = self.scope.model.rest
        if rest is not None:
            place = Place("{path}" if self.nested else "", None, self.nested)
            fields = self.fields_constant()
            key = names.python_local("key", self.names)
            self.names.add(key)
            below = place.below(f"/{{_escaped({key})}}")
            body = list(self.entry(rest, f"value[{key}]", below))
            if body:
                yield Branch(
                    f"for {key} in sorted(value.keys() - {fields}, key=str)", (), body
                )

    def fields_constant(self) -> str:
        """The set of a model's declared keys."""
        keys = [literal(field.wire) for field in self.scope.model.fields]
        return self.scope.constants.frozenset(keys, self.scope.prefix, "fields")

    # --- one field ---

    def field(self, position: ir.Position) -> Iterator[Code]:
        name = self.scope.sent[position.wire]
        key = literal(position.wire)
        looked_at = position.wire in self.scope.read and not self.nested
        kept = f"value[{key}]" if looked_at else ""
        start = "{path}" if self.nested else ""
        step = pointer("", position.wire)
        place = Place(start + _inside(step), step, self.nested)
        missing: list[Code] = []
        if position.required:
            missing = self.report(position.checks[0], name, place, "")
        judged = self.judged(position, name, place, kept)
        if not judged and not missing:
            if kept:
                yield f"{name} = value.get({key})"
        elif position.required and not position.nullable:
            yield f"{name} = value.get({key}, _INVALID)"
            yield when([f"{name} is _INVALID"], *missing)
            yield from _follows(judged)
        elif position.required:
            yield f"{name} = value.get({key}, _INVALID)"
            yield when([f"{name} is _INVALID"], *missing)
            if judged:
                yield Branch("elif", [f"{name} is not None"], judged)
        elif position.nullable:
            yield f"{name} = value.get({key})"
            yield when([f"{name} is not None"], *judged)
        else:
            if kept:
                yield f"{name} = None"
            yield when([f"{key} in value"], f"{name} = value[{key}]", *judged)

    def entry(self, position: ir.Position, value: str, place: Place) -> Iterator[Code]:
        """An item of a list or a value of a map."""
        name = names.python_local("item", self.names)
        self.names.add(name)
        judged = self.judged(position, name, place, "")
        if judged:
            if value != name:
                yield f"{name} = {value}"
            if position.nullable:
                yield when([f"{name} is not None"], *judged)
            else:
                yield from judged
        self.names.discard(name)

    # --- one value ---

    def judged(
        self,
        position: ir.Position,
        name: str,
        place: Place,
        kept: str,
        typed: bool = False,
    ) -> list[Code]:
        """Statements that judge a value that is not null, or is not allowed to be.

        `kept` reads the value anew, if rules look at the variable and must not see what
        is wrong; `typed` if its type is known to be right.
        """
        below = position.below
        if isinstance(below, ir.Choice):
            return self.choice(position, below, name, place, kept, typed)
        stops, others = [], []
        for check in position.checks:
            atom = check.atom
            if isinstance(atom, ir.OfType) and typed:
                continue
            if isinstance(atom, ir.OfType | ir.Unicode):
                stops.append(check)
            elif not isinstance(atom, ir.Required):
                others.append(check)
        branches = [
            (
                [self.fails(position, check, name)],
                self.report(check, name, place, kept),
            )
            for check in stops
        ]
        whole = kept if kept and others else name
        deeper = list(self.deeper(position, whole, place))
        if _exclusive(others) and not deeper:
            branches += [
                (
                    [self.fails(position, check, name)],
                    self.report(check, name, place, kept),
                )
                for check in others
            ]
            return chain(branches)
        body: list[Code] = []
        if kept and others:
            body.append("before = len(found)")
        body += [
            when(
                [self.fails(position, check, name)],
                *self.report(check, name, place, ""),
            )
            for check in others
        ]
        if kept and others:
            body.append(when(["len(found) > before"], f"{name} = _INVALID"))
        body += deeper
        if not body:
            return chain(branches)
        return chain(branches, body)

    def fails(self, position: ir.Position, check: ir.Check, name: str) -> Condition:
        atom = check.atom
        constants, prefix = self.scope.constants, self.scope.prefix
        at = position.at
        if isinstance(atom, ir.OneOf) and hashable(position.kind):
            first, *rest = atom.values
            if rest and not isinstance(first, bool):
                return f"{name} not in {self.enum(position, atom)}"
        if isinstance(atom, ir.Pattern):
            text = literal(python_pattern(atom.text))
            compiled = Call("_re.compile(", [text, "_re.ASCII"])
            constant = constants.add(compiled, prefix, spoken(at), "regex")
            return f"{constant}.search({name}) is None"
        return fails(atom, name, position.kind)

    def enum(self, position: ir.Position, atom: ir.OneOf) -> str:
        """The set of a field's values, null included where it is allowed."""
        values = [*([None] if position.nullable else []), *atom.values]
        spelled = list(map(literal, values))
        return self.scope.constants.frozenset(
            spelled, self.scope.prefix, spoken(position.at)
        )

    def report(self, check: ir.Check, name: str, place: Place, kept: str) -> list[Code]:
        entry: str | Call = self.scope.violation(check, None, place.fixed or "")
        if check.measured:
            entry = Call("_with_length(", [entry, f"len({name})"])
        if place.nested:
            here = "path" if place.fixed else place.spelled()
            entry = Call("_moved(", [entry, here, "prefix"])
        elif not place.fixed:
            entry = Call("_moved(", [entry, place.spelled(), '""'])
        found: list[Code] = [Call("found.append(", [entry])]
        return [*found, f"{name} = _INVALID"] if kept else found

    # --- what lies below a value ---

    def deeper(self, position: ir.Position, name: str, place: Place) -> Iterator[Code]:
        below = position.below
        if isinstance(below, ir.Ref):
            prefix = template(f"{{prefix}}{_inside(position.at)}.")
            shape = self.shapes[below.name]
            parts = [name, place.spelled(), prefix, "found", "objects"]
            yield Call(f"{shape}.structure(", parts)
        elif isinstance(below, ir.Position) and position.kind == "array":
            index = names.python_local("index", self.names)
            item = names.python_local("item", {*self.names, index})
            self.names.add(index)
            body = list(self.entry(below, item, place.below(f"/{{{index}}}")))
            self.names.discard(index)
            if body:
                yield Branch(f"for {index}, {item} in enumerate({name})", (), body)
        elif isinstance(below, ir.Position):
            key = names.python_local("key", self.names)
            self.names.add(key)
            step = f"/{{_escaped({key})}}"
            body = list(self.entry(below, f"{name}[{key}]", place.below(step)))
            self.names.discard(key)
            if body:
                yield Branch(f"for {key} in sorted({name}, key=str)", (), body)

    def choice(
        self,
        position: ir.Position,
        choice: ir.Choice,
        name: str,
        place: Place,
        kept: str,
        typed: bool,
    ) -> list[Code]:
        branches = [
            ([self.fails(position, c, name)], self.report(c, name, place, kept))
            for c in position.checks
            if isinstance(c.atom, ir.OfType) and not typed
        ]
        closed = [c for c in position.checks if isinstance(c.atom, ir.Arm)]
        bodies = [self.arm(arm, name, place, kept) for _, arm in choice.arms]
        number = names.python_local("arm", self.names)
        found = ""
        if choice.keys and any(bodies):
            found = self.only_arm(position, choice, name)
            if len(list(filter(None, bodies))) > 1:
                found = f"({number} := {found})"
        for index, ((marks, _), body) in enumerate(
            zip(choice.arms, bodies, strict=True)
        ):
            ways: list[Condition]
            if choice.keys:
                ways = [f"{found} == {index}"]
            elif choice.tag is None:
                ways = [of_kind(cast(ir.Kind, mark), name) for mark in marks]
            else:
                tag = f"_tag({name}, {literal(choice.tag)})"
                ways = [f"{tag} == {literal(mark)}" for mark in marks]
            condition = ways[0] if len(ways) == 1 else " or ".join(map(str, ways))
            if body or closed:
                branches.append(([condition], body or ["pass"]))
                found = number
        return chain(branches, *(self.report(c, name, place, kept) for c in closed))

    def only_arm(self, position: ir.Position, choice: ir.Choice, name: str) -> str:
        """What finds the number of the arm that the keys of an object tell."""
        arms = []
        for keys in choice.keys:
            needs = [literal(wire) for wire, needed, _ in keys if needed]
            kinds = [
                f"{literal(wire)}: {literal(' '.join(kinds))}"
                for wire, _, kinds in keys
                if kinds
            ]
            group = f"({', '.join(needs)}{',' if len(needs) == 1 else ''})"
            arms.append(Call("_Keys(", [group, Call("{", kinds, "}")]))
        constant = self.scope.constants.add(
            Call("(", arms, ")"), self.scope.prefix, spoken(position.at), "arms"
        )
        return f"_only_arm({name}, {constant})"

    def arm(self, arm: ir.Position, name: str, place: Place, kept: str) -> list[Code]:
        code = self.judged(arm, name, place, kept, typed=True)
        return [when([f"{name} is not None"], *code)] if arm.nullable and code else code


def _follows(judged: list[Code]) -> Iterator[Code]:
    """The same statements after an `if` that has already spoken."""
    if not judged:
        return
    first, *rest = judged
    if (
        isinstance(first, Branch)
        and first.word == "if"
        and all(
            isinstance(item, Branch) and item.word in ("elif", "else") for item in rest
        )
    ):
        yield Branch("elif", first.conditions, first.body)
        yield from rest
    else:
        yield Branch("else", (), judged)


def _exclusive(checks: Sequence[ir.Check]) -> bool:
    """Whether at most one of some checks can fail: a lower and a higher bound."""
    if len(checks) != 2:
        return len(checks) < 2
    atoms = [check.atom for check in checks]
    match sorted(atoms, key=lambda atom: "ax" in getattr(atom, "op", "")):
        case (
            [ir.Bound() as low, ir.Bound() as high]
            | [ir.Length() as low, ir.Length() as high]
            | [ir.Items() as low, ir.Items() as high]
        ):
            return "ax" not in low.op and "ax" in high.op and low.limit < high.limit
    return False


def _inside(text: str) -> str:
    """Text as a part of a template."""
    return text.replace("{", "{{").replace("}", "}}")
