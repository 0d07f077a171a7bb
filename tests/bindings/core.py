"""The committed core of the vectors: `core-REVISION.jsonl`, for validators anywhere.

    python -m tests.bindings.core

writes them anew. A line is what an executor is asked, and `violations` what it says:
`[rule, path, message, severity]` each, in order.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "generator")]

from bindings.specs import core  # noqa: E402
from oracles.revisions import REVISIONS  # noqa: E402


def file(revision: str) -> Path:
    """Where the core of a revision is."""
    return Path(__file__).with_name(f"core-{revision}.jsonl")


def text(revision: str) -> str:
    """What it holds."""
    return "".join(
        json.dumps({**vector.asked(), "violations": vector.expected}) + "\n"
        for vector in core(revision)
    )


if __name__ == "__main__":
    for name in REVISIONS:
        file(name).write_text(text(name), encoding="utf-8")
