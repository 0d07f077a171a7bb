"""The oracle of November 2026 judges as the facts and the vectors say."""

from __future__ import annotations

import pytest

from oracles import pages_2026_11 as facts
from oracles.revisions import REVISIONS, Vector

VECTORS = REVISIONS["2026-11"].vectors()
EARLY = ["gpt-image-1-mini", "gpt-image-1.5"]
SECOND = ["gpt-image-2", "gpt-image-2-2026-04-21"]
NEW = [
    *("gpt-image-2.5-sunburst", "gpt-image-2.5-sunburst-2026-09-08"),
    *("gpt-image-2.5-flare", "gpt-image-2.5-flare-2026-09-08"),
]
LATER = ["gpt-image-2.6-sunburst", "gpt-image-2.6-flare", "chatgpt-image-latest"]
USABLE = [*EARLY, *SECOND, *NEW, *LATER]
OPTIONAL = [name for name in facts.PARAMETERS if name not in ("prompt", "user")]


def told(**parameters: object) -> list[str]:
    """What is said of the parameters, given with a prompt and a model to choose."""
    body = {"prompt": "x", "model": "gpt-image-2", **parameters}
    return [f"{rule} {path}" for rule, path, _ in facts.violations(body)]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector.name))
def test_vector(vector: Vector) -> None:
    found = [(rule, path) for rule, path, _ in facts.violations(vector.request)]
    assert found == vector.violations


def test_order_of_structure() -> None:
    wrong: dict[str, object] = dict.fromkeys(reversed(facts.PARAMETERS), 1.5)
    found = [f"{rule} {path}" for rule, path, _ in facts.violations(wrong)]
    assert found == [f"{name}.type /{name}" for name in facts.PARAMETERS]


def test_order_of_rules() -> None:
    body: dict[str, object] = {"user": "u", "safety_identifier": "s", "svg": {}}
    body |= {"frame_duration_ms": 0, "frame_count": 2, "style": "vivid"}
    body |= {"response_format": "url", "size": "0x9999999", "quality": "hd", "n": 2}
    body |= {"partial_images": 1, "output_compression": 101, "moderation": "low"}
    body |= {"background": "transparent", "prompt": "x" * 32001, "zz": 1}
    assert told(**body, output_format="svg") == [
        "svg.model.required /svg/model",
        "unknown /zz",
        "prompt-length /prompt",
        "transparent-format /output_format",
        "compression-range /output_compression",
        "compression-format /output_compression",
        "partial-images-streaming /partial_images",
        "quality-retired /quality",
        "quality-deprecated /quality",
        "size-multiple /size",
        "size-minimum /size",
        "size-ratio /size",
        "size-limit /size",
        "size-experimental /size",
        "response-format-models /response_format",
        "style-models /style",
        "frames-gif /frame_count",
        "frames-gif /frame_duration_ms",
        "svg-one /n",
        "svg-alone /partial_images",
        "user-deprecated /user",
        "user-outranked /user",
    ]
    assert told(**body, output_format="gif", stream=True)[-7:] == [
        "response-format-models /response_format",
        "style-models /style",
        "gif-alone /stream",
        "gif-alone /partial_images",
        "svg-format /svg",
        "user-deprecated /user",
        "user-outranked /user",
    ]
    assert told(**body, output_format="gif", stream=True, model="dall-e-3")[2:9] == [
        "model-retired /model",
        "prompt-length /prompt",
        "gpt-image-only /background",
        "gpt-image-only /moderation",
        "gpt-image-only /output_compression",
        "gpt-image-only /output_format",
        "gpt-image-only /stream",
    ]


def test_severities() -> None:
    assert facts.accepts({"prompt": "x", "user": "u", "size": "256x256", "zz": 1})
    assert not facts.accepts({"prompt": "x", "model": "gpt-image-1"})
    assert not facts.accepts({"prompt": "x", "svg": {"model": 1}})
    warned = {"model-named", "partial-images-streaming", "quality-deprecated"}
    warned |= {"size-experimental", "size-deprecated", "unknown"}
    warned |= {"user-deprecated", "user-outranked"}
    found = {
        (rule, severity)
        for body in REVISIONS["2026-11"].requests(4, 2000)
        for rule, _, severity in facts.violations(body)
    }
    assert {rule for rule, severity in found if severity == "warn"} == warned
    assert not warned & {rule for rule, severity in found if severity == "error"}


@pytest.mark.parametrize("model", USABLE)
def test_null_is_absent(model: str) -> None:
    assert told(**{**dict.fromkeys(OPTIONAL), "model": model}) == []


WORDS = {
    "background": ["transparent", "opaque", "auto"],
    "complexity": ["low", "medium", "high"],
    "moderation": ["low", "auto"],
    "output_format": ["png", "webp", "jpeg", "gif", "svg"],
    "quality": ["low", "medium", "high", "xhigh", "max", "auto"],
}


@pytest.mark.parametrize("name", WORDS)
def test_closed_words(name: str) -> None:
    for word in WORDS[name]:
        assert told(**{"model": "chatgpt-image-latest", name: word}) == []
    for word in ("", "bogus", f"{WORDS[name][0]}\n", "\ud800"):
        assert told(**{name: word}) == [f"{name}.enum /{name}"]


@pytest.mark.parametrize("name", ["size", "safety_identifier", "user", "model"])
def test_texts(name: str) -> None:
    for value in (1, True, ["u"], {"u": 1}):
        assert told(**{name: value}) == [f"{name}.type /{name}"]
    assert told(**{name: "u\ud83d"}) == [f"{name}.unicode /{name}"]


@pytest.mark.parametrize("quality", ["xhigh", "max", "standard", "hd"])
@pytest.mark.parametrize("model", [*USABLE, "gpt-image-3", None])
def test_quality(quality: str, model: str | None) -> None:
    old = quality in ("standard", "hd")
    expected = [] if model else ["model-named /model"]
    if not old and model in (*EARLY, *SECOND):
        expected.append("quality-extra-high /quality")
    if old and model in USABLE:
        expected.append("quality-retired /quality")
    if old:
        expected.append("quality-deprecated /quality")
    assert told(model=model, quality=quality) == expected


@pytest.mark.parametrize("size", ["7x7", "large", "0x0", "9999999x1", "16x16\n"])
def test_sizes_are_free_where_nothing_is_said(size: str) -> None:
    for model in (*SECOND, *NEW):
        assert told(model=model, size=size)
    for model in (*EARLY, *LATER, "gpt-image-3", "gpt-image-2.5"):
        assert told(model=model, size=size) == []


def test_frame_counts() -> None:
    for count in (2, 16, 16.0):
        assert told(output_format="gif", frame_count=count) == []
    refused = told(output_format="gif", frame_count=1)
    assert refused == ["frame_count.minimum /frame_count"]
    refused = told(output_format="gif", frame_count=17)
    assert refused == ["frame_count.maximum /frame_count"]
    for duration in (-1, 0, 655351, 2**53 - 1):
        assert told(output_format="gif", frame_duration_ms=duration) == []
