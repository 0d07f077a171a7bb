"""Located text: YAML 1.2 and JSON read into plain values that know their places.

Mappings and sequences come as `Map` and `Seq`, a dict and a list that remember the
offset of each key and item. Keys are always strings, as written (`200:` is "200").
Scalars follow the YAML 1.2 core schema, so `off` is text and `1e-08` a number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from json.decoder import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from accordant.location import Location, Problem, SpecError

Value: TypeAlias = "Map | Seq | str | int | float | bool | None"

DEPTH_LIMIT = 100
ALIAS_LIMIT = 1_000_000
SIZE_LIMIT = 64 * 1024 * 1024


class Text:
    """A file's text; turns offsets into locations."""

    __slots__ = ("file", "content", "_starts")

    def __init__(self, file: str, content: str) -> None:
        self.file = file
        self.content = content
        self._starts: list[int] | None = None

    def at(self, offset: int) -> Location:
        """The location of the character at `offset` (from 0)."""
        if self._starts is None:
            breaks = re.finditer(r"\r\n|\r|\n", self.content)
            self._starts = [0, *(found.end() for found in breaks)]
        line = bisect_right(self._starts, offset)
        return Location(self.file, line, offset - self._starts[line - 1] + 1)

    def error(self, offset: int, message: str) -> SpecError:
        """A `SpecError` with one problem at `offset`."""
        return SpecError([Problem(self.at(min(offset, len(self.content))), message)])


class Map(dict[str, Any]):
    """A mapping that knows where it, its keys and its values stand."""

    __slots__ = ("text", "offset", "keys_at", "values_at")

    def __init__(self, text: Text, offset: int) -> None:
        super().__init__()
        self.text = text
        self.offset = offset
        self.keys_at: dict[str, tuple[Text, int]] = {}
        self.values_at: dict[str, tuple[Text, int]] = {}

    def put(self, key: str, value: Value, key_at: int, value_at: int) -> None:
        """Set a key that stands at the given offsets of the same text."""
        self[key] = value
        self.keys_at[key] = (self.text, key_at)
        self.values_at[key] = (self.text, value_at)

    @property
    def where(self) -> Location:
        """Where the mapping begins."""
        return self.text.at(self.offset)

    def key(self, name: str) -> Location:
        """Where a key stands; the mapping's place if it is absent."""
        text, offset = self.keys_at.get(name, (self.text, self.offset))
        return text.at(offset)

    def value(self, name: str) -> Location:
        """Where a key's value begins; the mapping's place if it is absent."""
        text, offset = self.values_at.get(name, (self.text, self.offset))
        return text.at(offset)

    def copy(self) -> Map:
        """A shallow copy with the same places."""
        twin = Map(self.text, self.offset)
        twin.update(self)
        twin.keys_at = dict(self.keys_at)
        twin.values_at = dict(self.values_at)
        return twin


class Seq(list[Any]):
    """A sequence that knows where it and its items stand."""

    __slots__ = ("text", "offset", "items_at")

    def __init__(self, text: Text, offset: int) -> None:
        super().__init__()
        self.text = text
        self.offset = offset
        self.items_at: list[tuple[Text, int]] = []

    def put(self, value: Value, offset: int) -> None:
        """Append an item that stands at `offset` of the same text."""
        self.append(value)
        self.items_at.append((self.text, offset))

    @property
    def where(self) -> Location:
        """Where the sequence begins."""
        return self.text.at(self.offset)

    def item(self, index: int) -> Location:
        """Where an item begins."""
        text, offset = self.items_at[index]
        return text.at(offset)

    def copy(self) -> Seq:
        """A shallow copy with the same places."""
        twin = Seq(self.text, self.offset)
        twin.extend(self)
        twin.items_at = list(self.items_at)
        return twin


def read(path: Path, name: str) -> Value:
    """Read a YAML or JSON file (by its ending); `name` is what locations show.

    Raises `SpecError` with the place of the first fault.
    """
    nowhere = Location(name, 1, 1)
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise SpecError([Problem(nowhere, "the file is larger than 64 MiB")])
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise SpecError([Problem(nowhere, f"cannot read the file: {reason}")]) from None
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8: a wrong byte at offset {error.start}"
        raise SpecError([Problem(nowhere, message)]) from None
    text = Text(name, content)
    return parse_json(text) if path.suffix == ".json" else parse_yaml(text)


# --- YAML ---------------------------------------------------------------------------

_INT = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{
        sign + word: float(sign + "inf")
        for word in (".inf", ".Inf", ".INF")
        for sign in ("", "+", "-")
    },
}
_TAG = "tag:yaml.org,2002:"


