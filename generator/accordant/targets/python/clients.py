"""The view of the module of the clients: their options, facts and resources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accordant import ir, names
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


@dataclass(frozen=True, slots=True)
class Option:
    """An option of the client: its type, its default, and what is said of it."""

    name: str
    kind: str
    default: str
    said: list[str]


def options(api: ir.Api, asynchronous: bool) -> list[Option]:
    """The options in the order of the signature."""
    variables = api.sdk.get("environment", {})
    headers = api.sdk.get("headers", {})
    http = "httpx2.AsyncClient" if asynchronous else "httpx2.Client"
    key = "Callable[[], str | Awaitable[str]]" if asynchronous else "Callable[[], str]"

    def stands_in(name: str, said: str) -> list[str]:
        variable = variables.get(name)
        return [said, *([f"Else the environment's `{variable}`."] if variable else [])]

    own = [
        Option(name, "str | None", "None", stands_in(name, f"Sent as `{header}`."))
        for name, header in headers.items()
    ]
    keyed = "The key, or a function that is asked for it at each try."
    server = api.servers[0].plain if api.servers else None
    based = "Where the API is."
    if server is not None:
        based = f"Where the API is, if not at {server}."
    return [
        *(
            [
                Option(
                    "api_key",
                    f"str | {key} | None",
                    "None",
                    stands_in("api_key", keyed),
                )
            ]
            if credential(api) is not None
            else []
        ),
        *own,
        Option("base_url", "str | None", "None", stands_in("base_url", based)),
        Option(
            "timeout",
            "float | httpx2.Timeout | None | Unset",
            "UNSET",
            ["Seconds; by default 600, and 5 for a connection. None waits for ever."],
        ),
        Option(
            "max_retries",
            "float",
            "2",
            ["How often a call is tried again after a failure that may pass."],
        ),
        Option(
            "default_headers",
            "Mapping[str, str | None] | None",
            "None",
            ["Headers for every call; None removes one."],
        ),
        Option(
            "default_query",
            "Mapping[str, object] | None",
            "None",
            ["Query parameters for every call."],
        ),
        Option(
            "http_client",
            f"{http} | None",
            "None",
            ["Your own client, for proxies for example; see `DefaultHttpxClient`."],
        ),
        Option(
            "validate",
            'Literal["error", "warn", "off"]',
            '"error"',
            ["Whether a broken constraint raises, is logged, or is not looked for."],
        ),
        Option(
            "ignore_rules",
            "Collection[str]",
            "()",
            ["Ids of rules that are not looked at, as violations have them."],
        ),
        Option(
            "max_event_size",
            "int",
            "MAX_EVENT_SIZE",
            ["Bytes that one event of a stream may have."],
        ),
    ]


def credential(api: ir.Api) -> str | None:
    """Where the key goes, as Python; None if no operation asks for one."""
    asked = [
        scheme
        for operation in api.operations
        for alternative in operation.security
        for scheme in alternative
    ]
    for scheme in asked:
        if scheme.place == "cookie":
            return f'Credential("header", "Cookie", {literal(f"{scheme.wire}=")})'
        if scheme.place is not None:
            return f"Credential({literal(scheme.place)}, {literal(scheme.wire)})"
        if scheme.type in ("oauth2", "openIdConnect") or scheme.scheme == "bearer":
            return 'Credential("header", "Authorization", "Bearer ")'
    return None


def view(models: Models, tree: dict[str, Resource], package: str) -> dict[str, Any]:
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
            *wrapped(Call("_FACTS = Facts(", list(_facts(api, package)))),
            "",
            "",
            *_client(models, tree, client.name, asynchronous=False),
            "",
            "",
            *_client(models, tree, client.async_name, asynchronous=True),
        ]
    )
    used = names_in(body)
    return {
        "abc": sorted(
            {"Awaitable", "Callable", "Collection", "Mapping"} & used, key=str.lower
        ),
        "options": imported(
            "._options", [n for n in ("Credential", "Facts") if n in used]
        ),
        "checked": [
            f"from .resources import {attribute} as _{attribute}" for attribute in tree
        ],
        "body": body,
    }


def _facts(api: ir.Api, package: str) -> Iterator[str | Call]:
    client = api.sdk.get("client", {})
    python = api.sdk.get("python", {})
    agent = python.get("distribution", package.replace("_", "-"))
    yield f"package={literal(package)}"
    yield f"user_agent={literal(f'{agent}/' + python.get('version', '0.1.0'))}"
    server = api.servers[0].plain if api.servers else None
    yield f"base_url={literal(server)}"
    yield f"credential={credential(api)}"
    for name in ("headers", "environment"):
        pairs = [
            f"{literal(k)}: {literal(v)}" for k, v in api.sdk.get(name, {}).items()
        ]
        yield Call(f"{name}={{", pairs, "}")
    yield f"request_id={literal(client.get('request_id_header'))}"
    yield f"envelope={literal(client.get('error_envelope'))}"
    yield f"end={literal(client.get('end_of_stream'))}"


def _client(
    models: Models, tree: dict[str, Resource], name: str, asynchronous: bool
) -> Iterator[str]:
    api = models.api
    prefix = "Async" if asynchronous else ""
    known = options(api, asynchronous)
    way = "awaited" if asynchronous else "made"
    yield f"class {name}(_{prefix or 'Sync'}Client):"
    title = api.title.rstrip(".") or "The API"
    yield from doc([f"{title}. Calls are {way} by resource and method."], "    ")
    yield ""
    yield "    _facts = _FACTS"
    for header in api.sdk.get("headers", {}):
        yield f"    {header}: str | None"
    yield ""
    yield "    def __init__("
    yield "        self,"
    yield "        *,"
    for option in known:
        yield f"        {option.name}: {option.kind} = {option.default},"
    yield "    ) -> None:"
    said = Section("Args", [(option.name, option.said) for option in known])
    raises = [
        ("ArgumentError", ["An option means nothing."]),
        (
            names.python_client(api.sdk.get("client", {})).error,
            ["There is no API key."],
        ),
    ]
    documented = raises if credential(api) is not None else raises[:1]
    heading = "Nothing is connected before the first call."
    yield from doc([heading, said, Section("Raises", documented)], "        ")
    passed = [f"{o.name}={o.name}" for o in known if o.name != "http_client"]
    call = Call("super().__init__(", ["http_client", *passed])
    yield from wrapped(call, "        ")
    yield ""
    yield "    def with_options("
    yield "        self,"
    yield "        *,"
    for option in known:
        kind = (
            option.kind if option.kind.endswith("Unset") else f"{option.kind} | Unset"
        )
        yield f"        {option.name}: {kind} = UNSET,"
    yield "    ) -> Self:"
    text = (
        "A copy with other options. Headers and query parameters are added to those of"
        " this client; the connections are shared."
    )
    yield from doc([text], "        ")
    yield from wrapped(Call("return self._with(", ["http_client", *passed]), "        ")
    yield ""
    yield "    copy = with_options"
    for attribute, resource in tree.items():
        kind = f"{prefix}{resource.name}"
        yield ""
        yield "    @property"
        yield f"    def {attribute}(self) -> _{attribute}.{kind}:"
        yield from doc([f"The methods of `{attribute}`."], "        ")
        yield f"        from .resources.{attribute} import {kind}"
        yield ""
        yield f"        return {kind}(self)"
