"""The structural half: what looks at an object as it came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accordant import ir
from accordant.pointers import escaped
from accordant.program.nodes import (
    Condition,
    Enter,
    Entries,
    Field,
    If,
    Is,
    Items,
    Meets,
    OnlyArm,
    Path,
    Report,
    Statement,
    Tagged,
    Var,
)

_GATES = ir.OfType | ir.Unicode | ir.Arm
"""Where one of these is not met, nothing else of the value is looked at."""


def structure(model: ir.Model) -> tuple[Statement, ...]:
    """What is asked of each field, in schema order, then of undeclared ones."""
    found: list[Statement] = []
    for position in model.positions:
        path = Path((f"/{escaped(position.wire)}",))
        var = Var("field", position.at, position.kind)
        checks = position.checks
        missing = None
        if checks and isinstance(checks[0].atom, ir.Required):
            missing = Report(checks[0], path, spoken(checks[0].id))
        body = tuple(_value(position, var, path))
        if missing is not None or body:
            nullable = position.nullable
            found.append(Field(var, position.wire, nullable, missing, body))
    if model.rest is not None:
        found += _entries(None, model.rest, Path(("/",)))
    return tuple(found)


def spoken(structural: str) -> tuple[str, ...]:
    """The words of a structural id: tags[].type -> tags, item, type."""
    text = structural.replace("[]", ".item").replace("{}", ".value")
    return tuple(text.split("."))


def _value(position: ir.Position, var: Var, path: Path) -> Iterator[Statement]:
    """What is asked of a value that is there, and not an admitted null."""
    checks = [c for c in position.checks if not isinstance(c.atom, ir.Required)]
    gates = [c for c in checks if isinstance(c.atom, _GATES)]
    inner: list[Statement] = []
    for group in _exclusive([c for c in checks if c not in gates]):
        inner.append(If(tuple(_branch(check, var, path) for check in group)))
    inner += _below(position, var, path)
    branches = [
        _branch(check, var, path)
        for check in gates
        if not isinstance(check.atom, ir.Arm)
    ]
    if not branches:
        yield from inner
    elif len(inner) == 1 and isinstance(inner[0], If):
        yield If((*branches, *inner[0].branches), inner[0].otherwise)
    else:
        yield If(tuple(branches), tuple(inner))


def _branch(
    check: ir.Check, var: Var, path: Path
) -> tuple[Condition, tuple[Statement, ...]]:
    report = Report(check, path, spoken(check.id), var if check.measured else None)
    words = spoken(var.at) if isinstance(check.atom, ir.OneOf) else ()
    return Meets(var, check.atom, False, words=words), (report,)


def _exclusive(checks: Sequence[ir.Check]) -> Iterator[list[ir.Check]]:
    """Checks in order; neighbours of which at most one can fail stand together."""
    group: list[ir.Check] = []
    for check in checks:
        if group and not _apart(group[-1].atom, check.atom):
            yield group
            group = []
        if len(group) == 2:
            yield group
            group = []
        group.append(check)
    if group:
        yield group


def _apart(one: ir.Atom, other: ir.Atom) -> bool:
    """Whether a value that is below the first cannot be beyond the second."""
    match one, other:
        case ir.Bound(op="minimum"), ir.Bound(op="maximum"):
            return one.limit <= other.limit
        case ir.Length(op="minLength"), ir.Length(op="maxLength"):
            return one.limit <= other.limit
        case ir.Items(op="minItems"), ir.Items(op="maxItems"):
            return one.limit <= other.limit
        case _:
            return False


def _below(position: ir.Position, var: Var, path: Path) -> Iterator[Statement]:
    """What is inside of a value of the right type."""
    below = position.below
    if isinstance(below, ir.Ref):
        yield Enter(var, below.name, path, f"{position.at}.")
    elif isinstance(below, ir.Choice):
        yield from _choice(position, below, var, path)
    elif isinstance(below, ir.Position) and position.kind == "array":
        item, at = _item(below, path)
        body = tuple(_value(below, item, at))
        if body:
            yield Items(var, item, below.nullable, body)
    elif isinstance(below, ir.Position):
        yield from _entries(var, below, Path((*path.parts, "/")))


def _entries(of: Var | None, below: ir.Position, path: Path) -> Iterator[Statement]:
    item = Var("item", below.at, below.kind)
    body = tuple(_value(below, item, Path((*_joined(path), item))))
    if body:
        yield Entries(of, item, below.nullable, body)


def _item(below: ir.Position, path: Path) -> tuple[Var, Path]:
    item = Var("item", below.at, below.kind)
    return item, Path((*_joined(Path((*path.parts, "/"))), item))


def _joined(path: Path) -> tuple[str | Var, ...]:
    """The parts of a path, neighbouring texts in one."""
    found: list[str | Var] = []
    for part in path.parts:
        if found and isinstance(part, str) and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def _choice(
    position: ir.Position, choice: ir.Choice, var: Var, path: Path
) -> Iterator[Statement]:
    """The arm that a value fits; a value that fits none is reported, if that is asked."""
    branches: list[tuple[Condition, tuple[Statement, ...]]] = []
    for index, (marks, arm) in enumerate(choice.arms):
        inner = tuple(_arm(arm, var, path))
        if choice.keys:
            branches.append((OnlyArm(var, choice.keys, index), inner))
        elif choice.tag is not None:
            branches.append((Tagged(var, choice.tag, tuple(map(str, marks))), inner))
        else:
            for mark in marks:
                branches.append((Is(var, _kind(mark)), inner))
    misfit = next((c for c in position.checks if isinstance(c.atom, ir.Arm)), None)
    otherwise: tuple[Statement, ...] = ()
    if misfit is not None:
        otherwise = (Report(misfit, path, spoken(misfit.id)),)
    while branches and not branches[-1][1] and not otherwise:
        branches.pop()
    if branches:
        yield If(tuple(branches), otherwise)
    else:
        yield from otherwise


def _arm(arm: ir.Position, var: Var, path: Path) -> Iterator[Statement]:
    """What an arm asks; its own null is asked for by its type."""
    yield from _value(arm, Var(var.role, var.at, arm.kind), path)


def _kind(mark: ir.Json) -> ir.Kind:
    kinds: tuple[ir.Kind, ...] = (
        *("null", "boolean", "integer", "number", "string", "array", "object"),
    )
    return next(kind for kind in kinds if kind == mark)
