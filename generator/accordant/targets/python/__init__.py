"""The Python package: dataclass models and packaging."""

from __future__ import annotations

import re

from accordant import ir
from accordant.render import copied, render as template
from accordant.targets.python import validators
from accordant.targets.python.models import Models
from accordant.targets.python.text import Call, literal, wrapped


def render(api: ir.Api) -> dict[str, str]:
    """The files of an installable project."""
    facts = api.sdk.get("python", {})
    package = facts.get("package", "api_client")
    models = Models(api)
    body = "\n".join(
        line for block in models.blocks() for line in ["", "", *block]
    ).strip("\n")
    wires = "\n".join(models.wires())
    used = {
        name
        for name in ("Any", "Literal", "TypeAlias")
        if re.search(rf"\b{name}\b", body)
    }
    readers = [
        name
        for name in ("items", "model", "tagged", "values", "wired")
        if f"_{name}(" in wires
    ]
    source = f"src/{package}"
    exports = wrapped(Call("__all__ = [", [literal(n) for n in models.public()], "]"))
    view = {
        "title": api.title,
        "body": body,
        "wires": wires,
        "typing": sorted(used),
        "readers": readers,
        "unset": "UNSET" in body,
        "exports": exports,
        "package": package,
        "distribution": facts.get("distribution", package.replace("_", "-")),
        "version": facts.get("version", "0.1.0"),
        "names": models.public(),
    }
    return {
        "pyproject.toml": template("python/pyproject.toml.jinja", **view),
        f"{source}/__init__.py": template("python/init.py.jinja", **view),
        f"{source}/_constraints.py": copied("python/_constraints.py"),
        f"{source}/_model.py": copied("python/_model.py"),
        f"{source}/models.py": template("python/models.py.jinja", **view),
        f"{source}/py.typed": "",
        f"{source}/validators.py": template(
            "python/validators.py.jinja", **validators.view(api, models.classes)
        ),
    }
