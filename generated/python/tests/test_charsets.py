"""Texts whose charset fits, and those whose charset is wrong or none."""

from __future__ import annotations

import pytest
from driver import Driver
from loopback import Loopback
from replies import response
from subject import APIError, APIResponseValidationError, BadRequestError

CHARSETS = [
    "nonsense",
    "hex",
    "rot13",
    "utf-16",
    "undefined",
    "idna",
    "punycode",
    "zlib",
]


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("charset", CHARSETS)
def test_a_charset_that_is_none_does_no_harm(
    drive: Driver, status: int, charset: str
) -> None:
    kind = {"content-type": f"text/plain; charset={charset}"}
    reply = response(status, b"caf\xc3\xa9 \xff", kind)
    with Loopback(reply) as server, pytest.raises(APIError) as caught:
        drive.send(drive.client(server.url)).parse()
    assert type(caught.value) in (APIResponseValidationError, BadRequestError)
    assert isinstance(caught.value.body, str)


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_text_can_be_read_by_any_charset(drive: Driver, charset: str) -> None:
    kind = {"content-type": f"text/plain; charset={charset}"}
    with Loopback(response(200, b"ascii", kind)) as server:
        answer = drive.send(drive.client(server.url))
    assert isinstance(answer.text, str)
    assert answer.content == b"ascii"


def test_a_charset_that_fits_is_followed(drive: Driver) -> None:
    kind = {"content-type": "text/plain; charset=iso-8859-1"}
    with Loopback(response(400, b"caf\xe9", kind)) as server:
        error = drive.failure(drive.client(server.url), BadRequestError)
    assert error.body == "caf\u00e9"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16", "nonsense"])
def test_json_is_unicode_whatever_its_charset(drive: Driver, charset: str) -> None:
    kind = {"content-type": f"application/json; charset={charset}"}
    said = b'{"detail": "caf\xc3\xa9"}'
    with Loopback(response(400, said, kind)) as server:
        error = drive.failure(drive.client(server.url), BadRequestError)
    assert error.body == {"detail": "caf\u00e9"}
