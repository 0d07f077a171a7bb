"""Parameters and forms: texts that become JSON values, and are judged as such."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accordant import ir
from accordant.mock import forms, parameters
from accordant.mock.judging import Judge
from accordant.mock.refusals import Refusal
from lowered import lowered
from mocked import KEY, document, http, serving


@pytest.fixture(scope="module")
def library() -> Iterator[str]:
    with serving(document("library.yaml")) as url:
        yield url


@pytest.mark.parametrize(
    ("query", "rule", "param", "message"),
    [
        ("limit=0", "limit.minimum", "limit", "limit must be at least 1"),
        ("limit=ten", "limit.type", "limit", "limit must be an integer"),
        ("limit=1.5", "limit.type", "limit", "limit must be an integer"),
        ("limit=", "limit.type", "limit", "limit must be an integer"),
        (
            "shelf=1|x",
            "shelf[].type",
            "shelf[1]",
            "shelf: an item of shelf must be an integer",
        ),
    ],
)
def test_a_wrong_query(
    library: str, query: str, rule: str, param: str, message: str
) -> None:
    answer = http.get(f"{library}/books?{query}", headers=KEY)
    assert answer.status_code == 400
    told = answer.json()
    assert (told["code"], told["param"]) == (rule, param)
    assert told["message"] == f"query parameter {message}"


@pytest.mark.parametrize(
    "query",
    [
        "limit=100&cursor=7&genre=a,b",
        "shelf=1%7C2|3",
        "published%5Bfrom%5D=2024-01-01&published[to]=2025-01-01",
        "unheard=of",
        "",
    ],
)
def test_a_good_query(library: str, query: str) -> None:
    answer = http.get(f"{library}/books?{query}", headers={**KEY, "x-trace": "a,b"})
    assert answer.status_code == 200


PARAMETERS = """\
paths:
  /a/{n}/{label}/{matrix}:
    get:
      operationId: a
      parameters:
        - {name: n, in: path, required: true, schema: {type: number}}
        - {name: label, in: path, required: true, style: label,
           schema: {type: array, items: {type: integer}}}
        - {name: matrix, in: path, required: true, style: matrix, explode: true,
           schema: {type: array, items: {type: boolean}}}
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
        - {name: flat, in: query, explode: false,
           schema: {type: object, properties: {a: {type: integer}}}}
        - {name: free, in: query,
           schema: {type: object, properties: {x: {type: integer}}}}
        - {name: spaced, in: query, style: spaceDelimited, explode: false,
           schema: {type: array, items: {type: integer}}}
        - {name: map, in: query,
           schema: {type: object, additionalProperties: {type: integer}}}
        - {name: text, in: query, schema: {type: string}}
        - {name: maybe, in: query, schema: {type: [integer, 'null']}}
        - {name: json, in: query, content: {application/json: {schema:
           {type: object, properties: {deep: {type: array, items: {type: integer}}}}}}}
        - {name: X-Needed, in: header, required: true, schema: {type: integer}}
        - {name: sid, in: cookie, required: true, schema: {type: string, minLength: 3}}
      responses: {'204': {description: D}}
