"""What requests carry: forms, files, text; and files that are sent again."""

from __future__ import annotations

import io
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from driver import Driver
from loopback import Loopback, Request
from replies import json_response, response
from subject import (
    ArgumentError,
    Operation,
    Part,
    Pieces,
    Style,
    content_of,
    same,
)

FORM = "multipart/form-data"
ENCODED = "application/x-www-form-urlencoded"


def parts_of(kind: str, body: bytes) -> list[tuple[str, str | None, str, bytes]]:
    """Name, file name, media type and content of each part, by the standard library."""
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found = []
    for part in whole.get_payload():
        assert not isinstance(part, str)
        content: Any = part.get_payload(decode=True)
        name: Any = part.get_param("name", header="content-disposition")
        found.append((name, part.get_filename(), part.get_content_type(), content))
    return found


def written(media: str, body: Any, **parts: Part) -> tuple[str, bytes]:
    kind, content = content_of(media, body, parts)
    return kind, b"".join(content) if isinstance(content, Pieces) else content


def test_a_form_of_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG")
    body = {
        "text": "caf\u00e9 \r\n",
        "yes": True,
        "object": {"a": [1]},
        "list": ["a", 2],
        "bytes": b"\0",
        "path": path,
        "named": ("b\"c'.txt", b"named", "text/x-own"),
        "open": io.BytesIO(b"open"),
        "files": [b"1", ("two", b"2")],
        "none": None,
    }
    kind, content = written(FORM, body, bytes=Part("image/webp"))
    assert parts_of(kind, content) == [
        ("text", None, "text/plain", "caf\u00e9 \r\n".encode()),
        ("yes", None, "text/plain", b"true"),
        ("object", None, "application/json", b'{"a":[1]}'),
        ("list", None, "text/plain", b"a"),
        ("list", None, "text/plain", b"2"),
        ("bytes", "bytes", "image/webp", b"\0"),
        ("path", "a.png", "image/png", b"\x89PNG"),
        ("named", "b%22c'.txt", "text/x-own", b"named"),
        ("open", "open", "application/octet-stream", b"open"),
        ("files", "files", "application/octet-stream", b"1"),
        ("files", "two", "application/octet-stream", b"2"),
    ]


def test_a_name_ends_no_head() -> None:
    kind, content = written(FORM, {'a"\r\nX-Evil: 1': ('x"\r\n\r\n', b"1")})
    assert b"\r\nX-Evil" not in content
    with pytest.raises(ArgumentError, match="is not a media type"):
        written(FORM, {"a": ("x", b"1", "a/b\r\nX-Evil: 1")})


def test_an_encoded_form() -> None:
    body = {
        "text": "a b&c",
        "list": [1, 2],
        "object": {"a": 1},
        "deep": {"a": {"b": 1}},
        "commas": [1, 2],
    }
    kind, content = written(
        ENCODED,
        body,
        deep=Part(style=Style("deepObject")),
        commas=Part(style=Style(explode=False)),
    )
    assert kind == ENCODED
    assert parse_qsl(content.decode()) == [
        ("text", "a b&c"),
        ("list", "1"),
        ("list", "2"),
        ("object", '{"a":1}'),
        ("deep[a][b]", "1"),
        ("commas", "1,2"),
    ]


@pytest.mark.parametrize(
    ("media", "body", "kind", "content"),
    [
        ("application/octet-stream", b"\0", "application/octet-stream", b"\0"),
        ("image/*", b"\0", "application/octet-stream", b"\0"),
        ("image/*", ("a", b"\0", "image/png"), "image/png", b"\0"),
        ("text/plain", "caf\u00e9", "text/plain", "caf\u00e9".encode()),
        ("application/xml", "<a/>", "application/xml", b"<a/>"),
        ("application/merge-patch+json", "a", "application/merge-patch+json", b'"a"'),
        ("*/*", {"a": 1}, "application/json", b'{"a":1}'),
    ],
)
def test_a_body_that_is_one_value(
    media: str, body: Any, kind: str, content: bytes
) -> None:
    assert written(media, body) == (kind, content)


