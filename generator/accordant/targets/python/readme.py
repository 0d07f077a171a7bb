"""The view of the package's README: an example, and the table in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accordant import ir, names
from accordant.rules.evaluate import evaluate
from accordant.surface.access import Access
from accordant.surface.tables import markdown
from accordant.targets.python import clients
from accordant.targets.python.methods import Method
from accordant.targets.python.models import members
from accordant.targets.python.resources import Resource
from accordant.targets.python.text import Call, literal, wrapped


@dataclass(frozen=True, slots=True)
class Example:
    """The first steps with a model, as Python."""

    names: str
    code: list[str]


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option of the client, in words."""

    name: str
    text: str


def options(api: ir.Api, access: Access) -> list[OptionRow]:
    """The options of the client."""
    found = clients.options(api, access, asynchronous=False)
    return [OptionRow(o.name, markdown(" ".join(o.said))) for o in found]


def calls(api: ir.Api, root: Resource, access: Access) -> Example | None:
    """A call of the first method that the document has an example for, and a stream;
    else of the first that needs no arguments."""
    package = api.sdk.get("python", {}).get("package", "api_client")
    client = names.python_client(api.sdk.get("client", {})).name
    variables = api.sdk.get("environment", {})
    variable = variables.get("api_key")
    secrets = [f'{name}="..."' for name in access.options() if name not in variables]
    known = f"  # the key is in {variable}" if variable else ""
    methods = [(one, method) for one in root.all() for method in one.methods]
    told = [(one, method, _given(method)) for one, method in methods]
    bare: list[list[str]] = [[]]
    told += [(one, m, bare) for one, m in methods if not _needs(m)]
    for resource, method, given in told:
        if given is None:
            continue
        verb = f"{'.'.join(('client', *resource.path, method.name))}("
        code = [f"from {package} import {client}", ""]
        code.append(f"client = {client}({', '.join(secrets)}){known}")
        code += [*wrapped(Call(f"answer = {verb}", given[0])), "print(answer)"]
        if method.stream is not None:
            asked = [*given[-1], f"{method.stream}=True"]
            code += ["", *wrapped(Call(f"for event in {verb}", asked, "):"))]
            code.append("    print(event)")
        return Example(client, code)
    return None


def _needs(method: Method) -> bool:
    """Whether a method cannot be called without arguments, or streams."""
    streams = method.answer.kind in ("events", "lines")
    return streams or any(argument.required for argument in method.arguments())


def _given(method: Method) -> list[list[str]] | None:
    """The arguments of a plain call, and of a stream: both from examples."""
    body, operation = method.body, method.operation
    if body is None or body.whole or method.placed:
        return None
    named = {argument.wire: argument.name for argument in body.arguments}
    field = operation.stream_field
    found: dict[bool, list[str]] = {}
    chosen = operation.body()
    for example in chosen.examples if chosen else ():
        if isinstance(example.value, dict):
            streams = example.value.get(field or "") is True
            pairs = [
                f"{named[key]}={literal(value)}"
                for key, value in example.value.items()
                if key in named and key != field
            ]
            found.setdefault(streams, pairs)
    return [found[streams] for streams in sorted(found)] or None


def example(api: ir.Api, classes: Mapping[str, str]) -> Example | None:
    """A request of the document as code, and one that the table refuses."""
    for model in api.judged():
        bodies = [
            body
            for operation in api.operations
            for body in operation.bodies
            if body.type == ir.Ref(model.name)
        ]
        for found in (example for body in bodies for example in body.examples):
            if isinstance(found.value, dict):
                code = list(_steps(api, model, classes, found.value))
                return Example(f"{classes[model.name]}, violations", code)
    return None


def _steps(
    api: ir.Api, model: ir.Model, classes: Mapping[str, str], value: dict[str, ir.Json]
) -> Iterator[str]:
    name = classes[model.name]
    by_wire = {member.field.wire: member.name for member in members(model)}
    parts = [
        f"{by_wire[key]}={literal(item)}"
        for key, item in value.items()
        if key in by_wire
    ]
    yield from wrapped(Call(f"request = {name}(", parts))
    yield f"assert violations({name}, request) == []"
    wrong = next((r for rule in model.table.rules for r in rule.rejects), None)
    if wrong is not None:
        yield ""
        yield f"wrong = {literal(wrong)}"
        yield f"for violation in violations({name}, wrong):"
        yield "    print(violation.rule, violation.path, violation.message)"
        for entry in evaluate(model, api.declarations, wrong):
            yield f"    # {entry.rule} {entry.path} {entry.message}"
