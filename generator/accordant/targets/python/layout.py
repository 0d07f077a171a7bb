"""Lines that are too long, parted where black parts them.

A statement is a list of tokens. Where black may add brackets of its own (around what is
assigned, asked or returned, and around annotations), a pair without text stands from the
start; it gets its text when a line is parted there. A line is parted at its last
brackets (`at_brackets`), or inside brackets at its weakest operators (`_at_operators`);
what comes of that is parted again until it fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from accordant.targets.python.brackets import Whole, at_brackets, at_parameters
from accordant.targets.python.line import Line, matched, strongest, track
from accordant.targets.python.tokens import (
    CLOSING,
    COMMA,
    DOT,
    OPENING,
    WIDTH,
    Token,
    outside,
    tokens_of,
)

_ONE = re.compile(r"""\s*(#.*|f?"([^"\\]|\\.)*",?|f?'([^'\\]|\\.)*',?|[^\s(\[{]+)""")
"""A line that cannot be parted: a comment, one string, or one word."""

_PARAMETER = re.compile(r"\s*\w+: (?!\w+\()")
"""What may be a parameter of a function: no call is an annotation."""


def laid_out(module: str) -> str:
    """The text of a module; of its statements that have lines which are too long, the
    lines as black parts them. Docstrings stay as they are."""
    lines = module.split("\n")
    if max(map(len, lines)) <= WIDTH:
        return module
    found: list[str] = []
    kept: list[tuple[int, int]] = []
    done, documented = 0, False
    for index, line in enumerate(lines):
        if len(line) <= WIDTH and '"""' not in line:
            continue
        word = line.lstrip()
        if documented or word.startswith('"""'):
            ends = word.endswith('"""') and (documented or len(word) > 3)
            documented = not ends
        elif index >= done and len(line) > WIDTH and not _ONE.fullmatch(line):
            start, end, item = _statement(lines, index)
            while start < done:  # of what is within, nothing was known yet
                done, size = kept.pop()
                del found[size:]
            kept.append((done, len(found)))
            found += lines[done:start]
            depth = _margin(lines[start]) // 4
            statement = "\n".join(lines[start:end]).lstrip()
            found += parted(statement, depth, item)
            done = end
    return "\n".join([*found, *lines[done:]])


def _statement(lines: Sequence[str], index: int) -> tuple[int, int, bool]:
    """Where the statement that a line belongs to starts, and where it has ended; or the
    item of a display or a call, if that has lines of its own."""
    start = index
    for above in range(index - 1, -1, -1):
        line, first = lines[above], lines[start]
        closes = first.lstrip()[0] in CLOSING
        if not line or not (closes or first[0] == " "):
            break
        if start == above + 1 and not closes and line[-1] in ",([{":
            end = _end(lines, start)
            if lines[end - 1][-1] == "," and not _PARAMETER.match(first):
                return start, end, True
        if _margin(line) < _margin(first) + closes:
            if not closes and line[-1] not in OPENING:
                break
            start = above
    return start, _end(lines, start), False


def _end(lines: Sequence[str], start: int) -> int:
    depth = 0
    for end in range(start, len(lines)):
        depth += outside(lines[end])
        if depth <= 0:
            return end + 1
    return len(lines)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def parted(statement: str, depth: int, item: bool = False) -> list[str]:
    """The lines of a statement, which may be too long or be parted already; or those of
    an `item` of a display or a call."""
    found = _once(statement, depth, item)
    if "def " in statement and "->" in statement:
        # Commas that were added to what is returned ask for more, the second time.
        found = _once("\n".join(found).lstrip(), depth, item)
    return found


def _once(statement: str, depth: int, item: bool) -> list[str]:
    tokens = tokens_of(statement, item)
    line = Line(tokens, depth, inside=item)
    track(line, tokens)
    return [found.text() for found in _parted(line, forced=False)]


def _explodes(line: Line) -> bool:
    """Whether what a function returns asks for a line for each of its items."""
    texts = [token.text for token in line.tokens]
    if "->" not in texts:
        return False
    returned = Line(line.tokens[texts.index("->") + 1 :], line.depth)
    track(returned, matched(returned.tokens))
    return returned.magic


def _parted(line: Line, forced: bool) -> list[Line]:
    """The lines that a line becomes; `forced` if black's own brackets must be used."""
    before = line.text()
    if not line.exploded and not line.magic and len(before) <= WIDTH:
        return [line]
    ways: list[Callable[[Line, bool], list[Line]]] = [at_brackets]
    if line.defines and not _explodes(line):
        ways = [at_parameters]
    elif line.inside:
        ways = [_at_operators, at_brackets]
    for way in ways:
        try:
            return _tried(line, way, before, forced)
        except Whole:
            continue
    return [line]


def _tried(
    line: Line,
    way: Callable[[Line, bool], list[Line]],
    before: str,
    forced: bool,
) -> list[Line]:
    outer = [token for token in line.own if token.depth == 0]
    found: list[Line] = []
    for part in way(line, forced):
        if part.text() == before:
            raise Whole
        found += _parted(part, forced)
    if forced or way is not at_brackets or not line.own or found[0].fits():
        return found
    if any(token.text for token in outer) or any(t.added for t in line.tokens):
        return found
    # The first line is too long still; brackets of black's own may help.
    again = Line(_copied(line.tokens), line.depth, line.inside, line.exploded)
    track(again, again.tokens)
    second = _tried(again, way, before, forced=True)
    return second if all(part.fits() for part in second) else found


def _copied(tokens: Sequence[Token]) -> list[Token]:
    copies = {id(token): token.copy() for token in tokens}
    for token in copies.values():
        token.partner = copies.get(id(token.partner))
    return list(copies.values())


def _at_operators(line: Line, forced: bool) -> list[Line]:
    """A line for each operand of the operators that bind least; items end in commas."""
    last = line.tokens[-1]
    most = strongest(line, ends=True)
    lone = list(line.parts.values()).count(most) == 1
    if not most or (most == DOT and lone):
        raise Whole
    found: list[list[Token]] = [[]]
    for token in line.tokens:
        found[-1].append(token)
        if line.parts.get(id(token)) == most:
            found.append([])
    if not found[-1]:
        found.pop()
    elif most == COMMA and last.kind != ",":
        found[-1].append(Token(",", ",", added=True))
    lines = []
    for tokens in found:
        tokens[0].gap = ""
        part = Line(tokens, line.depth, inside=line.inside)
        if not part.fits() or any(
            a.kind == "," for a, b in pairwise(tokens) if b.kind in CLOSING
        ):
            track(part, tokens)
        lines.append(part)
    return lines
