"""What holds for a client whose user set nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openai_images
from server import Answer, Server

SOURCE = Path(openai_images.__file__).parents[1]

CODE = """
import sys
import openai_images
client = openai_images.OpenAI(api_key="key", base_url="http://127.0.0.1:9")
client.with_options(timeout=5).images
print("httpx2" in sys.modules)
"""


def test_the_http_library_is_imported_at_the_first_call() -> None:
    run = subprocess.run(
        [sys.executable, "-c", CODE],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "False\n"


def test_the_limits_of_a_call() -> None:
    """600 s for an answer, 5 s for a connection; a pool of 1000 connections."""
    with Server(lambda _: Answer.json({"created": 1})) as server:
        client = openai_images.OpenAI(api_key="key", base_url=server.url)
        raw = client.images.with_raw_response.generate(prompt="A cat")
        limits = raw.http_request.extensions["timeout"]
        client.close()
    assert limits == {"connect": 5.0, "read": 600.0, "write": 600.0, "pool": 600.0}
