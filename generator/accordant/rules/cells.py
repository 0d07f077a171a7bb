"""Cells: for each field of a model the few values between which its checks differ.

Two values with the same answer to everything that the schema and the table ask of a
field are as one to every check; a cell stands for them by its plainest value. What
no cell does, no request does, as far as the samples reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from accordant import ir
from accordant.rules.evaluate import Object, Rules, Tested, Walk, pointer
from accordant.rules.samples import Samples, at_limit, unused

ABSENT: Final = object()
"""The value of the cell of a field that is not sent."""

FOREIGN: Final = -1
"""Stands for what is broken without being a target: the rules of a nested object."""

Edge: TypeAlias = "int | tuple[str, ir.Atom]"
"""A limit: that of a structural target, or that of an atom the table asks of a field."""


@dataclass(frozen=True, slots=True)
class Target:
    """A check, with the prefix its id has where it is nested in another model."""

    prefix: str
    check: ir.Check
    structural: bool

    @property
    def id(self) -> str:
        """The rule id that is reported."""
        return self.prefix + self.check.id


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a field, and the targets that it breaks and passes by itself.

    `edges` are the limits it lies beside, `faults` pointers to what is INVALID (S8).
    """

    value: object
    broken: frozenset[int] = frozenset()
    passed: frozenset[int] = frozenset()
    edges: frozenset[Edge] = frozenset()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the search: top-level, or nested and named by the table.

    `parent` is the index of the object it is nested in, `plain` that of the cell to
    start from: absent, or the plainest good value if the field is required.
    """

    path: tuple[str, ...]
    parent: int | None
    cells: tuple[Cell, ...]
    plain: int


def targets(
    model: ir.Model, declarations: Mapping[str, ir.Decl]
) -> tuple[tuple[Target, ...], set[tuple[str, str]]]:
    """Every check that requests of a model meet, in report order.

    Models right below it are entered too, once each; the second value names where, as
    (prefix, model). What is nested deeper has its checks met in its own model.
    """
    expanded: set[tuple[str, str]] = set()
    met = {model.name}

    def below(position: ir.Position, prefix: str) -> Iterator[Target]:
        for check in position.checks:
            yield Target(prefix, check, True)
        under = position.below
        if isinstance(under, ir.Position):
            yield from below(under, prefix)
        elif isinstance(under, ir.Choice):
            for _, arm in under.arms:
                yield from below(arm, prefix)
        elif isinstance(under, ir.Ref) and not prefix and under.name not in met:
            met.add(under.name)
            inner = declarations[under.name]
            assert isinstance(inner, ir.Model)
            expanded.add((f"{position.at}.", inner.name))
            yield from inside(inner, f"{position.at}.")

    def inside(shape: ir.Model, prefix: str) -> Iterator[Target]:
        for position in (*shape.positions, shape.rest):
            if position is not None:
                yield from below(position, prefix)

    found = list(inside(model, ""))
    found += (Target("", check, False) for check in model.table.checks())
    return tuple(found), expanded


def fields(
    model: ir.Model,
    declarations: Mapping[str, ir.Decl],
    known: tuple[Target, ...],
    samples: Samples,
) -> tuple[Field, ...]:
    """The fields of the search with their cells, parents before what is in them."""
    return tuple(_Cells(model, declarations, known, samples).fields())


class _Cells:
    def __init__(
        self,
        model: ir.Model,
        declarations: Mapping[str, ir.Decl],
        known: tuple[Target, ...],
        samples: Samples,
    ) -> None:
        self.model = model
        self.declarations = declarations
        self.samples = samples
        self.index = {(t.prefix, id(t.check)): i for i, t in enumerate(known)}
        self.asked = asked(model.table)
        self.dotted = {
            path[:length]
            for path in (tuple(name.split(".")) for name in self.asked)
            for length in range(2, len(path) + 1)
        }

    def fields(self) -> Iterator[Field]:
        found: list[Field] = []

        def visit(
            model: ir.Model, above: tuple[str, ...], parent: int | None, prefix: str
        ) -> None:
            for position in model.positions:
                path = (*above, position.wire)
                if above and path not in self.dotted:
                    continue
                found.append(self.field(position, path, parent, prefix))
                apart = [p for p in self.dotted if p[:-1] == path]
                if apart and isinstance(position.below, ir.Ref):
                    inner = self.declarations[position.below.name]
                    assert isinstance(inner, ir.Model)
                    visit(inner, path, len(found) - 1, f"{prefix}{position.at}.")

        visit(self.model, (), None, "")
        if self.model.rest is not None:
            path = (unused(self.model),)
            found.append(self.field(self.model.rest, path, None, ""))
        yield from found

    def field(
        self,
        position: ir.Position,
        path: tuple[str, ...],
        parent: int | None,
        prefix: str,
    ) -> Field:
        atoms = self.asked.get(".".join(path), ())
        apart = frozenset(p[-1] for p in self.dotted if p[:-1] == path)
        at = ""
        for part in path:
            at = pointer(at, part)
        absent = Cell(ABSENT)
        if position.required:
            missing = frozenset([self.number(prefix, position.checks[0])])
            absent = Cell(ABSENT, broken=missing, faults=(at,))
        found: dict[object, Cell] = {None: absent}
        nulls: list[Cell] = []
        families = self.model.table.families_of(".".join(path))
        more = [ir.OneOf(family.values) for family in families]
        for value in self.samples.of(position, prefix, [*more, *atoms], apart):
            cell = self.cell(position, path, at, prefix, value, apart)
            if value is None and position.nullable:
                nulls = [cell]
                continue
            judged = self.rules(path, value, cell.faults)
            truth = tuple(judged.atom(".".join(path), atom) for atom in atoms)
            profile = (truth, cell.broken, cell.passed, cell.edges)
            found.setdefault(profile, cell)
        cells = (*found.values(), *nulls)
        good = (i for i, cell in enumerate(cells) if not cell.broken)
        return Field(path, parent, cells, next(good, 0))

    def cell(
        self,
        position: ir.Position,
        path: tuple[str, ...],
        at: str,
        prefix: str,
        value: ir.Json,
        apart: frozenset[str],
    ) -> Cell:
        walk = Walk(self.declarations)
        walk.value(position, value, at, prefix)
        tested = walk.tested
        found = [entry.path for entry in walk.found]
        if apart:  # those fields have cells of their own
            inner = f"{prefix}{position.at}."
            tested = [t for t in tested if not _belongs(t, inner, apart)]
            inside = {pointer(at, name) for name in apart}
            found = [where for where in found if where not in inside]
        name = ".".join(path)
        broken, passed, edges = set(), set(), set[Edge]()
        if position.required:
            passed.add(self.number(prefix, position.checks[0]))
        for entry in tested:
            index = self.number(entry.prefix, entry.check)
            if not entry.fits:
                broken.add(index)
            elif index != FOREIGN:
                passed.add(index)
            if index != FOREIGN and at_limit(_only(entry.check), entry.value):
                edges.add(index)
        if not found and value is not None:
            edges |= {(name, a) for a in self.asked.get(name, ()) if at_limit(a, value)}
            for item in walk.objects:
                if item.model is not None and any(
                    entry.severity == "error"
                    for entry in Rules(item, set(), self.declarations).violations()
                ):
                    broken.add(FOREIGN)
        return Cell(
            value,
            frozenset(broken),
            frozenset(passed - broken),
            frozenset(edges),
            tuple(found),
        )

    def number(self, prefix: str, check: ir.Check) -> int:
        return self.index.get((prefix, id(check)), FOREIGN)

    def rules(
        self, path: tuple[str, ...], value: ir.Json, faults: tuple[str, ...]
    ) -> Rules:
        body = value
        for part in reversed(path):
            body = {part: body}
        assert isinstance(body, dict)
        return Rules(Object(self.model, body, ""), set(faults), self.declarations)


def asked(table: ir.Table) -> dict[str, tuple[ir.Atom, ...]]:
    """What the table asks of each field, once each, in table order."""
    tests = [
        test
        for check in table.checks()
        for test in (*check.when, *check.require, *check.forbid)
    ]
    tests += (test for row in table.defaults for test in row.when)
    found: dict[str, list[ir.Atom]] = {}
    for row in table.defaults:
        for name in (row.field, *row.given):
            found.setdefault(name, [])
    for test in tests:
        atoms = found.setdefault(test.field, [])
        for way in test.any_of:
            atoms.extend(atom for atom in way if atom not in atoms)
    return {name: tuple(atoms) for name, atoms in found.items()}


def _belongs(entry: Tested, prefix: str, apart: frozenset[str]) -> bool:
    return entry.prefix == prefix and entry.check.blame in apart


def _only(check: ir.Check) -> ir.Atom:
    return check.require[0].any_of[0][0]
