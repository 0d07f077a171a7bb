"""Places in a document, and the references (`$ref`) that name them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from accordant import names
from accordant.location import Location, Report, did_you_mean
from accordant.openapi.files import Files
from accordant.pointers import pointer_to, unescaped
from accordant.source import Map, Seq, Value


class Target(NamedTuple):
    """Where a reference leads: the pointer, decoded, and what stands there."""

    pointer: tuple[str, ...]
    value: Value


class Place(NamedTuple):
    """Where a schema stands: its JSON Pointer, the name it would take, its parent, and
    what it is called where that name is another's."""

    pointer: tuple[str, ...]
    name: str
    parent: str | None = None
    second: str = ""

    def below(self, *steps: str, name: str = "") -> Place:
        """A schema inside this one; `name` is joined to this one's."""
        joined = names.join_pascal(self.name, name) if name else self.name
        whole = self.name + names.pascal(name)
        if joined == self.name:
            joined = whole
        second = whole if joined != whole else ""
        return Place(self.pointer + steps, joined, self.name, second)

    def item(self, *steps: str) -> Place:
        """An element of this list, or a value of this map."""
        last = "Item" if steps[-1] == "items" else "Value"
        name, second = names.singular(self.name), f"{self.name}{last}"
        name = second if name == self.name else name
        return Place(self.pointer + steps, name, self.parent, second)

    def ending(self, word: str) -> Place:
        """The same, with what the name ends in where it is taken."""
        return self._replace(second=names.join_pascal(self.name, word))

    def __str__(self) -> str:
        first, *rest = self.pointer or ("",)
        if first.endswith(OTHER):
            return f"{first}{pointer_to(rest)}"
        return f"{OTHER}{pointer_to(self.pointer)}"


OTHER = "#"
"""What the first step of a pointer into another file ends with, behind its name."""


