"""What a client is told: facts of the API, options of its user, and their checks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from ._errors import ArgumentError, SDKError
from ._model import UNSET

LONGEST_TIMEOUT: Final = 1e9
"""Seconds; the clocks of operating systems do not count much further."""

MAX_EVENT_SIZE: Final = 128 * 2**20
"""Bytes that one event of a stream may have, unless the client says otherwise."""


class Credential(NamedTuple):
    """Where a secret goes: a header, a query parameter or a cookie, after a prefix.

    It is held by one of the `options` of the client, or a name and a password by two.
    """

    place: str
    name: str
    prefix: str = ""
    options: tuple[str, ...] = ("api_key",)


class Variable(NamedTuple):
    """A part of the server's address, and what it is unless an option says otherwise."""

    name: str
    default: str


class Facts(NamedTuple):
    """What is known of an API: its server, and the names of its headers and variables.

    `credentials` are the secrets by the name of their scheme, `security` the ways in
    that most operations have: in each the schemes that go together. `always` says that
    no call can do without a key. `headers` are options that travel as headers,
    `environment` the variables that stand in for options. `request_id` is the header
    with a request's id, `envelope` the key around errors, `end` the data that ends an
    event stream. `variables` are options that stand in `base_url` in braces.
    """

    package: str
    user_agent: str
    base_url: str | None
    credentials: Mapping[str, Credential]
    security: tuple[tuple[str, ...], ...]
    headers: Mapping[str, str]
    environment: Mapping[str, str]
    request_id: str | None
    envelope: str | None
    end: str | None
    always: bool = False
    variables: Mapping[str, Variable] = {}

    def secret_headers(self) -> frozenset[str]:
        """The headers that only the API's own server may see."""
        own = [c.name for c in self.credentials.values() if c.place == "header"]
        return frozenset(
            [
                *own,
                *self.headers.values(),
                "Authorization",
                "Cookie",
                "Proxy-Authorization",
            ]
        )

    def secrets(self) -> frozenset[str]:
        """The options that hold secrets."""
        known = self.credentials.values()
        return frozenset(option for found in known for option in found.options)


def option(facts: Facts, name: str, value: Any) -> Any:
    """The value of an option; without one, that of its environment variable.

    Raises SDKError if the key is missing, ArgumentError for a value that means nothing.
    No message shows a value that may be secret.
    """
    variable = facts.environment.get(name)
    if value is None and variable is not None:
        value = os.environ.get(variable) or None
    if name in facts.secrets():
        return _secret(facts, name, value)
    known = _KNOWN.get(name)
    return value if known is None else known(facts, value)


def _secret(facts: Facts, name: str, value: Any) -> Any:
    if not (value is None or isinstance(value, str) or callable(value)):
        raise ArgumentError(f"{name} must be a string, or a function that returns one")
    if value is None and facts.always:
        raise missing(facts, [name])
    return value


def missing(facts: Facts, names: Iterable[str]) -> SDKError:
    """The error that no way in can be taken for want of options."""
    hints = []
    for name in names:
        variable = facts.environment.get(name)
        hint = f" or the environment variable {variable}" if variable else ""
        hints.append(f"{name}{hint}")
    what = "API key" if hints[0].startswith("api_key") else "credentials"
    return SDKError(f"no {what}: set the option {'; or '.join(hints)}")


def _base_url(facts: Facts, value: Any) -> str | None:
    return None if value is None else address(str(value))


def address(url: str) -> str:
    """The address of a server. Raises ArgumentError for what is none."""
    if not url.lower().startswith(("https://", "http://")):
        raise ArgumentError("base_url must begin with 'https://' or 'http://'")
    if "#" in url:
        raise ArgumentError("base_url must not have a fragment")
    if "@" in url.split("://", 1)[1].partition("/")[0]:
        raise ArgumentError(
            "base_url must not have a user or a password; they would take the place of"
            " the key"
        )
    return url


def _timeout(_: Facts, value: Any) -> Any:
    if value is None or value is UNSET or _is_timeout(value):
        return value
    if type(value) in (int, float) and 0 < value <= LONGEST_TIMEOUT:
        return value
    raise ArgumentError(
        "timeout must be a number of seconds above 0, None, or an httpx2.Timeout,"
        f" not {value!r}"
    )


def _is_timeout(value: Any) -> bool:
    """Whether a value has a timeout for each step, as those of HTTP libraries do."""
    if isinstance(value, tuple):
        return len(value) == 4
    return all(hasattr(value, step) for step in ("connect", "read", "write", "pool"))


def _validate(_: Facts, value: Any) -> Any:
    if value not in ("error", "warn", "off"):
        raise ArgumentError(f"validate must be 'error', 'warn' or 'off', not {value!r}")
    return value


def _max_retries(_: Facts, value: Any) -> Any:
    if type(value) not in (int, float) or not value >= 0:
        raise ArgumentError(f"max_retries must be a number from 0 on, not {value!r}")
    return value


def _max_event_size(_: Facts, value: Any) -> Any:
    if type(value) is not int or value <= 0:
        raise ArgumentError(f"max_event_size must be a number of bytes, not {value!r}")
    return value


def _ignore_rules(_: Facts, value: Any) -> frozenset[str]:
    if isinstance(value, str):
        raise ArgumentError("ignore_rules must be a collection of rule ids")
    return frozenset(value or ())


def _mapping(_: Facts, value: Any) -> dict[str, Any]:
    if not (value is None or isinstance(value, Mapping)):
        raise ArgumentError("default_headers and default_query must be mappings")
    return dict(value or {})


_KNOWN: dict[str, Callable[[Facts, Any], Any]] = {
    "base_url": _base_url,
    "timeout": _timeout,
    "validate": _validate,
    "max_retries": _max_retries,
    "max_event_size": _max_event_size,
    "ignore_rules": _ignore_rules,
    "default_headers": _mapping,
    "default_query": _mapping,
}
