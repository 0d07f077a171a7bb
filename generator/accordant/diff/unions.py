"""Unions of two revisions side by side, and the arms of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordant import ir
from accordant.diff.change import Level, Section
from accordant.diff.places import Place
from accordant.diff.plain import Plain, plain
from accordant.rules import wording

if TYPE_CHECKING:
    from accordant.diff.types import Types


def compare(walk: Types, old: ir.Union, new: ir.Union, place: Place) -> None:
    """The arms of two unions, told by their tags or by their names."""
    if old.doc != new.doc:
        walk.found.doc(place, f"the text of {new.name}")
    if old.tag != new.tag:
        told, was = new.tag or "its keys", old.tag or "its keys"
        text = f"is told apart by {told} now (was {was})"
        walk.found.add("union-tag", "major", place, text)
    before, after = _by_tag(old), _by_tag(new)
    stays: dict[tuple[str, str], tuple[ir.Type, ir.Type]] = {}
    for tag, arm in after.items():
        if tag in before:
            other = before[tag]
            stays.setdefault((repr(other), repr(arm)), (other, arm))
    for one, other in stays.values():
        walk.compare(one, other, place.arm(_name(other)))
    sent = place.side == "request"
    added = {tag: _name(arm) for tag, arm in after.items() if tag not in before}
    removed = {tag: _name(arm) for tag, arm in before.items() if tag not in after}
    for tag, name in added.items():
        text = f"may be {_shown(tag, name)} now"
        walk.found.add(
            "arm-added", "minor", place, text, section="new", keywords=("union",)
        )
    for tag, name in removed.items():
        text = f"must not be {_shown(tag, name)} any more"
        if not sent:
            text = f"is never {_shown(tag, name)} now"
        walk.found.add(
            "arm-removed", "major", place, text, keywords=("union",), whole=True
        )


def kinds(walk: Types, was: Plain, now: Plain, place: Place) -> None:
    """The arms of a union without a name, told by their JSON kinds."""
    before = {plain(arm, walk.old.declarations).kind: arm for arm in was.arms}
    after = {plain(arm, walk.new.declarations).kind: arm for arm in now.arms}
    sent = place.side == "request"
    for name, arm in after.items():
        if name in before:
            walk.compare(before[name], arm, place)
            continue
        text = f"may be {Plain(name).words} now"
        level: Level = "minor" if sent else "major"
        section: Section = "new" if sent else "breaking"
        words = ("union", "type")
        walk.found.add("arm-added", level, place, text, section=section, keywords=words)
    for name in before:
        if name not in after:
            text = f"is never {Plain(name).words} now"
            level = "major" if sent else "minor"
            words = ("union", "type")
            walk.found.add("arm-removed", level, place, text, keywords=words)


def _by_tag(union: ir.Union) -> dict[str, ir.Type]:
    """The arms by their tags; by their names where keys tell them apart."""
    if union.tag is None:
        return {_name(arm.type): arm.type for arm in union.arms}
    return {tag: arm.type for arm in union.arms for tag in arm.tags}


def _shown(tag: str, name: str) -> str:
    return name if tag == name else f"{wording.shown(tag)} ({name})"


def _name(arm: ir.Type) -> str:
    return arm.name if isinstance(arm, ir.Ref) else type(arm).__name__
