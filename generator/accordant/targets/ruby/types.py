"""IR types spelled for Ruby: as the runtime reads them, for YARD, and for RBS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accordant import ir
from accordant.surface.types import holds_file, is_file, kinds, model_of, plainly
from accordant.targets.ruby.text import key, literal, symbol

_CLASSES = {
    "string": "String",
    "integer": "Integer",
    "number": "Float",
    "boolean": "Internal::Type::Boolean",
    "null": "NilClass",
}
_FORMATS = {"date": "Internal::Type::Day", "date-time": "Internal::Type::Moment"}
_YARD = {
    "string": "String",
    "integer": "Integer",
    "number": "Float",
    "boolean": "Boolean",
    "null": "nil",
}
_RBS = {
    "string": "::String",
    "integer": "::Integer",
    "number": "(::Float | ::Integer)",
    "boolean": "bool",
    "null": "nil",
}
_DATES = {"date": "Date", "date-time": "Time"}
FILE = ("Pathname", "StringIO", "IO", "String")


class Types:
    """Spells types; `classes` maps declarations to their Ruby names in `module`."""

    def __init__(self, api: ir.Api, classes: Mapping[str, str], module: str) -> None:
        self.api = api
        self.classes = classes
        self.module = module

    # --- how values are read ---

    def reader(self, kind: ir.Type, home: str = "") -> str:
        """A type as the runtime knows it; a lambda where it speaks of declarations, which
        are found in `home`."""
        found = self._reader(kind, home)
        return f"-> {{ {found} }}" if self._later(kind) else found

    def _later(self, kind: ir.Type) -> bool:
        match kind:
            case ir.Ref():
                return True
            case ir.Nullable(inner) | ir.ListOf(inner) | ir.MapOf(inner):
                return self._later(inner)
            case ir.AnyOf(arms):
                return any(map(self._later, arms))
            case _:
                return False

    def _reader(self, kind: ir.Type, home: str) -> str:
        match kind:
            case ir.Nullable(inner):
                return self._reader(inner, home)
            case ir.Primitive(kind="string", format="date" | "date-time" as form):
                return _FORMATS[form]
            case ir.Primitive(kind=name):
                return _CLASSES[name]
            case ir.Const(value):
                if isinstance(value, str):
                    return "Internal::Type::Name"
                return "Internal::Type::Unknown"
            case ir.ListOf(inner):
                return f"Internal::Type.list({self._reader(inner, home)})"
            case ir.MapOf(inner):
                return f"Internal::Type.map({self._reader(inner, home)})"
            case ir.AnyOf(arms):
                return self._any(arms, home)
            case ir.Ref(name):
                return f"{home}{self.classes[name]}"
            case _:
                return "Internal::Type::Unknown"

    def _any(self, arms: Sequence[ir.Type], home: str) -> str:
        """By JSON kind; several objects by their keys."""
        by_kind: dict[str, list[ir.Type]] = {}
        for arm in arms:
            for kind in kinds(self.api, arm):
                by_kind.setdefault(kind, []).append(arm)
        parts = []
        for kind in ("object", "array", "string"):
            found = by_kind.get(kind, [])
            if not found:
                continue
            if kind == "object" and len(found) > 1:
                read = self._keyed(found, home)
            elif kind == "array" and len(found) > 1:
                items = [plainly(self.api, arm) for arm in found]
                inner = [one.item for one in items if isinstance(one, ir.ListOf)]
                read = f"Internal::Type.list({self._any(inner, home)})"
            else:
                read = self._reader(self._telling(kind, found), home)
            if read not in ("String", "Internal::Type::Unknown"):
                parts.append(f"{kind}: {read}")
        if not parts:
            return "Internal::Type::Unknown"
        return f"Internal::Type::Kinds.new({', '.join(parts)})"

    def _telling(self, kind: str, found: list[ir.Type]) -> ir.Type:
        """Of texts, one that is none of a date: unions are read as the plainest."""
        if kind == "string" and len(found) > 1:
            return ir.Primitive("string")
        return found[0]

    def _keyed(self, arms: Sequence[ir.Type], home: str) -> str:
        spelled = []
        for arm in arms:
            model = model_of(self.api, plainly(self.api, arm))
            keys: ir.Keys = ()
            if model is not None:
                keys = tuple(
                    (one.wire, one.required, tuple(kinds(self.api, one.type)))
                    for one in model.fields
                )
            needs, knows = _hash(keyed(keys, True)), _hash(keyed(keys, False))
            spelled.append(f"[{self._reader(arm, home)}, {needs}, {knows}]")
        return f"Internal::AnonymousUnion.new({', '.join(spelled)})"

    # --- what people read ---

    def yard(self, kind: ir.Type) -> list[str]:
        """The types of a value that was read, for YARD."""
        match kind:
            case ir.Nullable(inner):
                return _unique([*self.yard(inner), "nil"])
            case ir.Primitive(kind="string", format="date" | "date-time" as form):
                return [_DATES[form]]
            case ir.Primitive(kind=name):
                return [_YARD[name]]
            case ir.Const(value):
                return ["Symbol" if isinstance(value, str) else _scalar(value)]
            case ir.ListOf(inner):
                return [f"Array<{', '.join(self.yard(inner))}>"]
            case ir.MapOf(inner):
                return [f"Hash{{Symbol => {', '.join(self.yard(inner))}}}"]
            case ir.AnyOf(arms):
                return _unique([part for arm in arms for part in self.yard(arm)])
            case ir.Ref(name):
                return self._declared(name)
            case _:
                return ["Object"]

    def _declared(self, name: str) -> list[str]:
        decl = self.api.declarations[name]
        found = f"{self.module}::Models::{self.classes[name]}"
        if isinstance(decl, ir.Enum):
            plainest = "Symbol" if decl.kind == "string" else _YARD[decl.kind]
            return [plainest, found]
        return [found]

    def yard_given(self, kind: ir.Type, form: bool = False) -> list[str]:
        """The types of a value that may be given, for YARD; in a form of parts there may
        be files."""
        if form and holds_file(self.api, kind):
            return _unique([*self._files(kind, f"{self.module}::FilePart", FILE)])
        found = self.yard(kind)
        if "Symbol" in found and "String" not in found:
            found.insert(found.index("Symbol"), "String")
        decl = plainly(self.api, kind)
        if isinstance(decl, ir.Ref) and "Symbol" not in found:
            found.insert(1, "Hash")
        return found

    def _files(self, kind: ir.Type, part: str, plain: Sequence[str]) -> list[str]:
        found = plainly(self.api, kind)
        arms = found.arms if isinstance(found, ir.AnyOf) else (found,)
        parts: list[str] = []
        for arm in arms:
            one = plainly(self.api, arm)
            if is_file(self.api, one):
                parts += [part, *plain]
            elif isinstance(one, ir.ListOf) and is_file(self.api, one.item):
                parts.append(f"Array<{', '.join([part, *plain])}>")
            else:
                parts += self.yard(arm)
        if isinstance(kind, ir.Nullable):
            parts.append("nil")
        return parts

    # --- RBS ---

    def rbs(self, kind: ir.Type) -> str:
        """The type of a value that was read."""
        match kind:
            case ir.Nullable(inner):
                return optional(self.rbs(inner))
            case ir.Primitive(kind="string", format="date" | "date-time" as form):
                return f"(::{_DATES[form]} | ::String)"
            case ir.Primitive(kind=name):
                return _RBS[name]
            case ir.Const(value):
                return "::Symbol" if isinstance(value, str) else _scalar_rbs(value)
            case ir.ListOf(inner):
                return f"::Array[{self.rbs(inner)}]"
            case ir.MapOf(inner):
                return f"::Hash[::Symbol, {self.rbs(inner)}]"
            case ir.AnyOf(arms):
                found = _unique([self.rbs(arm) for arm in arms])
                return f"({' | '.join(found)})" if len(found) > 1 else found[0]
            case ir.Ref(name):
                return self._rbs_declared(name)
            case _:
                return "untyped"

    def _rbs_declared(self, name: str) -> str:
        decl = self.api.declarations[name]
        if isinstance(decl, ir.Model):
            return f"::{self.module}::Models::{self.classes[name]}"
        return f"::{self.module}::Models::{self.classes[name]}::t"

    def rbs_given(
        self, kind: ir.Type, form: bool = False, met: frozenset[str] = frozenset()
    ) -> str:
        """The type of a value that may be given. `met` are the aliases around it, which
        may hold themselves."""
        if form and holds_file(self.api, kind):
            return "untyped"
        match kind:
            case ir.Nullable(inner):
                return optional(self.rbs_given(inner, met=met))
            case ir.Const(value) if isinstance(value, str):
                return "(::Symbol | ::String)"
            case ir.ListOf(inner):
                return f"::Array[{self.rbs_given(inner, met=met)}]"
            case ir.MapOf(inner):
                given = self.rbs_given(inner, met=met)
                return f"::Hash[::Symbol | ::String, {given}]"
            case ir.AnyOf(arms):
                found = _unique([self.rbs_given(arm, met=met) for arm in arms])
                return f"({' | '.join(found)})" if len(found) > 1 else found[0]
            case ir.Ref(name):
                decl = self.api.declarations[name]
                if isinstance(decl, ir.Enum) and decl.kind == "string":
                    return f"({self._rbs_declared(name)} | ::String)"
                if isinstance(decl, ir.Enum):
                    return self._rbs_declared(name)
                if isinstance(decl, ir.Alias) and name in met:
                    return "untyped"
                if isinstance(decl, ir.Alias):
                    return self.rbs_given(decl.type, met=met | {name})
                hash_of = "::Hash[untyped, untyped]"
                return f"({self._rbs_declared(name)} | {hash_of})"
            case _:
                return self.rbs(kind)


def keyed(keys: ir.Keys, required: bool) -> list[str]:
    """Keys with the JSON kinds that they may have, as pairs of a hash."""
    return [
        f"{literal(wire)} => %w[{' '.join(allowed)}]"
        for wire, needed, allowed in keys
        if needed == required
    ]


def _hash(pairs: Sequence[str]) -> str:
    return f"{{ {', '.join(pairs)} }}" if pairs else "{}"


def optional(rbs: str) -> str:
    """An RBS type that may be nil."""
    return rbs if rbs in ("nil", "untyped") or rbs.endswith("?") else f"{rbs}?"


def constant(value: ir.Json) -> str:
    """A value of an enum."""
    return symbol(value) if isinstance(value, str) else literal(value)


def named(label: str, code: str) -> str:
    """A keyword argument."""
    return f"{key(label)}{code}"


def _scalar(value: ir.Json) -> str:
    if isinstance(value, bool):
        return "Boolean"
    found = {int: "Integer", float: "Float", type(None): "nil"}
    return found.get(type(value), "Object")


def _scalar_rbs(value: ir.Json) -> str:
    found = _scalar(value)
    return {"Boolean": "bool", "nil": "nil", "Object": "untyped"}.get(
        found, f"::{found}"
    )


def _unique(parts: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(parts))
    return [
        *(one for one in found if one != "nil"),
        *(["nil"] if "nil" in found else []),
    ]
