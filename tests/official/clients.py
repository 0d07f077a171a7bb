"""`images.generate` by the official clients, and by ours in the same languages: Pillow
opens what they got. Java's two are made of one source.

python -m tests.official.clients
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from tests.official.environments import (
    FIRST,
    MAVEN,
    NEWEST,
    NPM,
    jars,
    node,
    python,
)
from tests.official.served import FLAGSHIP, mock

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "generator")]

import accordant  # noqa: E402
from bindings.executors import BUILDS, write  # noqa: E402

OURS = ("ruby", "java", "typescript")
ARMS = {
    "generationPartialImage": "partialImage",
    "generationCompleted": "completed",
}
"""What the official client calls the arms of a union, and what ours does."""
_GPT = {"prompt": "A cute baby sea otter", "model": "gpt-image-1.5"}
REQUESTS: list[dict[str, Any]] = [
    {"prompt": "A cute baby sea otter"},
    {"prompt": "x", "model": "dall-e-2", "size": "256x256", "n": 3},
    {"prompt": "x", "model": "dall-e-3", "size": "1792x1024"},
    {"prompt": "x", "model": "dall-e-3", "response_format": "b64_json"},
    {**_GPT, "n": 2, "size": "1536x1024", "quality": "high"},
    {**_GPT, "background": "transparent", "output_format": "webp"},
    {**_GPT, "output_format": "jpeg", "output_compression": 40, "size": "1024x1536"},
    {**_GPT, "stream": True},
    {**_GPT, "stream": True, "partial_images": 3, "size": "1536x1024"},
]


def wanted(request: dict[str, Any]) -> tuple[tuple[int, int], str]:
    """Size and format of the images that a request asks for."""
    width, _, height = request.get("size", "1024x1024").partition("x")
    return (int(width), int(height)), request.get("output_format", "png").upper()


def faults(request: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What is wrong with what a client got."""
    found = [] if answer["same"] else ["the asynchronous client got something else"]
    shown = answer.get("images", answer.get("events", []))
    number = request.get("n", 1)
    if request.get("stream"):
        number = request.get("partial_images", 0) + 1
        kinds = [event["type"].rpartition(".")[2] for event in shown]
        if kinds != ["partial_image"] * (number - 1) + ["completed"]:
            found.append(f"events {kinds}")
    if len(shown) != number:
        found.append(f"{len(shown)} images, asked for {number}")
    for one in shown:
        if one["b64_json"]:
            data = base64.b64decode(one["b64_json"], validate=True)
        else:
            with urllib.request.urlopen(one["url"], timeout=10) as response:
                data = response.read()
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            if (image.size, image.format) != wanted(request):
                found.append(f"{image.format} {image.size}")
            if request.get("background") == "transparent":
                alpha = image.convert("RGBA").getchannel("A").getextrema()
                found += [] if alpha[0] == 0 else ["nothing is transparent"]
    return found


def answers(words: Sequence[str], url: str) -> list[dict[str, Any]]:
    """What a program answers to all requests."""
    done = subprocess.run(
        words,
        input="".join(json.dumps(request) + "\n" for request in REQUESTS),
        env={**os.environ, "OPENAI_BASE_URL": f"{url}/v1", "OPENAI_API_KEY": "k"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def official(folder: Path) -> dict[str, list[str]]:
    """The commands of the official clients."""
    script = str(HERE / "generate.py")
    module = node(NPM) / "node_modules/openai/index.mjs"
    return {
        FIRST: [str(python(FIRST, FIRST)), script],
        NEWEST: [str(python(NEWEST, NEWEST)), script],
        NPM: ["node", str(HERE / "generate.mjs"), str(module), NPM],
        MAVEN: compiled(folder / "official", jars(MAVEN), MAVEN, {}),
    }


def ours(folder: Path) -> dict[str, list[str]]:
    """The commands of the generated clients."""
    api = accordant.load(FLAGSHIP)
    homes = {name: write(api, name, folder / name) for name in OURS}
    commands = {name: BUILDS[name](home) for name, home in homes.items()}
    classes = commands["java"][commands["java"].index("-cp") + 1]
    there = os.pathsep.join(
        str(homes["java"] / path) for path in classes.split(os.pathsep)
    )
    module = homes["typescript"] / "dist/index.js"
    return {
        "our ruby": ["ruby", f"-I{homes['ruby']}/lib", str(HERE / "generate.rb")],
        "our java": compiled(folder / "driver", there, "ours", ARMS),
        "our typescript": ["node", str(HERE / "generate.mjs"), str(module), "ours"],
    }


def compiled(
    folder: Path, classes: str, version: str, names: dict[str, str]
) -> list[str]:
    """The command of the Java program, compiled with a client whose `names` differ."""
    text = (HERE / "Generate.java").read_text(encoding="utf-8")
    for old, new in names.items():
        text = text.replace(old, new)
    folder.mkdir()
    (folder / "Generate.java").write_text(text, encoding="utf-8")
    words = ["javac", "-cp", classes, "-d", str(folder), str(folder / "Generate.java")]
    subprocess.run(words, check=True)
    return ["java", "-cp", os.pathsep.join([str(folder), classes]), "Generate", version]


def main() -> int:
    """Run all clients; the exit code is 1 if one got something wrong."""
    wrong = 0
    with mock(FLAGSHIP) as url, tempfile.TemporaryDirectory() as name:
        programs = {**official(Path(name)), **ours(Path(name))}
        for name, words in programs.items():
            found = answers(words, url)
            assert len(found) == len(REQUESTS), (name, len(found))
            for request, answer in zip(REQUESTS, found, strict=True):
                broken = faults(request, answer)
                wrong += bool(broken)
                verdict = "; ".join(broken) or "as asked"
                print(f"{name}  {json.dumps(request)}  {verdict}")
    print(f"{len(programs) * len(REQUESTS)} answers, {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
