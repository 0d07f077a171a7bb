"""Python statements as a small tree, so that lines are wrapped once, where their depth
is known, and as black leaves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from accordant.targets.python.text import WIDTH, call


@dataclass(slots=True)
class Either:
    """Ways to hold, joined by `or`; the conditions of a way by `and`."""

    ways: Sequence[Sequence[Condition]]


Condition: TypeAlias = str | Either


@dataclass(slots=True)
class Branch:
    """`word conditions:` and an indented body; the conditions are joined by `and`."""

    word: str
    conditions: Sequence[Condition] = ()
    body: list[Code] = field(default_factory=list)


@dataclass(slots=True)
class Call:
    """`head(parts)tail`; an item a line where it is too long for one."""

    head: str
    parts: Sequence[str]
    tail: str = ")"


Code: TypeAlias = str | Branch | Call


def when(conditions: Sequence[Condition], *body: Code) -> Branch:
    """An `if`."""
    return Branch("if", conditions, list(body))


def chain(branches: Sequence[tuple[Condition, list[Code]]]) -> list[Code]:
    """`if`, `elif` and so on."""
    return [
        Branch("elif" if index else "if", [condition], body)
        for index, (condition, body) in enumerate(branches)
    ]


def lines(code: Sequence[Code], depth: int = 0) -> Iterator[str]:
    """The lines of statements at a depth of indentation."""
    indent = "    " * depth
    for item in code:
        if isinstance(item, str):
            yield f"{indent}{item}".rstrip()
        elif isinstance(item, Call):
            yield from call(item.head, item.parts, item.tail, indent)
        else:
            yield from _head(item, indent)
            yield from lines(item.body, depth + 1)


def _head(branch: Branch, indent: str) -> Iterator[str]:
    tests = _joined(branch.conditions, alone=True)
    line = f"{indent}{branch.word}{' ' if tests else ''}{tests}:"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{indent}{branch.word} ("
    yield from _stacked(branch.conditions, f"{indent}    ")
    yield f"{indent}):"


def _stacked(conditions: Sequence[Condition], indent: str) -> Iterator[str]:
    """Conditions joined by `and`, one a line."""
    first, *rest = conditions
    if isinstance(first, Either) and not rest:
        for index, way in enumerate(first.ways):
            yield f"{indent}{'or ' if index else ''}{_joined(way)}"
        return
    for index, condition in enumerate(conditions):
        word = "and " if index else ""
        line = f"{indent}{word}{_joined([condition])}"
        if len(line) <= WIDTH or isinstance(condition, str):
            yield line
            continue
        yield f"{indent}{word}("
        yield from _stacked([condition], f"{indent}    ")
        yield f"{indent})"


def _joined(conditions: Sequence[Condition], alone: bool = False) -> str:
    """Conditions on one line; an alternative needs brackets unless it is all."""
    found = []
    for condition in conditions:
        if isinstance(condition, Either):
            text = " or ".join(map(_joined, condition.ways))
            condition = text if alone and len(conditions) == 1 else f"({text})"
        found.append(condition)
    return " and ".join(found)
