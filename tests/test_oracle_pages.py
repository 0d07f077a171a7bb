"""The oracle of the reference pages judges as the pages and the vectors say."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from oracles import pages, pages_2026_11, reading
from oracles.revisions import REVISIONS, Revision, Vector

VECTORS = REVISIONS["2025-12"].vectors()
ALL = pytest.mark.parametrize("revision", REVISIONS.values(), ids=list(REVISIONS))

GPT = ["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5"]
EVERY_MODEL = [*GPT, "dall-e-2", "dall-e-3", "dall-e-9", None]
OPTIONAL = [name for name in pages.PARAMETERS if name not in ("prompt", "user")]
ASTRAL = "\U0001f600"


def told(**parameters: object) -> list[str]:
    """What is said of the parameters, given with a short prompt."""
    return list_of({"prompt": "x", **parameters})


def list_of(body: object) -> list[str]:
    return [f"{rule} {path}" for rule, path, _ in pages.violations(body)]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector.name))
def test_vector(vector: Vector) -> None:
    found = [(rule, path) for rule, path, _ in pages.violations(vector.request)]
    assert found == vector.violations


@ALL
def test_names_of_vectors_are_unique(revision: Revision) -> None:
    vectors = revision.vectors()
    assert len({vector.name for vector in vectors}) == len(vectors)


@pytest.mark.parametrize("oracle", [pages, pages_2026_11, reading])
def test_it_stands_alone(oracle: object) -> None:
    tree = ast.parse(Path(str(vars(oracle)["__file__"])).read_text("utf-8"))
    imported = {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
    own = {"oracles.reading", "collections.abc", "dataclasses", "enum", "typing"}
    assert imported <= {"__future__", *own}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]


# The body as a whole.


@pytest.mark.parametrize("body", [None, True, 0, 1.5, "prompt", [], ["prompt"]])
def test_no_object(body: object) -> None:
    assert pages.violations(body) == [("type", "", "error")]


def test_severities() -> None:
    body = {"zz": 1, "prompt": 1, "partial_images": 1, "model": "dall-e-3", "n": 2}
    assert pages.violations(body) == [
        ("prompt.type", "/prompt", "error"),
        ("unknown", "/zz", "warn"),
        ("n-one", "/n", "error"),
        ("partial-images-streaming", "/partial_images", "warn"),
    ]
    assert not pages.accepts(body)
    assert pages.accepts({"prompt": "x", "zz": 1, "partial_images": 1})
    assert not pages.accepts([])


def test_order_of_structure() -> None:
    wrong: dict[str, object] = {name: [] for name in reversed(pages.PARAMETERS)}
    assert list_of(wrong) == [f"{name}.type /{name}" for name in pages.PARAMETERS]


def test_order_of_rules() -> None:
    body: dict[str, object] = {"style": "vivid", "stream": False, "size": "auto"}
    body |= {"response_format": "url", "quality": "hd", "partial_images": 0}
    body |= {"output_format": "jpeg", "output_compression": 101, "n": 10}
    body |= {"moderation": "low", "background": "transparent", "prompt": "x" * 4001}
    assert list_of({**body, "model": "dall-e-2"}) == [
        "prompt-length /prompt",
        "gpt-image-only /background",
        "gpt-image-only /moderation",
        "gpt-image-only /output_compression",
        "gpt-image-only /output_format",
        "gpt-image-only /stream",
        "transparent-format /output_format",
        "compression-range /output_compression",
        "partial-images-streaming /partial_images",
        "quality-values /quality",
        "size-values /size",
        "style-models /style",
    ]
    for model in ("gpt-image-1", None):
        assert list_of({**body, "model": model}) == [
            "transparent-format /output_format",
            "compression-range /output_compression",
            "partial-images-streaming /partial_images",
            "quality-values /quality",
            "response-format-models /response_format",
            "style-models /style",
        ]
    del body["output_format"]
    assert list_of({**body, "model": "dall-e-3"})[4:] == [
        "gpt-image-only /stream",
        "n-one /n",
        "compression-range /output_compression",
        "compression-format /output_compression",
        "partial-images-streaming /partial_images",
        "size-values /size",
    ]


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_null_is_absent(model: str | None) -> None:
    assert told(**{**dict.fromkeys(OPTIONAL), "model": model}) == []


def test_null_where_it_is_not_allowed() -> None:
    assert told(user=None) == ["user.type /user"]
    assert told(prompt=None) == ["prompt.type /prompt"]


def test_unknown() -> None:
    assert told(Prompt=1, n_=None) == ["unknown /Prompt", "unknown /n_"]
    assert list_of({"": 1, "prompt": "x", "~/": 1}) == ["unknown /", "unknown /~0~1"]
    assert told(zz=1, n=0, style="vivid") == [
        "n.minimum /n",
        "unknown /zz",
        "style-models /style",
    ]


# Each parameter.


def test_prompt() -> None:
    assert list_of({}) == ["prompt.required /prompt"]
    assert told(prompt="") == []
    assert told(prompt=["x"]) == ["prompt.type /prompt"]
    assert told(prompt="a\udc00") == ["prompt.unicode /prompt"]


@pytest.mark.parametrize("text", ["x", ASTRAL, "\u0301"])
@pytest.mark.parametrize(
    ("longest", "parameters"),
    [
        *((32000, {"model": model}) for model in GPT),
        (32000, {"stream": False}),
        (32000, {"model": None, "moderation": "low"}),
        (1000, {"model": "dall-e-2"}),
        (1000, {}),
        (1000, {"model": None, "stream": None}),
        (4000, {"model": "dall-e-3"}),
    ],
)
def test_prompt_length(text: str, longest: int, parameters: dict[str, object]) -> None:
    assert told(**parameters, prompt=text * longest) == []
    refused = told(**parameters, prompt=text * (longest + 1))
    assert refused == ["prompt-length /prompt"]


def test_prompt_length_needs_a_known_model_and_a_valid_prompt() -> None:
    long = "x" * 32001
    assert told(prompt=long, model="dall-e-9") == []
    assert told(prompt=long, model=1) == ["model.type /model"]
    assert told(prompt=long, stream=1) == ["stream.type /stream"]
    assert told(prompt=long + "\ud800") == ["prompt.unicode /prompt"]


WORDS = {
    "background": ["transparent", "opaque", "auto"],
    "moderation": ["low", "auto"],
    "output_format": ["png", "jpeg", "webp"],
    "quality": ["standard", "hd", "low", "medium", "high", "auto"],
    "response_format": ["url", "b64_json"],
    "size": ["auto", "1024x1024", "1536x1024", "1024x1536"]
    + ["256x256", "512x512", "1792x1024", "1024x1792"],
    "style": ["vivid", "natural"],
}


@pytest.mark.parametrize("name", WORDS)
def test_closed_words(name: str) -> None:
    words = WORDS[name]
    for word in words:
        assert told(**{"model": "dall-e-9", name: word}) == []
    for word in ("", "bogus", words[0].upper(), f"{words[0]}\n", "\ud800"):
        assert told(**{name: word}) == [f"{name}.enum /{name}"]
    for value in (0, True, 1.5, [words[0]], {words[0]: 1}):
        assert told(**{name: value}) == [f"{name}.type /{name}"]


@pytest.mark.parametrize("name", ["background", "moderation", "output_format"])
def test_only_gpt(name: str) -> None:
    for word in WORDS[name]:
        assert told(**{name: word}) == []
        for model in EVERY_MODEL:
            refused = model in ("dall-e-2", "dall-e-3")
            expected = [f"gpt-image-only /{name}"] if refused else []
            assert told(**{name: word}, model=model) == expected


def test_background() -> None:
    clear = {"background": "transparent"}
    for model in (*GPT, "dall-e-9", None):
        assert told(**clear, model=model) == []
        for fit in ("png", "webp", None):
            assert told(**clear, model=model, output_format=fit) == []
        refused = told(**clear, model=model, output_format="jpeg")
        assert refused == ["transparent-format /output_format"]
    for opaque in ("opaque", "auto"):
        assert told(background=opaque, output_format="jpeg") == []
    assert told(**clear, output_format="gif") == ["output_format.enum /output_format"]


def test_model() -> None:
    for model in (*EVERY_MODEL, "", ASTRAL, "dall-e-2\n", "GPT-IMAGE-1"):
        assert told(model=model) == []
    assert told(model=["dall-e-2"], style="vivid", n=2) == ["model.type /model"]
    assert told(model="dall-e-2\ud800", style="vivid") == ["model.unicode /model"]
    assert told(model="dall-e-2 ", stream=True, quality="high", style="vivid") == []


def test_assumed_model() -> None:
    high = {"quality": "high"}
    assert told(**high) == ["quality-values /quality"]
    for name, value in {
        "background": "auto",
        "moderation": "auto",
        "output_format": "png",
        "stream": False,
    }.items():
        assert told(**high, **{name: value}) == []
        assert told(**high, **{name: None}) == ["quality-values /quality"]
        undecided = told(
            style="vivid", response_format="url", size="512x512", **{name: 0}
        )
        assert undecided == [f"{name}.type /{name}"]
        decided = told(**{"output_compression": 5, "output_format": "webp", name: []})
        assert decided == [f"{name}.type /{name}"]
    assert told(style="vivid", stream=True, background=0) == [
        "background.type /background",
        "style-models /style",
    ]
    assert told(style="vivid", stream=None, partial_images=9) == [
        "partial_images.maximum /partial_images",
        "style-models /style",
    ]


NO_INTEGERS = [True, False, "1", "", 0.5, [1], {}, float("nan"), float("inf"), 10**400]


@pytest.mark.parametrize("name", ["n", "output_compression", "partial_images"])
def test_integers(name: str) -> None:
    for value in (*NO_INTEGERS, 2**53, -(2**53), 2.0**53, 1e22, 5e-324):
        assert told(**{name: value}) == [f"{name}.type /{name}"]
    for value in (1, 1.0, 3.0):
        sent = {"stream": True, "output_format": "webp", name: value}
        assert told(**sent) == []


def test_n() -> None:
    for n in (1, 10, 10.0):
        assert told(n=n) == []
    for n in (0, -1, -0.0, 1 - 2**53):
        assert told(n=n) == ["n.minimum /n"]
    for n in (11, 11.0, 2**53 - 1):
        assert told(n=n, model="dall-e-3") == ["n.maximum /n"]
    for model in EVERY_MODEL:
        refused = model == "dall-e-3"
        assert told(n=2, model=model) == (["n-one /n"] if refused else [])
        assert told(n=1.0, model=model) == []


def test_output_compression() -> None:
    for level in (0, -0.0, 1, 100, 100.0):
        assert told(output_compression=level, output_format="webp") == []
        assert told(output_compression=level, output_format="jpeg") == []
    for level in (-1, 101, 2**53 - 1, 1 - 2**53):
        refused = told(output_compression=level, output_format="jpeg")
        assert refused == ["compression-range /output_compression"]
    for model in (*GPT, "dall-e-9", None):
        for png in ("png", None):
            refused = told(output_compression=50, output_format=png, model=model)
            assert refused == ["compression-format /output_compression"]
    invalid = told(output_compression=50, output_format="gif")
    assert invalid == ["output_format.enum /output_format"]
    assert told(output_compression=-1, model="dall-e-2") == [
        "gpt-image-only /output_compression",
        "compression-range /output_compression",
        "compression-format /output_compression",
    ]


def test_partial_images() -> None:
    for images in (0, 3, 3.0):
        assert told(partial_images=images, stream=True) == []
        for stream in (False, None):
            warned = told(partial_images=images, stream=stream)
            assert warned == ["partial-images-streaming /partial_images"]
    assert told(partial_images=1, stream="true") == ["stream.type /stream"]
    assert told(partial_images=-1) == ["partial_images.minimum /partial_images"]
    assert told(partial_images=4) == ["partial_images.maximum /partial_images"]
    assert told(partial_images=1, stream=True, model="dall-e-2") == [
        "gpt-image-only /stream"
    ]


@pytest.mark.parametrize(
    ("parameters", "quality", "size"),
    [
        *(
            (parameters, "high medium low auto", "1024x1024 1536x1024 1024x1536 auto")
            for parameters in (
                *({"model": model} for model in GPT),
                {"moderation": "low"},
                {"stream": False},
            )
        ),
        ({"model": "dall-e-2"}, "standard auto", "256x256 512x512 1024x1024"),
        ({}, "standard auto", "256x256 512x512 1024x1024"),
        ({"model": "dall-e-3"}, "hd standard auto", "1024x1024 1792x1024 1024x1792"),
    ],
)
def test_quality_and_size(
    parameters: dict[str, object], quality: str, size: str
) -> None:
    for name, fitting in (("quality", quality), ("size", size)):
        for word in WORDS[name]:
            refused = [] if word in fitting.split() else [f"{name}-values /{name}"]
            assert told(**parameters, **{name: word}) == refused


@pytest.mark.parametrize("value", ["url", "b64_json"])
def test_response_format(value: str) -> None:
    for model in EVERY_MODEL:
        refused = ["response-format-models /response_format"] if model in GPT else []
        assert told(response_format=value, model=model) == refused
    assert told(response_format=value, output_format="png") == [
        "response-format-models /response_format"
    ]


def test_stream() -> None:
    for stream in (True, False):
        for model in EVERY_MODEL:
            refused = model in ("dall-e-2", "dall-e-3")
            expected = ["gpt-image-only /stream"] if refused else []
            assert told(stream=stream, model=model) == expected
    for value in (0, 1, 1.0, "true", "", ["true"]):
        assert told(stream=value) == ["stream.type /stream"]


@pytest.mark.parametrize("style", ["vivid", "natural"])
def test_style(style: str) -> None:
    for model in EVERY_MODEL:
        fits = model in ("dall-e-3", "dall-e-9")
        assert told(style=style, model=model) == (
            [] if fits else ["style-models /style"]
        )
    assert told(style=style, stream=False) == ["style-models /style"]


def test_user() -> None:
    for user in ("", "u", ASTRAL, "\ud7ff\ue000", "\x00"):
        assert told(user=user) == []
    for value in (1, True, ["u"], {"u": 1}):
        assert told(user=value) == ["user.type /user"]
    assert told(user=f"{ASTRAL}\ud83d") == ["user.unicode /user"]


# What is drawn.


@ALL
def test_draws_repeat(revision: Revision) -> None:
    first, again, other = (repr(list(revision.requests(n, 500))) for n in (7, 7, 8))
    assert first == again != other


@ALL
def test_no_pair_is_reported_twice(revision: Revision) -> None:
    for body in revision.requests(9, 5000):
        found = [(rule, path) for rule, path, _ in revision.violations(body)]
        assert len(found) == len(set(found))


@ALL
def test_draws_meet_every_boundary_from_both_sides(revision: Revision) -> None:
    met = revision.tally(revision.requests(2025, 100_000))
    assert met["valid"][True] >= 30_000
    assert {title: sides for title, sides in met.items() if min(sides) < 100} == {}
