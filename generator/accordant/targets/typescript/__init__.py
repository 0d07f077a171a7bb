"""The TypeScript package: client, types, validators, packaging, its README and tests."""

from __future__ import annotations

import json
from collections.abc import Iterator

from accordant import ir
from accordant.names import snake
from accordant.names.typescript import (
    TYPESCRIPT_ERRORS,
    typescript_client,
    typescript_package,
)
from accordant.surface.access import Access
from accordant.targets import vectors
from accordant.targets.typescript import clients, readme, tables, validators
from accordant.targets.typescript.methods import Writer
from accordant.targets.typescript.models import Models
from accordant.targets.typescript.modules import Module
from accordant.targets.typescript.printing import Code, enclosed, printed
from accordant.targets.typescript.resources import Resource, resources
from accordant.targets.typescript.text import code, doc, imported, key, literal, said
from accordant.templating import render as template, tree

_HEAD = "Generated; do not edit."


def render(api: ir.Api) -> dict[str, str]:
    """The files of a project of npm."""
    models = Models(api)
    ways = clients.way_in(api)
    client, error = typescript_client(api.sdk.get("client", {}))
    root = resources(api, client, clients.own_options(api, ways), models.names.values())
    ruled = tables.ruled(api)
    taken = {client, error, *models.names.values(), *(r.name for r in root.all())}
    writer = Writer(models, ways, ruled, taken)
    declarations = models.text()
    view = _view(api)
    files = dict(tree("typescript"))
    files[".prettierignore"] = files.pop("prettierignore")
    for name in ("package.json", "package-lock.json"):
        files[name] = template(f"typescript/{name}.jinja", **view)
    files["src/core/about.ts"] = template(
        "typescript/src/core/about.ts.jinja", **view, error=literal(error)
    )
    files["src/models.ts"] = template(
        "typescript/src/models.ts.jinja",
        **view,
        files=models.sends_files,
        declarations=declarations,
    )
    files["src/validators.ts"] = template(
        "typescript/src/validators.ts.jinja",
        **view,
        **validators.view(api, models.names),
    )
    files["test/vectors.jsonl"] = "".join(_vectors(api))
    files["test/subject.mjs"] = template(
        "typescript/test/subject.mjs.jinja", **_subject(api, client, ways)
    )
    files["test/judge.mjs"] = template(
        "typescript/test/judge.mjs.jinja", renamed=_renamed(api, models)
    )
    rules = tables.module(api, models.names)
    if rules:
        files["src/rules.ts"] = template(
            "typescript/src/rules.ts.jinja", **view, rules=rules
        )
    exported: list[str] = []
    of_client, *modules = [(one, writer.module(one)) for one in root.all()]
    for resource, made in modules:
        files[f"src/resources/{resource.file}.ts"] = _resource(resource, made)
        exported.append(_exported(resource, made))
    files["src/client.ts"] = _client(clients.view(api, ways), *of_client)
    facts = api.sdk.get("typescript", {})
    name = facts.get("package") or typescript_package(api.title)
    files["README.md"] = template(
        "typescript/README.md.jinja",
        name=name,
        archive=f"{name}-{facts.get('version', '0.1.0')}.tgz",
        error=error,
        **readme.view(api, root, ways, models.names, bool(rules)),
    )
    errors = [*TYPESCRIPT_ERRORS, f"SDKError as {error}"]
    files["src/index.ts"] = template(
        "typescript/src/index.ts.jinja",
        head=_HEAD,
        client=client,
        errors=_again(set(errors), "./core/errors.js"),
        resources=exported,
        rules=bool(rules),
    )
    return files


def _vectors(api: ir.Api) -> Iterator[str]:
    """The lines of the vectors, each with its model."""
    found = vectors.render(api)
    for model in api.judged():
        start = f'{{"model": {json.dumps(model.name)}, '
        for line in found[f"{snake(model.name)}.jsonl"].splitlines():
            yield f"{start}{line.removeprefix('{')}\n"


