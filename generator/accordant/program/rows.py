"""The rows of a table: what the server assumes, and the checks in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from accordant import ir, jsonvalue
from accordant.pointers import field_pointer
from accordant.program.nodes import (
    All,
    Any,
    Assume,
    AtLeast,
    AtMost,
    Compared,
    Condition,
    Constant,
    If,
    Known,
    Meets,
    Parse,
    Path,
    Read,
    Report,
    Sent,
    Set,
    SomeOf,
    Statement,
    Undecided,
    Unsent,
    Value,
    Var,
    Within,
    variables,
)
from accordant.program.structure import spoken
from accordant.rules import grouping, predicate as p


class _Broken(NamedTuple):
    parts: tuple[p.Predicate, ...]
    check: ir.Check
    rule: ir.Rule


class Rows:
    """The rows of one model; `positions` are those of the fields that they read."""

    def __init__(self, table: ir.Table, positions: dict[str, ir.Position]) -> None:
        self.table = table
        self.positions = positions
        self.reported: list[tuple[str, str]] = []

    def statements(self) -> tuple[Statement, ...]:
        """The fields that are read, what is assumed of them, and the rows, in order."""
        items = [
            _Broken(p.violated(self.table, check), check, rule)
            for rule in self.table.rules
            for check in rule.checks
        ]
        found = self.grouped(items)
        for step in reversed(list(self.steps())):
            used = {var for one in found for var in variables(one)}
            if isinstance(step, Assume) and step.var in used:
                found.insert(0, step)
            elif isinstance(step, Parse):
                parts = tuple(part for part in step.parts if part[1] in used)
                if parts:
                    found.insert(0, Parse(step.of, step.form, parts))
        used = {var for one in found for var in variables(one)}
        reads: list[Statement] = [
            Read(self.sent(field), ir.steps(field))
            for field in self.positions
            if self.sent(field) in used
        ]
        return (*reads, *found) if found else ()

    # --- variables ---

    def sent(self, field: str) -> Var:
        """A field as rules see it."""
        return Var("sent", field, self.positions[field].kind)

    def value(self, field: str) -> Var:
        """The effective value of a field or pseudo-field."""
        if self.table.part_of(field) is not None:
            return Var("part", field, "integer")
        if self.table.defaults_of(field):
            return Var("effective", field, self.positions[field].kind)
        return self.sent(field)

    # --- what is assumed ---

    def steps(self) -> Iterator[Assume | Parse]:
        """Defaults and forms, in an order in which each can be known: a default reads
        only fields whose last row stands above it."""
        table = self.table
        last = {row.field: index for index, row in enumerate(table.defaults)}
        tests = [test for row in table.defaults for test in row.when]
        early = {field for test in tests for field in table.read_by(test)}
        read = [form for form in table.forms if form.field in self.positions]
        plain = [form for form in read if form.field not in last]
        yield from (self.parse(form) for form in plain if form.field in early)
        for field in sorted(last, key=lambda name: last[name]):
            body = tuple(self.default(field, table.defaults_of(field)))
            yield Assume(self.value(field), self.sent(field), body)
            form = table.form_of(field)
            if form is not None:
                yield self.parse(form)
        yield from (self.parse(form) for form in plain if form.field not in early)

    def parse(self, form: ir.Form) -> Parse:
        names = (f"{form.field}.{part}" for part in form.parts)
        parts = zip(form.parts, map(self.value, names), strict=True)
        return Parse(self.value(form.field), form, tuple(parts))

    def default(self, field: str, rows: Sequence[ir.Default]) -> Iterator[Statement]:
        """The first row that is not false decides; where that is unsure, nothing does."""
        if not rows:
            return
        row, *rest = rows
        var = self.value(field)
        value: Value = Constant(row.value)
        if row.family is not None:
            value = SomeOf(field, row.family)
        if not row.given and not row.when:
            yield Set(var, value)
            return
        surely = self.condition(p.applies(self.table, row, True), ())
        never = self.condition(p.applies(self.table, row, False), ())
        if row.given:
            given = tuple(map(self.sent, row.given))
            sent, unsent = AtLeast(1, given), AtMost(0, given)
            surely = None if surely is None else _all([sent, surely])
            never = unsent if never is None else _any([unsent, never])
        branches: list[tuple[Condition, tuple[Statement, ...]]] = []
        if surely is not None:
            branches.append((surely, (Set(var, value),)))
        if never is not None:
            branches.append((never, tuple(self.default(field, rest))))
        yield If(tuple(branches), (Set(var, Undecided()),))

    # --- checks ---

    def grouped(self, items: Sequence[_Broken]) -> list[Statement]:
        """Statements for checks; neighbours that share a condition stand under it."""
        found: list[Statement] = []
        for run in grouping.grouped(items):
            if isinstance(run, grouping.Chain):
                found += self.chain(run.items)
                continue
            shared = self.condition(run.shared, words_of(self.table, *run.items[0][1:]))
            inner = [
                one._replace(parts=tuple(x for x in one.parts if x != run.shared))
                for one in run.items
            ]
            body = () if shared is None else tuple(self.grouped(inner))
            if shared is None or not body:
                continue
            match body:
                case (If(branches=((condition, then),), otherwise=()),):
                    found.append(If(((_all([shared, condition]), then),)))
                case _:
                    found.append(If(((shared, body),)))
        return found

    def chain(self, items: Sequence[_Broken]) -> Iterator[Statement]:
        branches: list[tuple[Condition, tuple[Statement, ...]]] = []
        for one in items:
            words = words_of(self.table, *one[1:])
            condition = self.condition(p.All(one.parts), words)
            if condition is not None:
                branches.append((condition, (self.report(one, words),)))
        if branches:
            check = items[0].check
            self.reported.append((check.id, check.blame))
            yield If(tuple(branches))

    def report(self, one: _Broken, words: tuple[str, ...]) -> Report:
        check = one.check
        path = Path((field_pointer(check.blame),))
        measured = self.value(check.blame) if check.measured else None
        return Report(check, path, words, measured)

    # --- conditions ---

    def condition(
        self, predicate: p.Predicate, words: tuple[str, ...]
    ) -> Condition | None:
        """A predicate; None if it never holds. An empty `All` always holds."""
        match predicate:
            case p.All(parts):
                every = [self.condition(part, words) for part in parts]
                kept = [part for part in every if part is not None]
                return _all(kept) if len(kept) == len(every) else None
            case p.Any(parts):
                every = [self.condition(part, words) for part in parts]
                return _any([part for part in every if part is not None])
            case p.Sent(field):
                return Sent(self.sent(field))
            case p.Unsent(field):
                return Unsent(self.sent(field))
            case p.Known(field):
                return Known(self.value(field))
            case p.Holds():
                return self.holds(predicate, words)
            case p.InFamily(field, names, truth):
                return self.family(field, names, truth)
            case p.Counted(atom, truth):
                assert not truth  # set rules are only ever required
                return self.miscounted(atom)

    def holds(self, part: p.Holds, words: tuple[str, ...]) -> Condition | None:
        first = part.atoms[0]
        var = self.sent(part.field) if part.sent else self.value(part.field)
        if isinstance(first, ir.Relative):
            other = self.value(first.field)
            return Compared(var, first.op, other, first.times, part.truth)
        form = self.table.form_of(part.field)
        named = (*words, "expected" if part.truth else "allowed")
        asked = [
            Meets(
                var,
                atom,
                part.truth,
                form if isinstance(atom, ir.Parses) else None,
                named if isinstance(atom, ir.OneOf) else (),
            )
            for atom in part.atoms
        ]
        return _all(asked) if part.truth else _any(asked)

    def family(
        self, field: str, names: tuple[str, ...], truth: bool
    ) -> Condition | None:
        """That a value surely lies in some of these families, or surely in none."""
        table = self.table
        values: dict[object, ir.Json] = {}
        for family in table.families_of(field):
            for value in family.values:
                if table.in_family(field, names, value) is truth:
                    values.setdefault(jsonvalue.key(value), value)
        assumed = dict.fromkeys(
            row.family
            for row in table.defaults_of(field)
            if row.family is not None
            and table.some_in_family(field, names, row.family) is truth
        )
        if not values and not assumed:
            return None
        families = tuple(name for name in assumed if name is not None)
        words = ("is" if truth else "is not", *names)
        return Within(self.value(field), tuple(values.values()), families, words)

    def miscounted(self, atom: ir.Count) -> Condition:
        """That a set rule is broken however invalid fields are counted."""
        fields = tuple(map(self.sent, atom.fields))
        several, nothing = AtLeast(2, fields), AtMost(0, fields)
        match atom.op:
            case "exactly-one":
                return Any((several, nothing))
            case "at-most-one":
                return several
            case "at-least-one":
                return nothing
            case "all-or-none":
                return All((AtLeast(1, fields), AtMost(len(fields) - 1, fields)))


def words_of(table: ir.Table, check: ir.Check, rule: ir.Rule) -> tuple[str, ...]:
    """What tells a check from the others of its row, and from other rows."""
    parts = [rule.id]
    beside = [other for other in rule.checks if other.blame == check.blame]
    if len(beside) < len(rule.checks):
        parts += spoken(check.blame)
    tellers: tuple[Callable[[ir.Check], list[str]], ...]
    tellers = (_families, lambda one: _parts(table, one))
    for told in tellers:
        if len({tuple(told(other)) for other in beside}) > 1:
            parts += told(check)
    return tuple(parts)


def _parts(table: ir.Table, check: ir.Check) -> list[str]:
    """The parts of a string that a check is about."""
    fields = [test.field for test in (*check.require, *check.forbid)]
    return [field.rpartition(".")[2] for field in fields if table.part_of(field)]


def _families(check: ir.Check) -> list[str]:
    """The families that a check is for."""
    atoms = [atom for test in check.when for atom in test.atoms()]
    return [name for a in atoms if isinstance(a, ir.Family) for name in a.names]


def _all(parts: Iterable[Condition]) -> Condition:
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, All) else (part,)
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def _any(parts: Sequence[Condition]) -> Condition | None:
    if All(()) in parts:
        return All(())
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Any(tuple(parts))
