"""Every operation of some documents, served and held to its schema."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

import accordant
from accordant import ir
from accordant.loading import deeply
from accordant.location import Report
from mocked import DOCUMENTS, document, http, serving

CORPUS = os.environ.get("ACCORDANT_CORPUS")
SOME = ("museum.yaml", "train-travel-31.yaml", "resend.yaml", "spotify.yaml")
"""Documents of the corpus that take little time."""


@pytest.mark.parametrize("name", ["library.yaml", "sensors.yaml", "shop.json"])
def test_every_operation_has_an_answer_of_its_schema(name: str) -> None:
    assert valid_answers(document(name), DOCUMENTS / name) > 0


@pytest.mark.skipif(not CORPUS, reason="ACCORDANT_CORPUS names no folder of documents")
@pytest.mark.parametrize("name", SOME)
def test_the_same_of_documents_of_others(name: str) -> None:
    path = Path(CORPUS or "") / name
    apis: list[ir.Api] = []

    def load() -> int:
        apis.append(accordant.load(path, Report()))
        return 0

    deeply(load)
    assert valid_answers(apis[0], path) > 0


def valid_answers(api: ir.Api, path: Path) -> int:
    """How many answers of a server were JSON, all of them held to their schemas."""
    held = plain(yaml.safe_load(path.read_text()))
    if held["openapi"].startswith("3.0"):
        held = modern(held)
    held = anchored(held)
    resource = Resource.from_contents(held, default_specification=DRAFT202012)
    registry = Registry().with_resource("urn:document", resource)
    judged = 0
    with serving(api, mode="off") as url:
        for operation in api.operations:
            answer = http.request(
                operation.http.upper(),
                url + filled(operation),
                **sent(operation),
            )
            assert answer.status_code < 300, (operation.name, answer.text)
            media = answer.headers.get("content-type", "")
            if not ir.is_json(media):
                continue
            schema = schema_of(held, operation, answer.status_code, media)
            validator = jsonschema.Draft202012Validator(schema, registry=registry)
            errors = [str(error) for error in validator.iter_errors(answer.json())]
            assert errors == [], operation.name
            judged += 1
    return judged


def plain(value: Any) -> Any:
    """Dates of YAML 1.1 as the texts that they are in JSON."""
    return json.loads(json.dumps(value, default=str))


def modern(value: Any) -> Any:
    """Schemas of OpenAPI 3.0 in words of 3.1."""
    if isinstance(value, list):
        return [modern(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: modern(inner) for key, inner in value.items()}
    if found.pop("nullable", False) is True:
        return {"anyOf": [found, {"type": "null"}]}
    for key, bound in (
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ):
        if isinstance(found.get(key), bool) and found.pop(key):
            found[key] = found.pop(bound)
    return found


def anchored(value: Any) -> Any:
    """A document whose references are absolute. Where arms of a `oneOf` let the same
    values pass, there is nothing that only one of them has: `anyOf` is asked."""
    if isinstance(value, list):
        return [anchored(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: anchored(inner) for key, inner in value.items()}
    if isinstance(found.get("oneOf"), list) and "anyOf" not in found:
        found["anyOf"] = found.pop("oneOf")
    if isinstance(found.get("$ref"), str):
        found["$ref"] = f"urn:document{found['$ref']}"
    return found


def resolved(held: Any, node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        steps = node["$ref"].partition("#/")[2].split("/")
        node = held
        for step in steps:
            node = node[step.replace("~1", "/").replace("~0", "~")]
    return node


def schema_of(held: Any, operation: ir.Operation, status: int, media: str) -> Any:
    item = resolved(held, held["paths"][operation.written])
    answers = item[operation.http.lower()]["responses"]
    one = next(
        answers[key]
        for key in (str(status), "2XX", "default")
        if key in {str(known): known for known in answers}
    )
    content = resolved(held, one)["content"]
    return next(
        c.get("schema", True) for m, c in content.items() if m in (media, "*/*")
    )


def filled(operation: ir.Operation) -> str:
    path = operation.path
    for parameter in operation.parameters:
        path = path.replace(f"{{{parameter.wire}}}", "1")
    return path


def sent(operation: ir.Operation) -> dict[str, Any]:
    """Credentials for the first way to have them, and a body, right by its type."""
    headers, query = {}, dict(operation.fixed_query)
    for scheme in operation.security[0] if operation.security else ():
        way = "Basic dTpw" if scheme.scheme == "basic" else "Bearer k"
        if scheme.place == "query":
            query[scheme.wire or ""] = "k"
        else:
            headers[scheme.wire or "authorization"] = "k" if scheme.wire else way
    body = operation.body()
    if body is None:
        return {"headers": headers, "params": query}
    if body.media.startswith("multipart/"):
        return {"headers": headers, "params": query, "files": {"file": b"x"}}
    content = b"{}" if ir.is_json(body.media) else b"a=1"
    headers["content-type"] = body.media
    return {"headers": headers, "params": query, "content": content}
