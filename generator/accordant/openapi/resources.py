"""Resources and methods, as people expect them from paths: `images`, `generate`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from accordant import names
from accordant.openapi import verbs
from accordant.openapi.paths import Route

_LEADING = ("api", "rest")
_VERSION = r"v[0-9]+(\.[0-9]+)*([a-z]+[0-9]*)?|[0-9]+([.-][0-9]+)*"
_FORMAT = r"\.[a-z]{2,5}$"


@dataclass(frozen=True, slots=True)
class Steps:
    """A path in words; "" is a variable. `version` is what stood before them."""

    version: str
    words: tuple[str, ...]

    @property
    def fixed(self) -> tuple[str, ...]:
        """The words without variables."""
        return tuple(word for word in self.words if word)


@dataclass(slots=True)
class Neighbours:
    """What paths there are: the methods of each, and those that others go on from."""

    methods: dict[Steps, set[str]] = field(default_factory=dict)
    parents: set[Steps] = field(default_factory=set)
    listing: set[Steps] = field(default_factory=set)
    """Those that a variable follows."""

    def alone(self, steps: Steps) -> bool:
        """Whether there is nothing else on a path, and nothing below it."""
        return len(self.methods[steps]) == 1 and steps not in self.parents


def neighbours(routes: Iterable[Route]) -> Neighbours:
    """What all routes tell of each other."""
    found = Neighbours()
    for route in routes:
        steps = steps_of(route.path)
        found.methods.setdefault(steps, set()).add(route.http)
        for size in range(1, len(steps.words)):
            above = Steps(steps.version, steps.words[:size])
            found.parents.add(above)
            if not steps.words[size]:
                found.listing.add(above)
    return found


def steps_of(path: str) -> Steps:
    """The words of a path, without what every path begins with."""
    parts = [part for part in path.split("/") if part]
    version = []
    while len(parts) > 1 and "{" not in parts[0]:
        is_version = re.fullmatch(_VERSION, parts[0].lower())
        if not is_version and parts[0].lower() not in _LEADING:
            break
        first = parts.pop(0)
        version += [names.snake(first)] if is_version else []
    words: list[str] = []
    for number, part in enumerate(parts, 1):
        # Some APIs put what is done behind a colon: /things/{id}:cancel
        noun, _, action = part.rpartition(":")
        if not noun or not re.fullmatch(r"[A-Za-z]\w*", action):
            noun, action = part, ""
        plain = re.sub(r"\{[^{}]*\}", " ", noun).strip()
        if number == len(parts):
            plain = re.sub(_FORMAT, "", plain)
        words += [names.snake(plain)] if names.snake(plain) else []
        words += [""] if "{" in noun else []
        words += [names.snake(action)] if action else []
    return Steps("_".join(version), tuple(words))


def by_path(
    route: Route, name: str, around: Neighbours, many: bool
) -> tuple[tuple[str, ...], str]:
    """Resource and method of an operation; `many` says that it answers with a list."""
    steps = steps_of(route.path)
    fixed = steps.fixed
    if not fixed:
        return (), name
    if not steps.words[-1]:
        return fixed, verbs.of_item(route.http, name)
    leaf, alone = fixed[-1], around.alone(steps)
    single = len(steps.words) == 1 and leaf == name and steps not in around.parents
    if single and (verbs.is_action(leaf) or not verbs.is_plural(leaf)):
        return (), name
    if alone and _is_action(route, steps, name):
        return fixed[:-1], leaf
    made = f"create_{names.singular(fixed[0])}"
    two = len(steps.words) == len(fixed) == 2
    if alone and two and (route.http, name) == ("POST", made):
        # The leaf may be what is done: POST /images/generations createImage
        return fixed[:1], verbs.verb_of(leaf)
    if many or steps in around.listing or "list" in name.split("_"):
        return fixed, verbs.of_collection(route.http, name, True)
    seems = None if verbs.is_plural(leaf) else False
    return fixed, verbs.of_collection(route.http, name, seems)


def _is_action(route: Route, steps: Steps, name: str) -> bool:
    """Whether the last step is something to do, rather than something that is there."""
    leaf = steps.words[-1]
    if verbs.is_action(leaf):
        return True
    if verbs.is_plural(leaf) or len(steps.words) == 1:
        return False
    if not steps.words[-2]:
        return True
    return route.http in ("POST", "PUT") and not verbs.creates(name)
