"""TypeScript text: literals, keys, comments; nothing of a document becomes code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accordant.ir import Json
from accordant.targets.typescript.printing import (
    HARD,
    SOFT,
    WIDTH,
    Code,
    Fill,
    Group,
    IfBreak,
    Indent,
    enclosed,
    joined,
)

_SIMPLE = re.compile(r"[ !#-\[\]-~]*")
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(value: Json) -> str:
    """A JSON value as a literal on one line, in ASCII; text can never become code.

    Numbers are finite; a spec cannot hold others.
    """
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    pairs = ", ".join(f"{key(name)}: {literal(item)}" for name, item in value.items())
    return f"{{ {pairs} }}" if pairs else "{}"


def code(value: Json) -> Code:
    """A JSON value as a literal that may take several lines."""
    if isinstance(value, list):
        return listed(value)
    if isinstance(value, dict):
        parts: list[Code] = [
            [f"{key(name)}: ", code(item)] for name, item in value.items()
        ]
        return enclosed("{", parts, "}", blank=True)
    return literal(value)


def listed(items: Sequence[Json], start: str = "[", end: str = "]") -> Code:
    """A list: of numbers as many on a line as fit, of lists or objects of several
    things each one on lines of its own."""
    numbers = [
        literal(item)
        for item in items
        if isinstance(item, int | float) and not isinstance(item, bool)
    ]
    if len(numbers) > 1 and len(numbers) == len(items):
        return Group(
            [start, Indent([SOFT, Fill(tuple(numbers))]), IfBreak(","), SOFT, end]
        )
    deep = len(items) > 1 and any(
        all(isinstance(item, kind) and len(item) > 1 for item in items)
        for kind in (list, dict)
    )
    parts: list[Code] = [code(item) for item in items]
    if not deep:
        return enclosed(start, parts, end)
    inside = joined(parts, [",", HARD])
    return [start, Indent([HARD, *inside]), ",", HARD, end]


def _number(value: int | float) -> str:
    """As JavaScript writes it, which is as prettier leaves it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        value = int(value)
    text = repr(value)
    if isinstance(value, int):
        return text if abs(value) < 2**53 else _number_of(float(value))
    return text.replace("e-0", "e-").replace("e+", "e")


def _number_of(value: float) -> str:
    """A whole number that only a double holds."""
    return str(int(value)) if abs(value) < 1e21 else repr(value).replace("e+", "e")


def _string(value: str) -> str:
    """Double quotes, unless single ones mean fewer escapes."""
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
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\u{{{point:x}}}"


def key(name: str) -> str:
    """A property's name where it is declared; `__proto__` in quotes would be the
    object's prototype."""
    if name == "__proto__":
        return '["__proto__"]'
    return name if _IDENTIFIER.fullmatch(name) else _string(name)


def member(name: str) -> str:
    """A property's name in an interface."""
    return name if _IDENTIFIER.fullmatch(name) else _string(name)


def read(of: str, name: str) -> str:
    """A property that is read."""
    return f"{of}.{name}" if _IDENTIFIER.fullmatch(name) else f"{of}[{_string(name)}]"


def doc(
    paragraphs: Sequence[str], indent: str = "", tags: Sequence[str] = ()
) -> list[str]:
    """The lines of a comment; nothing in the text can end it, or be a tag of it. `tags`
    are no text, but tags with what is said in them."""
    room = WIDTH - len(indent) - 3
    lines: list[str] = []
    for paragraph in paragraphs:
        made = wrapped(_escaped(paragraph), room)
        lines += [""] * bool(lines and made) + made
    for tag in tags:
        lines += [""] * bool(lines) + wrapped(tag, room)
    if not lines:
        return []
    if len(lines) == 1 and len(lines[0]) <= room - 4:
        return [f"{indent}/** {lines[0]} */"]
    inside = [f"{indent} * {line}".rstrip() for line in lines]
    return [f"{indent}/**", *inside, f"{indent} */"]


def said(text: str) -> str:
    """Text of a document inside a tag of a comment."""
    return _escaped(text)


def _escaped(text: str) -> str:
    text = " ".join(text.split()).replace("*/", "*\\/")
    text = re.sub(r"(?<![^\s({])@", r"\\@", text)
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def wrapped(text: str, room: int) -> list[str]:
    """Lines of words with a space between; a word that is too long has its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def imported(names: Iterable[str], module: str) -> Code:
    """An import of names, in the order of their code points; those of types have `type`
    in front, which stands once if all are."""
    ordered = sorted(names, key=lambda name: name.removeprefix("type "))
    start = "import {"
    if all(name.startswith("type ") for name in ordered):
        start = "import type {"
        ordered = [name.removeprefix("type ") for name in ordered]
    if len(ordered) == 1:  # it never breaks
        return [f"{start} ", ordered[0], f" }} from {literal(module)};"]
    return Group(
        [enclosed(start, ordered, "}", blank=True), f" from {literal(module)};"]
    )
