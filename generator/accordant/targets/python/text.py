"""Python text: literals, docstrings and wrapped lines, as black leaves them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from accordant.ir import Json

WIDTH = 88


def literal(value: Json) -> str:
    """A JSON value as a Python literal, in ASCII; text can never become code.

    Numbers are finite; a spec cannot hold others.
    """
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    pairs = (f"{literal(key)}: {literal(item)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPES |= {"\b": "\\b", "\f": "\\f"}


def _string(value: str) -> str:
    """Double quotes, unless single ones mean fewer escapes; black's preference."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + "".join(_sign(sign, quote) for sign in value) + quote


def _sign(sign: str, quote: str) -> str:
    if sign == quote:
        return f"\\{sign}"
    if sign in _ESCAPES or " " <= sign <= "~":
        return _ESCAPES.get(sign, sign)
    point = ord(sign)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def doc(paragraphs: Sequence[str], indent: str = "") -> list[str]:
    """The lines of a docstring; markup and quotes of the text cannot end it."""
    room = WIDTH - len(indent)
    wrapped: list[str] = []
    for paragraph in filter(None, map(_escaped, paragraphs)):
        if wrapped:
            wrapped.append("")
        wrapped += _wrapped(paragraph, room)
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
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room - 4, break_long_words=False, break_on_hyphens=False)


def call(head: str, parts: Sequence[str], tail: str, indent: str = "") -> list[str]:
    """`head(a, b)tail` on one line, or an item a line with a trailing comma.

    `head` ends with the opening bracket, `tail` begins with the closing one.
    """
    line = f"{indent}{head}{', '.join(parts)}{tail}"
    if len(line) <= WIDTH:
        return [line]
    lines = [f"{indent}{head}"]
    for part in parts:
        opening, bracket, rest = part.partition("(")
        if len(indent) + len(part) + 5 > WIDTH and bracket:
            inner = rest.removesuffix(")")
            lines += [f"{indent}    {opening}(", f"{indent}        {inner}"]
            lines.append(f"{indent}    ),")
        else:
            lines.append(f"{indent}    {part},")
    return [*lines, f"{indent}{tail}"]
