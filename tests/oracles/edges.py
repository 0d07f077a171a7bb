"""Boundaries of rules and keywords, and how often drawn bodies meet their sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from oracles.odd import Values

Judge = Callable[[object], list[tuple[str, str, str]]]
Key = tuple[type, object]
Where = dict[str, frozenset[Key]]
"""Parameters and what they are to be; None stands for absent and for null."""


class Edge(NamedTuple):
    """A rule at its boundary: what it reports, and what lies next to that."""

    title: str
    rule: str
    path: str
    beyond: Where
    within: Where


def edge(
    title: str, name: str, beyond: Values, within: Values, **among: Values
) -> Edge:
    """The parameter itself is beyond or within; no values at all are any value."""
    there, here = (
        {key: frozenset(map(_key, values)) for key, values in where.items() if values}
        for where in ({**among, name: beyond}, {**among, name: within})
    )
    return Edge(title, title.split()[0], f"/{name}", there, here)


def edge_by(
    title: str, name: str, by: str, beyond: Values, within: Values, **among: Values
) -> Edge:
    """The parameter is as in `among`, and another one decides about it."""
    return edge(title, by, beyond, within, **among)._replace(path=f"/{name}")


def _key(value: object) -> Key:
    """Tells 1 from 1.0 and from true."""
    return type(value), repr(value) if isinstance(value, list | dict) else value


def tally(
    bodies: Iterable[object], judge: Judge, edges: Iterable[Edge], names: Iterable[str]
) -> dict[str, list[int]]:
    """How often each edge was met and the body was reported, or passed there.

    `names` are the parameters. Three lines are of bodies as a whole: how many were
    reported at all, were no object, and had a parameter that nobody has named.
    """
    known, parameters = tuple(edges), frozenset(names)
    whole = ("valid", "type", "unknown")
    met = {name: [0, 0] for name in (*whole, *(one.title for one in known))}
    for body in bodies:
        found = judge(body)
        met["valid"][not found] += 1
        met["type"][isinstance(body, dict)] += 1
        if not isinstance(body, dict):
            continue
        met["unknown"][body.keys() <= parameters] += 1
        fired = {(rule, path) for rule, path, _ in found}
        keys = {name: _key(body.get(name)) for name in parameters}
        for one in known:
            passed = (one.rule, one.path) not in fired
            where = one.within if passed else one.beyond
            for name, wanted in where.items():
                if keys[name] not in wanted:
                    break
            else:
                met[one.title][passed] += 1
    return met


def lines(met: dict[str, list[int]]) -> Iterable[str]:
    """A tally as a table, line by line."""
    yield f"{'check, and where it is met':44}{'broken':>9}{'passed':>9}"
    for name, (reported, passed) in met.items():
        yield f"{name:44}{reported:9}{passed:9}"
