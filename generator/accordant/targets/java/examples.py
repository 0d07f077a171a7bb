"""What the tests of a package read: examples of its models, vectors of its validators."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from accordant import ir, names
from accordant.surface.types import model_of
from accordant.targets.java.homes import Homes


def of_models(api: ir.Api, homes: Homes) -> str:
    """Lines of JSON: a class, and an example of its objects."""
    lines = []
    for kind, value in _examples(api):
        model = model_of(api, kind)
        if model is not None and model.fields and isinstance(value, dict):
            home = homes.of[model.name]
            name = f"{home.package}.{'$'.join(home.path)}"
            lines.append(f"{json.dumps({'class': name, 'value': value})}\n")
    return "".join(dict.fromkeys(lines))


def _examples(api: ir.Api) -> Iterator[tuple[ir.Type, ir.Json]]:
    for operation in api.operations:
        for body in operation.bodies:
            if ir.is_json(body.media):
                yield from ((body.type, example.value) for example in body.examples)
        for response in operation.responses:
            if ir.is_json(response.media):
                for example in response.examples:
                    yield response.type, example.value


def of_validators(api: ir.Api, vectors: Mapping[str, str]) -> str:
    """The vectors of all models, each with the name of its model."""
    lines = []
    for model in api.judged():
        for line in vectors.get(f"{names.snake(model.name)}.jsonl", "").splitlines():
            vector = json.loads(line)
            told = {"id": f"{model.name} {vector['name']}", "model": model.name}
            lines.append(f"{json.dumps({**told, **vector})}\n")
    return "".join(lines)