def _subject(api: ir.Api, client: str, ways: Access) -> dict[str, object]:
    """The client under names that all tests share."""
    told = api.sdk.get("client", {})
    pairs: list[Code] = [
        f"{key(clients.option_name(name))}: KEY" for name in ways.options()
    ]
    return {
        "client": client,
        "secrets": "\n".join(printed(enclosed("{", pairs, "}", blank=True))),
        "request_id": literal(told.get("request_id_header")),
        "envelope": literal(told.get("error_envelope")),
        "end": literal(told.get("end_of_stream")),
    }


def _renamed(api: ir.Api, models: Models) -> str:
    """The models that are judged and have another name than in the document."""
    found: dict[str, ir.Json] = {
        model.name: models.names[model.name]
        for model in api.judged()
        if models.names[model.name] != model.name
    }
    return "\n".join(printed(code(found)))


def _view(api: ir.Api) -> dict[str, object]:
    """What several templates lay out."""
    facts = api.sdk.get("typescript", {})
    return {
        "head": _HEAD,
        "title": said(api.title),
        "package": json.dumps(facts.get("package") or typescript_package(api.title)),
        "version": json.dumps(facts.get("version", "0.1.0")),
        "description": json.dumps(f"Client, types and validators of {api.title}"),
    }


def _imports(made: Module, depth: int) -> list[str]:
    """The imports of a module that is so many folders below the sources."""
    up = "../" * depth or "./"
    found: dict[str, set[str]] = {}
    for module, names in made.imports.items():
        if module.startswith("../"):
            path = f"{up}{module.removeprefix('../')}.js"
        elif module.startswith("./"):
            path = f"{module}.js"
        else:
            path = f"{up}core/{module}.js"
        found.setdefault(path, set()).update(names)
    lines: list[str] = []
    for path in sorted(found):
        lines += printed(imported(found[path], path))
    return lines


def _resource(resource: Resource, made: Module) -> str:
    depth = resource.file.count("/") + 1
    made.take("resource", "APIResource")
    folder = resource.file.rpartition("/")[2]
    for below in resource.below:
        made.take(f"./{folder}/{below.file.rpartition('/')[2]}", below.name)
    return template(
        "typescript/src/resource.ts.jinja",
        head=_HEAD,
        imports=_imports(made, depth),
        constants=made.constants,
        types=made.types,
        name=resource.name,
        below=resource.below,
        methods=_members(resource, made),
        doc="\n".join(doc([f"What `{_reached(resource)}` of a client holds."])),
    )


def _reached(resource: Resource) -> str:
    return ".".join(resource.path)


def _members(resource: Resource, made: Module) -> list[str]:
    """Methods with an empty line in front of each that is not the first member."""
    first = 0 if resource.below else 1
    return [*made.methods[:first], *(f"\n{text}" for text in made.methods[first:])]


def _client(view: dict[str, object], root: Resource, made: Module) -> str:
    made.take("client", "BaseClient")
    made.take("options", "type CommonOptions", "type Facts")
    if view["secret"]:
        made.take("options", "type Secret")
    made.take("./validators", "type ModelName", "violations")
    for below in root.below:
        made.take(f"./resources/{below.file}", below.name)
    return template(
        "typescript/src/client.ts.jinja",
        head=_HEAD,
        imports=_imports(made, 0),
        constants=made.constants,
        types=made.types,
        below=root.below,
        methods=made.methods,
        **view,
    )


def _exported(resource: Resource, made: Module) -> str:
    names = {resource.name, *(f"type {name}" for name in made.exported)}
    return _again(names, f"./resources/{resource.file}.js")


def _again(names: set[str], module: str) -> str:
    """What is exported from another module."""
    found = printed(imported(names, module))
    return "\n".join(["export" + found[0].removeprefix("import"), *found[1:]])
