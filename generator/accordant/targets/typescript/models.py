"""The module of the models: what the document declares, as types."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir
from accordant.names import Taken
from accordant.names.typescript import typescript_class, typescript_client
from accordant.surface.notes import Notes
from accordant.targets.typescript.printing import Code, printed
from accordant.targets.typescript.text import doc, member
from accordant.targets.typescript.types import FILE, Types, enum, mapping, once, union


class Models:
    """The declarations of an API and their names."""

    def __init__(self, api: ir.Api) -> None:
        self.api = api
        self.names = _named(api)
        self.types = Types(api, self.names)

    def text(self) -> str:
        """The declarations, in the order of the document."""
        blocks = [
            "\n".join(self._declared(decl))
            for name, decl in self.api.declarations.items()
            if name in self.names
        ]
        return "\n\n".join(blocks) or "export {};"

    def _declared(self, decl: ir.Decl) -> Iterator[str]:
        if isinstance(decl, ir.Model):
            yield from self._model(decl)
            return
        yield from doc([decl.doc] if decl.doc else [])
        name = self.names[decl.name]
        found: Code
        if isinstance(decl, ir.Enum):
            found = union(enum(decl))
        elif isinstance(decl, ir.Alias):
            found = self.types.member(decl.type)
        else:
            parts = [part for arm in decl.arms for part in self.types.parts(arm.type)]
            found = union(once(parts))
        yield from printed([f"export type {name} =", found, ";"])

    def _model(self, model: ir.Model) -> Iterator[str]:
        yield from doc([model.doc] if model.doc else [])
        name = self.names[model.name]
        self.types.files = model.sent and not model.received
        rest = self._rest(model)
        if not model.fields:
            found = [" ", rest or mapping(" unknown")]
            yield from printed([f"export type {name} =", found, ";"])
            return
        yield f"export interface {name} {{"
        notes = Notes(model)
        for number, field in enumerate(model.fields):
            if number:
                yield ""
            yield from self._field(model, field, notes)
        if rest is not None:
            yield ""
            yield "  [key: string]: unknown;"
        yield "}"

    def _rest(self, model: ir.Model) -> Code | None:
        """What undeclared properties are."""
        if isinstance(model.extra, str):
            return mapping(" unknown") if model.extra == "allow" else None
        return mapping(self.types.member(model.extra))

    def _field(self, model: ir.Model, field: ir.Field, notes: Notes) -> Iterator[str]:
        paragraphs = [" ".join(sentences) for sentences in notes.of(field)]
        tags = []
        if paragraphs and paragraphs[-1] == "Deprecated.":
            paragraphs.pop()
        if field.deprecated:
            tags.append("@deprecated")
        yield from doc(paragraphs, "  ", tags)
        hidden = field.access == ("read" if model.sent else "write")
        mark = "" if field.required and not hidden else "?"
        start = "readonly " if field.access == "read" else ""
        kind = self.types.member(field.type)
        yield from printed([f"{start}{member(field.wire)}{mark}:", kind, ";"], "  ")

    @property
    def sends_files(self) -> bool:
        """Whether the declarations that were spelled speak of files."""
        return FILE in self.types.used


def _named(api: ir.Api) -> dict[str, str]:
    """The names of declarations; an enum that belongs to one place has none."""
    client, error = typescript_client(api.sdk.get("client", {}))
    taken = Taken([client, error, f"{client}Options"])
    found: dict[str, str] = {}
    for name, decl in api.declarations.items():
        if isinstance(decl, ir.Enum) and decl.parent is not None:
            continue
        found[name] = typescript_class(name, taken)
        taken.add(found[name])
    return found
