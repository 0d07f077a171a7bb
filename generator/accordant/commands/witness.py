"""`accordant witness`: what each check lets pass, and what breaks it alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordant import ir
from accordant.options import Misuse, Options, Syntax, hint
from accordant.project import SPEC_USAGE, chosen_spec

SYNTAX = Syntax(
    usage=f"""\
usage: accordant witness [RULE] [--spec DIR or FILE] [--json] [--write] [--strict]

Shows for each check a request that passes it, at its limit if it has one, and one
that breaks nothing else; or why there is none. RULE is the id of a rule, or the name
of one check, such as n.maximum or prompt-length/large.

{SPEC_USAGE}
  --json       one JSON object a line, with the violations of each request
  --write      store them all in the spec folder, where targets find them
  --strict     warnings count as errors

example: accordant witness n.maximum --spec spec/2025-12
""",
    flags=("--json", "--write", "--strict"),
    values={"--spec": ()},
    operands=("[RULE]",),
)


def run(options: Options) -> int:
    """Print witnesses, or store them."""
    spec = chosen_spec(options.value("--spec"))
    rule = next(iter(options.operands), None)
    storing = "--write" in options.flags
    if storing and rule is not None:
        raise Misuse("--write stores the witnesses of all checks, so leave RULE out")
    if storing and not os.path.isdir(spec):
        raise Misuse(f"--write needs a spec folder, and this is none: {spec}")
    from accordant import analysis

    message = analysis.missing()
    if message:
        raise Misuse(message)
    from accordant.loading import deeply

    return deeply(lambda: _run(spec, rule, options.flags))


def _run(spec: str, rule: str | None, flags: set[str]) -> int:
    from accordant.loading import loaded

    api = loaded(spec, "--strict" in flags, stored=False)
    if api is None:
        return 1
    found = _found(api, rule)
    if "--write" in flags:
        return _store(Path(spec), list(found))
    show = _as_json if "--json" in flags else _as_text
    for line in show(api, found):
        print(line)
    return 0


def _found(api: ir.Api, rule: str | None) -> Iterator[ir.Shown]:
    """The witnesses of all checks, or of those that are meant. Raises Misuse."""
    from accordant.analysis.witness import witnesses
    from accordant.rules.labels import labels, targets

    if rule is None:
        return witnesses(api)
    known: dict[str, None] = {}
    for model in api.judged():
        met, _ = targets(model, api.declarations)
        for target, label in zip(met, labels(met), strict=True):
            known |= {target.id: None, label: None}
    if rule not in known:
        raise Misuse(f"no check '{rule}'{hint(rule, tuple(known))}")
    return witnesses(api, rule)


def _store(folder: Path, found: list[ir.Shown]) -> int:
    """Write the file as a whole, or leave what was there."""
    from accordant.analysis.words import counted
    from accordant.witnesses import FILE, written

    path, text = folder / FILE, written(found)
    proofs = sum(isinstance(entry, ir.Proof) for entry in found)
    said = f"{counted(len(found) - proofs, 'witness')}, {counted(proofs, 'proof')}"
    if path.is_file() and path.read_bytes() == text.encode():
        print(f"{path}: unchanged ({said})")
        return 0
    fresh = path.with_name(f".{FILE}.{os.getpid()}")
    try:
        fresh.write_bytes(text.encode())
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    print(f"wrote {path} ({said})")
    return 0


def _as_json(api: ir.Api, found: Iterator[ir.Shown]) -> Iterator[str]:
    from accordant.analysis.words import verdict
    from accordant.witnesses import as_json

    for entry in found:
        line: dict[str, Any] = as_json(entry)
        if isinstance(entry, ir.Witness):
            line["violations"] = [list(violation) for violation in verdict(api, entry)]
        yield json.dumps(line)


def _as_text(api: ir.Api, found: Iterator[ir.Shown]) -> Iterator[str]:
    from accordant.analysis import words
    from accordant.shortening import request_text

    several = len(list(api.judged())) > 1
    before: tuple[str, str] | None = None
    for entry in found:
        if (entry.model, entry.check) != before:
            model = f"  ({entry.model})" if several else ""
            yield from ([""] if before else [])
            yield f"{words.bold(entry.check)}{model}"
            before = entry.model, entry.check
        if isinstance(entry, ir.Proof):
            yield f"  {entry.lacks:9} {words.proof_text(entry)}"
            continue
        limit = f"{entry.limit}: " if entry.limit else ""
        yield f"  {entry.kind:9} {limit}{request_text(entry.request)}"
        for line in words.verdict_lines(words.verdict(api, entry)):
            yield f"            {line}"