"""


def found(folder: Path, query: str, **given: dict[str, str]) -> list[tuple[str, str]]:
    """Place and message of all that is wrong with the parameters of a request."""
    api, _ = lowered(folder, PARAMETERS)
    (operation,) = api.operations
    values = parameters.Given(
        given.get("variables", {"n": "1", "label": ".1,2", "matrix": ";matrix=true"}),
        query,
        given.get("headers", {"x-needed": "1"}),
        given.get("cookies", {"sid": "abc"}),
    )
    return [
        (entry.path, entry.message)
        for entry, _ in parameters.violations(Judge(api), operation, values)
    ]


@pytest.mark.parametrize(
    "query",
    [
        "ids=1&ids=2",
        "ids[]=1&ids[]=2",
        "ids=1",
        "flat=a,1",
        "x=1",
        "spaced=1%202+3",
        "text=5&text=a%2Cb",
        "key=5&text=a",
        "maybe=",
        "maybe=null&maybe=4",
        "json=%7B%22deep%22%3A%5B1%5D%7D",
    ],
)
def test_styles_of_queries(tmp_path: Path, query: str) -> None:
    assert found(tmp_path, query) == []


@pytest.mark.parametrize(
    ("query", "path", "message"),
    [
        ("ids=1&ids=b", "/ids/1", "ids: an item of ids must be an integer"),
        ("flat=a,b", "/flat/a", "flat: a must be an integer"),
        ("key=b", "/map/key", "map: a value of map must be an integer"),
        ("x=b", "/free/x", "free: x must be an integer"),
        ("spaced=1%20b", "/spaced/1", "spaced: an item of spaced must be an integer"),
        ("maybe=b", "/maybe", "maybe must be an integer"),
        (
            "json=%7B%22deep%22%3A%5B%22%22%5D%7D",
            "/json/deep/0",
            "json: an item of deep must be an integer",
        ),
        ("json=%7B", "/json", "json must be an object"),
    ],
)
def test_values_of_queries(tmp_path: Path, query: str, path: str, message: str) -> None:
    assert found(tmp_path, query) == [(path, f"query parameter {message}")]


def test_paths_headers_and_cookies(tmp_path: Path) -> None:
    wrong = found(
        tmp_path,
        "",
        variables={"n": "x", "label": ".1,b", "matrix": ";matrix=true;matrix=b"},
        headers={},
        cookies={"sid": "a"},
    )
    assert wrong == [
        ("/n", "path variable n must be a number"),
        ("/label/1", "path variable label: an item of label must be an integer"),
        ("/matrix/1", "path variable matrix: an item of matrix must be true or false"),
        ("/X-Needed", "header X-Needed must be sent"),
        ("/sid", "cookie sid must have at least 3 characters (has 1)"),
    ]


# --- forms ----------------------------------------------------------------------------


def test_a_form_in_one_text(library: str) -> None:
    def lend(text: str) -> Any:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return http.post(f"{library}/loans", content=text, headers={**KEY, **kind})

    assert lend("book_id=7&days=3&paid=true&notes=a&notes=b").status_code == 200
    assert lend("book_id=7&days=3&notes[]=a").status_code == 200
    wrong = lend("days=29&paid=maybe").json()
    assert [entry["rule"] for entry in wrong["violations"]] == [
        "book_id.required",
        "days.maximum",
        "paid.type",
    ]
    told = lend("book_id=%FF&days=1").json()["message"]
    assert told == "the field book_id is not UTF-8: byte 1 cannot be read"
    told = lend("%FF=1&days=1").json()["message"]
    assert told == "a name in the form is not UTF-8: byte 1 cannot be read"
    assert lend("").json()["message"] == (
        "a body is missing: application/x-www-form-urlencoded"
    )
    assert lend("&".join(["a=1"] * 1001)).json()["message"] == (
        "the form cannot be read: it has more than 1000 fields"
    )


def test_a_form_in_parts(library: str) -> None:
    def upload(files: Any, data: Any = None) -> Any:
        url = f"{library}/books/b/cover"
        return http.put(url, files=files, data=data, headers=KEY)

    picture = ("a.png", b"\x89PNG", "image/png")
    assert upload({"file": picture}, {"corners": ["1", "2"]}).status_code == 200
    assert upload({"file": picture}, {"corners[]": ["1", "2"]}).status_code == 200
    assert upload({"file": picture}, {"corners": "[1, 2]"}).status_code == 200
    assert upload({"file": picture}, {"camera": '{"maker": "x"}'}).status_code == 200
    assert upload({"file": picture}, {"camera[maker]": "x"}).status_code == 200
    wrong = upload({"other": picture}, {"corners": ["1", "x"], "caption": "x" * 81})
    assert [(v["rule"], v["path"]) for v in wrong.json()["violations"]] == [
        ("file.required", "/file"),
        ("caption.maxLength", "/caption"),
        ("corners[].type", "/corners/1"),
        ("unknown", "/other"),
    ]
    broken = upload({"file": picture}, {"camera": "{"})
    assert broken.json()["message"] == (
        "the field camera is not JSON: expecting property name enclosed in double"
        " quotes at line 1, column 2"
    )


FORM = """\
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                one: {type: string, format: binary}
                many: {type: array, items: {type: string, format: binary}}
                number: {type: number}
                flag: {type: boolean}
                words: {type: array, items: {type: string}}
                rows:
                  type: array
                  items: {type: object, properties: {n: {type: integer}}}
                free: {}
            encoding: {words: {style: pipeDelimited, explode: false}}
      responses: {'204': {description: D}}
