"""OpenAPI 3.x to the IR: `lower` is the only door.

Schemas become declarations and types (`schemas`), paths become operations
(`operations`). The constraint table of a schema is read by `accordant.rules`.
"""

from __future__ import annotations

from accordant.ir import Api, Server
from accordant.location import Report, did_you_mean
from accordant.openapi.operations import Operations
from accordant.openapi.reach import with_directions
from accordant.openapi.reference import Document
from accordant.openapi.schemas import Schemas
from accordant.rules import with_rules
from accordant.sdk import Sdk
from accordant.source import Map, Seq

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


def lower(root: Map, sdk: Sdk, report: Report) -> Api:
    """The `Api` of a document. Raises `SpecError` with everything that is wrong."""
    _head(root, report)
    document = Document(root, report)
    schemas = Schemas(document, sdk)
    schemas.declare_components()
    operations = Operations(document, schemas, sdk).lower()
    servers = _servers(root, report)
    if "webhooks" in root:
        report.warn(root.key("webhooks"), "'webhooks' is not supported")
    sdk.report_unused(report)
    report.raise_errors()
    declared = with_directions(schemas.declarations, operations)
    declarations = with_rules(declared, schemas.tables, schemas.defaults_at, report)
    report.raise_errors()
    info = document.root.get("info")
    head = info if isinstance(info, Map) else Map(document.root.text, 0)
    return Api(
        title=str(head.get("title", "")),
        version=str(head.get("version", "")),
        doc=str(head.get("description", "")).strip(),
        servers=servers,
        declarations=declarations,
        operations=operations,
        sdk=sdk.sections,
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
            message = f"unknown key '{key}'{did_you_mean(key, _TOP)}"
            report.error(root.key(key), message)


def _servers(root: Map, report: Report) -> tuple[Server, ...]:
    listed = root.get("servers", Seq(root.text, root.offset))
    entries = listed if isinstance(listed, Seq) else [None]
    maps = [entry for entry in entries if isinstance(entry, Map)]
    for entry in maps:
        if "variables" in entry:
            message = "'variables' of a server is not supported"
            report.warn(entry.key("variables"), message)
    found = [entry.get("url") for entry in maps]
    urls = tuple(Server(url) for url in found if isinstance(url, str))
    if len(urls) != len(entries):
        message = "'servers' must be a list of mappings with a 'url'"
        report.error(root.value("servers"), message)
    return urls
