"""Makes the files under an output folder equal to trees in memory, all or nothing.

`plan` compares, `apply` writes. New contents are first staged in
`<out>/.accordant/`. Renaming a complete journal into place there commits the run:
from then on every step is a rename, of an old file out of the way or of a new one
into place. Nothing is deleted before the journal is gone, so a run that fails is
undone, and one that is killed is completed by `recover` when the next one starts.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from accordant.lock import (
    FOLDER,
    LOCK,
    SPECIAL,
    STAGING,
    SYMLINK,
    WriteError,
    contents_with_locks,
    digest,
    folded,
    folders_of,
    holding,
    is_digest,
    naming,
    pending,
    read,
    read_locks,
    refusal,
    state,
    vanishes,
)

__all__ = ["Plan", "Step", "WriteError", "apply", "pending", "plan", "recover"]

JOURNAL = f"{STAGING}/journal.json"


class Step(NamedTuple):
    """A path that changes, and what `state` says of it `before` and `after`."""

    path: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """One of created, changed and removed."""
        if not self.after:
            return "removed"
        return "created" if self.before in (None, FOLDER) else "changed"


class Plan(NamedTuple):
    """What `apply` would do. Every path is relative to `out`; locks are included.

    `steps` are in order of execution: removals, other files, locks. `contents` has
    the bytes of every generated file. `apply` refuses a plan with `conflicts`.
    """

    out: Path
    steps: tuple[Step, ...]
    contents: Mapping[str, bytes]
    unchanged: tuple[str, ...]
    conflicts: tuple[str, ...]


def plan(
    out: Path,
    trees: Mapping[str, Mapping[str, str | bytes]],
    inputs: Mapping[str, str],
    overwrite: bool = False,
    shared: Mapping[str, bytes] | None = None,
) -> Plan:
    """Compare trees with the files in `out`; write nothing.

    `trees` maps a target to its contents by path, `inputs` a target to the digest of
    its inputs. `shared` are files that users edit as well, with their new contents:
    in no lock, and replaced whatever they hold. With `overwrite` only what no command
    may replace stays a conflict.
    Raises WriteError for unusable paths and for a file that cannot be read.
    """
    shared = shared or {}
    contents = {**shared, **contents_with_locks(trees, inputs)}
    known, damaged = read_locks(out, trees)
    known |= {path: now for path in shared if is_digest(now := state(out, path))}
    in_the_way = {
        path for path in folders_of(contents) if state(out, path) not in (None, FOLDER)
    }
    steps = []
    for path in sorted((in_the_way | set(known)) - set(contents)):
        before = state(out, path)
        if before not in (None, FOLDER):
            steps.append(Step(path, before, None))
    removed = {step.path for step in steps}

    # Where case is ignored, a file renamed in case only is there under both names.
    respelled = {folded(path): path for path in removed}
    unchanged = []
    for path, data in contents.items():
        before, after = state(out, path), digest(data)
        if old_name := respelled.get(folded(path)):
            known[path] = known.get(old_name)
        elif before == after:
            unchanged.append(path)
            continue
        steps.append(Step(path, before, after))

    conflicts = []
    for step in steps:
        if step.before in (None, known.get(step.path), step.after):
            continue
        if step.before == FOLDER and vanishes(out, step.path, removed):
            continue
        if step.before in (FOLDER, SPECIAL):
            conflicts.append(_in_the_way(out, step.path, step.before))
        elif not overwrite:
            what = _why_not(step, known)
            conflicts.append(damaged.get(step.path, f"{out / step.path}: {what}"))
    return Plan(out, tuple(steps), contents, tuple(unchanged), tuple(conflicts))


def _why_not(step: Step, known: Mapping[str, str | None]) -> str:
    """Return why only `--overwrite` may do this step."""
    does = "replaces" if step.after else "removes"
    if step.before == SYMLINK:
        what = "a symlink is in the way"
    elif step.path not in known:
        what = "not written by accordant"
    else:
        what = "edited by hand" + ("" if step.after else " and no longer generated")
    return f"{what}; --overwrite {does} it"


def apply(plan: Plan) -> None:
    """Do what the plan says: all of it or, if that fails, nothing.

    Raises WriteError for conflicts, for a file that changed since it was compared,
    for another run in the same folder, and for what the system refuses.
    """
    if plan.conflicts:
        raise WriteError(plan.conflicts)
    if not plan.steps:
        return
    out, moves = plan.out, _moves(plan.steps)
    with _alone(out):
        if _settle(out, overwrite=False):
            raise WriteError((f"{out}: a killed run was completed; run again",))
        with naming(out / STAGING, "write"):
            _mkdir(out / STAGING)
        try:
            _commit(out, plan, moves)
            _complete(out, moves)
        except BaseException:
            # The first failure is the one to report; the next run meets a second.
            with suppress(OSError, WriteError):
                if os.path.lexists(out / JOURNAL):
                    _complete(out, _undoing(moves))
                _discard(out)
            raise
        # What stays is garbage without its journal, and the next run drops it.
        with suppress(OSError):
            _discard(out)


def recover(out: Path, overwrite: bool = False) -> bool:
    """Settle what a killed run left in `out`; every command that writes starts so.

    A committed run is completed, any other dropped; returns whether one was completed.
    Raises WriteError, and keeps the journal, for files that were edited since (unless
    `overwrite`), for another run under way, and for what the system refuses.
    """
    if not pending(out):
        return False
    with _alone(out):
        return _settle(out, overwrite)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Make `out` and keep other processes from it; drop it if it stays empty."""
    missing: list[Path] = []
    try:
        with naming(out, "write"):
            missing.extend(path for path in (out, *out.parents) if not path.exists())
            for path in reversed(missing):
                # Another process may be as far as this one.
                with suppress(FileExistsError):
                    _mkdir(path)
        with holding(out):
            yield
    finally:
        for path in missing:
            with suppress(OSError):
                _rmdir(path)


