"""A plan of the writer as a unified diff."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterator

from accordant.lock import is_digest, read
from accordant.writer import Plan


def diff(plan: Plan, prefix: str = "", but: str = "\0") -> Iterator[str]:
    """Yield the lines of a unified diff of what `apply` would change, by path.

    Paths stand behind `prefix`, none ends in `but`. Raises WriteError when unreadable.
    """
    for step in sorted(s for s in plan.steps if not s.path.endswith(but)):
        old = read(plan.out / step.path) if is_digest(step.before) else b""
        new = plan.contents[step.path] if step.after else b""
        before = "/dev/null" if step.kind == "created" else f"a/{prefix}{step.path}"
        after = "/dev/null" if step.kind == "removed" else f"b/{prefix}{step.path}"
        try:
            if b"\0" in old + new:
                raise ValueError
            # Only a line feed ends a line here; str.splitlines knows many more.
            was, is_now = (list(io.StringIO(data.decode())) for data in (old, new))
        except ValueError:
            yield f"Binary files {before} and {after} differ\n"
            continue
        lines = list(difflib.unified_diff(was, is_now, before, after))
        for line in lines or (f"--- {before}\n", f"+++ {after}\n"):
            yield line
            if not line.endswith("\n"):
                yield "\n\\ No newline at end of file\n"
