"""What the parts of operations are read with: the schemas, and what was read before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from accordant import ir, names
from accordant.location import Location, Report, did_you_mean
from accordant.openapi.reference import Document, Place
from accordant.openapi.schemas import Schemas
from accordant.source import Map, Seq, Value, unplaced


@dataclass(slots=True)
class Reading:
    """A document on its way to operations.

    `parameters` and `types` hold, by the identity of what they are made of, what
    several operations share (`types` keep that alive, for some of it is made here);
    `ignored` counts what is left out everywhere, and is told
    once: by its kind, the first place and how often. `tables` are those of answers, by
    the place of their operation.
    """

    schemas: Schemas
    parameters: dict[int, ir.Parameter | None] = field(default_factory=dict)
    types: dict[int, tuple[Map, ir.Type]] = field(default_factory=dict)
    ignored: dict[str, tuple[Location, int]] = field(default_factory=dict)
    tables: dict[Location, Map] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.schemas.document

    @property
    def report(self) -> Report:
        """Where findings go."""
        return self.schemas.report

    def fields(self, kind: ir.Type) -> tuple[ir.Field, ...]:
        """The fields of a type, if that is a model, by whatever name."""
        while isinstance(kind, ir.Ref):
            found = self.schemas.declared(kind.name)
            if isinstance(found, ir.Model):
                return found.fields
            if not isinstance(found, ir.Alias):
                return ()
            kind = found.type
        return ()

    def ignore(self, what: str, where: Location) -> None:
        """Count what is left out."""
        first, count = self.ignored.get(what, (where, 0))
        self.ignored[what] = first, count + 1

    def report_ignored(self) -> None:
        """Tell of each kind of thing that is left out, at the first of them."""
        for what, (where, count) in self.ignored.items():
            others = f" (the first of {count} places)" if count > 1 else ""
            self.report.warn(where, f"{what}{others}")


def listed(report: Report, holder: Map, key: str) -> Seq:
    """The list under a key, empty where there is none or after an error."""
    found: Value = holder.get(key)
    if isinstance(found, Seq):
        return found
    if found is not None:
        report.error(holder.value(key), f"'{key}' must be a list")
    return Seq(holder.text, holder.offset)


def mapped(report: Report, holder: Map, key: str) -> Map:
    """The mapping under a key, empty where there is none or after an error."""
    found: Value = holder.get(key)
    if isinstance(found, Map):
        return found
    if found is not None:
        report.error(holder.value(key), f"'{key}' must be a mapping")
    return Map(holder.text, holder.offset)


def unknown_keys(report: Report, node: Map, known: tuple[str, ...]) -> None:
    """Warn of every key that means nothing where it stands."""
    for key in node:
        if key not in known and not key.startswith("x-"):
            message = f"unknown key '{key}'{did_you_mean(key, known)}"
            report.warn(node.key(key), message)


def text(node: Map, key: str) -> str:
    """The text under a key, without space around it; "" where there is none."""
    found = node.get(key)
    return found.strip() if isinstance(found, str) else ""


def place_of(pointer: tuple[str, ...], otherwise: Place) -> Place:
    """Where something stands that may be shared: components name what is in them; a
    part of another operation is called as where it is met first."""
    if not pointer:
        return otherwise
    name = names.pascal(pointer[-1])
    if pointer[0] == "paths" or not name[:1].isalpha():
        return otherwise._replace(pointer=pointer)
    return Place(pointer, name)


def examples(document: Document, content: Map) -> Iterator[ir.Example]:
    """The examples of a body, by name."""
    if "example" in content:
        yield ir.Example("example", "", unplaced(content["example"]))
    found = content.get("examples")
    for name, entry in found.items() if isinstance(found, Map) else ():
        example = document.deref(entry)
        for key in ("value", "dataValue"):
            if example is not None and key in example:
                value = unplaced(example[key])
                yield ir.Example(name, text(example, "summary"), value)
                break
