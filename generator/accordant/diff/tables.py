"""What of two tables differs beside verdicts: ids, defaults, lists of values, words."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from accordant import ir
from accordant.diff.change import Change, Level, Section
from accordant.diff.keywords import listed
from accordant.diff.plain import plain
from accordant.diff.renames import sense
from accordant.diff.verdicts import Pair
from accordant.jsonvalue import key
from accordant.rules import wording


def compare(pair: Pair, told: set[str], proved: bool) -> Iterator[Change]:
    """The changes of one pair of models; `told` are rules of which verdicts changed.

    Unless it is `proved` that there are no others, rules that say something else count
    as changes though no request shows them.
    """
    where, old, new = pair.where, pair.old.table, pair.new.table
    for was, now in pair.renamed.items():
        text = f"the rule {was} is called {now} now; who ignores it must say so"
        yield Change("rule-renamed", "breaking", "major", where, (), text, now)
    yield from _defaults(pair)
    yield from _listed(pair)
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    unshown = set[str]()
    if not proved:
        for change in _unshown(pair, told):
            unshown.add(change.places[0])
            yield change
    for name, rule in after.items():
        one = before.get(name)
        if rule.server is not None and (one is None or one.server != rule.server):
            text = f"only the server can decide: {rule.server}"
            yield _words(where, text, name)
        elif one is not None and _notes(one) != _notes(rule):
            yield _reworded(where, name, "what stands beside the rule")
        messages = [{check.message for check in r.checks} for r in (one, rule) if r]
        silent = name not in told and name not in unshown
        if one is not None and messages[0] != messages[-1] and silent:
            yield _reworded(where, name, "its message")
    for name, rule in before.items():
        if rule.server is not None and name not in after:
            text = f"it is no longer said what only the server can decide ({name})"
            yield _words(where, text, name)


def _unshown(pair: Pair, told: set[str]) -> Iterator[Change]:
    """Rules that are new, gone or different, of which no request was found that shows
    it. That is no proof that there is none, so they count by what they may do."""
    old = {rule.id: rule for rule in pair.old.table.rules if rule.checks}
    new = {rule.id: rule for rule in pair.new.table.rules if rule.checks}
    for name in {**new, **old}:
        was, now = old.get(name), new.get(name)
        known = name in told or name in (*pair.renamed, *pair.renamed.values())
        if known or sense(pair.old.table, was) == sense(pair.new.table, now):
            continue
        what = "the rule is gone" if now is None else "the rule asks otherwise now"
        text = f"{what if was else 'a new rule'}; no request was found that shows it"
        refuses = any(c.severity == "error" for c in (now.checks if now else ()))
        section: Section = "breaking" if refuses else "changed"
        level: Level = "major" if refuses else "minor"
        yield Change("rule-unshown", section, level, pair.where, (name,), text)


def _words(where: str, text: str, rule: str) -> Change:
    return Change("documentation", "documentation", "patch", where, (), text, rule)


def _reworded(where: str, rule: str, what: str) -> Change:
    text = f"{what} is reworded"
    return Change("documentation", "documentation", "patch", where, (rule,), text)


def _notes(rule: ir.Rule) -> tuple[object, ...]:
    return rule.source, rule.note, rule.since, rule.use


def _defaults(pair: Pair) -> Iterator[Change]:
    """What is assumed of a field that is left out."""
    old, new = pair.old.table.defaults, pair.new.table.defaults
    for field in dict.fromkeys(row.field for row in (*new, *old)):
        was, now = (
            [_row(row) for row in rows if row.field == field] for rows in (old, new)
        )
        if was == now:
            continue
        text = f"when left out, {listing(now)} is assumed now (was {listing(was)})"
        if not now:
            text = f"when left out, nothing is assumed any more (was {listing(was)})"
        yield Change("default", "changed", "patch", pair.where, (field,), text)


def listing(rows: list[str]) -> str:
    """Default rows in words: `"b" when kind is sent, else "a"`."""
    return ", else ".join(rows) if rows else "nothing"


def _row(row: ir.Default) -> str:
    text = wording.shown(row.value)
    if row.family is not None:
        text = f"some value of {row.family}"
    conditions = [wording.condition(test) for test in row.when]
    if row.given:
        conditions.append(f"{wording.listed(row.given, 'or')} is sent")
    return f"{text} when {' and '.join(conditions)}" if conditions else text


def _listed(pair: Pair) -> Iterator[Change]:
    """Values that came into a family, or fell out of all."""
    old, new = (
        {
            field: {key(v): v for f in table.families_of(field) for v in f.values}
            for field in {family.field: None for family in table.families}
        }
        for table in (pair.old.table, pair.new.table)
    )
    for field in new:
        known = old.get(field, {})
        declared = _declared(pair.new, pair.new_declarations, field)
        declared -= _declared(pair.old, pair.old_declarations, field)
        came = [
            v for k, v in new[field].items() if k not in known and k not in declared
        ]
        gone = [value for k, value in known.items() if k not in new[field]]
        if came and known:
            text = f"rules speak of {listed(came, 'and')} now"
            yield Change("listed", "judged", "minor", pair.where, (field,), text)
        if gone:
            text = f"no rule speaks of {listed(gone, 'or')} as a family any more"
            yield Change("unlisted", "changed", "patch", pair.where, (field,), text)


def _declared(
    model: ir.Model, declarations: Mapping[str, ir.Decl], name: str
) -> set[Hashable]:
    """The values that the schema of a field lists: its changes are told already."""
    for field in model.fields:
        if field.wire == name:
            return {key(v) for v in plain(field.type, declarations).values or ()}
    return set()
