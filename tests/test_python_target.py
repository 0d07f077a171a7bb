"""The generated Python models: formatted, and true to what travels."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import OrderedDict
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings

import accordant
from accordant import ir
from accordant.rules.evaluate import evaluate
from oracles import draw, pages
from oracles.values import of_model

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


def test_a_constraint_error_says_what_and_travels() -> None:
    from openai_images import ConstraintError, ImageGenerateParams, validate

    with pytest.raises(ConstraintError) as caught:
        validate(ImageGenerateParams, {"prompt": "a secret", "n": 11, "style": 1})
    text = "n must be at most 10 (n.maximum); style must be a string (style.type)"
    assert str(caught.value) == text
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.violations) == (text, caught.value.violations)


def test_a_model_without_a_validator_is_refused() -> None:
    from openai_images.models import Image
    from openai_images.validators import is_valid, violations

    for verb in (is_valid, violations):
        with pytest.raises(TypeError, match="there is one for ImageGenerateParams"):
            verb(Image, {})


def test_what_is_no_dict_is_judged_all_the_same() -> None:
    from openai_images.models import ImageGenerateParams
    from openai_images.validators import is_valid, violations

    class Strings(str):
        pass

    for value in (
        MappingProxyType({"prompt": "x", "n": 1}),
        OrderedDict(prompt="x", n=1),
        {"prompt": Strings("x"), "quality": Strings("standard")},
        ImageGenerateParams(prompt="x", n=1),
    ):
        assert violations(ImageGenerateParams, value) == []
        assert is_valid(ImageGenerateParams, value)
    odd = {"prompt": "x", 1: 2, None: 3}
    assert [v.path for v in violations(ImageGenerateParams, odd)] == ["/1", "/None"]


def test_importing_the_package_imports_next_to_nothing() -> None:
    code = "import sys, openai_images; print('dataclasses' in sys.modules)"
    run = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(SOURCE)!r}); {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "False\n"


def test_every_name_is_offered_and_no_other() -> None:
    import openai_images

    for name in openai_images.__all__:
        assert getattr(openai_images, name) is not None
        assert name in dir(openai_images)
    with pytest.raises(AttributeError, match="has no attribute 'Imagine'"):
        openai_images.Imagine  # noqa: B018


API = accordant.load(ROOT / "spec/2025-12")
PARAMS = API.declarations["ImageGenerateParams"]
assert isinstance(PARAMS, ir.Model)


@settings(max_examples=2000, deadline=None, database=None, derandomize=True)
@given(of_model(PARAMS, API.declarations))
def test_the_package_means_what_the_table_says(value: Any) -> None:
    from openai_images import ImageGenerateParams, is_valid, violations

    assert isinstance(PARAMS, ir.Model)
    wanted = evaluate(PARAMS, API.declarations, value)
    found = violations(ImageGenerateParams, value)
    assert [tuple(entry[:4]) for entry in found] == [tuple(entry) for entry in wanted]
    valid = all(entry.severity != "error" for entry in found)
    assert is_valid(ImageGenerateParams, value) == valid
    if valid:
        instance = ImageGenerateParams.from_dict(value)
        assert instance.to_dict() == value
        assert violations(ImageGenerateParams, instance) == found
