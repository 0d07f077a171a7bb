"""`accordant init`: a spec folder that works as it is, and with all that it proposes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import accordant
from accordant import ir, names
from accordant.cli import main

DOCUMENT = """\
openapi: 3.1.0
info: {title: The Museum API (v2), version: 1.4.2}
security: [{key: []}]
paths:
  /v1/things:
    parameters: [{name: X-Team, in: header, schema: {type: string}}]
    get:
      operationId: listThings
      parameters: [{name: page_token, in: query, schema: {type: string}}]
      responses:
        '200':
          headers: {X-Request-ID: {schema: {type: string}}}
          content:
            application/json:
              schema:
                type: object
                properties:
                  things: {type: array, items: {type: string}}
                  next_page_token: {type: string}
        '404': {$ref: '#/components/responses/Wrong'}
    post:
      operationId: createThing
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Thing'}}
  /v1/things:all?now=true:
    get: {operationId: all}
  "/v1/\\u0022\\n: #": {get: {operationId: odd}}
components:
  responses:
    Wrong:
      content:
        application/json:
          schema:
            type: object
            properties:
              error: {type: object, properties: {message: {type: string}}}
  schemas:
    Thing:
      type: object
      properties: {id: {type: string, readOnly: true}, name: {type: string}}
  securitySchemes:
    key: {type: http, scheme: bearer}
"""


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("museum.yml").write_bytes(b"\xef\xbb\xbf" + DOCUMENT.encode())
    assert main(["init", "museum.yml", "--out", "made/spec"]) == 0
    assert capsys.readouterr() == (
        "created made/spec/openapi.yml\n"
        "created made/spec/sdk.yaml\n"
        "created made/spec/constraints.yaml\n"
        "1 warning: 'accordant lint --spec made/spec' lists them\n"
        "next: accordant generate --spec made/spec --out generated\n",
        "",
    )
    return tmp_path / "made/spec"


def test_the_folder_is_generated_at_once(folder: Path) -> None:
    assert (folder / "openapi.yml").read_bytes() == Path("museum.yml").read_bytes()
    assert main(["generate", "--spec", "made/spec", "--out", "out"]) == 0
    assert Path("out/python/src/museum/__init__.py").is_file()


def test_what_was_inferred(folder: Path) -> None:
    sdk = accordant.load(folder).sdk
    assert sdk["python"] == {
        "package": "museum",
        "distribution": "museum",
        "version": "1.4.2",
    }
    assert sdk["client"] == {
        "name": "Museum",
        "async_name": "AsyncMuseum",
        "request_id_header": "x-request-id",
        "error_envelope": "error",
    }
    assert sdk["environment"] == {
        "api_key": "MUSEUM_API_KEY",
        "base_url": "MUSEUM_BASE_URL",
        "log": "MUSEUM_LOG",
    }


def test_everything_that_is_proposed_holds(folder: Path) -> None:
    before = accordant.load(folder)
    text = (folder / "sdk.yaml").read_text()
    entries = r"^# ?(  \S.*|(?:headers|methods|pages):)$"
    (folder / "sdk.yaml").write_text(
        re.sub(entries, r"\1", text, flags=re.MULTILINE)
        .replace("  images.edits.create: images.edit\n", "")
        .replace("  organization: admin.organization\n", "")
    )
    table = (folder / "constraints.yaml").read_text()
    (folder / "constraints.yaml").write_text(re.sub(r"(?m)^#(  )", r"\1", table))
    after = accordant.load(folder)
    assert after.sdk["headers"] == {"team": "X-Team"}
    assert len(after.sdk["methods"]) == len(before.operations) == 4
    assert after.operations == before.operations
    assert before.operations[0].pages == ir.Pages(
        "cursor", "page_token", ("things",), ("next_page_token",)
    )
    (rule,) = ir.model_of(after.declarations, "Thing").table.rules
    assert [check.blame for check in rule.checks] == ["name"]


def test_each_way_in_has_its_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("api.json").write_text(
        '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"},'
        ' "paths": {"/a": {"get": {"operationId": "a", "security":'
        ' [{"user": []}, {"App": [], "key": []}]}}}, "components": {"securitySchemes":'
        ' {"user": {"type": "http", "scheme": "basic"},'
        ' "App": {"type": "apiKey", "in": "header", "name": "X-App"},'
        ' "key": {"type": "http", "scheme": "bearer"}}}}'
    )
    assert main(["init", "api.json"]) == 0
    assert accordant.load("spec").sdk["environment"] == {
        "username": "T_USERNAME",
        "password": "T_PASSWORD",
        "app": "T_APP",
        "key": "T_KEY",
        "base_url": "T_BASE_URL",
        "log": "T_LOG",
    }


def test_files_beside_the_document_come_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("parts").mkdir()
    Path("parts/thing.yaml").write_text("type: object\nproperties: {n: {}}\n")
    Path("api.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
        "paths: {/a: {post: {operationId: a, requestBody: {content:"
        " {application/json: {schema: {$ref: parts/thing.yaml}}}}}}}\n"
    )
    assert main(["init", "api.yaml"]) == 0
    assert Path("spec/parts/thing.yaml").read_bytes().startswith(b"type")
    assert len(accordant.load("spec").declarations) == 1
    Path("parts/thing.yaml").rename("sdk.yaml")
    text = Path("api.yaml").read_text().replace("parts/thing", "sdk")
    Path("api.yaml").write_text(text)
    assert main(["init", "api.yaml", "--out", "other"]) == 1
    assert not Path("other").exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nowhere.yaml"], 2, "accordant: no such file: nowhere.yaml; see "),
        ([], 2, "accordant: DOCUMENT is missing; see "),
        (["."], 2, "accordant: DOCUMENT is a file, and this is a folder: .; see "),
        (["a.yaml", "--out", "full"], 2, "accordant: something is there already, and "),
        (["a.yaml", "--out", "a.yaml"], 2, "accordant: something is there already, "),
        (["a.yaml", "--out", "a.yaml/x"], 1, "a.yaml/x: cannot make the folder: "),
        (["wrong.json"], 1, "wrong.json:1:1: 'openapi' must be a version 3.x"),
        (["old.yaml"], 1, "old.yaml:1:1: Swagger 2.0 is not supported; convert"),
    ],
)
def test_what_is_refused(
    words: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("openapi: 3.1.0\n")
    Path("wrong.json").write_text("{}")
    Path("old.yaml").write_text("swagger: '2.0'\n")
    Path("full").mkdir()
    Path("full/mine").write_text("mine")
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    assert main(["init", *words]) == code
    assert capsys.readouterr().err.startswith(message)
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("title", "package", "client"),
    [
        ("Swagger Petstore - OpenAPI 3.0", "petstore", "Petstore"),
        ("JSON", "json_client", "JSON"),
        ("Stream", "stream", "StreamClient"),
        ("", "api_client", "Client"),
        ("3 things", "things", "Things"),
        ("REST API", "rest_api", "RESTAPI"),
        ("42", "api_client", "Client"),
        ("日本", "api_client", "Client"),
        ("class", "class_client", "Class"),
        ("A B C D E F", "a_b_c_d", "ABCD"),
    ],
)
def test_names_of_titles(title: str, package: str, client: str) -> None:
    assert (names.python_package(title), names.api_client(title)) == (package, client)
