"""The generated Python models: formatted, and true to what travels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from oracles import draw, pages

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "generated/python/src"
sys.path.insert(0, str(SOURCE))


def test_black_has_nothing_to_change() -> None:
    command = [sys.executable, "-m", "black", "--check", "--quiet", str(SOURCE)]
    assert subprocess.run(command, check=False).returncode == 0


def test_valid_requests_and_responses_come_back_the_same() -> None:
    from openai_images.models import ImageGenerateParams, ImagesResponse

    for request in draw.requests(seed=5, count=3000):
        if isinstance(request, dict) and pages.accepts(request):
            assert ImageGenerateParams.from_dict(request).to_dict() == {
                **request
            }, request
    response = {
        "created": 1,
        "background": "new",
        "data": [{"url": None, "more": 1}, {}],
        "usage": {"input_tokens": 1, "input_tokens_details": {"text_tokens": 2}},
        "extra": [1],
    }
    assert ImagesResponse.from_dict(response).to_dict() == response


def test_an_absent_field_is_not_null() -> None:
    from openai_images.models import ImageGenerateParams

    assert ImageGenerateParams(prompt="x").to_dict() == {"prompt": "x"}
    assert ImageGenerateParams(prompt="x", n=None).to_dict() == {
        "prompt": "x",
        "n": None,
    }
