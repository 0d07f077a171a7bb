"""Cuts the writer short at every file operation, and says what must hold then."""

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from accordant import lock, writer
from accordant.writer import Plan, WriteError, apply, plan, recover

Trees = dict[str, dict[str, str | bytes]]
Snapshot = dict[str, bytes]

OLD: Trees = {
    "python": {
        "pkg/__init__.py": "",
        "pkg/changed.py": "a = 1\n",
        "pkg/gone.py": "b = 2\n",
        "pkg/same.py": "c = 3\n",
        "emptied/deep/gone.py": "d = 4\n",
        "file_then_folder": "e\n",
        "folder_then_file/a.py": "f\n",
    },
    "schema": {"all.json": b"\xff\x00"},
}
NEW: Trees = {
    "python": {
        "pkg/__init__.py": "",
        "pkg/changed.py": "a = 10\n",
        "pkg/new.py": "é = 5\n",
        "pkg/same.py": "c = 3\n",
        "file_then_folder/b.py": "g\n",
        "folder_then_file": "h\n",
    },
    "schema": {"all.json": b"\xfe\x00", "deep/er/one.json": "{}\n"},
}
MINE = "python/pkg/mine.py"

EDITED = "edited by hand; --overwrite replaces it"
UNWANTED = "edited by hand and no longer generated; --overwrite removes it"
SYMLINK = "a symlink is in the way; --overwrite replaces it"
UNKNOWN = "not written by accordant; --overwrite replaces it"
MEANWHILE = "edited while a run was under way; move it away, or --overwrite replaces it"
UNUSABLE = (
    "holds a character that file names cannot have everywhere",
    "is not a plain relative path",
    "is kept for accordant itself",
)


def inputs(trees: Trees) -> dict[str, str]:
    return {target: lock.digest(repr(trees).encode()) for target in trees}


def compare(out: Path, trees: Trees, overwrite: bool = False) -> Plan:
    return plan(out, trees, inputs(trees), overwrite)


def generate(out: Path, trees: Trees = NEW, overwrite: bool = False) -> None:
    recover(out, overwrite)
    apply(compare(out, trees, overwrite))


