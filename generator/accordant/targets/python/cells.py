"""Cells of a field: values between which no check differs, as Python that draws them.

What the schema and the table ask of a field parts its values: numbers and lengths at
limits, strings and others into those that are named and the rest.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import ceil, floor, lcm

from accordant import ir
from accordant.jsonvalue import key
from accordant.rules.pattern import example
from accordant.rules.samples import Samples
from accordant.rules.walk import misfits
from accordant.targets.python.text import Call, literal

LONGEST = 100_000
"""Characters of the longest string, or items of the longest list, that is drawn."""

_SHARED_SIGN = 8
"""From how many equal characters on a string is written as a product."""


def written(value: ir.Json) -> str | Call:
    """A JSON value as code; a sign many times over as a product."""
    if isinstance(value, dict):
        pairs = [_after(f"{literal(k)}: ", written(item)) for k, item in value.items()]
        return Call("{", pairs, "}")
    if isinstance(value, list):
        if len(value) > _SHARED_SIGN and all(item == value[0] for item in value):
            return f"[{written(value[0])}] * {len(value)}"
        return Call("[", [written(item) for item in value], "]")
    long = isinstance(value, str) and len(value) > _SHARED_SIGN
    if isinstance(value, str) and long and value == value[0] * len(value):
        return f"{literal(value[0])} * {len(value)}"
    return literal(value)


def _after(text: str, code: str | Call) -> str | Call:
    if isinstance(code, str):
        return f"{text}{code}"
    return Call(f"{text}{code.head}", code.parts, code.tail)


def asked(table: ir.Table) -> dict[str, list[ir.Atom]]:
    """What a table asks of each field and pseudo-field; families as their values."""
    found: dict[str, list[ir.Atom]] = {}
    for family in table.families:
        found.setdefault(family.field, []).append(ir.OneOf(family.values))
    for test in table.tests():
        found.setdefault(test.field, []).extend(test.atoms())
    return found


class Cells:
    """The cells of fields, of any model; each is worked out once."""

    def __init__(self, declarations: Mapping[str, ir.Decl]) -> None:
        self.declarations = declarations
        self._samples = Samples(declarations, set(), {})
        self._known: dict[int, list[Call]] = {}

    def of(self, position: ir.Position, asked: Sequence[ir.Atom] = ()) -> list[Call]:
        """What draws the values of a field; `asked` is what a table asks of it too."""
        if asked:
            return self._of(position, asked)
        if id(position) not in self._known:
            self._known[id(position)] = self._of(position, ())
        return self._known[id(position)]

    def _of(self, position: ir.Position, asked: Sequence[ir.Atom]) -> list[Call]:
        if isinstance(position.below, ir.Choice):
            found = [
                call
                for marks, arm in position.below.arms
                for call in self._arm(position.below.tag, marks, arm, asked)
            ]
        else:
            found = list(self._kind(position, [*_own(position), *asked]))
        if position.nullable:
            _also(found, "None")
        return found

    def plain(self, position: ir.Position) -> ir.Json:
        """The plainest good value; null if none is found."""
        return next(self._good(position), None)

    def object(self, model: ir.Model) -> dict[str, ir.Json]:
        """The plainest object of a model; an empty one if that would be huge."""
        return dict(self._samples.object(model.name))

    def _referred(self, reference: ir.Ref) -> dict[str, ir.Json]:
        return self.object(ir.model_of(self.declarations, reference.name))

    def _arm(
        self,
        tag: str | None,
        marks: tuple[ir.Json, ...],
        arm: ir.Position,
        asked: Sequence[ir.Atom],
    ) -> list[Call]:
        if tag is None or not isinstance(arm.below, ir.Ref):
            return self.of(arm, asked)
        plain = self._referred(arm.below)
        return [Call("_each(", [written({**plain, tag: mark}) for mark in marks])]

    def _kind(self, position: ir.Position, atoms: list[ir.Atom]) -> Iterator[Call]:
        named = _named(atoms)
        below = position.below
        if any(isinstance(c.atom, ir.OneOf) for c in position.checks):
            yield Call("_each(", [written(v) for v in self._good(position)])
        elif isinstance(below, ir.Ref):
            yield Call("_each(", [written(self._referred(below))])
        elif isinstance(below, ir.Position) and position.kind == "array":
            items = islice(self._good(below), 3)
            cuts = [str(cut) for cut in _sizes(atoms, ir.Items)]
            yield Call("_lists(", [Call("[", [*map(written, items)], "]"), *cuts])
        elif isinstance(below, ir.Position):
            yield Call("_maps(", [written(self.plain(below))])
        elif position.kind == "boolean":
            yield Call("_each(", ["False", "True"])
        elif position.kind == "integer":
            yield Call("_integers(", _whole(atoms))
        elif position.kind == "number":
            yield Call("_numbers(", [literal(limit) for limit in _limits(atoms)])
        else:
            texts = [value for value in named if isinstance(value, str)]
            texts += (text for text in _matching(atoms) if text not in texts)
            if texts:
                yield Call("_each(", [written(text) for text in texts])
            yield Call("_text(", [str(cut) for cut in _sizes(atoms, ir.Length)])

    def _good(self, position: ir.Position) -> Iterator[ir.Json]:
        """Good values of a position, the plainest first."""
        met: set[Hashable] = set()
        for value in self._likely(position, _own(position)):
            spelled = key(value)
            if spelled not in met:
                met.add(spelled)
                if not misfits(position, self.declarations, value):
                    yield value

    def _likely(self, position: ir.Position, atoms: list[ir.Atom]) -> Iterator[ir.Json]:
        below = position.below
        yield from _named(atoms)
        if isinstance(below, ir.Ref):
            yield self._referred(below)
        elif isinstance(below, ir.Choice):
            for marks, arm in below.arms:
                yield self._of_arm(below.tag, marks, arm)
        elif isinstance(below, ir.Position) and position.kind == "array":
            items = list(self._good(below)) or [None]
            for size in (1, 0, *_sizes(atoms, ir.Items)):
                yield (items * size)[:size]
        elif isinstance(below, ir.Position):
            yield {}
        elif position.kind == "boolean":
            yield from (False, True)
        elif position.kind in ("integer", "number"):
            limits = _limits(atoms)
            yield from (1, 0, 2, *limits, *map(floor, limits), *map(ceil, limits))
            yield from (limit + move for limit in limits for move in (-1, 1))
        else:
            for size in (1, 0, *_sizes(atoms, ir.Length)):
                yield "x" * size
            yield from (*_matching(atoms), "y")

    def _of_arm(
        self, tag: str | None, marks: tuple[ir.Json, ...], arm: ir.Position
    ) -> ir.Json:
        plain = self.plain(arm)
        if tag is not None and isinstance(plain, dict):
            return {**plain, tag: marks[0]}
        return plain


def _own(position: ir.Position) -> list[ir.Atom]:
    return [check.atom for check in position.checks]


def form_of(form: ir.Form, table: Mapping[str, list[ir.Atom]]) -> Call:
    """What writes strings of a form, with the limits of its numbers."""
    parts: list[str | Call] = [literal(form.template)]
    cuts, steps, times, products = list[str](), list[str](), list[str](), list[str]()
    made = {product.name: product.factors for product in form.products}
    for part in form.parts:
        atoms = table.get(f"{form.field}.{part}", [])
        limits = _cuts(atoms)
        if part in made:
            pair = [literal(factor) for factor in made[part]]
            products += [f"({', '.join(pair)}, {cut})" for cut in limits]
            continue
        if limits:
            cuts.append(f"{literal(part)}: [{', '.join(map(str, limits))}]")
        factors = [atom.factor for atom in atoms if isinstance(atom, ir.MultipleOf)]
        if factors:
            steps.append(f"{literal(part)}: {lcm(*factors)}")
        for atom in atoms:
            other = (
                atom.field.rpartition(".") if isinstance(atom, ir.Relative) else None
            )
            if other and other[0] == form.field and other[2] in form.captures:
                assert isinstance(atom, ir.Relative)
                row = f"({literal(part)}, {atom.times}, {literal(other[2])})"
                times += [row] if row not in times else []
    displays = {"cuts={}": cuts, "steps={}": steps, "times=[]": times}
    for name, found in (displays | {"products=[]": products}).items():
        if found:
            parts.append(Call(name[:-1], found, name[-1]))
    return Call("_Form(", parts)


def _also(found: list[Call], value: str) -> None:
    """One more value for itself."""
    for index, call in enumerate(found):
        if call.head == "_each(":
            found[index] = Call(call.head, [*call.parts, value])
            return
    found.append(Call("_each(", [value]))


def _named(atoms: Iterable[ir.Atom]) -> list[ir.Json]:
    """The values that are spoken of, each once."""
    values = [v for atom in atoms if isinstance(atom, ir.OneOf) for v in atom.values]
    return list({key(value): value for value in values}.values())


def _sizes(atoms: list[ir.Atom], kind: type[ir.Length] | type[ir.Items]) -> list[int]:
    """Where the answer about lengths changes."""
    limits = [atom for atom in atoms if isinstance(atom, kind)]
    cuts = {a.limit + (1 if a.op.startswith("max") else 0) for a in limits}
    return sorted(cut for cut in cuts if 0 < cut <= LONGEST)


def _limits(atoms: list[ir.Atom]) -> list[int | float]:
    """The numbers that are spoken of."""
    found = {atom.limit for atom in atoms if isinstance(atom, ir.Bound)}
    found |= {v for v in _named(atoms) if isinstance(v, int | float)}
    return sorted(found)


def _cuts(atoms: list[ir.Atom]) -> list[int]:
    """Where the answer about whole numbers changes, by the first one behind."""
    found = set()
    for atom in atoms:
        if isinstance(atom, ir.Bound):
            above = atom.op in ("maximum", "exclusiveMinimum")
            found.add(floor(atom.limit) + 1 if above else ceil(atom.limit))
    for value in _named(atoms):
        if isinstance(value, int | float):
            found |= {floor(value), floor(value) + 1}
    return sorted(found)


def _whole(atoms: list[ir.Atom]) -> list[str]:
    """The arguments of `_integers`."""
    factors = [atom.factor for atom in atoms if isinstance(atom, ir.MultipleOf)]
    step = [f"step={lcm(*factors)}"] if factors else []
    return [*map(str, _cuts(atoms)), *step]


def _matching(atoms: list[ir.Atom]) -> list[str]:
    """A few texts that are likely to match the patterns."""
    patterns = [atom.text for atom in atoms if isinstance(atom, ir.Pattern)]
    found = [example(p, times) for p in patterns for times in (1, 0, 2, 5)]
    return [text for text in dict.fromkeys(found) if len(text) <= LONGEST]
