"""What operations are called: by sdk.yaml, by hints of the document, by their paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from accordant import names
from accordant.location import Location, Report
from accordant.openapi.naming import NAME_LIMIT
from accordant.openapi.paths import Route
from accordant.openapi.reading import Reading
from accordant.openapi.resources import Neighbours, by_path, neighbours, steps_of
from accordant.openapi.verbs import ACTIONS
from accordant.sdk import Sdk
from accordant.source import Map


@dataclass(frozen=True, slots=True)
class Called:
    """The name of an operation in words, the resource it is of, and its method.

    `fixed` says that the document or sdk.yaml wants it so.
    """

    name: str
    resource: tuple[str, ...]
    method: str
    fixed: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """Resource and method as one: no two operations share it."""
        return (*self.resource, self.method)

    @property
    def dotted(self) -> str:
        """The same as callers write it."""
        return ".".join(self.path)


def called(reading: Reading, routes: Sequence[Route]) -> list[Called]:
    """What each operation is called; no two alike, unless sdk.yaml says so."""
    report, sdk = reading.report, reading.schemas.sdk
    around = neighbours(routes)
    found = []
    for route, name in zip(routes, _names(report, routes), strict=True):
        resource, method = by_path(route, name, around, _answers_many(reading, route))
        one = Called(name, resource, method)
        found.append(_fitting(report, route, _hinted(report, route, one)))
    found = _told_apart(routes, found, around)
    found = [
        _overridden(sdk, route, one) for route, one in zip(routes, found, strict=True)
    ]
    places: dict[tuple[str, ...], Location] = {}
    for route, one in zip(routes, found, strict=True):
        if one.path in places:
            message = (
                f"a second '{one.dotted}', first at {places[one.path]};"
                " name it under 'methods' in sdk.yaml"
            )
            report.error(route.where, message)
        places.setdefault(one.path, route.where)
    return found


def _names(report: Report, routes: Sequence[Route]) -> list[str]:
    """What each operation is called in words, by its id; no two alike."""
    taken: dict[str, None] = {}
    for route in routes:
        written = route.node.get("operationId")
        name = names.snake(_plain_id(route, written)) if written else ""
        if not name:
            message = f"{route.title} has no 'operationId' to name it by"
            report.warn(route.where, message)
        if not name or name in taken:
            path = re.sub(r"\{([^{}]*)\}", r" by \1 ", route.path)
            name = names.snake(f"{name or route.http.lower()} {path}")
        if name in taken and route.http.lower() not in name.split("_"):
            name = f"{name}_{names.snake(route.http)}"
        taken[names.unique(name, taken)] = None
    return list(taken)


def _fitting(report: Report, route: Route, one: Called) -> Called:
    """The same, of resources whose names are short enough for files."""
    short = []
    for word in one.resource:
        short.append(word)
        if len(word) > NAME_LIMIT:
            short[-1] = names.snake(names.shortened(word, NAME_LIMIT // 2))
            message = f"a resource of more than {NAME_LIMIT} characters; it is"
            message += f" '{short[-1]}', or another one under 'methods' in sdk.yaml"
            report.warn(route.where, message)
    return replace(one, resource=tuple(short))


def _plain_id(route: Route, written: object) -> str:
    """The id without what FastAPI puts behind it: path and method of the route."""
    if not isinstance(written, str):
        return ""
    ending = f"{re.sub(r'[^0-9A-Za-z_]', '_', route.path)}_{route.http.lower()}"
    return written.removesuffix(ending) or written


def _answers_many(reading: Reading, route: Route) -> bool:
    """Whether the first success is a list."""
    listed = route.node.get("responses")
    for status, entry in listed.items() if isinstance(listed, Map) else ():
        if status.startswith("2") and isinstance(entry, Map):
            contents = entry.get("content")
            for content in contents.values() if isinstance(contents, Map) else ():
                schema = content.get("schema") if isinstance(content, Map) else None
                return isinstance(schema, Map) and schema.get("type") == "array"
    return False


# --- hints and overrides ---


def _hinted(report: Report, route: Route, one: Called) -> Called:
    """What the document says by the keys that generators of clients agree on."""
    group, method, found = None, None, one
    for key in ("x-fern-sdk-group-name", "x-speakeasy-group"):
        group = group or _words(report, route, key)
    for key in ("x-fern-sdk-method-name", "x-speakeasy-name-override", "x-methodName"):
        method = method or _words(report, route, key)
    if group:
        found = replace(found, resource=group, fixed=True)
    if method:
        found = replace(found, method="_".join(method), fixed=True)
    return found


def _words(report: Report, route: Route, key: str) -> tuple[str, ...]:
    written = route.node.get(key)
    if written is None:
        return ()
    parts = written.split(".") if isinstance(written, str) else written
    if isinstance(parts, list) and all(isinstance(part, str) for part in parts):
        words = tuple(names.snake(part) for part in parts)
        if words and all(re.match(r"[a-z]", word) for word in words):
            return words
    message = f"'{key}' must be made of words, as in 'images'; it is left out"
    report.warn(route.node.key(key), message)
    return ()


def _overridden(sdk: Sdk, route: Route, one: Called) -> Called:
    """By `methods` of sdk.yaml: the operation by its path, what it would be called, or
    the longest beginning of that."""
    wanted = sdk.take("methods", route.title)
    for size in range(len(one.path), 0, -1):
        given = sdk.take("methods", ".".join(one.path[:size]))
        if given and not wanted:
            wanted = ".".join((given, *one.path[size:]))
    if not wanted:
        return one
    *resource, method = wanted.split(".")
    return replace(one, resource=tuple(resource), method=method)


# --- clashes ---


_Rule: TypeAlias = Callable[[Route, Route, Called], Called]


def _told_apart(
    routes: Sequence[Route], found: list[Called], around: Neighbours
) -> list[Called]:
    """Names by rule for operations that would share one, each rule for those that the
    ones before it left; one of them keeps it."""
    ranks = [
        _rank(route, one, around, number)
        for number, (route, one) in enumerate(zip(routes, found, strict=True))
    ]
    for rule in (_by_version, _by_query, _by_verb, _short, _full, _by_variable):
        found = _apply(rule, routes, found, ranks)
    return found


def _apply(
    rule: _Rule,
    routes: Sequence[Route],
    found: list[Called],
    ranks: list[tuple[bool | str | int, ...]],
) -> list[Called]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(found):
        groups.setdefault(one.path, []).append(number)
    above = {one.resource[:size] for one in found for size in range(len(one.path))}
    made = list(found)
    taken = set(groups)
    for path, numbers in groups.items():
        first = min(numbers, key=ranks.__getitem__)
        for number in numbers:
            if number == first and path not in above:
                continue
            one = rule(routes[number], routes[first], found[number])
            if one.path not in taken and one.path not in above:
                taken.add(one.path)
                made[number] = one
    return made


def _rank(
    route: Route, one: Called, around: Neighbours, number: int
) -> tuple[bool | str | int, ...]:
    """What is wanted so comes first, then what is plain: of an early version, with
    things below it, short."""
    plain = not route.query and not route.fragment
    steps = steps_of(route.path)
    lone = steps not in around.parents
    put = route.http == "PUT"
    size = len(steps.words)
    return (not one.fixed, not plain, put, steps.version, lone, size, number)


def _by_version(route: Route, first: Route, one: Called) -> Called:
    """`v2.things.list` beside that of the first version."""
    own, other = steps_of(route.path), steps_of(first.path)
    if own.version == other.version or not own.version:
        return one
    return replace(one, resource=(own.version, *one.resource))


def _by_query(route: Route, _: Route, one: Called) -> Called:
    """`beta.things.list` for `?beta=true`, `things.list_all` for `#all`."""
    said = [key if value == "true" else value for key, value in route.query]
    words = [word for word in map(names.snake, said) if re.match(r"[a-z]", word)]
    method = "_".join(filter(None, (one.method, names.snake(route.fragment))))
    return replace(one, resource=(*words, *one.resource), method=method)


def _by_verb(route: Route, _: Route, one: Called) -> Called:
    """`replace` beside `update`."""
    if route.http == "PUT" and one.method == "update":
        return replace(one, method="replace")
    return one


def _short(_: Route, __: Route, one: Called) -> Called:
    """The operation's name without the words of its resource, if a verb is left."""
    said = {word for part in one.resource for word in part.split("_")}
    said |= {names.singular(word) for word in said}
    left = [word for word in one.name.split("_") if word not in said]
    if left and left[0] in ACTIONS and left[-1] not in ("and", "by", "of", "for", "to"):
        return replace(one, method="_".join(left))
    return one


def _full(_: Route, __: Route, one: Called) -> Called:
    """The operation's name, which no other has."""
    return replace(one, method=one.name)


def _by_variable(route: Route, _: Route, one: Called) -> Called:
    """`things.stop_by_id` where what has no id is called as this operation."""
    last = names.snake("_".join(route.variables[-1:]))
    return replace(one, method=f"{one.method}_by_{last}" if last else one.method)
