"""OpenAPI 3.x to the IR: `lower` is the only door.

Schemas become declarations and types (`schemas`), paths become operations
(`operations`). The constraint table of a schema is read by `accordant.rules`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from accordant.ir import Api
from accordant.location import Report, did_you_mean
from accordant.openapi.operations import operations
from accordant.openapi.reach import with_directions
from accordant.openapi.reading import Reading
from accordant.openapi.reference import Document
from accordant.openapi.schemas import Schemas
from accordant.openapi.servers import servers
from accordant.openapi.webhooks import webhooks
from accordant.rules import with_rules
from accordant.rules.answers import read_answers
from accordant.sdk import Sdk
from accordant.source import Map

_TOP = (
    "openapi",
    "info",
    "servers",
    "security",
    "tags",
    "paths",
    "components",
    "webhooks",
    "externalDocs",
    "jsonSchemaDialect",
    "$self",
)


def lower(root: Map, sdk: Sdk, report: Report, folder: Path | None = None) -> Api:
    """The `Api` of a document. Raises `SpecError` with everything that is wrong.

    References may lead into other files of the `folder`, if there is one.
    """
    _head(root, report)
    document = Document(root, report, folder)
    schemas = Schemas(document, sdk)
    schemas.declare_components()
    reading = Reading(schemas)
    found = operations(reading)
    hooks = webhooks(reading)
    where = servers(root, report)
    reading.report_ignored()
    sdk.report_unused(report)
    report.raise_errors()
    declared = with_directions(schemas.declarations, found, hooks)
    declarations = with_rules(
        declared, schemas.tables, schemas.asserted, schemas.defaults_at, report
    )
    found = tuple(
        (
            replace(one, answers=read_answers(one, node, declarations, report))
            if (node := reading.tables.get(one.where)) is not None
            else one
        )
        for one in found
    )
    report.raise_errors()
    info = document.root.get("info")
    head = info if isinstance(info, Map) else Map(document.root.text, 0)
    return Api(
        title=str(head.get("title", "")),
        version=str(head.get("version", "")),
        doc=str(head.get("description", "")).strip(),
        servers=where,
        declarations=declarations,
        operations=found,
        sdk=sdk.sections,
        webhooks=hooks,
    )


def _head(root: Map, report: Report) -> None:
    version = root.get("openapi")
    if "swagger" in root:
        message = (
            "Swagger 2.0 is not supported; convert the document to OpenAPI 3 first"
        )
        report.error(root.key("swagger"), message)
    elif not isinstance(version, str) or not version.startswith("3."):
        message = "'openapi' must be a version 3.x, as in 'openapi: 3.1.0'"
        report.error(root.value("openapi"), message)
    report.raise_errors()
    for key in root:
        if key not in _TOP and not key.startswith("x-"):
            hint = did_you_mean(key, _TOP)
            # A section that is misspelt would be missing as a whole.
            tell = report.error if hint else report.warn
            tell(root.key(key), f"unknown key '{key}'{hint}")
