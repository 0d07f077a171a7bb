"""Names of Python: keywords, what every package has, collisions."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from accordant.names.words import Taken, api_words, media_word, pascal, snake, unique

_PYTHON_MEMBERS = frozenset(
    {
        *("self", "from_dict", "to_dict", "extra_fields", "request_id"),
        *("bool", "dict", "float", "int", "list", "str"),  # they name types beside
        *("object", "property"),
        "dt",  # the module of dates
    }
)
_PYTHON_LOCALS = frozenset(
    {
        *("value", "found", "path", "prefix", "invalid", "objects", "before", "cell"),
        *("bool", "dict", "float", "frozenset", "int", "isinstance", "len", "list"),
        *("any", "enumerate", "given", "object", "sorted", "str", "tuple"),
    }
)
PYTHON_ERRORS = (
    *("ArgumentError", "APIError", "APIConnectionError", "APITimeoutError"),
    *("APIResponseValidationError", "APIStatusError", "BadRequestError"),
    *("AuthenticationError", "PermissionDeniedError", "NotFoundError"),
    *("ConflictError", "UnprocessableEntityError", "RateLimitError"),
    "InternalServerError",
)
"""The classes of errors, as the package exports them."""

CLIENT_OPTIONS = (
    *("api_key", "base_url", "timeout", "max_retries", "default_headers"),
    *("default_query", "http_client", "validate", "ignore_rules", "max_event_size"),
)
"""What every client takes, in the order of its signature."""

_PYTHON_WAYS = ("with_raw_response", "with_streaming_response")
_PYTHON_CLIENT = frozenset(
    {
        *CLIENT_OPTIONS,
        *_PYTHON_WAYS,
        *("close", "copy", "is_closed", "request", "self", "with_options"),
    }
)
_PYTHON_CALL = frozenset(
    {
        *("self", "body", "timeout", "validate"),
        *("extra_headers", "extra_query", "extra_body"),
    }
)
_PYTHON_MODULE = frozenset(
    {
        "Any",
        *("Callable", "Collection", "Credential", "Facts", "Final", "Self", "SDKError"),
        "Literal",
        *("TypeAlias", "Union"),
        "UNSET",
        "Unset",
        "None",
        "True",
        "False",
        "Violation",
        "ConstraintError",
        "Model",
        "Request",
        "Response",
        "Mapping",
        *PYTHON_ERRORS,
        *("Stream", "AsyncStream", "RawResponse", "APIResponse", "AsyncAPIResponse"),
        *("DefaultHttpxClient", "DefaultAsyncHttpxClient", "Timeout"),
        *("Operation", "Resource", "AsyncResource", "Never"),
        *("Methods", "AsyncMethods", "BinaryContent", "FileTypes"),
        *("SyncPage", "AsyncPage", "AsyncPaginator"),
    }
)


def python_field(wire: str, taken: Container[str]) -> str:
    """A dataclass field's name: snake case, never a keyword or a method's name."""
    plain = wire.isidentifier() and wire.isascii() and wire == wire.lower()
    name = (plain and wire.strip("_") and wire.lstrip("_")) or snake(wire) or "field"
    if name[0].isdigit():
        name = f"n_{name}"
    if keyword.iskeyword(name) or name in _PYTHON_MEMBERS:
        name += "_"
    while name in taken:
        name += "_"
    return name


def python_class(name: str, taken: Iterable[str] | Taken) -> str:
    """A class or alias name of the models module."""
    wanted = pascal(name) or "Unnamed"
    if wanted[0].isdigit():
        wanted = f"N{wanted}"
    if wanted in _PYTHON_MODULE or keyword.iskeyword(wanted):
        wanted += "_"
    return unique(wanted, taken)


@dataclass(frozen=True, slots=True)
class PythonClient:
    """The names of an API's client, its asynchronous one, and the base of its errors."""

    name: str
    async_name: str
    error: str


def python_client(facts: Mapping[str, str]) -> PythonClient:
    """Names by the section `client` of sdk.yaml."""
    name = facts.get("name", "Client")
    return PythonClient(name, facts.get("async_name", f"Async{name}"), f"{name}Error")


