"""The lock of a target folder: what was generated, and from which inputs.

`accordant generate` asks here first whether there is anything to do, so this
module imports nothing that is slow to load.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

LOCK = ".accordant.json"
STAGING = ".accordant"

FOLDER = "a folder"
SYMLINK = "a symlink"
SPECIAL = "a special file"

AnyPath = str | os.PathLike[str]


class WriteError(Exception):
    """Output that was not written. `messages`: str, one for each reason."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@contextmanager
def naming(path: AnyPath, action: str) -> Iterator[None]:
    """Turn an OSError into a WriteError: `path` cannot be read, or written."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{os.fspath(path)}: cannot {action}: {reason}"
        raise WriteError((message,)) from error


def read(path: AnyPath) -> bytes:
    """Return the bytes of a file. Raises WriteError if it cannot be read."""
    with naming(path, "read"), open(path, "rb") as file:
        return file.read()


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


Digests = dict[str, dict[str, str]]
"""By a folder or file and its name, the digests of what is in it."""


def digest_inputs(
    inputs: Mapping[str, AnyPath], extras: Mapping[str, str], known: Digests
) -> str:
    """Return one digest of everything that generated text follows from.

    `inputs` maps a name ("spec", "templates/python") to a file or a folder; a
    folder stands for every file below it, hidden ones and `__pycache__` left out.
    `extras` maps names to text (options, versions). Only names and contents count,
    never where the files are. `known` keeps what was read, for targets share most of
    it. Raises WriteError for a file that cannot be read.
    """
    files: dict[str, str] = {}
    for root, start in inputs.items():
        key = f"{root}\0{os.fspath(start)}"
        if key not in known:
            found = _files_under(root, os.fspath(start))
            known[key] = {name: digest(read(path)) for name, path in found}
        files |= known[key]
    both = {"files": files, "extras": dict(extras)}
    return digest(json.dumps(both, sort_keys=True).encode())


def _files_under(name: str, path: str) -> Iterator[tuple[str, str]]:
    if not os.path.isdir(path):
        yield name, path
        return
    with naming(path, "read"):
        entries = os.listdir(path)
    for entry in entries:
        if not entry.startswith(".") and entry != "__pycache__":
            yield from _files_under(f"{name}/{entry}", os.path.join(path, entry))


def installed_version(distribution: str) -> str | None:
    """Return the version of an installed package, or None if it is not there."""
    wanted = _normal(distribution)
    for folder in sys.path:
        try:
            entries = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for entry in entries:
            name, _, version = entry.removesuffix(".dist-info").rpartition("-")
            if entry.endswith(".dist-info") and _normal(name) == wanted:
                return version
    return None


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def refusal(path: str) -> str | None:
    """Return why a path from a tree, lock or journal is not usable, or None."""
    parts = path.split("/")
    if not path.isprintable() or any(char in path for char in '<>:"|?*\\'):
        return "holds a character that file names cannot have everywhere"
    # A trailing dot or space is dropped by Windows; "." and ".." end so as well.
    if any(not part or part[-1] in ". " for part in parts):
        return "is not a plain relative path"
    if any(part.casefold() in (LOCK, STAGING) for part in parts):
        return "is kept for accordant itself"
    return None


def state(out: AnyPath, path: str) -> str | None:
    """Return what is at `path` in `out`, following no symlink on the way.

    The digest of a regular file, else FOLDER, SYMLINK or SPECIAL, else None; also
    None if a parent is no folder. Raises WriteError for what cannot be read.
    """
    here = os.fspath(out)
    mode = stat.S_IFDIR
    with naming(f"{here}/{path}", "read"):
        try:
            for part in path.split("/"):
                if not stat.S_ISDIR(mode):
                    return None
                here = f"{here}/{part}"
                mode = os.lstat(here).st_mode
            if stat.S_ISREG(mode):
                with open(here, "rb") as file:
                    return digest(file.read())
        except (FileNotFoundError, NotADirectoryError):
            return None
    if stat.S_ISDIR(mode):
        return FOLDER
    return SYMLINK if stat.S_ISLNK(mode) else SPECIAL


def vanishes(out: AnyPath, folder: str, removed: set[str]) -> bool:
    """Return whether removing the paths `removed` leaves nothing in `folder`."""
    here = f"{os.fspath(out)}/{folder}"
    with naming(here, "read"):
        inside = [f"{folder}/{name}" for name in os.listdir(here)]
    return bool(inside) and all(
        path in removed or (state(out, path) == FOLDER and vanishes(out, path, removed))
        for path in inside
    )


def is_digest(value: object) -> bool:
    """Return whether `value` is a digest as `digest` makes them."""
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def lock_text(target: str, inputs: str, files: Mapping[str, str]) -> str:
    """Return the text of a lock; `files` maps a path in the target to its digest."""
    lock = {"target": target, "inputs": inputs, "files": dict(files)}
    return json.dumps(lock, indent=2, sort_keys=True) + "\n"


def read_lock(out: AnyPath, target: str) -> tuple[str, dict[str, str]] | None:
    """Return the inputs' digest and the files' digests by path, None if no lock file.

    Raises WriteError for a lock that accordant cannot have written.
    """
    path = f"{target}/{LOCK}"
    if not is_digest(state(out, path)):
        return None
    try:
        lock = json.loads(read(f"{os.fspath(out)}/{path}"))
    except (ValueError, RecursionError):
        raise _damaged(out, path, "it is not JSON") from None
    if not isinstance(lock, dict) or set(lock) != {"target", "inputs", "files"}:
        raise _damaged(out, path, "it is not an object of target, inputs and files")
    inputs, files = lock["inputs"], lock["files"]
    if lock["target"] != target:
        raise _damaged(out, path, f"its target is {lock['target']!r}")
    if not isinstance(inputs, str):
        raise _damaged(out, path, "inputs is not a text")
    if not isinstance(files, dict):
        raise _damaged(out, path, "files is not an object")
    for name, value in files.items():
        if refusal(name) or not is_digest(value):
            raise _damaged(out, path, f"{name!r} is not a path with its digest")
    return inputs, files


def read_locks(
    out: AnyPath, targets: Iterable[str]
) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return the digests by path of all that was generated, the locks included.

    The second result maps each damaged lock to a message; what it listed is unknown.
    """
    known: dict[str, str | None] = {}
    damaged: dict[str, str] = {}
    for target in targets:
        path = f"{target}/{LOCK}"
        try:
            lock = read_lock(out, target)
        except WriteError as error:
            damaged[path] = str(error)
            continue
        if lock:
            known[path] = state(out, path)
            known |= {f"{target}/{name}": was for name, was in lock[1].items()}
    return known, damaged


