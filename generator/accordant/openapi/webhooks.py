"""Webhooks and callbacks: what an API sends, so that its types can be read."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir, names
from accordant.openapi.bodies import bodies
from accordant.openapi.paths import operations_of, path_item
from accordant.openapi.reading import Reading, mapped, text
from accordant.openapi.reference import Place
from accordant.source import Map


def webhooks(reading: Reading) -> tuple[ir.Webhook, ...]:
    """What the API sends to its users, in document order."""
    listed = mapped(reading.report, reading.document.root, "webhooks")
    return tuple(
        webhook
        for key in listed
        if not key.startswith("x-")
        for webhook in _sent(
            reading, listed, key, f"webhook '{key}'", Place(("webhooks",), "")
        )
    )


def _sent(
    reading: Reading, holder: Map, key: str, what: str, around: Place
) -> Iterator[ir.Webhook]:
    """What is sent to one address, by each method; `around` has the name before it."""
    item = path_item(reading.document, holder, key, what)
    for _, steps, node, where in operations_of(reading.document, item):
        name = around.name
        if not name:
            name = names.pascal(key) or names.pascal(text(node, "operationId"))
        place = Place((*around.pointer, key, *steps), name or "Webhook")
        payloads = [body.type for body in bodies(reading, node, place, "Payload")]
        doc = text(node, "description") or text(node, "summary")
        yield ir.Webhook(key, next(iter(payloads), ir.Anything()), doc, where)


def callbacks(reading: Reading, node: Map, place: Place) -> None:
    """Lower the types of what an operation has sent elsewhere; clients do not take it."""
    listed = mapped(reading.report, node, "callbacks")
    for name in (name for name in listed if not name.startswith("x-")):
        what = f"callback '{name}'"
        found = reading.document.mapping(listed[name], listed.value(name), what)
        around = place.below("callbacks", name, name=name)
        for key in found or ():
            if found is not None and not key.startswith("x-"):
                list(_sent(reading, found, key, what, around))
        message = "'callbacks' are not served by clients; their types are there"
        reading.ignore(message, listed.key(name))
