"""Names that a document does not write: numbered ones, and ones with a role word.

What a document writes are its keys and its short texts (operation ids, titles, values
of enums), all without case and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tests.corpus.documents import Document

ROLES = ("data", "object", "model", "value", "kind", "union", "choice")
"""Words that say what sort of thing a name stands for, and nothing else of it."""

LONGEST = 80
"""Characters of a text that may be a name."""


def squashed(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def written(document: Document) -> set[str]:
    """What the document calls things."""
    return {squashed(text) for text in _texts(document) if len(text) <= LONGEST} - {""}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from value.split("/")
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from key.split("/")
            yield from _texts(item)


def numbered(names: Iterable[str], known: set[str]) -> list[str]:
    """Names that end in a number which tells them from another name alone."""
    every = {squashed(name) for name in names}
    found = []
    for name in names:
        plain = squashed(name)
        base = plain.rstrip("0123456789")
        if base != plain and base in every and not _is_written(plain, known):
            found.append(name)
    return found


def with_role(names: Iterable[str], known: set[str]) -> list[str]:
    """Names whose last word is a role that the document does not speak of there."""
    found = []
    for name in names:
        plain = squashed(name)
        role = next((role for role in ROLES if plain.endswith(role)), None)
        if role and plain != role and not _is_written(plain, known):
            found.append(name)
    return found


def _is_written(plain: str, known: set[str]) -> bool:
    """Whether the end of a name, with its last word or number, is a written one."""
    ending = re.search(
        r"([a-z]*[0-9]+|data|object|model|value|kind|union|choice)$", plain
    )
    shortest = len(ending.group()) if ending else 1
    return any(plain[at:] in known for at in range(len(plain) - shortest + 1))
