"""The view of the README: an example, the options, and the table in words."""

from __future__ import annotations

from accordant import ir
from accordant.names.java import JavaClient, java_resource
from accordant.surface.methods import Method, Resource
from accordant.surface.tables import markdown, tables
from accordant.surface.types import plainly
from accordant.targets.java.members import member_names
from accordant.targets.java.options import Option
from accordant.targets.java.services import Services
from accordant.targets.java.text import literal


def view(
    api: ir.Api,
    services: Services,
    root: Resource,
    client: JavaClient,
    options: list[Option],
    project: dict[str, str],
) -> dict[str, object]:
    """What the template lays out."""
    homes = services.classes.homes
    return {
        **project,
        "title": markdown(api.title),
        "revision": markdown(api.version),
        "maker": client.maker,
        "prefix": client.prefix,
        "example": example(services, root, client),
        "options": [{"name": one.name, "text": markdown(one.said)} for one in options],
        "log": api.sdk.get("environment", {}).get("log", ""),
        "tables": tables(api, {name: home.dotted for name, home in homes.of.items()}),
    }


def example(services: Services, root: Resource, client: JavaClient) -> list[str]:
    """A call of the first method that the document has a plain example for."""
    for resource in root.all():
        for method in resource.methods:
            setters = _setters(services, method)
            body = method.body
            if setters is None or body is None or body.model is None:
                continue
            home = services.classes.homes.of[body.model.name]
            steps = "".join(f".{java_resource(word, ())}()" for word in resource.words)
            name = java_resource(method.operation.method, ())
            return [
                f"import {services.classes.homes.root}.client.{client.name};",
                f"import {services.classes.homes.root}.client.okhttp.{client.maker};",
                f"import {home.top};",
                "",
                f"{client.name} client = {client.maker}.fromEnv();",
                f"{home.dotted} params = {home.dotted}.builder()",
                *(f"        {setter}" for setter in setters),
                "        .build();",
                f"System.out.println(client{steps}.{name}(params));",
            ]
    return []


def _setters(services: Services, method: Method) -> list[str] | None:
    """The required fields of an example; None if there is none of plain values."""
    body = method.body
    alone = body is not None and not method.parameters and not method.beside
    if body is None or body.model is None or not alone or not body.chosen.examples:
        return None
    value = body.chosen.examples[0].value
    if not isinstance(value, dict):
        return None
    names = member_names([one.wire for one in body.model.fields])
    found = []
    for one in body.model.fields:
        if one.required:
            given = value.get(one.wire)
            kind = plainly(services.classes.api, one.type)
            fits = isinstance(kind, ir.Primitive) and kind.format is None
            if not fits or not isinstance(given, str | int | bool):
                return None
            found.append(f".{names[one.wire]}({literal(given)})")
    return found