def sent(drive: Driver, operation: Operation[Any, Any], body: Any) -> list[Request]:
    """What arrives where the first try fails."""
    with Loopback(response(503), json_response({})) as server:
        made = drive.client(server.url, validate="off")
        drive.run(made._make(operation, "parsed", body))
    return server.requests


@pytest.mark.parametrize("size", [0, 5, 200_000])
def test_a_file_is_sent_again_from_where_it_stood(drive: Driver, size: int) -> None:
    file = io.BytesIO(b"skipped" + b"x" * size)
    file.seek(7)
    operation: Operation[Any, Any] = Operation(
        "PUT", "/a", same, media="application/octet-stream"
    )
    first, second = sent(drive, operation, file)
    assert first.body == second.body == b"x" * size
    assert first.headers["content-length"] == str(size)


def test_a_form_with_a_file_is_sent_again(drive: Driver, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"y" * 100_000)
    operation: Operation[Any, Any] = Operation("POST", "/a", same, media=FORM)
    first, second = sent(drive, operation, {"file": path, "n": 1})
    assert first.body == second.body
    kind = first.headers["content-type"]
    assert [part[3] for part in parts_of(kind, first.body)] == [b"y" * 100_000, b"1"]


class Pipe(io.RawIOBase):
    """What can be read once, and whose length nobody knows."""

    def __init__(self) -> None:
        self.left = [b"a" * 10, b"b" * 10]

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self.left.pop(0) if self.left else b""


def test_a_file_of_unknown_length_is_sent_in_chunks(drive: Driver) -> None:
    operation: Operation[Any, Any] = Operation(
        "PUT", "/a", same, media="application/octet-stream"
    )
    with Loopback(json_response({})) as server:
        made = drive.client(server.url, validate="off")
        drive.run(made._make(operation, "parsed", Pipe()))
    (request,) = server.requests
    assert request.body == b"a" * 10 + b"b" * 10
    assert "content-length" not in request.headers


def test_a_file_that_is_not_there_is_refused(drive: Driver, tmp_path: Path) -> None:
    operation: Operation[Any, Any] = Operation(
        "PUT", "/a", same, media="application/octet-stream"
    )
    with Loopback() as server:
        made = drive.client(server.url, validate="off")
        with pytest.raises(ArgumentError, match="a file cannot be read: No such file"):
            drive.run(made._make(operation, "parsed", tmp_path / "none"))
        assert server.connections == 0


def test_nothing_is_sent_of_an_optional_body_that_is_not_given(drive: Driver) -> None:
    operation: Operation[Any, Any] = Operation("POST", "/a", same, optional=True)
    with Loopback(json_response({})) as server:
        made = drive.client(server.url, validate="off")
        drive.run(made._make(operation, "parsed", {}))
    (request,) = server.requests
    assert (request.body, "content-type" in request.headers) == (b"", False)


@pytest.mark.parametrize(
    ("media", "body", "wanted"),
    [
        (ENCODED, {"a": "b c"}, b"a=b%20c"),
        ("text/csv", "a,b", b"a,b"),
        ("application/octet-stream", b"\0", b"\0"),
        ("application/merge-patch+json", {"a": None}, b'{"a":null}'),
    ],
)
def test_a_call_may_name_its_media_type(
    drive: Driver, media: str, body: Any, wanted: bytes
) -> None:
    request = drive.sent(body=body, content_type=media)
    assert (request.headers["content-type"], request.body) == (media, wanted)


def test_a_call_may_send_a_form_of_parts(drive: Driver) -> None:
    request = drive.sent(body={"a": b"\0", "b": 1}, content_type=FORM)
    assert parts_of(request.headers["content-type"], request.body) == [
        ("a", "a", "application/octet-stream", b"\0"),
        ("b", None, "text/plain", b"1"),
    ]
