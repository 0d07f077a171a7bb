"""The client: its options, and what it knows of the API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accordant import ir
from accordant.names import ruby as naming
from accordant.surface.access import Access, access as access_of
from accordant.targets.ruby.methods import body as methods
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.operations import security
from accordant.targets.ruby.resources import Resource
from accordant.targets.ruby.signatures import signature
from accordant.targets.ruby.text import (
    Call,
    doc,
    indented,
    literal,
    overload,
    plain,
    symbols,
    wrapped,
)


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its types for YARD and RBS, its default, and what is said of it."""

    name: str
    yard: str
    rbs: str
    default: str
    said: str


_ALWAYS = (
    Option(
        "timeout",
        "Numeric, nil",
        "(::Integer | ::Float)?",
        "OMIT",
        "Seconds; by default 600, and 5 for a connection. Nil waits for ever.",
    ),
    Option(
        "max_retries",
        "Integer",
        "::Integer",
        "2",
        "How often a call is tried again after a failure that may pass.",
    ),
    Option(
        "default_headers",
        "Hash",
        "::Hash[untyped, untyped]",
        "{}",
        "Headers for every call; nil removes one.",
    ),
    Option(
        "default_query",
        "Hash",
        "::Hash[untyped, untyped]",
        "{}",
        "Query parameters for every call.",
    ),
    Option(
        "validate",
        "Symbol",
        "(:error | :warn | :off)",
        ":error",
        "Whether a broken constraint raises (`:error`), is logged (`:warn`), or is not"
        " looked for (`:off`).",
    ),
    Option(
        "ignore_rules",
        "Enumerable<String>",
        "::Enumerable[::String]",
        "[]",
        "Ids of rules that are not looked at, as violations have them.",
    ),
    Option(
        "max_event_size",
        "Integer",
        "::Integer",
        "Internal::Options::MAX_EVENT_SIZE",
        "Bytes that one event of a stream may have.",
    ),
    Option(
        "logger",
        "Logger, nil",
        "untyped",
        "nil",
        "Is told of calls, retries and broken constraints, by `debug`, `info` and `warn`;"
        " without one, warnings go to standard error.",
    ),
    Option(
        "configure_http",
        "#call, nil",
        "untyped",
        "nil",
        "Is given each new `Net::HTTP` before it connects, for certificates for example;"
        " proxies are taken from the environment.",
    ),
)
"""What every client takes beside what follows from its API."""


def access(api: ir.Api) -> Access:
    """How callers are let in, with options that are free."""
    taken = [*naming.RUBY_OPTIONS, *api.sdk.get("headers", {})]
    return access_of(api, naming.ruby_option, taken)


def variables(api: ir.Api, ways_in: Access) -> dict[str, ir.Variable]:
    """The variables of the server's address, by the options that set them."""
    taken = [*naming.RUBY_OPTIONS, *ways_in.options(), *api.sdk.get("headers", {})]
    found: dict[str, ir.Variable] = {}
    for variable in api.servers[0].variables if api.servers else ():
        found[naming.ruby_option(variable.name, [*taken, *found])] = variable
    return found


def options(api: ir.Api, ways_in: Access) -> list[Option]:
    """The options in the order of the signature."""
    environment = api.sdk.get("environment", {})

    def text(name: str, yard: str, rbs: str, said: str) -> Option:
        if name in environment:
            said += f" Else the environment's `{environment[name]}`."
        return Option(name, yard, rbs, "nil", said)

    asked = ", or what responds to `call` and is asked for it at each try."
    found = [
        text(name, "String, #call, nil", "untyped", f"{said}{asked}")
        for name, said in ways_in.options().items()
    ]
    for name, header in api.sdk.get("headers", {}).items():
        found.append(text(name, "String, nil", "::String?", f"Sent as `{header}`."))
    for name, variable in variables(api, ways_in).items():
        about = variable.doc or f"The `{variable.name}` of the server's address."
        said = f"{about} By default {literal(variable.default)}."
        found.append(Option(name, "String, nil", "::String?", "nil", said))
    where = "Where the API is."
    if api.servers:
        where = f"Where the API is, if not at {api.servers[0].url}."
    found.append(text("base_url", "String, nil", "::String?", where))
    return [*found, *_ALWAYS]


def view(models: Models, ways_in: Access, root: Resource) -> dict[str, object]:
    """What the template of the client lays out."""
    api = models.api
    known = options(api, ways_in)
    tags = [
        *(f"@param {o.name} [{o.yard}] {plain(o.said)}" for o in known),
        f"@raise [{models.gem.module}::Errors::InvalidArgumentError] if an option means"
        " nothing",
    ]
    if ways_in.always:
        tags.append(f"@raise [{models.gem.module}::Errors::Error] if there is no key")
    heading = ["Nothing is connected before the first call."]
    parameters = [f"{option.name}: {option.default}" for option in known]
    passed = Call("super(", ["FACTS", *(f"{option.name}:" for option in known)])
    lines = [
        *wrapped(Call("FACTS = Internal::Facts.new(", list(_facts(models, ways_in)))),
        "private_constant :FACTS",
        "",
        *doc(heading, tags=tags),
        *wrapped(Call("def initialize(", parameters)),
        *wrapped(passed, "  "),
        "end",
    ]
    inside = list(methods(models, ways_in, root))
    lines += ["", *inside] if inside else []
    title = api.title.rstrip(".") or "The API"
    return {
        "module": models.gem.module,
        "said": "\n".join(
            doc([f"{title}. Calls are made by resource and method."], "  ")
        ),
        "body": "\n".join(indented(lines, 4)),
    }


def rbs(models: Models, ways_in: Access, root: Resource) -> list[str]:
    """The inside of the client's signature."""
    known = options(models.api, ways_in)
    arguments = [f"?{option.name}: {option.rbs}" for option in known]
    start = overload("def initialize: ", arguments, "void")
    return [*start, *signature(models, root)]


def _facts(models: Models, ways_in: Access) -> Iterator[str | Call]:
    api = models.api
    told = api.sdk.get("client", {})
    yield f"user_agent: {literal(f'{models.gem.gem}-ruby/{models.gem.version}')}"
    yield f"base_url: {literal(api.servers[0].url if api.servers else None)}"
    secrets: list[str | Call] = []
    for name, one in ways_in.credentials.items():
        facts = [
            f"place: {literal(one.place)}",
            f"name: {literal(one.wire)}",
            f"prefix: {literal(one.prefix)}",
            f"options: {symbols(one.options)}",
        ]
        secrets.append(Call(f"{literal(name)} => Internal::Credential.new(", facts))
    yield Call("credentials: {", secrets, "}")
    yield f"security: {security(ways_in.common)}"
    yield f"always: {literal(ways_in.always)}"
    pairs = [f"{n}: {literal(h)}" for n, h in api.sdk.get("headers", {}).items()]
    yield Call("headers: {", pairs, "}")
    pairs = [f"{n}: {literal(v)}" for n, v in api.sdk.get("environment", {}).items()]
    yield Call("environment: {", pairs, "}")
    pairs = [
        f"{n}: Internal::Variable.new({literal(v.name)}, {literal(v.default)})"
        for n, v in variables(api, ways_in).items()
    ]
    yield Call("variables: {", pairs, "}")
    yield f"request_id: {literal(_lower(told.get('request_id_header')))}"
    yield f"envelope: {literal(told.get('error_envelope'))}"
    yield f"end_of_stream: {literal(told.get('end_of_stream'))}"


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()
