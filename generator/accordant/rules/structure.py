"""The structural half: every keyword of a schema as a check, in report order (S3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from accordant import ir
from accordant.jsonvalue import kind_of
from accordant.location import Location, Report
from accordant.rules import wording

SOURCE = ir.Source("schema", "")
MOST = 10_000
"""Positions of one model: unions of unions and lists multiply."""
MOST_ARMS = 24
"""Arms of a union that keys tell apart: each is asked for what all others need."""
_KEYWORDS: dict[type, str] = {
    ir.Required: "required",
    ir.OfType: "type",
    ir.Unicode: "unicode",
    ir.Pattern: "pattern",
    ir.UniqueItems: "uniqueItems",
    ir.MultipleOf: "multipleOf",
    ir.Arm: "union",
}


def _asked(field: ir.Field) -> bool:
    """Whether a request must have a field: not one that only the server writes (JSON
    Schema 2020-12, validation, section 9.4)."""
    return field.required and field.access != "read"


def positions(
    model: ir.Model, declarations: Mapping[str, ir.Decl], report: Report
) -> tuple[tuple[ir.Position, ...], ir.Position | None]:
    """The positions of a model's fields, and that of its undeclared properties."""
    shape = _Shape(model, declarations, report)
    fields = tuple(
        shape.position(field.wire, field.wire, field.type, _asked(field), field.where)
        for field in model.fields
    )
    if isinstance(model.extra, str):
        return fields, None
    return fields, shape.position("{}", "", model.extra, False, model.where)


class _Shape:
    def __init__(
        self, model: ir.Model, declarations: Mapping[str, ir.Decl], report: Report
    ) -> None:
        self.model = model
        self.declarations = declarations
        self.report = report
        self.count = 0
        self.inside: list[str] = []

    def position(
        self, at: str, wire: str, kind: ir.Type, required: bool, where: Location
    ) -> ir.Position:
        self.count += 1
        if self.count > MOST:
            if self.count == MOST + 1:
                message = f"{self.model.name} holds more than {MOST} schemas without"
                message += " a name of their own; make objects of the inner ones"
                self.report.error(where, message)
            return ir.Position(at, wire, None, required, True, (), None)
        kind, nullable, aliases = self.bare(kind)
        self.inside += aliases
        name, atoms, below = self.shape(at, kind, where)
        del self.inside[len(self.inside) - len(aliases) :]
        if required:
            atoms = (ir.Required(), *atoms)
        nullable = nullable or isinstance(kind, ir.Anything) or name == "null"
        checks = tuple(_check(at, atom, where) for atom in atoms)
        return ir.Position(at, wire, name, required, nullable, checks, below)

    def bare(self, kind: ir.Type) -> tuple[ir.Type, bool, list[str]]:
        """A type without null and aliases, whether it may be null, and the aliases.

        An alias inside of itself is judged once; deeper down it may be anything.
        """
        nullable = False
        aliases: list[str] = []
        while True:
            if isinstance(kind, ir.Nullable):
                kind, nullable = kind.type, True
                continue
            decl = self.declarations[kind.name] if isinstance(kind, ir.Ref) else None
            if not isinstance(decl, ir.Alias):
                return kind, nullable, aliases
            if decl.name in self.inside:
                return ir.Anything(), True, aliases
            aliases.append(decl.name)
            kind = decl.type

    def shape(self, at: str, kind: ir.Type, where: Location) -> tuple[
        ir.Kind | None,
        tuple[ir.Atom | ir.Const, ...],
        ir.Position | ir.Ref | ir.Choice | None,
    ]:
        """A type's JSON kind, its atoms, and what lies below it."""
        match kind:
            case ir.Primitive(kind=name, atoms=atoms):
                text = (ir.Unicode(),) if name == "string" else ()
                return name, (ir.OfType(name), *text, *atoms), None
            case ir.Const(value=value):
                name = kind_of(value)
                return name, (ir.OfType(name), kind), None
            case ir.ListOf(item=item, atoms=atoms):
                below = self.position(f"{at}[]", "", item, False, where)
                return "array", (ir.OfType("array"), *atoms), below
            case ir.MapOf(value=value):
                below = self.position(f"{at}{{}}", "", value, False, where)
                return "object", (ir.OfType("object"),), below
            case ir.AnyOf(arms=arms):
                return None, (ir.Arm(),), self.choice(at, arms, where)
            case ir.Ref(name=name):
                return self.declared(at, self.declarations[name], where)
            case _:
                return None, (), None

    def declared(self, at: str, decl: ir.Decl, where: Location) -> tuple[
        ir.Kind | None,
        tuple[ir.Atom | ir.Const, ...],
        ir.Position | ir.Ref | ir.Choice | None,
    ]:
        if isinstance(decl, ir.Model):
            return "object", (ir.OfType("object"),), ir.Ref(decl.name)
        if isinstance(decl, ir.Enum):
            values = ir.OneOf(tuple(value.value for value in decl.values))
            own: tuple[ir.Atom, ...] = (values,)
            if decl.open:
                own = (ir.Unicode(),) if decl.kind == "string" else ()
            return decl.kind, (ir.OfType(decl.kind), *own, *decl.atoms), None
        assert isinstance(decl, ir.Union)
        if decl.tag is None:
            return "object", (ir.OfType("object"),), self.keyed(at, decl, where)
        arms = tuple(
            (arm.tags, self.position(at, "", arm.type, False, where))
            for arm in decl.arms
        )
        if self.always_told(decl):
            return None, (ir.Arm(),), ir.Choice(decl.tag, arms)
        return "object", (ir.OfType("object"),), ir.Choice(decl.tag, arms)

    def keyed(self, at: str, union: ir.Union, where: Location) -> ir.Choice | None:
        """The arms of a union without a tag: those that keys may tell from all others."""
        keys = [self.sent_keys(arm) for arm in union.arms]
        told = [
            len(keys) <= MOST_ARMS
            and all(_is_told(own, other) for other in keys if other is not own)
            for own in keys
        ]
        if self.model.sent and not all(told):
            which = "some" if any(told) else "the"
            message = f"what {which} arms of {union.name} ask is not checked"
            message += ": no property tells them from others"
            self.report.warn(union.where, message)
        if not any(told):
            return None
        anything = ir.Position(at, "", None, False, True, (), None)
        arms = tuple(
            ((), self.position(at, "", arm.type, False, where) if known else anything)
            for arm, known in zip(union.arms, told, strict=True)
        )
        return ir.Choice(None, arms, tuple(keys))

    def sent_keys(self, arm: ir.UnionArm) -> ir.Keys:
        """The keys of an arm; what only the server writes is not needed."""
        kind, _, _ = self.bare(arm.type)
        decl = self.declarations[kind.name] if isinstance(kind, ir.Ref) else None
        fields = decl.fields if isinstance(decl, ir.Model) else ()
        read = {field.wire for field in fields if field.access == "read"}
        return tuple(
            (k, needed and k not in read, kinds) for k, needed, kinds in arm.keys
        )

    def always_told(self, union: ir.Union) -> bool:
        """Whether every arm asks for the tag."""
        waiting = [arm.type for arm in union.arms]
        while waiting:
            kind = waiting.pop()
            decl = self.declarations[kind.name] if isinstance(kind, ir.Ref) else None
            if isinstance(decl, ir.Union) and decl is not union:
                waiting += [arm.type for arm in decl.arms]
            fields = decl.fields if isinstance(decl, ir.Model) else ()
            tags = [field for field in fields if field.wire == union.tag]
            if not all(field.required for field in tags) or (fields and not tags):
                return False
        return True

    def choice(self, at: str, arms: tuple[ir.Type, ...], where: Location) -> ir.Choice:
        found = []
        for arm in arms:
            position = self.position(at, "", arm, False, where)
            kind: ir.Json = position.kind or "object"
            found.append(((kind,), position))
        return ir.Choice(None, tuple(found))


