"""The tests of an acceptor, field by field; what differs by cell becomes a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from accordant import ir, names
from accordant.jsonvalue import SAFE_INTEGER
from accordant.rules.domains import Domain
from accordant.rules.predicate import All, violated
from accordant.rules.specialise import Cell, Specialised
from accordant.targets.python.atoms import fails
from accordant.targets.python.code import Code, Condition, Either, when
from accordant.targets.python.doubts import Doubts, trigger
from accordant.targets.python.fits import REFUSE, fits
from accordant.targets.python.scope import Scope
from accordant.targets.python.structure import Structure
from accordant.targets.python.text import literal

_LOWEST, _HIGHEST = 'float("-inf")', 'float("inf")'


@dataclass(slots=True)
class Column:
    """What differs by cell: the variable, and its text for each cell."""

    name: str
    texts: list[str]


@dataclass(slots=True)
class Columns:
    """Writes the tests of one model; `inner` names the acceptors of nested models."""

    scope: Scope
    structure: Structure
    table: Specialised
    inner: Mapping[str, str]
    columns: list[Column] = field(default_factory=list)
    functions: dict[tuple[ir.Check, ...], tuple[str, list[Code]]] = field(
        default_factory=dict
    )

    def column(self, name: str, texts: Sequence[str]) -> str:
        """A text that is the same in all cells, or the variable of its column."""
        if len(set(texts)) == 1:
            return texts[0]
        taken = [*self.scope.sent.values(), *(c.name for c in self.columns)]
        self.columns.append(Column(names.python_local(name, taken), list(texts)))
        return self.columns[-1].name

    # --- fields ---

    def fields(self) -> Iterator[Code]:
        for position in self.scope.model.positions:
            if position.wire != self.table.teller:
                yield from self.judged(position)

    def judged(self, position: ir.Position) -> Iterator[Code]:
        name, key = self.scope.sent[position.wire], literal(position.wire)
        domains = [cell.domains[position.wire] for cell in self.table.cells]
        tied = list(self.tied(position))
        if _is_closed(position):
            group = self.group(position, domains)
            if not tied:
                there = [] if position.required else [f"{key} in value"]
                yield when([*there, f"value[{key}] not in {group}"], REFUSE)
                return
            tests: list[Code] = [when([f"{name} not in {group}"], REFUSE)]
            tests += tied
        else:
            tests = [*self.open(position, name, domains), *tied]
            if REFUSE in tests:
                tests = [REFUSE]
            if tests and position.nullable:
                tests = [when([f"{name} is not None"], *tests)]
        if tests:
            whole = tests if tests == [REFUSE] else [f"{name} = value[{key}]", *tests]
            yield from (
                whole if position.required else [when([f"{key} in value"], *whole)]
            )

    def group(self, position: ir.Position, domains: Sequence[Domain]) -> str:
        """The set of a closed field's values."""
        null: list[ir.Json] = [None] if position.nullable else []
        whole = _enum(position)
        texts = []
        for cell, domain in zip(self.table.cells, domains, strict=True):
            assert domain.values is not None
            if whole is not None and domain.values == whole.values:
                texts.append(self.structure.enum(position, whole))
                continue
            spelled = list(map(literal, [*null, *domain.values]))
            if not spelled:
                texts.append("()")
                continue
            shared = self.scope.prefix, "only", "null"
            own = self.scope.prefix, position.wire, "of", *self.cell_name(cell)
            texts.append(
                self.scope.constants.frozenset(
                    spelled, *(own if domain.values else shared)
                )
            )
        return self.column(f"{position.wire}_values", texts)

    def open(
        self, position: ir.Position, name: str, domains: Sequence[Domain]
    ) -> Iterator[Code]:
        """A value that is not null, of a field that is no closed set of strings."""
        kind = position.kind
        if kind is None and not position.checks and not any(d.empty for d in domains):
            return
        if kind == "string":
            yield from self.text(position, name, domains)
        elif kind in ("boolean", "integer", "number"):
            ways = [[test] for test in self.scalar(position, name, domains)]
            yield when([Either(ways)] if len(ways) > 1 else ways[0], REFUSE)
        elif isinstance(position.below, ir.Ref) and position.below.name in self.inner:
            yield from self.object(position, name, self.inner[position.below.name])
        else:
            yield REFUSE

    def object(self, position: ir.Position, name: str, inner: str) -> Iterator[Code]:
        allowed = [not c.domains[position.wire].empty for c in self.table.cells]
        if not any(allowed):
            yield REFUSE
            return
        flags = self.flag(f"{position.wire}_allowed", allowed)
        ways = [[f"not {flag}"] for flag in flags]
        ways += [[f"{name}.__class__ is not dict"], [f"not {inner}({name})"]]
        yield when([Either(ways)], REFUSE)

    def text(
        self, position: ir.Position, name: str, domains: Sequence[Domain]
    ) -> Iterator[Code]:
        yield when([f"not _is_ascii({name})"], f"{name}.encode()")
        longest = ["-1" if d.empty else _limit(d, "maxLength") for d in domains]
        if any(longest):
            texts = [text or _HIGHEST for text in longest]
            most = self.column(f"{position.wire}_length", texts)
            yield when([f"len({name}) > {most}"], REFUSE)
        shortest = [_limit(d, "minLength") or "0" for d in domains]
        if set(shortest) != {"0"}:
            least = self.column(f"{position.wire}_least", shortest)
            yield when([f"len({name}) < {least}"], REFUSE)
        for check in position.checks:
            if isinstance(check.atom, ir.Pattern):
                yield when([self.structure.fails(position, check, name)], REFUSE)
        for rows in dict.fromkeys(d.rows for d in domains if d.rows):
            judged = self.flag(
                f"{position.wire}_judged", [rows == d.rows for d in domains]
            )
            yield when([*judged, f"not {self.fits(position, rows)}({name})"], REFUSE)

    def fits(self, position: ir.Position, rows: tuple[ir.Check, ...]) -> str:
        """The name of a function that judges rows on the text of one field."""
        if rows not in self.functions:
            name = f"_fits_{names.snake(f'{self.scope.prefix} {position.wire}')}"
            name = names.unique(name, [found for found, _ in self.functions.values()])
            self.functions[rows] = name, fits(self.scope, position, rows, name)
        return self.functions[rows][0]

    def scalar(
        self, position: ir.Position, name: str, domains: Sequence[Domain]
    ) -> Iterator[str]:
        """Conditions under which a number or a boolean is refused."""
        kind, wire = position.kind, position.wire
        if kind == "number":
            yield f"not _is_number({name})"
        else:
            yield f"{name}.__class__ is not {'bool' if kind == 'boolean' else 'int'}"
        if kind == "boolean" or _enum(position) is not None:
            texts = [_listed(domain.values or ()) for domain in domains]
            if set(texts) != {"(True, False)"}:
                yield f"{name} not in {self.column(f'{wire}_values', texts)}"
            return
        low, high = _LOWEST, _HIGHEST
        if kind == "integer":
            low, high = str(-SAFE_INTEGER), str(SAFE_INTEGER)
        least = [_limit(d, "minimum") or low for d in domains]
        most = [_limit(d, "maximum") or high for d in domains]
        for index, domain in enumerate(domains):
            if domain.empty:
                whole = least[0].lstrip("-").isdigit()
                least[index] = least[0]
                most[index] = str(int(least[0]) - 1) if whole else _LOWEST
        lowest = self.column(f"{wire}_least", least)
        highest = self.column(f"{wire}_most", most)
        if (lowest, highest) != (_LOWEST, _HIGHEST):
            yield f"not {lowest} <= {name} <= {highest}"
        for check in position.checks:
            atom = check.atom
            exclusive = isinstance(atom, ir.Bound) and atom.op.startswith("exclusive")
            if exclusive or isinstance(atom, ir.MultipleOf | ir.OneOf):
                yield fails(atom, name, kind)

    # --- rows that tie fields together ---

    def flag(self, name: str, holds: Sequence[bool]) -> list[Condition]:
        """What is asked only in some cells; nothing, if it is in all."""
        return [] if all(holds) else [self.column(name, list(map(str, holds)))]

    def tied(self, position: ir.Position | None) -> Iterator[Code]:
        """The residual checks that only a sent value can break; without a position,
        those for which no one field must be sent."""
        wire = "" if position is None else position.wire
        closed = position is not None and _is_closed(position)
        sure = position is None or not (closed and position.nullable)
        doubts = Doubts(self.scope, wire, sure)
        found: list[list[Condition]] = []
        for check in self.table.residual():
            parts = violated(self.scope.table, check)
            if (trigger(self.scope.table, parts) or "") != wire:
                continue
            name = f"{self.scope.prefix} {check.id}"
            conditions = doubts.conditions(All(parts), name)
            if conditions is not None:
                applies = [check in cell.residual for cell in self.table.cells]
                flags = self.flag(f"{check.id}_applies", applies)
                found.append([*conditions[:1], *flags, *conditions[1:]])
        for first, ways in groupby(found, key=lambda way: way[:1]):
            rests = [way[1:] for way in ways]
            inner = [when(rest, REFUSE) if rest else REFUSE for rest in rests]
            if not first:
                yield REFUSE
            elif len(rests) == 1:
                yield when([*first, *rests[0]], REFUSE)
            else:
                yield when(first, *inner)

    def cell_name(self, cell: Cell) -> tuple[str, ...]:
        """What a cell is called: its families, or its values."""
        if cell is self.table.unlisted:
            return ("unlisted",)
        if self.table.teller is None or not cell.values:
            return ("always" if self.table.teller is None else "assumed",)
        families = [
            family.name
            for family in self.scope.table.families_of(self.table.teller or "")
            if all(value in family for value in cell.values)
        ]
        return tuple(families) or tuple(map(str, cell.values[:2]))


def _is_closed(position: ir.Position) -> bool:
    """Whether a field is one of some strings."""
    return position.kind == "string" and _enum(position) is not None


def _enum(position: ir.Position) -> ir.OneOf | None:
    for check in position.checks:
        atom = check.atom
        if isinstance(atom, ir.OneOf):
            return atom
    return None


def _limit(domain: Domain, op: str) -> str:
    """The inclusive limit of a domain as text, or nothing."""
    return next((literal(atom.limit) for atom in domain.atoms if atom.op == op), "")


def _listed(values: Sequence[ir.Json]) -> str:
    inside = ", ".join(map(literal, values))
    return f"({inside},)" if len(values) == 1 else f"({inside})"
