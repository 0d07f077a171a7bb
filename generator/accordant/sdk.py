"""`sdk.yaml`: names and vendor facts that an OpenAPI document has no place for."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from accordant import names
from accordant.location import Report, did_you_mean
from accordant.source import Map

KEYS: dict[str, tuple[str, ...]] = {
    "names": (),
    "methods": (),
    "pages": (),
    "client": (
        "name",
        "async_name",
        "request_id_header",
        "error_envelope",
        "stream_field",
        "end_of_stream",
    ),
    "headers": (),
    "environment": (),
    "python": ("package", "distribution", "version"),
    "pydantic": ("package", "distribution", "version"),
    "ruby": ("gem", "module", "version"),
    "java": ("package", "group", "artifact", "version"),
    "typescript": ("package", "version"),
    "jsonschema": ("base_uri",),
    "mock": (
        "image_base64",
        "image_link",
        "image_size",
        "image_format",
        "image_background",
        "image_compression",
        "unix_time",
        "usage_prompt",
        "usage_total",
        "usage_parts",
        "usage_details",
        "usage_kinds",
    ),
}
_CLASS = (r"[A-Z][A-Za-z0-9]*", "a class name, as in 'MyApi'")
_VARIABLE = (r"[A-Za-z_][A-Za-z0-9_]*", "an environment variable, as in 'MY_API_KEY'")
_HEADER = (r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", "a header's name, as in 'x-request-id'")
_MODULE = (r"[a-z_][a-z0-9_]*", "a module name, as in 'my_api'")
_DISTRIBUTION = (
    r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?",
    "a distribution name, as in 'my-api'",
)
_VERSION = (r"[0-9]+(\.[0-9]+)*", "a version, as in '1.0.0'")
_GEM = (r"[a-z][a-z0-9]*([_-][a-z0-9]+)*", "a gem's name, as in 'my_api'")
_JAVA = (r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", "a package, as in 'org.example.api'")
_ARTIFACT = (r"[a-z0-9][a-z0-9._-]*", "an artifact's name, as in 'my-api'")
_NPM = (
    r"(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*",
    "a package's name, as in 'my-api' or '@me/my-api'",
)
_THREE = (r"[0-9]+\.[0-9]+\.[0-9]+", "a version of three numbers, as in '1.0.0'")
_FIELD = (r"[^\s]+", "the name of a field, as in 'size'")
_FIELDS = (
    r"[^\s]+( [^\s]+)*",
    "names of fields with a space between them, as in 'created ends'",
)
_SEVERAL = ("unix_time", "usage_parts", "usage_details", "usage_kinds")
_SHAPES = {
    ("client", "name"): _CLASS,
    ("client", "async_name"): _CLASS,
    ("client", "request_id_header"): _HEADER,
    ("headers", None): _HEADER,
    ("environment", None): _VARIABLE,
    ("python", "package"): _MODULE,
    ("python", "distribution"): _DISTRIBUTION,
    ("python", "version"): _VERSION,
    ("pydantic", "package"): _MODULE,
    ("pydantic", "distribution"): _DISTRIBUTION,
    ("pydantic", "version"): _VERSION,
    ("ruby", "gem"): _GEM,
    ("ruby", "module"): _CLASS,
    ("ruby", "version"): _VERSION,
    ("java", "package"): _JAVA,
    ("java", "group"): _JAVA,
    ("java", "artifact"): _ARTIFACT,
    ("java", "version"): _VERSION,
    ("typescript", "package"): _NPM,
    ("typescript", "version"): _THREE,
    ("jsonschema", "base_uri"): (r"https?://[^\s\"]+/", "a URI that ends with '/'"),
    ("names", None): _CLASS,
    ("methods", None): (
        r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*",
        "words with dots between them, as in 'images.generate'",
    ),
}


_FROM_ENVIRONMENT = ("api_key", "base_url", "log")
"""What a variable may stand for, beside the options of `headers`."""


@dataclass(slots=True)
class Sdk:
    """The sections of `sdk.yaml`; free keys (`names`, `methods`, `pages`) must be used."""

    sections: dict[str, dict[str, str]] = field(default_factory=dict)
    node: Map | None = None
    used: set[tuple[str, str]] = field(default_factory=set)

    def take(self, section: str, key: str) -> str | None:
        """The entry of a section with free keys, which now counts as used."""
        self.used.add((section, key))
        return self.sections.get(section, {}).get(key)

    def report_unused(self, report: Report) -> None:
        """An entry that names nothing in the document is an error."""
        for section in ("names", "methods", "pages"):
            known = [key for name, key in self.used if name == section]
            entries = self.node.get(section) if self.node is not None else None
            for key in entries if isinstance(entries, Map) else ():
                if (section, key) not in self.used and self.node is not None:
                    message = f"'{key}' names nothing in the document"
                    where = self.node[section].key(key)
                    report.error(where, message + did_you_mean(key, known))


def read_sdk(node: Map | None, report: Report, schemes: Iterable[str] = ()) -> Sdk:
    """Check the sections and keys of `sdk.yaml`, if there is one; faults go to `report`.

    `schemes` are the document's security schemes, which have options of their own.
    """
    if node is None:
        return Sdk()
    sdk = Sdk(node=node)
    for section, content in node.items():
        if section not in KEYS:
            message = f"unknown section '{section}'{did_you_mean(section, KEYS)}"
            report.error(node.key(section), message)
        elif not isinstance(content, Map):
            message = f"section '{section}' must be a mapping"
            report.error(node.value(section), message)
        elif section != "pages":  # they are read where the operations are known
            sdk.sections[section] = _section(section, content, report)
    _check_options(node, sdk.sections, report, schemes)
    return sdk


def check_fields(node: Map | None, fields: Iterable[str], report: Report) -> None:
    """What `mock` names must be fields of the document's objects."""
    held = node.get("mock") if node is not None else None
    known = set(fields)
    if not isinstance(held, Map):
        return
    for key, value in held.items():
        for name in str(value).split():
            if name not in known:
                message = f"'{name}' is no field of the document"
                report.error(held.value(key), message + did_you_mean(name, known))


