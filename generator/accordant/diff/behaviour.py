"""Which checks judge differently, each shown by the plainest request that was found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from accordant import ir
from accordant.diff.samples import required
from accordant.diff.verdicts import Facet, Judged, Pair, spot

_STRANGE = ("null", '""', "[]", "{}", "\\ud800")


class Worth(NamedTuple):
    """How well a request shows a facet; less is better."""

    strange: int
    """Values that a reader would wonder about: null and empty ones."""
    together: int
    """Other errors that come or go with it."""
    beside: int
    """Everything else that either revision has to say."""
    unlisted: int
    """Values that a revision does not list."""
    fields: int
    length: int
    text: str


@dataclass(slots=True)
class Flips:
    """The best request for each facet so far."""

    pair: Pair
    best: dict[Facet, tuple[Worth, Judged]] = field(default_factory=dict)
    known: dict[str, Judged] = field(default_factory=dict)
    """What was judged before, by text: shrunk requests meet again and again."""

    def try_all(self, requests: Iterable[ir.Json]) -> None:
        """Judge requests, and keep those that show something better than before."""
        for request in requests:
            self.try_one(request)

    def judge(self, request: ir.Json) -> Judged:
        """Ask both reference evaluators, once a request."""
        text = json.dumps(request)
        if text not in self.known:
            self.known[text] = self.pair.judge(request)
        return self.known[text]

    def try_one(self, request: ir.Json) -> Judged:
        """Keep a request for all that it shows better than others."""
        judged = self.judge(request)
        for facet in self.pair.facets(judged):
            worth = self.worth(judged, facet)
            if facet not in self.best or worth < self.best[facet][0]:
                self.best[facet] = worth, judged
        return judged

    def improve(self, request: ir.Json, rule: str) -> None:
        """Keep a request for what it shows of one rule if it is better when shrunk."""
        judged = self.try_one(request)
        for facet in self.pair.facets(judged):
            if facet.rule == rule:
                found = self._shrunk(facet, self.worth(judged, facet), judged)
                self.best[facet] = min(self.best[facet], found)

    def shrink(self) -> None:
        """Make each request smaller as long as it shows the same as well."""
        for facet, (worth, judged) in list(self.best.items()):
            self.best[facet] = self._shrunk(facet, worth, judged)

    def _shrunk(
        self, facet: Facet, worth: Worth, judged: Judged
    ) -> tuple[Worth, Judged]:
        tried = True
        while tried:
            tried = False
            for smaller in _smaller(judged.request):
                other = self.judge(smaller)
                if facet not in set(self.pair.facets(other)):
                    continue
                found = self.worth(other, facet)
                if found < worth:
                    worth, judged, tried = found, other, True
                    break
        return worth, judged

    def worth(self, judged: Judged, facet: Facet) -> Worth:
        """How well a request shows a facet."""
        others = [
            v
            for v in (*judged.old, *judged.new)
            if (v.rule, spot(v.path)) != (facet.rule, facet.spot)
        ]
        errors = sum(v.severity == "error" for v in others)
        text = json.dumps(judged.request, sort_keys=True)
        strange = sum(text.count(sign) for sign in _STRANGE)
        unlisted = sum(
            len(list(listing.unlisted(judged.request)))
            for listing in self.pair.listings
        )
        beside = len(others) - errors
        size = text.count('":'), len(text), text
        return Worth(strange, errors, beside, unlisted, *size)

    def shown(self) -> dict[Facet, Judged]:
        """The facets that are worth telling, in report order.

        One that some request shows by a change of verdict need not be shown by a
        request that both refuse, and one that needs no unlisted value not by one.
        """
        kept: dict[Facet, Judged] = {}
        told: dict[object, list[Facet]] = {}
        for facet in self.best:
            told.setdefault(_said(facet), []).append(facet)
        for facets in told.values():
            for facet in _worth_telling(facets, self.best):
                kept[facet] = self.best[facet][1]
        return kept


def lift(all_flips: list[Flips]) -> None:
    """Show what was found of objects inside of bodies by whole requests."""
    for inner in all_flips:
        if not inner.pair.path:
            continue
        for outer in all_flips:
            if outer.pair.path or outer.pair.where != inner.pair.where:
                continue
            plain = required(outer.pair.new, outer.pair.new_declarations)
            for facet, (_, judged) in inner.best.items():
                whole = within(plain, inner.pair.path, judged.request)
                outer.improve(whole, facet.rule)


def within(request: ir.Json, path: str, value: ir.Json) -> ir.Json:
    """A request with a value at a path; `[]` is its one item, `{}` its one value."""
    if not path:
        return value
    if path.startswith("[]"):
        return [within(None, path[2:].removeprefix("."), value)]
    if path.startswith("{}"):
        return {"a": within(None, path[2:].removeprefix("."), value)}
    found = re.match(r"[^.\[{]+", path)
    name = found.group() if found else path
    below = path[len(name) :].removeprefix(".")
    holder = request if isinstance(request, dict) else {}
    return {**holder, name: within(holder.get(name), below, value)}


def _said(facet: Facet) -> object:
    return facet.new, facet.rule, facet.spot, facet.stem


def _worth_telling(
    facets: list[Facet], best: dict[Facet, tuple[Worth, Judged]]
) -> Iterator[Facet]:
    """Of what one check newly says (or no longer says): each change of verdict once."""
    clear = facets
    for dim in (("adds", "drops"), ("takes", "yields")):
        clear = [facet for facet in clear if facet.effect not in dim] or clear
    for effect in dict.fromkeys(facet.effect for facet in clear):
        same = [facet for facet in clear if facet.effect == effect]
        # Alone and with an unlisted value is clearer than among other errors.
        same.sort(key=lambda f: (*map(bool, best[f][0][:2]), f.unlisted))
        yield same[0]


def _smaller(request: Any) -> Iterator[ir.Json]:
    """The request with something left out, or plainer."""
    if isinstance(request, dict):
        for name in request:
            yield {k: v for k, v in request.items() if k != name}
        for name, value in request.items():
            for inner in _smaller(value):
                yield {**request, name: inner}
    elif isinstance(request, list):
        for index in range(len(request)):
            yield [*request[:index], *request[index + 1 :]]
        for index, value in enumerate(request):
            for inner in _smaller(value):
                yield [*request[:index], inner, *request[index + 1 :]]
    elif isinstance(request, str):
        if not request or not request.isascii():
            yield "x"
        if len(request) > 1:
            yield from (plain for plain in ("x" * len(request),) if plain != request)
            yield from ("x" * (len(request) // 2), request[:-1])
    elif isinstance(request, int | float) and not isinstance(request, bool):
        yield from (n for n in (1, 0, int(request / 2)) if abs(n) < abs(request))
