"""Draw bodies for `POST /images/generations`, revision 2026-11, from a seed.

About 40 % of them break no rule, as many are such with one or two parameters
disturbed, the rest is wild. What may be broken in which way tells `edges_2026_11`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from oracles import sizes
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

EARLY: Final = ("gpt-image-1-mini", "gpt-image-1.5")
SECOND: Final = ("gpt-image-2", "gpt-image-2-2026-04-21")
NEW: Final = (
    *("gpt-image-2.5-sunburst", "gpt-image-2.5-sunburst-2026-09-08"),
    *("gpt-image-2.5-flare", "gpt-image-2.5-flare-2026-09-08"),
)
NEWEST: Final = ("gpt-image-2.6-sunburst", "gpt-image-2.6-flare")
LATER: Final = (*NEWEST, "chatgpt-image-latest")
GPT: Final = ("gpt-image-1", *EARLY, *SECOND, *NEW, *LATER)
SIZED: Final = (*SECOND, *NEW)
DALL_E: Final = ("dall-e-2", "dall-e-3")
UNLISTED: Final = (
    *("dall-e-9", "gpt-image", "gpt-image-3", "dall-e", "", "auto", "\U0001f600"),
    *("gpt-image-2.5", "gpt-image-2.5-sunburst-2026-09-09", "gpt-image-2-2026-04-2"),
    *("dall-e-2 ", "dall-e-2\n", "DALL-E-3", "GPT-IMAGE-1", "gpt-image-1\x00"),
    *("gpt-image-2.50", "gpt\u2010image\u20102", "__proto__", "constructor"),
)

WORDS: Final[dict[str, Values]] = {
    "background": ("transparent", "opaque", "auto"),
    "complexity": ("low", "medium", "high"),
    "moderation": ("low", "auto"),
    "output_format": ("png", "webp", "jpeg", "gif", "svg"),
    "quality": ("low", "medium", "high", "xhigh", "max", "auto", "standard", "hd"),
    "response_format": ("url", "b64_json"),
    "style": ("vivid", "natural"),
}
EFFORTS: Final = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
SWITCH: Final = (True, False)
PROMPTS: Final = {length: prompts(length) for length in (32000, 32001)}
COUNTS: Final = ("n", "output_compression", "partial_images", "frame_count")
COUNTS += ("frame_duration_ms",)
FARTHEST: Final = (LARGEST, LARGEST + 1, -LARGEST, -LARGEST - 1)

PLAIN: Final[dict[str, Values]] = {
    "prompt": ("x", "", "A cute baby sea otter", "\U0001f600", "null"),
    "model": ("gpt-image-1", *GPT, *SIZED, *DALL_E, *DALL_E, *UNLISTED[:3]),
    **WORDS,
    "n": (0, 1, 1.0, 2, 2, 2, 10, 11, 11.0),
    "output_compression": (-1, 0, 50, 100, 101, 100.0, -0.0),
    "partial_images": (-1, 0, 1, 3, 4, 0.0, -0.0, 3.0),
    "frame_count": (1, 2, 9, 16, 17, 2.0, 16.0),
    "frame_duration_ms": (-1, 0, 5, 10, 200, 655350, 655351, 200.0),
    "safety_identifier": TEXTS,
    "size": (*sizes.COMMON, *sizes.DEPRECATED),
    "stream": SWITCH,
    "svg": ({"model": "m"}, {"model": "", "reasoning": {"effort": "low"}}),
    "user": TEXTS,
}
"""What anybody may send: mostly values that are good for some request."""

ODD: Final[dict[str, Values]] = {
    **{name: nearly(words) for name, words in WORDS.items()},
    **dict.fromkeys(COUNTS, (*WHOLE, *FARTHEST)),
    "prompt": (*LONE, None, ["x"]),
    "model": (*UNLISTED, *LONE, None, 3),
    "stream": (0, 1, 0.0, 1.0, "true", "false", "", None),
    "svg": ("m", '{"model": "m"}', [], [{"model": "m"}], True, 1, None),
    **dict.fromkeys(("safety_identifier", "size", "user"), (*LONE, None, 5, ["u"])),
}
"""What is nearly a good value."""

NAMES: Final = (*PLAIN, *("size", "svg", "output_format", "model") * 3)
"""What to disturb: most often that on which most rules hang."""

GROUPS: Final = (*(SIZED,) * 6, *(EARLY, LATER) * 2, UNLISTED, ())
"""Models, as often as they are to be drawn; none at all is a warning, no error."""


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
        body = fitting(rng)
        if kind > 0.40:
            _disturb(rng, body)
    else:
        body = _wild(rng)
    if rng.random() < 0.3:
        return dict(rng.sample(list(body.items()), len(body)))
    return body


def fitting(rng: random.Random) -> Body:
    """A body in which no rule finds an error, and seldom something to warn of."""
    body: Body = {"prompt": rng.choice(PLAIN["prompt"])}
    if rng.random() < 0.02:
        body["prompt"] = rng.choice(PROMPTS[32000])
    group = rng.choice(GROUPS)
    if group:
        body["model"] = rng.choice(group)
    for name in ("background", "complexity", "moderation"):
        if rng.random() < 0.3:
            body[name] = rng.choice(WORDS[name])
    if rng.random() < 0.3:
        best = () if {*group} & {*EARLY, *SECOND} else ("xhigh", "max")
        body["quality"] = rng.choice(("low", "medium", "high", "auto", *best))
    if rng.random() < 0.5:
        body["size"] = sizes.fitting_size(rng)
    if rng.random() < 0.2:
        body["safety_identifier"] = rng.choice(TEXTS)
    elif rng.random() < 0.1:
        body["user"] = rng.choice(TEXTS)
    if group in ((), UNLISTED) and rng.random() < 0.4:
        body["style"] = rng.choice(WORDS["style"])
        body["response_format"] = rng.choice(WORDS["response_format"])
    _fit_output(rng, body)
    for name in PLAIN:
        if name not in body and name != "user" and rng.random() < 0.04:
            body[name] = None
    return body


def _fit_output(rng: random.Random, body: Body) -> None:
    """Add what shapes the output, so that all of it agrees."""
    clear = body.get("background") == "transparent"
    output = rng.choice(("png", "webp") if clear else WORDS["output_format"])
    if output != "png" or rng.random() < 0.5:
        body["output_format"] = output
    if output == "gif":
        if rng.random() < 0.5:
            body["frame_count"] = rng.choice((2, 9, 16, 2.0, 16.0))
        if rng.random() < 0.5:
            body["frame_duration_ms"] = rng.choice(PLAIN["frame_duration_ms"])
    if output == "svg" and rng.random() < 0.6:
        body["svg"] = _fitting_svg(rng)
    if output in ("webp", "jpeg") and rng.random() < 0.5:
        body["output_compression"] = rng.choice((0, 1, 50, 100, 0.0, -0.0, 100.0))
    if rng.random() < 0.3:
        body["n"] = rng.choice((1, 1.0) if output == "svg" else (1, 2, 3, 9, 10, 10.0))
    if output in ("gif", "svg"):
        if rng.random() < 0.3:
            body["stream"] = False
        if rng.random() < 0.2:
            body["partial_images"] = rng.choice((0, 0.0, -0.0))
    elif rng.random() < 0.4:
        body["stream"] = rng.random() < 0.7
        if body["stream"] and rng.random() < 0.5:
            body["partial_images"] = rng.choice((0, 1, 2, 3, 0.0, 3.0))


def _fitting_svg(rng: random.Random) -> Body:
    svg: Body = {"model": rng.choice(("m", "", "gpt-image-2", "\U0001f600"))}
    if rng.random() < 0.7:
        effort = {"effort": rng.choice((*EFFORTS, None))}
        svg["reasoning"] = rng.choice((None, {}, effort, effort, effort))
    return svg


def _any_svg(rng: random.Random) -> Body:
    """Any object: each member or not, each with any value, and others beside."""
    svg = _fitting_svg(rng)
    for _ in range(rng.choice((0, 1, 1, 2))):
        kind = rng.random()
        if kind < 0.15:
            svg.pop(rng.choice(("model", "reasoning")), None)
        elif kind < 0.32:
            svg["model"] = rng.choice((*LONE, *ANYTHING))
        elif kind < 0.44:
            svg["reasoning"] = rng.choice(("low", *ANYTHING))
        elif kind < 0.74:
            odd = rng.choice(rng.choice((nearly(EFFORTS), ANYTHING, ANYTHING)))
            svg["reasoning"] = {"effort": odd}
        elif kind < 0.86:
            svg[rng.choice((*UNKNOWN, "effort"))] = rng.choice(ANYTHING)
        else:
            beside = rng.choice((*UNKNOWN, "model", "effort "))
            svg["reasoning"] = {"effort": "low", beside: rng.choice(ANYTHING)}
    return svg


def _disturb(rng: random.Random, body: Body) -> None:
    """Replace, add or remove one or two parameters."""
    for _ in range(rng.choice((1, 1, 2))):
        kind = rng.random()
        if kind < 0.03:
            body["prompt"] = rng.choice(PROMPTS[32001])
        elif kind < 0.10:
            body[rng.choice(UNKNOWN)] = rng.choice(ANYTHING)
        elif kind < 0.16 and body:
            del body[rng.choice(tuple(body))]
        elif kind < 0.21:
            body["background"] = "transparent"
            body["output_format"] = rng.choice(WORDS["output_format"])
        elif kind < 0.28:
            body["model"] = rng.choice(GPT)
            body["quality"] = rng.choice(("xhigh", "max", "standard", "hd"))
        elif kind < 0.35:
            body["output_format"] = rng.choice(("gif", "svg"))
            name = rng.choice(("n", "partial_images", "stream"))
            body[name] = rng.choice(PLAIN[name])
        elif kind < 0.66:
            body["model"] = rng.choice((*SIZED, *SIZED, *EARLY, *LATER))
            body["size"] = sizes.any_size(rng)
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
        if name == "size" and kind < 0.65:
            return sizes.any_size(rng)
        if name == "svg" and kind < 0.5:
            return _any_svg(rng)
        return rng.choice(PLAIN[name])
    return rng.choice(ODD[name] if kind < 0.93 else ANYTHING)
