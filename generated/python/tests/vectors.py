"""Requests with all that is wrong with them: `vectors.jsonl` beside this file."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def lines(name: str) -> list[dict[str, Any]]:
    """The lines of a file; none if there is no such file."""
    path = HERE / name
    text = path.read_text("utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


@cache
def by_model() -> dict[str | None, list[dict[str, Any]]]:
    """The vectors of each model, by the name of its class."""
    found: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for line in lines("vectors.jsonl"):
        found[line["model"]].append(line)
    return found


def request_of(vector: dict[str, Any]) -> Any:
    """The request, its long values repeated as often as `repeat` says."""
    request = json.loads(json.dumps(vector["request"]))
    for pointer, times in vector.get("repeat", {}).items():
        place = request
        *parents, last = [
            part.replace("~1", "/").replace("~0", "~")
            for part in pointer.split("/")[1:]
        ]
        for part in parents:
            place = place[int(part) if isinstance(place, list) else part]
        key = int(last) if isinstance(place, list) else last
        place[key] = place[key] * times
    return request


def some(found: list[Any], most: int = 400) -> list[Any]:
    """Not too many cases: of those of a large API every so many are taken."""
    return found[:: len(found) // (most + 1) + 1]
