"""The Ruby gem: client, models, validators, signatures, packaging, README and tests."""

from __future__ import annotations

from accordant import ir
from accordant.targets.ruby import clients, methods, readme, tests, validators
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.resources import Resource, resources
from accordant.targets.ruby.signatures import signature
from accordant.targets.ruby.text import Call, doc, indented, literal, symbol, wrapped
from accordant.templating import render as template, tree


def render(api: ir.Api) -> dict[str, str]:
    """The files of a gem."""
    models = Models(api)
    ways_in = clients.access(api)
    own = [option.name for option in clients.options(api, ways_in)]
    root = resources(models, own)
    files = dict(_runtime(models))
    lib, sig = f"lib/{models.gem.path}", f"sig/{models.gem.path}"
    for name, decl in api.declarations.items():
        view = models.view(decl)
        path = f"{lib}/models/{models.files[name]}.rb"
        files[path] = template("ruby/declaration.rb.jinja", **view)
        path = f"{sig}/models/{models.files[name]}.rbs"
        files[path] = template("ruby/declaration.rbs.jinja", **models.signature(decl))
    judged: list[str] = []
    for judge in validators.judges(models):
        name = judge.model.name
        judged.append(name)
        files[f"{lib}/validators/{models.files[name]}.rb"] = template(
            "ruby/validator.rb.jinja", **validators.view(models, judge)
        )
    for resource in root.all():
        files[f"{lib}/resources/{resource.file}.rb"] = template(
            "ruby/resource.rb.jinja", **methods.view(models, ways_in, resource)
        )
        files[f"{sig}/resources/{resource.file}.rbs"] = template(
            "ruby/resource.rbs.jinja",
            module=models.gem.module,
            name=resource.name,
            body="\n".join(indented(signature(models, resource), 6)),
        )
    files[f"{sig}/client.rbs"] = template(
        "ruby/client.rbs.jinja",
        module=models.gem.module,
        body="\n".join(indented(clients.rbs(models, ways_in, root), 4)),
    )
    files[f"{lib}/client.rb"] = template(
        "ruby/client.rb.jinja", **clients.view(models, ways_in, root)
    )
    files[f"{lib}.rb"] = template("ruby/main.rb.jinja", **_main(models, root, judged))
    files[f"{lib}/version.rb"] = template(
        "ruby/version.rb.jinja",
        module=models.gem.module,
        version=literal(models.gem.version),
    )
    files[f"{models.gem.gem}.gemspec"] = template(
        "ruby/gemspec.jinja", **_gemspec(models)
    )
    files["README.md"] = template(
        "ruby/README.md.jinja", **readme.view(models, ways_in, root)
    )
    files |= tests.files(models, root, judged)
    return files


def _runtime(models: Models) -> dict[str, str]:
    """The files that are the same for every API, but for the names of the gem: they spell
    its module `ThisGem`, and its path `this_gem`."""
    module, path = models.gem.module, models.gem.path
    found: dict[str, str] = {}
    for name, text in tree("ruby").items():
        spelled = text.replace("ThisGem", module).replace("this_gem", path)
        found[name.replace("this_gem", path)] = spelled
    return found


_FIRST = (
    "version",
    "internal/json_text",
    "internal/wire",
    "errors",
    "violation",
    "internal/type",
    "internal/union",
    "internal/enum",
    "internal/alias",
    "base_model",
    "file_part",
    "internal/facts",
    "internal/options",
    "internal/styles",
    "internal/request_parts",
    "internal/pieces",
    "internal/operation",
    "internal/bodies",
    "internal/log",
    "internal/connections",
    "internal/transport",
    "internal/retries",
    "internal/exchange",
    "internal/events",
    "internal/stream",
    "internal/page",
    "internal/responses",
    "internal/reading",
    "internal/constraints",
    "internal/judge",
    "internal/validation",
    "internal/preparing",
    "internal/base_client",
)


def _main(models: Models, root: Resource, judged: list[str]) -> dict[str, object]:
    """The file that is required: models and resources are loaded when they are used."""
    path = models.gem.path
    last = path.rpartition("/")[2]
    lines: list[str] = []
    aliased = set(models.aliases())
    for name, found in models.classes.items():
        if name in aliased:
            file = f'"#{{__dir__}}/{last}/models/{models.files[name]}"'
            lines += _autoload(symbol(found), file, "  ")
    lines += ["", "  # What is sent and received."]
    lines.append("  module Models")
    for name, found in models.classes.items():
        file = f'"#{{__dir__}}/{last}/models/{models.files[name]}"'
        lines += _autoload(symbol(found), file, "    ")
    lines += [
        "  end",
        "",
        "  # The methods of the API, by resource.",
        "  module Resources",
    ]
    for resource in root.all():
        file = f'"#{{__dir__}}/{last}/resources/{resource.file}"'
        lines += _autoload(symbol(resource.name), file, "    ")
    lines += ["  end", "", "  module Validators"]
    for name in judged:
        file = f'"#{{__dir__}}/{last}/validators/{models.files[name]}"'
        lines += _autoload(symbol(models.classes[name]), file, "    ")
    lines += ["  end"]
    api = models.api
    return {
        "module": models.gem.module,
        "said": "\n".join(doc([f"{api.title} ({api.version})."])),
        "first": [literal(f"{last}/{name}") for name in _FIRST],
        "last": [literal(f"{last}/client"), literal(f"{last}/validators")],
        "loaded": lines,
    }


def _autoload(name: str, file: str, indent: str) -> list[str]:
    line = f"{indent}autoload {name}, {file}"
    return (
        [line] if len(line) <= 118 else wrapped(Call("autoload(", [name, file]), indent)
    )


def _gemspec(models: Models) -> dict[str, object]:
    title = " ".join(models.api.title.split())
    return {
        "gem": literal(models.gem.gem),
        "module": models.gem.module,
        "version_file": literal(f"lib/{models.gem.path}/version"),
        "summary": literal(f"Client, models and validators of {title}"),
        "description": literal(
            f"Made from the spec of {title} ({models.api.version}) and its constraints."
        ),
        "authors": literal("accordant"),
    }
