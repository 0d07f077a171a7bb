"""The boundaries of every rule and keyword of revision 2026-11."""

from __future__ import annotations

from collections.abc import Iterator

from oracles import sizes
from oracles.draw_2026_11 import (
    COUNTS,
    DALL_E,
    EARLY,
    GPT,
    LATER,
    NEW,
    ODD,
    PLAIN,
    PROMPTS,
    SECOND,
    SIZED,
    SWITCH,
    WORDS,
)
from oracles.edges import Edge, edge, edge_by
from oracles.odd import LARGEST, LONE, TEXTS, Values

NOT_GIF = (*("png", "webp", "jpeg", "svg"), None)
NOT_SVG = (*("png", "webp", "jpeg", "gif"), None)


def edges() -> Iterator[Edge]:
    """Every keyword and every rule, but for those of the body as a whole."""
    yield from _structure()
    yield from _models()
    yield from _output()
    yield from _sizes()
    yield from _svg()


def _structure() -> Iterator[Edge]:
    yield edge("prompt.required", "prompt", (), ("",))
    for name, values in PLAIN.items():
        listed = (0.0, 1.0, 2.0, 3.0, 16.0, 100.0, 200.0) if name in COUNTS else values
        yield edge(f"{name}.type", name, (), listed)
        if name in ("prompt", "model", "safety_identifier", "size", "user"):
            yield edge(f"{name}.unicode", name, LONE, ("\U0001f600", "16x16"))
        elif name in WORDS:
            yield edge(f"{name}.enum", name, ODD[name], values)
    for name, low, high in (
        *(("n", 1, 10), ("partial_images", 0, 3)),
        ("frame_count", 2, 16),
    ):
        yield edge(f"{name}.minimum", name, (low - 1,), (low,))
        yield edge(f"{name}.maximum", name, (high + 1,), (high,))
    for name in ("output_compression", "frame_duration_ms"):
        yield edge(f"{name}.type above", name, (LARGEST + 1,), (LARGEST,))
        yield edge(f"{name}.type below", name, (-LARGEST - 1,), (-LARGEST,))
    yield edge("prompt-length", "prompt", PROMPTS[32001], PROMPTS[32000])


def _models() -> Iterator[Edge]:
    yield edge("model-named", "model", (None,), GPT)
    yield edge("model-shut-down", "model", ("gpt-image-1",), ("gpt-image-1-mini",))
    for model in DALL_E:
        yield edge(f"model-retired {model}", "model", (model,), ("dall-e-9",))
        for name in ("background", "moderation", "output_compression"):
            yield _by(f"gpt-image-only {name} {model}", name, "model", (model,))
        for name in ("output_format", "stream"):
            yield _by(f"gpt-image-only {name} {model}", name, "model", (model,))
    for name in ("response_format", "style"):
        title = f"{name.replace('_', '-')}-models"
        for model in GPT:
            yield _by(f"{title} {model}", name, "model", (model,), DALL_E)
    yield from _qualities()
    yield edge("user-deprecated", "user", TEXTS, (None,))
    given = tuple(text for text in TEXTS if text)
    safe = "safety_identifier"
    yield edge_by("user-outranked", "user", safe, given, ("", None), user=TEXTS)


def _qualities() -> Iterator[Edge]:
    best: Values = ("xhigh", "max")
    old: Values = ("standard", "hd")
    for rule, asked, bad, fine in (
        ("extra-high", best, ("gpt-image-1", *EARLY, *SECOND), (*NEW, *LATER, None)),
        ("retired", old, GPT, (*DALL_E, "dall-e-9", None)),
    ):
        for model in bad:
            title = f"quality-{rule} {model}"
            yield edge_by(title, "quality", "model", (model,), fine, quality=asked)
        for one in asked:
            title, right = f"quality-{rule} {one}", ("low", "medium", "high", "auto")
            yield edge(title, "quality", (one,), right, model=bad)
    for one in old:
        yield edge(f"quality-deprecated {one}", "quality", (one,), ("high",))


