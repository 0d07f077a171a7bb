"""The view of `models.py`: dataclasses in spec order, then unions and wire facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from accordant import ir, names
from accordant.surface.notes import Notes, told
from accordant.targets.python.homes import homes
from accordant.targets.python.readers import READERS, Readers, labelled
from accordant.targets.python.text import (
    WIDTH,
    Call,
    doc,
    import_order,
    imported,
    literal,
    wrapped,
)
from accordant.targets.python.types import Types, annotated, union

_PLAIN = {"FileTypes", "Model", "UNSET", "Unset"}


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a dataclass: its Python name beside the IR's."""

    name: str
    field: ir.Field


def class_names(api: ir.Api) -> dict[str, str]:
    """The Python name of every declaration; the client's own names are taken."""
    client = names.python_client(api.sdk.get("client", {}))
    taken = names.Taken([client.name, client.async_name, client.error])
    found: dict[str, str] = {}
    for name in api.declarations:
        found[name] = names.python_class(name, taken)
        taken.add(found[name])
    return found


def members(model: ir.Model) -> list[Member]:
    """The fields of a model, required ones in place, with their Python names."""
    found: dict[str, Member] = {}
    for field in model.fields:
        name = names.python_field(field.wire, found)
        found[name] = Member(name, field)
    return list(found.values())


