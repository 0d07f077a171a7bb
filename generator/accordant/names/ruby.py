"""Names of the Ruby gem."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from accordant.names.words import (
    Taken,
    api_words,
    media_word,
    pascal,
    snake,
    unique,
    words,
)

_KEYWORDS = frozenset(
    "__ENCODING__ __FILE__ __LINE__ BEGIN END alias and begin break case class def"
    " defined? do else elsif end ensure false for if in module next nil not or redo"
    " rescue retry return self super then true undef unless until when while"
    " yield".split()
)
_OF_OBJECTS = frozenset(
    "class clone define_singleton_method display dup enum_for eql extend freeze frozen"
    " hash initialize inspect instance_eval instance_exec instance_variable_get"
    " instance_variable_set instance_variables itself method methods method_missing"
    " object_id pretty_print private_methods protected_methods public_method"
    " public_methods public_send raise remove_instance_variable respond_to_missing send"
    " singleton_class singleton_method singleton_methods tap then to_enum to_json to_s"
    " to_yaml yield_self".split()
)
_OF_MODELS = frozenset(
    "by_wire deconstruct_keys dig extra_fields key read_others read_wire request_id to_h"
    " to_wire".split()
)
_CORE = frozenset(
    "ARGF ARGV Array ArgumentError BasicObject Binding Class Comparable Complex Data Date"
    " DateTime Dir ENV Encoding EncodingError Enumerable Enumerator EOFError Errno"
    " Exception FalseClass Fiber File FileTest Float FloatDomainError GC Gem Hash IO"
    " IOError IndexError Integer Interrupt JSON Kernel KeyError LoadError Marshal"
    " MatchData Math Method Module Mutex NameError Net NilClass NoMethodError Numeric"
    " Object ObjectSpace OpenSSL Pathname Proc Process Queue RUBY_VERSION Ractor Random"
    " Range RangeError Rational Regexp RegexpError RuntimeError STDERR STDIN STDOUT"
    " ScriptError SecureRandom SecurityError Set Signal SizedQueue SocketError"
    " StandardError StopIteration String StringIO Struct Symbol SystemCallError"
    " SystemExit SystemStackError Thread ThreadError Time Timeout TrueClass TypeError URI"
    " UnboundMethod Warning ZeroDivisionError Zlib".split()
)
_OF_GEM = frozenset(
    "BaseModel Client Errors FilePart Internal Models OMIT Resources VERSION Validators"
    " Violation".split()
)
_IN_MODELS = frozenset(
    "BaseModel Float Integer Internal NilClass Object String".split()
)
"""What the code of the models speaks of."""

_IN_RESOURCES = frozenset("Internal Models OMIT Object".split())
_CLIENT = frozenset(
    "api_key base_url call change clock close closed configure_http default_headers"
    " default_query facts filled ignore_rules log logger max_event_size max_retries moved"
    " option page request settle timeout validate with_options".split()
)
RUBY_OPTIONS = (
    *("api_key", "base_url", "timeout", "max_retries", "default_headers"),
    *("default_query", "validate", "ignore_rules", "max_event_size", "logger"),
    "configure_http",
)
"""What every client takes, in the order of its signature."""


@dataclass(frozen=True, slots=True)
class RubyGem:
    """The names of a gem: its own, the module it defines, and the file to require."""

    gem: str
    module: str
    path: str
    version: str


def ruby_gem(facts: Mapping[str, str], title: str) -> RubyGem:
    """Names by the section `ruby` of sdk.yaml, else by the title of the API."""
    found = api_words(title)
    gem = facts.get("gem") or snake("_".join(found)) or "api_client"
    if not gem[0].isalpha():
        gem = f"api_{gem}"
    module = facts.get("module") or pascal("_".join(re.split("[-_]", gem)))
    if module in _CORE:
        module = f"{module}API"
    return RubyGem(gem, module, gem.replace("-", "/"), facts.get("version", "0.1.0"))


def ruby_class(name: str, taken: Iterable[str] | Taken, module: str) -> str:
    """A class or module of the models."""
    wanted = pascal(name) or "Unnamed"
    if not wanted[0].isalpha():
        wanted = f"N{wanted}"
    if wanted in _IN_MODELS or wanted == module:
        wanted += "Model"
    return unique(wanted, taken)


def is_ruby_alias(name: str, module: str) -> bool:
    """Whether the module of a gem can name a model of this name too."""
    return name not in _CORE and name not in _OF_GEM and name != module


def ruby_file(name: str, taken: Iterable[str] | Taken) -> str:
    """A file, without its folder and ending."""
    return unique(snake(name) or "unnamed", taken)


def ruby_resource(words: Iterable[str], taken: Taken, module: str) -> str:
    """The class of a resource."""
    wanted = pascal("_".join(words)) or "Methods"
    if not wanted[0].isalpha():
        wanted = f"N{wanted}"
    if wanted in _IN_RESOURCES or wanted == module:
        wanted += "Resource"
    return unique(wanted, taken)


def _plain(text: str) -> str:
    """Snake case; what is that already keeps its underscores."""
    plain = re.fullmatch(r"[a-z][a-z0-9_]*", text)
    name = text if plain else snake(text)
    if not name:
        return "field"
    return name if name[0].isalpha() else f"n_{name}"


def _free(name: str, reserved: Container[str], taken: Container[str]) -> str:
    while name in _KEYWORDS or name in reserved or name in taken:
        name += "_"
    return name


def ruby_attribute(wire: str, taken: Container[str]) -> str:
    """An attribute of a model; objects and models keep their methods."""
    return _free(_plain(wire), _OF_OBJECTS | _OF_MODELS, taken)


def ruby_argument(wanted: str, taken: Container[str]) -> str:
    """A keyword argument of a method."""
    return _free(_plain(wanted), {"call", "request_options"}, taken)


def ruby_method(word: str, taken: Container[str], of_client: bool = False) -> str:
    """The method of an operation, or of a resource; what is beside it keeps its name."""
    reserved = _OF_OBJECTS | (_CLIENT if of_client else {"call", "with_raw_response"})
    return _free(_plain(word), reserved, taken)


def ruby_streaming(method: str) -> str:
    """The method beside another that asks for the stream."""
    return "stream_raw" if method == "create" else f"{method}_stream_raw"


def ruby_sending(method: str, media: str) -> str:
    """A method beside another that sends a body of a media type."""
    return f"{method}_{media_word(media)}"


def ruby_option(wanted: str, taken: Iterable[str]) -> str:
    """An option of a client, for a security scheme or a part of a server's address."""
    reserved = _OF_OBJECTS | (_CLIENT - {"api_key"})
    return _free(_plain(wanted or "key"), reserved, {*taken})


