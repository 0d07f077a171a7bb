"""Values that tell a schema's checks apart: good ones, ones at a limit, broken ones.

Plain and short values come first, in an order that further checks do not change:
a limit more adds values behind those that were there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, islice, pairwise
from math import ceil, floor, lcm
from typing import Any, TypeAlias

from accordant import ir
from accordant.jsonvalue import same
from accordant.rules.atoms import at_limit
from accordant.rules.evaluate import evaluate
from accordant.rules.pattern import example
from accordant.rules.walk import Walk

LARGEST = 100_000
"""Characters or items of the longest sample; what lies beyond is not tried."""

MOST_VALUES = 1000
"""Objects, their values and the lists in the plain object of a model. One that needs
more stays empty, hence broken, so that no request is found for what requires it."""

Plains: TypeAlias = dict[str, dict[str, ir.Json]]
"""A plain object of each model met so far, by name; those being made included."""

Valid: TypeAlias = "Callable[[ir.Model, Plains], dict[str, ir.Json] | None]"

_FILLERS = ("x", "0", "-", "\u00e9")
_WRONG: tuple[ir.Json, ...] = (1, "1", True, [], {})


class Samples:
    """Values of positions. `expanded` are the nested models, as (prefix, name), whose
    own checks are to be broken too; of the others only a plain object is shown.
    `plains` is filled as they are met. `valid` is asked for an object of a model whose
    rules refuse the plainest one; by default it has none.
    """

    def __init__(
        self,
        declarations: Mapping[str, ir.Decl],
        expanded: set[tuple[str, str]],
        plains: Plains,
        valid: Valid = lambda model, plains: None,
    ) -> None:
        self.declarations = declarations
        self.expanded = expanded
        self.plains = plains
        self.valid = valid

    def of(
        self,
        position: ir.Position,
        prefix: str,
        atoms: Iterable[ir.Atom] = (),
        apart: frozenset[str] = frozenset(),
    ) -> Iterator[ir.Json]:
        """Values of a position, the plainest first; some may tell nothing new.

        `atoms` are asked of it beside its own. Of an object, the fields `apart` are
        left out: they are varied by themselves.
        """
        own = [check.atom for check in position.checks]
        asked = [*own, *atoms]
        listed = [
            v for atom in asked if isinstance(atom, ir.OneOf) for v in atom.values
        ]
        below = position.below
        good: Iterable[ir.Json] = ()
        if isinstance(below, ir.Choice):
            good = self._arms(below, prefix)
        elif isinstance(below, ir.Ref):
            good = self._objects(below.name, f"{prefix}{position.at}.", apart)
        elif isinstance(below, ir.Position) and position.kind == "array":
            good = self._lists(below, prefix, asked)
        elif isinstance(below, ir.Position):
            good = self._maps(below, prefix)
        elif position.kind == "string":
            closed = any(isinstance(atom, ir.OneOf) for atom in own)
            good = _strings(asked, listed, closed)
        elif position.kind in ("integer", "number"):
            good = _numbers(asked, position.kind)
        elif position.kind == "boolean":
            good = (True, False)
        elif position.kind is None:
            good = ("x",)
        yield from good
        yield from listed
        if position.nullable:
            yield None
        yield from _WRONG

    def telling(self, position: ir.Position, prefix: str) -> Iterator[ir.Json]:
        """Values of a position, each with its own answers of the structural checks."""
        seen = set()
        for value in self.of(position, prefix):
            walk = self.walked(position, value, prefix)
            answers = tuple(
                (id(t.check), t.prefix, t.fits, at_limit(t.check.atom, t.value))
                for t in walk.tested
            )
            if answers not in seen:
                seen.add(answers)
                yield value

    def plain(self, position: ir.Position, prefix: str) -> ir.Json:
        """The plainest good value; null if there is none."""
        if isinstance(position.below, ir.Ref):
            return dict(self.object(position.below.name))
        return next(self._good(position, prefix), None)

    def object(self, name: str) -> dict[str, ir.Json]:
        """A model's object with its required fields, and more if its rules ask."""
        if name not in self.plains:
            self.plains[name] = {}  # what contains itself stays empty, hence broken
            model = ir.model_of(self.declarations, name)
            self.plains[name] = {
                position.wire: self.plain(position, "")
                for position in model.positions
                if position.required
            }
            if _size(self.plains[name], MOST_VALUES) == MOST_VALUES:
                self.plains[name] = {}
            elif model.table.rules:
                self.plains[name] = self._ruled(model, self.plains[name])
        return self.plains[name]

    def _ruled(self, model: ir.Model, plain: dict[str, ir.Json]) -> dict[str, ir.Json]:
        """The object if its model's own rules let it pass, else one that they do."""
        walk = Walk(self.declarations)
        walk.object(model, plain, "", "")
        found = evaluate(model, self.declarations, plain)
        if walk.found or not any(entry.severity == "error" for entry in found):
            return plain
        return self.valid(model, self.plains) or plain

    def walked(self, position: ir.Position, value: ir.Json, prefix: str) -> Walk:
        """The structural answers to one value at a position."""
        walk = Walk(self.declarations)
        walk.value(position, value, "", prefix)
        return walk

    def _good(self, position: ir.Position, prefix: str) -> Iterator[ir.Json]:
        return (
            value
            for value in self.of(position, prefix)
            if value is not None and not self.walked(position, value, prefix).found
        )

    def _arms(self, choice: ir.Choice, prefix: str) -> Iterator[ir.Json]:
        for marks, arm in choice.arms:
            for value in self.telling(arm, prefix):
                if choice.tag is None:
                    yield value
                elif isinstance(value, dict):
                    yield {choice.tag: marks[0], **value}
        if choice.tag is not None:
            yield {choice.tag: "x"}
            yield {}

    def _objects(
        self, name: str, prefix: str, apart: frozenset[str]
    ) -> Iterator[dict[str, ir.Json]]:
        plain = {k: v for k, v in self.object(name).items() if k not in apart}
        yield plain
        if (prefix, name) not in self.expanded:
            return
        model = ir.model_of(self.declarations, name)
        for position in model.positions:
            if position.wire not in apart:
                for value in self.telling(position, prefix):
                    yield {**plain, position.wire: value}
                yield {k: v for k, v in plain.items() if k != position.wire}
        key = unused(model)
        if model.rest is not None:
            for value in self.telling(model.rest, prefix):
                yield {**plain, key: value}
        elif model.extra != "allow":
            yield {**plain, key: 1}

    def _maps(self, value: ir.Position, prefix: str) -> Iterator[dict[str, ir.Json]]:
        yield {}
        for inner in self.telling(value, prefix):
            yield {"a": inner}

    def _lists(
        self, item: ir.Position, prefix: str, atoms: list[ir.Atom]
    ) -> Iterator[list[ir.Json]]:
        limits = [atom.limit for atom in atoms if isinstance(atom, ir.Items)]
        unique = any(isinstance(atom, ir.UniqueItems) for atom in atoms)
        least = max(
            (a.limit for a in atoms if isinstance(a, ir.Items) and a.op == "minItems"),
            default=1,
        )
        sizes = [1, 0, 2, *_around(limits)]
        wanted = min(max(sizes), LARGEST) + 1
        plain = list(islice(self._items(item, prefix, unique), wanted))
        yield from (plain[:size] for size in sizes if size <= len(plain))
        for value in self.telling(item, prefix):
            others = [other for other in plain[: least + 1] if not same(other, value)]
            yield [value, *(others if unique else plain)[: max(least - 1, 0)]]
        yield from ([plain[0], *plain[: max(size - 1, 1)]] for size in sizes if plain)

    def _items(self, item: ir.Position, prefix: str, unique: bool) -> Iterator[ir.Json]:
        """Good items without end, as far as there are any; different if `unique`."""
        if not unique:
            found = self.plain(item, prefix)
            return (found for _ in count())
        return self._different(item, prefix)

    def _different(self, item: ir.Position, prefix: str) -> Iterator[ir.Json]:
        seen: list[ir.Json] = []
        more: Iterable[Any] = ()
        if item.kind in ("integer", "number"):
            more = range(LARGEST)
        elif item.kind == "string":
            more = (f"x{number}" for number in range(LARGEST))
        for values in (self._good(item, prefix), iter(more)):
            misses = 0
            for value in values:
                if misses > 100:
                    break
                misses += 1
                known = any(same(value, other) for other in seen)
                if not known and not self.walked(item, value, prefix).found:
                    seen.append(value)
                    misses = 0
                    yield value


