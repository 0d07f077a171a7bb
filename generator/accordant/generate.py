"""One run of the generator: read, render, compare, write."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from accordant import changelog, preview, writer
from accordant.ir import Api
from accordant.loading import deeply, loaded
from accordant.location import Report
from accordant.lock import LOCK
from accordant.progress import steps
from accordant.warned import summary


def render(api: Api, target: str) -> dict[str, str]:
    """The files of one target, by path relative to its folder."""
    found: dict[str, str] = import_module(f"accordant.targets.{target}").render(api)
    return found


Trees = dict[str, dict[str, str | bytes]]

_LOCK = f"/{LOCK}"


def run(spec: str, out: str, digests: dict[str, str], flags: set[str]) -> int:
    """`generate`, with room for models that lead on to each other over many steps."""
    # Nearly all that is made is there until the end; looking for the rest takes longer
    # than all of lowering.
    collecting = gc.isenabled()
    gc.disable()
    try:
        with steps() as told:
            return deeply(lambda: generate(spec, out, digests, flags, told))
    finally:
        if collecting:
            gc.enable()


def generate(
    spec: str,
    out: str,
    digests: dict[str, str],
    flags: set[str],
    told: Callable[[str], None] = lambda step: None,
) -> int:
    """Write the targets of `digests`, or show what would change; the exit code. `told`
    hears of each step."""
    report = Report()
    told("reading and lowering")
    api = loaded(spec, "--strict" in flags, report=report)
    if api is None:
        return 1
    folder = Path(out)
    checking, overwrite = "--check" in flags, "--overwrite" in flags
    if checking and writer.pending(out):
        print(f"{out}: a run was cut short here; run 'accordant generate' first")
        return 1
    if not checking:
        writer.recover(folder, overwrite)
    trees: Trees = {}
    for target in digests:
        told(f"rendering {target}")
        trees[target] = {**render(api, target)}
    told("comparing and writing")
    shared = _with_history(spec, api, folder, trees)
    plan = writer.plan(folder, trees, digests, overwrite, shared)
    if checking:
        sys.stdout.writelines(preview.diff(plan, f"{out.strip('/')}/", _LOCK))
        if plan.steps and all(step.path.endswith(_LOCK) for step in plan.steps):
            print(f"{out}: only the digests in '{_LOCK[1:]}' would change")
        for conflict in plan.conflicts:
            print(conflict, file=sys.stderr)
        return 1 if plan.steps or plan.conflicts else 0
    writer.apply(plan)
    for step in plan.steps:
        print(f"{step.kind} {out}/{step.path}")
    if not plan.steps:
        print(f"{out}: unchanged")
    for line in summary(report.warnings()):
        print(line)
    return 0


def _with_history(spec: str, api: Api, out: Path, trees: Trees) -> dict[str, bytes]:
    """Add copies of the spec to the target that keeps its history; the changelog with
    its new entry, by path."""
    if changelog.TARGET not in trees:
        return {}
    kept = changelog.copies(spec)
    trees[changelog.TARGET] |= kept
    try:
        text = changelog.updated(out, api, kept)
    except changelog.Unreadable as error:
        print(f"warning: {error}", file=sys.stderr)
        return {}
    return {} if text is None else {f"{changelog.TARGET}/{changelog.NAME}": text}
