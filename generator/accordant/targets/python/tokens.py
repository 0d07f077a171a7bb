"""Statements as tokens, with the brackets that black may add to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

WIDTH = 88
OPENING = frozenset("([{")
CLOSING = frozenset(")]}")
COMMA, DOT = 18, 1
_PARTNERS = {")": "(", "]": "[", "}": "{"}
_TOKEN = re.compile(
    r"""\s*(?:(?P<string>[rbfRBF]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))"""
    r"""|(?P<word>\.\.\.|\.?\d[\w.]*(?:e[+-]?\d+)?|\w+)"""
    r"""|(?P<sign>->|\*\*|//|:=|[=!<>+*/%|&^-]=|<<|>>|.))"""
)
_KEYWORDS = frozenset(
    "and as assert await elif else for from if in is lambda not or raise return while"
    " yield import del with".split()
)
_STRENGTHS = {"|": 9, "^": 8, "&": 7, "<<": 6, ">>": 6, "+": 5, "-": 5}
_STRENGTHS |= {"*": 4, "/": 4, "//": 4, "%": 4, "@": 4, "**": 1}
_STRENGTHS |= dict.fromkeys(("==", "!=", "<", ">", "<=", ">="), 10)
_STRENGTHS |= {"and": 14, "or": 14, "is": 10}


@dataclass(slots=True, eq=False)
class Token:
    """A word, string or sign, and the space before it.

    `kind` is the sign itself, `word` or `string`; `partner` the other bracket of a
    pair, which `trails` if it calls or subscripts what is before, and is `optional` if
    black may add it. `before` is how strongly a line may be parted before it; `depth`
    that of brackets on its line; a comma is `added` if the statement had none there.
    """

    kind: str
    text: str
    gap: str = ""
    partner: Token | None = field(default=None, repr=False)
    trails: bool = False
    optional: bool = False
    before: int = 0
    depth: int = 0
    added: bool = False

    def copy(self) -> Token:
        return replace(self)


def tokens_of(statement: str, item: bool = False) -> list[Token]:
    """The tokens of a statement, or of an `item` of a display or a call; lines that it is
    parted into are joined."""
    tokens = list(_read(statement))
    _pair(tokens)
    for previous, token in zip([None, *tokens], tokens, strict=False):
        token.before = _before(previous, token)
    _number_tests(tokens)
    for start, end, wraps in () if item else reversed(list(_optional(tokens))):
        _surround(tokens, start, end, wraps)
    return tokens


def _read(statement: str) -> Iterator[Token]:
    previous: Token | None = None
    end = len(statement.rstrip())
    at = 0
    while at < end:
        match = _TOKEN.match(statement, at)
        assert match is not None and match.lastgroup is not None
        text = match[match.lastgroup]
        kind = text if match.lastgroup == "sign" else match.lastgroup
        space = statement[at : match.end() - len(text)]
        gap = " " if space else ""
        if "\n" in space and (
            previous is None or previous.kind in "([{." or kind in ")]},."
        ):
            gap = ""
        token = Token(kind, text, gap)
        if kind in "([":
            token.trails = previous is not None and (
                previous.kind in (*CLOSING, "string")
                or (previous.kind == "word" and previous.text not in _KEYWORDS)
            )
        yield token
        previous, at = token, match.end()


def _pair(tokens: Sequence[Token]) -> None:
    waiting: list[Token] = []
    for token in tokens:
        if token.kind in OPENING:
            waiting.append(token)
        elif token.kind in CLOSING:
            assert waiting and waiting[-1].kind == _PARTNERS[token.kind]
            token.partner = waiting.pop()
            token.partner.partner = token


def _before(previous: Token | None, token: Token) -> int:
    """How strongly a line may be parted before a token; 0 if it may not."""
    if previous is None or token.kind in ("string", *OPENING, *CLOSING):
        both = previous is not None and previous.kind == token.kind == "string"
        return 12 if both else 0
    if token.text in _STRENGTHS:
        unary = previous.kind not in ("word", "string", *CLOSING)
        unary = unary or previous.text in _KEYWORDS
        return 0 if unary else _STRENGTHS[token.text]
    if token.text == ".":
        return 1 if previous.kind in CLOSING else 0
    if token.text == "not":
        operand = previous.kind in ("string", *CLOSING) or (
            previous.kind == "word" and previous.text not in _KEYWORDS
        )
        return 10 if operand else 0
    if token.text == "in":
        return 0 if previous.text == "not" else 10
    if token.text == "for":
        return 20
    return 0


