"""YAML 1.2 to located values, straight from libyaml's events.

Scalars follow the core schema, so `off` is text and `1e-08` a number; what JSON cannot
carry (`.nan`, `.inf`) is refused.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml.reader import Reader

from accordant.source.values import (
    DEPTH_LIMIT,
    Map,
    Seq,
    Text,
    Value,
    fraction,
    integer,
)

ALIAS_LIMIT = 1_000_000
_SHORT = 40

_INT = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TAG = "tag:yaml.org,2002:"
_TAGS = {bool: "bool", int: "int", float: "float", type(None): "null"}


def parse_yaml(text: Text) -> Value:
    """Read one YAML 1.2 document. Raises `SpecError` at the first fault."""
    try:
        return _YamlReader(text).document()
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes here, so the place is looked up.
        found = Reader.NON_PRINTABLE.search(text.content)
        message = f"not YAML: the control character U+{error.character:04X}"
        raise text.error(found.start() if found else 0, message) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.index if mark else 0
        message = f"not YAML: {error.problem or error.context}"
        if text.content.startswith("\t", at):
            message = "not YAML: a tab cannot indent; use spaces"
        raise text.error(at, message) from None


# A value, how many nodes it holds, and how many levels.
_Node: TypeAlias = tuple[Value, int, int]


class _YamlReader:
    """Builds values from events; what aliases repeat is counted, for it may explode."""

    def __init__(self, text: Text) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.text = text
        self.events: Iterator[Any] = yaml.parse(text.content, Loader=loader)
        self.anchors: dict[str, _Node | None] = {}
        self.aliased = 0

    def document(self) -> Value:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise self.text.error(0, "the file is empty")
        value, _, _ = self.node(next(self.events), 0)
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            at = event.start_mark.index
            raise self.text.error(at, "a second document; a file holds one")
        return value

    def node(self, event: Any, depth: int) -> _Node:
        """The node an event opens, `depth` levels below the root."""
        kind = event.__class__
        if kind is yaml.AliasEvent:
            return self.alias(event, depth)
        if kind is yaml.ScalarEvent:
            found: _Node = (self.scalar(event), 1, 0)
        else:
            if depth == DEPTH_LIMIT:
                self.too_deep(event)
            if event.anchor:
                self.anchors[event.anchor] = None
            if kind is yaml.MappingStartEvent:
                found = self.mapping(event, depth + 1)
            else:
                found = self.sequence(event, depth + 1)
        if event.anchor:
            self.anchors[event.anchor] = found
        return found

    def too_deep(self, event: Any) -> NoReturn:
        at = event.start_mark.index
        raise self.text.error(at, f"nested deeper than {DEPTH_LIMIT} levels")

    def alias(self, event: Any, depth: int) -> _Node:
        at = event.start_mark.index
        if event.anchor not in self.anchors:
            raise self.text.error(at, f"alias '*{event.anchor}' has no anchor above it")
        known = self.anchors[event.anchor]
        if known is None:
            raise self.text.error(at, f"alias '*{event.anchor}' contains itself")
        _, weight, height = known
        if depth + height > DEPTH_LIMIT:
            self.too_deep(event)
        self.aliased += weight
        if self.aliased > ALIAS_LIMIT:
            message = f"aliases repeat more than {ALIAS_LIMIT} values"
            raise self.text.error(at, message)
        return known

    def mapping(self, start: Any, depth: int) -> _Node:
        found = Map(self.text, start.start_mark.index)
        self.tagged(start, "map")
        weight, height = 1, 0
        for event in self.events:
            if event.__class__ is yaml.MappingEndEvent:
                break
            at = event.start_mark.index
            name = self.key(event)
            if name in found:
                message = f"duplicate key '{name}', first at {found.key(name)}"
                raise self.text.error(at, message)
            event = next(self.events)
            value, inside, levels = self.node(event, depth)
            weight += inside
            if levels > height:
                height = levels
            found.put(name, value, at, event.start_mark.index)
        return found, weight, height + 1

    def key(self, event: Any) -> str:
        """A key as written; numbers and words are text here."""
        at = event.start_mark.index
        if event.__class__ is not yaml.ScalarEvent:
            raise self.text.error(at, "a key must be a plain text")
        if event.tag is not None:
            self.tagged(event, "str")
        name = sys.intern(event.value)
        if name == "<<" and event.implicit[0]:
            message = "merge keys (<<) are not YAML 1.2; write the keys out"
            raise self.text.error(at, message)
        if event.anchor:
            self.anchors[event.anchor] = (name, 1, 0)
        return name

    def sequence(self, start: Any, depth: int) -> _Node:
        found = Seq(self.text, start.start_mark.index)
        self.tagged(start, "seq")
        weight, height = 1, 0
        for event in self.events:
            if event.__class__ is yaml.SequenceEndEvent:
                break
            value, inside, levels = self.node(event, depth)
            weight += inside
            if levels > height:
                height = levels
            found.put(value, event.start_mark.index)
        return found, weight, height + 1

    def scalar(self, event: Any) -> Value:
        raw: str = event.value
        if len(raw) < _SHORT:
            raw = sys.intern(raw)  # most are words that documents say over and over
        if event.tag in ("!", _TAG + "str") or not (event.tag or event.implicit[0]):
            return raw
        value = _plain(raw, self.text, event.start_mark.index)
        if event.tag:
            self.tagged(event, _TAGS.get(type(value), "str"))
        return value

    def tagged(self, event: Any, kind: str) -> None:
        """Refuse a tag that does not just name the kind that stands there anyway."""
        if event.tag not in (None, "!", _TAG + kind):
            tag = event.tag.replace(_TAG, "!!")
            at = event.start_mark.index
            raise self.text.error(at, f"tag '{tag}' is not supported here")


def _plain(raw: str, text: Text, at: int) -> Value:
    """A plain scalar by the YAML 1.2 core schema."""
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] not in "+-.0123456789":
        return raw
    if _INT.fullmatch(raw):
        return integer(raw, 10, text, at)
    if _OTHER_BASE.fullmatch(raw):
        return integer(raw[2:], 8 if raw[1] == "o" else 16, text, at)
    if _NO_NUMBER.fullmatch(raw):
        raise text.error(at, f"'{raw}' is not a number that JSON can carry")
    return fraction(raw, text, at) if _FLOAT.fullmatch(raw) else raw
