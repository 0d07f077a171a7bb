"""Loading for commands: what is wrong with a spec is printed, not raised."""

from __future__ import annotations

import sys
from collections.abc import Callable

from accordant.ir import Api
from accordant.location import Report, SpecError
from accordant.spec import load
from accordant.warned import shown

_RECURSION = 30_000


def deeply(work: Callable[[], int]) -> int:
    """Do work on models that may lead on to each other over many steps."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        return work()
    finally:
        sys.setrecursionlimit(before)


def loaded(
    spec: str, strict: bool, stored: bool = True, report: Report | None = None
) -> Api | None:
    """The API of a spec, its warnings printed and left in `report`.

    None after errors were printed, or, if `strict`, any warnings. Without `stored` the
    witnesses of the folder are not read.
    """
    report = report or Report()
    try:
        api = load(spec, report, stored)
    except SpecError as error:
        print(error, file=sys.stderr)
        return None
    for line in shown(report.warnings()):
        print(line, file=sys.stderr)
    return None if strict and report.warnings() else api
