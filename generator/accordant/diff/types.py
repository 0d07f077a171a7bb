"""Types of two revisions side by side, in both directions.

A request may only become wider, an answer only narrower, without breaking a caller:
the same change of a type has one level where it is sent and another where it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from accordant import ir
from accordant.diff import fields
from accordant.diff.change import Level, Section
from accordant.diff.found import Found, Models
from accordant.diff.places import Place
from accordant.diff.plain import Plain, plain
from accordant.jsonvalue import key
from accordant.rules import wording

_PLACES = 3
"""How often two models are compared in one operation; a model may stand in many places
of another, and that again in many."""

_WIDER = {("integer", "number")}


class Types:
    """The walk. Every pair of models is compared once a direction."""

    def __init__(self, old: ir.Api, new: ir.Api, found: Found) -> None:
        self.old = old
        self.new = new
        self.found = found
        self.visits: Counter[tuple[Models, str]] = Counter()
        self.named: set[tuple[str, str]] = set()
        self.roots: list[tuple[str, str, ir.Model, ir.Model]] = []
        """Models that judge bodies, or objects in them by rules of their own: operation,
        path in the body, old one, new one."""

    def compare(self, old: ir.Type, new: ir.Type, place: Place) -> None:
        """Record how the type at a place changed."""
        was = plain(old, self.old.declarations)
        now = plain(new, self.new.declarations)
        self.name(was, now, place)
        self.null(was, now, place)
        if was.kind != now.kind:
            self.kind(was, now, place)
            return
        self.values(was, now, place)
        self.atoms(was, now, place)
        if was.format != now.format:
            text = f"format is {now.format or 'free'} (was {was.format or 'free'})"
            self.found.add("format", "patch", place, text)
        self.below(was, now, place)

    def below(self, was: Plain, now: Plain, place: Place) -> None:
        """What is inside of the two."""
        if was.inner is not None and now.inner is not None:
            mark = "[]" if now.kind == "list" else "{}"
            self.compare(was.inner, now.inner, place.inside(mark))
        elif isinstance(was.decl, ir.Model) and isinstance(now.decl, ir.Model):
            self.models(was.decl, now.decl, place)
        elif isinstance(was.decl, ir.Union) and isinstance(now.decl, ir.Union):
            self.unions(was.decl, now.decl, place)
        elif was.kind == "kinds":
            self.kinds(was, now, place)

    def name(self, was: Plain, now: Plain, place: Place) -> None:
        """A declaration that generated code has under another name now."""
        one, other = was.name, now.name
        if one is None or other is None or one.name == other.name:
            return
        if (one.parent and other.parent) or (one.name, other.name) in self.named:
            return
        self.named.add((one.name, other.name))
        if isinstance(one, ir.Model | ir.Union) and isinstance(other, type(one)):
            text = f"{one.name} is called {other.name} now"
            self.found.add("type-renamed", "major", place, text)

    def null(self, was: Plain, now: Plain, place: Place) -> None:
        if was.nullable == now.nullable:
            return
        sent = place.side == "request"
        breaks = sent != now.nullable
        text = "may be null now" if now.nullable else "is never null now"
        if sent and not now.nullable:
            text = "must not be null now"
        section: Section = "breaking" if breaks else "new" if sent else "changed"
        level: Level = "major" if breaks else "minor"
        kind = "nullable-added" if now.nullable else "nullable-removed"
        self.found.add(kind, level, place, text, section=section, keywords=("type",))

    def kind(self, was: Plain, now: Plain, place: Place) -> None:
        one, other = _described(was), _described(now)
        wider = (was.kind, now.kind) in _WIDER or now.kind == "any"
        narrower = (now.kind, was.kind) in _WIDER or was.kind == "any"
        fine = wider if place.side == "request" else narrower
        text = f"is {other} now (was {one})"
        keywords = ("type", "enum", "const", "union", "required")
        level: Level = "minor" if fine else "major"
        self.found.add("type", level, place, text, keywords=keywords, whole=True)

    def values(self, was: Plain, now: Plain, place: Place) -> None:
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
            self.found.add(
                "enum-opened", "minor", place, text, section=section, keywords=words
            )
        elif closes and not closed:
            text = f"must be {listed(after or ())} now (was {_any(was)})"
            level: Level = "major" if sent else "minor"
            if not sent:
                text = text.replace("must be", "is always", 1)
            self.found.add("enum-closed", level, place, text, keywords=words)
        elif before is not None and after is not None:
            self.members(before, after, closes, place)

    def members(
        self,
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
            self.found.add(
                "enum-added", "minor", place, text, section="new", keywords=words
            )
        if removed:
            breaks = sent and closed
            text = f"must not be {listed(removed)} any more"
            if not breaks:
                gone = listed(removed, "and")
                text = f"no longer lists {gone}" if sent else f"is never {gone} now"
            level: Level = "major" if breaks else "minor"
            self.found.add("enum-removed", level, place, text, keywords=words)

    def atoms(self, was: Plain, now: Plain, place: Place) -> None:
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
            self.found.add(
                kind, level, place, text, section=section, keywords=(keyword,)
            )

    def models(self, old: ir.Model, new: ir.Model, place: Place) -> None:
        """Two models that stand for each other."""
        whole = not place.own.strip("[]{}")
        if place.side == "request" and (whole or old.table.rules or new.table.rules):
            self.roots.append((place.where, place.path, old, new))
        with self.visit((old.name, new.name, place.side), place) as first:
            if first:
                if old.doc != new.doc:
                    self.found.doc(place, f"the text of {new.name}")
                fields.extra(self, old, new, place)
                fields.compare(self, old, new, place)

    @contextmanager
    def visit(self, both: Models, place: Place) -> Iterator[bool]:
        """Whether two declarations are still to be compared at a place.

        Another operation only counts as one more that is concerned, and a few places
        in one operation are enough.
        """
        operations = self.found.others.setdefault(both, {})
        operations[place.where] = None
        self.visits[both, place.where] += 1
        first = next(iter(operations)) == place.where
        fresh = both not in self.found.within
        few = self.visits[both, place.where] <= _PLACES
        self.found.within.append(both)
        yield first and fresh and few
        self.found.within.pop()

    def unions(self, old: ir.Union, new: ir.Union, place: Place) -> None:
        """Two unions that stand for each other."""
        with self.visit((old.name, new.name, place.side), place) as first:
            if first:
                self.arms(old, new, place)

    def arms(self, old: ir.Union, new: ir.Union, place: Place) -> None:
        """The arms of two unions, told by their tags."""
        if old.doc != new.doc:
            self.found.doc(place, f"the text of {new.name}")
        if old.tag != new.tag:
            text = f"is told apart by {new.tag} now (was {old.tag})"
            self.found.add("union-tag", "major", place, text)
        before, after = _by_tag(old), _by_tag(new)
        stays: dict[tuple[str, str], tuple[ir.Type, ir.Type]] = {}
        for tag, arm in after.items():
            if tag in before:
                other = before[tag]
                stays.setdefault((repr(other), repr(arm)), (other, arm))
        for one, other in stays.values():
            self.compare(one, other, place.arm(_name(other)))
        sent = place.side == "request"
        added = {tag: _name(arm) for tag, arm in after.items() if tag not in before}
        removed = {tag: _name(arm) for tag, arm in before.items() if tag not in after}
        for tag, name in added.items():
            text = f"may be {wording.shown(tag)} ({name}) now"
            self.found.add(
                "arm-added", "minor", place, text, section="new", keywords=("union",)
            )
        for tag, name in removed.items():
            text = f"must not be {wording.shown(tag)} ({name}) any more"
            if not sent:
                text = f"is never {wording.shown(tag)} ({name}) now"
            self.found.add(
                "arm-removed", "major", place, text, keywords=("union",), whole=True
            )

    def kinds(self, was: Plain, now: Plain, place: Place) -> None:
        """The arms of a union without a name, told by their JSON kinds."""
        before = {plain(arm, self.old.declarations).kind: arm for arm in was.arms}
        after = {plain(arm, self.new.declarations).kind: arm for arm in now.arms}
        sent = place.side == "request"
        for name, arm in after.items():
            if name in before:
                self.compare(before[name], arm, place)
                continue
            text = f"may be {Plain(name).words} now"
            level: Level = "minor" if sent else "major"
            section: Section = "new" if sent else "breaking"
            words = ("union", "type")
            self.found.add(
                "arm-added", level, place, text, section=section, keywords=words
            )
        for name in before:
            if name not in after:
                text = f"is never {Plain(name).words} now"
                level = "major" if sent else "minor"
                words = ("union", "type")
                self.found.add("arm-removed", level, place, text, keywords=words)


def listed(values: Iterable[ir.Json], word: str = "or") -> str:
    """`"a", "b" or "c"`."""
    return wording.listed([wording.shown(value) for value in values], word)


def _described(kind: Plain) -> str:
    if kind.values is not None and not kind.open:
        return listed(kind.values)
    return kind.name.name if kind.decl and kind.name else kind.words


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


def _by_tag(union: ir.Union) -> dict[str, ir.Type]:
    return {tag: arm.type for arm in union.arms for tag in arm.tags}


def _name(arm: ir.Type) -> str:
    return arm.name if isinstance(arm, ir.Ref) else type(arm).__name__
