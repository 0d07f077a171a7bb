"""Verdicts that changed, as entries: one a rule, or beside the shape that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from accordant import ir
from accordant.diff.change import LEVELS, Change, Level, Section, Witness
from accordant.diff.found import Found, Seen
from accordant.diff.verdicts import WEAK, Effect, Facet, Judged, Pair
from accordant.pointers import pointer_to, steps_of
from accordant.rules import wording
from accordant.rules.evaluate import Violation

_SAYS: dict[Effect, str] = {
    "refuses": "refuses",
    "hardens": "refuses what it warned of",
    "accepts": "no longer refuses",
    "softens": "only warns now",
    "takes": "still refuses, in place of",
    "warns": "warns",
    "silent": "no longer warns",
    "yields": "gives way; still refused by",
    "adds": "is one more reason to refuse",
    "drops": "is no longer one of the reasons to refuse",
}
_SECTIONS: dict[Effect, tuple[Section, Level]] = {
    "refuses": ("breaking", "major"),
    "hardens": ("breaking", "major"),
    "accepts": ("new", "minor"),
    "softens": ("new", "minor"),
    "warns": ("warnings", "minor"),
    "silent": ("warnings", "patch"),
    "takes": ("new", "patch"),
    "yields": ("changed", "patch"),
    "adds": ("changed", "patch"),
    "drops": ("changed", "patch"),
}
_ORDER = list(_SAYS)

_NAMED, _AROUND, _NESTED, _BESIDE = 8, 6, 4, 2
"""How well a change of a shape explains a structural check: one of its keywords, all
around it, the same place of a nested model, only the same place."""


def entries(pair: Pair, shown: dict[Facet, Judged], found: Found) -> list[Change]:
    """One change for each rule and kind of flip. What a shape explains becomes a
    witness of that shape's change in `found`."""
    rows = _rules(pair)
    groups: dict[tuple[str, Section, Effect], list[tuple[Facet, Judged]]] = {}
    for facet, judged in shown.items():
        if facet.rule not in rows and (
            _explained(pair, facet, judged, found) or pair.path
        ):
            continue
        section, _ = _placed(facet)
        key = (facet.rule, section, facet.effect)
        groups.setdefault(key, []).append((facet, judged))
    order = {rule: place for place, rule in enumerate(rows)}
    ordered = sorted(
        groups.items(),
        key=lambda item: (
            item[0][2] in WEAK,
            order.get(item[0][0], -1),
            _ORDER.index(item[0][2]),
        ),
    )
    return [_entry(pair, rows, rule, items) for (rule, _, _), items in ordered]


def _entry(
    pair: Pair, rows: dict[str, str], rule: str, items: list[tuple[Facet, Judged]]
) -> Change:
    facet = items[0][0]
    section, level = _placed(facet)
    text = _SAYS[facet.effect]
    if facet.unlisted and facet.effect in ("accepts", "softens"):
        text += " what is no longer listed"
    if facet.effect in ("takes", "yields"):
        text += f" {wording.listed(_others(items), 'and')}"
    if rows.get(rule):
        text = f"({rows[rule]}) {text}"
    places = tuple(dict.fromkeys(dotted(item[0].spot) for item in items))
    witnesses = tuple(witness(pair, *item) for item in items)
    kind = f"rule-{facet.effect}" if rule in rows else f"structure-{facet.effect}"
    places = tuple(place for place in places if place)
    if pair.path:
        places = tuple(f"{pair.path}.{place}" for place in places)
        text += f" inside {pair.path}"
    return Change(kind, section, level, pair.where, places, text, rule, witnesses)


def _others(items: list[tuple[Facet, Judged]]) -> list[str]:
    """The checks that refuse the same requests in the other revision."""
    found: dict[str, None] = {}
    for facet, judged in items:
        for violation in judged.old if facet.new else judged.new:
            if violation.severity == "error":
                found[violation.rule] = None
    return list(found)


def _now(pair: Pair, facet: Facet) -> str:
    """What the other revision asks in the stead of a check, if one check does so."""
    tables, place = (pair.old.table, pair.new.table), (facet.rule, facet.spot)
    mine, others = (
        [c for c in table.checks() if (c.id, spot_of(c.blame)) == place]
        for table in (tables[facet.new], tables[not facet.new])
    )
    same = [check for check in mine if check.message == facet.stem]
    if len(same) != 1:
        return ""
    alone = len(mine) == len(others) == 1
    twins = [check for check in others if alone or check.when == same[0].when]
    if len(twins) != 1 or _asks(twins[0]) == _asks(same[0]):
        return ""
    return twins[0].message


