"""Judges requests: a line of JSON in, a line with all that is wrong with it out.

    python judge.py < requests.jsonl

Asked is `{"id", "model", "request"}`, or `"text"`, the request's JSON text, instead of it;
`"repeat"` says how often the values at some pointers are repeated. Answered is `{"id",
"violations": [{"rule", "path", "message", "severity"}]}`, or `{"id", "error"}`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from subject import models, violations
from vectors import request_of


def judged(asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to one line."""
    try:
        if "text" in asked:
            asked["request"] = json.loads(asked["text"])
        found = violations(getattr(models, asked["model"]), request_of(asked))
    except (AttributeError, LookupError, RecursionError, ValueError) as error:
        return {"id": asked["id"], "error": str(error)}
    entries = [
        {"rule": v.rule, "path": v.path, "message": v.message, "severity": v.severity}
        for v in found
    ]
    return {"id": asked["id"], "violations": entries}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(judged(json.loads(line))) + "\n")
