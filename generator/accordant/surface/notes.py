"""What is said of fields: the document's words, and constraints in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from accordant import ir
from accordant.rules import wording

_POINT = re.compile(r"\.")


class Notes:
    """What is said of the fields of one model."""

    def __init__(self, model: ir.Model) -> None:
        self.model = model
        self._checks = _by_field(model)

    def of(self, field: ir.Field) -> Iterator[list[str]]:
        """Paragraphs of sentences: its description, its constraints, its default."""
        if field.doc:
            yield [field.doc]
        checks = self._checks.get(field.wire, [])
        said = told([_blaming(check, field.wire) for check in checks])
        if said:
            yield said
        if field.has_default and field.default is not None:
            yield [f"Default: {wording.shown(field.default)}, assumed by the server."]
        if field.deprecated and not any("(deprecated" in text for text in said):
            yield ["Deprecated."]


def told(checks: Sequence[ir.Check]) -> list[str]:
    """Checks in sentences, each once; what neighbours ask for on the same condition
    stands behind it."""
    said = list(dict.fromkeys(map(wording.sentence, checks)))
    found = []
    for condition, group in groupby(said, key=_condition):
        texts = list(group)
        if condition and len(texts) > 1:
            ending = f" when {condition}."
            parts = [_uncapitalised(text.removesuffix(ending)) for text in texts]
            found.append(f"When {condition}: {'; '.join(parts)}.")
        else:
            found += texts
    return found


def _condition(sentence: str) -> str:
    """What stands behind the last `when` of a sentence, if it ends there."""
    condition = sentence.removesuffix(".").rpartition(" when ")[2]
    return "" if condition + "." == sentence or "(" in condition else condition


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def _blaming(check: ir.Check, wire: str) -> ir.Check:
    return check if check.blame == wire else replace(check, blame=wire)


def _by_field(model: ir.Model) -> dict[str, list[ir.Check]]:
    """The checks that blame a field, or one inside it, and say more than its type."""
    found: dict[str, list[ir.Check]] = {}
    wires = {field.wire for field in model.fields}
    for check in model.checks():
        atom = check.atom if check.require else None
        plain = isinstance(atom, ir.Required | ir.OfType | ir.Unicode | ir.OneOf)
        if check.when or not plain:
            # A name with a point in it may be that of a field, or lead into another.
            names_of = [
                check.blame[: match.start()] for match in _POINT.finditer(check.blame)
            ]
            for wire in (*names_of, check.blame):
                if wire in wires:
                    found.setdefault(wire, []).append(check)
    return found