def _asks(check: ir.Check) -> object:
    return check.when, check.require, check.forbid


def witness(pair: Pair, facet: Facet, judged: Judged) -> Witness:
    """The request, with the messages that the revisions have for it."""
    other = _now(pair, facet)
    shows = facet.stem if facet.new else f"was: {facet.stem}"
    if other:
        shows += f"; was: {other}" if facet.new else f"; now: {other}"
    return Witness(judged.request, judged.old, judged.new, shows)


def _placed(facet: Facet) -> tuple[Section, Level]:
    if facet.unlisted and facet.effect in ("refuses", "hardens"):
        return "judged", "minor"
    if facet.unlisted and facet.effect in ("accepts", "softens"):
        return "changed", "minor"
    return _SECTIONS[facet.effect]


def spot_of(blame: str) -> str:
    """A field path as a pointer."""
    return pointer_to(filter(None, blame.replace("[]", ".[]").split(".")))


def dotted(spot: str) -> str:
    """A pointer as a field path: `svg.model`, `tags[]`."""
    return ".".join(steps_of(spot)).replace(".[]", "[]")


def _rules(pair: Pair) -> dict[str, str]:
    """The rows of either revision in order, and what became of each."""
    before, after = (
        list(dict.fromkeys(_ids(model, declarations)))
        for model, declarations in (
            (pair.old, pair.old_declarations),
            (pair.new, pair.new_declarations),
        )
    )
    found = {rule: "" if rule in before else "new" for rule in after}
    return found | {rule: "gone" for rule in before if rule not in found}


def _ids(model: ir.Model, declarations: Mapping[str, ir.Decl]) -> Iterator[str]:
    yield from (rule.id for rule in model.table.rules)
    for decl in declarations.values():
        if isinstance(decl, ir.Model) and decl.sent:
            yield from (rule.id for rule in decl.table.rules)


def _explained(pair: Pair, facet: Facet, judged: Judged, found: Found) -> bool:
    """Whether a change of a shape says why; it then gets the witness."""
    place = dotted(facet.spot)
    keyword = facet.rule.rpartition(".")[2]
    best: tuple[int, int] | None = None
    for number, seen in enumerate(found.seen):
        fit = _fit(seen, pair, place, keyword)
        breaks = facet.effect in ("refuses", "hardens")
        if fit and breaks == (seen.change.level == "major"):
            fit += 1
        if fit and (best is None or fit > best[0]):
            best = fit, number
    if best is None:
        return False
    seen = found.seen[best[1]]
    if facet.effect in WEAK:
        found.seen[best[1]] = replace(seen, weak=True)
        return True
    found.seen[best[1]] = replace(seen, change=_with(pair, seen.change, facet, judged))
    return True


def _fit(seen: Seen, pair: Pair, place: str, keyword: str) -> int:
    """How well a shape's change explains a structural check; 0 if it does not."""
    if seen.change.where != pair.where or seen.change.section == "documentation":
        return 0
    path = seen.path.removeprefix(f"{pair.path}.") if pair.path else seen.path
    if seen.whole and (_inside(place, path) or (seen.was and _inside(place, seen.was))):
        return _AROUND
    exact = place == path
    if exact and seen.keywords:
        return _NAMED if keyword in seen.keywords else _BESIDE
    nested = seen.at and re.search(r"(^|[.\]}])" + re.escape(seen.at) + "$", place)
    return _NESTED if nested and (keyword in seen.keywords or seen.whole) else 0


def _inside(place: str, path: str) -> bool:
    """Whether a place is at a path or below it."""
    return not path or re.match(re.escape(path) + r"([.\[{]|$)", place) is not None


def _with(pair: Pair, change: Change, facet: Facet, judged: Judged) -> Change:
    """The change with one more witness, one an effect; verdicts may raise its level."""
    section, level = _placed(facet)
    added = witness(pair, facet, judged)
    flips = {_flip(known) for known in change.witnesses}
    if _flip(added) not in flips:
        change = replace(change, witnesses=(*change.witnesses, added))
    if LEVELS.index(level) > LEVELS.index(change.level):
        change = replace(change, level=level)
        if level == "major":
            change = replace(change, section=section)
    return change


def _flip(known: Witness) -> tuple[str, str]:
    return said(known.old), said(known.new)


def said(found: tuple[Violation, ...]) -> str:
    """What a revision says of a request, in one word."""
    if not found:
        return "accepted"
    errors = any(violation.severity == "error" for violation in found)
    return "refused" if errors else "warned of"
