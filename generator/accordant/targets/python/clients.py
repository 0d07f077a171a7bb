"""The view of the module of the clients: their options, facts and resources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accordant import ir, names
from accordant.surface.access import Access
from accordant.targets.python.credentials import credential
from accordant.targets.python.described import security
from accordant.targets.python.models import Models
from accordant.targets.python.resources import Resource
from accordant.targets.python.text import (
    Call,
    Section,
    doc,
    imported,
    literal,
    names_in,
    wrapped,
)
from accordant.targets.python.types import union


@dataclass(frozen=True, slots=True)
class Option:
    """An option of the client: its type, its default, and what is said of it."""

    name: str
    kind: list[str]
    default: str
    said: list[str]


_ALWAYS = (
    Option(
        "timeout",
        ["float", "httpx2.Timeout", "None", "Unset"],
        "UNSET",
        ["Seconds; by default 600, and 5 for a connection. None waits for ever."],
    ),
    Option(
        "max_retries",
        ["float"],
        "2",
        ["How often a call is tried again after a failure that may pass."],
    ),
    Option(
        "default_headers",
        ["Mapping[str, str | None]", "None"],
        "None",
        ["Headers for every call; None removes one."],
    ),
    Option(
        "default_query",
        ["Mapping[str, object]", "None"],
        "None",
        ["Query parameters for every call."],
    ),
    Option(
        "http_client",
        ["httpx2.Client", "None"],
        "None",
        ["Your own client, for proxies for example; see `DefaultHttpxClient`."],
    ),
    Option(
        "validate",
        ['Literal["error", "warn", "off"]'],
        '"error"',
        ["Whether a broken constraint raises, is logged, or is not looked for."],
    ),
    Option(
        "ignore_rules",
        ["Collection[str]"],
        "()",
        ["Ids of rules that are not looked at, as violations have them."],
    ),
    Option(
        "max_event_size",
        ["int"],
        "MAX_EVENT_SIZE",
        ["Bytes that one event of a stream may have."],
    ),
)
"""What every client takes beside what follows from its API."""


def options(api: ir.Api, access: Access, asynchronous: bool) -> list[Option]:
    """The options in the order of the signature."""
    environment = api.sdk.get("environment", {})
    key = "Callable[[], str | Awaitable[str]]" if asynchronous else "Callable[[], str]"

    def stands_in(name: str, said: str) -> list[str]:
        variable = environment.get(name)
        return [said, *([f"Else the environment's `{variable}`."] if variable else [])]

    asked = ", or a function that is asked for it at each try."
    found = [
        Option(name, ["str", key, "None"], "None", stands_in(name, f"{said}{asked}"))
        for name, said in access.options().items()
    ]
    for name, header in api.sdk.get("headers", {}).items():
        said = stands_in(name, f"Sent as `{header}`.")
        found.append(Option(name, ["str", "None"], "None", said))
    for name, variable in variables(api, access).items():
        parts = ["str", "None"]
        if variable.values:
            parts = [f"Literal[{', '.join(map(literal, variable.values))}]", "None"]
        about = variable.doc or f"The `{variable.name}` of the server's address."
        usual = [f"By default {literal(variable.default)}."]
        found.append(Option(name, parts, "None", [about, *usual]))
    server = api.servers[0].url if api.servers else None
    based = "Where the API is."
    if server is not None:
        based = f"Where the API is, if not at {server}."
    found.append(
        Option("base_url", ["str", "None"], "None", stands_in("base_url", based))
    )
    for option in _ALWAYS:
        if option.name == "http_client" and asynchronous:
            kind = ["httpx2.AsyncClient", "None"]
            option = Option(option.name, kind, option.default, option.said)
        found.append(option)
    return found


def variables(api: ir.Api, access: Access) -> dict[str, ir.Variable]:
    """The variables of the server's address, by the options that set them."""
    taken = [*names.CLIENT_OPTIONS, *access.options(), *api.sdk.get("headers", {})]
    found: dict[str, ir.Variable] = {}
    for variable in api.servers[0].variables if api.servers else ():
        name = names.python_option(variable.name, [*taken, *found])
        found[name] = variable
    return found


def own_options(api: ir.Api, access: Access) -> list[str]:
    """The names of the options that this API's clients have and others have not."""
    return [*access.options(), *variables(api, access)]


