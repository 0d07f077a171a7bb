"""Python text: literals, docstrings and wrapped lines, as black leaves them."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence

from accordant.ir import Json

WIDTH = 88


def literal(value: Json) -> str:
    """A JSON value as a Python literal, in ASCII; text can never become code."""
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return f'float("{value}")'
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    pairs = (f"{literal(key)}: {literal(item)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


def _string(value: str) -> str:
    """Double quotes, unless that means more escapes; black's preference."""
    text = json.dumps(value)
    text = re.sub(r"\\u([0-9a-f]{4})\\u([0-9a-f]{4})|\\u([0-9a-f]{4})", _joined, text)
    if '\\"' in text and "'" not in value:
        return "'" + text[1:-1].replace('\\"', '"') + "'"
    return text.replace("\\/", "/")


def _joined(found: re.Match[str]) -> str:
    """A surrogate pair of JSON as one Python escape."""
    high, low, single = found.groups()
    if single is not None:
        return f"\\u{single}"
    if high[:2] in ("d8", "d9", "da", "db") and low[0] == "d":
        point = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
        return f"\\U{point:08x}"
    return f"\\u{high}\\u{low}"


def doc(paragraphs: Sequence[str], indent: str = "") -> list[str]:
    """The lines of a docstring; markup and quotes of the text cannot end it."""
    room = WIDTH - len(indent)
    wrapped: list[str] = []
    for paragraph in paragraphs:
        if wrapped:
            wrapped.append("")
        wrapped += _wrapped(_escaped(paragraph), room)
    if not wrapped:
        return []
    if len(wrapped) == 1 and len(wrapped[0]) <= room - 6:
        end = " " if wrapped[0].endswith('"') else ""
        return [f'{indent}"""{wrapped[0]}{end}"""']
    first = textwrap.wrap(wrapped[0], room - 3, break_long_words=False)
    wrapped[:1] = first
    lines = [f'"""{wrapped[0]}', *wrapped[1:], '"""']
    return [f"{indent}{line}".rstrip() for line in lines]


def _escaped(text: str) -> str:
    text = " ".join(text.split()).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room - 4, break_long_words=False, break_on_hyphens=False)


def call(head: str, parts: Sequence[str], tail: str, indent: str = "") -> list[str]:
    """`head(a, b)tail` on one line, its inside on a line, or an item a line.

    `head` ends with opening brackets, `tail` begins with the closing ones.
    """
    inside = ", ".join(parts)
    line = f"{indent}{head}{inside}{tail}"
    if len(line) <= WIDTH:
        return [line]
    if head.endswith("({"):
        inner = call("{", parts, "}", f"{indent}    ")
        return [f"{indent}{head[:-1]}", *inner, f"{indent}{tail[1:]}"]
    if len(indent) + 4 + len(inside) <= WIDTH:
        return [f"{indent}{head}", f"{indent}    {inside}", f"{indent}{tail}"]
    lines = [f"{indent}{head}"]
    for part in parts:
        opening, bracket, rest = part.partition("(")
        if len(indent) + len(part) + 5 > WIDTH and bracket:
            inner_text = rest.removesuffix(")")
            lines += [f"{indent}    {opening}(", f"{indent}        {inner_text}"]
            lines.append(f"{indent}    ),")
        else:
            lines.append(f"{indent}    {part},")
    return [*lines, f"{indent}{tail}"]
