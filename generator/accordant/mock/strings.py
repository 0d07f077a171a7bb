"""Strings for formats, lengths and patterns."""

from __future__ import annotations

import re
import uuid
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from random import Random

from accordant import ir
from accordant.rules.pattern import example, python_pattern

EPOCH = 1_764_547_200
"""The first moment of December 2025, in Unix seconds."""

MOST = 100_000
"""Characters of the longest string that is made."""


def moment(seed: int) -> int:
    """A time in Unix seconds, the same for the same seed."""
    return EPOCH + seed % 1_000_000


def string(
    form: str | None, atoms: Iterable[ir.Atom], name: str, seed: int, draw: Random
) -> str:
    """A string for a field of this name; the first that its format, else its pattern
    and lengths allow."""
    lengths = [atom for atom in atoms if isinstance(atom, ir.Length)]
    patterns = [atom.text for atom in atoms if isinstance(atom, ir.Pattern)]
    found = None
    for text in _candidates(form, patterns, lengths, name, seed, draw):
        found = text if found is None else found
        if all(_matches(pattern, text) for pattern in patterns) and all(
            (
                (len(text) >= atom.limit)
                if atom.op == "minLength"
                else (len(text) <= atom.limit)
            )
            for atom in lengths
        ):
            return text
    return found or ""


def _candidates(
    form: str | None,
    patterns: list[str],
    lengths: list[ir.Length],
    name: str,
    seed: int,
    draw: Random,
) -> Iterator[str]:
    formatted = _formatted(form, seed, draw)
    if formatted is not None:
        yield formatted
    plain = name or "text"
    yield plain
    limits = [min(atom.limit, MOST) for atom in lengths]
    for pattern in patterns:
        for times in dict.fromkeys((1, 2, 3, 0, 8, *limits)):
            text = example(pattern, times)
            yield text
            for limit in limits:
                yield text.ljust(limit, "x")[:limit]
    least = max((min(a.limit, MOST) for a in lengths if a.op == "minLength"), default=0)
    most = min((a.limit for a in lengths if a.op == "maxLength"), default=MOST)
    yield plain.ljust(least, "x")[:most]
    yield "0" * max(least, min(1, most))


def _matches(pattern: str, text: str) -> bool:
    return re.search(python_pattern(pattern), text, re.ASCII) is not None


def _formatted(form: str | None, seed: int, draw: Random) -> str | None:
    when = datetime.fromtimestamp(moment(seed), UTC)
    number = draw.getrandbits(24)
    match form:
        case "date-time":
            return when.strftime("%Y-%m-%dT%H:%M:%SZ")
        case "date":
            return when.strftime("%Y-%m-%d")
        case "time":
            return when.strftime("%H:%M:%SZ")
        case "duration":
            return "PT1H"
        case "uri" | "url" | "iri" | "uri-reference" | "iri-reference":
            return f"https://example.com/{number:06x}"
        case "uri-template":
            return "https://example.com/{id}"
        case "uuid":
            return str(uuid.UUID(int=draw.getrandbits(128), version=4))
        case "email" | "idn-email":
            return f"user-{number:06x}@example.com"
        case "hostname" | "idn-hostname":
            return f"host-{number:06x}.example.com"
        case "ipv4":
            return f"192.0.2.{number % 254 + 1}"
        case "ipv6":
            return f"2001:db8::{number & 0xFFFF or 1:x}"
        case "byte" | "base64" | "base64url":
            return b64encode(number.to_bytes(3, "big")).decode()
        case "json-pointer":
            return "/a"
        case "regex":
            return "a"
        case _:
            return None
