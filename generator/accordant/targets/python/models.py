"""The view of `models.py`: dataclasses in spec order, then unions and wire facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from accordant import ir, names
from accordant.rules import wording
from accordant.targets.python.text import Call, doc, literal, wrapped
from accordant.targets.python.types import Types, annotated, union


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a dataclass: its Python name beside the IR's."""

    name: str
    field: ir.Field


def class_names(api: ir.Api) -> dict[str, str]:
    """The Python name of every declaration; the client's own names are taken."""
    client = names.python_client(api.sdk.get("client", {}))
    taken = [client.name, client.async_name, client.error]
    found: dict[str, str] = {}
    for name in api.declarations:
        found[name] = names.python_class(name, [*taken, *found.values()])
    return found


def members(model: ir.Model) -> list[Member]:
    """The fields of a model, required ones in place, with their Python names."""
    found: list[Member] = []
    for field in model.fields:
        taken = [member.name for member in found]
        found.append(Member(names.python_field(field.wire, taken), field))
    return found


class Models:
    """Writes the blocks of the models module."""

    def __init__(self, api: ir.Api) -> None:
        self.api = api
        self.classes = class_names(api)
        self.types = Types(api, self.classes)

    def blocks(self) -> Iterator[list[str]]:
        """The declarations, each a list of lines."""
        for decl in self.api.declarations.values():
            if isinstance(decl, ir.Model):
                yield list(self.model(decl))
        for decl in self.api.declarations.values():
            if not isinstance(decl, ir.Model) and self.named(decl):
                yield list(self.alias(decl))

    def named(self, decl: ir.Decl) -> bool:
        """Whether a declaration has a name of its own in Python."""
        return not (isinstance(decl, ir.Enum) and decl.parent is not None)

    def public(self) -> list[str]:
        """The names that the module exports, in its order."""
        declared = self.api.declarations.values()
        models = [d for d in declared if isinstance(d, ir.Model)]
        others = [d for d in declared if not isinstance(d, ir.Model) and self.named(d)]
        return [self.classes[decl.name] for decl in (*models, *others)]

    def model(self, model: ir.Model) -> Iterator[str]:
        yield "@dataclass(slots=True, kw_only=True, eq=False, repr=False)"
        yield f"class {self.classes[model.name]}(Model):"
        whole = told([check for check in model.checks() if check.blame == ir.WHOLE])
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
        yield from annotated(member.name, parts, default, "    ")
        yield from doc([" ".join(said) for said in self.notes(model, field)], "    ")

    def notes(self, model: ir.Model, field: ir.Field) -> Iterator[list[str]]:
        """What is said of a field, in paragraphs of sentences: its description, its
        constraints, its default."""
        if field.doc:
            yield [field.doc]
        checks = [check for check in model.checks() if _is_about(check, field)]
        said = told([replace(check, blame=field.wire) for check in checks])
        if said:
            yield said
        if field.has_default and field.default is not None:
            yield [f"Default: {wording.shown(field.default)}, assumed by the server."]
        if field.deprecated and not any("(deprecated" in text for text in said):
            yield ["Deprecated."]

    def alias(self, decl: ir.Enum | ir.Union | ir.Alias) -> Iterator[str]:
        name = self.classes[decl.name]
        if isinstance(decl, ir.Enum):
            parts = self.types.enum(decl)
        elif isinstance(decl, ir.Union):
            parts = [part for arm in decl.arms for part in self.types.parts(arm.type)]
            parts.append("dict[str, Any]")
        else:
            parts = self.types.parts(decl.type)
        yield from union(f"{name}: TypeAlias = ", parts, "", "")
        yield from doc([decl.doc] if decl.doc else [])

    def wires(self) -> Iterator[str]:
        """How fields travel that do not simply go by their names."""
        for model in self.api.models():
            entries: list[str | Call] = []
            for member in members(model):
                key = literal(member.field.wire)
                read = self.read(member.field.type)
                facts = [] if member.name == member.field.wire else [key]
                if read is not None:
                    facts.append(f"read={read}")
                if facts:
                    entries.append(Call(f"{member.name}=_Wire(", facts))
            if entries:
                name = self.classes[model.name]
                yield from wrapped(Call("_wired(", [name, *entries]))

    def read(self, kind: ir.Type) -> str | None:
        """The reader of a type, or None where values are kept as they are."""
        match kind:
            case ir.Nullable(type=inner):
                return self.read(inner)
            case ir.ListOf(item=item):
                read = self.read(item)
                return read and f"_items({read})"
            case ir.MapOf(value=value):
                read = self.read(value)
                return read and f"_values({read})"
            case ir.Ref(name=name):
                return self.read_declared(self.api.declarations[name])
            case _:
                return None

    def read_declared(self, decl: ir.Decl) -> str | None:
        if isinstance(decl, ir.Model):
            return f"_model({self.classes[decl.name]})"
        if isinstance(decl, ir.Union):
            arms = [
                f"{literal(tag)}: {self.types.text(arm.type)}"
                for arm in decl.arms
                for tag in arm.tags
            ]
            return f"_tagged({literal(decl.tag)}, {{{', '.join(arms)}}})"
        return self.read(decl.type) if isinstance(decl, ir.Alias) else None


def told(checks: Sequence[ir.Check]) -> list[str]:
    """Checks in sentences, each once; what neighbours ask for on the same condition
    stands behind it."""
    said = list(dict.fromkeys(map(wording.sentence, checks)))
    found = []
    for condition, group in groupby(said, key=_condition):
        texts = list(group)
        if condition and len(texts) > 1:
            ending = f" when {condition}."
            parts = [_uncapitalised(text.removesuffix(ending)) for text in texts]
            found.append(f"When {condition}: {'; '.join(parts)}.")
        else:
            found += texts
    return found


def _condition(sentence: str) -> str:
    """What stands behind the last `when` of a sentence, if it ends there."""
    condition = sentence.removesuffix(".").rpartition(" when ")[2]
    return "" if condition + "." == sentence or "(" in condition else condition


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def _is_about(check: ir.Check, field: ir.Field) -> bool:
    """Whether a check blames a field, or one inside it, and says more than its type."""
    if check.blame != field.wire and not check.blame.startswith(f"{field.wire}."):
        return False
    atom = check.atom if check.require else None
    plain = isinstance(atom, ir.Required | ir.OfType | ir.Unicode | ir.OneOf)
    return bool(check.when) or not plain
