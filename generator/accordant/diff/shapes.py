"""Operations of two revisions side by side, and what the whole API has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from accordant import ir
from accordant.diff import answers, ways
from accordant.diff.change import Level, Section
from accordant.diff.found import Found
from accordant.diff.places import Place, called
from accordant.diff.types import Types
from accordant.rules import wording

_SDK = {
    ("client", "name"): "the client's class",
    ("client", "async_name"): "the asynchronous client's class",
    ("python", "package"): "the package to import",
    ("python", "distribution"): "the distribution to install",
    ("pydantic", "package"): "the pydantic package to import",
    ("pydantic", "distribution"): "the pydantic distribution to install",
    ("jsonschema", "base_uri"): "the base URI of the schemas",
}


def compare(old: ir.Api, new: ir.Api, found: Found) -> Types:
    """Record what changed in what is sent and answered; returns the finished walk."""
    walk = Types(old, new, found)
    pairs, gone, came = matched(old.operations, new.operations)
    for operation in gone:
        place = Place(called(operation), "request")
        text = f"the operation is gone ({operation.http.upper()} {operation.path})"
        found.add("operation-removed", "major", place, text)
    for operation in came:
        place = Place(called(operation), "request")
        text = f"new operation ({operation.http.upper()} {operation.path})"
        found.add("operation-added", "minor", place, text, section="new")
    for one, other in pairs:
        _operation(walk, one, other)
    ways.webhooks(walk, old, new)
    ways.schemes(found, old, new)
    ways.servers(found, old, new)
    _whole(old, new, found)
    return walk


def matched(
    old: Iterable[ir.Operation], new: Iterable[ir.Operation]
) -> tuple[
    list[tuple[ir.Operation, ir.Operation]], list[ir.Operation], list[ir.Operation]
]:
    """Operations of the same method and path, else of the same name; the rest of each
    side."""
    gone, came = list(old), list(new)
    pairs = []
    for key in (_route, called, _id):
        by_key = {key(operation): operation for operation in gone}
        for operation in list(came):
            if one := by_key.pop(key(operation), None):
                pairs.append((one, operation))
                gone.remove(one)
                came.remove(operation)
    order = list(new)
    return sorted(pairs, key=lambda pair: order.index(pair[1])), gone, came


def _route(operation: ir.Operation) -> str:
    """Method and path, names of path parameters apart."""
    return f"{operation.http} {re.sub(r'{[^}]*}', '{}', operation.path)}"


def _id(operation: ir.Operation) -> str:
    return operation.name


def _operation(walk: Types, old: ir.Operation, new: ir.Operation) -> None:
    place = Place(called(new), "request")
    found = walk.found
    if called(old) != called(new):
        text = f"is the new name of {called(old)}"
        found.add("operation-renamed", "major", place, text)
    if _route(old) != _route(new):
        was, now = (f"{one.http.upper()} {one.path}" for one in (old, new))
        found.add("operation-moved", "major", place, f"is {now} now (was {was})")
    _parameters(walk, old, new)
    _bodies(walk, old, new, place)
    _responses(walk, old, new)
    answers.compare(found, old, new)
    if old.may_be_empty != new.may_be_empty:
        breaks = new.may_be_empty
        text = "may have no content now" if breaks else "always has content now"
        level: Level = "major" if breaks else "minor"
        found.add("empty", level, Place(called(new), "response"), text)
    if old.stream_field != new.stream_field:
        text = f"streams when {new.stream_field or 'nothing'} is true"
        text += f" (was {old.stream_field or 'nothing'})"
        found.add("stream-field", "major", place, text)
    _security(found, old, new, place)
    ways.operation(found, old, new, place)
    if (old.summary, old.doc) != (new.summary, new.doc):
        found.doc(place, "the text of the operation")
    examples = [
        [_examples(list(one.bodies)), _examples(list(one.responses))]
        for one in (old, new)
    ]
    if examples[0] != examples[1]:
        found.doc(place, "the examples of the operation")


def _examples(parts: list[ir.Body] | list[ir.Response]) -> list[str]:
    return sorted({repr(one) for part in parts for one in part.examples})


def _parameters(walk: Types, old: ir.Operation, new: ir.Operation) -> None:
    """Parameters by place and name; those of the path by their order in it."""
    found = walk.found
    before, after = _by_name(old), _by_name(new)
    for name, parameter in after.items():
        place = Place(called(new), "request", parameter.wire)
        what = f"{parameter.place} parameter"
        if name in before:
            _parameter(walk, before[name], parameter, place)
        elif parameter.required:
            found.add("parameter-added", "major", place, f"new required {what}")
        else:
            text = f"new {what}"
            found.add("parameter-added", "minor", place, text, section="new")
    for name, parameter in before.items():
        if name not in after:
            place = Place(called(new), "request", parameter.wire)
            text = f"the {parameter.place} parameter is gone"
            found.add("parameter-removed", "major", place, text)


def _by_name(operation: ir.Operation) -> dict[tuple[str, str], ir.Parameter]:
    steps = re.findall(r"{([^}]*)}", operation.path)
    return {
        (
            p.place,
            (
                str(steps.index(p.wire))
                if p.wire in steps and p.place == "path"
                else p.wire
            ),
        ): p
        for p in operation.parameters
    }


def _parameter(walk: Types, old: ir.Parameter, new: ir.Parameter, place: Place) -> None:
    found = walk.found
    if old.wire != new.wire:
        found.add("parameter-renamed", "major", place, f"is the new name of {old.wire}")
    if old.required != new.required:
        text = "is required now" if new.required else "may be left out now"
        level: Level = "major" if new.required else "minor"
        section: Section = "breaking" if new.required else "new"
        found.add("parameter-required", level, place, text, section=section)
    walk.compare(old.type, new.type, place)
    ways.parameter(found, old, new, place)
    if old.doc != new.doc:
        found.doc(place, "reworded")


def _bodies(walk: Types, old: ir.Operation, new: ir.Operation, place: Place) -> None:
    found = walk.found
    before = {body.media: body for body in old.bodies}
    after = {body.media: body for body in new.bodies}
    was, now = (any(b.required for b in group) for group in (old.bodies, new.bodies))
    if old.bodies and new.bodies and was != now:
        text = "a body is required now" if now else "the body may be left out now"
        level: Level = "major" if now else "minor"
        section: Section = "breaking" if now else "new"
        found.add("body-required", level, place, text, section=section)
    for media, body in after.items():
        if media in before:
            walk.compare(before[media].type, body.type, place)
        elif not before and body.required:
            found.add("body-added", "major", place, f"a body is required now ({media})")
        else:
            text = f"takes {media} now"
            found.add("media-added", "minor", place, text, section="new")
    for media in before:
        if media not in after:
            found.add("media-removed", "major", place, f"takes no {media} any more")


def _responses(walk: Types, old: ir.Operation, new: ir.Operation) -> None:
    found = walk.found
    place = Place(called(new), "response")
    before = {(r.status, r.media): r for r in old.responses}
    after = {(r.status, r.media): r for r in new.responses}
    for (status, media), response in after.items():
        if (status, media) not in before:
            text = f"may be {status} {media} now".replace("  ", " ")
            found.add("response-added", "minor", place, text, section="new")
            continue
        one = before[status, media]
        walk.compare(one.type, response.type, place)
        ways.response(found, one, response, place)
        if one.doc != response.doc:
            found.doc(place, f"the text of status {status}")
    for status, media in before:
        if (status, media) not in after:
            level: Level = "major" if status.startswith("2") else "minor"
            text = f"is never {status} {media} now".replace("  ", " ")
            found.add("response-removed", level, place, text)


def _security(found: Found, old: ir.Operation, new: ir.Operation, place: Place) -> None:
    """Ways to be let in: one more is fine, one less is not."""
    before, after = (
        {frozenset(scheme.name for scheme in way) for way in one.security or ((),)}
        for one in (old, new)
    )
    if before == after:
        return
    text = f"asks for {_ways(new)} (was {_ways(old)})"
    breaks = not before <= after and frozenset() not in after
    level: Level = "major" if breaks else "minor"
    section: Section = "breaking" if breaks else "new"
    found.add("security", level, place, text, section=section)


def _ways(operation: ir.Operation) -> str:
    ways = [
        wording.listed([scheme.name for scheme in way], "and") if way else "nothing"
        for way in operation.security
    ]
    return wording.listed(ways or ["nothing"], "or")


def _whole(old: ir.Api, new: ir.Api, found: Found) -> None:
    """Servers, names of packages and classes, options, and the words of the API."""
    place = Place("", "request")
    was, now = ([server.plain for server in api.servers] for api in (old, new))
    if was[:1] != now[:1]:
        before, after = (urls[0] if urls else "none" for urls in (was, now))
        told = f"the default server is {after} (was {before})"
        found.add("server", "major", place, told)
    for url in now[1:]:
        if url not in was:
            found.add("server", "minor", place, f"new server {url}", section="new")
    for url in was[1:]:
        if url not in now:
            found.add("server", "major", place, f"the server {url} is gone")
    _sdk(old.sdk, new.sdk, found, place)
    if (old.title, old.doc) != (new.title, new.doc):
        found.doc(place, "the text of the API")
    if old.notes != new.notes:
        found.doc(place, "the notes of the spec")


def _sdk(
    old: dict[str, dict[str, str]],
    new: dict[str, dict[str, str]],
    found: Found,
    place: Place,
) -> None:
    for (section, key), what in _SDK.items():
        was, now = old.get(section, {}).get(key), new.get(section, {}).get(key)
        if was != now:
            text = (
                f"{what} is {now or 'the default one'} (was {was or 'the default one'})"
            )
            found.add("sdk-name", "major", place, text)
    for section, what in (("headers", "option"), ("environment", "variable")):
        before, after = old.get(section, {}), new.get(section, {})
        for name in dict.fromkeys([*after, *before]):
            was, now = before.get(name), after.get(name)
            if was == now:
                continue
            level: Level = "major" if was else "minor"
            side: Section = "breaking" if was else "new"
            text = f"the {what} of {name} is {now} (was {was})"
            if was is None:
                text = (
                    f"new {what} {now} for {name}"
                    if what == "variable"
                    else f"new option {name}, sent as {now}"
                )
            elif now is None:
                text = f"the {what} {was if what == 'variable' else name} is gone"
            found.add("sdk-option", level, place, text, section=side)
    for key in ("request_id_header", "error_envelope", "end_of_stream"):
        was, now = old.get("client", {}).get(key), new.get("client", {}).get(key)
        if was != now:
            text = f"{key.replace('_', ' ')} is {now or 'none'} (was {was or 'none'})"
            found.add("sdk-fact", "patch", place, text)