def _is_told(own: ir.Keys, other: ir.Keys) -> bool:
    """Whether an object with the keys that one arm needs may be none of another."""
    needed = {wire: kinds for wire, need, kinds in own if need}
    return any(
        (
            need
            if wire not in needed
            else bool(kinds and needed[wire]) and not set(kinds) & set(needed[wire])
        )
        for wire, need, kinds in other
    )


def keyword(atom: ir.Atom | ir.Const) -> str:
    """The JSON Schema keyword an atom stands for; it ends a structural id (S4)."""
    if isinstance(atom, ir.Const):
        return atom.keyword
    if isinstance(atom, ir.Bound | ir.Length | ir.Items):
        return atom.op
    return "enum" if isinstance(atom, ir.OneOf) else _KEYWORDS[type(atom)]


def _check(at: str, found: ir.Atom | ir.Const, where: Location) -> ir.Check:
    told = _told_once if isinstance(found, _COMMON) else _told
    name, require, message, measured = told(at, found)
    return ir.Check(
        id=name,
        severity="error",
        blame=at,
        when=(),
        require=require,
        forbid=(),
        message=message,
        measured=measured,
        source=SOURCE,
        where=where,
    )


def _told(
    at: str, found: ir.Atom | ir.Const
) -> tuple[str, tuple[ir.Test, ...], str, bool]:
    """The id of a check, what it asks, its message, and whether that has a length."""
    atom = ir.OneOf((found.value,)) if isinstance(found, ir.Const) else found
    test = ir.Test(at, ((atom,),))
    message = wording.requirement(at, test, ())
    return f"{at}.{keyword(found)}", (test,), message, wording.measured((test,))


_COMMON = (ir.Required, ir.OfType, ir.Unicode)
_told_once = lru_cache(maxsize=2_000)(_told)
"""Most checks are these, of fields called alike; they hold no JSON, of which some is
equal and not the same."""
