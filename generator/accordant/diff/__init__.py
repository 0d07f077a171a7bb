"""What changed for callers between two revisions: shapes by comparing them, verdicts by
requests that the two judge differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from accordant import ir
from accordant.diff import shapes, tables
from accordant.diff.behaviour import Flips, lift
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
    flips = []
    settled = []
    for both in sent(walk):
        flips.append(Flips(both))
        flips[-1].try_all(candidates(both, (old, new)))
        left = ("everything",) if prove is None else prove(flips[-1])
        settled.append(not left)
        if prove is not None:
            unproved += left
        flips[-1].shrink()
    lift(flips)
    for each, proved in zip(flips, settled, strict=True):
        changes += _told(each, found, changes, proved)
    if prove is not None and not unproved:
        found.settle()
    together = joined([*found.changes(), *changes])
    tried = tuple(dict.fromkeys(unproved))
    return Difference(*names, tuple(together), prove is not None, tried)


def _told(
    flips: Flips, found: Found, before: list[Change], proved: bool
) -> list[Change]:
    """The changes of one pair of models, but for what stands in those before."""
    pair = flips.pair
    # What is judged inside of a body was seen there too, in whole requests.
    known = {change.rule for change in before if change.rule and pair.path}
    shown = {f: judged for f, judged in flips.shown().items() if f.rule not in known}
    mine = entries(pair, shown, found)
    mine += tables.compare(pair, known | {c.rule for c in mine if c.rule}, proved)
    also = found.others[pair.old.name, pair.new.name, "request"]
    others = tuple(name for name in also if name != pair.where)
    return [replace(change, also=others) for change in mine]


def sent(walk: Types) -> list[Pair]:
    """The models that requests are judged by, each with the one it was before: those
    of bodies first, then those inside that have rules of their own."""
    found: dict[tuple[str, str], Pair] = {}
    for where, path, old, new in sorted(walk.roots, key=lambda root: root[1] != ""):
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
