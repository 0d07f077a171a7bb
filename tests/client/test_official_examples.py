"""Examples of the official client run unchanged on the generated one.

The flagship is generated under the import name `openai`; each example of the official
source distribution runs in a process of its own against a loopback server.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

import accordant
from client.sdist import example
from client.server import Answer, Request, Server

SPEC = Path(__file__).parents[2] / "spec/2025-12"
URL = "https://images.example/astronaut.png"
PARTIAL = [b"\x89PNG\r\n\x1a\n partial %d" % index * 1000 for index in range(3)]
FINAL = b"\x89PNG\r\n\x1a\n the finished otter" * 1000


def event(kind: str, image: bytes, **more: object) -> dict[str, object]:
    return {
        "type": f"image_generation.{kind}",
        "b64_json": base64.b64encode(image).decode(),
        "background": "opaque",
        "created_at": 1,
        "output_format": "png",
        "quality": "high",
        "size": "1024x1024",
        **more,
    }


USAGE = {
    "input_tokens": 1,
    "input_tokens_details": {"image_tokens": 0, "text_tokens": 1},
    "output_tokens": 2,
    "total_tokens": 3,
}
EVENTS = [
    *(
        event("partial_image", image, partial_image_index=index)
        for index, image in enumerate(PARTIAL)
    ),
    event("completed", FINAL, usage=USAGE),
]


def answer(request: Request) -> Answer:
    if request.json.get("stream"):
        return Answer.values(EVENTS)
    return Answer.json({"created": 1, "data": [{"url": URL, "revised_prompt": "x"}]})


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source folder of the flagship, generated with the import name `openai`."""
    folder = tmp_path_factory.mktemp("as-openai")
    spec = folder / "spec"
    spec.mkdir()
    for file in SPEC.glob("*.yaml"):
        text = file.read_text("utf-8")
        if file.name == "sdk.yaml":
            assert text.count("package: openai_images\n") == 1
            text = text.replace("package: openai_images\n", "package: openai\n")
        (spec / file.name).write_text(text, "utf-8")
    for path, text in accordant.render(accordant.load(spec), "python").items():
        out = folder / "out" / path
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, "utf-8")
    return folder / "out/src"


def run(script: str, package: Path, folder: Path) -> tuple[str, list[Request]]:
    """What the example says, and what it asked for."""
    file = example(script, folder)
    with Server(answer) as server:
        environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if "OPENAI" not in name
            },
            "PYTHONPATH": str(package),
            "PYTHONUTF8": "1",
            "OPENAI_API_KEY": "test-key",
            "OPENAI_BASE_URL": server.url,
        }
        where = [sys.executable, "-c", "import openai; print(openai.__file__)"]
        found = subprocess.check_output(where, env=environment, cwd=folder, text=True)
        assert Path(found.strip()) == package / "openai/__init__.py"
        done = subprocess.run(
            [sys.executable, str(file)],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "Error generating image" not in said
    return said, server.seen


def test_picture_prints_the_url(package: Path, tmp_path: Path) -> None:
    said, seen = run("picture.py", package, tmp_path)
    assert URL in said
    (request,) = seen
    assert (request.method, request.path) == ("POST", "/v1/images/generations")
    assert request.headers["authorization"] == "Bearer test-key"
    assert request.json["model"] == "dall-e-3"


def test_image_stream_writes_the_bytes_that_were_served(
    package: Path, tmp_path: Path
) -> None:
    said, seen = run("image_stream.py", package, tmp_path)
    assert len(seen) == 1 and seen[0].json["partial_images"] == 3
    assert "Unknown event" not in said
    for index, image in enumerate(PARTIAL, start=1):
        assert (tmp_path / f"partial_{index}.png").read_bytes() == image
    assert (tmp_path / "final_image.png").read_bytes() == FINAL
