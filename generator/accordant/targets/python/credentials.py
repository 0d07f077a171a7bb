"""Credentials: the security schemes of a document as options of the client."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from accordant import ir, names
from accordant.targets.python.text import literal


@dataclass(frozen=True, slots=True)
class Credential:
    """Where a secret goes, after a prefix; `options` are those that hold it, one, or a
    name and a password."""

    place: str
    wire: str
    prefix: str
    options: tuple[str, ...] = ()

    def text(self) -> str:
        """The credential as the runtime knows it."""
        facts = [literal(self.place), literal(self.wire)]
        if self.prefix or self.options != ("api_key",):
            facts.append(literal(self.prefix))
        if self.options != ("api_key",):
            inside = ", ".join(map(literal, self.options))
            facts.append(f"({inside}{',' if len(self.options) == 1 else ''})")
        return f"Credential({', '.join(facts)})"


def _effect(scheme: ir.Security) -> Credential | None:
    """Where the secret of a scheme goes; None where it is not one that can be sent."""
    if scheme.place is not None:
        return Credential(scheme.place, str(scheme.wire), "")
    if scheme.type in ("oauth2", "openIdConnect") or scheme.scheme == "bearer":
        return Credential("header", "Authorization", "Bearer ")
    if scheme.scheme == "basic":
        return Credential("header", "Authorization", "Basic ")
    return None


Ways = tuple[tuple[str, ...], ...]
"""The ways to be let in; of each the schemes that go together, by name."""


@dataclass(frozen=True, slots=True)
class Access:
    """What the schemes that operations ask for send, by the name of the scheme, and the
    ways in that most operations have."""

    credentials: dict[str, Credential]
    common: Ways
    always: bool

    def ways(self, operation: ir.Operation) -> Ways:
        """The ways in. A scheme that a client cannot send, as certificates are, is left
        to the user's HTTP client."""
        return tuple(
            tuple(scheme.name for scheme in way if scheme.name in self.credentials)
            for way in operation.security
        )

    @property
    def keyed(self) -> bool:
        """Whether most calls are let in by one key alone."""
        found = [self.credentials[name].options for name in (self.common or ((),))[0]]
        return found == [("api_key",)]

    def options(self) -> dict[str, str]:
        """The options that hold secrets, and what is said of each."""
        found: dict[str, str] = {}
        for credential in self.credentials.values():
            if credential.options == ("api_key",):
                found["api_key"] = "The key"
            elif len(credential.options) == 1:
                found.setdefault(credential.options[0], f"Sent as `{credential.wire}`")
            else:
                found["username"] = "The name that goes with `password`"
                found["password"] = "The password that goes with `username`"
        return found


def access(api: ir.Api) -> Access:
    """How the operations of an API let callers in."""
    effects: dict[str, Credential] = {}
    for operation in api.operations:
        for way in operation.security:
            for scheme in way:
                effect = _effect(scheme)
                if effect is not None:
                    effects.setdefault(scheme.name, effect)
    known = _named(api, effects)
    found = Access(known, (), False)
    ways = Counter(found.ways(operation) for operation in api.operations)
    common = max(ways, key=lambda way: ways[way]) if ways else ()
    keyed = {credential.options for credential in known.values()} == {("api_key",)}
    return Access(known, common, keyed and all(way and all(way) for way in ways))


def _named(api: ir.Api, effects: dict[str, Credential]) -> dict[str, Credential]:
    """Credentials with the options that hold them; what is sent alike shares one."""
    keys = {effect for effect in effects.values() if effect.prefix != "Basic "}
    taken = [*names.CLIENT_OPTIONS, *api.sdk.get("headers", {})]
    taken.remove("api_key")
    options: dict[Credential, tuple[str, ...]] = {}
    for name, effect in effects.items():
        if effect in options:
            continue
        if effect.prefix == "Basic ":
            options[effect] = ("username", "password")
        elif len(keys) == 1:
            options[effect] = ("api_key",)
        else:
            options[effect] = (names.python_option(name, taken),)
        taken += options[effect]
    return {
        name: Credential(effect.place, effect.wire, effect.prefix, options[effect])
        for name, effect in effects.items()
    }
