"""Python statements as a small tree, so that lines are wrapped once, where their depth
is known, and as black leaves them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from accordant.targets.python.text import WIDTH, Call, wrapped


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


Code: TypeAlias = str | Branch | Call


def when(conditions: Sequence[Condition], *body: Code) -> Branch:
    """An `if`."""
    return Branch("if", conditions, list(body))


def chain(
    branches: Sequence[tuple[Sequence[Condition], list[Code]]],
    otherwise: Sequence[Code] = (),
) -> list[Code]:
    """`if`, `elif` and so on, and what is done if none holds."""
    if not branches:
        return list(otherwise)
    code: list[Code] = [
        Branch("elif" if index else "if", conditions, body)
        for index, (conditions, body) in enumerate(branches)
    ]
    return [*code, Branch("else", (), list(otherwise))] if otherwise else code


def lines(code: Iterable[Code], depth: int = 0) -> list[str]:
    """The lines of statements at a depth of indentation."""
    indent = "    " * depth
    found: list[str] = []
    for item in code:
        if isinstance(item, str):
            found.append(f"{indent}{item}".rstrip())
        elif isinstance(item, Call):
            found += wrapped(item, indent)
        else:
            found += _head(item, indent)
            found += lines(item.body, depth + 1)
    return found


def _head(branch: Branch, indent: str) -> Iterator[str]:
    conditions = branch.conditions
    if len(conditions) == 1 and isinstance(conditions[0], Either):
        ways = conditions[0].ways
        conditions = ways[0] if len(ways) == 1 else conditions
    tests = _joined(conditions, alone=True)
    line = f"{indent}{branch.word}{' ' if tests else ''}{tests}:"
    if len(line) <= WIDTH or _odd(conditions):
        yield line
        return
    before = ""
    if len(conditions) == 2 and isinstance(conditions[1], Either):
        # Black opens the last bracket of two conditions instead of a new one.
        before = f"{_joined(conditions[:1])} and "
        conditions = conditions[1:]
    yield f"{indent}{branch.word} {before}("
    yield from _inside(conditions, f"{indent}    ")
    yield f"{indent}):"


def _inside(conditions: Sequence[Condition], indent: str) -> Iterator[str]:
    """Conditions between brackets: on one line, if they fit."""
    line = f"{indent}{_joined(conditions, alone=True)}"
    if len(line) <= WIDTH:
        yield line
    else:
        yield from _stacked(conditions, indent)


def _odd(conditions: Sequence[Condition]) -> bool:
    """Whether black would open a bracket of the conditions' own, or has to find one."""
    ways = [conditions]
    if len(conditions) == 1 and isinstance(conditions[0], Either):
        ways = list(conditions[0].ways)
    operands = [condition for way in ways for condition in way]
    if len(operands) != 2:
        return len(operands) < 2
    first, last = operands
    if isinstance(last, Either):
        return len(ways) == 2 or not isinstance(first, str) or first.endswith(")")
    return isinstance(first, Either) or last.endswith(")")


def _stacked(conditions: Sequence[Condition], indent: str) -> Iterator[str]:
    """Conditions one a line, with the word that joins each to the one before."""
    ways = [conditions]
    if len(conditions) == 1 and isinstance(conditions[0], Either):
        ways = list(conditions[0].ways)
    for number, way in enumerate(ways):
        for index, condition in enumerate(way):
            word = "and " if index else "or " if number else ""
            line = f"{indent}{word}{_joined([condition])}"
            if len(line) <= WIDTH or isinstance(condition, str):
                yield line
                continue
            yield f"{indent}{word}("
            yield from _inside([condition], f"{indent}    ")
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
