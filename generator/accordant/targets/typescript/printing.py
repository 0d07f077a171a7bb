"""Code that is laid out within a width, by the rules that prettier follows.

Code is a tree of text, lines that may break, and groups: a group stands on one line if
it fits, else all its lines break. (P. Wadler, "A prettier printer".)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

WIDTH = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A place to break at: `flat` stands there where the line does not. A `hard` one
    always breaks, and the groups around it."""

    flat: str = " "
    hard: bool = False


@dataclass(frozen=True, slots=True)
class IfBreak:
    """What stands there only where the lines of the group around it break, or do not."""

    broken: Code
    flat: Code = ""


@dataclass(frozen=True, slots=True)
class Indent:
    """Code whose lines are two columns further in."""

    inside: Code


@dataclass(frozen=True, slots=True)
class Group:
    """Code that stands on one line if it can."""

    inside: Code


@dataclass(frozen=True, slots=True)
class Fill:
    """Parts, as many on a line as fit, with a comma between them."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """Code behind an equals sign: on the same line if what comes before its first break
    fits there, else on the next one."""

    inside: Code


Code: TypeAlias = "str | Line | IfBreak | Indent | Group | Fill | Behind | list[Code]"

LINE = Line()
SOFT = Line("")
HARD = Line(hard=True)


def joined(parts: Iterable[Code], between: Code) -> list[Code]:
    """Parts with something between them."""
    found: list[Code] = []
    for part in parts:
        if found:
            found.append(between)
        found.append(part)
    return found


def enclosed(start: str, parts: Sequence[Code], end: str, blank: bool = False) -> Code:
    """`start a, b end`: on one line, else each part on a line of its own with a comma
    behind it. `blank`: with a space inside, as braces have it."""
    if not parts:
        return start + end
    edge = LINE if blank else SOFT
    inside = joined(parts, [",", LINE])
    return Group([start, Indent([edge, *inside]), IfBreak(","), edge, end])


def printed(code: Code, indent: str = "") -> list[str]:
    """The lines of code, each begun with `indent`."""
    return "".join(_Printer(indent).run(code)).split("\n")


_Entry: TypeAlias = "tuple[int, bool, Code]"


class _Printer:
    def __init__(self, indent: str) -> None:
        self.base = len(indent)
        self.found: list[str] = [indent]
        self.column = self.base

    def run(self, code: Code) -> list[str]:
        """Pieces of text; breaks are newlines with the blanks behind them."""
        waiting: list[_Entry] = [(self.base, True, code)]
        while waiting:
            indent, broken, part = waiting.pop()
            match part:
                case str():
                    self.found.append(part)
                    self.column += len(part)
                case list():
                    waiting += [(indent, broken, inner) for inner in reversed(part)]
                case Indent(inside):
                    waiting.append((indent + 2, broken, inside))
                case Group(inside):
                    fits = not _hard(inside) and self.fits(inside, indent, waiting)
                    waiting.append((indent, not fits, inside))
                case IfBreak(when_broken, flat):
                    waiting.append((indent, broken, when_broken if broken else flat))
                case Fill(parts):
                    self.fill(parts, indent)
                case Behind(inside):
                    waiting.append((indent, True, inside))
                    if self.fits(" ", indent, waiting):
                        self.found.append(" ")
                        self.column += 1
                    else:
                        waiting[-1] = (indent + 2, True, inside)
                        waiting.append((indent + 2, True, HARD))
                case Line(flat, hard):
                    if broken or hard:
                        self.found[-1] = self.found[-1].rstrip(" ")
                        self.found.append("\n" + " " * indent)
                        self.column = indent
                    else:
                        self.found.append(flat)
                        self.column += len(flat)
        return self.found

    def fill(self, parts: Sequence[str], indent: int) -> None:
        """Parts of which the next line takes what this one has no room for."""
        for index, part in enumerate(parts):
            text = part if index == len(parts) - 1 else f"{part},"
            # Behind the last one a comma follows.
            if index and self.column + 1 + len(part) + 1 > WIDTH:
                self.found.append("\n" + " " * indent)
                self.column = indent
            elif index:
                text = f" {text}"
            self.found.append(text)
            self.column += len(text)

    def fits(self, code: Code, indent: int, behind: list[_Entry]) -> bool:
        """Whether code, and what follows it up to the next break, fits on this line."""
        room = WIDTH - self.column
        rest = len(behind)
        waiting: list[_Entry] = [(indent, False, code)]
        while room >= 0:
            if not waiting:
                if rest == 0:
                    return True
                rest -= 1
                waiting.append(behind[rest])
            at, broken, part = waiting.pop()
            match part:
                case str():
                    room -= len(part)
                case list():
                    waiting += [(at, broken, inner) for inner in reversed(part)]
                case Indent(inside):
                    waiting.append((at, broken, inside))
                case Group(inside):
                    waiting.append((at, broken, inside))
                case IfBreak(when_broken, flat):
                    waiting.append((at, broken, when_broken if broken else flat))
                case Fill(parts):
                    room -= len(", ".join(parts))
                case Behind(inside):
                    if broken:
                        return True
                    waiting += [(at, broken, inside), (at, broken, " ")]
                case Line(flat, hard):
                    if broken or hard:
                        return True
                    room -= len(flat)
        return False


def _hard(code: Code) -> bool:
    """Whether code has a line that always breaks."""
    match code:
        case Line(hard=hard):
            return hard
        case list():
            return any(map(_hard, code))
        case Indent(inside) | Group(inside) | Behind(inside):
            return _hard(inside)
        case _:
            return False


def flat(code: Code) -> str:
    """Code on one line, whatever its length."""
    match code:
        case str():
            return code
        case list():
            return "".join(map(flat, code))
        case Indent(inside) | Group(inside):
            return flat(inside)
        case IfBreak(flat=unbroken):
            return flat(unbroken)
        case Line(flat=between):
            return between
        case Fill(parts):
            return ", ".join(parts)
        case Behind(inside):
            return f" {flat(inside)}"
