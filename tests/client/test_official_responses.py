"""openai 2.33.0 is an oracle of raw responses and of the environment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import openai
import openai_images
import pytest
from hypothesis import given, settings, strategies as st

from client.alike import differences
from client.drawn import TEXT
from client.pair import Pair, paired
from client.server import Answer, Server

CALL: dict[str, Any] = {"prompt": "A cute baby sea otter"}
FACTS = ("status_code", "request_id", "method", "retries_taken", "http_version")
LATE = Answer(503, b"", {"retry-after-ms": "1"})


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with paired() as both:
        yield both


IMAGES = st.lists(st.fixed_dictionaries({"b64_json": TEXT}), max_size=3)


@settings(max_examples=50, deadline=None)
@given(images=IMAGES, failures=st.integers(0, 2))
def test_the_same_raw_response(pair: Pair, images: list[Any], failures: int) -> None:
    value = {"created": 1, "data": images}
    fine = Answer.json(value, x_request_id="req_1", x_other="1")
    theirs = pair.official([*[LATE] * failures, fine], CALL, raw="with_raw_response")
    ours = pair.ours("sync", [*[LATE] * failures, fine], CALL, raw="with_raw_response")
    left, right = theirs.value, ours.value
    assert [getattr(left, name) for name in FACTS] == [
        getattr(right, name) for name in FACTS
    ]
    assert right.retries_taken == failures
    assert str(left.url) == str(right.url)
    assert left.headers.get("X-OTHER") == right.headers.get("X-OTHER") == "1"
    assert left.content == right.content and left.text == right.text
    assert json.loads(right.text) == right.json() == value
    assert left.http_request.content == right.http_request.content
    assert differences(left.parse(), right.parse()) == []
    assert right.parse() is right.parse() and left.is_closed and right.is_closed


@settings(max_examples=50, deadline=None)
@given(
    lines=st.lists(TEXT.map(lambda text: " ".join(text.split())), max_size=4),
    end=st.sampled_from(("\n", "\r\n", "\r")),
    size=st.sampled_from((None, 1, 3, 1000)),
)
def test_the_same_body_in_pieces(
    pair: Pair, lines: list[str], end: str, size: int | None
) -> None:
    body = end.join(lines).encode()
    pair.server.answer = lambda _: Answer(200, body, {"content-type": "text/plain"})
    for way in ("iter_bytes", "iter_text", "iter_lines"):
        sizes = () if way == "iter_lines" else (size,)
        found: list[Any] = []
        for client in (pair.first, pair.second):
            opened: Any = client.images.with_streaming_response.generate(**CALL)
            with opened as response:
                assert not response.is_closed
                found.append([*getattr(response, way)(*sizes)])
            assert response.is_closed
        if size is None and way != "iter_lines":
            none = b"" if way == "iter_bytes" else ""
            found = [none.join(pieces) for pieces in found]
        assert found[0] == found[1]


ENVIRONMENT = {
    "OPENAI_API_KEY": "test-key-env",
    "OPENAI_ORG_ID": "org-env",
    "OPENAI_PROJECT_ID": "proj-env",
}


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("given", [{}, {"organization": "org-1", "api_key": "k"}])
def test_the_same_environment_sends_the_same_headers(
    monkeypatch: pytest.MonkeyPatch, slash: str, given: dict[str, Any]
) -> None:
    with Server(lambda _: Answer.json({"created": 1})) as server:
        for name, value in ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url + slash)
        for package in (openai, openai_images):
            client: Any = package.OpenAI(**given)
            with client:
                client.images.generate(**CALL)
    first, second = server.seen
    assert first.path == second.path == "/v1/images/generations"
    for name in ("authorization", "openai-organization", "openai-project"):
        assert first.headers[name] == second.headers[name]


def test_both_miss_a_key_when_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for package in (openai, openai_images):
        with pytest.raises(package.OpenAIError, match="OPENAI_API_KEY"):
            package.OpenAI()
