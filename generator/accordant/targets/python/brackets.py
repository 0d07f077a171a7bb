"""Lines parted at a pair of brackets, the last one that reads well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from accordant.targets.python.line import (
    Line,
    at_commas,
    has_comma,
    matched,
    strongest,
    track,
)
from accordant.targets.python.tokens import CLOSING, COMMA, DOT, OPENING, WIDTH, Token


class Whole(Exception):
    """A line that cannot be parted in this way."""


@dataclass(frozen=True, slots=True)
class _Split:
    """A line parted at a pair of brackets: up to it, inside of it, and from its end."""

    head: Line
    body: Line
    tail: Line
    opening: Token
    closing: Token

    def lines(self) -> list[Line]:
        self.opening.text, self.closing.text = self.opening.kind, self.closing.kind
        return [line for line in (self.head, self.body, self.tail) if line.tokens]


def _split(line: Line, opening: Token, closing: Token) -> _Split:
    first, last = line.tokens.index(opening), line.tokens.index(closing)
    inner = line.tokens[first + 1 : last]
    head = Line(line.tokens[: first + 1], line.depth)
    body = Line(inner, line.depth + 1, inside=True)
    tail = Line(line.tokens[last:], line.depth)
    track(head, matched(head.tokens))
    inner[0].gap = ""
    ends = inner[-1].kind == ","
    called = opening.trails and opening.kind == "("
    lone = line.defines and called and not at_commas(inner)
    if not ends and (line.imports or lone):
        inner.append(Token(",", ",", added=True))
        ends = True
    track(body, inner)
    if strongest(body, ends) == COMMA:
        body.exploded = ends or not opening.trails
    return _Split(head, body, tail, opening, closing)


def at_parameters(line: Line, forced: bool) -> list[Line]:
    """The head of a function: at its first brackets that hold anything."""
    for token, following in pairwise(line.tokens):
        closing = token.partner
        if token.kind == "(" and closing is not following and closing in line.tokens:
            assert closing is not None
            return _split(line, token, closing).lines()
    raise Whole


def at_brackets(line: Line, forced: bool) -> list[Line]:
    """At the last brackets, or at earlier ones if what is behind them fits on a line
    and so does what is before."""
    first: list[Line] | None = None
    for omitted in _omissions(line):
        if omitted and _starts_beyond(line, omitted):
            continue
        found = _at_last(line, omitted, forced)
        if first is None and not omitted:
            first = found
        if found[0].fits():
            return found
    return first if first is not None else _at_last(line, set(), forced)


def _starts_beyond(line: Line, omitted: set[int]) -> bool:
    """Whether the brackets that are left start where a line has ended."""
    left = [t for t in line.tokens if t.kind in CLOSING and id(t) not in omitted]
    opening = left[-1].partner if left else None
    if opening is None or not opening.text:
        return False
    length = 4 * line.depth
    for token in line.tokens:
        if token is opening:
            return length > WIDTH
        length += len(token.gap) + len(token.text)
    return False


def _omissions(line: Line) -> Iterator[set[int]]:
    """Closing brackets that need not be parted, as ever more of the line's end fits."""
    omitted: set[int] = set()
    if not line.magic:
        yield omitted
    length = 4 * line.depth
    opening: Token | None = None
    closing: Token | None = None
    within: set[int] = set()
    for index in range(len(line.tokens) - 1, -1, -1):
        token = line.tokens[index]
        previous = line.tokens[index - 1] if index else None
        length += len(token.gap) + len(token.text)
        if length > WIDTH:
            return
        if opening is not None:
            if token is opening:
                opening = None
            elif token.kind in CLOSING:
                if has_comma(token, previous, line):
                    return
                within.add(id(token))
        elif token.kind in CLOSING:
            if previous is not None and previous.kind in OPENING:
                within.add(id(token))
                continue
            if closing is not None:
                omitted = omitted | {id(closing)} | within
                within = set()
                yield omitted
            if has_comma(token, previous, line):
                return
            if token.text:
                opening, closing = token.partner, token


def _last(line: Line, omitted: set[int]) -> _Split:
    for token in reversed(line.tokens):
        if token.kind in CLOSING and id(token) not in omitted:
            opening = token.partner
            if opening not in line.tokens:
                raise Whole
            if line.tokens[line.tokens.index(opening) + 1] is token:
                # Nothing is inside of them; they go with what follows.
                omitted = omitted | {id(token)}
                continue
            return _split(line, opening, token)
    raise Whole


def _at_last(line: Line, omitted: set[int], forced: bool) -> list[Line]:
    return _without_own(line, _last(line, omitted), omitted, forced)


def _without_own(
    line: Line, split: _Split, omitted: set[int], forced: bool
) -> list[Line]:
    """A split, or an earlier one if it needs brackets of black's own and reads as well
    without them."""
    own = split.opening.optional and not split.opening.text
    if own and not forced and not line.imports and _can_do_without(split):
        without = omitted | {id(split.closing)}
        try:
            other = _last(line, without)
            if _is_better(other, split):
                return _without_own(line, other, without, forced)
        except Whole:
            chained = sum(token.text == "=" for token in line.tokens) > 1
            if not chained and len(split.body.tokens) < 2 and not split.body.fits():
                raise
    return split.lines()


def _is_better(other: _Split, split: _Split) -> bool:
    """Whether a split inside of optional brackets reads better than one at them."""
    head = split.head
    if len(head.tokens) < 2 or head.tokens[-2].text != "=":
        return True
    if not any(t.kind in OPENING or t.kind in CLOSING for t in head.tokens[:-1]):
        return True
    if not head.fits(WIDTH - 1) or head.magic:
        return True
    equal = [index for index, t in enumerate(other.head.tokens) if t.text == "="]
    behind = other.head.tokens[equal[-1] + 1 if equal else 0 :]
    if any(token.kind in CLOSING for token in behind):
        return True
    return bool(equal) and other.head.fits()


def _can_do_without(split: _Split) -> bool:
    """Whether what is in optional brackets has a shape that reads well without."""
    body = split.body
    if not body.parts:
        return True
    most = max(body.parts.values())
    if sum(part == most for part in body.parts.values()) > 1:
        return False
    if most == DOT:
        return True
    first, second, *_ = body.tokens
    if first.kind in OPENING and second.kind not in CLOSING and _opens(body, first):
        return True
    before, last = body.tokens[-2:]
    if last.kind in CLOSING and (last.kind != "]" or not _trailing(last)):
        return before.kind not in OPENING and _closes(body, last)
    return False


def _trailing(closing: Token) -> bool:
    return closing.partner is not None and closing.partner.trails


def _opens(body: Line, first: Token) -> bool:
    """Whether what follows the brackets that a body starts with fits, or can be parted."""
    behind = False
    length = 4 * body.depth
    for token in body.tokens:
        behind = behind or token is first.partner
        if behind:
            length += len(token.gap) + len(token.text)
            if length > WIDTH:
                return False
            behind = token.kind not in OPENING
    return True


def _closes(body: Line, last: Token) -> bool:
    """Whether what precedes the brackets that a body ends with fits, or can be parted."""
    length = 4 * body.depth
    others = False
    for token in body.tokens:
        length += len(token.gap) + len(token.text)
        if token is last.partner:
            return others or length <= WIDTH
        others = others or token.kind in OPENING
    return False
