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
    for quality in ("xhigh", "max"):
        for model in ("gpt-image-1", *EARLY, *SECOND):
            title = f"quality-extra-high {quality} {model}"
            fine = (*NEW, *LATER, None)
            asked: dict[str, Values] = {"quality": (quality,)}
            yield edge_by(title, "quality", "model", (model,), fine, **asked)
    for quality in ("standard", "hd"):
        for model in GPT:
            title = f"quality-retired {quality} {model}"
            fine = (*DALL_E, "dall-e-9", None)
            asked = {"quality": (quality,)}
            yield edge_by(title, "quality", "model", (model,), fine, **asked)
        yield edge(f"quality-deprecated {quality}", "quality", (quality,), ("high",))
    yield edge("user-deprecated", "user", TEXTS, (None,))
    given = tuple(text for text in TEXTS if text)
    safe = "safety_identifier"
    yield edge_by("user-outranked", "user", safe, given, ("", None), user=TEXTS)


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
    for rule, beyond, within in (
        ("size-multiple", "1032x1024", "1040x1024"),
        ("size-multiple", "1024x1032", "1024x1040"),
        ("size-minimum", "0x0", "16x16"),
        ("size-minimum", "15x16", "16x16"),
        ("size-minimum", "16x15", "16x16"),
        ("size-ratio", "3840x1264", "3840x1280"),
        ("size-ratio", "1264x3840", "1280x3840"),
        ("size-ratio", "49x16", "48x16"),
        ("size-ratio", "16x49", "16x48"),
        ("size-limit", "3856x1296", "3840x1280"),
        ("size-limit", "1296x3856", "1280x3840"),
        ("size-limit", "3840x2176", "3840x2160"),
        ("size-limit", "2896x2880", "2880x2880"),
        ("size-experimental", "2576x1424", "2560x1440"),
        ("size-experimental", "1424x2576", "1440x2560"),
        ("size-experimental", "2560x1456", "2560x1440"),
        ("size-experimental", "1936x1920", "1920x1920"),
    ):
        title = f"{rule} {beyond} {within}"
        yield edge(title, "size", (beyond,), (within,), **sized)
        asked: dict[str, Values] = {"size": (beyond,)}
        yield edge_by(f"{rule} {beyond} by", "size", "model", SIZED, free, **asked)
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
