"""Warnings as people read them: few of each kind in full, all of them counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from accordant.location import Problem

_MANY, _SHOWN = 40, 5
_OWN = (
    (r"; did you mean .*", ""),
    (r"\b[A-Z]+ /\S*", "..."),
    (r"'[^']*'", "'...'"),
    (r"\S+(:\d+:\d+|/\S+)", "..."),
    (r"\b[A-Z]\w*[a-z]\w*|\b[a-z]+_\w+", "..."),
    (r"\d+", "n"),
)
"""What is about one place in a message, and what stands for it."""


def kind_of(message: str) -> str:
    """What a message says wherever it is said."""
    for pattern, plain in _OWN:
        message = re.sub(pattern, plain, message)
    return message


def shown(warnings: Sequence[Problem]) -> Iterator[str]:
    """The lines of some warnings: all, or of many only the first of each kind."""
    if len(warnings) <= _MANY:
        yield from map(str, warnings)
        return
    counted = Counter(kind_of(problem.message) for problem in warnings)
    met: Counter[str] = Counter()
    for problem in warnings:
        kind = kind_of(problem.message)
        met[kind] += 1
        if met[kind] <= _SHOWN:
            yield str(problem)
        if met[kind] == _SHOWN < counted[kind]:
            yield f"  ... and {counted[kind] - _SHOWN} more like this"


def summary(warnings: Sequence[Problem]) -> Iterator[str]:
    """How many there are of each kind, the most frequent first."""
    if not warnings:
        return
    counted = Counter(kind_of(problem.message) for problem in warnings)
    yield f"{len(warnings)} warning{'s' if len(warnings) > 1 else ''}"
    for kind, count in counted.most_common():
        yield f"{count:6}  {kind}"
    if len(warnings) > _MANY:
        yield "'accordant lint' lists all of them"
