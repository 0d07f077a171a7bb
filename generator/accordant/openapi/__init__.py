"""OpenAPI 3.x to the IR: `lower` is the only door.

Schemas become declarations and types (`schemas`), paths become operations
(`operations`). The constraint table of a schema is read by `accordant.rules`.
"""

from __future__ import annotations

from accordant.ir import Api
from accordant.location import Report, did_you_mean
from accordant.openapi.operations import Operations
from accordant.openapi.reach import with_directions
from accordant.openapi.reference import Document
from accordant.openapi.schemas import Schemas
from accordant.rules import with_rules
from accordant.sdk import Sdk
from accordant.source import Map, Seq, Value

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


def lower(root: Value, sdk: Sdk, report: Report) -> Api:
    """The `Api` of a document. Raises `SpecError` with everything that is wrong."""
    document = _document(root, report)
    schemas = Schemas(document, sdk)
    schemas.declare_components()
    operations = Operations(document, schemas, sdk).lower()
    sdk.report_unused(report)
    report.raise_errors()
    declared = with_directions(schemas.declarations, operations)
    declarations = with_rules(declared, schemas.tables, report)
    report.raise_errors()
    info = document.root.get("info")
    head = info if isinstance(info, Map) else Map(document.root.text, 0)
    return Api(
        title=str(head.get("title", "")),
        version=str(head.get("version", "")),
        doc=str(head.get("description", "")).strip(),
        servers=_servers(document.root),
        declarations=declarations,
        operations=operations,
        sdk=sdk.sections,
    )


def _document(root: Value, report: Report) -> Document:
    if not isinstance(root, Map):
        raise_at = root.where if isinstance(root, Seq) else None
        from accordant.location import Location, Problem, SpecError

        where = raise_at or Location("openapi", 1, 1)
        raise SpecError([Problem(where, "an OpenAPI document must be a mapping")])
    version = root.get("openapi")
    if "swagger" in root:
        message = (
            "Swagger 2.0 is not supported; convert the document to OpenAPI 3 first"
        )
        report.error(root.key("swagger"), message)
    elif not isinstance(version, str) or not version.startswith("3."):
        message = "'openapi' must be a version 3.x, as in 'openapi: 3.1.0'"
        report.error(root.key("openapi"), message)
    report.raise_errors()
    for key in root:
        if key not in _TOP and not key.startswith("x-"):
            message = f"unknown key '{key}'{did_you_mean(key, _TOP)}"
            report.error(root.key(key), message)
    return Document(root, report)


def _servers(root: Map) -> tuple[str, ...]:
    servers = root.get("servers")
    found = servers if isinstance(servers, Seq) else []
    return tuple(
        str(server["url"])
        for server in found
        if isinstance(server, Map) and "url" in server
    )
