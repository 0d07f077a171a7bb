"""Python text: literals, docstrings and wrapped lines, as black leaves them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from accordant.ir import Json
from accordant.targets.python.tokens import WIDTH as WIDTH


def literal(value: Json) -> str:
    """A JSON value as a Python literal, in ASCII; text can never become code.

    Numbers are finite; a spec cannot hold others.
    """
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool | int | float):
        return repr(value).replace("e+", "e")
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    pairs = (f"{literal(key)}: {literal(item)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPES |= {"\b": "\\b", "\f": "\\f"}


_SIMPLE = re.compile(r"[ !#-\[\]-~]*")
"""Text that stands in double quotes as it is."""


def _string(value: str) -> str:
    """Double quotes, unless single ones mean fewer escapes; black's preference."""
    if _SIMPLE.fullmatch(value):
        return f'"{value}"'
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + "".join(_sign(sign, quote) for sign in value) + quote


def _sign(sign: str, quote: str) -> str:
    if sign == quote:
        return f"\\{sign}"
    if sign in _ESCAPES or " " <= sign <= "~":
        return _ESCAPES.get(sign, sign)
    point = ord(sign)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def template(text: str) -> str:
    """An f-string; its text has braces doubled, but those of placeholders."""
    return f"f{_string(text)}"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a docstring under a title: what is said of each of some names, each
    thing on lines of its own."""

    title: str
    entries: Sequence[tuple[str, Sequence[str]]]


def doc(paragraphs: Sequence[str | Section], indent: str = "") -> list[str]:
    """The lines of a docstring; markup and quotes of the text cannot end it."""
    room = WIDTH - len(indent)
    wrapped: list[str] = []
    for paragraph in paragraphs:
        lines = (
            _section(paragraph, room)
            if isinstance(paragraph, Section)
            else _wrapped(_escaped(paragraph), room)
        )
        wrapped += [""] * bool(wrapped and lines) + lines
    if not wrapped:
        return []
    # black keeps quotes of the text apart from those of the docstring.
    start = " " if wrapped[0].startswith('"') else ""
    end = " " if wrapped[0].endswith('"') else ""
    line = f'{indent}"""{start}{wrapped[0]}{end}"""'
    if len(wrapped) == 1 and (len(line) <= WIDTH or " " not in wrapped[0]):
        return [line]
    # One line must become two here, or black would join it with the closing quotes.
    quotes = 3 if len(wrapped) > 1 else 6
    wrapped[:1] = _wrapped(wrapped[0], room + 4 - quotes - len(start + end))
    lines = [f'"""{start}{wrapped[0]}', *wrapped[1:], '"""']
    return [f"{indent}{line}".rstrip() for line in lines]


def _escaped(text: str) -> str:
    text = " ".join(text.split()).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _section(section: Section, room: int) -> list[str]:
    lines = [f"{section.title}:"]
    for name, said in section.entries:
        first, *rest = said or [""]
        texts = [f"{name}: {first}".rstrip() if name else first, *rest]
        wrapped = [
            part for text in texts for part in _wrapped(_escaped(text), room - 8)
        ]
        lines.append(f"    {wrapped[0]}")
        lines += [f"        {line}" for line in wrapped[1:]]
    return lines if section.entries else []


def _wrapped(text: str, room: int) -> list[str]:
    """Lines of words with a space between; a word that is too long has its own."""
    width, lines, start = room - 4, [], 0
    while len(text) - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        cut = cut if cut >= 0 else text.find(" ", start + width)
        if cut < 0:
            break
        lines.append(text[start:cut])
        start = cut + 1
    return [*lines, text[start:]] if text else []


_LINE = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_TEXTS = [
    start + text for text in (_LINE, _LINE.replace('"', "'")) for start in ("", "f")
]
_ASIDE = re.compile("|".join([r'"""(?s:.*?)"""', *_TEXTS, r"#[^\n]*"]))
"""Each way starts with a sign of its own, so that most of the code is passed quickly."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*+(?!=)")
"""No attribute, and no keyword of a call: only there no space is before the sign."""


def names_in(code: str) -> set[str]:
    """The names that code refers to, and its keywords; strings hold none, but in their
    placeholders, and comments none."""
    return set(_NAME.findall(_ASIDE.sub(_placeholders, code)))


def _placeholders(match: re.Match[str]) -> str:
    text = match[0]
    if text[0] != "f":
        return ""
    return " ".join(_PLACEHOLDER.findall(text.replace("{{", "").replace("}}", "")))


def imported(home: str, names: Iterable[str], room: int = WIDTH) -> list[str]:
    """An import, if there is anything to; as import sorters have it."""
    found = sorted(names, key=import_order)
    line = f"from {home} import {', '.join(found)}"
    if len(line) <= room:
        return [line] if found else []
    return [f"from {home} import (", *(f"    {name}," for name in found), ")"]


def import_order(name: str) -> tuple[int, str]:
    """Constants, classes, functions; as import sorters have the names of one module."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


@dataclass(slots=True)
class Call:
    """`head(parts)tail`: a call, a display or a definition; parts may be calls."""

    head: str
    parts: Sequence[str | Call]
    tail: str = ")"

    def __str__(self) -> str:
        return f"{self.head}{', '.join(map(str, self.parts))}{self.tail}"

    def heads(self) -> Iterator[str]:
        """Its head, and those of the calls inside."""
        yield self.head
        for part in self.parts:
            if isinstance(part, Call):
                yield from part.heads()

    def fits(self, room: int) -> bool:
        """Whether its text has no more signs than `room`; told without making it."""
        return room >= 0 and self._rest(room) >= 0

    def _rest(self, room: int) -> int:
        room -= len(self.head) + len(self.tail) + 2 * max(len(self.parts) - 1, 0)
        for part in self.parts:
            if room < 0:
                break
            room = room - len(part) if isinstance(part, str) else part._rest(room)
        return room


_CALLED = re.compile(r"\w\($")


def wrapped(code: Call, indent: str = "", end: str = "") -> list[str]:
    """A call on one line, its inside on a line, or an item a line; `end` follows it."""
    if code.fits(WIDTH - len(indent) - len(end)):
        return [f"{indent}{code}{end}"]
    inner = f"{indent}    "
    display = not _CALLED.search(code.head)
    inside = Call("", code.parts, "")
    if not display and inside.fits(WIDTH - len(inner)):
        return [f"{indent}{code.head}", f"{inner}{inside}", f"{indent}{code.tail}{end}"]
    comma = "," if display or len(code.parts) > 1 else ""
    lines = [f"{indent}{code.head}"]
    for part in code.parts:
        if isinstance(part, Call):
            lines += wrapped(part, inner, comma)
        else:
            lines.append(f"{inner}{part}{comma}")
    return [*lines, f"{indent}{code.tail}{end}"]
