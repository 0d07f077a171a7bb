"""How callers are let in: the security schemes of a document as options of a client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accordant import ir

KEY = "api_key"
"""The option of the one secret of an API, where it has one."""
NAME, PASSWORD = "username", "password"


@dataclass(frozen=True, slots=True)
class Credential:
    """Where a secret goes, after a prefix; `options` are those that hold it, one, or a
    name and a password."""

    place: str
    wire: str
    prefix: str
    options: tuple[str, ...] = ()


Ways = tuple[tuple[str, ...], ...]
"""The ways to be let in; of each the schemes that go together, by name."""


@dataclass(frozen=True, slots=True)
class Access:
    """What the schemes that operations ask for send, by the name of the scheme, and the
    ways in that most operations have. `always`: there is no call without a key."""

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
        return found == [(KEY,)]

    def options(self) -> dict[str, str]:
        """The options that hold secrets, and what is said of each."""
        found: dict[str, str] = {}
        for credential in self.credentials.values():
            if credential.options == (KEY,):
                found[KEY] = "The key"
            elif len(credential.options) == 1:
                found.setdefault(credential.options[0], f"Sent as `{credential.wire}`")
            else:
                found[NAME] = f"The name that goes with `{PASSWORD}`"
                found[PASSWORD] = f"The password that goes with `{NAME}`"
        return found


def access(
    api: ir.Api, option: Callable[[str, Iterable[str]], str], taken: Iterable[str]
) -> Access:
    """How the operations of an API let callers in. `option` names the option of a scheme
    beside those that are `taken`."""
    effects: dict[str, Credential] = {}
    for operation in api.operations:
        for way in operation.security:
            for scheme in way:
                effect = _effect(scheme)
                if effect is not None:
                    effects.setdefault(scheme.name, effect)
    known = _named(effects, option, taken)
    found = Access(known, (), False)
    ways = Counter(found.ways(operation) for operation in api.operations)
    common = max(ways, key=lambda way: ways[way]) if ways else ()
    keyed = {credential.options for credential in known.values()} == {(KEY,)}
    return Access(known, common, keyed and all(way and all(way) for way in ways))


def _effect(scheme: ir.Security) -> Credential | None:
    """Where the secret of a scheme goes; None where it is not one that can be sent."""
    if scheme.place is not None:
        return Credential(scheme.place, str(scheme.wire), "")
    if scheme.type in ("oauth2", "openIdConnect") or scheme.scheme == "bearer":
        return Credential("header", "Authorization", "Bearer ")
    if scheme.scheme == "basic":
        return Credential("header", "Authorization", "Basic ")
    return None


def _named(
    effects: dict[str, Credential],
    option: Callable[[str, Iterable[str]], str],
    reserved: Iterable[str],
) -> dict[str, Credential]:
    """Credentials with the options that hold them; what is sent alike shares one."""
    keys = {effect for effect in effects.values() if effect.prefix != "Basic "}
    taken = [name for name in reserved if name != KEY]
    options: dict[Credential, tuple[str, ...]] = {}
    for name, effect in effects.items():
        if effect in options:
            continue
        if effect.prefix == "Basic ":
            options[effect] = (NAME, PASSWORD)
        elif len(keys) == 1:
            options[effect] = (KEY,)
        else:
            options[effect] = (option(name, taken),)
        taken += options[effect]
    return {
        name: Credential(effect.place, effect.wire, effect.prefix, options[effect])
        for name, effect in effects.items()
    }
