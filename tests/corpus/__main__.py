"""What the generator makes of real documents.

    python -m tests.corpus [NAME ...] [--untyped] [--names]

takes those of the folder that `ACCORDANT_CORPUS` names, or the ones whose names are
given, and prints a row for each, and the kinds of warnings, most frequent first, each
with the first place that has it. The exit code is 1 if a package cannot be generated or
imported, if mypy --strict finds something, if an operation has no method, if a name is
numbered, or if more than 3 names in 1,000 have a role word.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.documents import ABSENT, corpus
from tests.corpus.table import HEAD, Row, row

from accordant.location import Problem
from accordant.warned import kind_of

ROLES_IN_1000 = 3
SHOWN = 5
"""Lines of what is wrong with one document."""


def main() -> int:
    """Print the table, then what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus")
    parser.add_argument(
        "names", nargs="*", help="documents, by their names' beginnings"
    )
    parser.add_argument("--untyped", action="store_true", help="leave out mypy")
    parser.add_argument("--names", action="store_true", dest="named", help="list names")
    options = parser.parse_args()
    wanted = tuple(options.names)
    found = [path for path in corpus() if not wanted or path.name.startswith(wanted)]
    if not found:
        print(ABSENT, file=sys.stderr)
        return 2
    rows: list[Row] = []
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        for path in found:
            rows.append(row(path, Path(folder), not options.untyped))
            print(rows[-1].line(), flush=True)
    return told(rows, options.named)


def told(rows: list[Row], named: bool) -> int:
    """Print the sums and what is wrong; the exit code."""
    names = sum(one.names for one in rows)
    roles = sum(len(one.roles) for one in rows)
    numbered = sum(len(one.numbered) for one in rows)
    right = sum(not one.wrong for one in rows)
    share = 1000 * roles / max(names, 1)
    print(
        f"\n{right} of {len(rows)} documents; of {names:,} names {numbered} numbered,"
    )
    print(f"{roles} ({share:.1f} in 1,000) with a role word")
    print(*kinds([warning for one in rows for warning in one.warnings]), sep="\n")
    for one in rows:
        for line in one.wrong[:SHOWN]:
            print(f"{one.name}: {line}")
        if named or one.numbered:
            print(f"{one.name}: numbered {one.numbered}, role words {one.roles}")
    return int(right < len(rows) or numbered > 0 or share > ROLES_IN_1000)


def kinds(warnings: list[Problem]) -> Iterator[str]:
    """How many warnings there are of each kind, and where the first one is."""
    first = {kind_of(one.message): str(one) for one in reversed(warnings)}
    counted = Counter(kind_of(one.message) for one in warnings)
    yield f"\n{len(warnings)} warnings of {len(counted)} kinds"
    for kind, count in counted.most_common():
        yield f"{count:6}  {kind}\n        {first[kind]}"


if __name__ == "__main__":
    sys.exit(main())
