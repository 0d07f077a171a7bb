"""JSON (RFC 8259) to located values."""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, JSONDecoder

from accordant.source.values import (
    DEPTH_LIMIT,
    Map,
    Seq,
    Text,
    Value,
    fraction,
    integer,
)

_STRINGS = JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_LITERALS: tuple[tuple[str, Value], ...] = (
    ("true", True),
    ("false", False),
    ("null", None),
)


def parse_json(text: Text) -> Value:
    """Read one JSON value (RFC 8259). Raises `SpecError` at the first fault."""
    value, end = _json_value(text, _space(text, 0), 0)
    end = _space(text, end)
    if end != len(text.content):
        raise text.error(end, "not JSON: more text behind the value")
    return value


def _space(text: Text, at: int) -> int:
    found = _SPACE.match(text.content, at)
    return found.end() if found else at


def _json_value(text: Text, at: int, depth: int) -> tuple[Value, int]:
    content = text.content
    first = content[at : at + 1]
    if first == '"':
        try:
            raw, end = _STRINGS.raw_decode(content, at)
            if not raw.isascii():
                raw.encode()
        except JSONDecodeError as error:
            reason = error.msg.removesuffix(" at").lower()
            raise text.error(error.pos, f"not JSON: {reason}") from None
        except UnicodeEncodeError:
            raise text.error(at, "a lone surrogate in a string") from None
        return raw, end
    if first in ("{", "["):
        if depth >= DEPTH_LIMIT:
            raise text.error(at, f"nested deeper than {DEPTH_LIMIT} levels")
        build = _json_object if first == "{" else _json_array
        return build(text, at, depth + 1)
    number = _NUMBER.match(content, at)
    if number:
        raw = number.group()
        if number.group(1) or number.group(2):
            return fraction(raw, text, at), number.end()
        return integer(raw, 10, text, at), number.end()
    for word, value in _LITERALS:
        if content.startswith(word, at):
            return value, at + len(word)
    raise text.error(at, "not JSON: a value was expected")


def _json_object(text: Text, start: int, depth: int) -> tuple[Map, int]:
    found = Map(text, start)
    at = _space(text, start + 1)
    if text.content.startswith("}", at):
        return found, at + 1
    while True:
        if not text.content.startswith('"', at):
            raise text.error(at, "not JSON: a key in double quotes was expected")
        name, end = _json_value(text, at, depth)
        if name in found:
            first = found.key(str(name))
            message = f"duplicate key '{name}', first at {first}"
            raise text.error(at, message)
        end = _space(text, end)
        if not text.content.startswith(":", end):
            raise text.error(end, "not JSON: ':' was expected")
        value_at = _space(text, end + 1)
        value, end = _json_value(text, value_at, depth)
        found.put(str(name), value, at, value_at)
        at = _space(text, end)
        if text.content.startswith("}", at):
            return found, at + 1
        if not text.content.startswith(",", at):
            raise text.error(at, "not JSON: ',' or '}' was expected")
        at = _space(text, at + 1)


def _json_array(text: Text, start: int, depth: int) -> tuple[Seq, int]:
    found = Seq(text, start)
    at = _space(text, start + 1)
    if text.content.startswith("]", at):
        return found, at + 1
    while True:
        value, end = _json_value(text, at, depth)
        found.put(value, at)
        at = _space(text, end)
        if text.content.startswith("]", at):
            return found, at + 1
        if not text.content.startswith(",", at):
            raise text.error(at, "not JSON: ',' or ']' was expected")
        at = _space(text, at + 1)