def view(
    models: Models, access: Access, root: Resource, package: str
) -> dict[str, Any]:
    """What the template of the clients' module lays out."""
    api = models.api
    client = names.python_client(api.sdk.get("client", {}))
    body = "\n".join(
        [
            f"{client.error} = SDKError",
            *doc(["Base of all errors of this package."]),
            "",
            f"SDKError.__name__ = SDKError.__qualname__ = {literal(client.error)}",
            "",
            *wrapped(Call("_FACTS = Facts(", list(_facts(api, access, package)))),
            "",
            "",
            *_client(models, access, root, client.name, asynchronous=False),
            "",
            "",
            *_client(models, access, root, client.async_name, asynchronous=True),
        ]
    )
    used = names_in(body)
    methods = [f"Async{root.name}", root.name] if root.methods else []
    return {
        "abc": sorted(
            {"Awaitable", "Callable", "Collection", "Mapping"} & used, key=str.lower
        ),
        "options": imported(
            "._options", [n for n in ("Credential", "Facts", "Variable") if n in used]
        ),
        "methods": imported(".resources._client", methods),
        "checked": [
            f"from .resources import {attribute} as _{attribute}"
            for attribute in root.below
        ],
        "body": body,
    }


def _facts(api: ir.Api, access: Access, package: str) -> Iterator[str | Call]:
    client = api.sdk.get("client", {})
    python = api.sdk.get("python", {})
    agent = python.get("distribution", package.replace("_", "-"))
    yield f"package={literal(package)}"
    yield f"user_agent={literal(f'{agent}/' + python.get('version', '0.1.0'))}"
    yield f"base_url={literal(api.servers[0].url if api.servers else None)}"
    known = variables(api, access)
    if known:
        entries = [
            f"{literal(name)}: Variable({literal(v.name)}, {literal(v.default)})"
            for name, v in known.items()
        ]
        yield Call("variables={", entries, "}")
    secrets = [
        f"{literal(name)}: {credential(found)}"
        for name, found in access.credentials.items()
    ]
    yield Call("credentials={", secrets, "}")
    yield f"security={security(access.common)}"
    if access.always:
        yield "always=True"
    for name in ("headers", "environment"):
        pairs = [
            f"{literal(k)}: {literal(v)}" for k, v in api.sdk.get(name, {}).items()
        ]
        yield Call(f"{name}={{", pairs, "}")
    yield f"request_id={literal(client.get('request_id_header'))}"
    yield f"envelope={literal(client.get('error_envelope'))}"
    yield f"end={literal(client.get('end_of_stream'))}"


def _client(
    models: Models, access: Access, root: Resource, name: str, asynchronous: bool
) -> Iterator[str]:
    api = models.api
    prefix = "Async" if asynchronous else ""
    known = options(api, access, asynchronous)
    way = "awaited" if asynchronous else "made"
    bases = [f"_{prefix or 'Sync'}Client"]
    bases += [f"{prefix}{root.name}"] if root.methods else []
    yield f"class {name}({', '.join(bases)}):"
    title = api.title.rstrip(".") or "The API"
    yield from doc([f"{title}. Calls are {way} by resource and method."], "    ")
    yield ""
    yield "    _facts = _FACTS"
    for own in (*api.sdk.get("headers", {}), *variables(api, access)):
        yield f"    {own}: str | None"
    yield ""
    yield "    def __init__("
    yield "        self,"
    yield "        *,"
    for option in known:
        head, tail = f"        {option.name}: ", f" = {option.default},"
        yield from union(head, option.kind, tail, "        ")
    yield "    ) -> None:"
    said = Section("Args", [(option.name, option.said) for option in known])
    raises = [("ArgumentError", ["An option means nothing."])]
    if access.always:
        error = names.python_client(api.sdk.get("client", {})).error
        raises.append((error, ["There is no API key."]))
    heading = "Nothing is connected before the first call."
    yield from doc([heading, said, Section("Raises", raises)], "        ")
    passed = [f"{o.name}={o.name}" for o in known if o.name != "http_client"]
    call = Call("super().__init__(", ["http_client", *passed])
    yield from wrapped(call, "        ")
    yield ""
    yield "    def with_options("
    yield "        self,"
    yield "        *,"
    for option in known:
        parts = [*option.kind, *(["Unset"] if option.kind[-1] != "Unset" else [])]
        yield from union(f"        {option.name}: ", parts, " = UNSET,", "        ")
    yield "    ) -> Self:"
    text = (
        "A copy with other options. Headers and query parameters are added to those of"
        " this client; the connections are shared."
    )
    yield from doc([text], "        ")
    yield from wrapped(Call("return self._with(", ["http_client", *passed]), "        ")
    yield ""
    yield "    copy = with_options"
    for attribute, resource in root.below.items():
        kind = f"{prefix}{resource.name}"
        yield ""
        yield "    @property"
        yield f"    def {attribute}(self) -> _{attribute}.{kind}:"
        yield from doc([f"The methods of `{attribute}`."], "        ")
        yield f"        from .resources.{attribute} import {kind}"
        yield ""
        yield f"        return {kind}(self)"
