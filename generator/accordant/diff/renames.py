"""Rules that ask the same under another id."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from accordant import ir
from accordant.jsonvalue import key


def renamed(old: ir.Table, new: ir.Table) -> dict[str, str]:
    """New ids of rows by the old ones; only where there is one candidate."""
    kept = {rule.id for rule in old.rules} & {rule.id for rule in new.rules}
    gone = _by_sense(old, kept)
    came = _by_sense(new, kept)
    return {
        ids[0]: came[asked][0]
        for asked, ids in gone.items()
        if len(ids) == 1 and len(came.get(asked, ())) == 1
    }


def _by_sense(table: ir.Table, kept: set[str]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = {}
    for rule in table.rules:
        if rule.id not in kept and rule.checks:
            found.setdefault(sense(table, rule), []).append(rule.id)
    return found


def sense(table: ir.Table, rule: ir.Rule | None) -> Hashable:
    """What a rule asks, names of rules and of families and all order apart."""
    return rule and frozenset(_sense(table, check) for check in rule.checks)


def _sense(table: ir.Table, check: ir.Check) -> Hashable:
    """What a check asks, names of rules and of families apart."""
    parts = [
        frozenset(_test(table, test) for test in tests)
        for tests in (check.when, check.require, check.forbid)
    ]
    return (check.severity, check.blame, *parts)


def _test(table: ir.Table, test: ir.Test) -> Hashable:
    part = table.part_of(test.field)
    field: Hashable = test.field
    if part is not None:
        field = (part[0].field, part[0].pattern, part[1])
    ways = (frozenset(_atom(table, test.field, a) for a in way) for way in test.any_of)
    return field, frozenset(ways)


def _atom(table: ir.Table, field: str, atom: ir.Atom) -> Hashable:
    if isinstance(atom, ir.OneOf):
        return frozenset(map(key, atom.values))
    if not isinstance(atom, ir.Family):
        return atom
    groups = {family.name: family.keys for family in table.families_of(field)}
    return "family", frozenset(value for name in atom.names for value in groups[name])


def with_new_ids(table: ir.Table, ids: dict[str, str]) -> ir.Table:
    """The table with the rows called by their new ids."""
    rules = tuple(
        replace(
            rule,
            id=ids.get(rule.id, rule.id),
            checks=tuple(
                replace(check, id=ids.get(check.id, check.id)) for check in rule.checks
            ),
        )
        for rule in table.rules
    )
    return replace(table, rules=rules)
