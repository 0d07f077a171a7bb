"""The Python package: client, models, validators, packaging, its README and tests."""

from __future__ import annotations

from typing import Any

from accordant import ir, names
from accordant.aside import aside
from accordant.surface import tables
from accordant.surface.access import Access
from accordant.targets import vectors
from accordant.targets.python import (
    answered,
    clients,
    examples,
    modules,
    readme,
    testing,
    validators,
    webhooks,
)
from accordant.targets.python.credentials import access
from accordant.targets.python.layout import laid_out
from accordant.targets.python.models import Models
from accordant.targets.python.resources import Resource, resources
from accordant.targets.python.text import (
    WIDTH,
    Call,
    doc,
    imported,
    literal,
    wrapped,
)
from accordant.templating import copies, render as template

_VERBS = ("ConstraintError", "Violation", "is_valid", "validate", "violations")


_MANY = 100
"""Models that take longer to write than a copy of the process to make."""


def render(api: ir.Api) -> dict[str, str]:
    """The files of an installable project."""
    models = Models(api)
    ways_in = access(api)
    root = resources(models, clients.own_options(api, ways_in))

    def half() -> tuple[dict[str, str], dict[str, str]]:
        return modules.files(models, ways_in, root), _validators(models)

    with aside(half, sum(1 for _ in api.judged()) > _MANY) as other_half:
        lines = vectors.render(api)
        drawn = testing.view(api, models.classes, lines)
        view = _view(api, ways_in, drawn, list(answered.methods(root)))
        tests = _tests(models, root, lines, view)
        parts = _models(models)
        methods, judges = other_half()
    source = f"src/{view['package']}"
    files = _package(models, ways_in, root, methods, view)
    parts |= {f"resources/{name}": text for name, text in methods.items()}
    files |= {f"{source}/{path}": text for path, text in {**parts, **judges}.items()}
    return files | tests


def _view(
    api: ir.Api, ways_in: Access, drawn: dict[str, Any], answering: list[str]
) -> dict[str, Any]:
    """What several templates lay out; answers to some methods can be judged."""
    facts = api.sdk.get("python", {})
    package = facts.get("package", "api_client")
    told = api.sdk.get("client", {})
    return {
        "title": tables.markdown(api.title),
        "head": "\n".join(doc([f"{api.title}. Generated; do not edit."])),
        "revision": tables.markdown(api.version),
        "package": package,
        "distribution": facts.get("distribution", package.replace("_", "-")),
        "version": facts.get("version", "0.1.0"),
        "client": names.python_client(told),
        "secrets": str(
            Call("{", [f"{literal(n)}: KEY" for n in ways_in.options()], "}")
        ),
        "keyed": ways_in.keyed,
        "always": ways_in.always,
        "log_variable": literal(api.sdk.get("environment", {}).get("log")),
        "request_id": literal(told.get("request_id_header")),
        "envelope": literal(told.get("error_envelope")),
        "submodules": [
            literal(name)
            for name, there in (
                ("answers", answering),
                ("models", True),
                ("resources", True),
                ("validators", True),
                ("webhooks", api.webhooks),
            )
            if there
        ],
        "answering": literal(answering[0]) if answering else "",
        "end": literal(told.get("end_of_stream")),
        "drawn": drawn,
    }


def _package(
    models: Models,
    ways_in: Access,
    root: Resource,
    methods: dict[str, str],
    view: dict[str, Any],
) -> dict[str, str]:
    """The project and its package, without models, resources, validators and tests."""
    api, package = models.api, view["package"]
    source = f"src/{package}"
    files = {
        "README.md": template(
            "python/README.md.jinja",
            **view,
            example=readme.example(api, models.classes),
            calls=readme.calls(api, root, ways_in),
            options=readme.options(api, ways_in),
            pages=bool(_in_use(methods, "SyncPage")),
            files=bool(_in_use(methods, "FileTypes")),
            binary=bool(_in_use(methods, "BinaryContent")),
            webhooks=bool(api.webhooks),
            notes=api.notes,
            log_name=api.sdk.get("environment", {}).get("log"),
            models=tables.tables(api, models.classes),
            answers=tables.answers(api),
        ),
        "pyproject.toml": template("python/pyproject.toml.jinja", **view),
        f"{source}/__init__.py": template(
            "python/init.py.jinja", **view, **_exports(models, methods)
        ),
        **{
            f"{source}/{name}": text
            for name, text in copies("python").items()
            if view["answering"] or name not in answered.RUNTIME
        },
        f"{source}/_client.py": laid_out(
            template(
                "python/client.py.jinja",
                **clients.view(models, ways_in, root, package),
            )
        ),
        f"{source}/resources/__init__.py": '"""The methods of the API, by resource."""\n',
        f"{source}/py.typed": "",
    }
    if api.webhooks:
        files[f"{source}/webhooks.py"] = webhooks.module(models)
    if view["answering"]:
        files[f"{source}/answers.py"] = laid_out(
            template("python/answers.py.jinja", **view, **answered.view(api, root))
        )
    return files


