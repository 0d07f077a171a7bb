"""The official client of npm and the generated one: the same calls, the same answers.

python -m tests.official.same
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "generator")]

from tests.official.clients import REQUESTS  # noqa: E402
from tests.official.environments import NPM, node  # noqa: E402
from tests.official.served import FLAGSHIP, mock  # noqa: E402

import accordant  # noqa: E402
from bindings.executors import typescript, write  # noqa: E402

_FAULT = "x-accordant-fault"
CALLS: list[dict[str, Any]] = [
    *({"request": request} for request in REQUESTS),
    {"request": {"prompt": "x", "quality": "high"}},
    {"request": {"prompt": "x", "model": "dall-e-3", "n": 2}},
    {"request": {}},
    *(
        {
            "request": {"prompt": "x"},
            "options": {"headers": {_FAULT: f"status={status}"}, "maxRetries": 0},
        }
        for status in (400, 401, 403, 404, 409, 418, 422, 429, 500, 503)
    ),
    {
        "request": {"prompt": "x"},
        "options": {"headers": {_FAULT: "status=503,200;retry-after-ms=1"}},
    },
    {
        "request": {"prompt": "x"},
        "options": {
            "headers": {_FAULT: "delay=2"},
            "timeout": 100,
            "maxRetries": 0,
        },
    },
    {
        "request": {"prompt": "x", "model": "gpt-image-1", "stream": True},
        "options": {"headers": {_FAULT: "crlf"}},
    },
]
DIFFERENT = {418: {"name": ("APIError", "APIStatusError")}}
"""What is called otherwise, by status: in the official client, in ours."""


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two outcomes are equal, known names of errors apart."""
    for key, (theirs, ours) in DIFFERENT.get(one.get("status", 0), {}).items():
        if (one.get(key), other.get(key)) != (theirs, ours):
            return False
        one, other = {**one, key: ""}, {**other, key: ""}
    return one == other


def main() -> int:
    """Make all calls with both; the exit code is 1 if an answer differs."""
    wrong = 0
    official = node(NPM)
    with tempfile.TemporaryDirectory() as folder, mock(FLAGSHIP) as url:
        package = write(accordant.load(FLAGSHIP), "typescript", Path(folder))
        typescript(package)
        done = subprocess.run(
            ["node", HERE / "same.mjs", official, package / "dist/index.js"],
            input="".join(json.dumps(call) + "\n" for call in CALLS),
            env={**os.environ, "OPENAI_BASE_URL": f"{url}/v1", "OPENAI_API_KEY": "k"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=300,
        )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    for call, (theirs, ours) in zip(CALLS, answers, strict=True):
        equal = same(theirs, ours)
        wrong += not equal
        print(f"{'same' if equal else 'DIFFERENT'}  {json.dumps(call)[:100]}")
        if not equal:
            print(
                f"  official {json.dumps(theirs)[:300]}\n  ours     {json.dumps(ours)[:300]}"
            )
    print(f"{len(CALLS)} calls, {wrong} answered otherwise")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
