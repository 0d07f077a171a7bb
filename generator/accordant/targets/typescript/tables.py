"""Rules of a table as types: what can be decided of a request before it runs.

Said are presence, values from a list, families, and how many of some fields are sent;
lengths, ranges, patterns and the like are left to the validator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from accordant import ir
from accordant.names.typescript import typescript_class
from accordant.pointers import field_pointer
from accordant.program import words_of
from accordant.rules import predicate as p
from accordant.targets.typescript.printing import (
    LINE,
    SOFT,
    Code,
    Group,
    IfBreak,
    Indent,
    joined,
    printed,
)
from accordant.targets.typescript.text import doc, imported, literal
from accordant.targets.typescript.types import generic, union

_WORD = re.compile(r"\w+")
_CLOSED = ("warn", "error")
"""What makes undeclared properties wrong."""
_RUNTIME = frozenset(
    """Absent All Assumed Is IsKnown IsNot IsSent IsUnsent Row Sent Some SomeOf
    Undeclared Unless Unsure Within""".split()
)
"""What of the runtime speaks of types."""


def ruled(api: ir.Api) -> frozenset[str]:
    """The models of bodies of which a rule can be said in types."""
    return frozenset(
        model.name
        for model in api.judged()
        if model.body and any(_Table(model, "", ()).checks())
    )


def said_of(model: ir.Model) -> Iterator[tuple[str, str]]:
    """The checks of a model that can be said, by id and pointer."""
    for check, _ in _Table(model, "", ()).checks():
        yield check.id, field_pointer(check.blame)


def module(api: ir.Api, names: Mapping[str, str]) -> str:
    """The module of the types, without its head; "" if there are none."""
    blocks: list[str] = []
    models: list[str] = []
    taken = {*names.values()}
    for model in api.judged():
        if model.name not in ruled(api):
            continue
        table = _Table(model, names[model.name], taken)
        blocks += table.blocks()
        taken |= table.taken
        if model.extra in _CLOSED:
            models.append(names[model.name])
    if not blocks:
        return ""
    head: list[str] = []
    for found, place in (
        (_RUNTIME.intersection(_WORD.findall("\n".join(blocks))), "./core/rules.js"),
        (models, "./models.js"),
    ):
        if found:
            head += printed(imported((f"type {name}" for name in found), place))
    return "\n".join([*head, "", "\n\n".join(blocks)])


class _Table:
    """Spells the table of one model; `taken` are the names of other types."""

    def __init__(self, model: ir.Model, name: str, taken: Sequence[str] | set[str]):
        self.model = model
        self.table = model.table
        self.name = name
        self.taken = {*taken, *_RUNTIME}
        self.fields: dict[str, str] = {}
        self.unions: dict[tuple[ir.Json, ...], str] = {}
        self.made: dict[str, str] = {}
        self.subject: tuple[str, ...] = ()

    # --- what there is ---

    def checks(self) -> Iterator[tuple[ir.Check, Code]]:
        """The checks that can be said, and when they are surely broken."""
        plain = {field.wire for field in self.model.fields}
        told = ((rule, check) for rule in self.table.rules for check in rule.checks)
        for rule, check in told:
            if check.severity != "error" or check.blame not in plain:
                continue
            self.subject = words_of(self.table, check, rule)
            broken = self.predicate(p.All(p.violated(self.table, check)))
            if broken is not None:
                yield check, broken

    def blocks(self) -> Iterator[str]:
        """The types of the table: families and fields, then one for each check."""
        rows = list(self.checks())
        parts: list[Code] = []
        rules: list[str] = []
        for check, broken in rows:
            several = {one.blame for one, _ in rows if one.id == check.id}
            name = self._fresh("_".join([check.id, *[check.blame][: len(several) - 1]]))
            why = literal(f"{check.message} ({check.id})")
            made = generic("Unless", [broken, literal(check.blame), why])
            rules.append("\n".join(printed([f"type {name}<P> = ", made, ";"])))
            parts.append(f"{name}<P>")
        if self.model.extra in _CLOSED:
            parts.append(f"Undeclared<P, keyof {self.name}>")
        yield from self._used(rules)
        yield from rules
        about = (
            f"What a request of type `P` must also be to keep the rules of"
            f" `{self.name}`: nothing more, or what says which rule it breaks."
        )
        inside = joined(parts, [" &", LINE])
        whole: Code = Group([inside[0], Indent(inside[1:])])
        head = f"export type {self.name}Rules<P> = "
        yield "\n".join([*doc([about]), *printed([head, whole, ";"])])

    def _used(self, rules: Sequence[str]) -> list[str]:
        """The types that rules speak of, or that those speak of."""
        found: list[str] = []
        spoken = set(_WORD.findall("\n".join(rules)))
        for name, text in reversed(self.made.items()):
            if name in spoken:
                found.insert(0, text)
                spoken.update(_WORD.findall(text))
        return found

    def _fresh(self, wanted: str) -> str:
        name = typescript_class(wanted, self.taken)
        self.taken.add(name)
        return name

    # --- predicates ---

    def predicate(self, found: p.Predicate) -> Code | None:
        """The type that is `true` where a predicate surely holds; None if that can
        never be said."""
        match found:
            case p.All(parts):
                every = [self.predicate(part) for part in parts]
                kept = [part for part in every if part is not None]
                if len(kept) < len(every) or not kept:
                    return None
                return kept[0] if len(kept) == 1 else self.several("All", kept)
            case p.Any(parts):
                every = [self.predicate(part) for part in parts]
                kept = [part for part in every if part is not None]
                if not kept:
                    return None
                return kept[0] if len(kept) == 1 else self.several("Some", kept)
            case p.Sent(field):
                return self.asked("IsSent", field, sent=True)
            case p.Unsent(field):
                return self.asked("IsUnsent", field, sent=True)
            case p.Known(field):
                return self.asked("IsKnown", field)
            case p.Holds():
                return self.holds(found)
            case p.InFamily(field, names, truth):
                return self.family(field, names, truth)
            case p.Counted(atom, _):
                return self.counted(atom)

    def several(self, name: str, parts: Sequence[Code]) -> Code:
        listed = Group(
            ["[", Indent([SOFT, *joined(parts, [",", LINE])]), IfBreak(","), SOFT, "]"]
        )
        return generic(name, [listed])

    def asked(self, name: str, field: str, sent: bool = False) -> Code | None:
        value = self.field(field, sent)
        if value is None:
            return None
        return generic(name, [value])

    def holds(self, found: p.Holds) -> Code | None:
        """Values from a list; of others nothing can be said."""
        values = [atom for atom in found.atoms if isinstance(atom, ir.OneOf)]
        if len(values) < len(found.atoms) and (found.truth or not values):
            return None
        value = self.field(found.field, found.sent)
        if value is None:
            return None
        name = "Is" if found.truth else "IsNot"
        parts: list[Code] = []
        for atom in values:
            word = "expected" if found.truth else "allowed"
            kinds = self.values(atom.values, (*self.subject, word))
            if kinds is None:
                return None
            parts.append(generic(name, [value, kinds]))
        if len(parts) == 1:
            return parts[0]
        return self.several("All" if found.truth else "Some", parts)

    def family(self, field: str, names: tuple[str, ...], truth: bool) -> Code | None:
        table = self.table
        members: list[ir.Json] = []
        for family in table.families_of(field):
            for value in family.values:
                told = table.in_family(field, names, value)
                if told is truth and value not in members:
                    members.append(value)
        assumed = dict.fromkeys(
            row.family
            for row in table.defaults_of(field)
            if row.family is not None
            and table.some_in_family(field, names, row.family) is truth
        )
        value_type = self.field(field)
        word = ("is",) if truth else ("is", "not")
        kinds = self.values(members, (field, *word, *names))
        if value_type is None or kinds is None:
            return None
        if not members and not assumed:
            return None
        families: list[Code] = [literal(name) for name in assumed if name is not None]
        if not families:
            return generic("Is", [value_type, kinds])
        return generic("Within", [value_type, kinds, union(families, indented=False)])

    def counted(self, atom: ir.Count) -> Code | None:
        """That a set rule is broken."""
        sent = [self.asked("IsSent", field, sent=True) for field in atom.fields]
        unsent = [self.asked("IsUnsent", field, sent=True) for field in atom.fields]
        if None in sent or None in unsent:
            return None
        there = [part for part in sent if part is not None]
        absent = [part for part in unsent if part is not None]
        pairs = [
            self.several("All", [one, other])
            for index, one in enumerate(there)
            for other in there[index + 1 :]
        ]
        nothing = self.several("All", absent)
        match atom.op:
            case "exactly-one":
                return self.several("Some", [nothing, *pairs])
            case "at-most-one":
                return self.several("Some", pairs) if pairs else None
            case "at-least-one":
                return nothing
            case "all-or-none":
                both = [self.several("Some", there), self.several("Some", absent)]
                return self.several("All", both)

    # --- fields ---

    def values(self, values: Sequence[ir.Json], words: tuple[str, ...]) -> Code | None:
        """A union of values, named by some words; None if one of them has no type of
        its own."""
        if any(isinstance(value, list | dict) for value in values):
            return None
        if not values:
            return "never"
        if len(values) == 1:
            return literal(values[0])
        key = tuple(values)
        known = next((n for k, n in self.unions.items() if _same(k, key)), None)
        if known is None:
            families = [f for f in self.table.families if _same(f.values, key)]
            wanted = families[0].name if families else "_".join(words)
            known = self._fresh(wanted)
            self.unions[key] = known
            made = union([*map(literal, values)])
            self.made[known] = "\n".join(printed([f"type {known} =", made, ";"]))
        return known

    def field(self, name: str, sent: bool = False) -> Code | None:
        """The type of a field as rules see it, with what is assumed of it; None for
        what is inside of another one."""
        if all(field.wire != name for field in self.model.fields):
            return None
        plain = generic("Sent", ["P", literal(name)])
        rows = self.table.defaults_of(name)
        if sent or not rows:
            return plain
        if name not in self.fields:
            self.fields[name] = made = self._fresh(f"{name}_assumed")
            assumed = self.assumed(name, rows)
            code: Code = [
                f"type {made}<P> = ",
                generic("Assumed", [plain, assumed]),
                ";",
            ]
            self.made[made] = "\n".join(printed(code))
        return f"{self.fields[name]}<P>"

    def assumed(self, name: str, rows: Sequence[ir.Default]) -> Code:
        """What is assumed of an absent field: the first row that is not false."""
        if not rows:
            return "Absent"
        row, *rest = rows
        value: Code
        if row.family is not None:
            value = generic("SomeOf", [literal(row.family)])
        else:
            value = self.values([row.value], (name, "default")) or "Unsure"
        if not row.given and not row.when:
            return value
        surely = self.predicate(p.applies(self.table, row, True)) if row.when else None
        never = self.predicate(p.applies(self.table, row, False)) if row.when else None
        if row.given:
            there = [self.asked("IsSent", f, sent=True) for f in row.given]
            absent = [self.asked("IsUnsent", f, sent=True) for f in row.given]
            if None in there or None in absent:
                return "Unsure"
            some = self.several("Some", [part for part in there if part is not None])
            none = self.several("All", [part for part in absent if part is not None])
            if not row.when:
                surely, never = some, none
            else:
                surely = None if surely is None else self.several("All", [some, surely])
                never = none if never is None else self.several("Some", [none, never])
        otherwise = self.assumed(name, rest)
        return generic("Row", [surely or "false", never or "false", value, otherwise])


def _same(one: Sequence[ir.Json], other: Sequence[ir.Json]) -> bool:
    return list(map(literal, one)) == list(map(literal, other))
