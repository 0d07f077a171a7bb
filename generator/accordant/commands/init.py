"""`accordant init`: a spec folder for one's own API."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from accordant import lock
from accordant.options import Misuse, Options, Syntax

SYNTAX = Syntax(
    usage="""\
usage: accordant init DOCUMENT [--out DIR]

Makes a spec folder of an OpenAPI document: the document as it is and the files that it
names, an sdk.yaml with the names that were inferred, and a constraints.yaml to put rules
in. Everything in them may be changed, and nothing is needed.

  --out DIR    the folder to make (default: spec); it must not be there, or be empty

example: accordant init openapi.yaml --out spec
""",
    values={"--out": ()},
    operands=("DOCUMENT",),
)


def run(options: Options) -> int:
    """Make the folder; the exit code."""
    (document,) = options.operands
    out = options.value("--out") or "spec"
    if not os.path.exists(document):
        raise Misuse(f"no such file: {document}")
    if os.path.isdir(document):
        raise Misuse(f"DOCUMENT is a file, and this is a folder: {document}")
    if os.path.lexists(out) and (not os.path.isdir(out) or os.listdir(out)):
        raise Misuse(f"something is there already, and is not touched: {out}")
    from accordant.loading import deeply

    return deeply(lambda: _run(Path(document), Path(out)))


def _run(document: Path, out: Path) -> int:
    from accordant.location import Report, SpecError
    from accordant.spec import load
    from accordant.starting import folder

    report = Report()
    try:
        contents = folder(document, load(document, report, beside=True))
    except SpecError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        _make(out, contents)
    except OSError as error:
        reason = error.strerror or "unwritable"
        raise lock.WriteError((f"{out}: cannot make the folder: {reason}",)) from None
    for name in contents:
        print(f"created {out / name}")
    if count := len(report.warnings()):
        listing = f"'accordant lint --spec {out}' lists them"
        print(f"{count} warning{'s' if count > 1 else ''}: {listing}")
    print(f"next: accordant generate --spec {out} --out generated")
    return 0


def _make(out: Path, contents: dict[str, bytes]) -> None:
    """Make the folder as a whole, or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for name, data in contents.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)
        fresh.chmod(0o755)
        os.replace(fresh, out)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
