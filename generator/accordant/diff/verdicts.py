"""One request, judged by two revisions, and what the difference shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from accordant import ir
from accordant.diff.listing import Listing
from accordant.diff.renames import renamed, with_new_ids
from accordant.rules.evaluate import Violation, evaluate

Effect: TypeAlias = Literal[
    "refuses",
    "hardens",
    "accepts",
    "softens",
    "warns",
    "silent",
    "takes",
    "yields",
    "adds",
    "drops",
]
"""What the new revision does with a request by one check.

It refuses what was accepted (`hardens`: was warned of by that check), accepts what was
refused (`softens`: the check still warns), warns, or no longer warns. Or it refuses as
before, but for reasons that are all new (`takes`) where others are gone (`yields`), or
for one more (`adds`) or less (`drops`).
"""

LOUDER: tuple[Effect, ...] = ("refuses", "hardens", "warns", "takes", "adds")
"""The effects that the new revision's text tells; the others the old one's."""

WEAK: tuple[Effect, ...] = ("takes", "yields", "adds", "drops")
"""The effects that change no verdict, only its reasons."""


class Facet(NamedTuple):
    """What one request shows: a check that judges it differently.

    `stem` is the check's message. `unlisted`: only because of a value (or field) that
    the revision which says less knows nothing of.
    """

    effect: Effect
    rule: str
    spot: str
    stem: str
    unlisted: bool

    @property
    def new(self) -> bool:
        """Whether the new revision says it, not the old one."""
        return self.effect in LOUDER


class Judged(NamedTuple):
    """A request, and all that each revision finds wrong with it."""

    request: ir.Json
    old: tuple[Violation, ...]
    new: tuple[Violation, ...]


@dataclass(frozen=True)
class Pair:
    """A model of either revision that the same operation sends, at `path` in its body.

    Rules that were only renamed have their new ids in both.
    """

    where: str
    path: str
    old: ir.Model
    new: ir.Model
    old_declarations: Mapping[str, ir.Decl]
    new_declarations: Mapping[str, ir.Decl]
    renamed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def listings(self) -> tuple[Listing, Listing]:
        """What each revision lists."""
        return (
            Listing(self.old, self.old_declarations),
            Listing(self.new, self.new_declarations),
        )

    def judge(self, request: ir.Json) -> Judged:
        """Ask both reference evaluators."""
        old = evaluate(self.old, self.old_declarations, request)
        new = evaluate(self.new, self.new_declarations, request)
        return Judged(request, tuple(old), tuple(new))

    def facets(self, judged: Judged) -> Iterator[Facet]:
        """Every check that judges the request differently."""
        if judged.old == judged.new:
            return
        old, new = _by_place(judged.old), _by_place(judged.new)
        errors = [
            {place for place, v in found.items() if v.severity == "error"}
            for found in (old, new)
        ]
        unlisted = [any(listing.unlisted(judged.request)) for listing in self.listings]
        undeclared = [
            any(rule == "unknown" for rule, _ in found) for found in (old, new)
        ]
        for here, found, there in ((1, new, old), (0, old, new)):
            before, after = errors[1 - here], errors[here]
            other = unlisted[1 - here] or (
                undeclared[1 - here] and not undeclared[here]
            )
            for place, violation in found.items():
                told = _effect(violation, there.get(place), before, after)
                if told is not None:
                    yield Facet(told[1 - here], *place, stem(violation), other)


def pair(
    where: str,
    path: str,
    old: tuple[ir.Model, Mapping[str, ir.Decl]],
    new: tuple[ir.Model, Mapping[str, ir.Decl]],
) -> Pair:
    """Two models that stand for each other, each with its declarations."""
    ids: dict[str, str] = {}
    declarations = dict(old[1])
    for name, decl in old[1].items():
        other = new[0] if name == old[0].name else new[1].get(name)
        if isinstance(decl, ir.Model) and isinstance(other, ir.Model):
            own = renamed(decl.table, other.table)
            table = with_new_ids(decl.table, own)
            declarations[name] = replace(decl, table=table)
            ids |= own
    model = ir.model_of(declarations, old[0].name)
    return Pair(where, path, model, new[0], declarations, new[1], ids)


def stem(violation: Violation) -> str:
    """The message without the length that was sent."""
    return re.sub(r" \(has \d+\)$", "", violation.message)


def spot(path: str) -> str:
    """A pointer without the numbers of items."""
    return re.sub(r"/\d+(?=/|$)", "/[]", path)


def _by_place(found: tuple[Violation, ...]) -> dict[tuple[str, str], Violation]:
    return {(v.rule, spot(v.path)): v for v in reversed(found)}


def _effect(
    here: Violation,
    there: Violation | None,
    others: set[tuple[str, str]],
    own: set[tuple[str, str]],
) -> tuple[Effect, Effect] | None:
    """What it means that one revision says something more than the other does: if it
    is the new one, and if it is the old one.

    `own` are the errors of the revision that says it, `others` those of the other.
    """
    if here.severity == "error":
        if there is not None and there.severity == "error":
            return None
        if others:
            return ("adds", "drops") if others & own else ("takes", "yields")
        return ("refuses", "accepts") if there is None else ("hardens", "softens")
    if there is not None:
        return None
    # Only where the new revision does not refuse.
    return "adds" if own else "warns", "drops" if others else "silent"
