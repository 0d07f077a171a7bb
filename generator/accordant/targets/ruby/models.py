"""Models, enums, unions and aliases: a file each, and its signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accordant import ir, names
from accordant.names import ruby as naming
from accordant.surface.notes import Notes, told
from accordant.targets.ruby.text import (
    WIDTH,
    Call,
    broken,
    doc,
    indented,
    literal,
    overload,
    symbol,
)
from accordant.targets.ruby.types import Types, constant, keyed, optional


class Models:
    """Writes the files of declarations."""

    def __init__(self, api: ir.Api) -> None:
        self.api = api
        self.gem = naming.ruby_gem(api.sdk.get("ruby", {}), api.title)
        module = self.gem.module
        self.classes: dict[str, str] = {}
        self.files: dict[str, str] = {}
        taken, files = names.Taken(), names.Taken()
        for name in api.declarations:
            found = naming.ruby_class(name, taken, module)
            taken.add(found)
            self.classes[name] = found
            self.files[name] = naming.ruby_file(found, files)
            files.add(self.files[name])
        self.types = Types(api, self.classes, module)
        self._notes: tuple[str, Notes | None] = ("", None)

    def aliases(self) -> list[str]:
        """The declarations that the module of the gem names too."""
        module = self.gem.module
        return [n for n, c in self.classes.items() if naming.is_ruby_alias(c, module)]

    def view(self, decl: ir.Decl) -> dict[str, object]:
        """What the template of a declaration's file lays out."""
        name = self.classes[decl.name]
        aliased = naming.is_ruby_alias(name, self.gem.module)
        line = f"  {name} = Models::{name}"
        if len(line) > WIDTH:
            line = f"  {name} =\n    Models::{name}"
        return {
            "alias": line,
            "module": self.gem.module,
            "name": self.classes[decl.name],
            "aliased": aliased,
            "body": "\n".join(indented(self.code(decl), 4)),
        }

    def signature(self, decl: ir.Decl) -> dict[str, object]:
        """The same of its signature."""
        name = self.classes[decl.name]
        found = f"::{self.gem.module}::Models::{name}"
        kind = f"singleton({found})" if isinstance(decl, ir.Model) else "::Module"
        body = "\n".join(indented(self.rbs(decl), 4))
        return {**self.view(decl), "body": body, "kind": kind}

    def notes(self, model: ir.Model) -> Notes:
        """What is said of the fields of a model."""
        if self._notes[0] != model.name or self._notes[1] is None:
            self._notes = (model.name, Notes(model))
        found = self._notes[1]
        assert found is not None
        return found

    def attributes(self, model: ir.Model) -> list[tuple[str, ir.Field]]:
        """The fields of a model by attribute, in spec order."""
        found: dict[str, ir.Field] = {}
        for field in model.fields:
            found[naming.ruby_attribute(field.wire, found)] = field
        return list(found.items())

    # --- code ---

    def code(self, decl: ir.Decl) -> Iterator[str]:
        """The lines of a declaration."""
        name = self.classes[decl.name]
        if isinstance(decl, ir.Model):
            yield from self._model(decl, name)
            return
        yield from doc([decl.doc or f"{name}."])
        yield f"module {name}"
        match decl:
            case ir.Enum():
                yield from indented(self._enum(decl), 2)
            case ir.Union():
                yield from indented(self._union(decl), 2)
            case ir.Alias(type=kind):
                yield "  extend Internal::Alias"
                yield ""
                yield from indented(_spread("reads", [self.types.reader(kind)]), 2)
        yield "end"

    def _model(self, model: ir.Model, name: str) -> Iterator[str]:
        whole = told([c for c in model.table.checks() if c.blame == ir.WHOLE])
        yield from doc([model.doc or f"{name}.", " ".join(whole)])
        blocks = [[*self._field(model, *one)] for one in self.attributes(model)]
        if not isinstance(model.extra, str):
            blocks.append([f"others {self.types.reader(model.extra)}"])
        if not blocks:
            yield f"class {name} < BaseModel; end"
            return
        yield f"class {name} < BaseModel"
        for index, block in enumerate(blocks):
            yield from ([""] if index else [])
            yield from indented(block, 2)
        yield "end"

    def _field(self, model: ir.Model, name: str, field: ir.Field) -> Iterator[str]:
        required = field.required and field.access == "both"
        types = self.types.yard(field.type)
        if not required and types[-1] != "nil" and types != ["Object"]:
            types = [*types, "nil"]
        said = [" ".join(part) for part in self.notes(model).of(field)]
        tags = [f"@return [{', '.join(types)}]"]
        yield f"# @!attribute [r] {name}"
        for line in doc(said, "  ", tags):
            yield _inside(line)
        verb = "required" if required else "optional"
        parts = [symbol(name), self.types.reader(field.type)]
        if name != field.wire:
            parts.append(f"wire: {literal(field.wire)}")
        yield from _spread(verb, parts)

    def _enum(self, decl: ir.Enum) -> Iterator[str]:
        yield "extend Internal::Enum"
        yield ""
        taken: dict[str, ir.EnumValue] = {}
        own = decl.name
        if decl.parent and own.startswith(decl.parent):
            own = own[len(decl.parent) :] or own
        for value in decl.values:
            name = naming.ruby_value(value.value, own, taken)
            taken[name] = value
        for name, value in taken.items():
            yield from doc([value.doc])
            yield f"{name} = {constant(value.value)}"

    def _union(self, decl: ir.Union) -> Iterator[str]:
        yield "extend Internal::Union"
        yield ""
        if decl.tag is not None:
            yield f"discriminator {literal(decl.tag)}"
        for arm in decl.arms:
            read = self.types.reader(arm.type)
            if decl.tag is not None:
                for tag in arm.tags:
                    yield f"variant {literal(tag)}, {read}"
                continue
            parts: list[str | Call] = [read]
            for label, required in (("needs", True), ("knows", False)):
                found = keyed(arm.keys, required)
                parts += [Call(f"{label}: {{", found, "}")] if found else []
            yield from _spread("arm", parts)

    # --- signatures ---

    def rbs(self, decl: ir.Decl) -> Iterator[str]:
        """The signature of a declaration."""
        name = self.classes[decl.name]
        match decl:
            case ir.Model():
                yield f"class {name} < BaseModel"
                yield from indented(self._rbs_model(decl), 2)
            case ir.Enum():
                yield f"module {name}"
                yield "  extend Internal::Enum"
                yield from indented(self._rbs_enum(decl), 2)
            case ir.Union():
                arms = [self.types.rbs(arm.type) for arm in decl.arms]
                yield f"module {name}"
                yield "  extend Internal::Union"
                yield f"  type t = {' | '.join([*dict.fromkeys(arms), _RAW])}"
            case ir.Alias(type=kind):
                yield f"module {name}"
                yield "  extend Internal::Alias"
                yield f"  type t = {self.types.rbs(kind)}"
        yield "end"

    def _rbs_model(self, model: ir.Model) -> Iterator[str]:
        arguments = []
        for name, field in self.attributes(model):
            required = field.required and field.access == "both"
            kind = self.types.rbs(field.type)
            yield f"attr_reader {name}: {kind if required else optional(kind)}"
            given = self.types.rbs_given(field.type, form=True)
            mark = "" if required else "?"
            arguments.append(f"{mark}{name}: {given}")
        yield from overload("def initialize: ", arguments, "void")

    def _rbs_enum(self, decl: ir.Enum) -> Iterator[str]:
        taken: dict[str, ir.Json] = {}
        own = decl.name
        if decl.parent and own.startswith(decl.parent):
            own = own[len(decl.parent) :] or own
        for value in decl.values:
            taken[naming.ruby_value(value.value, own, taken)] = value.value
        kind = {
            "string": "::Symbol",
            "integer": "::Integer",
            "number": "(::Integer | ::Float)",
            "boolean": "bool",
        }[decl.kind]
        yield f"type t = {kind}"
        for name in taken:
            yield f"{name}: {kind}"
        yield f"def self.values: () -> ::Array[{kind}]"


_RAW = "::Hash[::Symbol, untyped]"


def _inside(line: str) -> str:
    """A line of a comment, its text further in by two."""
    text = line.strip().removeprefix("#")
    return f"#  {text}".rstrip()


def _spread(head: str, parts: Sequence[str | Call]) -> list[str]:
    """A call without parentheses, or with an argument a line."""
    line = f"{head} {', '.join(map(str, parts))}"
    return [line] if len(line) <= WIDTH else broken(Call(f"{head}(", parts))
