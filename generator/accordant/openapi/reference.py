"""`$ref`: JSON Pointers into the same document."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote

from accordant.location import Location, Report, did_you_mean
from accordant.source import Map, Seq, Value


class Target(NamedTuple):
    """Where a reference leads: the pointer, decoded, and what stands there."""

    pointer: tuple[str, ...]
    value: Value


class Document:
    """A document whose references can be followed."""

    def __init__(self, root: Map, report: Report) -> None:
        self.root = root
        self.report = report

    def section(self, *names: str) -> Map:
        """A mapping below the root, or an empty one where there is none."""
        node: Value = self.root
        for name in names:
            if not isinstance(node, Map) or name not in node:
                return Map(self.root.text, self.root.offset)
            holder, node = node, node[name]
            if not isinstance(node, Map):
                self.report.error(holder.value(name), f"'{name}' must be a mapping")
                return Map(self.root.text, self.root.offset)
        assert isinstance(node, Map)
        return node

    def resolve(self, node: Map) -> Target | None:
        """What `node["$ref"]` names; None after an error was recorded."""
        ref, where = node["$ref"], node.value("$ref")
        if not isinstance(ref, str):
            self.report.error(where, "'$ref' must be a text")
            return None
        if not ref.startswith("#"):
            message = f"$ref '{ref}' leaves the document; only '#/...' is read"
            self.report.error(where, message)
            return None
        return self._follow(ref, where)

    def _follow(self, ref: str, where: Location) -> Target | None:
        pointer = tuple(
            unquote(part).replace("~1", "/").replace("~0", "~")
            for part in ref[1:].split("/")[1:]
        )
        here: Value = self.root
        for part in pointer:
            if isinstance(here, Map) and part in here:
                here = here[part]
            elif isinstance(here, Seq) and part.isdecimal() and int(part) < len(here):
                here = here[int(part)]
            else:
                known = here.keys() if isinstance(here, Map) else ()
                message = f"$ref '{ref}' leads nowhere{did_you_mean(part, known)}"
                self.report.error(where, message)
                return None
        return Target(pointer, here)

    def deref(self, node: Value) -> Map | None:
        """The mapping itself, or the one its chain of references ends at."""
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
            node = target.value
        return node if isinstance(node, Map) else None
