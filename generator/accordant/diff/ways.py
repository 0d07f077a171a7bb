"""How things travel in two revisions: parameters, forms, servers, pages, webhooks."""

from __future__ import annotations

from accordant import ir
from accordant.diff.change import Level
from accordant.diff.found import Found
from accordant.diff.places import Place
from accordant.diff.types import Types


def parameter(found: Found, old: ir.Parameter, new: ir.Parameter, place: Place) -> None:
    """What a value looks like on its way, and whether it is still wanted."""
    was, now = _written(old), _written(new)
    if was != now:
        text = f"is written as {now} now (was {was})"
        found.add("parameter-style", "major", place, text)
    if old.allow_reserved != new.allow_reserved:
        text = "reserved signs are " + ("left" if new.allow_reserved else "encoded")
        found.add("parameter-style", "patch", place, f"{text} now")
    deprecated(found, old.deprecated, new.deprecated, place)
    if old.default != new.default:
        text = f"the default is {new.default!r} (was {old.default!r})"
        found.add("default", "patch", place, text)


def _written(one: ir.Parameter) -> str:
    if one.media is not None:
        return one.media
    return f"{one.style}{', exploded' if one.explode else ''}"


def deprecated(found: Found, was: bool, now: bool, place: Place) -> None:
    """Callers are told early of what goes away."""
    if was == now:
        return
    text = "is deprecated now" if now else "is not deprecated any more"
    found.add("deprecated", "minor" if now else "patch", place, text, section="changed")


def operation(found: Found, old: ir.Operation, new: ir.Operation, place: Place) -> None:
    """Facts of an operation beside its shapes."""
    deprecated(found, old.deprecated, new.deprecated, place)
    if old.fixed_query != new.fixed_query:
        was, now = (_query(one) for one in (old, new))
        found.add("fixed-query", "major", place, f"is sent with {now} (was {was})")
    was, now = (_urls(one.servers) for one in (old, new))
    if was != now:
        found.add("server", "major", place, f"is at {now} (was {was})")
    _pages(found, old, new, place)
    before = {
        (part.wire, body.media): part for body in old.bodies for part in body.parts
    }
    after = {
        (part.wire, body.media): part for body in new.bodies for part in body.parts
    }
    media = {body.media for body in old.bodies} & {body.media for body in new.bodies}
    for key in sorted({*before, *after}, key=str):
        if key[1] in media and before.get(key) != after.get(key):
            at = place.field(key[0])
            found.add("part", "major", at, f"is written otherwise in {key[1]} now")


def _query(one: ir.Operation) -> str:
    return "&".join(f"{key}={value}" for key, value in one.fixed_query) or "nothing"


def _urls(servers: tuple[ir.Server, ...]) -> str:
    return ", ".join(server.plain for server in servers) or "the servers of the API"


def _pages(found: Found, old: ir.Operation, new: ir.Operation, place: Place) -> None:
    if old.pages == new.pages:
        return
    if old.pages is None:
        text = "goes on to its next pages by itself now"
        found.add("pages", "minor", place, text, section="new")
    elif new.pages is None:
        text = "does not go on to its next pages any more"
        found.add("pages", "major", place, text)
    else:
        same = old.pages.items == new.pages.items
        level: Level = "patch" if same else "major"
        text = "goes on to its next pages in another way now"
        found.add("pages", level, place, text)


def response(found: Found, old: ir.Response, new: ir.Response, place: Place) -> None:
    """Whether an answer comes at once or bit by bit."""
    if old.streams != new.streams:
        names = {False: "one value", True: "a stream"}
        was, now = names[old.streams], names[new.streams]
        text = f"{new.status} {new.media} is {now} now (was {was})"
        found.add("stream", "major", place, text)


def schemes(found: Found, old: ir.Api, new: ir.Api) -> None:
    """Security schemes that kept their name, and travel in another way."""
    before, after = (
        {
            scheme.name: (scheme.type, scheme.scheme, scheme.place, scheme.wire)
            for one in api.operations
            for way in one.security
            for scheme in way
        }
        for api in (old, new)
    )
    for name in before:
        if name in after and before[name] != after[name]:
            was, now = (
                " ".join(filter(None, group[name])) for group in (before, after)
            )
            text = f"the security scheme {name} is {now} (was {was})"
            found.add("security", "major", Place("", "request"), text)


def servers(found: Found, old: ir.Api, new: ir.Api) -> None:
    """Variables of the first server: callers set them."""
    place = Place("", "request")
    before, after = (
        {v.name: v for v in api.servers[0].variables} if api.servers else {}
        for api in (old, new)
    )
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if now is None:
            text = f"the server's variable {name} is gone"
            found.add("server", "major", place, text)
        elif was is None:
            text = f"new variable {name} of the server"
            found.add("server", "minor", place, text, section="new")
        else:
            gone = [value for value in was.values if value not in now.values]
            came = [value for value in now.values if value not in was.values]
            for value in gone if now.values else []:
                text = f"the server's variable {name} cannot be {value} any more"
                found.add("server", "major", place, text)
            for value in came if was.values else []:
                text = f"the server's variable {name} may be {value} now"
                found.add("server", "minor", place, text, section="new")


def webhooks(walk: Types, old: ir.Api, new: ir.Api) -> None:
    """What the API sends by itself, as it is an answer that nobody asked for."""
    before, after = ({hook.name: hook for hook in api.webhooks} for api in (old, new))
    for name, hook in after.items():
        where = f"webhook {name}"
        if name in before:
            walk.compare(before[name].type, hook.type, Place(where, "response"))
        else:
            place = Place(where, "request")
            walk.found.add("webhook", "minor", place, "new webhook", section="new")
    for name in before:
        if name not in after:
            place = Place(f"webhook {name}", "request")
            walk.found.add("webhook", "major", place, "the webhook is gone")
