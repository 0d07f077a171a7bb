"""Images of the mock server: real ones, as Pillow and a stop watch see them."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from accordant import ir
from accordant.mock import filling
from accordant.mock.images import Picture, drawn, named
from mocked import KEY, PATH, flagship, http, serving

SIZES = ("1024x1024", "1536x1024", "1024x1536", "256x256", "512x512", "1792x1024")
FORMATS = ("png", "jpeg", "webp")
NAMES = filling.names(flagship())
LINKS = "http://mock.test/_mock/images/"


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(flagship(), mode="off") as url:
        yield url


def test_fields_of_the_spec_tell_what_an_image_is() -> None:
    assert NAMES.base64 == "b64_json" and NAMES.link == "url"
    assert (NAMES.size, NAMES.format) == ("size", "output_format")
    assert (NAMES.background, NAMES.compression) == ("background", "output_compression")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("size", SIZES)
def test_sizes_and_formats(size: str, form: str) -> None:
    request = {"size": size, "output_format": form, "background": "transparent"}
    answer: dict[str, Any] = {"data": [{"b64_json": ""}, {"b64_json": ""}]}
    filling.pictured(NAMES, [answer], request, 5, LINKS)
    one, other = (base64.b64decode(item["b64_json"]) for item in answer["data"])
    assert one != other
    image = opened(one)
    assert f"{image.width}x{image.height}" == size
    assert image.format == form.upper()
    if form == "jpeg":
        assert image.mode == "RGB"
    else:
        assert image.mode == "RGBA"
        low, high = image.getchannel("A").getextrema()
        assert (low, high) == (0, 255)


def test_the_answer_goes_before_the_request() -> None:
    request = {"size": "512x512", "output_format": "webp", "background": "opaque"}
    answer: dict[str, Any] = {
        "size": "256x256",
        "output_format": "png",
        "background": "transparent",
        "data": [{"b64_json": ""}],
    }
    filling.pictured(NAMES, [answer], request, 5, LINKS)
    image = opened(base64.b64decode(answer["data"][0]["b64_json"]))
    assert (image.size, image.format, image.mode) == ((256, 256), "PNG", "RGBA")


@pytest.mark.parametrize("value", ["auto", "0x5", "9999x9999", None, 7, "1024"])
def test_what_is_of_no_use_is_passed_over(value: ir.Json) -> None:
    asked = dict.fromkeys(("size", "output_format", "background"), value)
    answer: dict[str, Any] = {**asked, "b64_json": ""}
    filling.pictured(NAMES, [answer], asked, 5, LINKS)
    image = opened(base64.b64decode(answer["b64_json"]))
    assert (image.size, image.format, image.mode) == ((1024, 1024), "PNG", "RGB")


@pytest.mark.parametrize("form", ["jpeg", "webp"])
def test_compression_is_quality(form: str) -> None:
    sizes = []
    for level in (1, 50, 100):
        request = {"output_format": form, "output_compression": level}
        answer: dict[str, Any] = {"b64_json": ""}
        filling.pictured(NAMES, [answer], request, 5, LINKS)
        sizes.append(len(answer["b64_json"]))
    assert sizes == sorted(sizes) and sizes[0] < sizes[2]


def test_partial_images_are_coarser() -> None:
    events: list[Any] = [{"b64_json": ""} for _ in range(4)]
    filling.pictured(NAMES, events, {}, 5, LINKS)
    found = [opened(base64.b64decode(event["b64_json"])) for event in events]
    assert len({image.tobytes() for image in found}) == 4
    for image, side in zip(found, (64, 32, 16, 1), strict=True):
        small = image.resize(
            (image.width // side, image.height // side), Image.Resampling.NEAREST
        )
        whole = small.resize(image.size, Image.Resampling.NEAREST)
        assert whole.tobytes() == image.tobytes()
        if side > 1:  # and no coarser than that
            less = (image.width // side // 2, image.height // side // 2)
            coarser = image.resize(less, Image.Resampling.NEAREST)
            again = coarser.resize(image.size, Image.Resampling.NEAREST)
            assert again.tobytes() != image.tobytes()


def test_the_same_request_gives_the_same_images(url: str) -> None:
    def asked(prompt: str) -> bytes:
        return http.post(url + PATH, json={"prompt": prompt}, headers=KEY).content

    assert asked("x") == asked("x")
    assert asked("x") != asked("y")


def test_only_fields_that_are_there_are_filled() -> None:
    answer: dict[str, Any] = {"data": [{"url": "url"}, {"revised_prompt": "x"}]}
    filling.pictured(NAMES, [answer], {}, 5, LINKS)
    one, other = answer["data"]
    assert one.keys() == {"url"} and other == {"revised_prompt": "x"}
    assert one["url"].startswith(LINKS)


def test_links_give_the_image(url: str) -> None:
    body = {"prompt": "x", "model": "dall-e-2", "size": "1024x1024"}
    answer = http.post(url + PATH, json=body, headers=KEY).json()
    link = answer["data"][0]["url"]
    assert link.startswith(f"{url}/_mock/images/1024x1024-")
    found = http.get(link)
    image = opened(found.content)
    assert (image.size, image.format) == ((1024, 1024), "PNG")
    assert found.headers["content-type"] == "image/png"
    head = http.head(link)
    assert head.headers["content-length"] == str(len(found.content))


def test_a_link_beside_base64_is_of_the_same_image() -> None:
    answer: dict[str, Any] = {"b64_json": "", "url": ""}
    filling.pictured(NAMES, [answer], {}, 5, LINKS)
    picture = named(answer["url"].removeprefix(LINKS))
    assert picture is not None
    assert drawn(picture) == base64.b64decode(answer["b64_json"])


def test_links_have_the_host_that_was_asked(url: str) -> None:
    def link(host: str) -> str:
        headers = {**KEY, "host": host}
        answer = http.post(url + PATH, json={"prompt": "x"}, headers=headers).json()
        found: str = answer["data"][0]["url"]
        return found.partition("/_mock")[0]

    assert link("images.test:8080") == "http://images.test:8080"
    assert link("a b'<>") == url


@pytest.mark.parametrize(
    "name",
    [
        "x.png",
        "../images",
        "9999x1024-o-100-1-0.png",
        "1024x1024-o-101-1-0.png",
        "1024x1024-o-100-0-0.png",
        "1024x1024-o-100-1-00.png",
        "1024x1024-t-100-1-0.jpeg",
        "1024x1024-o-100-1-0.gif",
    ],
)
def test_a_link_to_nothing(url: str, name: str) -> None:
    assert named(name) is None
    answer = http.get(f"{url}/_mock/images/{name}")
    assert answer.status_code == 404
    if name != "../images":  # which clients make another path of
        message = answer.json()["error"]["message"]
        assert message == f"no image has the name {name}"


def test_images_are_not_sent(url: str) -> None:
    answer = http.post(f"{url}/_mock/images/{Picture().name}", content=b"")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["error"]["message"] == (
        "images have only the methods GET and HEAD"
    )


def test_images_are_where_no_operation_is() -> None:
    api = flagship()
    (operation,) = api.operations
    taken = replace(operation, path="/_mock/images/generations", parameters=())
    with serving(replace(api, operations=(taken,)), mode="off") as url:
        path = f"{url}/_mock/images/generations"
        answer = http.post(path, json={"prompt": "x"}, headers=KEY).json()
        link = answer["data"][0]["url"]
        assert link.startswith(f"{url}/_mock_/images/")
        assert http.get(link).status_code == 200


def test_names_say_all_of_a_picture() -> None:
    picture = Picture(300, 200, "webp", True, 40, 16, 7)
    assert picture.name == "300x200-t-40-16-7.webp"
    assert named(picture.name) == picture


def test_images_are_small() -> None:
    assert max(len(drawn(Picture(variant=variant))) for variant in range(5)) < 60_000


# --- times and tokens ------------------------------------------------------------------


def test_totals_are_sums_and_prompts_count(url: str) -> None:
    def usage(prompt: str) -> dict[str, Any]:
        body = {"prompt": prompt, "model": "gpt-image-1"}
        answer = http.post(url + PATH, json=body, headers=KEY).json()
        assert 1_764_547_200 <= answer["created"] < 1_766_000_000
        found: dict[str, Any] = answer["usage"]
        return found

    short, long = usage("x"), usage("x" * 400)
    for found, tokens in ((short, 1), (long, 100)):
        assert found["input_tokens"] == tokens
        assert found["input_tokens_details"] == {
            "image_tokens": 0,
            "text_tokens": tokens,
        }
        assert found["total_tokens"] == tokens + found["output_tokens"]
        details = found["output_tokens_details"]
        assert sum(details.values()) == found["output_tokens"] > 0


def test_a_spec_that_names_nothing_fills_nothing() -> None:
    nothing = filling.names(replace(flagship(), sdk={}))
    draft: Any = {"created": 0, "b64_json": "b", "usage": {"total_tokens": 0}}
    before = json.dumps(draft)
    made = filling.counted(nothing, draft, {"prompt": "x"}, 5)
    filling.pictured(nothing, [made], {}, 5, LINKS)
    assert json.dumps(made) == before
