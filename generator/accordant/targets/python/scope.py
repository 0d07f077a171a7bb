"""Names and constants of the validators: what one model's functions can refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accordant import ir, names
from accordant.rules.predicate import (
    All,
    Any as AnyOf,
    Counted,
    Holds,
    InFamily,
    Known,
    Predicate,
    Sent,
    Unsent,
    fields_read,
)
from accordant.targets.python.atoms import all_hold, compared, hashable
from accordant.targets.python.code import Code, Condition, Either
from accordant.targets.python.text import Call, literal

_LATER = (": Final = _Shape(", ": Final = Violation(")


class Constants:
    """Constants of the module by name, in the order they were asked for."""

    def __init__(self) -> None:
        self.code: dict[str, Code] = {}
        self.names: dict[tuple[object, ...], str] = {}

    def add(self, code: Call, *texts: str) -> str:
        """The name of a constant; asked for again, it is the same."""
        key = (texts, str(code))
        if key not in self.names:
            name = names.python_constant(self.code, *texts)
            self.code[name] = Call(
                f"{name}: Final = {code.head}", code.parts, code.tail
            )
            self.names[key] = name
        return self.names[key]

    def ordered(self) -> list[Code]:
        """Sets and the like first, then what is reported, then what needs both."""
        codes = list(self.code.values())
        return sorted(codes, key=lambda code: [mark in str(code) for mark in _LATER])

    def frozenset(self, values: Sequence[str], *texts: str) -> str:
        """The name of a set of spelled values."""
        if not values:
            return self.add(Call("frozenset[str](", [], ")"), *texts)
        return self.add(Call("frozenset(", [Call("{", values, "}")]), *texts)


class Scope:
    """One model: the variables of its fields, and what it calls its constants."""

    def __init__(
        self,
        model: ir.Model,
        positions: dict[str, ir.Position],
        constants: Constants,
        prefix: str,
    ) -> None:
        self.model = model
        self.table = model.table
        self.positions = positions
        self.constants = constants
        self.prefix = prefix
        self.sent: dict[str, str] = {}
        for field in positions:
            taken = self.sent.values()
            self.sent[field] = names.python_local(field, taken)
        self.effective = {
            field: names.python_local(f"{name}_or_default", self.sent.values())
            for field, name in self.sent.items()
            if self.table.defaults_of(field) and not self.always(field)
        }
        self.read = set(fields_read(self.table))
        self.matches: dict[str, str] = {}
        self.parts: dict[str, str] = {}
        for form in self.table.forms:
            self.matches[form.field] = self._local(f"{form.field}.match")
            for part in form.parts:
                name = f"{form.field}.{part}"
                self.parts[name] = self._local(name)

    def _local(self, name: str) -> str:
        """A variable that no field or pseudo-field has yet."""
        found = (self.sent, self.effective, self.matches, self.parts)
        return names.python_local(name, [n for group in found for n in group.values()])

    # --- constants ---

    def violation(self, check: ir.Check, rule: ir.Rule | None, path: str) -> str:
        """The name of the constant that reports a check."""
        parts = [spoken(check.id) if rule is None else rule.id]
        if rule is not None and len(rule.checks) > 1:
            beside = [other for other in rule.checks if other.blame == check.blame]
            if len(beside) < len(rule.checks):
                parts.append(check.blame)
            for told in (_families, self._asked_parts):
                if len({tuple(told(other)) for other in beside}) > 1:
                    parts += told(check)
        texts = [check.id, path, check.message, check.severity, str(check.source)]
        return self.constants.add(
            Call("Violation(", [literal(text) for text in texts]), self.prefix, *parts
        )

    def _asked_parts(self, check: ir.Check) -> list[str]:
        """The parts of a string that a check is about."""
        fields = [test.field for test in (*check.require, *check.forbid)]
        return [name.rpartition(".")[2] for name in fields if name in self.parts]

    def form(self, field: str) -> str:
        """The name of the regular expression that strings of a field are held against."""
        form = self.table.form_of(field)
        assert form is not None
        compiled = Call("_re.compile(", [literal(form.pattern), "_re.ASCII"])
        return self.constants.add(compiled, self.prefix, field, "pattern")

    def sentinel(self, family: str) -> str:
        """The name of what stands for some value of a family."""
        return self.constants.add(Call("object(", []), self.prefix, "some", family)

    def members(self, field: str, families: Sequence[str], truth: bool) -> str | None:
        """The name of what holds the values that surely lie in some of these families,
        or surely in none of them; None if there are none."""
        groups = {f.name: f.values for f in self.table.families_of(field)}
        inside = {_key(value): value for n in families for value in groups[n]}
        found = dict(inside)
        if not truth:
            every = [value for values in groups.values() for value in values]
            found = {_key(v): v for v in every if _key(v) not in inside}
        spelled = [literal(value) for value in found.values()]
        for row in self.table.defaults_of(field):
            if row.family is None:
                continue
            own = {_key(value) for value in groups[row.family]}
            surely = (
                any(own <= {_key(v) for v in groups[n]} for n in families)
                if truth
                else own.isdisjoint(inside)
            )
            if surely and self.sentinel(row.family) not in spelled:
                spelled.append(self.sentinel(row.family))
        word = "is" if truth else "is_not"
        if not spelled:
            return None
        texts = self.prefix, word, *families
        if hashable(self.positions[field].kind):
            return self.constants.frozenset(spelled, *texts)
        tail = ",)" if len(spelled) == 1 else ")"
        return self.constants.add(Call("(", spelled, tail), *texts)

    # --- predicates ---

    def value(self, field: str) -> str:
        """The variable that holds the effective value of a field or pseudo-field."""
        for found in (self.parts, self.effective):
            if field in found:
                return found[field]
        return self.sent[field]

    def kind(self, field: str) -> ir.Kind | None:
        """The JSON type of a field or pseudo-field."""
        return "integer" if field in self.parts else self.positions[field].kind

    def conditions(
        self, predicate: Predicate, subject: str = ""
    ) -> list[Condition] | None:
        """A predicate as conditions that must all hold; None if it never does.

        `subject` names the constants that are made for it.
        """
        match predicate:
            case All(parts):
                found: list[Condition] = []
                for part in parts:
                    inner = self.conditions(part, subject)
                    if inner is None:
                        return None
                    found += inner
                return found
            case AnyOf(parts):
                ways = [self.conditions(part, subject) for part in parts]
                kept = [way for way in ways if way is not None]
                return [Either(kept)] if kept else None
            case Sent(field):
                name = self.sent[field]
                return [*self._there(field, name), *self._valid(field, name)]
            case Unsent(field):
                return None if self.always(field) else [f"{self.sent[field]} is None"]
            case Known(field) if field in self.parts:
                return [f"{self.parts[field]} is not None"]
            case Known(field) if field in self.effective:
                return list(self._known(field))
            case Known(field):
                return self.conditions(Sent(field))
            case Holds():
                return self._holds(predicate, subject)
            case InFamily(field, families, truth):
                return self._family(field, families, truth)
            case Counted(atom, truth):
                assert not truth  # set rules are only ever required
                absent = [self.conditions(Unsent(field)) for field in atom.fields]
                return miscounted(atom, absent, [self.sent[f] for f in atom.fields])

    def _holds(self, part: Holds, subject: str) -> list[Condition]:
        field, atoms, truth = part.field, part.atoms, part.truth
        kind = self.kind(field)
        name = self.sent[field] if part.sent else self.value(field)
        first = atoms[0]
        if isinstance(first, ir.Relative):
            limit = self.value(first.field)
            limit = limit if first.times == 1 else f"{first.times} * {limit}"
            return [compared(first.op, name, limit, truth)]
        if (
            len(atoms) == 1
            and isinstance(first, ir.OneOf)
            and len(first.values) > 1
            and hashable(kind)
        ):
            spelled = [literal(value) for value in first.values]
            word = "expected" if truth else "allowed"
            group = self.constants.frozenset(spelled, subject or field, word)
            return [f"{name} {'in' if truth else 'not in'} {group}"]
        asked = [atom for atom in atoms if not isinstance(atom, ir.Parses)]
        found = all_hold(asked, name, kind, truth) if asked else []
        if len(asked) < len(atoms):
            word = "is not" if truth else "is"
            matched = f"{self.matches[field]} {word} None"
            if truth or not found:
                return [*found, matched]
            whole = found[0]
            ways = whole.ways if isinstance(whole, Either) else [found]
            return [Either([*ways, [matched]])]
        return found

    def _family(
        self, field: str, families: tuple[str, ...], truth: bool
    ) -> list[Condition] | None:
        kind, name = self.kind(field), self.value(field)
        group = self.members(field, families, truth)
        if group is None:
            return None
        if not hashable(kind):
            return [f"_is_one_of({name}, {group})"]
        return [f"{name} in {group}"]

    def _there(self, field: str, name: str) -> list[Condition]:
        return [] if self.always(field) else [f"{name} is not None"]

    def always(self, field: str) -> bool:
        """Whether a field is never absent or null without being invalid."""
        position = self.positions[field]
        return "." not in field and position.required and not position.nullable

    def _valid(self, field: str, name: str) -> list[Condition]:
        judged = "." in field or self.positions[field].checks
        return [f"{name} is not _INVALID"] if judged else []

    def surely(self, field: str) -> bool:
        """Whether a field surely has a value of its type."""
        return self.always(field) and not self._valid(field, "")

    def _known(self, field: str) -> Iterator[Condition]:
        name = self.effective[field]
        rows = self.table.defaults_of(field)
        if all(row.given or row.when for row in rows):
            yield f"{name} is not None"
        yield f"{name} is not _INVALID"
        for family in dict.fromkeys(row.family for row in rows if row.family):
            yield f"{name} is not {self.sentinel(family)}"


def miscounted(
    atom: ir.Count,
    absent: Sequence[list[Condition] | None],
    values: Sequence[str],
) -> list[Condition] | None:
    """That a set rule is broken however the invalid fields are counted: by the
    conditions under which each field is `absent` (None: never), and by their values."""
    ways = [way for way in absent if way is not None]
    fields = ", ".join(values)
    if atom.op == "all-or-none":
        some = ways[0] if len(ways) == 1 else [Either(ways)]
        return [f"_any_sent({fields})", *some] if ways else None
    none_sent: list[list[Condition]] = []
    if len(ways) == len(absent) and atom.op != "at-most-one":
        none_sent = [[condition for way in ways for condition in way]]
    if atom.op == "at-least-one":
        return none_sent[0] if none_sent else None
    several = f"_number_sent({fields}) > 1"
    return [Either([*none_sent, [several]])] if none_sent else [several]


def spoken(position: str) -> str:
    """A position or structural id in words."""
    return position.replace("[]", "_item").replace("{}", "_value")


def _families(check: ir.Check) -> list[str]:
    """The families that a check is for."""
    atoms = [atom for test in check.when for atom in test.atoms()]
    return [name for a in atoms if isinstance(a, ir.Family) for name in a.names]


def _key(value: ir.Json) -> tuple[bool, str]:
    """Equal for values that are equal as JSON, as far as scalars go."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return isinstance(value, bool), literal(value)
