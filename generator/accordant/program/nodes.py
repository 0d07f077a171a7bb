"""The statements and conditions of validators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from accordant import ir


@dataclass(frozen=True, slots=True)
class Var:
    """A variable: what it holds of the position `at` (`n`, `tags[]`, `svg.model`).

    `field`: a property as it came. `item`: an item of a list, or a value of a map.
    `sent`: a field as rules see it. `effective`: the same, with what the server assumes
    where it is absent. `part`: a number in a string (`size.width`), absent where the
    string is not of its form. `kind` is the JSON type where the schema tells it; as
    rules see it, a value that is there is of that type.
    """

    role: Literal["field", "item", "sent", "effective", "part"]
    at: str
    kind: ir.Kind | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A JSON Pointer below the object at hand: texts, escaped, and variables of role
    `item`, which stand for their index or (escaped) key. `("/tags/", item)`."""

    parts: tuple[str | Var, ...]

    @property
    def fixed(self) -> str | None:
        """The whole text, unless there are variables in it."""
        texts = [part for part in self.parts if isinstance(part, str)]
        return "".join(texts) if len(texts) == len(self.parts) else None


# --- conditions: all are false where they are not surely true ------------------------


@dataclass(frozen=True, slots=True)
class Meets:
    """The value has the property that an atom asks for, or (`truth` False) has not.

    Of a variable `field` or `item` with `OfType` it is asked of any value; all other
    atoms are asked of values of their type only (`Parses` and `OneOf`: of any value).
    As rules see it, the value is known wherever this is asked, but for `OneOf` with
    `truth`, which is false of what is not known. `form` is that of `Parses`.
    """

    var: Var
    atom: ir.Atom
    truth: bool
    form: ir.Form | None = None
    words: tuple[str, ...] = ()
    """What a constant with the values of `OneOf` may be named for."""


@dataclass(frozen=True, slots=True)
class Is:
    """The value is of a JSON type."""

    var: Var
    kind: ir.Kind


@dataclass(frozen=True, slots=True)
class Tagged:
    """The value is an object whose own property `tag` is one of some strings."""

    var: Var
    tag: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnlyArm:
    """The value is an object, and of all arms' keys only those at `index` admit it: its
    required ones are there, and its known ones are of a kind they may have."""

    var: Var
    keys: tuple[ir.Keys, ...]
    index: int


@dataclass(frozen=True, slots=True)
class Sent:
    """The field is present, not null, valid."""

    var: Var


@dataclass(frozen=True, slots=True)
class Unsent:
    """The field is absent or null."""

    var: Var


@dataclass(frozen=True, slots=True)
class Known:
    """The value is there and known: not absent, not undecided, not some value of a
    family."""

    var: Var


@dataclass(frozen=True, slots=True)
class Compared:
    """A bound that is `times` another variable's value; both are known where it is
    asked. True if within the bound, or (`truth` False) beyond it."""

    var: Var
    op: Literal["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]
    other: Var
    times: int
    truth: bool


@dataclass(frozen=True, slots=True)
class Within:
    """The value is one of `values`, or is some value of one of `families` (of the field
    `var.at`); false of what is absent or undecided."""

    var: Var
    values: tuple[ir.Json, ...]
    families: tuple[str, ...]
    words: tuple[str, ...]
    """What a constant with the values may be named for."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of some fields are sent, however invalid ones are counted."""

    number: int
    vars: tuple[Var, ...]


@dataclass(frozen=True, slots=True)
class AtMost:
    """Not more of some fields are sent, however invalid ones are counted."""

    number: int
    vars: tuple[Var, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part; in this order, for later ones may need earlier ones."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Some part."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = (
    Meets
    | Is
    | Tagged
    | OnlyArm
    | Sent
    | Unsent
    | Known
    | Compared
    | Within
    | AtLeast
    | AtMost
    | All
    | Any
)

# --- statements ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """Add a violation of a check at `path`. Of `measured` the length (code points,
    items) is added to the message, as ` (has 12)`. `words` name a constant for it."""

    check: ir.Check
    path: Path
    words: tuple[str, ...]
    measured: Var | None = None


@dataclass(frozen=True, slots=True)
class If:
    """The body of the first branch whose condition holds, else `otherwise`."""

    branches: tuple[tuple[Condition, tuple[Statement, ...]], ...]
    otherwise: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """Where the object has its own property `wire`: its value as `var`, and `body`
    (not where it is null, if it is `nullable`). Else `missing` is reported, if there.
    """

    var: Var
    wire: str
    nullable: bool
    missing: Report | None
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """`body` for each item of a list, in order."""

    of: Var
    item: Var
    nullable: bool
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """`body` for the value of each key of an object (None: of the object at hand, those
    keys that are no declared fields), by code points of the keys."""

    of: Var | None
    item: Var
    nullable: bool
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Enter:
    """Judge an object by the structure of another model, and later by its rules. What
    it reports gets `path` and the ids of its checks get `prefix` in front."""

    var: Var
    model: str
    path: Path
    prefix: str


@dataclass(frozen=True, slots=True)
class Read:
    """A field as rules see it, found by the keys that lead to it from the object."""

    var: Var
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """A JSON value."""

    value: ir.Json


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Some value of a family, which one is not known."""

    field: str
    family: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """What stands for a value that nobody can know, as for an invalid one."""


Value: TypeAlias = Constant | SomeOf | Undecided


@dataclass(frozen=True, slots=True)
class Assume:
    """`var` is what was sent (`of`); where that is absent, `body` sets it, or not."""

    var: Var
    of: Var
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """Give a variable its value."""

    var: Var
    value: Value


@dataclass(frozen=True, slots=True)
class Parse:
    """Read a string by a form: each variable of `parts` is a capture, or a product of
    two; all are absent where the value is not known or not of the form."""

    of: Var
    form: ir.Form
    parts: tuple[tuple[str, Var], ...]


Statement: TypeAlias = (
    Report | If | Field | Items | Entries | Enter | Read | Assume | Set | Parse
)


def variables(node: Statement | Condition) -> Iterator[Var]:
    """The variables that a statement or condition looks at, and all inside it."""
    match node:
        case If(branches, otherwise):
            for condition, body in branches:
                yield from variables(condition)
                for inner in body:
                    yield from variables(inner)
            for inner in otherwise:
                yield from variables(inner)
        case All(parts) | Any(parts):
            for part in parts:
                yield from variables(part)
        case AtLeast(vars=several) | AtMost(vars=several):
            yield from several
        case Compared():
            yield from (node.var, node.other)
        case Report():
            yield from (part for part in node.path.parts if isinstance(part, Var))
            if node.measured is not None:
                yield node.measured
        case Assume(of=of, body=body) | Items(of=of, body=body):
            yield of
            for inner in body:
                yield from variables(inner)
        case Entries(of=maybe, body=body):
            if maybe is not None:
                yield maybe
            for inner in body:
                yield from variables(inner)
        case Field(body=body):
            for inner in body:
                yield from variables(inner)
        case Parse(of=of):
            yield of
        case Set() | Read():
            pass
        case Enter():
            yield node.var
            yield from (part for part in node.path.parts if isinstance(part, Var))
        case _:
            yield node.var
