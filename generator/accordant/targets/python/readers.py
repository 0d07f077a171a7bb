"""How values are read, as Python: readers of the package's `_readers` and `_dates`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from accordant import ir
from accordant.surface.types import kinds
from accordant.targets.python.text import Call, literal

READERS = {
    "_dates": ("day", "moment"),
    "_model": ("Wire", "wired"),
    "_readers": (
        "Arm",
        "certain",
        "items",
        "keyed",
        "kinds",
        "named",
        "reads",
        "tagged",
        "values",
    ),
}
"""What the runtime has, by module; generated modules import each under a `_` name."""

_FORMATS = {"date": "_day", "date-time": "_moment"}


class Readers:
    """Spells readers; `used` are those that were, for who empties it before."""

    def __init__(self, api: ir.Api, classes: Mapping[str, str]) -> None:
        self.api = api
        self.classes = classes
        self.used: set[str] = set()

    def of(self, kind: ir.Type) -> str | Call | None:
        """The reader of a type, or None where values are kept as they are."""
        match kind:
            case ir.Nullable(type=inner):
                return self.of(inner)
            case ir.Primitive(kind="string", format="date" | "date-time" as form):
                self.used.add(_FORMATS[form])
                return _FORMATS[form]
            case ir.ListOf(item=inner):
                return self._call("_items", self.of(inner))
            case ir.MapOf(value=inner):
                return self._call("_values", self.of(inner))
            case ir.AnyOf(arms=arms):
                return self._any(arms)
            case ir.Ref(name=name) if name in self._read:
                self.used.add("_named")
                return f"_named({literal(self.classes[name])})"
            case _:
                return None

    def declared(self, decl: ir.Decl) -> str | Call | None:
        """How a union or an alias is read, if values are not kept as they are."""
        if isinstance(decl, ir.Alias):
            return self.of(decl.type)
        if not isinstance(decl, ir.Union):
            return None
        if decl.tag is None:
            return self._keyed([arm.type for arm in decl.arms], decl.arms)
        pairs = [
            labelled(f"{literal(tag)}: ", read)
            for arm in decl.arms
            if (read := self.of(arm.type)) is not None
            for tag in arm.tags
        ]
        self.used.add("_tagged")
        return Call("_tagged(", [literal(decl.tag), Call("{", pairs, "}")])

    def _call(self, name: str, read: str | Call | None) -> Call | None:
        if read is None:
            return None
        self.used.add(name)
        return Call(f"{name}(", [read])

    def _any(self, arms: Sequence[ir.Type]) -> str | Call | None:
        """By JSON kind; several lists by their items, several objects by their keys."""
        by_kind: dict[str, list[ir.Type]] = {}
        for arm in arms:
            for kind in kinds(self.api, arm):
                by_kind.setdefault(kind, []).append(arm)
        reads: dict[str, str | Call] = {}
        for kind in ("object", "array", "string"):
            found = by_kind.get(kind, [])
            read = self._same_kind(kind, found)
            if read is not None:
                reads[kind] = read
        if len(reads) < 2:
            return next(iter(reads.values()), None)
        self.used.add("_kinds")
        return Call(
            "_kinds(", [labelled(f"{kind}=", read) for kind, read in reads.items()]
        )

    def _same_kind(self, kind: str, arms: list[ir.Type]) -> str | Call | None:
        read = [arm for arm in arms if self.of(arm) is not None]
        if len(read) < 2 and (len(arms) < 2 or kind == "array"):
            return self.of(read[0]) if read else None
        if kind == "object":
            return self._keyed(arms, ())
        return self._lists(arms) if kind == "array" else None

    def _lists(self, arms: list[ir.Type]) -> Call:
        """By the first item: its kind, and its keys if it is an object."""
        self.used |= {"_List", "_lists"}
        found: list[str | Call] = []
        for arm in arms:
            kind = self._plain(arm)
            item = kind.item if isinstance(kind, ir.ListOf) else ir.Anything()
            told = literal(" ".join(kinds(self.api, item)))
            keys = self._maps(self._keys(item))
            found.append(Call("_List(", [told, self.of(arm) or "None", *keys]))
        return Call("_lists(", found)

    def _keyed(
        self, kinds: Sequence[ir.Type], arms: Sequence[ir.UnionArm]
    ) -> Call | None:
        self.used |= {"_Arm", "_keyed"}
        found: list[str | Call] = []
        for index, kind in enumerate(kinds):
            keys = arms[index].keys if arms else self._keys(kind)
            found.append(Call("_Arm(", [self.of(kind) or "None", *self._maps(keys)]))
        return Call("_keyed(", found)

    def _maps(self, keys: ir.Keys) -> list[Call]:
        """The keys that must be there, and the others, each with its kinds."""
        found = []
        for wanted in (True, False):
            pairs = [
                f"{literal(key)}: {literal(' '.join(allowed))}"
                for key, required, allowed in keys
                if required == wanted
            ]
            found.append(Call("{", pairs, "}"))
        return found

    def _plain(self, kind: ir.Type) -> ir.Type:
        """A type behind its other names, and without null."""
        met: set[str] = set()
        while True:
            if isinstance(kind, ir.Nullable):
                kind = kind.type
                continue
            decl = (
                self.api.declarations[kind.name] if isinstance(kind, ir.Ref) else None
            )
            if not isinstance(decl, ir.Alias) or decl.name in met:
                return kind
            met.add(decl.name)
            kind = decl.type

    def _keys(self, kind: ir.Type) -> ir.Keys:
        """The properties of the model that a type is, if it is one."""
        kind = self._plain(kind)
        decl = self.api.declarations[kind.name] if isinstance(kind, ir.Ref) else None
        if not isinstance(decl, ir.Model):
            return ()
        return tuple(
            (one.wire, one.required, tuple(kinds(self.api, one.type)))
            for one in decl.fields
        )

    @cached_property
    def _read(self) -> frozenset[str]:
        """The declarations whose values are not kept as they are."""
        known: set[str] = set()
        waiting: dict[str, ir.Type] = {}
        for decl in self.api.declarations.values():
            if isinstance(decl, ir.Model | ir.Union):
                known.add(decl.name)
            elif isinstance(decl, ir.Alias):
                waiting[decl.name] = decl.type
        while found := [name for name, kind in waiting.items() if _reads(kind, known)]:
            known.update(found)
            for name in found:
                del waiting[name]
        return frozenset(known)


def _reads(kind: ir.Type, known: set[str]) -> bool:
    """Whether values of a type are read as something else, by what is known to be."""
    match kind:
        case ir.Ref(name=name):
            return name in known
        case ir.Primitive(kind="string", format=form):
            return form in _FORMATS
        case ir.Nullable(type=inner) | ir.ListOf(item=inner) | ir.MapOf(value=inner):
            return _reads(inner, known)
        case ir.AnyOf(arms=arms):
            return any(_reads(arm, known) for arm in arms)
        case _:
            return False


def labelled(label: str, code: str | Call) -> str | Call:
    """Code behind a label: a key, or the name of an argument."""
    if isinstance(code, str):
        return label + code
    return Call(label + code.head, code.parts, code.tail)
