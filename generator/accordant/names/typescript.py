"""Names of TypeScript: reserved words, what every package has, collisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from accordant.names.words import Taken, api_words, media_word, pascal, unique, words

TYPESCRIPT_ERRORS = (
    *("APIConnectionError", "APIConnectionTimeoutError", "APIError"),
    *("APIResponseValidationError", "APIStatusError", "APIUserAbortError"),
    *("ArgumentError", "AuthenticationError", "BadRequestError", "ConflictError"),
    *("InternalServerError", "NotFoundError", "PermissionDeniedError"),
    *("RateLimitError", "UnprocessableEntityError"),
)
"""The classes of errors, as the package exports them."""

_RESERVED = frozenset(
    """arguments await break case catch class const continue debugger default delete do
    else enum eval export extends false finally for function if implements import in
    instanceof interface let new null package private protected public return static
    super switch this throw true try typeof undefined var void while with yield""".split()
)
_GLOBALS = frozenset(
    """Array Object Promise Record Response String Number Boolean Symbol Function
    AsyncGenerator AsyncIterable AbortController AbortSignal Blob Error File Headers
    ReadableStream RequestInit""".split()
)
_MODULE = frozenset(
    {
        *TYPESCRIPT_ERRORS,
        *("APIPromise", "APIResource", "BaseClient", "ClientOptions", "CommonOptions"),
        *("ConstraintError", "Fetch", "HeadersLike", "LogLevel", "Logger", "Mode"),
        *("Model", "ModelName", "Operation", "Page", "PagePromise", "RequestOptions"),
        *("SDKError", "Secret", "Stream", "Uploadable", "Violation", "WithResponse"),
        *("Facts", "FACTS", "VERSION", "Refused", "Answer", "Violations"),
    }
)
_TYPES = frozenset(
    """any bigint boolean never null number object string symbol undefined unknown void
    as async from get is keyof of readonly set type""".split()
)
_CLIENT = frozenset(
    """apiKey baseURL constructor hasOwnProperty isPrototypeOf maxRetries own
    propertyIsEnumerable request timeout toLocaleString toString valueOf withOptions
    then _call _page""".split()
)
_RESOURCE = frozenset(
    """constructor hasOwnProperty isPrototypeOf propertyIsEnumerable then toLocaleString
    toString valueOf _client""".split()
)
TYPESCRIPT_OPTIONS = (
    *("apiKey", "baseURL", "timeout", "maxRetries", "defaultHeaders", "defaultQuery"),
    *("fetch", "fetchOptions", "dangerouslyAllowBrowser", "validate", "ignoreRules"),
    *("maxEventSize", "logger", "logLevel"),
)
"""What every client takes."""


def camel(text: str) -> str:
    """`create_image` -> createImage; acronyms at the start are small."""
    found = words(text)
    if not found:
        return ""
    return found[0].lower() + "".join(word[0].upper() + word[1:] for word in found[1:])


def typescript_class(name: str, taken: Iterable[str] | Taken) -> str:
    """The name of a type or a class."""
    wanted = pascal(name) or "Unnamed"
    if wanted[0].isdigit():
        wanted = f"N{wanted}"
    if wanted in _MODULE or wanted in _GLOBALS or wanted in _RESERVED:
        wanted += "_"
    return unique(wanted, taken)


def typescript_client(facts: Mapping[str, str]) -> tuple[str, str]:
    """The class of an API's client and the base of its errors."""
    name = facts.get("name", "Client")
    if name in _MODULE or name in _GLOBALS:
        name += "Client"
    return name, f"{name}Error"


def typescript_package(title: str) -> str:
    """The name of a package, by the title of an API."""
    found = "-".join(word.lower() for word in api_words(title))
    return found if found[:1].isalpha() else f"api-{found}".rstrip("-")


def _member(word: str, taken: Iterable[str], reserved: Iterable[str]) -> str:
    name = camel(word) or "member"
    if name[0].isdigit():
        name = f"n{name}"
    known = {*taken, *reserved}
    while name in known:
        name += "_"
    return name


def typescript_attribute(word: str, taken: Iterable[str], of_client: bool) -> str:
    """What holds a resource."""
    return _member(word, taken, _CLIENT if of_client else _RESOURCE)


def typescript_method(word: str, taken: Iterable[str], of_client: bool) -> str:
    """The method of an operation; what is beside it keeps its name."""
    return _member(word, taken, _CLIENT if of_client else _RESOURCE)


def typescript_sending(method: str, media: str) -> str:
    """A method beside another that sends a body of a media type."""
    return f"{method}_{media_word(media)}"


def typescript_option(wanted: str, taken: Iterable[str]) -> str:
    """An option of a client, for a security scheme or a part of its address."""
    reserved = {*TYPESCRIPT_OPTIONS, *_CLIENT} - {"apiKey"}
    return _member(wanted or "key", taken, reserved)


def typescript_argument(wire: str, taken: Iterable[str]) -> str:
    """A positional argument of a method."""
    return _member(wire, taken, {*_RESERVED, "params", "body", "options"})


def typescript_local(wire: str, taken: Iterable[str]) -> str:
    """A local variable of a validator."""
    wanted = name = _member(wire, (), _RESERVED)
    known, number = {*taken}, 2
    while name in known:
        name, number = f"{wanted}{number}", number + 1
    return name


def typescript_constant(name: str, taken: Iterable[str]) -> str:
    """A constant of a module: `GENERATE_FORM`."""
    found = "_".join(word.upper() for word in words(name)) or "UNNAMED"
    if found[0].isdigit():
        found = f"N{found}"
    while found in {*taken, "FACTS", "VERSION"}:
        found += "_"
    return found


def typescript_parameter(wire: str, place: str, taken: Iterable[str]) -> str:
    """The key of a parameter among those of a body, which keep theirs."""
    known = set(taken)
    name = wire
    while name in known:
        name = f"{place}_{name}"
    return name


def typescript_file(word: str, taken: Iterable[str]) -> str:
    """The name of a module, without its ending."""
    name = "-".join(part.lower() for part in words(word)) or "resource"
    return unique(re.sub(r"^index$", "index-", name), taken)


def typescript_function(what: str, name: str) -> str:
    """A function of validators, for a model of that name: `structureOfImage`."""
    return f"{what}Of{name}"