def ruby_value(value: object, enum: str, taken: Container[str]) -> str:
    """The constant of a value of an enum; one that begins with a digit has the last
    word of the enum's name in front."""
    found = re.sub(r"[^A-Z0-9]+", "_", _upper(str(value))).strip("_")
    if not found or not found[0].isalpha() or found in _KEYWORDS:
        head = (words(enum) or ["VALUE"])[-1].upper()
        found = f"{head}_{found}".strip("_")
    name, number = found, 2
    while name in taken:
        name, number = f"{found}_{number}", number + 1
    return name


def _upper(text: str) -> str:
    """Capitals with an underscore before each hump of the text."""
    parts = re.split(r"[^A-Za-z0-9]+", text)
    if len(parts) > 1 or text.isupper() or text.islower():
        return text.upper()
    return snake(text).upper() or text.upper()


def ruby_local(text: str, taken: Container[str]) -> str:
    """A local variable of a validator."""
    reserved = {"found", "invalid", "objects", "path", "prefix", "value"}
    return _free(_plain(text.replace(".", "_")), reserved | {"p", "raise"}, taken)


def ruby_constant(taken: Container[str], *texts: str) -> str:
    """A private constant of a module: `PROMPT_LENGTH`."""
    wanted = "_".join(part for part in map(snake, texts) if part).upper() or "VALUE"
    if not wanted[0].isalpha():
        wanted = f"N_{wanted}"
    reserved = {"OMIT", "VERSION", "INVALID", "ENV", "ARGV", "ARGF"}
    name, number = wanted, 2
    while name in taken or name in reserved:
        name, number = f"{wanted}_{number}", number + 1
    return name
