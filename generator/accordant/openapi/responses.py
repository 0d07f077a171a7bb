"""Responses: what operations answer with, by status and media type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from accordant import ir, names
from accordant.location import Location
from accordant.openapi.bodies import contents, shared_type
from accordant.openapi.events import item_of
from accordant.openapi.media import is_sequence
from accordant.openapi.paths import Route
from accordant.openapi.reading import (
    Reading,
    examples,
    mapped,
    place_of,
    text,
    unknown_keys,
)
from accordant.openapi.reference import Place
from accordant.source import Map

_RESPONSE = ("description", "headers", "content", "links", "summary")
_FAMILIES = {"3": "Redirect", "4": "ClientError", "5": "ServerError"}


def responses(
    reading: Reading, route: Route, place: Place
) -> tuple[tuple[ir.Response, ...], bool]:
    """The answers of an operation; and whether a success may have no content."""
    declared = list(_declared(reading, route.node))
    found: list[ir.Response] = []
    known: list[tuple[Any, ir.Type]] = []
    statuses = [status for status, *_ in declared]
    called = _names(statuses)
    empty = _redirects_only(statuses)
    for status, pointer, response in declared:
        own = place.below("responses", status, name=called[status])
        holder = place_of(pointer, own)
        holder = Place(pointer or own.pointer, holder.name, holder.parent)
        one = list(_answers(reading, status, response, holder, bool(pointer), known))
        found += one
        empty = empty or (status.startswith("2") and not one)
    return tuple(found), empty


def _declared(
    reading: Reading, node: Map
) -> Iterator[tuple[str, tuple[str, ...], Map]]:
    """Status, pointer (of what is shared) and mapping of each response."""
    listed = mapped(reading.report, node, "responses")
    for written in listed:
        if written.startswith("x-"):
            continue
        status = _status(reading, written, listed.key(written))
        what = f"response '{written}'"
        target = reading.document.target(listed[written], listed.value(written), what)
        if status is None or target is None:
            continue
        pointer, response = target
        unknown_keys(reading.report, response, _RESPONSE)
        if response.get("headers"):
            message = "'headers' of responses are not typed; raw responses have them"
            reading.ignore(message, response.key("headers"))
        if response.get("links"):
            message = "'links' of responses are left out"
            reading.ignore(message, response.key("links"))
        yield status, pointer, response


def _status(reading: Reading, written: str, where: Location) -> str | None:
    if written == "default" or re.fullmatch(r"[1-5]([0-9]{2}|XX)", written):
        return written
    upper = written.strip().upper()
    if upper == "DEFAULT" or re.fullmatch(r"[1-5]XX", upper):
        meant = "default" if upper == "DEFAULT" else upper
        message = f"status '{written}' must be written '{meant}'; it is read so"
        reading.report.warn(where, message)
        return meant
    message = f"'{written}' is no status, as '200', '4XX' or 'default'; it is left out"
    reading.report.warn(where, message)
    return None


def _redirects_only(statuses: list[str]) -> bool:
    """Whether the only good end of an operation is to be sent elsewhere."""
    return any(s.startswith("3") for s in statuses) and not any(
        s.startswith("2") for s in statuses
    )


def _names(statuses: list[str]) -> dict[str, str]:
    """What the answer of each status is called, behind the operation's name."""
    successes = [s for s in statuses if s.startswith("2")]
    first = next(iter(successes or [s for s in statuses if s == "default"]), "")
    return {s: "Response" if s == first else _phrase(s) for s in statuses}


def _phrase(status: str) -> str:
    if status == "default":
        return "Error"
    good = "Response" if status[0] in "123" else "Error"
    if status.isdigit():
        known = {one.value: one.phrase for one in HTTPStatus}
        return names.join_pascal(known.get(int(status), f"Status{status}"), good)
    return names.join_pascal(_FAMILIES.get(status[0], "Other"), good)


def _answers(
    reading: Reading,
    status: str,
    response: Map,
    place: Place,
    shared: bool,
    known: list[tuple[Any, ir.Type]],
) -> Iterator[ir.Response]:
    """What comes with a status, in each media type."""
    doc = text(response, "description")
    listed = list(contents(reading, response))
    plain = [content for _, media, content in listed if ir.is_json(media)]
    for written, media, content in listed:
        media = media.partition(";")[0]
        streams = is_sequence(media, content)
        name = place.name
        source, key = content, "schema"
        if streams:
            name = re.sub("Response$", "", name) + "Event"
            if plain and "schema" not in content and "itemSchema" not in content:
                source = plain[0]
            source, key = item_of(reading.document, media, source)
        pointer = (*place.pointer, "content", written, key)
        inner = Place(pointer, name, None if shared else place.parent)
        inner = inner.ending(
            "ResponseBody" if name.endswith("Response") else "Response"
        )
        kind = shared_type(reading, source, key, inner, known)
        shown = tuple(examples(reading.document, content))
        yield ir.Response(status, media, kind, doc, shown, streams)
