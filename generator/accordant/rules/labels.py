"""Every check that requests of a model meet, and a name for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from accordant import ir


@dataclass(frozen=True, slots=True)
class Target:
    """A check, with the prefix its id has where it is nested in another model."""

    prefix: str
    check: ir.Check
    structural: bool

    @property
    def id(self) -> str:
        """The rule id that is reported."""
        return self.prefix + self.check.id

    @property
    def blame(self) -> str:
        """The position that is blamed, seen from the model that is judged."""
        return self.prefix + self.check.blame


def targets(
    model: ir.Model, declarations: Mapping[str, ir.Decl]
) -> tuple[tuple[Target, ...], set[tuple[str, str]]]:
    """Every check that requests of a model meet, in report order.

    Models right below it are entered too, once each; the second value names where, as
    (prefix, model). What is nested deeper has its checks met in its own model.
    """
    expanded: set[tuple[str, str]] = set()
    met = {model.name}

    def below(position: ir.Position, prefix: str) -> Iterator[Target]:
        for check in position.checks:
            yield Target(prefix, check, True)
        under = position.below
        if isinstance(under, ir.Position):
            yield from below(under, prefix)
        elif isinstance(under, ir.Choice):
            for _, arm in under.arms:
                yield from below(arm, prefix)
        elif isinstance(under, ir.Ref) and not prefix and under.name not in met:
            met.add(under.name)
            inner = ir.model_of(declarations, under.name)
            expanded.add((f"{position.at}.", inner.name))
            yield from inside(inner, f"{position.at}.")

    def inside(shape: ir.Model, prefix: str) -> Iterator[Target]:
        for position in (*shape.positions, shape.rest):
            if position is not None:
                yield from below(position, prefix)

    found = list(inside(model, ""))
    found += (Target("", check, False) for check in model.table.checks())
    return tuple(found), expanded


def labels(known: Sequence[Target]) -> list[str]:
    """A name for each check, unique in its model.

    It is the rule id, with what tells apart the checks of one row: families of the
    row's `when`, the blamed field, and if need be a number within the row.
    """
    families: dict[str, set[str]] = {}
    blames: dict[str, set[str]] = {}
    ids = [target.id for target in known]
    for target, name in zip(known, ids, strict=True):
        families.setdefault(name, set()).add(_families(target.check))
        blames.setdefault(name, set()).add(target.check.blame)
    found = []
    used: Counter[str] = Counter()
    for target, name in zip(known, ids, strict=True):
        parts = [name]
        if len(families[name]) > 1:
            parts += filter(None, [_families(target.check)])
        if len(blames[name]) > 1:
            parts.append(target.check.blame)
        name = "/".join(parts)
        used[name] += 1
        found.append(name if used[name] == 1 else f"{name}/{used[name]}")
    return found


def _families(check: ir.Check) -> str:
    atoms = [atom for test in check.when for way in test.any_of for atom in way]
    return "+".join(
        n for atom in atoms if isinstance(atom, ir.Family) for n in atom.names
    )
