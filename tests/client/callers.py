"""Many calls at once, by threads and by tasks; the word in a prompt says of which kind."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import openai_images

CALL, WHOLE, LEFT = "call", "whole stream", "left stream"
"""A call; a stream that is read to its end; one that is left after its first event."""


class Threads:
    """The synchronous client, a thread for each call."""

    def __init__(self, url: str, size: int) -> None:
        self.client = openai_images.OpenAI(api_key="test-key", base_url=url)
        self.pool = ThreadPoolExecutor(size)

    def round(self, prompts: list[str]) -> list[Any]:
        return list(self.pool.map(self._one, prompts))

    def _one(self, prompt: str) -> Any:
        found = []
        try:
            if CALL in prompt:
                return self.client.images.generate(prompt=prompt)
            for event in self.client.images.generate(prompt=prompt, stream=True):
                found.append(event)
                if LEFT in prompt:
                    break
            return found
        except openai_images.OpenAIError as error:
            return error

    def close(self) -> None:
        self.pool.shutdown()
        self.client.close()


class Tasks:
    """The asynchronous client, a task for each call."""

    def __init__(self, url: str, size: int) -> None:
        self.client = openai_images.AsyncOpenAI(api_key="test-key", base_url=url)
        self.runner = asyncio.Runner()

    def round(self, prompts: list[str]) -> list[Any]:
        async def gathered() -> list[Any]:
            return await asyncio.gather(*map(self._one, prompts))

        return self.runner.run(gathered())

    async def _one(self, prompt: str) -> Any:
        found = []
        try:
            if CALL in prompt:
                return await self.client.images.generate(prompt=prompt)
            stream = await self.client.images.generate(prompt=prompt, stream=True)
            async for event in stream:
                found.append(event)
                if LEFT in prompt:
                    break
            return found
        except openai_images.OpenAIError as error:
            return error

    def close(self) -> None:
        self.runner.run(self.client.close())
        self.runner.close()
