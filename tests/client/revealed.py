"""What type checkers are to find; `tests/client/test_typing.py` reads the comments."""

from __future__ import annotations

from typing import Literal, reveal_type

from openai_images import AsyncOpenAI, OpenAI

sync = OpenAI()
later = AsyncOpenAI()
flag: bool = bool(input())
maybe: Literal[False] | None = None

images = sync.images
raw, streaming = images.with_raw_response, images.with_streaming_response

reveal_type(images.generate(prompt="x"))  # ImagesResponse
reveal_type(images.generate(prompt="x", stream=False))  # ImagesResponse
reveal_type(images.generate(prompt="x", stream=None))  # ImagesResponse
reveal_type(images.generate(prompt="x", stream=maybe))  # ImagesResponse
reveal_type(images.generate(prompt="x", stream=True))  # Stream[EVENT]
reveal_type(images.generate(prompt="x", stream=flag))  # ImagesResponse | Stream[EVENT]
reveal_type(images.generate(prompt="x").data)  # list[Image] | None
reveal_type(images.generate(prompt="x").created)  # int

reveal_type(raw.generate(prompt="x"))  # RawResponse[ImagesResponse]
reveal_type(raw.generate(prompt="x").parse())  # ImagesResponse
reveal_type(raw.generate(prompt="x", stream=True))  # RawResponse[Stream[EVENT]]
reveal_type(raw.generate(prompt="x", stream=True).parse())  # Stream[EVENT]

with streaming.generate(prompt="x") as response:
    reveal_type(response)  # APIResponse[ImagesResponse]
    reveal_type(response.parse())  # ImagesResponse
with streaming.generate(prompt="x", stream=True) as response_of_stream:
    reveal_type(response_of_stream)  # APIResponse[Stream[EVENT]]
    reveal_type(response_of_stream.parse())  # Stream[EVENT]

for event in images.generate(prompt="x", stream=True):
    reveal_type(event)  # EVENT


async def awaited() -> None:
    own = later.images
    raw, streaming = own.with_raw_response, own.with_streaming_response
    reveal_type(await own.generate(prompt="x"))  # ImagesResponse
    reveal_type(await own.generate(prompt="x", stream=True))  # AsyncStream[EVENT]
    either = await own.generate(prompt="x", stream=flag)
    reveal_type(either)  # ImagesResponse | AsyncStream[EVENT]
    reveal_type(await raw.generate(prompt="x"))  # RawResponse[ImagesResponse]
    both = await raw.generate(prompt="x", stream=True)
    reveal_type(both)  # RawResponse[AsyncStream[EVENT]]
    async with streaming.generate(prompt="x") as response:
        reveal_type(response)  # AsyncAPIResponse[ImagesResponse]
        reveal_type(await response.parse())  # ImagesResponse
    async for event in await own.generate(prompt="x", stream=True):
        reveal_type(event)  # EVENT


reveal_type(sync.with_options(timeout=1))  # OpenAI
reveal_type(later.copy(max_retries=0))  # AsyncOpenAI
