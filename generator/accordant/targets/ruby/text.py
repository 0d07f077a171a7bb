"""Ruby text: literals, comments and wrapped lines, as RuboCop leaves them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from accordant.ir import Json

WIDTH = 108
COMMENT = 100
"""Signs that a line of code, and of a comment, may have before it is indented."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SIMPLE = re.compile(r"[ !$-\[\]-~]*")
_OPENS = re.compile(r"#(?=[{$@])")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*[?!]?")


def literal(value: Json) -> str:
    """A JSON value as a Ruby literal, in ASCII; text can never become code."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int):
        return _grouped(str(value))
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, list):
        return str(
            strings(value)
            if all_texts(value)
            else Call("[", [*map(literal, value)], "]")
        )
    pairs = (f"{literal(key)} => {literal(item)}" for key, item in value.items())
    return f"{{ {', '.join(pairs)} }}" if value else "{}"


def _string(value: str) -> str:
    if _SIMPLE.fullmatch(value):
        return f'"{value}"'
    return '"' + _OPENS.sub(r"\\#", "".join(map(_sign, value))) + '"'


def _sign(sign: str) -> str:
    if sign in _ESCAPES or " " <= sign <= "~":
        return _ESCAPES.get(sign, sign)
    point = ord(sign)
    if 0xD800 <= point <= 0xDFFF:  # no escape of its own says half of a pair
        return "".join(
            f"\\x{byte:02X}" for byte in sign.encode("utf-8", "surrogatepass")
        )
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\u{{{point:X}}}"


def _grouped(digits: str) -> str:
    """An integer with an underscore before each three digits, if it has five."""
    sign, plain = ("-", digits[1:]) if digits[0] == "-" else ("", digits)
    if len(plain) < 5:
        return digits
    return sign + re.sub(r"(?<=\d)(?=(\d{3})+$)", "_", plain)


def _float(value: float) -> str:
    text = repr(value)
    head, _, exponent = text.partition("e")
    if "." not in head:
        head += ".0"
    whole, _, part = head.partition(".")
    head = f"{_grouped(whole)}.{part}"
    return f"{head}e{int(exponent)}" if exponent else head


def symbol(text: str) -> str:
    """A symbol."""
    return f":{text}" if _NAME.fullmatch(text) else f":{_string(text)}"


def symbols(texts: Sequence[str]) -> str:
    """An array of symbols."""
    if len(texts) < 2 or not all(map(_NAME.fullmatch, texts)):
        return f"[{', '.join(map(symbol, texts))}]"
    return f"%i[{' '.join(texts)}]"


def key(text: str) -> str:
    """A symbol as the key of a hash: `size: `."""
    return f"{text}: " if _NAME.fullmatch(text) else f"{_string(text)}: "


# --- comments ------------------------------------------------------------------------

_DIRECTIVES = re.compile(
    r"(?i)\b(rubocop|steep|frozen[-_]string[-_]literal|warn[-_]indent"
    r"|shareable[-_]constant[-_]value|(?:en|de)?coding|nodoc|typed)(\s*):"
)


def plain(text: str) -> str:
    """Text of the document for a comment: neither a directive to Ruby and its tools nor
    markup of YARD."""
    flat = " ".join(text.split())
    flat = "".join(sign if sign.isprintable() else "?" for sign in flat)
    flat = _DIRECTIVES.sub(r"\1\2\\:", flat.replace("-*-", "- * -"))
    flat = re.sub(r"(?<![\\`])\{", r"\\{", flat)
    return re.sub(r"(?<!\S)@(?=\S)", r"\\@", flat)


def doc(
    paragraphs: Iterable[str], indent: str = "", tags: Sequence[str] = ()
) -> list[str]:
    """The lines of a comment: paragraphs of plain text, then YARD tags, each of which
    may be longer than a line; a tag that begins with a space belongs to the one before.
    """
    room = COMMENT - len(indent) - 2
    lines: list[str] = []
    for paragraph in paragraphs:
        found = wrapped_text(plain(paragraph), room)
        lines += [""] * bool(lines and found) + found
    for index, tag in enumerate(tags):
        if index == 0 and lines:
            lines.append("")
        lines += tagged(tag, room)
    return [f"{indent}# {line}".rstrip() for line in lines]


def tagged(tag: str, room: int) -> list[str]:
    """A tag; further lines of it are indented."""
    start = "  " if tag.startswith(" ") else ""
    first, *rest = wrapped_text(tag.strip(), room - 2) or [""]
    return [f"{start}{first}", *(f"  {line}" for line in rest)]


def wrapped_text(text: str, width: int) -> list[str]:
    """Lines of words with a space between; a word that is too long has its own."""
    lines, start = list[str](), 0
    while len(text) - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        cut = cut if cut > start else text.find(" ", start + width)
        if cut < 0:
            break
        lines.append(text[start:cut])
        start = cut + 1
    return [*lines, text[start:]] if text else []


# --- code ----------------------------------------------------------------------------


@dataclass(slots=True)
class Call:
    """`head(parts)tail`: a call, an array or a hash; parts may be calls."""

    head: str
    parts: Sequence[str | Call]
    tail: str = ")"

    def __str__(self) -> str:
        inside = ", ".join(map(str, self.parts))
        spaced = f" {inside} " if self.tail == "}" and inside else inside
        return f"{self.head}{spaced}{self.tail}"


def wrapped(code: Call | str, indent: str = "", end: str = "") -> list[str]:
    """Code on one line, or a part a line; `end` follows it."""
    line = f"{indent}{code}{end}"
    if isinstance(code, str) or len(line) <= WIDTH:
        return [line]
    return broken(code, indent, end)


def broken(code: Call, indent: str = "", end: str = "") -> list[str]:
    """A part a line."""
    lines = [f"{indent}{code.head}"]
    if isinstance(code, Words):
        inner = f"{indent}  "
        said = wrapped_text(" ".join(map(str, code.parts)), COMMENT - len(inner))
        return [*lines, *(inner + line for line in said), f"{indent}{code.tail}{end}"]
    for index, part in enumerate(code.parts):
        comma = "," if index < len(code.parts) - 1 else ""
        lines += wrapped(part, f"{indent}  ", comma)
    return [*lines, f"{indent}{code.tail}{end}"]


_WORD = re.compile(r"\w+(-\w+)*", re.ASCII)


def all_texts(values: Sequence[Json]) -> bool:
    """Whether there are values, and only texts."""
    return bool(values) and all(isinstance(value, str) for value in values)


def strings(values: Sequence[object], tail: str = "") -> Call:
    """An array of texts; of words without quotes, in lines as long as they may be."""
    texts = [str(value) for value in values]
    if len(texts) < 2 or not all(map(_WORD.fullmatch, texts)):
        return Call("[", [literal(text) for text in texts], f"]{tail}")
    return Words("%w[", texts, f"]{tail}")


class Words(Call):
    """Words between brackets."""

    def __str__(self) -> str:
        return f"{self.head}{' '.join(map(str, self.parts))}{self.tail}"


def indented(lines: Iterable[str], by: int) -> list[str]:
    """Lines further in; empty ones stay empty."""
    return [f"{' ' * by}{line}" if line else line for line in lines]


def overload(head: str, arguments: list[str], answer: str) -> Iterator[str]:
    """A way to call a method, an argument a line if they are many."""
    line = f"{head}({', '.join(arguments)}) -> {answer}"
    if len(line) <= WIDTH:
        yield line
        return
    indent = " " * (len(head) - len(head.lstrip()))
    yield f"{head}("
    for index, argument in enumerate(arguments):
        yield f"{indent}  {argument}{',' if index < len(arguments) - 1 else ''}"
    yield f"{indent}) -> {answer}"
