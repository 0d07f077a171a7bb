"""The view of the module of the client: its options, its facts and its resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accordant import ir
from accordant.names.typescript import (
    TYPESCRIPT_OPTIONS,
    camel,
    typescript_client,
    typescript_option,
)
from accordant.surface.access import Access, access
from accordant.targets.typescript.printing import Code, printed
from accordant.targets.typescript.text import code, doc, literal, said
from accordant.targets.typescript.types import union

_KNOWN = {"api_key": "apiKey", "base_url": "baseURL"}


@dataclass(frozen=True, slots=True)
class Option:
    """An option that only this API's clients have."""

    name: str
    kind: Code
    said: list[str]


def option_name(name: str) -> str:
    """An option as it is called here."""
    return _KNOWN.get(name) or camel(name)


def way_in(api: ir.Api) -> Access:
    """How callers are let in."""
    headers = map(option_name, api.sdk.get("headers", {}))
    taken = [*TYPESCRIPT_OPTIONS, *headers, "api_key"]

    def named(wanted: str, others: Iterable[str]) -> str:
        return typescript_option(wanted, others)

    return access(api, named, taken)


def variables(api: ir.Api, ways: Access) -> dict[str, ir.Variable]:
    """The variables of the server's address, by the options that set them."""
    headers = map(option_name, api.sdk.get("headers", {}))
    taken = [*map(option_name, ways.options()), *headers]
    found: dict[str, ir.Variable] = {}
    for variable in api.servers[0].variables if api.servers else ():
        found[typescript_option(variable.name, [*taken, *found])] = variable
    return found


def options(api: ir.Api, ways: Access) -> Iterator[Option]:
    """The options of this API's clients, in the order in which they are declared."""
    environment = api.sdk.get("environment", {})

    def standing_in(name: str, text: str) -> list[str]:
        variable = environment.get(name)
        return [text, *([f"Else the environment's `{variable}`."] if variable else [])]

    for name, text in ways.options().items():
        asked = f"{text}, or a function that is asked for it at each try."
        kind = union(["Secret", "null", "undefined"])
        yield Option(option_name(name), kind, standing_in(name, asked))
    for name, header in api.sdk.get("headers", {}).items():
        said_of = standing_in(name, f"Sent as `{header}`; null for not at all.")
        kind = union(["string", "null", "undefined"])
        yield Option(option_name(name), kind, said_of)
    for name, variable in variables(api, ways).items():
        parts: list[Code] = [*map(literal, variable.values)] or ["string"]
        about = variable.doc or f"The `{variable.name}` of the server's address."
        usual = f"By default {literal(variable.default)}."
        yield Option(name, union([*parts, "undefined"]), [about, usual])


def own_options(api: ir.Api, ways: Access) -> list[str]:
    """The names of all options, which resources cannot have."""
    return [*TYPESCRIPT_OPTIONS, *(option.name for option in options(api, ways))]


def facts(api: ir.Api, ways: Access) -> dict[str, ir.Json]:
    """What the runtime is told of the API."""
    told = api.sdk.get("client", {})
    found: dict[str, ir.Json] = {}
    if api.servers:
        found["baseURL"] = api.servers[0].url
    found["credentials"] = {
        name: {
            "place": one.place,
            "name": one.wire,
            "prefix": one.prefix,
            "options": [option_name(option) for option in one.options],
        }
        for name, one in ways.credentials.items()
    }
    found["security"] = [[*way] for way in ways.common]
    found["always"] = ways.always
    headers = api.sdk.get("headers", {})
    found["headers"] = {option_name(name): header for name, header in headers.items()}
    environment = api.sdk.get("environment", {})
    found["environment"] = {option_name(n): v for n, v in environment.items()}
    found["variables"] = {
        name: [variable.name, variable.default]
        for name, variable in variables(api, ways).items()
    }
    for name, wire in (
        ("requestID", "request_id_header"),
        ("envelope", "error_envelope"),
        ("end", "end_of_stream"),
    ):
        if wire in told:
            found[name] = told[wire]
    return found


def view(api: ir.Api, ways: Access) -> dict[str, object]:
    """What the template lays out, methods and resources apart."""
    client, error = typescript_client(api.sdk.get("client", {}))
    own: list[str] = []
    head = "export interface ClientOptions extends CommonOptions"
    secrets = False
    for option in options(api, ways):
        own += doc([" ".join(option.said)], "  ")
        own += printed([f"{option.name}?:", option.kind, ";"], "  ")
        secrets = secrets or "Secret" in str(option.kind)
    headers = [option_name(name) for name in api.sdk.get("headers", {})]
    return {
        "client": client,
        "error": error,
        "doc": "\n".join(
            doc([f"A client of {api.title}.", *([api.doc] if api.doc else [])])
        ),
        "options": "\n".join([f"{head} {{", *own, "}"]) if own else f"{head} {{}}",
        "secret": secrets,
        "headers": [
            {
                "name": name,
                "doc": "\n".join(doc([f"Sent as `{header}`."], "  ")),
                "literal": literal(name),
            }
            for name, header in zip(
                headers, api.sdk.get("headers", {}).values(), strict=True
            )
        ],
        "facts": "\n".join(
            printed(["const FACTS: Facts = ", code(facts(api, ways)), ";"])
        ),
        "title": said(api.title),
    }
