"""Routes: which operation a method and a path mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, unquote_plus, urlsplit

from accordant import ir
from accordant.mock.refusals import Refusal

_VARIABLE = re.compile(r"\{([^{}]*)\}")


class Found(NamedTuple):
    """An operation, and its path variables as they stand in the path, decoded."""

    operation: ir.Operation
    variables: dict[str, str]


class _Step(NamedTuple):
    """A step of a path: a text, or a pattern with the variables in it."""

    rank: int
    text: str
    pattern: re.Pattern[str] | None
    names: tuple[str, ...]


class _Route(NamedTuple):
    steps: tuple[_Step, ...]
    methods: dict[str, list[ir.Operation]]


class Routes:
    """The operations by path, below the path of a server or without it; a text goes
    before a variable, from left to right."""

    def __init__(self, api: ir.Api) -> None:
        routes: dict[str, _Route] = {}
        for operation in api.operations:
            for base in bases(api, operation):
                path = base + operation.path
                if path not in routes:
                    routes[path] = _Route(tuple(map(_step, path.split("/")[1:])), {})
                of_method = routes[path].methods.setdefault(operation.http.upper(), [])
                of_method.append(operation)
        self.by_size: dict[int, list[_Route]] = {}
        for route in sorted(routes.values(), key=lambda r: [s.rank for s in r.steps]):
            self.by_size.setdefault(len(route.steps), []).append(route)

    def find(self, method: str, path: str, query: str) -> Found:
        """The operation for a path and query as they were sent, still encoded.

        HEAD is answered by GET where there is none. Raises Refusal: 404, or 405 with
        the methods that there are.
        """
        matched = list(self._matching([unquote(s) for s in path.split("/")[1:]]))
        if not matched:
            raise Refusal(404, "not_found", f"no operation has the path {path}")
        pairs = set(query_pairs(query))
        lacking: list[str] = []
        for route, variables in matched:
            named = method
            if method == "HEAD" and "HEAD" not in route.methods:
                named = "GET"
            fitting = route.methods.get(named, [])
            for operation in sorted(fitting, key=lambda o: -len(o.fixed_query)):
                if pairs.issuperset(operation.fixed_query):
                    return Found(operation, variables)
                lacking += [f"{k}={v}" for k, v in operation.fixed_query]
        if lacking:
            message = f"this path needs the query {'&'.join(lacking)}"
            raise Refusal(404, "not_found", message)
        allowed = {name for route, _ in matched for name in route.methods}
        allowed |= {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())
        listed = ", ".join(sorted(allowed))
        message = f"{path} has no method {method}, only {listed}"
        raise Refusal(405, "method_not_allowed", message, headers={"allow": listed})

    def _matching(self, parts: list[str]) -> Iterator[tuple[_Route, dict[str, str]]]:
        for route in self.by_size.get(len(parts), ()):
            variables = _variables(route.steps, parts)
            if variables is not None:
                yield route, variables


def bases(api: ir.Api, operation: ir.Operation | None = None) -> list[str]:
    """The paths of the servers of an operation, "" always among them, last."""
    servers = (operation.servers if operation else ()) or api.servers
    found = [urlsplit(server.plain).path.rstrip("/") for server in servers]
    return list(dict.fromkeys([*filter(None, found), ""]))


def query_pairs(query: str) -> list[tuple[str, str]]:
    """The names and values of a query, decoded; also what has no `=`."""
    return [
        (unquote_plus(name), unquote_plus(value))
        for name, _, value in (part.partition("=") for part in query.split("&") if part)
    ]


def _step(text: str) -> _Step:
    names = _VARIABLE.findall(text)
    if not names:
        return _Step(0, unquote(text), None, ())
    texts = map(re.escape, _VARIABLE.split(text)[::2])
    pattern = re.compile("(.+)".join(texts), re.DOTALL)
    return _Step(2 if text == f"{{{names[0]}}}" else 1, text, pattern, tuple(names))


def _variables(steps: Iterable[_Step], parts: list[str]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for step, part in zip(steps, parts, strict=True):
        if step.pattern is None:
            if step.text != part:
                return None
            continue
        match = step.pattern.fullmatch(part)
        if match is None:
            return None
        found |= zip(step.names, match.groups(), strict=True)
    return found