def python_package(title: str) -> str:
    """The module to import, by the title of an API; none that Python has itself."""
    name = snake("_".join(api_words(title))) or "api_client"
    if not name[0].isalpha():
        name = f"api_{name}"
    if keyword.iskeyword(name) or name in sys.stdlib_module_names:
        name += "_client"
    return name


def python_resource(words: Iterable[str], taken: Container[str]) -> str:
    """The class of a resource; a model of that name, or of one made from it, keeps it
    for itself."""
    wanted = python_class("_".join(words), ())
    while any(
        f"{prefix}{wanted}{ending}" in taken
        for prefix in ("", "Async")
        for ending in ("", "WithRawResponse", "WithStreamingResponse")
    ):
        wanted += "Resource"
    return wanted


def python_module(word: str, taken: Iterable[str]) -> str:
    """The module of the models of a resource, and of what judges them."""
    return unique(python_field(word, ()), {*taken, *_PYTHON_VERBS})


_PYTHON_VERBS = ("is_valid", "validate", "violations")
"""What a package of validators offers beside its modules."""


def python_part(name: str, taken: Iterable[str]) -> str:
    """A private module, for models that belong to no resource alone."""
    return unique(f"_{snake(name) or 'unnamed'}", taken)


def python_inside(module: str, taken: Iterable[str]) -> str:
    """What a module calls another one that it takes functions from."""
    return unique(f"_in_{module.strip('_')}", taken)


def python_attribute(word: str, options: Iterable[str]) -> str:
    """The attribute of a client that holds a resource."""
    name = python_field(word, ())
    reserved = _PYTHON_CLIENT.union(options)
    while name in reserved:
        name += "_"
    return name


def python_method(word: str, taken: Iterable[str], of_client: bool = False) -> str:
    """The method of an operation; what is beside it keeps its name."""
    reserved = _PYTHON_CLIENT if of_client else _PYTHON_WAYS
    return python_field(word, {*taken, *reserved})


def python_sending(method: str, media: str) -> str:
    """A method beside another that sends a body of a media type."""
    return f"{method}_{media_word(media)}"


def python_option(wanted: str, taken: Iterable[str]) -> str:
    """An option of a client, for a security scheme or a part of a server's address."""
    name = python_field(snake(wanted) or "key", ())
    reserved = {*taken, *(_PYTHON_CLIENT - {"api_key"}), *_PYTHON_MEMBERS}
    while name in reserved:
        name += "_"
    return name


def is_python_option(name: str) -> bool:
    """Whether a client can have an option of this name beside its own."""
    fits = re.fullmatch(r"[a-z][a-z0-9_]*", name) and not keyword.iskeyword(name)
    return bool(fits) and name not in {*_PYTHON_CLIENT, *_PYTHON_MEMBERS}


def is_python_client(names: PythonClient) -> bool:
    """Whether the classes of a client have names of their own."""
    wanted = [names.name, names.async_name, names.error]
    return len(set(wanted)) == len(wanted) and not set(wanted) & _PYTHON_MODULE


def python_argument(name: str, taken: Iterable[str]) -> str:
    """An argument of a method, for a field or a parameter of that Python name."""
    return python_field(name, {*taken, *_PYTHON_CALL})


def python_local(wire: str, taken: Iterable[str]) -> str:
    """A local variable of a validator that holds a field's value."""
    return python_field(wire.replace(".", "_"), {*taken, *_PYTHON_LOCALS})


def python_constant(taken: Container[str], *texts: str) -> str:
    """A private constant of a module: `_PROMPT_LENGTH`; all are in capitals."""
    wanted = "_".join(part for part in map(snake, texts) if part)
    wanted = name = f"_{wanted.upper()}"
    number = 2
    while name in taken or name == "_INVALID":
        name, number = f"{wanted}{number}", number + 1
    return name


def api_client(title: str) -> str:
    """The class of an API's client, by its title."""
    name = pascal("_".join(api_words(title)))
    if not name[:1].isalpha():
        name = f"Api{name}" if name else "Client"
    known = python_client({"name": name})
    return name if is_python_client(known) else f"{name}Client"
