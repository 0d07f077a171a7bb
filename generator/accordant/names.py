"""Names: words, casings, reserved words, collisions. No name is made elsewhere."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def words(text: str) -> list[str]:
    """The words of a name, split at non-letters and case humps.

    `URLCitation` -> URL, Citation; `b64_json` -> b64, json; `a-b-2` -> a, b, 2.
    """
    return list(_words(text))


@lru_cache(maxsize=500)
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = []
    for part in re.split(r"[^A-Za-z0-9]+", plain):
        humps = _HUMPS.findall(part)
        joined: list[str] = []
        for hump in humps:
            if joined and (hump.isdigit() or joined[-1][-1].isdigit()):
                glued = hump.isdigit() or hump[0].islower()
                if glued:
                    joined[-1] += hump
                    continue
            joined.append(hump)
        found.extend(joined)
    return tuple(found)


@lru_cache(maxsize=20_000)
def _lower(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _words(text))


def snake(text: str) -> str:
    """`createImage` -> create_image; text without words gives ""."""
    return "_".join(_lower(text))


@lru_cache(maxsize=20_000)
def pascal(text: str) -> str:
    """`image_generation` -> ImageGeneration; acronyms stay as written."""
    return "".join(word[0].upper() + word[1:] for word in words(text))


def join_pascal(parent: str, child: str) -> str:
    """Two names in one; words that end the first and begin the second merge."""
    added = pascal(child)
    ends, begins = _lower(parent), _lower(added)
    if not ends or ends[-1] not in begins:
        return parent + added
    for size in range(min(len(ends), len(begins)), 0, -1):
        if ends[-1] == begins[size - 1] and ends[-size:] == begins[:size]:
            return parent + "".join(pascal(word) for word in words(added)[size:])
    return parent + added


def shortened(name: str, limit: int) -> str:
    """The first and the last words of a name that is longer than `limit`."""
    half = limit // 2
    first, last = [word[:half] for word in words(name)], list[str]()
    while first and len("".join(last)) + len(first[-1]) <= half:
        last.insert(0, first.pop())
    while len("".join((*first, *last))) > limit and first:
        first.pop()
    return pascal("_".join((*first, *last))) or name[:limit]


def singular(text: str) -> str:
    """The name of one element of a list, or the text itself where none is known."""
    for plural, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch")):
        if text.endswith(plural) and len(text) > len(plural) + 1:
            return text[: -len(plural)] + single
    if text.endswith("s") and not text.endswith(("ss", "us", "is")):
        return text[:-1]
    return text


class Taken:
    """Names that are taken, whatever their case; asking costs the same for many."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._lower = {name.lower() for name in names}

    def add(self, name: str) -> None:
        self._lower.add(name.lower())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._lower


def unique(wanted: str, taken: Iterable[str] | Taken) -> str:
    """`wanted`, or its first numbered form that is free whatever the case."""
    known = taken if isinstance(taken, Taken) else Taken(taken)
    name, number = wanted, 2
    while name in known:
        name, number = f"{wanted}{number}", number + 1
    return name


_OF_ANY_API = r"(?i)\b(the|open ?api|swagger|api|sdk|rest|http|specification|spec)\b"


def api_words(title: str) -> list[str]:
    """The words that tell an API from others: Museum, of "The Museum API (v1)"."""
    short = re.split(r"\s[-\u2013\u2014|]\s|[(:,]", title)[0]
    found = words(re.sub(_OF_ANY_API, " ", short)) or words(title)
    kept = [word for word in found if not re.fullmatch(r"[vV]?[0-9]+", word)]
    return kept[:4]


def api_client(title: str) -> str:
    """The class of an API's client, by its title."""
    name = pascal("_".join(api_words(title)))
    if not name[:1].isalpha():
        name = f"Api{name}" if name else "Client"
    known = python_client({"name": name})
    return name if is_python_client(known) else f"{name}Client"


# --- Python --------------------------------------------------------------------------

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
    plain = media.partition(";")[0].strip().lower()
    known = {
        "multipart/form-data": "multipart",
        "application/x-www-form-urlencoded": "form",
        "application/octet-stream": "bytes",
        "text/plain": "text",
    }
    return f"{method}_{known.get(plain) or snake(plain.partition('/')[2]) or 'bytes'}"


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


# --- pydantic ------------------------------------------------------------------------

PYDANTIC_INTEGER = "Integer"
"""The alias of an integer with no bounds of its own."""

# What pydantic's generated module imports; a class of that name would be renamed.
_PYDANTIC_MODULE = (
    *("Annotated", "Any", "BaseModel", "ConfigDict", "Dict", "Field", "List"),
    *("Literal", "MISSING", "Optional", "RootModel", "StrictBool", "StrictFloat"),
    *("StrictInt", "StrictStr", "TypeAlias", "TypeAliasType", "Union"),
    PYDANTIC_INTEGER,
)


def pydantic_classes(declared: Iterable[str]) -> dict[str, str]:
    """The class or alias name of every declaration in the pydantic module."""
    found: dict[str, str] = {}
    taken = Taken(_PYDANTIC_MODULE)
    for name in declared:
        found[name] = python_class(name, taken)
        taken.add(found[name])
    return found
