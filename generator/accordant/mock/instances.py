"""Instances: a value of a type, with all that it may have, as far as that ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count, islice
from math import ceil, floor
from random import Random

from accordant import ir
from accordant.jsonvalue import key, kind_of
from accordant.mock.judging import Judge
from accordant.mock.strings import moment, string

_MANY = 2000
"""Objects and lists of one instance; beyond that, only what is required is made."""

_DEEP = 8
"""Models inside of each other that have all their fields."""

_TIMES = ("unixtime", "unix-time", "timestamp", "unix-timestamp")
_LONGEST = 1000


class Endless(Exception):
    """A value that holds itself, so there is none."""


class Instances:
    """Makes instances, the same ones for the same seed."""

    def __init__(self, judge: Judge, seed: int) -> None:
        self.judge = judge
        self.declarations = judge.declarations
        self.seed = seed
        self.draw = Random(seed)
        self.left = _MANY

    def of(
        self, kind: ir.Type, name: str = "", inside: tuple[str, ...] = ()
    ) -> ir.Json:
        """A value of a type; `name` is that of its field. Raises Endless."""
        self.left -= 1
        match kind:
            case ir.Primitive():
                return self.primitive(kind, name)
            case ir.Const(value=value):
                return value
            case ir.Nullable(type=inner):
                try:
                    return self.of(inner, name, inside)
                except Endless:
                    return None
            case ir.AnyOf(arms=arms):
                return self.first(arms, name, inside)
            case ir.ListOf():
                return self.items(kind, name, inside)
            case ir.MapOf(value=value_type):
                try:
                    return {"key": self.of(value_type, name, inside)}
                except Endless:
                    return {}
            case ir.Ref(name=declared):
                if declared in inside:
                    raise Endless
                return self.declared(declared, name, (*inside, declared))
            case _:
                return {}

    def first(
        self, arms: Iterable[ir.Type], name: str, inside: tuple[str, ...]
    ) -> ir.Json:
        """A value of the first arm that has one."""
        for arm in arms:
            try:
                return self.of(arm, name, inside)
            except Endless:
                continue
        raise Endless

    def declared(self, declared: str, name: str, inside: tuple[str, ...]) -> ir.Json:
        match self.declarations[declared]:
            case ir.Alias(type=kind):
                return self.of(kind, name, inside)
            case ir.Enum(values=values, kind=kind_name, atoms=atoms):
                if values:
                    return values[0].value
                return self.primitive(ir.Primitive(kind_name, None, atoms), name)
            case ir.Union() as union:
                return self.union(union, name, inside)
            case ir.Model() as model:
                return self.model(model, inside)

    def union(self, union: ir.Union, name: str, inside: tuple[str, ...]) -> ir.Json:
        for arm in union.arms:
            try:
                return self.arm(union, arm, name, inside)
            except Endless:
                continue
        raise Endless

    def arm(
        self,
        union: ir.Union,
        arm: ir.UnionArm,
        name: str = "",
        inside: tuple[str, ...] = (),
    ) -> ir.Json:
        """A value of one arm of a union, with the tag that chooses it."""
        value = self.of(arm.type, name, inside)
        if union.tag is None or not arm.tags or not isinstance(value, dict):
            return value
        if value.get(union.tag) in arm.tags:
            return value
        # An arm that is only known by its name may have a tag of its own.
        named: ir.Json = {**value, union.tag: arm.tags[0]}
        return named if self.judge.fits(arm.type, named) else value

    def model(self, model: ir.Model, inside: tuple[str, ...]) -> ir.Json:
        """An object with all fields that an answer may have; with those it must have
        where its own rules forbid the others."""
        if self.left < 0 or len(inside) > _DEEP:
            return self.object(model, inside, whole=False)
        whole = self.object(model, inside, whole=True)
        if model.table.rules and not self.judge.fits(ir.Ref(model.name), whole):
            plain = self.object(model, inside, whole=False)
            if self.judge.fits(ir.Ref(model.name), plain):
                return plain
        return whole

    def object(
        self, model: ir.Model, inside: tuple[str, ...], whole: bool
    ) -> dict[str, ir.Json]:
        found: dict[str, ir.Json] = {}
        for field in model.fields:
            if field.access == "write" or not (field.required or whole):
                continue
            try:
                found[field.wire] = self.field(field, inside)
            except Endless:
                if field.required:
                    raise
        if not isinstance(model.extra, str) and not model.fields:
            with suppress(Endless):
                found["key"] = self.of(model.extra, "", inside)
        return found

    def field(self, field: ir.Field, inside: tuple[str, ...]) -> ir.Json:
        """What the document shows for a field, if that fits; else an instance."""
        shown: list[ir.Json] = [*field.examples]
        shown += [field.default] if field.has_default else []
        for value in shown:
            if value is not None and self.judge.fits(field.type, value):
                return value
        return self.of(field.type, field.wire, inside)

    def items(self, kind: ir.ListOf, name: str, inside: tuple[str, ...]) -> ir.Json:
        limits = [atom for atom in kind.atoms if isinstance(atom, ir.Items)]
        least = max((a.limit for a in limits if a.op == "minItems"), default=1)
        most = min((a.limit for a in limits if a.op == "maxItems"), default=least)
        wanted = min(max(least, 1), most, _LONGEST)
        try:
            first = self.of(kind.item, name, inside)
        except Endless:
            if any(a.op == "minItems" and a.limit > 0 for a in limits):
                raise
            return []
        if wanted < 2:
            return [first][:wanted]
        if not any(isinstance(atom, ir.UniqueItems) for atom in kind.atoms):
            return [first] * wanted
        return list(islice(self.different(first, kind.item), wanted))

    def different(self, first: ir.Json, item: ir.Type) -> Iterator[ir.Json]:
        """Items that are not equal, beginning with one; numbers and texts vary."""
        seen = set()
        known = [first, *self.listed(item)]
        for value in [*known, *islice(self.varied(first), _LONGEST)]:
            if key(value) not in seen and self.judge.fits(item, value):
                seen.add(key(value))
                yield value

    def listed(self, item: ir.Type) -> list[ir.Json]:
        found = self.declarations.get(item.name) if isinstance(item, ir.Ref) else None
        return [v.value for v in found.values] if isinstance(found, ir.Enum) else []

    def varied(self, first: ir.Json) -> Iterator[ir.Json]:
        for number in count(1):
            if isinstance(first, str):
                yield f"{first}{number}"
            elif kind_of(first) in ("integer", "number"):
                yield number
            elif isinstance(first, dict):
                yield {
                    name: f"{value}{number}" if isinstance(value, str) else value
                    for name, value in first.items()
                }
            else:
                return

    def primitive(self, kind: ir.Primitive, name: str) -> ir.Json:
        match kind.kind:
            case "boolean":
                return True
            case "null":
                return None
            case "string":
                return string(kind.format, kind.atoms, name, self.seed, self.draw)
            case _:
                return self.number(kind)

    def number(self, kind: ir.Primitive) -> ir.Json:
        bounds = [atom for atom in kind.atoms if isinstance(atom, ir.Bound)]
        factors = [a.factor for a in kind.atoms if isinstance(a, ir.MultipleOf)]
        plain = (
            moment(self.seed) if kind.format in _TIMES else self.draw.randrange(1, 9)
        )
        tried: list[int | float] = [plain, 1, 0]
        for bound in bounds:
            low, high = floor(bound.limit), ceil(bound.limit)
            tried += [high, low, high + 1, low - 1, bound.limit]
        for factor in factors:
            tried += [ceil(number / factor) * factor for number in [*tried]]
            tried += [floor(number / factor) * factor for number in [*tried]]
        if kind.kind == "number":
            limits = sorted(bound.limit for bound in bounds)
            tried += [sum(limits) / len(limits)] if limits else []
        else:
            tried = [number for number in tried if number == floor(number)]
        for number in tried:
            if self.judge.fits(kind, number):
                return number
        return tried[0]