class Document:
    """A document whose references can be followed, also into files beside it."""

    def __init__(self, root: Map, report: Report, folder: Path | None = None) -> None:
        self.root = root
        self.report = report
        self.files = Files(root, folder, report)
        self.flat: dict[int, tuple[Map, Map | None]] = {}
        """By identity, schemas with `allOf` and what `combine` made of them."""
        self.joined: dict[int, tuple[Map, Map]] = {}
        """By identity, schemas with `allOf` and the same without."""
        self._known: dict[tuple[str, str], Target] = {}
        self._anchors: dict[str, dict[str, Target]] = {}

    def section(self, *names: str) -> Map:
        """A mapping below the root, or an empty one where there is none."""
        node: Value = self.root
        for name in names:
            if not isinstance(node, Map) or name not in node:
                return Map(self.root.text, self.root.offset)
            holder, node = node, node[name]
            if node is None:
                return Map(self.root.text, self.root.offset)
            if not isinstance(node, Map):
                self.report.error(holder.value(name), f"'{name}' must be a mapping")
                return Map(self.root.text, self.root.offset)
        assert isinstance(node, Map)
        return node

    def resolve(self, node: Map) -> Target | None:
        """What `node["$ref"]` names; None after an error was recorded."""
        ref = node["$ref"]
        if not isinstance(ref, str):
            self.report.error(node.value("$ref"), "'$ref' must be a text")
            return None
        file = node.place("$ref")[0].file
        key = self.files.name(file), ref
        if key not in self._known:
            found = self._find(ref, file, node.value("$ref"))
            if found is None:
                return None
            self._known[key] = found
        return self._known[key]

    def _find(self, ref: str, file: str, where: Location) -> Target | None:
        named, _, fragment = ref.partition("#")
        name, root = self.files.name(file), self.files.root(file)
        if named and (fragment == "" or not fragment.startswith("/")):
            known = self._named((f"{name}{OTHER}",) if name else (), root).get(ref)
            if known is not None:
                return known
        if "://" in named or named.startswith("//"):
            message = f"$ref '{ref}' is a URL, and nothing is fetched; put a copy into"
            self.report.error(where, f"{message} the spec folder")
            return None
        if named:
            opened = self.files.open(named, file, where)
            if opened is None:
                return None
            name, root = opened
        start = (f"{name}{OTHER}",) if name else ()
        if fragment and not fragment.startswith("/"):
            return self._anchor(ref, unquote(fragment), start, root, where)
        steps = tuple(unescaped(unquote(part)) for part in fragment.split("/")[1:])
        return self._follow(ref, start, steps, root, where)

    def _anchor(
        self, ref: str, anchor: str, start: tuple[str, ...], root: Value, at: Location
    ) -> Target | None:
        """What an `$anchor` names (JSON Schema 2020-12, core, section 8.2.2)."""
        known = self._named(start, root)
        found = known.get(f"{OTHER}{anchor}")
        if found is None:
            message = f"$ref '{ref}' names no '$anchor'; places begin with '#/'"
            anchors = [name[1:] for name in known if name.startswith(OTHER)]
            self.report.error(at, message + did_you_mean(anchor, anchors))
        return found

    def _named(self, start: tuple[str, ...], root: Value) -> dict[str, Target]:
        """What the `$anchor`s and `$id`s of a file name."""
        file = start[0] if start else ""
        if file not in self._anchors:
            self._anchors[file] = dict(_anchors(root, start))
        return self._anchors[file]

    def _follow(
        self,
        ref: str,
        start: tuple[str, ...],
        steps: tuple[str, ...],
        root: Value,
        where: Location,
    ) -> Target | None:
        here = root
        for part in steps:
            if isinstance(here, Map) and part in here:
                here = here[part]
            elif isinstance(here, Seq) and part in map(str, range(len(here))):
                here = here[int(part)]
            else:
                known = here.keys() if isinstance(here, Map) else ()
                message = f"$ref '{ref}' leads nowhere{did_you_mean(part, known)}"
                self.report.error(where, message)
                return None
        return Target((*start, *steps), here)

    def mapping(self, node: Value, where: Location, what: str) -> Map | None:
        """The mapping that `node` is or refers to; None after an error was recorded."""
        found = self.target(node, where, what)
        return None if found is None else found[1]

    def target(
        self, node: Value, where: Location, what: str
    ) -> tuple[tuple[str, ...], Map] | None:
        """The same behind its pointer, which is empty if `node` is no reference."""
        end = self._end(node)
        if end is not None and not isinstance(end.value, Map):
            self.report.error(where, f"{what} must be a mapping")
        return (end.pointer, end.value) if end and isinstance(end.value, Map) else None

    def deref(self, node: Value) -> Map | None:
        """The mapping itself, or the one its chain of references ends at."""
        end = self._end(node)
        return end.value if end and isinstance(end.value, Map) else None

    def _end(self, node: Value) -> Target | None:
        pointer: tuple[str, ...] = ()
        seen: set[int] = set()
        while isinstance(node, Map) and "$ref" in node:
            if id(node) in seen:
                message = f"$ref '{node['$ref']}' leads back to itself"
                self.report.error(node.value("$ref"), message)
                return None
            seen.add(id(node))
            target = self.resolve(node)
            if target is None:
                return None
            pointer, node = target
        return Target(pointer, node)


def _anchors(root: Value, start: tuple[str, ...]) -> Iterator[tuple[str, Target]]:
    """The anchors and ids below a value."""
    waiting: list[Target] = [Target(start, root)]
    while waiting:
        pointer, node = waiting.pop()
        for key in ("$anchor", "$dynamicAnchor"):
            if isinstance(node, Map) and isinstance(node.get(key), str):
                yield f"{OTHER}{node[key]}", Target(pointer, node)
        if isinstance(node, Map) and isinstance(node.get("$id"), str):
            yield node["$id"], Target(pointer, node)
        if isinstance(node, Map):
            below = list(node.items())
        elif isinstance(node, Seq):
            below = [(str(index), item) for index, item in enumerate(node)]
        else:
            continue
        waiting += (Target((*pointer, step), value) for step, value in below)