def _tests(
    models: Models, root: Resource, lines: dict[str, str], view: dict[str, Any]
) -> dict[str, str]:
    """The tests of the project, and the module that helps those of its users."""
    files = {
        "tests/examples.jsonl": "".join(examples.of_models(models)),
        "tests/methods.jsonl": "".join(examples.of_methods(models, root)),
        "tests/subject.py": template("python/tests/subject.py.jinja", **view),
        "tests/test_models.py": template("python/tests/test_models.py.jinja", **view),
    }
    for name, text in copies("python/tests").items():
        files[f"tests/{name}"] = text
    if view["drawn"]:
        folder = f"src/{view['package']}/"
        for inside, name in ((folder, "testing.py"), ("", "tests/test_testing.py")):
            text = template(f"python/{name}.jinja", **view, **view["drawn"])
            files[inside + name] = laid_out(text)
    requests = "".join(examples.of_validators(models, lines))
    if requests:
        name = "tests/test_validators.py"
        files[name] = template(f"python/{name}.jinja", **view)
        files["tests/vectors.jsonl"] = requests
    return files


def _models(models: Models) -> dict[str, str]:
    """The modules of the models; where there are several, the package of them."""
    files = {
        path: laid_out(template("python/models.py.jinja", **view))
        for path, view in models.files()
    }
    if models.homes.parted:
        found = {
            f".{module}": models.public(module)
            for module in sorted(models.homes.modules)
        }
        files["models/__init__.py"] = template(
            "python/parts.py.jinja", modules=list(found), **_lazily(found)
        )
    return files


def _validators(models: Models) -> dict[str, str]:
    """The module of the validators, or the package of them."""
    api, classes = models.api, models.classes
    if not models.homes.parted:
        view = validators.view(api, classes)
        return {
            "validators.py": laid_out(template("python/validators.py.jinja", **view))
        }
    files: dict[str, str] = {}
    parts: list[str] = []
    for module, view in validators.parts(api, classes, models.homes.of):
        text = laid_out(template("python/judges.py.jinja", **view))
        files[f"validators/{module}.py"] = text
        parts.append(literal(module))
    modules = wrapped(Call("_parted(", ["__name__", *parts])) if parts else []
    files["validators/__init__.py"] = laid_out(
        template("python/verbs.py.jinja", modules=modules)
    )
    return files


def _lazily(found: dict[str, list[str]]) -> dict[str, object]:
    """What a package imports at the first use, and from where."""
    homes = {name: home for home, inside in found.items() for name in inside}
    pairs = [f"{literal(name)}: {literal(home)}" for name, home in homes.items()]
    return {
        "imports": [
            line
            for home, inside in found.items()
            for line in imported(home, inside, WIDTH - 4)
        ],
        "exports": wrapped(Call("__all__ = [", [literal(name) for name in homes], "]")),
        "homes": wrapped(Call("_HOMES = {", pairs, "}")),
    }


def _exports(models: Models, methods: dict[str, str]) -> dict[str, object]:
    """What the package itself offers, and the modules where that lives; what only some
    methods need is offered where there are such."""
    client = names.python_client(models.api.sdk.get("client", {}))
    homes = {
        "._client": [client.name, client.async_name, client.error],
        "._binary": _in_use(methods, "BinaryContent"),
        "._errors": list(names.PYTHON_ERRORS),
        "._files": _in_use(methods, "FileTypes"),
        "._http": ["DefaultAsyncHttpxClient", "DefaultHttpxClient", "Timeout"],
        "._model": ["UNSET", "Unset"],
        ".models": [] if models.homes.parted else models.public(),
        "._pages": (
            ["AsyncPage", "AsyncPaginator", "SyncPage"]
            if _in_use(methods, "SyncPage")
            else []
        ),
        "._responses": ["APIResponse", "AsyncAPIResponse", "RawResponse"],
        "._streams": ["AsyncStream", "Stream"],
        ".validators": list(_VERBS),
    }
    found = _lazily({home: found for home, found in homes.items() if found})
    return {**found, "parted": models.homes.parted}


def _in_use(methods: dict[str, str], *wanted: str) -> list[str]:
    return [n for n in wanted if any(n in text for text in methods.values())]