def _output() -> Iterator[Edge]:
    output, clear = "output_format", ("transparent",)
    for bad in ("jpeg", "gif", "svg"):
        title = f"transparent-format {bad}"
        yield edge(title, output, (bad,), ("png", "webp", None), background=clear)
    level = "output_compression"
    yield edge("compression-range low", level, (-1,), (0,))
    yield edge("compression-range high", level, (101,), (100,))
    for bad in ("png", "gif", "svg", None):
        title = f"compression-format {bad or 'absent'}"
        yield _by(title, level, output, (bad,), ("webp", "jpeg"))
    for off in (False, None):
        title = f"partial-images-streaming {'absent' if off is None else 'false'}"
        yield _by(title, "partial_images", "stream", (off,), (True,))
    for name in ("frame_count", "frame_duration_ms"):
        for bad in NOT_GIF:
            title = f"frames-gif {name} {bad or 'absent'}"
            yield _by(title, name, output, (bad,), ("gif",))
    for kind in ("gif", "svg"):
        rule, still = f"{kind}-alone", ("png", "webp", "jpeg", None)
        streamed: dict[str, Values] = {"stream": (True,)}
        title = f"{rule} stream"
        yield edge(title, "stream", (True,), (False, None), output_format=(kind,))
        yield edge_by(f"{title} by", "stream", output, (kind,), still, **streamed)
        title = f"{rule} partial_images"
        none = (0, 0.0, -0.0, None)
        yield edge(title, "partial_images", (1,), none, output_format=(kind,))
        shown: dict[str, Values] = {"partial_images": (1, 3, 3.0)}
        title = f"{title} by"
        yield edge_by(title, "partial_images", output, (kind,), still, **shown)


def _sizes() -> Iterator[Edge]:
    fine = (*sizes.COMMON, *sizes.FITTING)
    for model in SIZED:
        known: dict[str, Values] = {"model": (model,)}
        yield edge(f"size-form {model}", "size", sizes.NO_FORM, fine, **known)
    sized: dict[str, Values] = {"model": SIZED}
    free: Values = ("gpt-image-1-mini", "gpt-image-1.5", *LATER, None)
    for rule, sides in sizes.BOUNDARIES.items():
        for beyond, within in sides:
            title = f"{rule} {beyond} {within}"
            yield edge(title, "size", (beyond,), (within,), **sized)
        asked: dict[str, Values] = {"size": tuple(beyond for beyond, _ in sides)}
        yield edge_by(f"{rule} by", "size", "model", SIZED, free, **asked)
    for size in sizes.DEPRECATED:
        yield edge(f"size-deprecated {size}", "size", (size,), sizes.COMMON)


def _svg() -> Iterator[Edge]:
    good = PLAIN["svg"]
    for bad in NOT_SVG:
        title = f"svg-format {bad or 'absent'}"
        yield _by(title, "svg", "output_format", (bad,), ("svg",))
    yield edge("svg-one", "n", (2,), (1, 1.0, None), output_format=("svg",))
    title, asked = "svg-one by", (2, 10, 10.0)
    yield edge_by(title, "n", "output_format", ("svg",), NOT_SVG, n=asked)
    for inner in (
        *("model.required", "model.type", "model.unicode", "reasoning.type"),
        *("reasoning.effort.type", "reasoning.effort.enum"),
    ):
        path = f"/svg/{inner.rpartition('.')[0].replace('.', '/')}"
        yield edge(f"svg.{inner}", "svg", (), good)._replace(path=path)


def _by(
    title: str,
    name: str,
    by: str,
    beyond: Values,
    within: Values = (*GPT, "dall-e-9", None),
) -> Edge:
    """The parameter is sent with a plain value, and another one decides about it."""
    plain = SWITCH if name == "stream" else PLAIN[name]
    return edge_by(title, name, by, beyond, within, **{name: plain})
