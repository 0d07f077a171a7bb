"""The specs whose vectors all languages are judged by: two revisions, and what is odd."""

from __future__ import annotations

from functools import cache

import accordant
from accordant import ir
from bindings import oddities, requests
from bindings.requests import Vector
from oracles.revisions import REVISIONS

ODD = "odd"
NAMES = (*REVISIONS, ODD)


@cache
def api(name: str) -> ir.Api:
    """The API of a spec."""
    return oddities.api() if name == ODD else accordant.load(REVISIONS[name].spec)


def drawn(name: str, seed: int, count: int) -> list[Vector]:
    """So many vectors of a revision; of what is odd, all there are."""
    if name == ODD:
        return oddities.vectors(api(name))
    return [*requests.flagship(name, api(name), seed, count)]


def core(name: str) -> list[Vector]:
    """Those that tell ablations: of a revision what is committed."""
    return (
        oddities.vectors(api(name)) if name == ODD else requests.core(name, api(name))
    )
