"""Draw bodies for `POST /images/generations`, revision 2025-12, from a seed.

About 40 % of them fit the reference pages, as many are fitting ones with one or
two parameters disturbed, the rest is wild.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from oracles.edges import Edge, edge, edge_by
from oracles.odd import (
    ANYTHING,
    LARGEST,
    LONE,
    NO_OBJECT,
    TEXTS,
    UNKNOWN,
    WHOLE,
    Values,
    nearly,
    prompts,
)

Body = dict[str, object]

GPT: Final = ("gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5")
UNLISTED: Final = (
    *("dall-e-9", "gpt-image-2", "gpt-image", "dall-e", "", "auto", "\U0001f600"),
    *("dall-e-2 ", "dall-e-2\n", "DALL-E-3", "GPT-IMAGE-1", "gpt-image-1\x00"),
    *("gpt-image-1.50", "gpt\u2010image\u20101", "__proto__", "constructor"),
)
TELLING: Final = (
    *("background", "moderation", "output_compression"),
    *("output_format", "stream"),
)
"""Parameters of GPT image models only; one of them chooses such a model."""

LONGEST: Final = {
    **dict.fromkeys(("gpt", "default gpt", "unlisted"), 32000),
    **dict.fromkeys(("dall-e-2", "default dall-e-2"), 1000),
    "dall-e-3": 4000,
}
FAMILIES: Final = (
    *(("gpt",) * 5 + ("default gpt",) * 3 + ("unlisted",) * 2),
    *(("dall-e-2", "default dall-e-2") * 3 + ("dall-e-3",) * 4),
)
"""Kinds of model, as often as they are to be drawn."""

WORDS: Final[dict[str, Values]] = {
    "background": ("transparent", "opaque", "auto"),
    "moderation": ("low", "auto"),
    "output_format": ("png", "jpeg", "webp"),
    "quality": ("standard", "hd", "low", "medium", "high", "auto"),
    "response_format": ("url", "b64_json"),
    "size": (
        *("auto", "1024x1024", "1536x1024", "1024x1536"),
        *("256x256", "512x512", "1792x1024", "1024x1792"),
    ),
    "style": ("vivid", "natural"),
}
SWITCH: Final = (True, False)
COUNT: Final = (1, 2, 3, 9, 10, 1.0, 1e0, 10.0)
LEVEL: Final = (0, 1, 50, 99, 100, 0.0, -0.0, 100.0)

FITTING: Final[dict[str, dict[str, Values]]] = {
    "gpt": {
        **{name: WORDS[name] for name in ("background", "moderation", "output_format")},
        "n": COUNT,
        "quality": ("high", "medium", "low", "auto"),
        "size": ("1024x1024", "1536x1024", "1024x1536", "auto"),
        "stream": SWITCH,
        "user": TEXTS,
    },
    "dall-e-2": {
        "n": COUNT,
        "quality": ("standard", "auto"),
        "response_format": WORDS["response_format"],
        "size": ("256x256", "512x512", "1024x1024"),
        "user": TEXTS,
    },
    "dall-e-3": {
        "n": (1, 1.0),
        "quality": ("hd", "standard", "auto"),
        "response_format": WORDS["response_format"],
        "size": ("1024x1024", "1792x1024", "1024x1792"),
        "style": WORDS["style"],
        "user": TEXTS,
    },
    "unlisted": {**WORDS, "n": COUNT, "stream": SWITCH, "user": TEXTS},
}

PLAIN: Final[dict[str, Values]] = {
    "prompt": ("x", "", "A cute baby sea otter", "\U0001f600", "null"),
    "model": (*GPT, "dall-e-2", "dall-e-3", *UNLISTED[:3]),
    **WORDS,
    "n": (0, 1, 1.0, 2, 2, 2, 10, 11, 11.0),
    "output_compression": (-1, 0, 50, 100, 101, 100.0, -0.0),
    "partial_images": (-1, 0, 1, 3, 4, 0.0, -0.0, 3.0),
    "stream": SWITCH,
    "user": TEXTS,
}
"""What anybody may send: mostly values that are good for some request."""

ODD: Final[dict[str, Values]] = {
    **{name: nearly(words) for name, words in WORDS.items()},
    **dict.fromkeys(("n", "output_compression", "partial_images"), WHOLE),
    "prompt": (*LONE, None, ["x"]),
    "model": (*UNLISTED, *LONE, None, 3),
    "stream": (0, 1, 0.0, 1.0, "true", "false", "", None),
    "user": (*LONE, None, 5),
}
"""What is nearly a good value."""

NAMES: Final = (*PLAIN, "n")
"""What to disturb; `n` twice, since most of its boundaries need a certain model."""

PROMPTS: Final = {
    length: prompts(length)
    for limit in (1000, 4000, 32000)
    for length in (limit, limit + 1)
}


def requests(seed: int, count: int) -> Iterator[object]:
    """So many bodies, always the same ones for a seed."""
    rng = random.Random(seed)
    for _ in range(count):
        yield _request(rng)


def _request(rng: random.Random) -> object:
    kind = rng.random()
    if kind < 0.01:
        return rng.choice(NO_OBJECT)
    if kind < 0.80:
        family = rng.choice(FAMILIES)
        body = _fitting(rng, family)
        if kind > 0.40:
            _disturb(rng, body, LONGEST[family])
    else:
        body = _wild(rng)
    if rng.random() < 0.3:
        return dict(rng.sample(list(body.items()), len(body)))
    return body


def _fitting(rng: random.Random, family: str) -> Body:
    """A body in which the pages find no fault, for a model of the family."""
    body: Body = {"prompt": rng.choice(PLAIN["prompt"])}
    if rng.random() < 0.02:
        body["prompt"] = rng.choice(PROMPTS[LONGEST[family]])
    if family == "gpt":
        body["model"] = rng.choice(GPT)
    elif family == "unlisted":
        body["model"] = rng.choice(UNLISTED)
    elif not family.startswith("default"):
        body["model"] = family
    for name, values in FITTING[family.removeprefix("default ")].items():
        if rng.random() < 0.3:
            body[name] = rng.choice(values)
    if LONGEST[family] == 32000:
        _fit_output(rng, body)
    if family == "default gpt" and not any(name in body for name in TELLING):
        body["moderation"] = rng.choice(WORDS["moderation"])
    for name in PLAIN:
        if name not in body and name != "user" and rng.random() < 0.04:
            body[name] = None
    return body


def _fit_output(rng: random.Random, body: Body) -> None:
    """Make the parameters agree that shape what a GPT image model sends."""
    if body.get("background") == "transparent" and body.get("output_format") == "jpeg":
        body["output_format"] = rng.choice(("png", "webp"))
    if body.get("output_format", "png") != "png" and rng.random() < 0.5:
        body["output_compression"] = rng.choice(LEVEL)
    if body.get("stream") is True and rng.random() < 0.5:
        body["partial_images"] = rng.choice((0, 1, 2, 3, 0.0, 3.0))


def _disturb(rng: random.Random, body: Body, longest: int) -> None:
    """Replace, add or remove one or two parameters."""
    for _ in range(rng.choice((1, 1, 2))):
        kind = rng.random()
        if kind < 0.04:
            body["prompt"] = rng.choice(PROMPTS[longest + 1])
        elif kind < 0.12:
            body[rng.choice(UNKNOWN)] = rng.choice(ANYTHING)
        elif kind < 0.18 and body:
            del body[rng.choice(tuple(body))]
        elif kind < 0.24:
            body["background"] = "transparent"
            body["output_format"] = rng.choice(WORDS["output_format"])
        else:
            name = rng.choice(NAMES)
            body[name] = _any(rng, name)


def _wild(rng: random.Random) -> Body:
    """Each parameter or not, each with any value."""
    share = rng.choice((0.1, 0.3, 0.6))
    body = {
        name: _any(rng, name)
        for name in PLAIN
        if rng.random() < (0.95 if name == "prompt" else share)
    }
    if rng.random() < 0.01:
        body["prompt"] = rng.choice(rng.choice(tuple(PROMPTS.values())))
    while rng.random() < 0.2:
        body[rng.choice(UNKNOWN)] = rng.choice(ANYTHING)
    return body


def _any(rng: random.Random, name: str) -> object:
    kind = rng.random()
    if kind < 0.75:
        return rng.choice(PLAIN[name])
    return rng.choice(ODD[name] if kind < 0.93 else ANYTHING)


def edges() -> Iterator[Edge]:
    """Every keyword and every rule, but for those of the body as a whole."""
    yield edge("prompt.required", "prompt", (), ("",))
    for name, values in PLAIN.items():
        whole = ODD[name] is WHOLE
        listed = (0.0, 1.0, 3.0, 100.0) if whole else values
        yield edge(f"{name}.type", name, (), listed)
        if name in ("prompt", "model", "user"):
            yield edge(f"{name}.unicode", name, LONE, ("\U0001f600",))
        elif name in WORDS:
            yield edge(f"{name}.enum", name, ODD[name], values)
    yield edge("n.minimum", "n", (0,), (1,))
    yield edge("n.maximum", "n", (11,), (10,))
    yield edge("partial_images.minimum", "partial_images", (-1,), (0,))
    yield edge("partial_images.maximum", "partial_images", (4,), (3,))
    level = "output_compression"
    yield edge(f"{level}.type above", level, (LARGEST + 1,), (LARGEST,))
    yield edge(f"{level}.type below", level, (-LARGEST - 1,), (-LARGEST,))
    yield edge("compression-range low", level, (-1,), (0,))
    yield edge("compression-range high", level, (101,), (100,))
    yield edge("n-one", "n", (2,), (1, 1.0), model=("dall-e-3",))
    clear, output = ("transparent",), "output_format"
    yield edge("transparent-format", output, ("jpeg",), ("png",), background=clear)
    yield edge(
        "transparent-format absent", output, ("jpeg",), (None,), background=clear
    )
    yield from _edges_by_model()
    yield _edge_by("compression-format png", level, output, ("png",), ("webp",))
    yield _edge_by("compression-format absent", level, output, (None,), ("jpeg",))
    for off in (False, None):
        title = f"partial-images-streaming {'absent' if off is None else 'false'}"
        yield _edge_by(title, "partial_images", "stream", (off,), (True,))


def _edges_by_model() -> Iterator[Edge]:
    families: dict[str, Values] = {"gpt": GPT, "dall-e-2": ("dall-e-2",)}
    families |= {"dall-e-3": ("dall-e-3",), "default dall-e-2": (None,)}
    for family, model in families.items():
        longest = LONGEST[family]
        far, near = PROMPTS[longest + 1], PROMPTS[longest]
        yield edge(f"prompt-length {family}", "prompt", far, near, model=model)
        for name in ("quality", "size"):
            fit = FITTING[family.removeprefix("default ")][name]
            unfit = tuple(value for value in WORDS[name] if value not in fit)
            yield edge(f"{name}-values {family}", name, unfit, fit, model=model)
    for name in TELLING:
        for other in ("dall-e-2", "dall-e-3"):
            title = f"gpt-image-only {name} {other}"
            yield _edge_by(title, name, "model", (other,), (*GPT, None))
    title, dall_e = "response-format-models", ("dall-e-2", "dall-e-3")
    yield _edge_by(title, "response_format", "model", GPT, dall_e)
    yield _edge_by(f"{title} default", "response_format", "model", (None,), (None,))
    for asked in (*GPT, "dall-e-2", None):
        title = f"style-models {asked or 'default'}"
        yield _edge_by(title, "style", "model", (asked,), ("dall-e-3",))


def _edge_by(title: str, name: str, by: str, beyond: Values, within: Values) -> Edge:
    return edge_by(title, name, by, beyond, within, **{name: PLAIN[name]})