def _commit(out: Path, plan: Plan, moves: list[_Move]) -> None:
    """Stage the new contents and the journal; the rename of the journal commits."""
    draft = out / f"{JOURNAL}.tmp"
    for move in moves:
        if move.after:
            with naming(out / move.path, "write"):
                _write(out / move.new, plan.contents[move.path])
    with naming(out / JOURNAL, "write"):
        _write(draft, json.dumps(plan.steps, indent=1).encode())
        _sync(out / STAGING)
        _sync(out)
        _replace(draft, out / JOURNAL)
        _sync(out / STAGING)


def _settle(out: Path, overwrite: bool) -> bool:
    steps = _read_journal(out)
    if steps is not None:
        moves = _moves(steps)
        _refuse_edits(out, moves, overwrite)
        _complete(out, moves, overwrite)
    with naming(out / STAGING, "write"):
        _discard(out)
    return steps is not None


def _read_journal(out: Path) -> tuple[Step, ...] | None:
    if not is_digest(state(out, JOURNAL)):
        return None
    try:
        entries = json.loads(read(out / JOURNAL))
        steps = tuple(Step(*entry) for entry in entries)
        if any(refusal(step.path.removesuffix(f"/{LOCK}")) for step in steps):
            raise ValueError
    except (ValueError, TypeError, AttributeError, RecursionError):
        cure = f"delete {out / STAGING} and run again"
        raise WriteError((f"{out / JOURNAL}: damaged; {cure}",)) from None
    return steps


class _Move(NamedTuple):
    """A step with where its new content comes from and where the old one goes."""

    path: str
    before: str | None
    after: str | None
    new: str
    old: str


def _moves(steps: Iterable[Step]) -> list[_Move]:
    return [
        _Move(*step, f"{STAGING}/new-{number}", f"{STAGING}/old-{number}")
        for number, step in enumerate(steps)
    ]


def _undoing(moves: list[_Move]) -> list[_Move]:
    """Return the moves that take the moves back, as far as they were made."""
    return [
        _Move(path, after, None if before == FOLDER else before, new=old, old=new)
        for path, before, after, new, old in reversed(moves)
    ]


def _refuse_edits(out: Path, moves: list[_Move], overwrite: bool) -> None:
    """Raise WriteError if a move to come would replace what it does not expect."""
    messages = []
    for move in moves:
        now = state(out, move.path)
        if now in (None, move.before, move.after) or _done(out, move):
            continue
        if now in (FOLDER, SPECIAL) or not overwrite:
            messages.append(_in_the_way(out, move.path, now))
    if messages:
        raise WriteError(tuple(messages))


def _in_the_way(out: Path, path: str, now: str) -> str:
    if now in (FOLDER, SPECIAL):
        return f"{out / path}: {now} is in the way; move it away"
    cure = "move it away, or --overwrite replaces it"
    return f"{out / path}: edited while a run was under way; {cure}"


def _done(out: Path, move: _Move) -> bool:
    if move.after:
        return not os.path.lexists(out / move.new)
    return state(out, move.old) == move.before


def _complete(out: Path, moves: list[_Move], overwrite: bool = False) -> None:
    """Make the moves that are not yet made, then remove the journal."""
    for move in moves:
        with naming(out / move.path, "write"):
            if not _done(out, move):
                _make(out, move, overwrite)
            if not move.after:
                _prune(out, move.path)
    with naming(out / JOURNAL, "write"):
        for folder in sorted(folders_of(move.path for move in moves)):
            if state(out, folder) == FOLDER:
                _sync(out / folder)
        _sync(out)
        _unlink(out / JOURNAL)


def _make(out: Path, move: _Move, overwrite: bool) -> None:
    path, old = out / move.path, out / move.old
    if move.after:
        _make_folders(out, move.path)
    now = state(out, move.path)
    if now in (FOLDER, SPECIAL):
        raise WriteError((_in_the_way(out, move.path, now),))
    if now is not None:
        _replace(path, old)
    # Compared after the rename, so that no edit comes in between.
    aside = state(out, move.old)
    if aside not in (None, move.before, move.after) and not overwrite:
        _replace(old, path)
        raise WriteError((_in_the_way(out, move.path, aside),))
    if move.after:
        _replace(out / move.new, path)


def _discard(out: Path) -> None:
    """Remove the staging folder and what accordant put there, nothing else."""
    if not pending(out):
        return
    if state(out, STAGING) != FOLDER:
        raise WriteError((f"{out / STAGING}: not a folder; move it away",))
    for name in sorted(os.listdir(out / STAGING)):
        if name.startswith(("new-", "old-", "journal.json")):
            _unlink(out / STAGING / name)
    _rmdir(out / STAGING)


def _make_folders(out: Path, path: str) -> None:
    for folder in sorted(folders_of([path])):
        kind = state(out, folder)
        if kind is None:
            _mkdir(out / folder)
        elif kind != FOLDER:
            raise WriteError((f"{out / folder}: not a folder; move it away",))


def _prune(out: Path, path: str) -> None:
    """Remove the folders above a removed path that it left empty."""
    for folder in sorted(folders_of([path]), reverse=True):
        if state(out, folder) == FOLDER and not os.listdir(out / folder):
            _rmdir(out / folder)


# Everything that changes the disk

_replace, _unlink, _mkdir, _rmdir = os.replace, os.unlink, os.mkdir, os.rmdir


def _write(path: Path, data: bytes) -> None:
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o644)) as f:
        f.write(data)
        f.flush()
        os.fsync(f.fileno())


def _sync(folder: Path) -> None:
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
