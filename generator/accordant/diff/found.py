"""The list of changes while the shapes of two revisions are walked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from accordant.diff.change import Change, Level, Section
from accordant.diff.places import Place

Models: TypeAlias = tuple[str, str, str]
"""Names of two models that stand for each other, and the direction."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A change of a shape, and the structural checks that tell of it.

    `at` is the place within its model and `path` that within the request, `was` where it
    has been before; `whole` if all below that place came or went with it. `within` are
    the models around it. `weak`: other checks refuse what this one newly does (or did).
    """

    change: Change
    path: str = ""
    at: str = ""
    keywords: tuple[str, ...] = ()
    whole: bool = False
    was: str = ""
    within: tuple[Models, ...] = ()
    weak: bool = False


@dataclass(slots=True)
class Found:
    """What was found so far, in the order of the walk."""

    seen: list[Seen] = field(default_factory=list)
    within: list[Models] = field(default_factory=list)
    """The models around the place where the walk is."""
    others: dict[Models, dict[str, None]] = field(default_factory=dict)
    """The operations that lead to two models, in order."""

    def add(
        self,
        kind: str,
        level: Level,
        place: Place,
        text: str,
        *,
        section: Section | None = None,
        keywords: tuple[str, ...] = (),
        whole: bool = False,
        was: str = "",
    ) -> None:
        """Record a change; without `section` the level tells where it stands."""
        if section is None:
            section = "breaking" if level == "major" else "changed"
        shown = (place.shown,) if place.shown else ()
        change = Change(kind, section, level, place.where, shown, text)
        sent = place.side == "request"
        path, at = (place.path, place.own) if sent else ("", "")
        within = tuple(self.within)
        self.seen.append(Seen(change, path, at, keywords, whole, was, within))

    def doc(self, place: Place, what: str) -> None:
        """Record words that differ."""
        self.add("documentation", "patch", place, what, section="documentation")

    def changes(self) -> list[Change]:
        """The changes, those that are the same at several places as one."""
        return joined([self.complete(seen) for seen in self.seen])

    def complete(self, seen: Seen) -> Change:
        """The change, with the other operations that it concerns."""
        also = {name: None for models in seen.within for name in self.others[models]}
        also.pop(seen.change.where, None)
        return replace(seen.change, also=tuple(also))

    def settle(self) -> None:
        """Once it is proved that verdicts are the same, what is only said by another
        check breaks nobody."""
        for number, seen in enumerate(self.seen):
            if seen.weak and not seen.change.witnesses:
                change = replace(seen.change, section="changed", level="patch")
                self.seen[number] = replace(seen, change=change)


def joined(changes: list[Change]) -> list[Change]:
    """Changes that differ in nothing but their places become one."""
    found: dict[tuple[object, ...], Change] = {}
    for change in changes:
        key: tuple[object, ...] = (
            change.kind,
            change.section,
            change.where,
            change.text,
            change.rule,
            _last(change),
        )
        if change.witnesses:
            key = (*key, id(change))
        known = found.get(key)
        if known is not None:
            places = tuple(dict.fromkeys((*known.places, *change.places)))
            change = replace(known, places=places)
        found[key] = change
    return list(found.values())


def _last(change: Change) -> object:
    """What places must share to be told in one line: their last step."""
    if change.section == "documentation":
        return None
    return tuple(p.rpartition(".")[2].rpartition(" ")[2] for p in change.places)
