"""Run by an environment of its own: requests on stdin (JSON Lines), what the official
client made of the answers on stdout."""

import asyncio
import json
import sys
from typing import Any

import openai


def image(one: Any) -> dict[str, Any]:
    return {"b64_json": one.b64_json, "url": getattr(one, "url", None)}


def event(one: Any) -> dict[str, Any]:
    return {"type": one.type, "b64_json": one.b64_json, "size": one.size}


async def main() -> None:
    client, other = openai.OpenAI(), openai.AsyncOpenAI()
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("stream"):
            events = [event(e) for e in client.images.generate(**request)]
            stream = await other.images.generate(**request)
            same = [event(e) async for e in stream] == events
            answer = {"events": events, "same": same}
        else:
            images = [image(i) for i in client.images.generate(**request).data]
            found = await other.images.generate(**request)
            same = [image(i) for i in found.data] == images
            answer = {"images": images, "same": same}
        print(json.dumps({"version": openai.__version__, **answer}), flush=True)


asyncio.run(main())