def _damaged(out: AnyPath, path: str, reason: str) -> WriteError:
    cure = "restore it, or --overwrite makes a new one"
    return WriteError((f"{os.fspath(out)}/{path}: damaged lock, {reason}; {cure}",))


def contents_with_locks(
    trees: Mapping[str, Mapping[str, str | bytes]], inputs: Mapping[str, str]
) -> dict[str, bytes]:
    """Return the bytes of all files of all targets by path, the locks last.

    `trees` maps a target to its contents by path, `inputs` a target to the digest of
    its inputs. Raises WriteError for paths that cannot be files below one folder.
    """
    contents: dict[str, bytes] = {}
    locks: dict[str, bytes] = {}
    refused: list[str] = []
    for target in sorted(trees):
        digests = {}
        if (reason := refusal(target)) or "/" in target:
            refused.append(f"target {target!r} {reason or 'is more than one name'}")
        for path, content in sorted(trees[target].items()):
            if reason := refusal(path):
                refused.append(f"{target}: path {path!r} {reason}")
            try:
                data = _encoded(content)
            except UnicodeEncodeError as error:
                refused.append(f"{target}: {path!r} is not valid text: {error.reason}")
                continue
            contents[f"{target}/{path}"] = data
            digests[path] = digest(data)
        locks[f"{target}/{LOCK}"] = lock_text(target, inputs[target], digests).encode()
    contents |= locks
    refused.extend(_clashes(contents))
    if refused:
        raise WriteError(tuple(refused))
    return contents


def _encoded(content: str | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.replace("\r\n", "\n").encode()


def _clashes(paths: Collection[str]) -> Iterator[str]:
    """Yield a message for every two paths that some file system takes for one."""
    folders = folders_of(paths)
    spelled: dict[str, str] = {}
    for path in sorted(folders.union(paths)):
        other = spelled.setdefault(folded(path), path)
        if other != path:
            yield f"{other} and {path} differ only in case"
        elif path in folders and path in paths:
            yield f"{path} is both a file and a folder"


def folded(path: str) -> str:
    """Return what a file system that ignores case takes the path for."""
    return unicodedata.normalize("NFC", path).casefold()


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder above the paths."""
    return {path[:at] for path in paths for at, char in enumerate(path) if char == "/"}


def pending(out: AnyPath) -> bool:
    """Return whether a run in `out` is under way or was cut short."""
    return os.path.lexists(f"{os.fspath(out)}/{STAGING}")


def up_to_date(out: AnyPath, inputs: Mapping[str, str]) -> bool:
    """Return whether every target was generated from its inputs and is untouched.

    `inputs` maps a target to the digest of its inputs. A damaged lock counts as out
    of date. Raises WriteError for a file that cannot be read.
    """
    return not pending(out) and all(
        _untouched(out, target, value) for target, value in inputs.items()
    )


def _untouched(out: AnyPath, target: str, inputs: str) -> bool:
    try:
        lock = read_lock(out, target)
    except WriteError:
        return False
    if lock is None or lock[0] != inputs:
        return False
    return all(state(out, f"{target}/{path}") == was for path, was in lock[1].items())


@contextmanager
def holding(out: AnyPath) -> Iterator[None]:
    """Keep other processes from writing in the folder `out`, where the system can.

    Raises WriteError if one already does.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with naming(out, "write"):
        handle = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # Some network file systems have no such locks.
        with suppress(OSError):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                message = "another accordant is writing here; run again when it is done"
                raise WriteError((f"{os.fspath(out)}: {message}",)) from None
        yield
    finally:
        os.close(handle)
