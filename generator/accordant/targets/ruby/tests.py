"""The tests of the gem, and what they are fed with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from accordant import names
from accordant.targets import vectors
from accordant.targets.ruby.models import Models
from accordant.targets.ruby.resources import Resource
from accordant.targets.ruby.text import literal
from accordant.templating import render as template


def files(models: Models, root: Resource, judged: Sequence[str]) -> dict[str, str]:
    """The files of the folder `test` that are made for one API."""
    view = {
        "module": models.gem.module,
        "path": models.gem.path,
        "models": list(_models(models, judged)),
    }
    return {
        "test/judge.rb": template("ruby/test/judge.rb.jinja", **view),
        "test/vectors_test.rb": template("ruby/test/vectors_test.rb.jinja", **view),
        "test/vectors.jsonl": "".join(_vectors(models)),
    }


def _models(models: Models, judged: Sequence[str]) -> Iterator[str]:
    """The models that are judged, by their names in the spec."""
    for index, name in enumerate(judged):
        found = f"{models.gem.module}::Models::{models.classes[name]}"
        comma = "," if index < len(judged) - 1 else ""
        yield f"{literal(name)} => -> {{ {found} }}{comma}"


def _vectors(models: Models) -> Iterator[str]:
    """The vectors of every judged model, each line with the model: JSON Lines."""
    found = vectors.render(models.api)
    for model in models.api.judged():
        start = f'{{"model": {json.dumps(model.name)}, '
        for line in found[f"{names.snake(model.name)}.jsonl"].splitlines(True):
            yield start + line.removeprefix("{")