"""


def value(folder: Path, *parts: str) -> dict[str, ir.Json]:
    api, _ = lowered(folder, FORM)
    (operation,) = api.operations
    lines = "".join(
        f"--B\r\ncontent-disposition: form-data; {part}\r\n" for part in parts
    )
    text = f"{lines}--B--\r\n".encode()
    media = "multipart/form-data; boundary=B"
    return forms.multipart(media, text, operation.bodies[0], api.declarations)


def test_fields_of_each_kind(tmp_path: Path) -> None:
    assert value(
        tmp_path,
        'name="one"; filename="a"\r\n\r\nx',
        'name="many"; filename="a"\r\n\r\nx',
        'name="many[]"; filename="b"\r\n\r\nx',
        'name="number"\r\n\r\n1e3',
        'name="flag"\r\n\r\nfalse',
        'name="words"\r\n\r\na|b',
        'name="rows[0][n]"\r\n\r\n1',
        'name="rows[1][n]"\r\n\r\nx',
        'name="free"\r\n\r\n7',
        'name="json"\r\ncontent-type: application/json\r\n\r\n{"a": [1]}',
    ) == {
        "one": "(file)",
        "many": ["(file)", "(file)"],
        "number": 1000.0,
        "flag": False,
        "words": ["a", "b"],
        "rows": [{"n": 1}, {"n": "x"}],
        "free": "7",
        "json": {"a": [1]},
    }


@pytest.mark.parametrize(
    ("media", "data", "reason"),
    [
        ("multipart/form-data", b"x", "its content type names no boundary"),
        (
            "multipart/form-data; boundary=B",
            b"--B\r\ncontent-disposition: form-data\r\n\r\nx\r\n--B--\r\n",
            "a part has no name",
        ),
        (
            "multipart/form-data; boundary=B",
            b'--B\r\ncontent-disposition: form-data; name="a"\r\n\r\nx',
            "it breaks off before its last boundary",
        ),
        (
            "multipart/form-data; boundary=B",
            b"no boundary",
            "its parts cannot be told apart",
        ),
        (
            "multipart/form-data; boundary=B",
            b'--B\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n' * 1001
            + b"--B--\r\n",
            "it has more than 1000 parts",
        ),
    ],
)
def test_a_form_that_cannot_be_read(
    tmp_path: Path, media: str, data: bytes, reason: str
) -> None:
    api, _ = lowered(tmp_path, FORM)
    body = api.operations[0].bodies[0]
    with pytest.raises(Refusal) as caught:
        forms.multipart(media, data, body, api.declarations)
    assert caught.value.message == f"the form cannot be read: {reason}"
    assert (caught.value.status, caught.value.code) == (400, "invalid_form")


def test_bodies_of_bytes_and_text(tmp_path: Path) -> None:
    api, _ = lowered(
        tmp_path,
        """\
        paths:
          /bytes: {put: {operationId: a, requestBody: {required: true, content:
            {image/*: {schema: {type: string, format: binary}}}},
            responses: {'204': {description: D}}}}
          /text: {put: {operationId: b, requestBody: {required: true, content:
            {text/plain: {schema: {type: string, maxLength: 3}}}},
            responses: {'204': {description: D}}}}
        """,
    )
    with serving(api) as url:
        png = {"content-type": "image/png"}
        assert http.put(f"{url}/bytes", content=b"\xff", headers=png).status_code == 204
        text = {"content-type": "text/plain"}
        assert http.put(f"{url}/text", content=b"abc", headers=text).status_code == 204
        wrong = http.put(f"{url}/text", content=b"abcd", headers=text)
        assert (wrong.status_code, wrong.json()["code"]) == (400, "maxLength")
        assert wrong.json()["param"] is None
        broken = http.put(f"{url}/text", content=b"\xff", headers=text)
        assert broken.json()["message"] == (
            "the body is not UTF-8: byte 1 cannot be read"
        )
        missing = http.put(f"{url}/text")
        assert missing.json()["message"] == "a body is missing: text/plain"
