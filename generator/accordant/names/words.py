"""Words of names, casings, collisions: what names of all languages are made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def words(text: str) -> list[str]:
    """The words of a name, split at non-letters and case humps.

    `URLCitation` -> URL, Citation; `b64_json` -> b64, json; `a-b-2` -> a, b, 2.
    """
    return list(_words(text))


@lru_cache(maxsize=500)
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = []
    for part in re.split(r"[^A-Za-z0-9]+", plain):
        humps = _HUMPS.findall(part)
        joined: list[str] = []
        for hump in humps:
            if joined and (hump.isdigit() or joined[-1][-1].isdigit()):
                glued = hump.isdigit() or hump[0].islower()
                if glued:
                    joined[-1] += hump
                    continue
            joined.append(hump)
        found.extend(joined)
    return tuple(found)


@lru_cache(maxsize=20_000)
def _lower(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _words(text))


def snake(text: str) -> str:
    """`createImage` -> create_image; text without words gives ""."""
    return "_".join(_lower(text))


@lru_cache(maxsize=20_000)
def pascal(text: str) -> str:
    """`image_generation` -> ImageGeneration; acronyms stay as written."""
    return "".join(word[0].upper() + word[1:] for word in words(text))


def join_pascal(parent: str, child: str) -> str:
    """Two names in one; words that end the first and begin the second merge."""
    added = pascal(child)
    ends, begins = _lower(parent), _lower(added)
    if not ends or ends[-1] not in begins:
        return parent + added
    for size in range(min(len(ends), len(begins)), 0, -1):
        if ends[-1] == begins[size - 1] and ends[-size:] == begins[:size]:
            return parent + "".join(pascal(word) for word in words(added)[size:])
    return parent + added


def shortened(name: str, limit: int) -> str:
    """The first and the last words of a name that is longer than `limit`."""
    half = limit // 2
    first, last = [word[:half] for word in words(name)], list[str]()
    while first and len("".join(last)) + len(first[-1]) <= half:
        last.insert(0, first.pop())
    while len("".join((*first, *last))) > limit and first:
        first.pop()
    return pascal("_".join((*first, *last))) or name[:limit]


def singular(text: str) -> str:
    """The name of one element of a list, or the text itself where none is known."""
    for plural, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch")):
        if text.endswith(plural) and len(text) > len(plural) + 1:
            return text[: -len(plural)] + single
    if text.endswith("s") and not text.endswith(("ss", "us", "is")):
        return text[:-1]
    return text


class Taken:
    """Names that are taken, whatever their case; asking costs the same for many."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._lower = {name.lower() for name in names}

    def add(self, name: str) -> None:
        self._lower.add(name.lower())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._lower


def unique(wanted: str, taken: Iterable[str] | Taken) -> str:
    """`wanted`, or its first numbered form that is free whatever the case."""
    known = taken if isinstance(taken, Taken) else Taken(taken)
    name, number = wanted, 2
    while name in known:
        name, number = f"{wanted}{number}", number + 1
    return name


_OF_ANY_API = r"(?i)\b(the|open ?api|swagger|api|sdk|rest|http|specification|spec)\b"


def api_words(title: str) -> list[str]:
    """The words that tell an API from others: Museum, of "The Museum API (v1)"."""
    short = re.split(r"\s[-\u2013\u2014|]\s|[(:,]", title)[0]
    found = words(re.sub(_OF_ANY_API, " ", short)) or words(title)
    kept = [word for word in found if not re.fullmatch(r"[vV]?[0-9]+", word)]
    return kept[:4]


_MEDIA = {
    "multipart/form-data": "multipart",
    "application/x-www-form-urlencoded": "form",
    "application/octet-stream": "bytes",
    "text/plain": "text",
}


def media_word(media: str) -> str:
    """What tells a method apart that sends a body of a media type, in snake case."""
    plain = media.partition(";")[0].strip().lower()
    return _MEDIA.get(plain) or snake(plain.partition("/")[2]) or "bytes"
