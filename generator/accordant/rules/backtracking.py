"""Patterns that a backtracking engine may read one text by in exponentially many ways.

An automaton engine needs one pass whatever the pattern; `re` tries every way before it
says no. A repeated group is dangerous if some text leads around its loop in two ways.
That is decided on the positions of the pattern (one a character or set): what may
follow what, with the number of ways, and the pairs two ways may be at together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeAlias

from accordant.rules.pattern import PIECE, python_pattern

_FEW = 4
"""Repetitions up to this many are written out, more of them are as good as endless."""
_POSITIONS, _STEPS = 300, 100_000
"""What is larger than this counts as dangerous: it cannot be told in good time."""
_EMPTY = frozenset(["^", "$", "\\b", "\\B"])


class _Repeat(NamedTuple):
    body: _Node
    least: int
    most: int | None


class _Sequence(NamedTuple):
    parts: tuple[_Node, ...]


class _Either(NamedTuple):
    ways: tuple[_Node, ...]


_Node: TypeAlias = "str | _Repeat | _Sequence | _Either"


class _Ends(NamedTuple):
    """Where a part may begin and end, each as often as there are ways to."""

    nullable: bool
    first: list[int]
    last: list[int]


class _Dangerous(Exception):
    pass


def explodes(pattern: str) -> bool:
    """Whether matching may take exponential time. The pattern has to be supported."""
    pieces = PIECE.findall(pattern)
    positions = _Positions(_signs(pattern))
    try:
        positions.ends(_either(pieces))
    except (_Dangerous, RecursionError):
        return True
    return False


def _either(pieces: list[str]) -> _Node:
    """The alternatives up to the end of the group; the pieces are used up."""
    ways: list[_Node] = []
    parts: list[_Node] = []
    while pieces and pieces[0] != ")":
        piece = pieces.pop(0)
        if piece == "|":
            ways.append(_Sequence(tuple(parts)))
            parts = []
            continue
        part: _Node = piece
        if piece in ("(", "(?:"):
            part = _either(pieces)
            del pieces[:1]
        parts.append(_repeated(part, pieces))
    ways.append(_Sequence(tuple(parts)))
    return ways[0] if len(ways) == 1 else _Either(tuple(ways))


def _repeated(part: _Node, pieces: list[str]) -> _Node:
    mark = pieces[0] if pieces else ""
    known: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None)}
    known["?"] = (0, 1)
    if mark not in known and not (mark[:1] == "{" and len(mark) > 1):
        return part
    del pieces[0]
    if pieces and pieces[0] == "?":
        del pieces[0]
    if mark in known:
        return _Repeat(part, *known[mark])
    low, comma, high = mark[1:-1].partition(",")
    least = int(low or 0)
    most = least if not comma else int(high) if high else None
    return _Repeat(part, least, most)


def _signs(pattern: str) -> str:
    """Characters among which any two sets that overlap have one in common."""
    written = re.findall(r"\\x(..)|\\u(....)", pattern)
    codes = {int(short or long, 16) for short, long in written} | set(map(ord, pattern))
    near = {code + step for code in codes for step in (-1, 0, 1)}
    known = {*range(128), *map(ord, "\u00e9\u2028\u4e00\U0001f600")}
    return "".join(chr(code) for code in sorted(near | known) if 0 <= code < 0x110000)


@dataclass
class _Positions:
    signs: str
    sets: list[frozenset[str]] = field(default_factory=list)
    follow: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.members = cache(self._members)

    def _members(self, piece: str) -> frozenset[str]:
        spelled = re.compile(python_pattern(piece), re.ASCII)
        return frozenset(sign for sign in self.signs if spelled.fullmatch(sign))

    def ends(self, node: _Node) -> _Ends:
        if isinstance(node, _Sequence):
            return self.sequence(node.parts)
        if isinstance(node, _Either):
            ways = [self.ends(way) for way in node.ways]
            return _Ends(
                any(way.nullable for way in ways),
                [number for way in ways for number in way.first],
                [number for way in ways for number in way.last],
            )
        if isinstance(node, _Repeat):
            return self.repeat(node)
        if node in _EMPTY:
            return _Ends(True, [], [])
        if len(self.sets) == _POSITIONS:
            raise _Dangerous
        self.sets.append(self.members(node))
        self.follow.append([])
        return _Ends(False, [len(self.sets) - 1], [len(self.sets) - 1])

    def sequence(self, parts: tuple[_Node, ...]) -> _Ends:
        whole = _Ends(True, [], [])
        for part in parts:
            found = self.ends(part)
            for number in whole.last:
                self.follow[number] += found.first
            whole = _Ends(
                whole.nullable and found.nullable,
                whole.first + (found.first if whole.nullable else []),
                found.last + (whole.last if found.nullable else []),
            )
        return whole

    def repeat(self, node: _Repeat) -> _Ends:
        body, least, most = node
        if most == least and _length(body) is not None:
            return self.sequence((body,) * min(least, 2))
        if most is not None and most <= _FEW:
            rest: tuple[_Node, ...] = ()
            for _ in range(most - least):
                rest = (_Repeat(_Sequence((body, *rest)), 0, 1),)
            if (least, most) != (0, 1):
                return self.sequence((*(body,) * least, *rest))
            return self.ends(body)._replace(nullable=True)
        start = len(self.sets)
        found = self.ends(body)
        for number in found.last:
            self.follow[number] += found.first
        if (found.nullable and least > _FEW) or self.ambiguous(start):
            raise _Dangerous
        return found._replace(nullable=found.nullable or least == 0)

    def ambiguous(self, start: int) -> bool:
        """Whether some text leads around the loop of the latest positions twice over.

        Each of them leads to each other one, so any of them can stand for all.
        """
        numbers = range(start, len(self.sets))
        if any(len(set(self.follow[n])) < len(self.follow[n]) for n in numbers):
            return True
        origin = (start, start)
        steps: dict[tuple[int, int], list[tuple[int, int]]] = {}
        back: dict[tuple[int, int], list[tuple[int, int]]] = {}
        waiting, tried = [origin] if numbers else [], 0
        while waiting:
            pair = waiting.pop()
            if pair in steps:
                continue
            one, other = pair
            steps[pair] = [
                (a, b)
                for a in self.follow[one]
                for b in self.follow[other]
                if not self.sets[a].isdisjoint(self.sets[b])
            ]
            tried += len(self.follow[one]) * len(self.follow[other])
            if tried > _STEPS:
                return True
            for following in steps[pair]:
                back.setdefault(following, []).append(pair)
            waiting += steps[pair]
        waiting, seen = [origin], set()
        while waiting:
            pair = waiting.pop()
            if pair not in seen:
                seen.add(pair)
                waiting += back.get(pair, ())
        return any(one != other for one, other in seen)


def _length(node: _Node) -> int | None:
    """How many characters a part matches, if that is always the same number."""
    if isinstance(node, str):
        return 0 if node in _EMPTY else 1
    if isinstance(node, _Repeat):
        inner = _length(node.body)
        return None if inner is None or node.least != node.most else inner * node.least
    inside = node.parts if isinstance(node, _Sequence) else node.ways
    lengths = [_length(part) for part in inside]
    found = [length for length in lengths if length is not None]
    if len(found) < len(lengths):
        return None
    if isinstance(node, _Sequence):
        return sum(found)
    return found[0] if len(set(found)) == 1 else None
