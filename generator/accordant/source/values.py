"""Text and the values read from it, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, TypeAlias

from accordant.location import Location, Problem, SpecError

Value: TypeAlias = "Map | Seq | str | int | float | bool | None"

DEPTH_LIMIT = 100


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
            self._starts = list(_starts(self.content))
        line = bisect_right(self._starts, offset)
        return Location(self.file, line, offset - self._starts[line - 1] + 1)

    def error(self, offset: int, message: str) -> SpecError:
        """A `SpecError` with one problem at `offset`."""
        return SpecError([Problem(self.at(min(offset, len(self.content))), message)])


def _starts(content: str) -> Iterator[int]:
    """Where lines start."""
    yield 0
    if "\r" in content:
        yield from (found.end() for found in re.finditer(r"\r\n|\r|\n", content))
    else:  # nearly always, and faster
        sizes = map(len, content.split("\n")[:-1])
        yield from accumulate(map((1).__add__, sizes))


class Map(dict[str, Any]):
    """A mapping that knows where it, its keys and its values stand."""

    __slots__ = ("text", "offset", "places")

    def __init__(self, text: Text, offset: int) -> None:
        super().__init__()
        self.text = text
        self.offset = offset
        self.places: dict[str, tuple[Text, int, int]] = {}
        """By key, where it and where its value stand."""

    def put(self, key: str, value: Value, key_at: int, value_at: int) -> None:
        """Set a key that stands at the given offsets of the same text."""
        self[key] = value
        self.places[key] = (self.text, key_at, value_at)

    def take(self, key: str, value: Value, owner: Map, name: str | None = None) -> None:
        """Set a key that stands where the `owner` has it, or a key called `name`."""
        self[key] = value
        self.places[key] = owner.place(key if name is None else name)

    def place(self, name: str) -> tuple[Text, int, int]:
        """Where a key and its value stand; the mapping's place if it is absent."""
        return self.places.get(name) or (self.text, self.offset, self.offset)

    @property
    def where(self) -> Location:
        """Where the mapping begins."""
        return self.text.at(self.offset)

    def key(self, name: str) -> Location:
        """Where a key stands; the mapping's place if it is absent."""
        text, offset, _ = self.place(name)
        return text.at(offset)

    def value(self, name: str) -> Location:
        """Where a key's value begins; the mapping's place if it is absent."""
        text, _, offset = self.place(name)
        return text.at(offset)

    def copy(self) -> Map:
        """A shallow copy with the same places."""
        twin = Map(self.text, self.offset)
        twin.update(self)
        twin.places = dict(self.places)
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


def unplaced(value: Any) -> Any:
    """A value without its places; who keeps one keeps the whole text."""
    if isinstance(value, Map):
        return {key: unplaced(inner) for key, inner in value.items()}
    return [unplaced(item) for item in value] if isinstance(value, Seq) else value


def integer(digits: str, base: int, text: Text, at: int) -> int:
    """The integer that stands at `at`. Raises `SpecError` for an absurdly long one."""
    if len(digits) > 400:
        raise text.error(at, "a number of more than 400 digits")
    return int(digits, base)


def fraction(written: str, text: Text, at: int) -> float:
    """The number that stands at `at`. Raises `SpecError` past the largest double."""
    value = float(written)
    if value - value != 0:
        raise text.error(at, f"'{written}' is not a number that JSON can carry")
    return value
