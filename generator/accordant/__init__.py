"""Accordant: one API spec, one table of constraints, SDKs that agree.

The public verbs. They import what they need when called, so that a command with
nothing to do starts at once.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from accordant.ir import Api
    from accordant.location import Report

__all__ = ["load", "render"]


def load(spec: str | Path, report: Report | None = None) -> Api:
    """The API of a spec folder (openapi, constraints, sdk), or of one document.

    Raises `SpecError` with everything that is wrong; warnings stay in `report`. How far
    schemas may lead on to each other depends on the recursion limit of the process.
    """
    from accordant.spec import load

    return load(spec, report)


def render(api: Api, target: str) -> dict[str, str]:
    """The files of one target, by path relative to its folder; nothing is written.

    `target` is a name of `accordant.targets.TARGETS`.
    """
    from accordant.generate import render

    return render(api, target)
