"""Names of Java."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from accordant.names.words import (
    Taken,
    api_words,
    media_word,
    pascal,
    singular,
    snake,
    unique,
)

_KEYWORDS = frozenset(
    "abstract assert boolean break byte case catch char class const continue default do"
    " double else enum extends final finally float for goto if implements import"
    " instanceof int interface long native new package private protected public return"
    " short static strictfp super switch synchronized this throw throws transient try"
    " void volatile while true false null _ var record yield sealed permits".split()
)
_MEMBERS = frozenset(
    "getClass hashCode equals toString notify notifyAll wait clone finalize builder"
    " toBuilder build from of names self set add made required optional check"
    " additionalProperties putAdditionalProperty putAllAdditionalProperties"
    " removeAdditionalProperty accept arm is as isNot raw value known".split()
)
"""What models, unions and their builders have by themselves."""

_CLASSES = (
    # of the language
    *(
        "Boolean",
        "Class",
        "Deprecated",
        "Double",
        "Enum",
        "Integer",
        "Iterable",
        "Long",
    ),
    *("Math", "Number", "Object", "Override", "Record", "SafeVarargs", "String"),
    *("SuppressWarnings", "System", "Throwable", "Void", "Character", "Byte", "Short"),
    *("Float", "Thread", "Runnable", "Comparable", "CharSequence", "Process", "Module"),
    # of its library
    *(
        "Collection",
        "CompletableFuture",
        "Duration",
        "Executor",
        "Function",
        "InputStream",
    ),
    *("List", "Map", "Optional", "OkHttpClient", "Path", "Set", "Stream", "Supplier"),
    # of the package
    *(
        "Arguments",
        "Arms",
        "Builder",
        "Calls",
        "ClientOptions",
        "FileContent",
        "Headers",
    ),
    *("HttpResponse", "HttpResponseFor", "JsonNode", "JsonValue", "Known", "Model"),
    *("OpenEnum", "Operation", "Page", "Pages", "Params", "Reading", "RequestOptions"),
    *("StreamResponse", "Timeout", "Union", "ValidationMode", "Validators", "Value"),
    *("Violation", "Visitor", "WithRawResponse", "Json", "Kinds", "Checks"),
)
"""Classes whose simple names stand in generated code."""

_RESERVED = Taken(_CLASSES)

_CLIENT = frozenset({*_MEMBERS, "withOptions", "withRawResponse", "async", "close"})
_OPTIONS = frozenset(
    "getClass hashCode equals toString notify notifyAll wait clone finalize self option"
    " options fromEnv baseUrl timeout maxRetries validate ignoreRules maxEventSize"
    " putHeader putQueryParam httpClient build".split()
)
_SIGNS = {
    "+": "plus",
    "*": "star",
    "=": "equal",
    "<": "less",
    ">": "greater",
    "!": "not",
}


def java_words(text: str) -> str:
    """A name as a variable has it: `b64_json` -> b64Json."""
    first, *rest = snake(text).split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def _member(text: str, otherwise: str) -> str:
    name = java_words(text) or otherwise
    return f"_{name}" if name[0].isdigit() else name


def java_member(wire: str, taken: Container[str] = ()) -> str:
    """The method of a property, never a keyword or a method that every model has."""
    name = _member(wire, "property")
    while name in _KEYWORDS or name in _MEMBERS or name in taken:
        name += "_"
    return name


def java_adder(member: str, taken: Container[str]) -> str:
    """The method that adds an item to a list: tags -> addTag."""
    name = "add" + pascal(singular(member.rstrip("_")))
    while name in _MEMBERS or name in taken:
        name += "_"
    return name


def java_class(text: str, taken: Iterable[str] | Taken, enclosing: str = "") -> str:
    """The name of a class. One that would hide another in generated code is longer."""
    name = pascal(text) or "Unnamed"
    if name[0].isdigit():
        name = f"_{name}"
    if name in _RESERVED or (enclosing and name.lower() == enclosing.lower()):
        name += "Model"
    return unique(name, taken)


def java_constant(value: object, taken: Container[str]) -> str:
    """The constant of an enum's value: tall-1.5 -> TALL_1_5."""
    text = str(value)
    number = re.fullmatch(r"-([0-9].*)", text)
    if number:
        text = f"minus_{number[1]}"
    name = snake(text).upper()
    if not name or text[:1] in _SIGNS:
        said = [_SIGNS[sign] for sign in text if sign in _SIGNS]
        name = "_".join([*said, *([name] if name else [])]).upper()
    name = name or ("VALUE" if text else "EMPTY")
    if name[0].isdigit():
        name = f"_{name}"
    found, count = name, 2
    while found in taken or found == "_UNKNOWN":
        found, count = f"{name}_{count}", count + 1
    return found


def java_variable(text: str, taken: Container[str] = ()) -> str:
    """A parameter of a method."""
    name = _member(text, "value")
    while name in _KEYWORDS or name in taken:
        name += "_"
    return name


def java_segment(word: str) -> str:
    """A part of a package's name."""
    name = snake(word).replace("_", "") or "api"
    if name[0].isdigit():
        name = f"_{name}"
    return f"{name}_" if name in _KEYWORDS else name


def java_package(title: str) -> str:
    """The package of an API, by its title."""
    name = "".join(word.lower() for word in api_words(title)) or "api"
    if not name[0].isalpha():
        name = f"api{name}"
    return f"com.{name}_" if name in _KEYWORDS else f"com.{name}"


def java_artifact(title: str) -> str:
    """The artifact of an API, by its title."""
    return snake("_".join(api_words(title))).replace("_", "-") or "api-client"


@dataclass(frozen=True, slots=True)
class JavaClient:
    """The names of an API's client, of what makes one, and of the base of its errors."""

    prefix: str

    @property
    def name(self) -> str:
        """The class of the client."""
        return f"{self.prefix}Client"

    @property
    def maker(self) -> str:
        """The class that makes clients."""
        return f"{self.prefix}OkHttpClient"


def java_client(facts: Mapping[str, str], otherwise: str) -> JavaClient:
    """Names by the section `client` of sdk.yaml."""
    return JavaClient(facts.get("name", otherwise).removesuffix("Client") or "Api")


def java_service(words: Iterable[str], taken: Iterable[str] | Taken) -> str:
    """The class of a resource: images -> ImageService."""
    *above, last = words
    name = pascal("_".join([*above, singular(last)])) or "Resource"
    if name[0].isdigit():
        name = f"_{name}"
    return unique(f"{name}Service", taken)


def java_resource(word: str, taken: Container[str]) -> str:
    """The method that leads to a resource."""
    name = _member(word, "resource")
    while name in _KEYWORDS or name in _CLIENT or name in taken:
        name += "_"
    return name


def java_method(word: str, taken: Container[str]) -> str:
    """The method of an operation."""
    return java_resource(word, taken)


def java_sending(method: str, media: str) -> str:
    """A method beside another that sends a body of a media type."""
    return method + pascal(media_word(media))


def java_option(option: str) -> str:
    """The method of a builder that sets an option of the client."""
    name = _member(option, "key")
    while name in _KEYWORDS or name in _OPTIONS:
        name += "_"
    return name


def java_scheme(wanted: str, taken: Iterable[str]) -> str:
    """The option of a security scheme, or of a part of the server's address."""
    name = snake(wanted) or "key"
    held = set(taken)
    while name in held:
        name += "_"
    return name
