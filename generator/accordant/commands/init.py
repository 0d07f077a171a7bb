"""`accordant init`: a spec folder for one's own API."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from accordant.options import Misuse, Options, Syntax

SYNTAX = Syntax(
    usage="""\
usage: accordant init DOCUMENT [--out DIR]

Makes a spec folder of an OpenAPI document: the document as it is, an sdk.yaml with the
names that were inferred, and a constraints.yaml to put rules in. Everything in them may
be changed, and nothing is needed.

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
    from accordant.loading import loaded
    from accordant.starting import folder
    from accordant.writer import make

    api = loaded(str(document), strict=False)
    if api is None:
        return 1
    contents = folder(document, api)
    make(out, contents)
    for name in contents:
        print(f"created {out / name}")
    print(f"next: accordant generate --spec {out} --out generated", file=sys.stdout)
    return 0
