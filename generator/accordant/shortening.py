"""Requests as lines of JSON have them: what is long because it repeats is cut to one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from accordant.pointers import pointer, steps_of

if TYPE_CHECKING:
    from accordant.ir import Json

_SHORT = 64
"""Characters or items of the longest value that is written out."""


def shortened(request: Json) -> dict[str, Any]:
    """A request as `request`, and as `repeat` how often what was cut short stands in
    it, by pointer; without `repeat` if nothing was."""
    repeat: dict[str, int] = {}
    found: dict[str, Any] = {"request": _cut(request, "", repeat)}
    return found | ({"repeat": repeat} if repeat else {})


def _cut(value: Json, path: str, repeat: dict[str, int]) -> Json:
    if isinstance(value, dict):
        return {
            key: _cut(inner, pointer(path, key), repeat) for key, inner in value.items()
        }
    if isinstance(value, str | list) and len(value) > _SHORT:
        for size in (1, 2):
            times, rest = divmod(len(value), size)
            if not rest and value == value[:size] * times:
                repeat[path] = times
                return value[:size]
    if isinstance(value, list):
        return [_cut(item, f"{path}/{n}", repeat) for n, item in enumerate(value)]
    return value


def lengthened(line: Mapping[str, Any]) -> Any:
    """The request that was cut short to `request` and `repeat`.

    Raises LookupError, TypeError or ValueError if `repeat` does not fit.
    """
    whole: list[Any] = [json.loads(json.dumps(line["request"]))]
    for path, times in line.get("repeat", {}).items():
        holder: Any = whole
        at: Any = 0
        for step in steps_of(path):
            holder = holder[at]
            at = int(step) if isinstance(holder, list) else step
        holder[at] = holder[at] * times
    return whole[0]


def request_text(request: Json) -> str:
    """A request as one line of JSON; what was cut short is told behind it."""
    line = shortened(request)
    text = printable(json.dumps(line["request"], ensure_ascii=False))
    repeat = line.get("repeat", {})
    told = [f"{path} repeated {times} times" for path, times in repeat.items()]
    return f"{text} ({', '.join(told)})" if told else text


def printable(text: str) -> str:
    """JSON whose lone surrogates are escapes: as they are nothing can write them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
