"""What changed for callers between two revisions: shapes by comparing them, verdicts by
requests that the two judge differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from accordant import ir
from accordant.diff import shapes, tables
from accordant.diff.behaviour import Flips
from accordant.diff.candidates import candidates
from accordant.diff.change import Change, Difference
from accordant.diff.found import Found, joined
from accordant.diff.grouping import entries
from accordant.diff.types import Types
from accordant.diff.verdicts import Pair, pair

Prover = Callable[[Flips], tuple[str, ...]]
"""Finds what candidates do not show; returns what it could not express."""


def compare(
    old: ir.Api, new: ir.Api, names: tuple[str, str], prove: Prover | None = None
) -> Difference:
    """Everything that changed; `names` are what the revisions are called."""
    found = Found()
    walk = shapes.compare(old, new, found)
    changes: list[Change] = []
    unproved: list[str] = []
    for both in sent(walk):
        flips = Flips(both)
        flips.try_all(candidates(both, (old, new)))
        if prove is not None:
            unproved += prove(flips)
        flips.shrink()
        mine = entries(both, flips.shown(), found)
        told = {change.rule for change in mine if change.rule}
        mine += tables.compare(both, told)
        also = found.others[both.old.name, both.new.name, "request"]
        others = tuple(name for name in also if name != both.where)
        changes += [replace(change, also=others) for change in mine]
    if prove is not None and not unproved:
        found.settle()
    together = joined([*found.changes(), *changes])
    proved = prove is not None
    return Difference(*names, tuple(together), proved, tuple(dict.fromkeys(unproved)))


def sent(walk: Types) -> list[Pair]:
    """The models that requests are judged by, each with the one it was before: those
    of bodies, and those that a body leads to other than by a field."""
    found: dict[tuple[str, str], Pair] = {}
    for where, path, old, new in walk.roots:
        if (old.name, new.name) not in found:
            found[old.name, new.name] = pair(
                where,
                path,
                (old, walk.old.declarations),
                (new, walk.new.declarations),
            )
    return list(found.values())


def names(old: ir.Api, new: ir.Api) -> tuple[str, str]:
    """What two revisions are called: their versions, if those tell them apart."""
    if old.version == new.version:
        return "before", "now"
    return old.version, new.version
