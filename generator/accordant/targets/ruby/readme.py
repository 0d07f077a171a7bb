"""The view of the gem's README: first steps, options, and the table in words."""

from __future__ import annotations

from collections.abc import Iterator

from accordant import ir
from accordant.names import ruby as naming
from accordant.rules.evaluate import evaluate
from accordant.surface.access import Access
from accordant.surface.tables import markdown, tables
from accordant.targets.ruby import clients
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.resources import Method, Resource
from accordant.targets.ruby.text import Call, key, literal

_WIDTH = 80


def view(models: Models, ways_in: Access, root: Resource) -> dict[str, object]:
    """What the template of the README lays out."""
    api = models.api
    steps = list(_calls(models, ways_in, root))
    return {
        "gem": models.gem.gem,
        "module": models.gem.module,
        "version": models.gem.version,
        "require": literal(models.gem.path),
        "title": markdown(api.title),
        "revision": markdown(api.version),
        "calls": steps,
        "options": [
            (option.name, markdown(option.said))
            for option in clients.options(api, ways_in)
        ],
        "streams": any(m.streaming for one in (root, *root.all()) for m in one.methods),
        "pages": any(
            m.found.answers.item is not None
            for one in (root, *root.all())
            for m in one.methods
        ),
        "example": list(_example(models)),
        "tables": [
            table
            for table in tables(api, models.classes)
            if table.families or table.rules or table.server
        ],
        "left_out": ", ".join(_left_out(api)),
        "variable": api.sdk.get("environment", {}).get("log"),
    }


def _left_out(api: ir.Api) -> Iterator[str]:
    """What the document has and the gem has not."""
    yield "a client at module level"
    yield "answers of methods of the client itself with their headers"
    if any(operation.answers for operation in api.operations):
        yield "judging answers"
    if api.webhooks:
        yield "reading webhooks (`Models` has what they bring)"


def _reached(root: Resource) -> Iterator[tuple[str, Method]]:
    """Every method, by how it is reached."""
    waiting = [("client", root)]
    while waiting:
        path, resource = waiting.pop(0)
        for method in resource.methods:
            yield path, method
        for attribute, below in resource.below.items():
            waiting.append((f"{path}.{attribute}", below))


def _calls(models: Models, ways_in: Access, root: Resource) -> Iterator[str]:
    """A call of the first method that the document has an example for, and a stream;
    else of the first that needs no arguments."""
    found = [(path, method, _given(method)) for path, method in _reached(root)]
    bare: list[list[str]] = [[]]
    found += [
        (path, method, bare)
        for path, method in _reached(root)
        if not any(argument.required for argument in method.arguments)
    ]
    chosen = next(((p, m, given) for p, m, given in found if given is not None), None)
    if chosen is None:
        return
    path, method, given = chosen
    api = models.api
    variables = api.sdk.get("environment", {})
    secrets = [f'{name}: "..."' for name in ways_in.options() if name not in variables]
    variable = variables.get("api_key")
    known = f" # the key is in {variable}" if variable else ""
    yield f"require {literal(models.gem.path)}"
    yield ""
    made = f"({', '.join(secrets)})" if secrets else ""
    yield f"client = {models.gem.module}::Client.new{made}{known}"
    verb = f"{path}.{method.name}("
    yield from narrow(Call(f"answer = {verb}", given[0]))
    yield "puts answer"
    if method.asks is not None:
        yield ""
        asked = [*given[-1], f"{method.asks}: true"]
        yield from narrow(Call(f"events = {verb}", asked))
        yield "events.each { |event| p event }"


def _given(method: Method) -> list[list[str]] | None:
    """The arguments of a plain call, and of a stream: both from examples."""
    body = method.found.body
    if body is None or body.fields is None or method.found.parameters:
        return None
    named = {one.wire: one.name for one in method.arguments if one.place == "body"}
    field = method.found.stream_field or ""
    found: dict[bool, list[str]] = {}
    for example in body.chosen.examples:
        if isinstance(example.value, dict):
            streams = example.value.get(field) is True
            pairs = [
                f"{key(named[wire])}{literal(value)}"
                for wire, value in example.value.items()
                if wire in named and wire != field
            ]
            found.setdefault(streams, pairs)
    return [found[streams] for streams in sorted(found)] or None


def _example(models: Models) -> Iterator[str]:
    """A request that the table refuses, and what is wrong with it."""
    for model in models.api.judged():
        wrong = next((r for rule in model.table.rules for r in rule.rejects), None)
        if not isinstance(wrong, dict):
            continue
        name = f"{models.gem.module}::{models.classes[model.name]}"
        if not naming.is_ruby_alias(models.classes[model.name], models.gem.module):
            name = f"{models.gem.module}::Models::{models.classes[model.name]}"
        yield f"require {literal(models.gem.path)}"
        yield ""
        pairs = [f"{key(wire)}{literal(value)}" for wire, value in wrong.items()]
        yield from narrow(Call("wrong = { ", pairs, " }"))
        yield f"{models.gem.module}.valid?({name}, wrong) # => false"
        yield f"{models.gem.module}.violations({name}, wrong).each do |violation|"
        yield '  puts [violation.rule, violation.path, violation.message].join(" ")'
        for entry in evaluate(model, models.api.declarations, wrong):
            yield f"  # {entry.rule} {entry.path} {entry.message}"
        yield "end"
        return


def narrow(code: Call) -> list[str]:
    """A call, an argument a line if it is long for a README."""
    line = str(code)
    if len(line) <= _WIDTH:
        return [line]
    parts = [f"  {part}," for part in map(str, code.parts)]
    parts[-1] = parts[-1][:-1]
    return [code.head.rstrip(), *parts, code.tail.lstrip()]