class Models:
    """Writes the modules of the models.

    What a module needs of others is known from what was spelled for it.
    """

    def __init__(self, api: ir.Api) -> None:
        self.api = api
        self.classes = class_names(api)
        self.types = Types(api, self.classes)
        self.readers = Readers(api, self.classes)
        self.homes = homes(api)
        self.exported = frozenset(self.public())
        self._notes: Notes | None = None

    def home(self, name: str) -> str:
        """The module of a declaration, in the package."""
        module = self.homes.of[name]
        return f".models.{module}" if module else ".models"

    def public(self, module: str | None = None) -> list[str]:
        """The names that a module exports, or all of them, in their order."""
        if module is None:
            return [name for one in self.homes.modules for name in self.public(one)]
        decls = [self.api.declarations[name] for name in self.homes.modules[module]]
        models = [decl for decl in decls if isinstance(decl, ir.Model)]
        others = [decl for decl in decls if not isinstance(decl, ir.Model)]
        return [self.classes[decl.name] for decl in (*models, *others)]

    def files(self) -> Iterator[tuple[str, dict[str, object]]]:
        """The modules, each with its path and the view of it."""
        for module in self.homes.modules:
            path = f"models/{module}.py" if module else "models.py"
            yield path, self.module(module)

    def module(self, module: str) -> dict[str, object]:
        """The view of one module."""
        used, met, readers = self.types.used, self.types.met, self.readers.used
        for names_of in (used, met, readers):
            names_of.clear()
        declared = [self.api.declarations[name] for name in self.homes.modules[module]]
        models = [decl for decl in declared if isinstance(decl, ir.Model)]
        body: list[str] = []
        for model in models:
            body += ["", "", *self.model(model)]
        self.types.files = False
        ready = {model.name for model in models}
        for decl in declared:
            if not isinstance(decl, ir.Model):
                body += ["", "", *self.alias(decl, ready)]
                ready.add(decl.name)
        wires = [*self.wires(models), *self.reads(declared)]
        others: dict[str, list[str]] = {}
        for name in met:
            if self.homes.of[name] != module:
                home = f".{self.homes.of[name]}"
                others.setdefault(home, []).append(self.classes[name])
        above = "." if module else ""
        typing = used & {"Any", "Literal", "TypeAlias", "Union"}
        typing |= {"TYPE_CHECKING"} if others else set()
        imports = {
            "import datetime as dt": "dt" in used,
            "from dataclasses import dataclass": bool(models),
            f"from typing import {', '.join(sorted(typing, key=import_order))}": typing,
        }
        return {
            "imports": [line for line, needed in imports.items() if needed],
            "runtime": runtime(f"{above}.", used & _PLAIN, readers),
            "checked": [
                line
                for home, found in sorted(others.items())
                for line in imported(home, found, WIDTH - 4)
            ],
            "exports": wrapped(
                Call("__all__ = [", [literal(n) for n in self.public(module)], "]")
            ),
            "body": "\n".join(body[2:]),
            "wires": "\n".join(wires),
        }

    def model(self, model: ir.Model) -> Iterator[str]:
        self.types.used.add("Model")
        self.types.files = model.sent and not model.received
        yield "@dataclass(slots=True, kw_only=True, eq=False, repr=False)"
        name = self.classes[model.name]
        if len(name) + len("class (Model):") > WIDTH:
            yield from (f"class {name}(", "    Model", "):")
        else:
            yield f"class {name}(Model):"
        table = model.table.checks()
        whole = told([check for check in table if check.blame == ir.WHOLE])
        yield from doc([model.doc or f"{model.name}.", " ".join(whole)], "    ")
        for member in members(model):
            yield ""
            yield from self.member(model, member)

    def member(self, model: ir.Model, member: Member) -> Iterator[str]:
        field = member.field
        parts = self.types.parts(field.type)
        default = None
        if not field.required or field.access != "both":
            default = "UNSET" if model.sent else "None"
            absent = "Unset" if model.sent else "None"
            parts = parts if absent in parts or parts == ["Any"] else [*parts, absent]
            if model.sent:
                self.types.used |= {"UNSET", *parts} & _PLAIN
        yield from annotated(member.name, parts, default, "    ")
        yield from doc([" ".join(said) for said in self.notes(model, field)], "    ")

    def notes(self, model: ir.Model, field: ir.Field) -> Iterator[list[str]]:
        """What is said of a field, in paragraphs of sentences: its description, its
        constraints, its default."""
        if self._notes is None or self._notes.model is not model:
            self._notes = Notes(model)
        return self._notes.of(field)

    def alias(
        self, decl: ir.Enum | ir.Union | ir.Alias, ready: Collection[str]
    ) -> Iterator[str]:
        """A name for a type; what it names is `ready`, or spelled as text."""
        name = self.classes[decl.name]
        seen = set(self.types.met)
        self.types.met.clear()
        self.types.used.add("TypeAlias")
        if isinstance(decl, ir.Enum):
            parts = self.types.enum(decl)
        elif isinstance(decl, ir.Union):
            arms = [part for arm in decl.arms for part in self.types.parts(arm.type)]
            parts = [*dict.fromkeys(arms), "dict[str, Any]"]
            self.types.used.add("Any")
        else:
            parts = self.types.parts(decl.type)
        later = self.types.met - set(ready)
        self.types.met |= seen
        if later:
            yield from self.forward(name, parts, [self.classes[one] for one in later])
        else:
            yield from union(f"{name}: TypeAlias = ", parts, "", "")
        yield from doc([decl.doc] if decl.doc else [])

    def forward(self, name: str, parts: list[str], later: list[str]) -> Iterator[str]:
        """An alias of what is not known yet where it stands."""
        words = re.compile(rf"\b(?:{'|'.join(map(re.escape, later))})\b")
        spelled = [literal(part) if words.search(part) else part for part in parts]
        head = f"{name}: TypeAlias = "
        if len(spelled) == 1:
            yield head + spelled[0]
            return
        self.types.used.add("Union")
        yield from wrapped(Call(f"{head}Union[", spelled, "]"))

    def wires(self, models: Iterable[ir.Model]) -> Iterator[str]:
        """How fields travel that do not simply go by their names."""
        for model in models:
            entries: list[str | Call] = []
            for member in members(model):
                key = literal(member.field.wire)
                read = self.readers.of(member.field.type)
                facts: list[str | Call] = []
                if member.name != member.field.wire:
                    facts.append(key)
                if read is not None:
                    facts.append(labelled("read=", read))
                if facts:
                    entries.append(Call(f"{member.name}=_Wire(", facts))
            self.readers.used |= {"_Wire"} if entries else set()
            rest = None
            if not isinstance(model.extra, str):
                rest = self.readers.of(model.extra)
            if entries or rest:
                self.readers.used.add("_wired")
                name = self.classes[model.name]
                before = [name, rest] if rest else [name]
                yield from wrapped(Call("_wired(", [*before, *entries]))

    def reads(self, declared: Iterable[ir.Decl]) -> Iterator[str]:
        """How unions and aliases are read."""
        entries: list[str | Call] = []
        for decl in declared:
            read = self.readers.declared(decl)
            if read is not None:
                entries.append(labelled(f"{self.classes[decl.name]}=", read))
        if entries:
            self.readers.used.add("_reads")
            yield from wrapped(Call("_reads(", entries))

    def read(self, kind: ir.Type) -> str | None:
        """The reader of a type, or None where values are kept as they are."""
        read = self.readers.of(kind)
        return None if read is None else str(read)


def runtime(above: str, plain: Iterable[str], readers: Collection[str]) -> list[str]:
    """Imports of the runtime's modules: plain names, and readers."""
    wanted = set(plain)
    found: list[str] = []
    for home, known in READERS.items():
        if home == "_model":
            found += imported(f"{above}_files", wanted & {"FileTypes"})
            found += imported(f"{above}_model", wanted - {"FileTypes"})
        found += [
            f"from {above}{home} import {name} as _{name}"
            for name in known
            if f"_{name}" in readers
        ]
    return found
