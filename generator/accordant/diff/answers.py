"""Response rules: what two revisions promise of the answers to one operation."""

from __future__ import annotations

from collections.abc import Hashable

from accordant import ir
from accordant.diff.found import Found
from accordant.diff.places import Place, called
from accordant.diff.renames import sense


def compare(found: Found, old: ir.Operation, new: ir.Operation) -> None:
    """Record rules about answers that came, went, or ask otherwise. None of them
    refuses a request, so none is breaking."""
    place = Place(called(new), "response")
    before, after = _rules(old), _rules(new)
    for name, (asks, rule) in after.items():
        if name not in before:
            text = f"a new rule about answers, {name}: {_said(rule)}"
            found.add("answer-rule-added", "minor", place, text, section="new")
        elif before[name][0] != asks:
            text = f"the rule {name} about answers asks otherwise now: {_said(rule)}"
            found.add("answer-rule", "minor", place, text)
        elif _words(before[name][1]) != _words(rule):
            found.doc(place, f"the rule {name} about answers is reworded")
    for name in before:
        if name not in after:
            text = f"the rule {name} about answers is gone"
            found.add("answer-rule-removed", "minor", place, text)


def _rules(operation: ir.Operation) -> dict[str, tuple[Hashable, ir.Rule]]:
    """By id, what each rule asks, and the rule."""
    return {
        rule.id: ((group.subject, sense(group.model.table, rule), rule.server), rule)
        for group in operation.answers
        for rule in group.rules
    }


def _said(rule: ir.Rule) -> str:
    texts = dict.fromkeys(check.message for check in rule.checks)
    return "; ".join(texts) or rule.server or ""


def _words(rule: ir.Rule) -> tuple[object, ...]:
    messages = tuple(check.message for check in rule.checks)
    return messages, rule.note, rule.since, rule.use
