"""Java text: literals, doc comments and wrapped lines, as palantir-java-format has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from textwrap import wrap

from accordant.targets.java.conditions import Asked

WIDTH = 120
"""Columns of a line."""

_SHORT = 10
"""Arguments of so many characters at most stand in lines together."""

_LAST = 80
"""The column that the last call of a chain on one line begins at, at most."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "\\": "&#92;"}
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN = re.compile(r"[ !#-\[\]-~]*")


def literal(value: bool | int | float | str) -> str:
    """A scalar as a Java literal, in ASCII; text can never become code."""
    if isinstance(value, str):
        if _PLAIN.fullmatch(value):
            return f'"{value}"'
        return f'"{"".join(map(_sign, value))}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value}L" if abs(value) < 2**63 else repr(float(value))
    return repr(value)


def _sign(sign: str) -> str:
    if sign in _ESCAPES or " " <= sign <= "~":
        return _ESCAPES.get(sign, sign)
    units = sign.encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs)


def doc(paragraphs: Iterable[str], indent: str = "", deep: int = 0) -> str:
    """A doc comment; markup, tags and escapes of the text cannot become any. `deep` are
    columns that all of the text is moved by later."""
    room = WIDTH - deep - len(indent) - 3
    found: list[list[str]] = []
    for paragraph in paragraphs:
        start = "<p>" if found else ""
        text = html(paragraph)
        if text:
            found.append(wrapped(start + text, room))
    said = [line for part in found for line in (*part, "")][:-1]
    if not said:
        return ""
    if len(said) == 1 and len(said[0]) + len(indent) + 7 <= WIDTH - deep:
        return f"{indent}/** {said[0]} */"
    lines = ["/**", *(f" * {line}".rstrip() for line in said), " */"]
    return "\n".join(indent + line for line in lines)


def wrapped(text: str, room: int) -> list[str]:
    """Lines of words; a long one stays whole."""
    return wrap(
        text,
        room,
        break_long_words=False,
        break_on_hyphens=False,
    )


def html(text: str) -> str:
    """Text as Javadoc shows it; what stands in backticks is code."""
    plain = " ".join(text.split())
    plain = "".join(sign if sign.isprintable() else "?" for sign in plain)
    parts = re.split(r"`([^`]+)`", plain)
    for index, part in enumerate(parts):
        escaped = "".join(_HTML.get(sign, sign) for sign in part)
        escaped = escaped.replace("*/", "*&#47;").replace("/*", "&#47;*")
        parts[index] = f"<code>{escaped}</code>" if index % 2 else escaped
    return _ascii("".join(parts))


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign if sign.isascii() else f"&#{ord(sign)};" for sign in text)


def call(head: str, args: Sequence[str], tail: str, indent: str, deep: int = 0) -> str:
    """`head(args)tail`: on a line, or its arguments on one of their own, or each on one."""
    line = f"{indent}{head}({', '.join(args)}){tail}"
    if len(line) <= WIDTH - deep or not args:
        return line
    inner = indent + " " * 8
    joined = f"{inner}{', '.join(args)}){tail}"
    if len(joined) <= WIDTH - deep:
        return f"{indent}{head}(\n{joined}"
    if all(len(arg) <= _SHORT for arg in args):
        filled = _filled(
            [*args[:-1], f"{args[-1]}){tail}"], WIDTH - deep - len(inner) - 1
        )
        return f"{indent}{head}(\n" + "\n".join(inner + line for line in filled)
    lines = [_reflowed(arg, inner, deep) for arg in args]
    return f"{indent}{head}(\n" + ",\n".join(lines) + f"){tail}"


def _filled(args: Sequence[str], room: int) -> list[str]:
    """Lines with as many arguments as each has room for."""
    lines = [""]
    for number, arg in enumerate(args):
        text = arg if number == len(args) - 1 else f"{arg},"
        if lines[-1] and len(lines[-1]) + 1 + len(text) > room + 1:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + text
    return lines


def _reflowed(arg: str, indent: str, deep: int) -> str:
    """A string literal in pieces, if it is too long for a line; anything else as it is."""
    room = WIDTH - deep - len(indent)
    if len(arg) < room or " " not in arg:
        return indent + arg
    if not _TEXT.fullmatch(arg):
        return indent + arg.replace(" + ", f"\n{indent}        + ")
    pieces, start = [""], room - 2
    for word in re.findall(r" *[^ ]+| +$", arg[1:-1]):
        if pieces[-1] and len(pieces[-1]) + len(word) > start:
            pieces.append("")
            start = room - 12
        pieces[-1] += word
    between = f'"\n{indent}        + "'
    return f'{indent}"{between.join(pieces)}"'


def assigned(
    target: str, head: str, args: Sequence[str], indent: str, deep: int = 0
) -> str:
    """`target = head(args);`, whose right side stands on a line of its own if it fits."""
    line = f"{target} = {head}({', '.join(args)});"
    own = f"{indent}        {head}({', '.join(args)});"
    if len(indent + line) <= WIDTH - deep or len(own) > WIDTH - deep:
        return call(f"{target} = {head}", args, ";", indent, deep)
    return f"{indent}{target} =\n{own}"


def chain(
    target: str, head: str, calls: Sequence[str], indent: str, deep: int = 0
) -> str:
    """`target head.a().b();` on a line, on one of its own, or with a call on each."""
    whole = head + "".join(calls)
    before = whole[: len(whole) - len(calls[-1])] if calls else ""
    inner = indent + " " * 8
    starts = [f"{indent}{target} ", f"{indent}{target}\n{inner}"]
    for start, columns in zip(starts, (len(starts[0]), len(inner)), strict=True):
        fits = columns + len(whole) + 1 <= WIDTH - deep
        if fits and columns + len(before) <= _LAST - deep:
            return f"{start}{whole};"
    return "\n".join([starts[0] + head, *(inner + one for one in calls)]) + ";"


def indented(text: str, indent: str = "    ") -> str:
    """Text further to the right."""
    return "\n".join(indent + line if line else line for line in text.split("\n"))


def condition(head: str, asked: Asked, indent: str) -> str:
    """`head(asked) {`, its operators at the beginnings of lines where it is long."""
    line = f"{head}({flat(asked)}) {{"
    if len(line) <= WIDTH or isinstance(asked, str):
        return line
    return f"{head}({_broken(asked, indent + ' ' * 8)}) {{"


def flat(asked: Asked) -> str:
    """A condition on one line."""
    if isinstance(asked, str):
        return asked
    return f" {asked.sign} ".join(map(_inside, asked.parts))


def _inside(part: Asked) -> str:
    return part if isinstance(part, str) else f"({flat(part)})"


def _broken(asked: Asked, indent: str) -> str:
    if isinstance(asked, str):
        return asked
    lines = []
    for part in asked.parts:
        text = _inside(part)
        if not isinstance(part, str) and len(indent + text) + 6 > WIDTH:
            text = f"({_broken(part, indent + ' ' * 8)})"
        lines.append(text)
    return f"\n{indent}{asked.sign} ".join(lines)
