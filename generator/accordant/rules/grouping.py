"""Checks in report order, under the conditions that neighbours share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from accordant import ir
from accordant.rules.predicate import All, Any, Holds, Predicate, equals


class Broken(Protocol):
    """A check, and the conjuncts that together say that it is violated."""

    @property
    def parts(self) -> tuple[Predicate, ...]: ...
    @property
    def check(self) -> ir.Check: ...


B = TypeVar("B", bound=Broken)


@dataclass(frozen=True, slots=True)
class Guarded(Generic[B]):
    """Checks that share a condition, which is still among their parts."""

    shared: Predicate
    items: Sequence[B]


@dataclass(frozen=True, slots=True)
class Chain(Generic[B]):
    """Checks of one id and path: the first that is broken is reported."""

    items: Sequence[B]


def grouped(items: Sequence[B]) -> Iterator[Guarded[B] | Chain[B]]:
    """Runs of neighbours, in order; none parts checks with the same id and path."""
    index = 0
    while index < len(items):
        shared, size = _run(items[index:])
        run = items[index : index + size]
        index += size
        yield Chain(run) if shared is None else Guarded(shared, run)


def _run(items: Sequence[B]) -> tuple[Predicate | None, int]:
    """The condition that most checks from the first one on share, and how many do.

    Without one, the checks that report the same id and path.
    """
    best: Predicate | None = None
    longest = 1
    for part in filter(_leads, items[0].parts):
        size = 0
        while size < len(items) and part in items[size].parts:
            if len(items[size].parts) < 2:
                break
            size += 1
        size = _whole(items, size)
        if size > longest:
            best, longest = part, size
    if best is None:
        first = items[0].check
        while longest < len(items):
            check = items[longest].check
            if (check.id, check.blame) != (first.id, first.blame):
                break
            longest += 1
    return best, longest


def _whole(items: Sequence[B], size: int) -> int:
    """The size of a run that does not part checks with the same id and path."""
    pairs = [(item.check.id, item.check.blame) for item in items]
    while 0 < size < len(items) and pairs[size] == pairs[size - 1]:
        size -= 1
    return size


def _leads(part: Predicate) -> bool:
    """Whether a condition can be asked first: a bound asks for a known value before."""
    if isinstance(part, Holds):
        return equals(part)
    return not isinstance(part, All | Any)
