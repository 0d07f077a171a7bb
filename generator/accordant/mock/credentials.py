"""Credentials: whether a request has what the security of its operation asks for."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from typing import NamedTuple

from accordant import ir
from accordant.mock.refusals import Refusal


class Shown(NamedTuple):
    """Where a request may show who sends it; names of headers in lower case."""

    headers: Mapping[str, str]
    query: Mapping[str, str]
    cookies: Mapping[str, str]


def require(operation: ir.Operation, shown: Shown, key: str | None) -> None:
    """Raises Refusal (401) unless all schemes of some alternative are met; by `key`, if
    one is given."""
    if not operation.security:
        return
    wrong = False
    for alternative in operation.security:
        given = [_secrets(scheme, shown) for scheme in alternative]
        if all(given):
            if key is None or all(_among(key, secrets) for secrets in given):
                return
            wrong = True
    wanted = " or ".join(
        " with ".join(map(_wanted, alternative)) for alternative in operation.security
    )
    message = f"the credential is wrong: {wanted} is needed"
    if not wrong:
        message = (
            f"a credential is missing or not of the right form: {wanted} is needed"
        )
    ways = dict.fromkeys(
        filter(None, (_challenge(s) for one in operation.security for s in one))
    )
    headers = {"www-authenticate": ", ".join(ways)} if ways else None
    code = "wrong_credential" if wrong else "missing_credential"
    raise Refusal(401, code, message, headers=headers)


def _among(key: str, secrets: tuple[str, ...]) -> bool:
    """Whether one is the key; what nobody can check has none that is wrong."""
    return secrets == ("",) or any(
        hmac.compare_digest(key.encode(), secret.encode()) for secret in secrets
    )


def _secrets(scheme: ir.Security, shown: Shown) -> tuple[str, ...]:
    """What was shown for a scheme; empty if nothing of its form."""
    if scheme.type == "apiKey":
        wire = scheme.wire or ""
        value = {
            "header": shown.headers.get(wire.lower()),
            "query": shown.query.get(wire),
            "cookie": shown.cookies.get(wire),
        }.get(scheme.place or "")
        return (value,) if value and value.strip() else ()
    if scheme.type not in ("http", "oauth2", "openIdConnect"):
        return ("",)
    way, _, rest = shown.headers.get("authorization", "").partition(" ")
    token = rest.strip()
    if way.lower() != _way(scheme) or not token:
        return ()
    return _pair(token) if _way(scheme) == "basic" else (token,)


def _pair(token: str) -> tuple[str, ...]:
    """User and password of basic credentials; empty if they are not of that form."""
    try:
        user, colon, password = (
            base64.b64decode(token, validate=True).decode().partition(":")
        )
    except (binascii.Error, UnicodeDecodeError):
        return ()
    return tuple(filter(None, (user, password))) if colon else ()


def _way(scheme: ir.Security) -> str:
    return scheme.scheme if scheme.type == "http" else "bearer"


def _wanted(scheme: ir.Security) -> str:
    if scheme.type == "apiKey":
        where = "query parameter" if scheme.place == "query" else scheme.place
        return f"{where} {scheme.wire}"
    if scheme.type not in ("http", "oauth2", "openIdConnect"):
        return scheme.type
    what = {"basic": "base64 of USER:PASSWORD", "bearer": "TOKEN"}
    return (
        f"header Authorization: {_way(scheme).title()} {what.get(_way(scheme), '...')}"
    )


def _challenge(scheme: ir.Security) -> str | None:
    if scheme.type not in ("http", "oauth2", "openIdConnect"):
        return None
    return f'{_way(scheme).title()} realm="mock"'
