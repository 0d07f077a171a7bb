"""The vectors that validators of all languages are judged by, made from a seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from accordant import ir
from accordant.ir import Json
from accordant.rules.evaluate import evaluate
from accordant.shortening import lengthened, shortened
from accordant.targets import vectors
from bindings.spelling import (
    ODD_NUMBERS,
    WHOLES,
    disturbed,
    text_of,
)
from inline import model_of
from oracles.revisions import REVISIONS

MODEL = "ImageGenerateParams"

_CORE = 700
"""Vectors of a revision that are committed."""

_LONG = 20
"""Requests whose long texts have no compact form."""

Entry = tuple[str, str, str, str]
"""Rule, path, message, severity."""


class Vector(NamedTuple):
    """A request as a line for an executor, and all that is wrong with it."""

    id: str
    model: str
    text: str
    repeat: dict[str, int]
    expected: tuple[Entry, ...]

    def asked(self) -> dict[str, Any]:
        """What an executor is asked."""
        line: dict[str, Any] = {"id": self.id, "model": self.model, "text": self.text}
        return {**line, "repeat": self.repeat} if self.repeat else line

    def line(self) -> str:
        """The same as a line of JSON."""
        return json.dumps(self.asked())


def flagship(name: str, api: ir.Api, seed: int, count: int) -> Iterator[Vector]:
    """So many vectors of a revision: its boundaries and single faults from the table and
    the hand-written list, whole texts, numbers; then drawn bodies, each third of them
    spelled oddly or disturbed."""
    made = _Made(api, MODEL, name)
    found = [made.of(text, {}) for text in _texts(name, api)]
    yield from found
    rng, left, long = random.Random(seed), count - len(found), _LONG
    for index, body in enumerate(REVISIONS[name].requests(seed, 2 * left)):
        if left == 0:
            return
        odd = index % 3 == 0
        if odd and isinstance(body, dict) and body and rng.random() < 0.5:
            body = disturbed(body, rng)
        line = shortened(body)
        try:
            text = text_of(line["request"], rng if odd else None)
        except ValueError:  # NaN
            continue
        if len(text) > 1000:
            long -= 1
            if seed == 0 or long < 0:
                continue
        left -= 1
        yield made.of(text, line.get("repeat", {}))


def core(name: str, api: ir.Api) -> list[Vector]:
    """The vectors that are committed: all that need not be drawn, and some odd ones."""
    return [*flagship(name, api, 0, _CORE)]


def of_case(
    name: str, api: ir.Api, model: str, values: Iterable[Json]
) -> Iterator[Vector]:
    """Vectors of any model, for values of it."""
    made = _Made(api, model, name)
    for value in values:
        try:
            text = text_of(value)
        except ValueError:  # NaN
            continue
        yield made.of(text, {})


def _texts(name: str, api: ir.Api) -> Iterator[str]:
    """What need not be drawn."""
    for path, text in vectors.render(api).items():
        if path.endswith(".jsonl") and "shadowed" not in path:
            for line in map(json.loads, text.splitlines()):
                yield text_of(lengthened(line))
    for vector in REVISIONS[name].vectors():
        yield text_of(vector.request)
    # As many signs as a model takes, to who counts what is seen as one; not to us.
    for model, half in (("dall-e-2", 500), ("gpt-image-2", 16_000)):
        for times in (half, half + 1):
            yield text_of({"prompt": "e\u0301" * times, "model": model})
    yield from WHOLES
    for field in ("prompt", "n", "output_compression", "partial_images", "stream"):
        for number in ODD_NUMBERS:
            around = '"prompt":"x","model":"gpt-image-1","output_format":"webp"'
            yield f'{{{around},"{field}":{number}}}'


class _Made:
    """Makes the vectors of one model, numbered."""

    def __init__(self, api: ir.Api, model: str, prefix: str) -> None:
        self.api, self.model, self.prefix = api, model_of(api, model), prefix
        self.number = 0

    def of(self, text: str, repeat: dict[str, int]) -> Vector:
        self.number += 1
        if len(text) > 500 and not repeat:
            line = shortened(json.loads(text))
            text, repeat = text_of(line["request"]), line.get("repeat", {})
        value = lengthened({"request": json.loads(text), "repeat": repeat})
        found = evaluate(self.model, self.api.declarations, value)
        return Vector(
            f"{self.prefix}/{self.number}",
            self.model.name,
            text,
            repeat,
            tuple(tuple(entry) for entry in found),
        )