def _check_options(
    node: Map,
    sections: dict[str, dict[str, str]],
    report: Report,
    schemes: Iterable[str],
) -> None:
    """The names of `client` and `headers` are their own; `environment` knows them."""
    client = names.python_client(sections.get("client", {}))
    if not names.is_python_client(client):
        message = (
            f"the names {client.name}, {client.async_name} and {client.error} must"
            " differ from each other and from what every package has"
        )
        report.error(node.key("client"), message)
    own = sections.get("headers", {})
    for name in own:
        if not names.is_python_option(name):
            message = (
                f"'{name}' must be the name of an option that no client has, as in"
                " 'account'"
            )
            report.error(node["headers"].key(name), message)
    for name in sections.get("environment", {}):
        known = (*_FROM_ENVIRONMENT, *own)
        secrets = [names.python_option(scheme, ()) for scheme in schemes]
        if name not in (
            *known,
            *secrets,
            *(("username", "password") if secrets else ()),
        ):
            message = f"'{name}' is no option of the client"
            hint = did_you_mean(name, known)
            report.error(node["environment"].key(name), message + hint)


def _section(section: str, content: Map, report: Report) -> dict[str, str]:
    known = KEYS[section]
    found = {}
    for key, value in content.items():
        if known and key not in known:
            message = f"unknown key '{key}' in '{section}'{did_you_mean(key, known)}"
            report.error(content.key(key), message)
            continue
        shape, wanted = _SHAPES.get(
            (section, key if known else None), (r"[^\x00-\x1f]+", "a line of text")
        )
        if section == "mock":
            shape, wanted = _FIELDS if key in _SEVERAL else _FIELD
        if (
            not isinstance(value, str)
            or not re.fullmatch(shape, value)
            or (section in ("python", "pydantic") and keyword.iskeyword(value))
        ):
            report.error(content.value(key), f"'{key}' must be {wanted}")
            continue
        found[key] = value
    return found
