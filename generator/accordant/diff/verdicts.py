"""One request, judged by two revisions, and what the difference shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from accordant import ir
from accordant.diff.listing import Listing
from accordant.diff.renames import renamed, with_new_ids
from accordant.rules.evaluate import Violation, evaluate

Effect = Literal[
    "refuses", "hardens", "accepts", "softens", "warns", "silent", "adds", "drops"
]
"""What the new revision does: it refuses what was accepted (`hardens`: warned of by the
same check), accepts what was refused (`softens`: still warns of it), warns, no longer
warns; or refuses as before, but for another reason (`adds`, `drops`)."""

LOUDER: tuple[Effect, ...] = ("refuses", "hardens", "warns", "adds")
"""The effects that the new revision's text tells; the others the old one's."""


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
        refused = [any(v.severity == "error" for v in v_.values()) for v_ in (old, new)]
        unlisted = [any(listing.unlisted(judged.request)) for listing in self.listings]
        undeclared = [any(rule == "unknown" for rule, _ in v_) for v_ in (old, new)]
        for place, violation in new.items():
            effect = _louder(violation, old.get(place), refused)
            if effect:
                knew = unlisted[0] or (undeclared[0] and not undeclared[1])
                yield Facet(effect, *place, stem(violation), knew)
        for place, violation in old.items():
            effect = _quieter(violation, new.get(place), refused)
            if effect:
                knew = unlisted[1] or (undeclared[1] and not undeclared[0])
                yield Facet(effect, *place, stem(violation), knew)


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
    model = declarations[old[0].name]
    assert isinstance(model, ir.Model)
    return Pair(where, path, model, new[0], declarations, new[1], ids)


def stem(violation: Violation) -> str:
    """The message without the length that was sent."""
    return re.sub(r" \(has \d+\)$", "", violation.message)


def spot(path: str) -> str:
    """A pointer without the numbers of items."""
    return re.sub(r"/\d+(?=/|$)", "/[]", path)


def _by_place(found: tuple[Violation, ...]) -> dict[tuple[str, str], Violation]:
    return {(v.rule, spot(v.path)): v for v in reversed(found)}


def _louder(
    now: Violation, was: Violation | None, refused: list[bool]
) -> Effect | None:
    before, after = refused
    if now.severity == "error":
        if was is not None and was.severity == "error":
            return None
        if before:
            return "adds"
        return "refuses" if was is None else "hardens"
    if was is None and not before and not after:
        return "warns"
    return "adds" if was is None and before == after else None


def _quieter(
    was: Violation, now: Violation | None, refused: list[bool]
) -> Effect | None:
    before, after = refused
    if was.severity == "error":
        if now is not None and now.severity == "error":
            return None
        if after:
            return "drops"
        return "accepts" if now is None else "softens"
    if now is None and not before and not after:
        return "silent"
    return "drops" if now is None and before == after else None
