"""Requests and proofs in words, as `witness` and `lint` print them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from accordant import ir
from accordant.rules.evaluate import Violation, evaluate
from accordant.rules.wording import listed


def verdict(api: ir.Api, entry: ir.Witness) -> list[Violation]:
    """What the reference evaluator says of a witness."""
    model = ir.model_of(api.declarations, entry.model)
    return evaluate(model, api.declarations, entry.request)


def verdict_lines(found: Iterable[Violation]) -> list[str]:
    """A verdict, an entry a line."""
    lines = [
        f"{entry.severity} {entry.rule} at {entry.path or 'the top'}: {entry.message}"
        for entry in found
    ]
    return lines or ["valid"]


def counted(number: int, noun: str) -> str:
    """`1 proof`, `2 proofs`; of a word that ends so, `2 witnesses`."""
    plural = f"{noun}{'es' if noun.endswith('s') else 's'}"
    return f"{number} {noun if number == 1 else plural}"


def proof_text(entry: ir.Proof) -> str:
    """A proof as a sentence."""
    does = "breaks" if entry.lacks == "invalid" else "passes"
    if entry.shadowed_by is None:
        return "not known: other values than were tried might do"
    if not entry.shadowed_by:
        return f"none: no request {does} it"
    return f"none: what {does} it breaks {or_list(entry.shadowed_by)} as well"


def or_list(names: Sequence[str]) -> str:
    """`a, b or c`."""
    return listed(names, "or")


def bold(text: str) -> str:
    """Text that stands out, on a terminal."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[1m{text}\033[0m"
