"""Any valid request reaches the server as it was given, and any answer comes back whole.

The server's bytes are read by three parsers that share no code: of the standard library,
msgspec and jiter. What is written back is compared as JSON: 1, 1.0 and true differ.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jiter
import jsonschema_rs
import msgspec
import openai_images
import pytest
from hypothesis import example, given, settings, strategies as st
from openai_images.models import ImageGenerateParams, ImagesResponse

from client.alike import same
from client.drawn import JSON, KEY, events, responses, valid_requests
from client.server import Answer, Server
from oracles import pages

SCHEMA = "generated/jsonschema/image_generate_params.schema.json"
ROOT = Path(__file__).parents[2]
KINDS = pytest.mark.parametrize("kind", ["sync", "async"])


class Caller:
    """Calls with one client or the other; events come as a list."""

    def __init__(self, server: Server) -> None:
        self.server = server
        given: dict[str, Any] = {"api_key": "test-key", "base_url": server.url}
        given["max_retries"] = 0
        self.sync = openai_images.OpenAI(**given)
        self.asynchronous = openai_images.AsyncOpenAI(**given)
        self.runner = asyncio.Runner()

    def __call__(self, kind: str, answer: Answer, call: dict[str, Any]) -> Any:
        self.server.answer = lambda _: answer
        self.server.seen.clear()
        if kind == "async":
            return self.runner.run(self._awaited(call))
        found: Any = self.sync.images.generate(**call)
        return list(found) if call.get("stream") else found

    async def _awaited(self, call: dict[str, Any]) -> Any:
        found: Any = await self.asynchronous.images.generate(**call)
        return [event async for event in found] if call.get("stream") else found

    def close(self) -> None:
        self.sync.close()
        self.runner.run(self.asynchronous.close())
        self.runner.close()


@pytest.fixture(scope="module")
def call() -> Iterator[Caller]:
    with Server(lambda _: Answer()) as server:
        caller = Caller(server)
        yield caller
        caller.close()


@pytest.fixture(scope="module")
def schema() -> Any:
    text = (ROOT / SCHEMA).read_text("utf-8")
    return jsonschema_rs.Draft202012Validator(json.loads(text))


@KINDS
@settings(max_examples=200, deadline=None)
@given(body=valid_requests())
@example(body={"prompt": "\U0001f600\x00\u2028\x7f", "user": "null"})
@example(body={"prompt": "x" * 32_000, "model": "gpt-image-1", "stream": True})
def test_a_valid_request_reaches_the_server_unchanged(
    call: Caller, schema: Any, kind: str, body: dict[str, Any]
) -> None:
    assert pages.violations(body) == []
    assert same(ImageGenerateParams(**body).to_dict(), body)
    assert same(ImageGenerateParams.from_dict(body).to_dict(), body)
    call(kind, Answer.values([]) if body.get("stream") else Answer.json({}), body)
    (request,) = call.server.seen
    for read in (json.loads, msgspec.json.decode, jiter.from_json):
        assert same(read(request.body), body)
    assert schema.is_valid(json.loads(request.body))
    assert int(request.headers["content-length"]) == len(request.body)


@KINDS
@settings(max_examples=200, deadline=None)
@given(answer=st.one_of(responses(JSON), st.dictionaries(KEY, JSON)))
def test_any_answer_is_read_and_written_back_the_same(
    call: Caller, kind: str, answer: dict[str, Any]
) -> None:
    found = call(kind, Answer.json(answer), {"prompt": "x"})
    assert isinstance(found, ImagesResponse)
    assert same(found.to_dict(), answer)
    again = ImagesResponse.from_dict(found.to_dict())
    assert again == found and same(again.to_dict(), answer)


UNKNOWN = st.builds(
    lambda kind, more: {**more, "type": kind},
    st.one_of(st.text(), JSON),
    st.dictionaries(KEY, JSON, max_size=3),
).filter(lambda event: not event.get("error"))


@KINDS
@settings(max_examples=150, deadline=None)
@given(values=st.lists(st.one_of(events(JSON), UNKNOWN), max_size=4))
def test_any_event_is_read_and_written_back_the_same(
    call: Caller, kind: str, values: list[Any]
) -> None:
    found = call(kind, Answer.values(values), {"prompt": "x", "stream": True})
    assert [type(event) is dict for event in found] == [
        value["type"] not in KNOWN for value in values
    ]
    written = [event if type(event) is dict else event.to_dict() for event in found]
    assert same(written, values)


KNOWN = ("image_generation.partial_image", "image_generation.completed")
