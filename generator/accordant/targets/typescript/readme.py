"""The view of the package's README: examples, options, and the table in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accordant import ir
from accordant.rules.evaluate import evaluate
from accordant.surface import tables
from accordant.surface.access import Access
from accordant.surface.tables import markdown
from accordant.targets.typescript import clients
from accordant.targets.typescript.printing import Code, enclosed, printed
from accordant.targets.typescript.resources import Named, Resource
from accordant.targets.typescript.text import code, key, literal


def view(
    api: ir.Api, root: Resource, ways: Access, names: Mapping[str, str], ruled: bool
) -> dict[str, object]:
    """What the template lays out."""
    return {
        "title": markdown(api.title),
        "revision": markdown(api.version),
        "calls": "\n".join(_calls(api, root, ways)),
        "judging": "\n".join(_judging(api, names)),
        "own": [
            {"name": option.name, "text": markdown(" ".join(option.said))}
            for option in clients.options(api, ways)
        ],
        "server": f", if not at {api.servers[0].url}" if api.servers else "",
        "tables": [t for t in tables.tables(api, names) if t.rules or t.server],
        "ruled": ruled,
        "files": any(
            body.media.startswith("multipart/") or "octet" in body.media
            for operation in api.operations
            for body in operation.bodies
        ),
        "pages": any(operation.pages is not None for operation in api.operations),
    }


def _calls(api: ir.Api, root: Resource, ways: Access) -> Iterator[str]:
    """A call of the first method that the document has an example for, and a stream."""
    variables = api.sdk.get("environment", {})
    secrets: list[Code] = [
        f'{key(clients.option_name(name))}: "..."'
        for name in ways.options()
        if name not in variables
    ]
    package = api.sdk.get("typescript", {}).get("package", "")
    yield f"import {{ {root.name} }} from {literal(package or 'this-package')};"
    yield ""
    given: Code = enclosed("{", secrets, "}", blank=True) if secrets else ""
    variable = variables.get("api_key")
    told = f" // the key is in {variable}" if variable and not secrets else ""
    yield from printed([f"const client = new {root.name}(", given, f");{told}"])
    for resource in root.all():
        for named in resource.methods:
            found = _examples(named)
            if found:
                yield from _example(resource, named, found)
                return


def _examples(named: Named) -> dict[bool, dict[str, ir.Json]]:
    """The first example of a plain body, and of one that asks for a stream."""
    method = named.method
    found: dict[bool, dict[str, ir.Json]] = {}
    if method.body is None or method.body.fields is None or method.parameters:
        return found
    for example in method.body.chosen.examples:
        if isinstance(example.value, dict):
            streams = example.value.get(method.stream_field or "") is True
            found.setdefault(streams, example.value)
    return found


def _example(
    resource: Resource, named: Named, found: Mapping[bool, dict[str, ir.Json]]
) -> Iterator[str]:
    verb = ".".join(("client", *resource.path, named.name))
    if False in found:
        made = ["const answer = await ", _call(verb, found[False]), ";"]
        yield from printed([*made])
        yield "console.log(answer);"
    if True in found:
        yield ""
        made = ["const stream = await ", _call(verb, found[True]), ";"]
        yield from printed([*made])
        yield "for await (const event of stream) console.log(event.type);"


def _call(verb: str, value: dict[str, ir.Json]) -> Code:
    """A call with one object, whose braces and brackets stand together."""
    parts: list[Code] = [[f"{key(k)}: ", code(v)] for k, v in value.items()]
    return enclosed(f"{verb}({{", parts, "})", blank=True)


def _judging(api: ir.Api, names: Mapping[str, str]) -> Iterator[str]:
    """A request that the table refuses, and what is said of it."""
    for model in api.judged():
        wrong = next((r for rule in model.table.rules for r in rule.rejects), None)
        if wrong is None:
            continue
        package = api.sdk.get("typescript", {}).get("package", "this-package")
        yield f"import {{ violations }} from {literal(package + '/validators')};"
        yield ""
        name = literal(names[model.name])
        yield from printed([f"const wrong = {literal(wrong)};"])
        yield f"for (const {{ rule, path, message }} of violations({name}, wrong))"
        yield "  console.log(rule, path, message);"
        for entry in evaluate(model, api.declarations, wrong):
            yield f"// {entry.rule} {entry.path} {entry.message}"
        return
