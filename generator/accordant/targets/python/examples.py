"""The data of the package's own tests: what models hold, and what methods are called
with and answered with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from accordant import ir, names
from accordant.surface.answers import is_stream
from accordant.surface.types import model_of
from accordant.targets.python.methods import Method
from accordant.targets.python.models import Models
from accordant.targets.python.resources import Resource

_SAMPLES: dict[str, ir.Json] = {
    "string": "a b/c",
    "integer": 1,
    "number": 1.5,
    "boolean": True,
    "null": None,
}


def of_models(models: Models) -> Iterator[str]:
    """The examples of bodies and responses that are models: JSON Lines."""
    for operation in models.api.operations:
        carried: list[ir.Body | ir.Response] = list(operation.bodies)
        for body in [*carried, *operation.responses]:
            for example in body.examples:
                name = _model_of(models.api, body.type, example.value)
                if name is not None:
                    line = {
                        "name": f"{operation.name}/{example.name}",
                        "model": models.classes[name],
                        "value": example.value,
                    }
                    yield json.dumps(line) + "\n"


def of_validators(models: Models, vectors: Mapping[str, str]) -> Iterator[str]:
    """The vectors of every judged model, each line with its class: JSON Lines."""
    for model in models.api.judged():
        start = f'{{"model": {json.dumps(models.classes[model.name])}, '
        for line in vectors[f"{names.snake(model.name)}.jsonl"].splitlines(True):
            yield start + line.removeprefix("{")


def of_methods(models: Models, root: Resource) -> Iterator[str]:
    """Every method: how it is called, and what may answer it: JSON Lines."""
    for resource in root.all():
        for method in resource.methods:
            path = ".".join((*resource.path, method.name))
            yield json.dumps(_of_method(models, method, path)) + "\n"


def _of_method(models: Models, method: Method, path: str) -> dict[str, ir.Json]:
    operation, body = method.operation, method.body
    fields: dict[str, ir.Json] = {}
    requests: list[ir.Json] = []
    judged = False
    if body is not None:
        requests = [example.value for example in body.chosen.examples]
        model = model_of(models.api, body.chosen.type)
        judged = model is not None and body.judge is not None
        if not body.whole:
            fields = {a.wire: a.name for a in body.arguments}
    is_json = method.events is None or method.events.data == "json"
    placed = [a for arguments in method.placed.values() for a in arguments]
    return {
        "method": path,
        "http": operation.http,
        "kind": method.answer.kind,
        "others": {a.name: _of_type(models.api, a.kind) for a in placed if a.required},
        "media": body.chosen.media if body is not None else None,
        "params": body.judge if body and judged else None,
        "body": body is not None and body.whole,
        "fields": fields,
        "requests": requests,
        "answers": _answers(operation, events=False),
        "events": _answers(operation, events=True) if is_json else [],
        "optional": body is not None and not body.chosen.required,
        "pages": method.answers.item is not None,
        "stream": method.stream,
        "stream_field": operation.stream_field if method.stream else None,
    }


def _answers(operation: ir.Operation, events: bool) -> list[ir.Json]:
    return [
        example.value
        for response in operation.successes()
        if is_stream(response) == events
        for example in response.examples
    ]


def _of_type(api: ir.Api, kind: ir.Type) -> ir.Json:
    match kind:
        case ir.Nullable(type=inner):
            return _of_type(api, inner)
        case ir.Primitive(kind=name):
            return _SAMPLES[name]
        case ir.Const(value=value):
            return value
        case ir.ListOf(item=item):
            return [_of_type(api, item)]
        case ir.Ref(name=name):
            decl = api.declarations[name]
            if isinstance(decl, ir.Enum):
                return decl.values[0].value
            return _of_type(api, decl.type) if isinstance(decl, ir.Alias) else "a"
        case _:
            return "a"


def _model_of(api: ir.Api, kind: ir.Type, value: ir.Json) -> str | None:
    """The model that a value of a type is, by its tag where that is a union."""
    decl = api.declarations[kind.name] if isinstance(kind, ir.Ref) else None
    if isinstance(decl, ir.Model):
        return decl.name
    if isinstance(decl, ir.Union) and isinstance(value, dict):
        for arm in decl.arms:
            if value.get(str(decl.tag)) in arm.tags and isinstance(arm.type, ir.Ref):
                return arm.type.name
    return None