def snapshot(out: Path) -> Snapshot:
    """Return the bytes of every file in `out`, the staging folder left out."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.relative_to(out).parts[0] != lock.STAGING
    }


def write_shuffled(folder: str) -> None:
    """Write NEW below `folder` with every mapping in an order of chance."""
    digest = lock.digest_inputs({"spec": f"{folder}/spec"}, {"option": ""}, {})
    targets = set(NEW)
    trees = {
        target: {path: NEW[target][path] for path in set(NEW[target])}
        for target in targets
    }
    apply(plan(Path(folder, "out"), trees, dict.fromkeys(targets, digest)))


def put(path: Path, text: str = "mine\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def refused(action: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(WriteError) as caught:
        action()
    return caught.value.messages


@contextmanager
def copied(out: Path, name: str = "copy") -> Iterator[Path]:
    copy = out.with_name(name)
    shutil.copytree(out, copy)
    try:
        yield copy
    finally:
        shutil.rmtree(copy)


def link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("elsewhere")


def linked_folder(path: Path) -> None:
    path.rename("moved")
    path.symlink_to(Path("moved").resolve())


def folder(path: Path) -> None:
    path.unlink()
    put(path / "mine.py")


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


# Cutting short

OPERATIONS = ("_write", "_sync", "_replace", "_unlink", "_mkdir", "_rmdir")

# A hook is called instead of an operation, with its number and its arguments.
Operation = Callable[..., None]
Arguments = tuple[Any, ...]
Hook = Callable[[int, Operation, Arguments], None]
Action = Callable[[Path], object]

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def intercepted(hook: Hook) -> Iterator[None]:
    """Pass every file operation of the writer through `hook`, in this process."""
    numbers = iter(range(10_000))

    def wrapped(operation: Operation) -> Operation:
        return lambda *args: hook(next(numbers), operation, args)

    with pytest.MonkeyPatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(writer, name, wrapped(getattr(writer, name)))
        yield


def operations(out: Path, action: Action = generate) -> range:
    """Return the numbers of the operations that the action takes on a copy."""
    numbers = []

    def note(number: int, operation: Operation, args: Arguments) -> None:
        numbers.append(number)
        operation(*args)

    with copied(out, "rehearsal") as copy, intercepted(note):
        action(copy)
    return range(len(numbers))


def cutting(
    fail: range = range(0),
    error: BaseException = FULL,
    kill_after: int = -1,
    torn: bool = False,
) -> Hook:
    """Return a hook that raises in place of some operations and kills after one.

    A `torn` kill comes when a write is half done.
    """

    def cut(number: int, operation: Operation, args: Arguments) -> None:
        if number in fail:
            raise error
        if number == kill_after and torn and isinstance(args[-1], bytes):
            Path(args[0]).write_bytes(args[1][: len(args[1]) // 2])
        else:
            operation(*args)
        if number == kill_after:
            os.kill(os.getpid(), signal.SIGKILL)

    return cut


def racing(edited: Path, kills: bool) -> Hook:
    """Return a hook that edits a file as it is moved aside, and kills after that."""

    def race(number: int, operation: Operation, args: Arguments) -> None:
        races = args[0] == edited
        if races:
            put(edited)
        operation(*args)
        if races and kills:
            os.kill(os.getpid(), signal.SIGKILL)

    return race


def killed(out: Path, hook: Hook, action: Action = generate) -> bool:
    """Run the action in a child process; return whether the hook killed it."""
    child = os.fork()
    if child == 0:
        try:
            with intercepted(hook):
                action(out)
        finally:
            os._exit(70)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


# What must hold


def settle(out: Path, old: Snapshot, new: Snapshot) -> None:
    """Assert that what a crash left is legal, and that the next command ends in NEW."""
    now = snapshot(out)
    if not (out / writer.JOURNAL).exists():
        assert now in (old, new)
    for path in {*old, *new, *now}:
        moved_aside = path in old and path not in now
        assert now.get(path) in (old.get(path), new.get(path)) or moved_aside, path
    assert not (lock.pending(out) and lock.up_to_date(out, inputs(NEW)))
    recover(out)
    assert snapshot(out) in (old, new) and not lock.pending(out)
    generate(out)
    assert snapshot(out) == new
    assert lock.up_to_date(out, inputs(NEW))


def survives_kills(out: Path, new: Snapshot, how: str) -> None:
    """Assert it for every operation, half-done writes, or while a failure is undone."""
    old, numbers = snapshot(out), operations(out)
    hooks = {
        "whole": [cutting(kill_after=after) for after in numbers],
        "torn": [cutting(kill_after=after, torn=True) for after in numbers],
        "undoing": [
            cutting(range(at, at + 1), kill_after=after)
            for at in numbers
            for after in numbers[at + 1 + at % 4 :: 4]
        ],
    }
    for hook in hooks[how]:
        with copied(out) as copy:
            assert killed(copy, hook) or how == "undoing"
            settle(copy, old, new)


def survives_kills_of_the_recovery(out: Path, new: Snapshot, stride: int) -> None:
    """Assert it for every `stride`th operation of the recovery from every crash."""
    old = snapshot(out)
    for after in operations(out):
        with copied(out) as copy:
            assert killed(copy, cutting(kill_after=after))
            for second in operations(copy, recover)[after % stride :: stride]:
                with copied(copy, "twice") as twice:
                    assert killed(twice, cutting(kill_after=second), recover)
                    settle(twice, old, new)


def undoes_failures(out: Path, new: Snapshot, when: str) -> None:
    """Assert that a failure leaves the old tree, at once or when the disk is well."""
    old = snapshot(out)
    for at in operations(out):
        end = at + 1 if when == "at once" else 10_000
        with copied(out) as copy:
            with intercepted(cutting(range(at, end))):
                try:
                    generate(copy)
                    assert snapshot(copy) == new
                except WriteError as error:
                    (message,) = error.messages
                    assert message.startswith(str(copy))
                    assert message.endswith(": cannot write: No space left on device")
                    if when == "at once":
                        assert snapshot(copy) == old and not lock.pending(copy)
            settle(copy, old, new)
        with copied(out) as copy:
            hook = cutting(range(at, at + 1), KeyboardInterrupt())
            with intercepted(hook), pytest.raises(KeyboardInterrupt):
                generate(copy)
            assert snapshot(copy) in (old, new)
            settle(copy, old, new)


def keeps_edits(out: Path, new: Snapshot, paths: list[str]) -> None:
    """Assert that edits made after a crash are named and kept, unless told else."""
    for after in operations(out):
        with copied(out) as copy:
            assert killed(copy, cutting(kill_after=after))
            for path in paths:
                put(copy / path)
            edited = snapshot(copy)
            with copied(copy, "overwritten") as overwritten:
                generate(overwritten, overwrite=True)
                assert new.items() <= snapshot(overwritten).items()
            messages = refused(lambda: generate(copy))
            texts = (EDITED, UNWANTED, UNKNOWN, MEANWHILE)
            possible = {f"{copy / path}: {text}" for path in paths for text in texts}
            assert {*messages} <= possible
            if MEANWHILE in messages[0]:
                assert snapshot(copy) == edited
            for path in paths:
                assert (copy / path).read_text() == "mine\n"
                (copy / path).unlink()
            generate(copy)
            assert snapshot(copy) == new


def keeps_racing_edits(out: Path, new: Snapshot, path: str) -> None:
    """Assert that an edit made just before the file is moved aside is kept."""
    old = snapshot(out)
    for kills in (False, True):
        with copied(out) as copy:
            edited = copy / path
            assert killed(copy, racing(edited, kills)) == kills
            assert kills or snapshot(copy) == {**old, path: b"mine\n"}
            (message,) = refused(lambda: generate(copy))
            known = UNWANTED if path not in new else EDITED
            assert message == f"{edited}: {MEANWHILE if kills else known}"
            assert edited.read_text() == "mine\n"
            generate(copy, overwrite=True)
            assert snapshot(copy) == new


def _tree(files: dict[tuple[str, ...], str]) -> dict[str, str | bytes]:
    """Return the files as a tree, without those that are folders of others."""
    folders = {path[:depth] for path in files for depth in range(1, len(path))}
    return {"/".join(path): text for path, text in files.items() if path not in folders}


def _trees(*texts: str) -> st.SearchStrategy[dict[str, str | bytes]]:
    paths = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)
    return st.dictionaries(paths, st.sampled_from(texts), max_size=6).map(_tree)


# What `keeps_what_is_not_its_own` takes.
CASES = st.tuples(
    _trees("1\n", "2\n"),
    _trees("1\n", "2\n"),
    _trees("1\n", "mine\n"),
    st.integers(0, 60),
    st.booleans(),
)


def keeps_what_is_not_its_own(
    out: Path,
    old: dict[str, str | bytes],
    new: dict[str, str | bytes],
    edits: dict[str, str | bytes],
    after: int,
    edit_first: bool,
) -> None:
    """Assert that hand-written text outlives any run that is killed, and the next."""

    mine = set()

    def edit() -> None:
        for path, text in edits.items():
            with suppress(OSError):  # Something is in the way.
                put(out / "t" / path, str(text))
                if text == "mine\n":
                    mine.add(f"t/{path}")

    def is_new() -> bool:
        now = snapshot(out)
        wanted = {f"t/{path}": str(text).encode() for path, text in new.items()}
        own = {f"t/{path}" for path in edits} | {f"t/{lock.LOCK}"}
        return wanted.items() <= now.items() and now.keys() <= wanted.keys() | own

    generate(out, {"t": old})
    if edit_first:
        edit()
    killed(out, cutting(kill_after=after), lambda out: generate(out, {"t": new}))
    if not edit_first:
        edit()
    try:
        generate(out, {"t": new})
        assert is_new()
    except WriteError:
        assert edits
    assert snapshot(out).items() >= dict.fromkeys(mine, b"mine\n").items()
    try:
        generate(out, {"t": new}, overwrite=True)
        assert is_new()
    except WriteError as error:
        assert all("move it away" in message for message in error.messages)
