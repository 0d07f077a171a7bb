"""What a client is told: the options of an API, and the facts that its runtime needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordant import ir
from accordant.names.java import java_option, java_scheme
from accordant.surface.access import Access, access
from accordant.targets.java.text import chain, doc, literal

_OWN = (
    *("base_url", "timeout", "max_retries", "default_headers", "default_query"),
    *("http_client", "validate", "ignore_rules", "max_event_size", "log"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """An option that an API has by its own name."""

    key: str
    name: str
    said: str
    secret: bool = False


def credentials(api: ir.Api) -> Access:
    """How the operations of an API let callers in."""
    headers = api.sdk.get("headers", {})
    return access(api, java_scheme, [*_OWN, *headers])


def variables(api: ir.Api, known: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The variables of the server's address: each with its option and its default."""
    found: dict[str, tuple[str, str]] = {}
    for one in api.servers[0].variables if api.servers else ():
        option = java_scheme(one.name, [*_OWN, *known, *(o for o, _ in found.values())])
        found[one.name] = (option, one.default)
    return found


def options(api: ir.Api, found: Access) -> list[Option]:
    """The options, in the order in which READMEs tell of them."""
    headers = api.sdk.get("headers", {})
    environment = api.sdk.get("environment", {})
    secret = found.options()
    said: list[tuple[str, str]] = [
        *secret.items(),
        *((key, f"Sent as `{header}`") for key, header in headers.items()),
        *(
            (option, f"A part of the address, `{default}` if it is not set")
            for option, default in variables(api, [*secret, *headers]).values()
        ),
    ]
    result = []
    names: list[str] = []
    for key, text in said:
        name = java_option(key)
        while name in names:
            name += "_"
        names.append(name)
        variable = environment.get(key)
        more = f"; `fromEnv` takes it from `{variable}`" if variable else ""
        result.append(Option(key, name, f"{text}{more}.", key in secret))
    return result


def methods(found: Sequence[Option]) -> list[dict[str, str]]:
    """The methods of the builder, as a template lays them out."""
    indent = " " * 8
    made = []
    for one in found:
        variable = one.name
        told = {"name": one.name, "variable": variable, "key": literal(one.key)}
        made.append({**told, "doc": doc([one.said], indent), "java": "String"})
        if one.secret:
            asked = "Asked for it at each try of a call."
            said = doc([one.said, asked], indent)
            made.append({**told, "doc": said, "java": "Supplier<String>"})
    return made


def facts(api: ir.Api, found: Access, package: str, agent: str) -> str:
    """What the runtime needs to know of an API, as a constant."""
    client = api.sdk.get("client", {})
    headers = api.sdk.get("headers", {})
    keys = [*found.options(), *headers]
    calls = []
    if api.servers:
        calls.append(_call("baseUrl", api.servers[0].url))
    for name, one in found.credentials.items():
        facts = (name, one.place, one.wire, one.prefix, *one.options)
        calls.append(_call("credential", *facts))
    calls += [_call("security", *way) for way in found.common]
    calls += [_call("header", key, value) for key, value in headers.items()]
    for name, (option, default) in variables(api, keys).items():
        calls.append(_call("variable", name, option, default))
    for key, value in api.sdk.get("environment", {}).items():
        calls.append(_call("environment", key, value))
    named = (
        ("requestId", "request_id_header"),
        ("envelope", "error_envelope"),
        ("end", "end_of_stream"),
    )
    for method, key in named:
        if key in client:
            calls.append(_call(method, client[key]))
    if found.always:
        calls.append(_call("always"))
    start = f"Facts.of({literal(package)}, {literal(agent)})"
    return chain("private static final Facts FACTS =", start, calls, "    ")


def _call(method: str, *args: str) -> str:
    return f".{method}({', '.join(map(literal, args))})"
