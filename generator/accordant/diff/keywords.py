"""What two types of one kind ask of a value: the values of enums, and bounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from accordant import ir
from accordant.diff.change import Level, Section
from accordant.diff.places import Place
from accordant.diff.plain import Plain
from accordant.jsonvalue import key
from accordant.rules import wording

if TYPE_CHECKING:
    from accordant.diff.types import Types


def values(walk: Types, was: Plain, now: Plain, place: Place) -> None:
    """The values of enums, and whether others may come."""
    before, after = was.values, now.values
    if before is None and after is None:
        return
    sent = place.side == "request"
    words = ("enum", "const", "type", "unicode")
    closed = before is not None and not was.open
    closes = after is not None and not now.open
    if closed and not closes:
        text = f"may be {_any(now)} now (was {listed(before or ())})"
        section: Section = "new" if sent else "changed"
        walk.found.add(
            "enum-opened", "minor", place, text, section=section, keywords=words
        )
    elif closes and not closed:
        text = f"must be {listed(after or ())} now (was {_any(was)})"
        level: Level = "major" if sent else "minor"
        if not sent:
            text = text.replace("must be", "is always", 1)
        walk.found.add("enum-closed", level, place, text, keywords=words)
    elif before is not None and after is not None:
        _members(walk, before, after, closes, place)


def _members(
    walk: Types,
    before: tuple[ir.Json, ...],
    after: tuple[ir.Json, ...],
    closed: bool,
    place: Place,
) -> None:
    """Values that came and went, of an enum that stays open or closed."""
    sent = place.side == "request"
    added, removed = _without(after, before), _without(before, after)
    words = ("enum", "const", "type")
    if added:
        text = f"may be {listed(added)} now"
        if sent and not closed:
            text = f"lists {listed(added, 'and')} now"
        walk.found.add(
            "enum-added", "minor", place, text, section="new", keywords=words
        )
    if removed:
        breaks = sent and closed
        text = f"must not be {listed(removed)} any more"
        if not breaks:
            gone = listed(removed, "and")
            text = f"no longer lists {gone}" if sent else f"is never {gone} now"
        level: Level = "major" if breaks else "minor"
        walk.found.add("enum-removed", level, place, text, keywords=words)


def atoms(walk: Types, was: Plain, now: Plain, place: Place) -> None:
    """Bounds and the other keywords of a scalar or a list."""
    before, after = _by_keyword(was.atoms), _by_keyword(now.atoms)
    for keyword in dict.fromkeys([*after, *before]):
        one, other = before.get(keyword), after.get(keyword)
        if one == other:
            continue
        narrower = _narrower(one, other)
        breaks = narrower and place.side == "request"
        text = "" if other is None else f"must {wording.atom(other)} now"
        if one is not None:
            said = wording.atom(one)
            text = text or f"need not {said} any more"
            bare = said.removeprefix("be ").removeprefix("have ")
            text += f" (was {bare})" if other else ""
        level: Level = "major" if breaks else "minor"
        section: Section = "breaking" if breaks else "changed"
        if place.side == "request" and not narrower:
            section = "new"
        if place.side == "response":
            level = "patch"
        kind = "bound-moved" if one and other else "bound"
        walk.found.add(kind, level, place, text, section=section, keywords=(keyword,))


def listed(values: Iterable[ir.Json], word: str = "or") -> str:
    """`"a", "b" or "c"`."""
    return wording.listed([wording.shown(value) for value in values], word)


def _any(kind: Plain) -> str:
    return f"any {kind.words.partition(' ')[2]}" if " " in kind.words else "anything"


def _without(
    values: Iterable[ir.Json], known: Iterable[ir.Json]
) -> tuple[ir.Json, ...]:
    seen = {key(value) for value in known}
    return tuple(value for value in values if key(value) not in seen)


def _by_keyword(atoms: Iterable[ir.Atom]) -> dict[str, ir.Atom]:
    names = {ir.MultipleOf: "multipleOf", ir.Pattern: "pattern"}
    names |= {ir.UniqueItems: "uniqueItems", ir.OneOf: "enum"}
    found = {}
    for atom in atoms:
        op = getattr(atom, "op", None)
        found[op or names.get(type(atom), type(atom).__name__)] = atom
    return found


def _narrower(one: ir.Atom | None, other: ir.Atom | None) -> bool:
    """Whether the second of two atoms of a keyword refuses more."""
    if one is None or other is None:
        return one is None
    match one, other:
        case (
            (ir.Bound(op=op, limit=was), ir.Bound(limit=now))
            | (ir.Length(op=op, limit=was), ir.Length(limit=now))
            | (ir.Items(op=op, limit=was), ir.Items(limit=now))
        ):
            low = op in ("minimum", "exclusiveMinimum") or op.startswith("min")
            return now > was if low else now < was
        case ir.MultipleOf(factor=was), ir.MultipleOf(factor=now):
            return was % now != 0
        case _:
            return True
