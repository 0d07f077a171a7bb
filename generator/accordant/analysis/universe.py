"""Universes: all requests of a model as terms of the solver, read in one or more ways.

Two readings of one universe, say two revisions of a model, share its variables, so
that one question can be about both. What a reading says is held to the reference
evaluator request by request: `pinned` makes any request a point of the universe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from accordant import ir
from accordant.analysis.formulas import Formula, all_of
from accordant.analysis.points import pinned_to, value_of
from accordant.analysis.reading import Path, Reading, asked, own_atoms, wires
from accordant.analysis.structure import Judged
from accordant.analysis.variables import (
    ABSENT,
    BOOLEAN,
    FRACTION,
    NULL,
    OPAQUE,
    STRING,
    WHOLE,
    Variable,
    place_of,
)
from accordant.jsonvalue import key
from accordant.rules.samples import LARGEST, Plains, unused

Reads = Sequence[tuple[ir.Model, Mapping[str, ir.Decl]]]

_TAGS: dict[str | None, tuple[int, ...]] = {
    "boolean": (BOOLEAN,),
    "integer": (WHOLE,),
    "number": (WHOLE, FRACTION),
    "string": (STRING,),
}


class Universe:
    """All requests of a model, read by one or several models of it.

    `constraints` hold of every request, `short` of every one that may be written out;
    `variables` go by path, outer ones first.
    """

    def __init__(self, reads: Reads, plains: Sequence[Plains] | None = None) -> None:
        filled = [{} for _ in reads] if plains is None else plains
        self.readings = [
            Reading(model, declarations, plain)
            for (model, declarations), plain in zip(reads, filled, strict=True)
        ]
        self.extra = unused(*(model for model, _ in reads))
        self.variables: dict[Path, Variable] = {}
        self._apart: set[Path] = set()
        for reading in self.readings:
            self._name(reading, (), reading.asked, frozenset({reading.model.name}))
        for path in self._paths():
            self.variables[path] = self._variable(path)
        for reading in self.readings:
            reading.settle(self.variables)
        self.constraints: list[Formula] = []
        for path, variable in self.variables.items():
            self.constraints += variable.domain(self._forms(path))
        strings = [v for v in self.variables.values() if STRING in v.generic]
        self.short = all_of([v.length <= LARGEST for v in strings])

    # --- variables ---

    def _forms(self, path: Path) -> list[ir.Form]:
        """The forms that readings give the strings of a field."""
        return [form for reading in self.readings for form in reading.forms(path)]

    def _name(
        self, reading: Reading, root: Path, names: Iterable[str], met: frozenset[str]
    ) -> None:
        """Make variables of fields that a table names, and of all that the tables of the
        objects that they are in name; not again and again of a model in itself."""
        for name in names:
            parts = name.split(".")
            path = (*root, *parts)
            if path in self._apart:
                continue
            steps = range(len(root) + 1, len(path) + 1)
            self._apart |= {path[:length] for length in steps}
            for length in steps[:-1]:
                inner = reading.inside(path[:length])
                if inner is not None and inner.name not in met:
                    found = asked(inner.table)
                    self._name(reading, path[:length], found, met | {inner.name})

    def _paths(self) -> Iterator[Path]:
        """The paths of all variables, outer ones first."""
        known = (wire for reading in self.readings for wire in wires(reading.model))
        for wire in (*dict.fromkeys(known), self.extra):
            yield from self._below((wire,))

    def _below(self, path: Path) -> Iterator[Path]:
        """A path and those in it that are variables, in the order of the first schema
        that has fields there."""
        yield path
        models = (reading.inside(path) for reading in self.readings)
        order = next((wires(model) for model in models if model is not None), [])
        inner = sorted(other[-1] for other in self._apart if other[:-1] == path)
        known = [wire for wire in order if wire in inner]
        for wire in (*known, *(wire for wire in inner if wire not in order)):
            yield from self._below((*path, wire))

    def _variable(self, path: Path) -> Variable:
        places = [reading.place(path) for reading in self.readings]
        positions = [place.position for place in places if place.position is not None]
        apart = frozenset(p[-1] for p in self._apart if p[:-1] == path and path)
        variable = Variable(
            path,
            self.variables.get(path[:-1]),
            _generic(positions),
            apart,
            self._pool(path),
        )
        variable.samples = self._samples(path, variable)
        return variable

    def _listed(self, path: Path) -> list[ir.Json]:
        """Constants that any reading compares the values at a path with."""
        return [
            value
            for reading in self.readings
            for atom in (*own_atoms(reading.place(path).position), *reading.atoms(path))
            if isinstance(atom, ir.OneOf)
            for value in atom.values
        ]

    def _pool(self, path: Path) -> tuple[str, ...]:
        """The strings that matter at a path."""
        strings = [text for text in self._listed(path) if isinstance(text, str)]
        return tuple(dict.fromkeys(t for t in strings if place_of(t) == STRING))

    def _samples(self, path: Path, variable: Variable) -> list[ir.Json]:
        """Opaque values: those that are named, and others that some reading tells from
        those before them."""
        asked = [reading.atoms(path) for reading in self.readings]
        more = [atom for atoms in asked for atom in atoms]
        values: list[ir.Json] = []
        for reading in self.readings:
            place = reading.place(path)
            if place.position is not None and not (
                _simple(place.position) and place.position.kind
            ):
                values += reading.samples.of(
                    place.position, place.prefix, more, variable.apart
                )
        values += self._listed(path)
        named = set(map(key, self._listed(path)))
        values += (1, 1.5, "1", True, [], {}, "\ud800")
        found: dict[object, ir.Json] = {}
        for value in values:
            if value is None or place_of(value) in variable.generic:
                continue
            own = key(value) if key(value) in named else None
            found.setdefault((own, self._profile(path, variable, value)), value)
        return list(found.values())

    def _profile(self, path: Path, variable: Variable, value: ir.Json) -> object:
        """What all readings find out about an opaque value."""
        judged: list[Judged] = []
        numbers: list[object] = []
        for reading in self.readings:
            place, atoms = reading.place(path), reading.atoms(path)
            judged.append(reading.structure.sample(place, value, variable.apart, atoms))
            if isinstance(value, str):
                numbers += (key(form.read(value)) for form in reading.forms(path))
        kind = isinstance(value, dict) if variable.apart else None
        return kind, tuple(judged), tuple(numbers)

    # --- requests ---

    def body(self, model: Any) -> dict[str, Any]:
        """The request that a solver's model stands for."""
        body: dict[str, Any] = {}
        made: dict[Path, dict[str, Any]] = {(): body}
        for path, variable in self.variables.items():
            tag = model.eval(variable.tag, model_completion=True).as_long()
            if tag == ABSENT or path[:-1] not in made:
                continue
            value = value_of(variable, tag, model)
            if isinstance(value, dict):
                value = made[path] = dict(value)
            made[path[:-1]][path[-1]] = value
        return body

    def pinned(self, request: object) -> list[Formula] | None:
        """What makes a request of the universe this one; None if it is not in it.

        Opaque values are taken for the sample that every reading judges alike, several
        undeclared fields for one.
        """
        if not isinstance(request, Mapping):
            return None
        found: list[Formula] = []
        for path, variable in self.variables.items():
            values = [request[name] for name in request if self._is(path, name)]
            if len(path) > 1:
                values = list(_inside(request, path))
            if not values:
                found.append(variable.tag == ABSENT)
                continue
            pinned = [self._pin(path, variable, value) for value in values]
            first, *others = pinned
            if first is None or any(p is None or not p.eq(first) for p in others):
                return None
            found.append(first)
        return found

    def _is(self, path: Path, name: str) -> bool:
        """Whether a field of a request is that of a variable."""
        return (name,) == path or (
            path == (self.extra,) and (name,) not in self.variables
        )

    def _pin(self, path: Path, variable: Variable, value: Any) -> Formula | None:
        tag = NULL if value is None else place_of(value)
        if tag == NULL or tag in variable.generic:
            return all_of(
                [
                    variable.tag == tag,
                    *pinned_to(variable, tag, value, self._forms(path)),
                ]
            )
        if isinstance(value, dict):
            value = {k: v for k, v in value.items() if k not in variable.apart}
        profile = self._profile(path, variable, value)
        for number, sample in enumerate(variable.samples):
            if self._profile(path, variable, sample) == profile:
                return variable.tag == OPAQUE + number
        return None


def _simple(position: ir.Position) -> bool:
    """Whether values of a position are all told by formulas."""
    return position.below is None and not any(
        isinstance(atom, ir.Pattern) for atom in own_atoms(position)
    )


def _generic(positions: Sequence[ir.Position]) -> frozenset[int]:
    """The tags with terms of their own that a field may have, by all its positions."""
    if any(isinstance(position.below, ir.Choice) for position in positions):
        return frozenset()
    tags = {tag for p in positions for tag in _TAGS.get(p.kind, ()) if p.below is None}
    if not all(_simple(p) or p.kind != "string" for p in positions):
        tags.discard(STRING)
    return frozenset(tags)


def _inside(request: Mapping[str, Any], path: Path) -> Iterator[Any]:
    """The value at a path, if there is one."""
    value: Any = request
    for part in path:
        if not isinstance(value, Mapping) or part not in value:
            return
        value = value[part]
    yield value
