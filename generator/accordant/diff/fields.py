"""The fields of two models that stand for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordant import ir
from accordant.diff.change import Level, Section
from accordant.diff.places import Place
from accordant.diff.plain import Plain, plain
from accordant.rules import wording

if TYPE_CHECKING:
    from accordant.diff.types import Types


def compare(walk: Types, old: ir.Model, new: ir.Model, place: Place) -> None:
    """Record fields that came, went, were renamed, and what changed of the others."""
    before, after = _of_side(old, place), _of_side(new, place)
    renamed = _renamed(before, after)
    for wire, field in after.items():
        here = place.field(wire)
        if wire in before:
            _field(walk, before[wire], field, here)
        elif wire in renamed:
            text = f"is the new name of {renamed[wire]}"
            was = place.field(renamed[wire]).path if place.side == "request" else ""
            walk.found.add("field-renamed", "major", here, text, whole=True, was=was)
        else:
            _added(walk, field, here)
    for wire in before:
        if wire not in after and wire not in renamed.values():
            text = "is gone"
            here = place.field(wire)
            walk.found.add("field-removed", "major", here, text, whole=True)


def extra(walk: Types, old: ir.Model, new: ir.Model, place: Place) -> None:
    """What is said of properties that are not declared."""
    one, other = old.extra, new.extra
    if one == other:
        return
    if not isinstance(one, str) and not isinstance(other, str):
        walk.compare(one, other, place.inside("{}"))
        return
    if place.side == "response":
        return
    says = {"error": "refused", "warn": "warned of", "allow": "accepted"}
    text = (
        f"undeclared fields are {says.get(str(other), 'judged')} now"
        f" (were {says.get(str(one), 'judged')})"
    )
    level: Level = "minor"
    section: Section | None = None
    if other == "error" or (not isinstance(other, str) and one != "error"):
        level = "major"
    elif one != "error":
        section = "warnings"
    walk.found.add(
        "extra", level, place, text, section=section, keywords=("unknown",), whole=True
    )


def _of_side(model: ir.Model, place: Place) -> dict[str, ir.Field]:
    """The fields that are sent, or read, by name."""
    other = "read" if place.side == "request" else "write"
    return {field.wire: field for field in model.fields if field.access != other}


def _renamed(before: dict[str, ir.Field], after: dict[str, ir.Field]) -> dict[str, str]:
    """New names of fields that are the same but for the name, with the old ones."""
    gone = [field for wire, field in before.items() if wire not in after]
    came = [field for wire, field in after.items() if wire not in before]
    found = {}
    for field in came:
        twins = [one for one in gone if _facts(one) == _facts(field)]
        rivals = [one for one in came if _facts(one) == _facts(field)]
        if len(twins) == len(rivals) == 1 and field.doc:
            found[field.wire] = twins[0].wire
    return found


def _facts(field: ir.Field) -> tuple[object, ...]:
    return (
        repr(field.type),
        field.required,
        field.doc,
        repr(field.default),
        field.has_default,
        field.access,
        field.deprecated,
    )


def _added(walk: Types, field: ir.Field, place: Place) -> None:
    kind = plain(field.type, walk.new.declarations)
    what = f"{'required ' if field.required else ''}field, {shape(kind)}"
    if field.has_default:
        what += f", {wording.shown(field.default)} when left out"
    breaks = field.required and place.side == "request"
    level: Level = "major" if breaks else "minor"
    section: Section = "breaking" if breaks else "new"
    walk.found.add(
        "field-added", level, place, f"new {what}", section=section, whole=True
    )


def shape(kind: Plain) -> str:
    """A type in a few words: `an integer from 2 to 16`."""
    text = kind.words
    if kind.values is not None:
        text = wording.listed([wording.shown(value) for value in kind.values], "or")
        text += ", or another" if kind.open else ""
    asked = [wording.atom(atom).removeprefix("be ") for atom in kind.atoms]
    if asked:
        text = f"{text}, {' and '.join(asked)}"
    if isinstance(kind.decl, ir.Model):
        text = (
            f"an object of {wording.listed([f.wire for f in kind.decl.fields], 'and')}"
        )
    return f"{text} or null" if kind.nullable else text


def _field(walk: Types, old: ir.Field, new: ir.Field, place: Place) -> None:
    """One field that both revisions have."""
    sent = place.side == "request"
    if old.required != new.required:
        breaks = new.required == sent
        level: Level = "major" if breaks else "minor"
        section: Section = "breaking" if breaks else "new" if sent else "changed"
        kind = "field-required" if new.required else "field-optional"
        text = "is required now" if new.required else "may be left out now"
        if not sent:
            text = "is always there now" if new.required else "may be missing now"
        walk.found.add(
            kind, level, place, text, section=section, keywords=("required",)
        )
    walk.compare(old.type, new.type, place)
    _notes(walk, old, new, place)


def _notes(walk: Types, old: ir.Field, new: ir.Field, place: Place) -> None:
    """Defaults, deprecation and words."""
    sent = place.side == "request"
    if sent and (old.has_default, old.default) != (new.has_default, new.default):
        was, now = _assumed(old), _assumed(new)
        text = f"when left out, {now} is assumed now (was {was})"
        if not new.has_default:
            text = f"when left out, {was} is no longer promised"
        elif not old.has_default:
            text = f"when left out, {now} is assumed"
        walk.found.add("default", "minor", place, text)
    if old.deprecated != new.deprecated:
        text = "is deprecated now" if new.deprecated else "is no longer deprecated"
        level: Level = "minor" if new.deprecated else "patch"
        walk.found.add("deprecated", level, place, text)
    if old.doc != new.doc or old.examples != new.examples:
        walk.found.doc(place, "reworded")


def _assumed(field: ir.Field) -> str:
    return wording.shown(field.default) if field.has_default else "nothing"
