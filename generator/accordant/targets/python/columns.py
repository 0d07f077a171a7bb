"""The tests of an acceptor, field by field; what differs by cell becomes a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accordant import ir, names
from accordant.jsonvalue import SAFE_INTEGER
from accordant.rules.predicate import (
    Holds,
    Predicate,
    Sent,
    Unsent,
    equals,
    violated,
)
from accordant.rules.specialise import Cell, Domain, Specialised
from accordant.targets.python.atoms import fails, hashable, is_one_of
from accordant.targets.python.code import Code, Condition, Either, when
from accordant.targets.python.scope import Scope
from accordant.targets.python.structure import Structure
from accordant.targets.python.text import literal

REFUSE = "return False"
_LOWEST, _HIGHEST = 'float("-inf")', 'float("inf")'


@dataclass(slots=True)
class Column:
    """What differs by cell: the variable, and its text for each cell."""

    name: str
    texts: list[str]


@dataclass(slots=True)
class Columns:
    scope: Scope
    structure: Structure
    table: Specialised
    columns: list[Column] = field(default_factory=list)

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
        domains = [cell.domains[position.wire] for cell in self.table.every()]
        closed = _enum(position) is not None and position.kind == "string"
        tied = list(self.tied(position, name))
        if closed:
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
        for cell, domain in zip(self.table.every(), domains, strict=True):
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
        else:
            yield REFUSE

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
            if isinstance(check.require[0].any_of[0][0], ir.Pattern):
                yield when([self.structure.fails(position, check, name)], REFUSE)

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
            atom = check.require[0].any_of[0][0]
            exclusive = isinstance(atom, ir.Bound) and atom.op.startswith("exclusive")
            if exclusive or isinstance(atom, ir.MultipleOf | ir.OneOf):
                yield fails(atom, name, kind)

    # --- rows that tie fields together ---

    def tied(self, position: ir.Position, name: str) -> Iterator[Code]:
        closed = position.kind == "string" and _enum(position) is not None
        for check in self.table.residual:
            parts = violated(self.scope.table, check)
            trigger = self.trigger(parts)
            if trigger is None or trigger.field != position.wire:
                continue
            first: list[Condition] = []
            if isinstance(trigger, Holds):
                first.append(is_one_of(name, _values(trigger), position.kind))
            elif closed and position.nullable:
                first.append(f"{name} is not None")
            rest = [part for part in parts if part != trigger]
            others = [text for part in rest for text in self.other(part, check)]
            yield when([*first, *others], REFUSE) if first or others else REFUSE

    def trigger(self, parts: Sequence[Predicate]) -> Sent | Holds | None:
        """What must be sent for a check to be violated at all."""
        for part in parts:
            if isinstance(part, Sent | Holds) and "." not in part.field:
                if part.field == self.table.teller:
                    continue
                if isinstance(part, Sent):
                    return part
                if equals(part) and part.field not in self.scope.effective:
                    return part
        return None

    def other(self, part: Predicate, check: ir.Check) -> Iterator[Condition]:
        """A necessary condition on another field as it was sent; none is coarser."""
        if isinstance(part, Sent | Unsent) and "." not in part.field:
            word = "is not" if isinstance(part, Sent) else "is"
            yield f"value.get({literal(part.field)}) {word} None"
        if not isinstance(part, Holds) or part.truth or "." in part.field:
            return
        atom, kind = part.atoms[0], self.scope.positions[part.field].kind
        told = part.field == self.table.teller
        if told or not isinstance(atom, ir.OneOf) or not hashable(kind):
            return
        if len(part.atoms) == 1:
            fine = [*self.absent_is_fine(part.field, atom), *atom.values]
            group = self.scope.constants.frozenset(
                list(map(literal, fine)), self.scope.prefix, check.id, "fine"
            )
            yield f"value.get({literal(part.field)}) not in {group}"

    def absent_is_fine(self, field: str, atom: ir.OneOf) -> list[ir.Json]:
        """None, if an absent field surely does not count as a wrong value."""
        rows = self.scope.table.defaults_of(field)
        if not rows:
            return [None]
        row = rows[0]
        sure = not (row.given or row.when or row.family)
        return [None] if sure and row.value in atom.values else []

    def cell_name(self, cell: Cell) -> tuple[str, ...]:
        """What a cell is called: its families, or its values."""
        if cell is self.table.unlisted:
            return ("unlisted",)
        families = [
            family.name
            for family in self.scope.table.families_of(self.table.teller or "")
            if all(value in family for value in cell.values)
        ]
        return tuple(families) or tuple(map(str, cell.values[:2])) or ("always",)


def _enum(position: ir.Position) -> ir.OneOf | None:
    for check in position.checks:
        atom = check.require[0].any_of[0][0]
        if isinstance(atom, ir.OneOf):
            return atom
    return None


def _limit(domain: Domain, op: str) -> str:
    """The inclusive limit of a domain as text, or nothing."""
    return next((literal(atom.limit) for atom in domain.atoms if atom.op == op), "")


def _listed(values: Sequence[ir.Json]) -> str:
    inside = ", ".join(map(literal, values))
    return f"({inside},)" if len(values) == 1 else f"({inside})"


def _values(trigger: Holds) -> Sequence[ir.Json]:
    atom = trigger.atoms[0]
    assert isinstance(atom, ir.OneOf)
    return atom.values