def _number_tests(tokens: Sequence[Token]) -> None:
    """The `if` of a comprehension binds less than that of `x if y else z`."""
    loops = [False]
    for index, token in enumerate(tokens):
        if token.kind in OPENING:
            loops.append(False)
        elif token.kind in CLOSING:
            loops.pop()
        elif token.kind == "word" and index:
            loops[-1] = loops[-1] or token.text == "for"
            if token.text in ("if", "else"):
                token.before = 20 if loops[-1] and token.text == "if" else 16


def outside(line: str) -> int:
    """By how much a line of a statement is deeper in brackets at its end."""
    found = [match["sign"] for match in _TOKEN.finditer(line)]
    return sum((sign in OPENING) - (sign in CLOSING) for sign in found if sign)


def _optional(tokens: Sequence[Token]) -> Iterator[tuple[int, int, bool]]:
    """The spans that black may put into brackets; and whether it does so to spans that
    are one word."""
    first = tokens[0].text
    ends_in_colon = len(tokens) - (tokens[-1].kind == ":")
    if first in ("if", "elif", "while"):
        yield 1, ends_in_colon, True
    elif first in ("return", "assert"):
        yield 1, len(tokens), True
    elif first == "for":
        at = _outer(tokens, "in")[0]
        yield 1, at, True
        yield at + 1, ends_in_colon, True
    elif first == "from":
        yield _outer(tokens, "import")[0] + 1, len(tokens), True
    elif first in ("def", "async"):
        yield from _annotations(tokens)
    elif first not in ("class", "@", "raise", "with"):
        yield from _assigned(tokens)


def _outer(tokens: Sequence[Token], *texts: str) -> list[int]:
    """Where signs or words stand outside of brackets."""
    found, depth = [], 0
    for index, token in enumerate(tokens):
        depth += (token.kind in OPENING) - (token.kind in CLOSING)
        if depth == 0 and token.text in texts:
            found.append(index)
    return found


def _assigned(tokens: Sequence[Token]) -> Iterator[tuple[int, int, bool]]:
    marks = _outer(tokens, "=", ":", "+=", "-=", "|=", "&=")
    for mark, end in pairwise([*marks, len(tokens)]):
        yield mark + 1, end, True


def _annotations(tokens: Sequence[Token]) -> Iterator[tuple[int, int, bool]]:
    """Those of parameters, if they are unions, and that of what is returned."""
    opening = next(i for i, token in enumerate(tokens) if token.kind == "(")
    closing = next(i for i, t in enumerate(tokens) if t is tokens[opening].partner)
    inside = tokens[opening + 1 : closing]
    marks = [*_outer(inside, ":", "=", ","), len(inside)]
    for mark, end in pairwise(marks):
        if inside[mark].kind == ":":
            yield opening + 2 + mark, opening + 1 + end, False
    for arrow in _outer(tokens, "->"):
        yield arrow + 1, _outer(tokens, ":")[-1], True


def _surround(tokens: list[Token], start: int, end: int, wraps: bool) -> None:
    first, last = tokens[start], tokens[end - 1]
    inner = tokens[start + 1 : end - 1]
    commas = _outer(inner, ",", "for", ":=")
    if first.kind == "(" and first.partner is last:
        importing = start and tokens[start - 1].text == "import"
        if inner and (importing or not commas):
            first.text = last.text = ""
            first.optional = last.optional = True
        return
    if not wraps and not _outer(tokens[start:end], "|"):
        return
    opening = Token("(", "", first.gap, optional=True)
    closing = Token(")", "", optional=True, partner=opening)
    opening.partner = closing
    first.gap = ""
    tokens[start:end] = [opening, *tokens[start:end], closing]
