"""Credentials: the security schemes of a document as options of the client."""

from __future__ import annotations

from accordant import ir, names
from accordant.surface import access as surface
from accordant.surface.access import KEY, Access, Credential
from accordant.targets.python.text import literal


def access(api: ir.Api) -> Access:
    """How the operations of an API let callers in, with options as Python names them."""
    taken = [*names.CLIENT_OPTIONS, *api.sdk.get("headers", {})]
    return surface.access(api, names.python_option, taken)


def credential(found: Credential) -> str:
    """A credential as the runtime knows it."""
    facts = [literal(found.place), literal(found.wire)]
    if found.prefix or found.options != (KEY,):
        facts.append(literal(found.prefix))
    if found.options != (KEY,):
        inside = ", ".join(map(literal, found.options))
        facts.append(f"({inside}{',' if len(found.options) == 1 else ''})")
    return f"Credential({', '.join(facts)})"
