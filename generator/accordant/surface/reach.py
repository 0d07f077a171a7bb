"""Which resources need a declaration."""

from __future__ import annotations

from accordant import ir
from accordant.surface.types import named_by, referred


def top_resources(api: ir.Api) -> list[str]:
    """The resources of the client, and one for what the API sends by itself."""
    found = [
        operation.resource[0] for operation in api.operations if operation.resource
    ]
    return list(dict.fromkeys([*found, "client", "webhooks"]))


def users(api: ir.Api) -> dict[str, frozenset[str]]:
    """The resources whose operations reach a declaration."""
    carried: dict[str, list[ir.Type]] = {}
    for operation in api.operations:
        resource = operation.resource[0] if operation.resource else "client"
        found = carried.setdefault(resource, [])
        found += (body.type for body in operation.bodies)
        found += (response.type for response in operation.responses)
        found += (parameter.type for parameter in operation.parameters)
    for webhook in api.webhooks:
        carried.setdefault("webhooks", []).append(webhook.type)
    users: dict[str, set[str]] = {}
    for resource, kinds in carried.items():
        waiting = [name for kind in kinds for name in referred(kind)]
        while waiting:
            name = waiting.pop()
            using = users.setdefault(name, set())
            if resource not in using:
                using.add(resource)
                waiting += named_by(api.declarations[name])
    return {name: frozenset(using) for name, using in users.items()}
