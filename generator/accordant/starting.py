"""What a spec folder begins with: a document, and what can be told from it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from accordant import ir, lock, names, source
from accordant.diff.places import called
from accordant.openapi.files import named_in
from accordant.source import Map, Seq, Value
from accordant.targets.python.credentials import access

_PLAIN = r"[A-Za-z$/][A-Za-z0-9 ._/{}?=&$()-]*"
_VERSION = r"[0-9]+(\.[0-9]+)*"
_REQUEST_IDS = ("x-request-id", "request-id", "x-correlation-id", "x-trace-id")

_SDK_HEAD = """\
# Names and facts that an OpenAPI document has no place for. Every entry may be changed
# or left out. An entry under `names`, `methods` or `pages` must fit the document.
"""
_METHODS = """
# What operations are called. Take the sign off to change one; a name, or the beginning of
# several, can stand in the place of method and path:
#   images.edits.create: images.edit
#   organization: admin.organization
#
# methods:
"""
_PAGES = """
# How lists go on to their next page, where that is certain; `none` for not at all.
#
# pages:
"""
_CONSTRAINTS = """\
# Rules of requests that a schema cannot say. It is an OpenAPI Overlay: each action puts a
# table of rules at a schema. This one changes nothing; put your own in its place.
overlay: 1.0.0
info:
  title: Constraints
  version: '1'
actions:
  - target: $.info
    update: {}
"""
_EXAMPLE = """
#  - target: %(target)s
#    update:
#      x-constraints:
#        rules:
#          - id: a-rule-of-yours
#            source: {document: handbook, at: the page that says so}
#            require: {%(field)s: {present: true}}
"""


def folder(document: Path, api: ir.Api) -> dict[str, bytes]:
    """The files of a spec folder by name, with those that the document names."""
    name = {".json": "openapi.json", ".yml": "openapi.yml"}
    headers = set(_response_headers(source.read(document, str(document)), set()))
    made = {
        name.get(document.suffix, "openapi.yaml"): lock.read(str(document)),
        "sdk.yaml": "".join(_sdk(api, headers)).encode(),
        "constraints.yaml": "".join(_constraints(api)).encode(),
    }
    others = named_in(document.parent, document)
    for other in {*others} & {*made}:
        raise lock.WriteError((f"{others[other]}: a spec folder has its own {other}",))
    return made | {file: lock.read(str(path)) for file, path in others.items()}


def _sdk(api: ir.Api, headers: set[str]) -> Iterator[str]:
    package, client = names.python_package(api.title), names.api_client(api.title)
    version = api.version if re.fullmatch(_VERSION, api.version) else "0.1.0"
    yield _SDK_HEAD
    yield f"python:\n  package: {package}\n"
    yield f"  distribution: {package.replace('_', '-')}\n  version: '{version}'\n"
    yield f"\nclient:\n  name: {client}\n  async_name: Async{client}\n"
    found = next((name for name in _REQUEST_IDS if name in headers), None)
    yield f"  {'' if found else '# '}request_id_header: {found or 'x-request-id'}\n"
    envelope = _envelope(api)
    yield f"  {'' if envelope else '# '}error_envelope: {envelope or 'error'}\n"
    yield "  # stream_field: stream\n  # end_of_stream: '[DONE]'\n"
    yield "\n# Options of the client that travel as headers.\n#\n# headers:\n"
    for header in _headers(api) or ("X-Account",):
        yield f"#   {names.snake(header.lower().removeprefix('x-'))}: {header}\n"
    prefix = package.upper()
    yield "\n# What stands in for options that are not given.\nenvironment:\n"
    for option in access(api).options():
        yield f"  {option}: {prefix}_{option.upper()}\n"
    yield f"  base_url: {prefix}_BASE_URL\n  log: {prefix}_LOG\n"
    yield _METHODS
    for operation in api.operations:
        yield f"#   {_key(operation)}: {called(operation)}\n"
    paged = [operation for operation in api.operations if operation.pages is not None]
    if paged:
        yield _PAGES
    for operation in paged:
        yield f"#   {_key(operation)}: {_pages(operation.pages)}\n"


def _key(operation: ir.Operation) -> str:
    """Method and path as a key of YAML; a path may hold anything."""
    title = f"{operation.http} {operation.written}"
    return title if re.fullmatch(_PLAIN, title) else json.dumps(title)


def _pages(pages: ir.Pages | None) -> str:
    assert pages is not None
    said = {"kind": pages.kind, "argument": pages.wire, "items": ".".join(pages.items)}
    if pages.signal:
        said["next" if pages.kind == "cursor" else "more"] = ".".join(pages.signal)
    if pages.last:
        said["last"] = pages.last
    if pages.kind == "page":
        said["first"] = str(pages.first)
    entries = (f"{key}: {_scalar(value)}" for key, value in said.items())
    return f"{{{', '.join(entries)}}}"


def _scalar(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_.]+", text) else json.dumps(text)


def _response_headers(value: Value, seen: set[int]) -> Iterator[str]:
    """The names of headers that a document describes, small."""
    if not isinstance(value, Map | Seq) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Map) and isinstance(value.get("headers"), Map):
        yield from map(str.lower, value["headers"])
    for inner in value.values() if isinstance(value, Map) else value:
        yield from _response_headers(inner, seen)


def _envelope(api: ir.Api) -> str | None:
    """The key around an error, if every error that is an object has the same one."""
    keys: set[str | None] = set()
    for operation in api.operations:
        for response in operation.responses:
            good = response.status.startswith(("1", "2", "3"))
            model = _model(api, response.type)
            if good or model is None or response in operation.successes():
                continue
            inside = [f for f in model.fields if _model(api, f.type) is not None]
            keys.add(inside[0].wire if len(inside) == len(model.fields) == 1 else None)
    key = keys.pop() if len(keys) == 1 else None
    return key if key is not None and re.fullmatch(r"[A-Za-z_]\w*", key) else None


def _model(api: ir.Api, kind: ir.Type) -> ir.Model | None:
    while isinstance(kind, ir.Ref):
        found = api.declarations[kind.name]
        if isinstance(found, ir.Model):
            return found
        if not isinstance(found, ir.Alias):
            return None
        kind = found.type
    return None


def _headers(api: ir.Api) -> list[str]:
    """Headers that many operations take: options of a client, perhaps."""
    counted = Counter(
        parameter.wire
        for operation in api.operations
        for parameter in operation.parameters
        if parameter.place == "header"
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", parameter.wire)
    )
    return [
        wire for wire, count in counted.items() if 1 < count >= len(api.operations) / 2
    ]


def _constraints(api: ir.Api) -> Iterator[str]:
    yield _CONSTRAINTS
    for model in api.judged():
        sent = [f for f in model.fields if f.access != "read"]
        field = next((f.wire for f in sent if f.wire.isidentifier()), None)
        if model.parent is None and field and model.name.isidentifier():
            target = f"$.components.schemas.{model.name}"
            yield _EXAMPLE % {"target": target, "field": field}
            return