def _size(value: ir.Json, most: int) -> int:
    """How many values there are, scalars in lists apart; `most` if that is not all."""
    waiting = [value]
    for count_so_far in range(most):
        if not waiting:
            return count_so_far
        inner = waiting.pop()
        if isinstance(inner, dict):
            waiting += inner.values()
        elif isinstance(inner, list):
            waiting += (item for item in inner if isinstance(item, dict | list))
    return most


def unused(*models: ir.Model) -> str:
    """A name that no field of these models has."""
    known = {field.wire for model in models for field in model.fields}
    return next(name for name in ("a" * n for n in count(1)) if name not in known)


def _around(limits: list[int]) -> list[int]:
    """Sizes on both sides of each limit, those too long to try left out."""
    found = [size for limit in limits for size in (limit, limit + 1, limit - 1)]
    return [size for size in found if 0 <= size <= LARGEST]


def _strings(
    atoms: list[ir.Atom], listed: list[ir.Json], closed: bool
) -> Iterator[ir.Json]:
    if not closed:
        yield "x"
    yield from listed
    limits = [atom.limit for atom in atoms if isinstance(atom, ir.Length)]
    sizes = list(dict.fromkeys((1, 0, *_around(limits))))
    patterns = [atom.text for atom in atoms if isinstance(atom, ir.Pattern)]
    for pattern in patterns:
        for size in sizes:
            text = example(pattern, size)
            if len(text) <= LARGEST:
                yield text
                yield from (text.ljust(more, "x") for more in sizes)
                yield from (text.rjust(more, "x") for more in sizes)
    for filler in _FILLERS if patterns or closed else _FILLERS[:1]:
        yield from (filler * size for size in sizes)
    yield "\ud800"


def _numbers(atoms: list[ir.Atom], kind: str) -> Iterator[ir.Json]:
    yield from (1, 0, 2)
    limits: list[float] = []
    for atom in atoms:
        found: list[Any] = [atom.limit] if isinstance(atom, ir.Bound) else []
        found += atom.values if isinstance(atom, ir.OneOf) else ()
        for limit in found:
            limits.append(limit)
            if kind == "number":
                yield from (limit, limit - 0.5, limit + 0.5)
            for whole in dict.fromkeys((floor(limit), ceil(limit))):
                yield from (whole, whole + 1, whole - 1)
    factors = [atom.factor for atom in atoms if isinstance(atom, ir.MultipleOf)]
    for step in dict.fromkeys((*factors, lcm(*factors))) if factors else ():
        for near in (0, *limits):
            below = floor(near / step) * step
            yield from (below + step * move for move in (0, 1, -1, 2))
            yield from (below + 1, below + step + 1)
    if kind == "number":
        yield from ((a + b) / 2 for a, b in pairwise(sorted(limits)))
        yield 0.5
    yield 1.5
