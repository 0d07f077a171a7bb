"""Faults on request: each one as it arrives at a socket."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx2
import pytest

from accordant.mock.faults import WrongFault, parsed
from lowered import lowered
from mocked import KEY, PATH, dechunked, flagship, http, parted, raw, serving

JSON = {"prompt": "x"}
STREAM = {"prompt": "x", "model": "gpt-image-1", "stream": True, "partial_images": 1}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(flagship()) as url:
        yield url


def post(url: str, fault: str, body: object = JSON) -> httpx2.Response:
    headers = {**KEY, "x-accordant-fault": fault}
    return http.post(url + PATH, json=body, headers=headers)


def test_statuses_follow_each_other_and_begin_again(url: str) -> None:
    fault = "status=500,503,200"
    found = [post(url, fault).status_code for _ in range(6)]
    assert found == [500, 503, 200, 500, 503, 200]


def test_an_error_status_has_the_envelope(url: str) -> None:
    assert post(url, "status=429").json() == {
        "error": {
            "message": "status 429, as a fault asks for",
            "type": "rate_limit_error",
            "param": None,
            "code": "fault",
        },
        "violations": [],
    }
    assert post(url, "status=500").json()["error"]["type"] == "server_error"


def test_a_status_without_content_has_none(url: str) -> None:
    status, headers, body = parted(raw(url, JSON, fault="status=304"))
    assert (status, body) == (304, b"") and "content-length" not in headers


def test_headers_say_when_to_try_again(url: str) -> None:
    plain = post(url, "status=503,200;retry-after=2;retry-after-ms=30")
    assert plain.headers["retry-after"] == "2"
    assert plain.headers["retry-after-ms"] == "30"
    good = post(url, "status=503,200;retry-after=2;retry-after-ms=30")
    assert good.status_code == 200 and "retry-after" not in good.headers
    dated = post(url, "status=503;retry-after=http-date:60;should-retry=false")
    then = parsedate_to_datetime(dated.headers["retry-after"]).timestamp()
    assert 55 < then - time.time() < 65
    assert dated.headers["x-should-retry"] == "false"


def test_a_delay_comes_before_the_first_byte(url: str) -> None:
    start = time.perf_counter()
    assert post(url, "delay=0.2").status_code == 200
    assert time.perf_counter() - start >= 0.2


def test_a_slow_answer_trickles(url: str) -> None:
    start = time.perf_counter()
    answer = post(url, "slow=1000;status=500")
    assert answer.json()["error"]["code"] == "fault"
    took = time.perf_counter() - start
    assert len(answer.content) / 1000 * 0.9 < took < 2


def test_a_json_answer_is_cut(url: str) -> None:
    status, headers, body = parted(raw(url, JSON, fault="cut=10"))
    assert (status, body) == (200, b'{"created"')
    assert int(headers["content-length"]) > 10


def test_a_cut_behind_the_end_is_seen(url: str) -> None:
    _, headers, body = parted(raw(url, JSON, fault="cut=99999999"))
    assert json.loads(body)["data"]
    assert int(headers["content-length"]) > len(body)
    with pytest.raises(httpx2.RemoteProtocolError):
        post(url, "cut=99999999")


def test_a_stream_is_cut_without_its_end(url: str) -> None:
    status, headers, body = parted(raw(url, STREAM, fault="cut=20"))
    assert (status, headers["transfer-encoding"]) == (200, "chunked")
    assert dechunked(body) == (b"event: image_generat", False)


def test_a_stream_is_cut_after_events(url: str) -> None:
    text, ended = dechunked(parted(raw(url, STREAM, fault="cut-events=1"))[2])
    assert (text.count(b"\n\n"), text.count(b"event: "), ended) == (1, 1, False)
    whole, ended = dechunked(parted(raw(url, STREAM))[2])
    assert whole.startswith(text) and ended


def test_garbage_has_the_right_content_type(url: str) -> None:
    answer = post(url, "garbage")
    assert (answer.status_code, answer.headers["content-type"]) == (
        200,
        "application/json",
    )
    with pytest.raises(ValueError, match="utf-8"):
        json.loads(answer.content)
    stream = post(url, "garbage", STREAM)
    assert stream.headers["content-type"] == "text/event-stream"
    assert stream.content == answer.content


def test_a_content_type_that_is_wrong(url: str) -> None:
    answer = post(url, "content-type=text/html")
    assert answer.headers["content-type"] == "text/html"
    assert answer.json()["created"]


def test_an_empty_answer(url: str) -> None:
    answer = post(url, "empty")
    assert (answer.status_code, answer.content) == (200, b"")


def test_an_error_in_mid_stream(url: str) -> None:
    text = post(url, "error-event=1", STREAM).text
    *events, rest = text.split("\n\n")
    assert rest == "" and len(events) == 2
    name, data = events[1].split("\n")
    assert name == "event: error"
    told = json.loads(data.removeprefix("data: "))
    assert told["error"]["message"] == "an error in mid-stream, as a fault asks for"
    assert told["error"]["type"] == "server_error"


def test_comments_keep_a_stream_alive(url: str) -> None:
    text = post(url, "keep-alive=2", STREAM).text
    assert text.startswith(": keep-alive\n\n: keep-alive\n\nevent: ")
    events = post(url, "", STREAM).text
    assert text.replace(": keep-alive\n\n", "") == events


def test_a_byte_order_mark(url: str) -> None:
    assert post(url, "bom").content.startswith(b"\xef\xbb\xbf{")
    events = post(url, "bom", STREAM).content
    assert events.startswith(b"\xef\xbb\xbfevent: ")
    assert events.count(b"\xef\xbb\xbf") == 1


def test_line_ends_of_other_systems(url: str) -> None:
    text = post(url, "crlf", STREAM).content
    assert text.count(b"\r\n") == text.count(b"\n") > 5


def test_a_reset_comes_before_any_byte(url: str) -> None:
    host, port = url.removeprefix("http://").split(":")
    text = f"GET {PATH} HTTP/1.1\r\nhost: x\r\nx-accordant-fault: reset\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(text.encode())
        with pytest.raises(ConnectionResetError):
            connection.recv(1)


def test_a_redirect(url: str) -> None:
    answer = post(url, "redirect=http://127.0.0.1:9/elsewhere")
    assert answer.status_code == 307
    assert answer.headers["location"] == "http://127.0.0.1:9/elsewhere"


def test_faults_for_all_requests() -> None:
    with serving(flagship(), faults=["status=503,200", "retry-after=1"]) as url:
        found = [post(url, "") for _ in range(3)]
        assert [answer.status_code for answer in found] == [503, 200, 503]
        assert found[0].headers["retry-after"] == "1"
        assert post(url, "content-type=a/b").status_code == 503


def test_a_client_that_leaves_a_slow_stream_is_forgotten(url: str) -> None:
    host, port = url.removeprefix("http://").split(":")
    data = json.dumps(STREAM).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\n"
        "content-type: application/json\r\nx-accordant-fault: slow=20\r\n"
        f"content-length: {len(data)}\r\n\r\n"
    )
    connection = socket.create_connection((host, int(port)), timeout=5)
    connection.sendall(head.encode() + data)
    assert connection.recv(20).startswith(b"HTTP/1.1 200")
    linger = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.close()
    assert post(url, "").status_code == 200  # and the fixture waits for no stream


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("stauts=500", "unknown fault 'stauts'; did you mean 'status'?"),
        (
            "status=99",
            "fault 'status' must be written status=N,N with 200 for a normal answer,"
            " else 300 to 599",
        ),
        (
            "status",
            "fault 'status' must be written status=N,N with 200 for a normal answer,"
            " else 300 to 599",
        ),
        ("empty=1", "fault 'empty' must be written empty, without a value"),
        ("delay=x", "fault 'delay' must be written delay=SECONDS, at most 3600"),
        ("delay=nan", "fault 'delay' must be written delay=SECONDS, at most 3600"),
        ("slow=0", "fault 'slow' must be written slow=BYTES of a second, at least 1"),
        ("cut=-1", "fault 'cut' must be written cut=BYTES"),
        ("cut-events=", "fault 'cut-events' must be written cut-events=EVENTS"),
        ("error-event=x", "fault 'error-event' must be written error-event=EVENTS"),
        (
            "keep-alive=0",
            "fault 'keep-alive' must be written keep-alive=COMMENTS, at least 1",
        ),
        (
            "status=500;retry-after=soon",
            "fault 'retry-after' must be written retry-after=SECONDS or"
            " retry-after=http-date:SECONDS",
        ),
        (
            "status=500;retry-after-ms=x",
            "fault 'retry-after-ms' must be written retry-after-ms=MILLISECONDS",
        ),
        (
            "status=500;should-retry=maybe",
            "fault 'should-retry' must be written should-retry=true or"
            " should-retry=false",
        ),
        (
            "retry-after=2",
            "retry-after, retry-after-ms and should-retry go with an error status, as"
            " in status=503;retry-after=2",
        ),
        (
            "content-type=",
            "fault 'content-type' must be written content-type=MEDIA/TYPE",
        ),
        ("redirect=", "fault 'redirect' must be written redirect=URL"),
        ("garbage=1", "fault 'garbage' must be written garbage, without a value"),
        ("bom=1", "fault 'bom' must be written bom, without a value"),
        ("crlf=1", "fault 'crlf' must be written crlf, without a value"),
        ("reset=1", "fault 'reset' must be written reset, without a value"),
    ],
)
def test_a_wrong_fault_is_one_clear_message(spec: str, message: str) -> None:
    with pytest.raises(WrongFault) as caught:
        parsed([spec])
    assert str(caught.value) == message


def test_a_wrong_header_is_refused(url: str) -> None:
    answer = post(url, "cutt=3")
    assert answer.status_code == 400
    assert answer.json()["error"] == {
        "message": "x-accordant-fault: unknown fault 'cutt'; did you mean 'cut'?",
        "type": "invalid_request_error",
        "param": None,
        "code": "invalid_fault",
    }


LINES = """\
paths:
  /a:
    get:
      operationId: a
      responses:
        '200': {description: D, content: {application/x-ndjson:
          {schema: {type: object, required: [n], properties: {n: {const: 1}}}}}}
"""


def test_lines_of_json_have_faults_of_their_kind(tmp_path: Path) -> None:
    api, _ = lowered(tmp_path, LINES)
    with serving(api) as url:

        def got(fault: str) -> list[str]:
            text: str = http.get(f"{url}/a", headers={"x-accordant-fault": fault}).text
            return text.split("\n")

        assert got("keep-alive=2") == ["", "", '{"n":1}', ""]
        line, error, rest = got("error-event=1;content-type=text/plain")
        assert (line, rest) == ('{"n":1}', "")
        assert json.loads(error)["code"] == "fault"
