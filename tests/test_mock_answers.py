"""Answers of the mock server: what is chosen, drafted and written."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from accordant import ir
from accordant.mock.answering import chosen, event
from accordant.mock.drafts import draft, drafts
from accordant.mock.judging import Judge
from lowered import lowered
from mocked import KEY, PATH, flagship, http, serving

CORPUS = os.environ.get("ACCORDANT_CORPUS")
SOME = ("museum.yaml", "train-travel-31.yaml", "resend.yaml", "spotify.yaml")
"""Documents of the corpus that take little time."""


# --- which answer ---------------------------------------------------------------------

CHOICE = """\
paths:
  /a:
    get:
      operationId: a
      responses:
        '404': {description: D, content: {application/json: {schema: {}}}}
        '201':
          description: D
          content:
            application/json: {schema: {type: object, properties: {a: {type: string}}}}
            text/plain: {schema: {type: string}}
            text/event-stream: {schema: {type: string}}
            application/x-ndjson: {schema: {type: object, required: [n],
              properties: {n: {type: integer, minimum: 5, maximum: 5}}}}
            application/json-seq: {schema: {type: boolean}}
            image/webp: {schema: {type: string, format: binary}}
            application/pdf: {schema: {type: string, format: binary}}
        '202': {description: D, content: {application/json: {schema: {const: no}}}}
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    api, _ = lowered(tmp_path_factory.mktemp("choice"), CHOICE)
    with serving(api) as url:
        yield url


@pytest.mark.parametrize(
    ("accept", "media", "body"),
    [
        ("", "application/json", b'{"a":"a"}'),
        ("*/*", "application/json", b'{"a":"a"}'),
        ("text/plain", "text/plain", b"text"),
        ("application/json;q=0.1, text/*", "text/plain", b"text"),
        ("*/*, application/json;q=0", "text/plain", b"text"),
        ("application/json;q=x, text/plain;q=0.1", "text/plain", b"text"),
        ("text/event-stream", "text/event-stream", b"data: text\n\n"),
        ("application/x-ndjson", "application/x-ndjson", b'{"n":5}\n'),
        ("application/json-seq", "application/json-seq", b"\x1etrue\n"),
        ("application/unheard", "application/json", b'{"a":"a"}'),
    ],
)
def test_the_first_success_as_it_is_accepted(
    url: str, accept: str, media: str, body: bytes
) -> None:
    answer = http.get(f"{url}/a", headers={"accept": accept})
    assert answer.status_code == 201
    assert (answer.headers["content-type"], answer.content) == (media, body)


def test_bytes(url: str) -> None:
    image = http.get(f"{url}/a", headers={"accept": "image/webp"})
    assert image.content[:4] == b"RIFF"
    other = http.get(f"{url}/a", headers={"accept": "application/pdf"})
    assert other.headers["content-type"] == "application/pdf" and other.content


def test_the_body_chooses_a_stream_where_a_field_does() -> None:
    (operation,) = flagship().operations

    def media(request: ir.Json, accept: str = "") -> str:
        found = chosen(operation, request, accept)
        assert found is not None
        return found.media

    assert media({"stream": True}) == "text/event-stream"
    assert media({"stream": True}, "application/json") == "text/event-stream"
    for request in ({}, {"stream": False}, {"stream": 1}, {"stream": None}, [1], None):
        assert media(request, "text/event-stream") == "application/json"


def test_nothing_to_say_is_204(tmp_path: Path) -> None:
    api, _ = lowered(
        tmp_path,
        "paths: {/a: {get: {operationId: a, responses: {'204': {description: D}}}}}",
    )
    with serving(api) as url:
        answer = http.get(f"{url}/a")
        assert (answer.status_code, answer.content) == (204, b"")
        assert "content-type" not in answer.headers


# --- event streams --------------------------------------------------------------------


def test_events_are_named_by_their_tag_and_end_as_the_spec_says() -> None:
    body = {"prompt": "x", "model": "gpt-image-1", "stream": True, "partial_images": 1}
    with serving(flagship()) as url:
        answer = http.post(url + PATH, json=body, headers=KEY)
    assert answer.headers["content-type"] == "text/event-stream"
    *events, last, rest = answer.text.split("\n\n")
    assert (last, rest) == ("data: [DONE]", "")
    for text in events:
        name, data = text.split("\n")
        assert name.removeprefix("event: ") == json.loads(data[6:])["type"]
    assert name == "event: image_generation.completed"


@pytest.mark.parametrize(
    ("item", "tags", "plain", "text"),
    [
        ({"t": "a"}, ["t"], False, 'event: a\ndata: {"t":"a"}\n\n'),
        ({"t": "a"}, [], False, 'data: {"t":"a"}\n\n'),
        ({"t": "a\nb"}, ["t"], False, 'data: {"t":"a\\nb"}\n\n'),
        ({"t": 1}, ["t"], False, 'data: {"t":1}\n\n'),
        ("a\nb", [], True, "data: a\ndata: b\n\n"),
        ("a", [], False, 'data: "a"\n\n'),
    ],
)
def test_events(item: ir.Json, tags: list[str], plain: bool, text: str) -> None:
    assert event(item, tags, plain) == text