def parse_yaml(text: Text) -> Value:
    """Read one YAML 1.2 document. Raises `SpecError` at the first fault."""
    try:
        return _YamlReader(text).document()
    except yaml.reader.ReaderError as error:
        raise text.error(error.position, f"not YAML: {error.reason}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not YAML: {error.problem or error.context or 'unreadable'}"
        raise text.error(mark.index if mark else 0, message) from None


class _YamlReader:
    """Builds values straight from libyaml's events."""

    def __init__(self, text: Text) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.text = text
        self.events: Iterator[Any] = yaml.parse(text.content, Loader=loader)
        self.anchors: dict[str, tuple[Value, int] | None] = {}
        self.aliased = 0

    def document(self) -> Value:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise self.text.error(0, "the file is empty")
        value, _ = self.node(next(self.events), 0)
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.text.error(
                event.start_mark.index, "a second document; a file holds one"
            )
        return value

    def node(self, event: Any, depth: int) -> tuple[Value, int]:
        """The value an event opens, and how many nodes it holds."""
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            value: Value = self.scalar(event)
            weight = 1
        elif kind is yaml.AliasEvent:
            return self.alias(event)
        else:
            if depth >= DEPTH_LIMIT:
                at = event.start_mark.index
                raise self.text.error(at, f"nested deeper than {DEPTH_LIMIT} levels")
            if event.anchor:
                self.anchors[event.anchor] = None
            build = self.mapping if kind is yaml.MappingStartEvent else self.sequence
            value, weight = build(event, depth + 1)
        if event.anchor:
            self.anchors[event.anchor] = (value, weight)
        return value, weight

    def alias(self, event: Any) -> tuple[Value, int]:
        at = event.start_mark.index
        if event.anchor not in self.anchors:
            raise self.text.error(at, f"alias '*{event.anchor}' has no anchor above it")
        known = self.anchors[event.anchor]
        if known is None:
            raise self.text.error(at, f"alias '*{event.anchor}' contains itself")
        self.aliased += known[1]
        if self.aliased > ALIAS_LIMIT:
            message = f"aliases repeat more than {ALIAS_LIMIT} values"
            raise self.text.error(at, message)
        return known

    def mapping(self, start: Any, depth: int) -> tuple[Map, int]:
        found = Map(self.text, start.start_mark.index)
        weight = 1
        for event in self.events:
            if event.__class__ is yaml.MappingEndEvent:
                break
            at = event.start_mark.index
            if event.__class__ is not yaml.ScalarEvent:
                raise self.text.error(at, "a key must be text")
            name = event.value
            if name == "<<" and event.implicit[0]:
                message = "merge keys (<<) are not YAML 1.2; write the keys out"
                raise self.text.error(at, message)
            if name in found:
                first = found.key(name)
                message = f"duplicate key '{name}', first at line {first.line}"
                raise self.text.error(at, message)
            event = next(self.events)
            value, below = self.node(event, depth)
            weight += below
            found.put(name, value, at, event.start_mark.index)
        return found, weight

    def sequence(self, start: Any, depth: int) -> tuple[Seq, int]:
        found = Seq(self.text, start.start_mark.index)
        weight = 1
        for event in self.events:
            if event.__class__ is yaml.SequenceEndEvent:
                break
            value, below = self.node(event, depth)
            weight += below
            found.put(value, event.start_mark.index)
        return found, weight

    def scalar(self, event: Any) -> Value:
        raw: str = event.value
        if event.tag not in (None, "!", _TAG + "str"):
            known = event.tag.removeprefix(_TAG)
            value = _plain(raw, self.text, event.start_mark.index)
            names = {bool: "bool", int: "int", float: "float", type(None): "null"}
            if names.get(type(value)) != known:
                at = event.start_mark.index
                raise self.text.error(at, f"tag '{event.tag}' is not supported here")
            return value
        if not event.implicit[0] or event.tag is not None:
            return raw
        return _plain(raw, self.text, event.start_mark.index)


def _plain(raw: str, text: Text, at: int) -> Value:
    """A plain scalar by the YAML 1.2 core schema."""
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] not in "+-.0123456789":
        return raw
    if _INT.fullmatch(raw):
        return _integer(raw, 10, text, at)
    if _OTHER_BASE.fullmatch(raw):
        return _integer(raw[2:], 8 if raw[1] == "o" else 16, text, at)
    return float(raw) if _FLOAT.fullmatch(raw) else raw


def _integer(digits: str, base: int, text: Text, at: int) -> int:
    if len(digits) > 400:
        raise text.error(at, "a number of more than 400 digits")
    return int(digits, base)


# --- JSON ---------------------------------------------------------------------------

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
            raise text.error(error.pos, f"not JSON: {error.msg}") from None
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
            return float(raw), number.end()
        return _integer(raw, 10, text, at), number.end()
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
            message = f"duplicate key '{name}', first at line {first.line}"
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
