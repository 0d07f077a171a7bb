"""Answers of operations: statuses, streams, and what chooses between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordant import ir
from accordant.targets.python.answers import answers as python_answers
from accordant.targets.python.models import Models
from lowered import lowered, operation

STRING = ir.Primitive("string")


def answers(text: str) -> str:
    return f"paths: {{/a: {{get: {{operationId: getThing, responses: {text}}}}}}}"


@pytest.mark.parametrize(
    ("written", "successes", "empty"),
    [
        ("{}", [], False),
        ("{default: {content: {application/json: {}}}}", ["default"], False),
        ("{204: {}, default: {content: {application/json: {}}}}", [], True),
        ("{2XX: {content: {application/json: {}}}, 4XX: {}}", ["2XX"], False),
        ("{200: {content: {text/plain: {}}}, 202: {}}", ["200"], True),
        ("{302: {}, default: {content: {application/json: {}}}}", [], True),
        ("{404: {}}", [], False),
    ],
)
def test_successes(
    written: str, successes: list[str], empty: bool, tmp_path: Path
) -> None:
    found = operation(tmp_path, answers(written))
    assert [r.status for r in found.successes()] == successes
    assert found.may_be_empty == empty


def test_inline_answers_are_named_by_status(tmp_path: Path) -> None:
    text = """\
        paths:
          /a:
            get:
              operationId: getThing
              responses:
                '200': &o {content: {application/json: {schema: {type: object, properties: {a: {}}}}}}
                '202': {content: {application/json: {schema: {type: object, properties: {b: {}}}}}}
                '404': {content: {application/json: {schema: {type: object, properties: {c: {}}}}}}
                5XX: {content: {application/json: {schema: {type: object, properties: {d: {}}}}}}
                default: {content: {application/json: {schema: {type: object, properties: {e: {}}}}}}
                '201': *o
                '409': {$ref: '#/components/responses/Conflicting'}
        components:
          responses:
            Conflicting: {content: {application/json: {schema: {type: object, properties: {f: {}}}}}}
    """
    api, warnings = lowered(tmp_path, text)
    assert warnings == []
    assert list(api.declarations) == [
        "GetThingResponse",
        "GetThingAcceptedResponse",
        "GetThingNotFoundError",
        "GetThingServerError",
        "GetThingError",
        "Conflicting",
    ]


@pytest.mark.parametrize(
    "media",
    [
        "text/event-stream",
        "application/jsonl",
        "application/x-ndjson",
        "application/stream+json",
        "application/json-seq",
        "application/geo+json-seq",
    ],
)
@pytest.mark.parametrize(
    "schema",
    [
        "schema: {type: string}",
        "schema: {type: array, items: {type: string}}",
        "itemSchema: {type: string}",
    ],
)
def test_sequences(media: str, schema: str, tmp_path: Path) -> None:
    text = f"{{200: {{content: {{{media}: {{{schema}}}}}}}}}"
    (found,) = operation(tmp_path, answers(text)).responses
    assert (found.media, found.type, found.streams) == (media, STRING, True)
    assert not ir.is_json("application/stream+json")


def test_an_unknown_sequence_has_items(tmp_path: Path) -> None:
    text = "{200: {content: {multipart/mixed: {itemSchema: {type: string}}}}}"
    (found,) = operation(tmp_path, answers(text)).responses
    assert (found.type, found.streams) == (STRING, True)


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ("{type: object, properties: {data: {type: string}, id: {}}}", STRING),
        (
            "{type: object, properties: {data: {type: string}, event: {}, on: {}}}",
            STRING,
        ),
        ("{type: object, properties: {data: {}, on: {}}}", ir.Ref("GetThingEvent")),
        ("{type: object, properties: {event: {}}}", ir.Ref("GetThingEvent")),
        ("{type: string}", STRING),
        (
            "{type: object, properties: {data: {type: string}}, oneOf:"
            " [{properties: {event: {const: a}}}, {properties: {event: {const: b}}}]}",
            STRING,
        ),
    ],
)
def test_an_item_is_what_an_event_carries(
    schema: str, wanted: ir.Type, tmp_path: Path
) -> None:
    text = f"{{200: {{content: {{text/event-stream: {{itemSchema: {schema}}}}}}}}}"
    (found,) = operation(tmp_path, answers(text)).responses
    assert found.type == wanted


def test_what_is_inside_the_data_of_events(tmp_path: Path) -> None:
    data = "{type: string, contentMediaType: application/json, contentSchema: %s}"
    one, two = data % "{type: integer}", data % "{type: string}"
    text = f"""\
        paths:
          /a:
            get:
              operationId: a
              responses:
                '200':
                  content:
                    text/event-stream:
                      itemSchema:
                        oneOf:
                          - {{type: object, properties: {{event: {{}}, data: {one}}}}}
                          - {{type: object, properties: {{event: {{}}, data: {two}}}}}
    """
    (found,) = operation(tmp_path, text).responses
    assert found.type == ir.AnyOf((ir.Primitive("integer"), STRING))


STREAMING = """\
        paths:
          /a:
            post:
              operationId: a
              requestBody:
                content:
                  application/json: {{schema: {{type: object, properties: {{{fields}}}}}}}
              responses:
                '200':
                  content:
                    application/json: {{schema: {{type: string}}}}
                    text/event-stream: {{}}
"""


@pytest.mark.parametrize(
    ("fields", "sdk", "wanted"),
    [
        ("stream: {type: boolean}", "", "stream"),
        ("stream: {type: [boolean, 'null'], default: false}", "", "stream"),
        ("stream: {type: boolean}, sse: {type: boolean}", "sse", "sse"),
        ("stream: {type: boolean}", "sse", None),
        ("stream: {type: string}", "", None),
    ],
)
def test_the_field_that_asks_for_a_stream(
    fields: str, sdk: str, wanted: str | None, tmp_path: Path
) -> None:
    told = f"client: {{stream_field: {sdk}}}" if sdk else ""
    api, warnings = lowered(tmp_path, STREAMING.format(fields=fields), told)
    assert api.operations[0].stream_field == wanted
    assert warnings == []
    events = api.operations[0].responses[1]
    assert events.type == STRING  # that of the other answer, where it says nothing


@pytest.mark.parametrize(
    ("media", "schema", "data"),
    [
        ("text/event-stream", "{type: string}", "text"),
        ("text/event-stream", "{type: [string, 'null']}", "either"),
        ("text/event-stream", "{type: object}", "json"),
        ("text/event-stream", "{}", "json"),
        ("text/plain", "{type: string, format: date}", "text"),
        ("application/jsonl", "{type: string}", "either"),
    ],
)
def test_what_the_items_of_a_stream_come_as(
    media: str, schema: str, data: str, tmp_path: Path
) -> None:
    text = answers(f"{{200: {{content: {{{media}: {{itemSchema: {schema}}}}}}}}}")
    api, _ = lowered(tmp_path, text)
    events = python_answers(Models(api), api.operations[0]).events
    assert events is not None
    assert events.data == data
