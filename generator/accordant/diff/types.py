"""Types of two revisions side by side, in both directions.

A request may only become wider, an answer only narrower, without breaking a caller:
the same change of a type has one level where it is sent and another where it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from accordant import ir
from accordant.diff import fields, keywords, unions
from accordant.diff.change import Level, Section
from accordant.diff.found import Found, Models
from accordant.diff.places import Place
from accordant.diff.plain import Plain, plain

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
        self.inside: list[tuple[str, str]] = []
        """The aliases that are being compared; one that leads back to itself is compared
        once."""
        self.roots: list[tuple[str, str, ir.Model, ir.Model]] = []
        """Models that judge bodies, or objects in them by rules of their own: operation,
        path in the body, old one, new one."""

    def compare(self, old: ir.Type, new: ir.Type, place: Place) -> None:
        """Record how the type at a place changed."""
        was = plain(old, self.old.declarations)
        now = plain(new, self.new.declarations)
        self.name(was, now, place)
        if isinstance(was.name, ir.Alias) and isinstance(now.name, ir.Alias):
            both = was.name.name, now.name.name
            if both not in self.inside:
                self.inside.append(both)
                self.plain(was, now, place)
                self.inside.pop()
            return
        self.plain(was, now, place)

    def plain(self, was: Plain, now: Plain, place: Place) -> None:
        """Record how a type changed, its name apart."""
        self.null(was, now, place)
        if was.kind != now.kind:
            self.kind(was, now, place)
            return
        keywords.values(self, was, now, place)
        keywords.atoms(self, was, now, place)
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
            unions.kinds(self, was, now, place)

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
        words = ("type", "enum", "const", "union", "required")
        level: Level = "minor" if fine else "major"
        self.found.add("type", level, place, text, keywords=words, whole=True)

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
                unions.compare(self, old, new, place)


def _described(kind: Plain) -> str:
    if kind.values is not None and not kind.open:
        return keywords.listed(kind.values)
    return kind.name.name if kind.decl and kind.name else kind.words
