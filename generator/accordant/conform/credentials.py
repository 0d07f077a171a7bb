"""The key: where it comes from, and where an operation wants it."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field

from accordant import ir
from accordant.options import Misuse


@dataclass(frozen=True, slots=True)
class Credential:
    """A key, known from an environment variable only."""

    variable: str
    key: str = field(repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The key, and what stands for it on the wire."""
        return self.key, _basic(self.key)


def credential(api: ir.Api, variable: str | None) -> Credential | None:
    """The key in `variable`, or in the one that the spec names, if it is set.

    Raises Misuse if the variable that was asked for is not set, or holds what no header
    can.
    """
    name = variable or api.sdk.get("environment", {}).get("api_key")
    key = os.environ.get(name, "").strip() if name else ""
    if name and key and not (key.isascii() and key.isprintable()):
        raise Misuse(f"the key in {name} has signs that no header can hold")
    if variable and not key:
        raise Misuse(f"--key-variable {variable}: no such environment variable is set")
    return Credential(name, key) if name and key else None


def apply(
    credential: Credential,
    operation: ir.Operation,
    headers: dict[str, str],
    query: list[tuple[str, str]],
    cookies: list[str],
) -> None:
    """Put the key where the operation wants it; a bearer token if it does not say."""
    schemes = [scheme for way in operation.security for scheme in way]
    if operation.security and not schemes:
        return
    for scheme in schemes:
        if scheme.type == "apiKey" and scheme.wire:
            if scheme.place == "query":
                query.append((scheme.wire, credential.key))
            elif scheme.place == "cookie":
                cookies.append(f"{scheme.wire}={credential.key}")
            else:
                headers[scheme.wire] = credential.key
            return
        if scheme.type == "http" and scheme.scheme.lower() == "basic":
            headers["authorization"] = f"Basic {_basic(credential.key)}"
            return
        if scheme.type in ("http", "oauth2", "openIdConnect"):
            break
    headers["authorization"] = f"Bearer {credential.key}"


def _basic(key: str) -> str:
    return base64.b64encode(key.encode()).decode()
