"""Atoms spelled as Python conditions on a variable."""

from __future__ import annotations

from collections.abc import Sequence

from accordant import ir
from accordant.targets.python.code import Condition, Either
from accordant.targets.python.text import literal

_TYPES = {
    "string": "isinstance({0}, str)",
    "boolean": "isinstance({0}, bool)",
    "integer": "_is_integer({0})",
    "number": "_is_number({0})",
    "array": "isinstance({0}, list)",
    "object": "isinstance({0}, Mapping)",
}
_OPERATORS = {
    "minimum": ("<=", "<"),
    "exclusiveMinimum": ("<", "<="),
    "maximum": ("<=", ">"),
    "exclusiveMaximum": ("<", ">="),
}


def hashable(kind: ir.Kind | None) -> bool:
    """Whether every value of a JSON type can be looked up in a set, and true is not 1
    there: a union's value may be a list, or may be true where 1 is listed."""
    return kind in ("string", "integer", "number", "boolean")


def of_kind(kind: ir.Kind, name: str) -> str:
    """A value is of a JSON type."""
    return f"{name} is None" if kind == "null" else _TYPES[kind].format(name)


def is_one_of(name: str, values: Sequence[ir.Json], kind: ir.Kind | None) -> str:
    """A value equals one of these, as JSON."""
    return _among(name, values, kind, ("", "in", "is", "=="))


def is_none_of(name: str, values: Sequence[ir.Json], kind: ir.Kind | None) -> str:
    """A value of the type equals none of these, as JSON."""
    return _among(name, values, kind, ("not ", "not in", "is not", "!="))


def _among(
    name: str,
    values: Sequence[ir.Json],
    kind: ir.Kind | None,
    words: tuple[str, str, str, str],
) -> str:
    """`words` for a call, a set, a boolean and any other single value."""
    call, several, truth, single = words
    if not hashable(kind):
        return f"{call}_is_one_of({name}, {_tuple(values)})"
    if len(values) > 1:
        return f"{name} {several} {{{', '.join(map(literal, values))}}}"
    word = truth if isinstance(values[0], bool) else single
    return f"{name} {word} {literal(values[0])}"


def _tuple(values: Sequence[ir.Json]) -> str:
    inner = ", ".join(map(literal, values))
    return f"({inner},)" if len(values) == 1 else f"({inner})"


def fails(atom: ir.Atom, name: str, kind: ir.Kind | None) -> str:
    """The condition under which a structural or value atom is not true."""
    match atom:
        case ir.OfType(kind="null"):
            return f"{name} is not None"
        case ir.OfType(kind=wanted):
            return f"not {of_kind(wanted, name)}"
        case ir.Unicode():
            return f"_has_lone_surrogate({name})"
        case ir.OneOf(values=values):
            return is_none_of(name, values, kind)
        case ir.Bound(op=op, limit=limit):
            return compared(op, name, literal(limit), False)
        case ir.MultipleOf(factor=factor):
            return f"{name} % {factor} != 0"
        case ir.Length(op=op, limit=limit) | ir.Items(op=op, limit=limit):
            sign = "<" if op.startswith("min") else ">"
            return f"len({name}) {sign} {limit}"
        case ir.UniqueItems():
            return f"_has_twins({name})"
        case _:
            raise AssertionError(atom)


def compared(op: str, name: str, limit: str, truth: bool) -> str:
    """A number is within a bound, or is not."""
    within, beyond = _OPERATORS[op]
    if op in ("minimum", "exclusiveMinimum"):
        within = within.replace("<", ">")
    return f"{name} {within if truth else beyond} {limit}"


def holds(atom: ir.Atom, name: str, kind: ir.Kind | None) -> str:
    """The condition under which a value atom is true."""
    match atom:
        case ir.OneOf(values=values):
            return is_one_of(name, values, kind)
        case ir.Bound(op=op, limit=limit):
            return compared(op, name, literal(limit), True)
        case ir.MultipleOf(factor=factor):
            return f"{name} % {factor} == 0"
        case ir.Length(op=op, limit=limit) | ir.Items(op=op, limit=limit):
            sign = ">=" if op.startswith("min") else "<="
            return f"len({name}) {sign} {limit}"
        case _:
            raise AssertionError(atom)


def all_hold(
    atoms: Sequence[ir.Atom], name: str, kind: ir.Kind | None, truth: bool
) -> list[Condition]:
    """The conditions under which all atoms are true, or some is not."""
    between = _between(atoms, name)
    if between:
        return [between if truth else f"not {between}"]
    if truth:
        return [holds(atom, name, kind) for atom in atoms]
    ways = [[fails(atom, name, kind)] for atom in atoms]
    return list(ways[0]) if len(ways) == 1 else [Either(ways)]


def _between(atoms: Sequence[ir.Atom], name: str) -> str | None:
    """`low <= name <= high`, if the atoms are a lower and an upper bound."""
    if len(atoms) != 2:
        return None
    low, high = sorted(atoms, key=lambda atom: "ax" in getattr(atom, "op", ""))
    match low, high:
        case ir.Bound(op="minimum" | "exclusiveMinimum"), ir.Bound(
            op="maximum" | "exclusiveMaximum"
        ):
            return (
                f"{literal(low.limit)} {_OPERATORS[low.op][0]} {name}"
                f" {_OPERATORS[high.op][0]} {literal(high.limit)}"
            )
        case ir.Length(op="minLength"), ir.Length(op="maxLength"):
            return f"{low.limit} <= len({name}) <= {high.limit}"
        case ir.Items(op="minItems"), ir.Items(op="maxItems"):
            return f"{low.limit} <= len({name}) <= {high.limit}"
        case _:
            return None
