"""What no type checker may let pass: every line that is marked, and no other."""

from __future__ import annotations

from openai_images import AsyncOpenAI, ImageGenerateParams, OpenAI

images = OpenAI().images
later = AsyncOpenAI().images

images.generate()  # wrong: no prompt
images.generate("x")  # wrong: the prompt has to be named
images.generate(prompt=None)  # wrong: the prompt is never null
images.generate(prompt="x", quality="best")  # wrong: no such quality
images.generate(prompt="x", model="of tomorrow", quality="hd")
images.generate(prompt="x", n="2")  # wrong: not a number
images.generate(prompt="x", n=None)
images.generate(prompt="x", colour="red")  # wrong: no such parameter
images.generate(prompt="x", stream="yes")  # wrong: neither true nor false
images.generate(prompt="x", validate="strict")  # wrong: no such mode
print(images.generate(prompt="x", stream=True).data)  # wrong: a stream has no data
images.with_raw_response.generate()  # wrong: no prompt
images.with_streaming_response.generate(prompt="x", size="1x1")  # wrong: no such size
OpenAI(key="x")  # wrong: no such option
OpenAI("x")  # wrong: options have to be named
OpenAI().with_options(retries=1)  # wrong: no such option
ImageGenerateParams()  # wrong: no prompt
ImageGenerateParams(prompt="x", style="loud")  # wrong: no such style


async def awaited() -> None:
    await later.generate()  # wrong: no prompt
    await later.generate(prompt="x", background="blue")  # wrong: no such background
    print((await later.generate(prompt="x", stream=True)).data)  # wrong: a stream
    print(later.generate(prompt="x").data)  # wrong: not awaited
    await later.with_raw_response.generate(prompt="x", n=1)