def test_a_draft_of_each_kind_of_event(tmp_path: Path) -> None:
    api, _ = lowered(
        tmp_path,
        """\
        paths:
          /a:
            get:
              operationId: a
              responses:
                '200':
                  description: D
                  content:
                    text/event-stream:
                      schema: {$ref: '#/components/schemas/E'}
                      examples:
                        b: {value: {type: b, n: 7}}
                        wrong: {value: {type: c, n: text}}
        components:
          schemas:
            E:
              oneOf: &arms
                - {$ref: '#/components/schemas/A'}
                - {$ref: '#/components/schemas/B'}
                - {$ref: '#/components/schemas/C'}
                - {$ref: '#/components/schemas/F'}
              discriminator: {propertyName: type, mapping: {a: A, b: B, c: C, error: F}}
            A: {type: object, required: [type], properties: {type: {type: string}}}
            B: {type: object, required: [type, n], properties: {type: {type: string},
                n: {type: integer}}}
            C: {type: object, required: [type, n], properties: {type: {type: string},
                n: {type: integer, minimum: 9, maximum: 9}}}
            F: {type: object, required: [type], properties: {type: {type: string}}}
        """,
    )
    (response,) = api.operations[0].responses
    # Of the error, nothing comes in a stream that goes well.
    assert drafts(api, response, 1) == [
        {"type": "a"},
        {"type": "b", "n": 7},
        {"type": "c", "n": 9},
    ]


# --- drafts ---------------------------------------------------------------------------


SCHEMAS = yaml.safe_load("""\
    Node:
      type: object
      required: [id]
      properties:
        id: {type: string}
        next: {$ref: '#/components/schemas/Node'}
        all: {type: array, items: {$ref: '#/components/schemas/Node'}}
    Loop:
      type: object
      required: [loop]
      properties: {loop: {$ref: '#/components/schemas/Loop'}}
    Kind: {type: string, enum: [first, second]}
    Tree:
      anyOf:
        - {type: array, items: {$ref: '#/components/schemas/Tree'}}
        - {type: string}
    """)


def made(folder: Path, schema: str, seed: int = 1, beside: Any = None) -> Any:
    """A draft of a schema, which is valid by it."""
    content = {"schema": yaml.safe_load(schema), **(beside or {})}
    answer = {"description": "D", "content": {"application/json": content}}
    operation = {"operationId": "a", "responses": {"200": answer}}
    text = json.dumps({"/a": {"get": operation}})
    text = f"paths: {text}\ncomponents: {{schemas: {json.dumps(SCHEMAS)}}}\n"
    api, _ = lowered(folder, text)
    (response,) = api.operations[0].responses
    found = draft(api, response, seed)
    assert Judge(api).fits(response.type, found) or found is None
    return found


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{type: string}", "text"),
        ("{type: string, minLength: 6}", "textxx"),
        ("{type: string, maxLength: 2}", "te"),
        ("{type: string, pattern: '^[a-c]{2,3}-[0-9]+$'}", "aa-0"),
        ("{type: integer, minimum: 90, maximum: 90}", 90),
        ("{type: integer, exclusiveMinimum: 100}", 101),
        ("{type: integer, maximum: -5}", -5),
        ("{type: number, exclusiveMinimum: 0, exclusiveMaximum: 1}", 0.5),
        ("{type: integer, multipleOf: 50, minimum: 120}", 150),
        ("{type: array, items: {type: boolean}, minItems: 3}", [True, True, True]),
        ("{type: array, items: {type: boolean}, maxItems: 0}", []),
        (
            "{type: array, uniqueItems: true, minItems: 2, items: {type: string}}",
            ["text", "text1"],
        ),
        (
            "{type: array, uniqueItems: true, minItems: 2, items:"
            " {$ref: '#/components/schemas/Kind'}}",
            ["first", "second"],
        ),
        ("{type: object, additionalProperties: {type: boolean}}", {"key": True}),
        ("{$ref: '#/components/schemas/Kind'}", "first"),
        ("{$ref: '#/components/schemas/Node'}", {"id": "id", "all": []}),
        ("{$ref: '#/components/schemas/Tree'}", []),
        ("{$ref: '#/components/schemas/Loop'}", None),
        ("{type: [string, 'null']}", "text"),
        ("{const: 7}", 7),
        ("{type: string, format: uri}", "https://example.com/44cb6a"),
        ("{type: string, format: date-time}", "2025-12-01T00:00:01Z"),
        ("{type: string, format: date}", "2025-12-01"),
        ("{type: string, format: email}", "user-2265b1@example.com"),
        (
            "{type: object, properties: {w: {type: string, writeOnly: true},"
            " d: {type: string, default: D}, e: {type: string, examples: [E]},"
            " x: {type: integer, examples: [text], minimum: 3, maximum: 3}}}",
            {"d": "D", "e": "E", "x": 3},
        ),
    ],
)
def test_instances(tmp_path: Path, schema: str, value: Any) -> None:
    found = made(tmp_path, schema)
    if schema.endswith(("uri}", "email}")):
        assert found.rpartition("/")[0] == value.rpartition("/")[0]
        assert len(found) == len(value)
    else:
        assert found == value


def test_an_instance_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    schema = "{type: string, format: uuid}"
    assert made(tmp_path, schema, 1) == made(tmp_path, schema, 1)
    assert made(tmp_path, schema, 1) != made(tmp_path, schema, 2)


def test_the_first_example_that_fits_is_the_draft(tmp_path: Path) -> None:
    shown = {"examples": {n: {"value": v} for n, v in (("a", 1), ("b", "B"))}}
    assert made(tmp_path, "{type: string}", beside=shown) == "B"


def test_rules_of_the_schema_itself_are_kept(tmp_path: Path) -> None:
    schema = (
        "{type: object, required: [a], properties: {a: {type: string},"
        " b: {type: string}}, not: {required: [a, b]}}"
    )
    assert made(tmp_path, schema) == {"a": "a"}


def test_a_draft_does_not_change_the_document() -> None:
    api = flagship()
    (operation,) = api.operations
    before = copy.deepcopy(operation.responses)
    with serving(api) as url:
        http.post(url + PATH, json={"prompt": "x"}, headers=KEY)
    assert operation.responses == before
