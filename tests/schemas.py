"""Documents of schemas alone, and what became of them."""

from __future__ import annotations

from pathlib import Path

import yaml

from accordant import ir
from accordant.location import Report
from accordant.spec import load


def read(folder: Path, schemas: str, **more: str) -> tuple[ir.Api, Report]:
    """A document that holds these schemas, with other files beside it."""
    head = "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\n"
    document = yaml.safe_load(head)
    document["components"] = {"schemas": yaml.safe_load(schemas)}
    (folder / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    for name, text in more.items():
        (folder / f"{name}.yaml").write_text(text)
    report = Report()
    return load(folder, report), report


def fields(api: ir.Api, name: str) -> dict[str, ir.Type]:
    model = ir.model_of(api.declarations, name)
    return {field.wire: field.type for field in model.fields}


def warned(report: Report) -> list[str]:
    return [problem.message for problem in report.warnings()]
