"""Lines of tokens, and where they may be parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from accordant.targets.python.tokens import CLOSING, COMMA, OPENING, WIDTH, Token


@dataclass(slots=True)
class Line:
    """Tokens at a depth; `inside` brackets that stand on other lines; `exploded` if
    each of its items needs a line. `parts` are the tokens that a line may be parted
    behind, with how strongly they ask for it; `own` black's brackets without text."""

    tokens: list[Token]
    depth: int
    inside: bool = False
    exploded: bool = False
    magic: bool = False
    parts: dict[int, int] = field(default_factory=dict)
    own: list[Token] = field(default_factory=list)

    def text(self) -> str:
        first, *rest = self.tokens
        tail = "".join([token.gap + token.text for token in rest])
        return f"{'    ' * self.depth}{first.text}{tail}"

    def fits(self, room: int = WIDTH) -> bool:
        return len(self.text()) <= room

    @property
    def imports(self) -> bool:
        return self.tokens[0].text == "from"

    @property
    def defines(self) -> bool:
        """Whether it is the head of a function."""
        words = [token.text for token in self.tokens[:2]]
        return words[0] == "def" or words == ["async", "def"]


def track(line: Line, tokens: Sequence[Token]) -> None:
    """Note where a line may be parted, and whether a comma at an end asks for it."""
    depth, loops = 0, 0
    previous: Token | None = None
    for token in tokens:
        if token.kind in CLOSING and token.partner is not None:
            depth -= 1
            line.magic = line.magic or has_comma(token, previous, line)
        looped = loops > 0 and token.text == "in"
        if looped:
            depth, loops = depth - 1, loops - 1
        token.depth = depth
        if token.optional and not token.text:
            line.own.append(token)
        if depth == 0 and not looped:
            if token.before and previous is not None:
                line.parts[id(previous)] = token.before
            elif token.kind == ",":
                line.parts[id(token)] = COMMA
        if token.kind in OPENING:
            depth += 1
        elif token.text == "for" and token.kind == "word":
            depth, loops = depth + 1, loops + 1
        previous = token


def has_comma(closing: Token, previous: Token | None, line: Line) -> bool:
    """Whether a comma before a closing bracket asks for a line for each item; that of a
    tuple of one, or of a subscript of one, does not."""
    opening = closing.partner
    if previous is None or previous.kind != "," or opening is None:
        return False
    if closing.kind == "}" or (closing.kind == "]" and not opening.trails):
        return True
    if line.imports:
        return True
    commas, depth = 0, 0
    inside = False
    for token in line.tokens:
        if token is closing:
            break
        if inside and token.kind in OPENING:
            depth += 1
        elif inside and token.kind in CLOSING:
            depth -= 1
        elif inside and depth == 0 and token.kind == ",":
            commas += 2 if opening.trails and closing.kind == ")" else 1
        inside = inside or token is opening
    return commas > 1


def strongest(line: Line, ends: bool) -> int:
    """How strongly a line asks to be parted, apart from its end."""
    last = id(line.tokens[-1])
    return max((p for at, p in line.parts.items() if not ends or at != last), default=0)


def at_commas(tokens: Sequence[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += (token.kind in OPENING) - (token.kind in CLOSING)
        if depth == 0 and token.kind == ",":
            return True
    return False


def matched(tokens: Sequence[Token]) -> list[Token]:
    """The tokens inside of brackets that are closed on the line."""
    known = {id(token) for token in tokens}
    found: list[Token] = []
    depth = 0
    for token in tokens:
        whole = id(token.partner) in known
        depth += whole and token.kind in OPENING
        if depth:
            found.append(token)
        depth -= whole and token.kind in CLOSING
    return found
