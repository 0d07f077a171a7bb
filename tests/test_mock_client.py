"""The generated client of the flagship against the mock server: both of one table."""

from __future__ import annotations

import asyncio
import base64
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from PIL import Image

from mocked import flagship, serving

sys.path.insert(0, str(Path(__file__).parents[1] / "generated/python/src"))

import openai_images
from openai_images import AsyncOpenAI, OpenAI


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(flagship()) as url:
        yield f"{url}/v1"


def client(url: str, fault: str = "", **options: Any) -> OpenAI:
    headers = {"x-accordant-fault": fault} if fault else {}
    return OpenAI(api_key="k", base_url=url, default_headers=headers, **options)


def test_an_answer(url: str) -> None:
    with client(url) as api:
        images = api.images.generate(prompt="x", model="dall-e-2", size="1024x1024")
    assert images.data and images.data[0].url
    found = httpx2.get(images.data[0].url)
    assert Image.open(io.BytesIO(found.content)).size == (1024, 1024)


def test_a_stream(url: str) -> None:
    with client(url) as api:
        events = list(
            api.images.generate(
                prompt="x", model="gpt-image-1", stream=True, partial_images=1
            )
        )
    assert [event.type for event in events] == [
        "image_generation.partial_image",
        "image_generation.completed",
    ]
    for event in events:
        image = Image.open(io.BytesIO(base64.b64decode(event.b64_json)))
        assert image.width >= 1024


def test_a_stream_without_waiting(url: str) -> None:
    async def kinds() -> list[str]:
        async with AsyncOpenAI(api_key="k", base_url=url) as api:
            stream = await api.images.generate(
                prompt="x", model="gpt-image-1", stream=True, partial_images=1
            )
            return [event.type async for event in stream]

    assert asyncio.run(kinds())[-1] == "image_generation.completed"


def test_both_refuse_with_the_same_words(url: str) -> None:
    with client(url) as strict, client(url, validate="off") as lax:
        with pytest.raises(openai_images.ConstraintError) as here:
            strict.images.generate(prompt="x", quality="high", n=0)
        with pytest.raises(openai_images.BadRequestError) as there:
            lax.images.generate(prompt="x", quality="high", n=0)
    own = here.value.violations
    told = there.value.response.json()["violations"]
    assert [(v.rule, v.path, v.message) for v in own] == [
        (v["rule"], v["path"], v["message"]) for v in told
    ]
    assert (there.value.code, there.value.param) == (own[0].rule, own[0].path[1:])
    assert there.value.type == "invalid_request_error"
    assert there.value.request_id


def test_it_tries_again_until_the_server_is_well(url: str) -> None:
    with client(url, "status=503,429,200;retry-after-ms=1") as api:
        assert api.images.generate(prompt="x").created


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("status=500", "InternalServerError"),
        ("status=429;should-retry=false", "RateLimitError"),
        ("garbage", "APIResponseValidationError"),
        ("cut=5", "APIConnectionError"),
        ("reset", "APIConnectionError"),
        ("empty", "APIResponseValidationError"),
    ],
)
def test_faults_are_errors_of_the_client(url: str, fault: str, error: str) -> None:
    with (
        client(url, fault, max_retries=0) as api,
        pytest.raises(getattr(openai_images, error)),
    ):
        api.images.generate(prompt="x")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("error-event=1", "APIError"),
        ("cut-events=1", "APIConnectionError"),
        ("garbage", None),
        ("bom;crlf;keep-alive=3", None),
    ],
)
def test_faults_of_streams(url: str, fault: str, error: str | None) -> None:
    kinds = []

    def read() -> None:
        with client(url, fault, max_retries=0) as api:
            for event in api.images.generate(
                prompt="x", model="gpt-image-1", stream=True, partial_images=1
            ):
                kinds.append(event.type)

    if error is None:
        read()
        assert len(kinds) == (0 if fault == "garbage" else 2)
    else:
        with pytest.raises(getattr(openai_images, error)):
            read()
        assert kinds == ["image_generation.partial_image"]


def test_a_client_without_the_good_key_is_told() -> None:
    with (
        serving(flagship(), key="another") as url,
        OpenAI(api_key="k", base_url=url) as api,
        pytest.raises(openai_images.AuthenticationError) as caught,
    ):
        api.images.generate(prompt="x")
    assert caught.value.code == "wrong_credential"
