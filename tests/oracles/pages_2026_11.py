"""Judge a body of `POST /images/generations`, revision 2026-11, as the facts have it.

An oracle for tests, like `pages`, which judges revision 2025-12. It is written by hand
from what had changed by November 2026, and from the reference pages of December 2025
where nothing is said to have changed; of the generator it knows nothing.

Null may stand for "not given" in every parameter but `prompt` and `user`, in
`svg.reasoning` and in `svg.reasoning.effort`.

A size may be wrong in its width and its height: what one rule says of it is said once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from oracles.reading import (
    ERROR,
    INVALID,
    Found,
    Reader,
    Switch,
    Text,
    Violation,
    Whole,
    refuse,
    sent,
    warn,
)

EARLIER: Final = (
    "gpt-image-1",
    "gpt-image-1-mini",
    "gpt-image-1.5",
)
GPT_IMAGE_2: Final = ("gpt-image-2", "gpt-image-2-2026-04-21")
GPT_IMAGE_2_5: Final = (
    "gpt-image-2.5-sunburst",
    "gpt-image-2.5-sunburst-2026-09-08",
    "gpt-image-2.5-flare",
    "gpt-image-2.5-flare-2026-09-08",
)
LATER: Final = ("gpt-image-2.6-sunburst", "gpt-image-2.6-flare", "chatgpt-image-latest")
GPT: Final = (*EARLIER, *GPT_IMAGE_2, *GPT_IMAGE_2_5, *LATER)
DALL_E: Final = ("dall-e-2", "dall-e-3")

PARAMETERS: Final = (
    "prompt",
    "background",
    "complexity",
    "frame_count",
    "frame_duration_ms",
    "model",
    "moderation",
    "n",
    "output_compression",
    "output_format",
    "partial_images",
    "quality",
    "response_format",
    "safety_identifier",
    "size",
    "stream",
    "style",
    "svg",
    "user",
)


@dataclass(slots=True, frozen=True)
class Request:
    """The parameters, in report order; of `svg` only whether it is an object."""

    prompt: Text
    background: Text
    complexity: Text
    frame_count: Whole
    frame_duration_ms: Whole
    model: Text
    moderation: Text
    n: Whole
    output_compression: Whole
    output_format: Text
    partial_images: Whole
    quality: Text
    response_format: Text
    safety_identifier: Text
    size: Text
    stream: Switch
    style: Text
    svg: Switch
    user: Text


def accepts(request: object) -> bool:
    """Whether nothing but warnings speaks against the request."""
    return all(severity != ERROR for _, _, severity in violations(request))


def violations(request: object) -> list[Violation]:
    """All that is wrong with the request, in report order."""
    if not isinstance(request, dict):
        return [("type", "", ERROR)]
    found: Found = []
    reader = Reader(request, found)
    read = _read(reader)
    reader.unknown(PARAMETERS)
    _unknown_of_svg(request, found)

    _model(read, found)
    _prompt(read, found)
    _only_gpt(read, found)
    _background(read, found)
    _output_compression(read, found)
    _partial_images(read, found)
    _quality(read, found)
    _size(read, found)
    _legacy(read, found)
    _frames(read, found)
    _gif(read, found)
    _svg(read, found)
    _user(read, found)
    return found


# What each parameter may look like by itself.


def _read(reader: Reader) -> Request:
    return Request(
        prompt=reader.required_text("prompt"),
        background=reader.word("background", "transparent opaque auto"),
        complexity=reader.word("complexity", "low medium high"),
        frame_count=reader.whole("frame_count", 2, 16),
        frame_duration_ms=reader.whole("frame_duration_ms"),
        model=reader.text("model"),
        moderation=reader.word("moderation", "low auto"),
        n=reader.whole("n", 1, 10),
        output_compression=reader.whole("output_compression"),
        output_format=reader.word("output_format", "png webp jpeg gif svg"),
        partial_images=reader.whole("partial_images", 0, 3),
        quality=reader.word("quality", "low medium high xhigh max auto standard hd"),
        response_format=reader.word("response_format", "url b64_json"),
        safety_identifier=reader.text("safety_identifier"),
        size=reader.text("size"),
        stream=reader.switch("stream"),
        style=reader.word("style", "vivid natural"),
        svg=_read_svg(reader),
        user=reader.exact_text("user") if "user" in reader.body else None,
    )


def _read_svg(reader: Reader) -> Switch:
    """svg: {model, reasoning: {effort}}; what is wrong inside is no fault of svg."""
    if not reader.given("svg"):
        return None
    svg = reader.body["svg"]
    if not isinstance(svg, dict):
        return reader.fault("svg", "type")
    inner = Reader(svg, reader.found, ("svg",))
    inner.required_text("model")
    if inner.given("reasoning"):
        reasoning = svg["reasoning"]
        if isinstance(reasoning, dict):
            innermost = Reader(reasoning, reader.found, ("svg", "reasoning"))
            innermost.word("effort", "none minimal low medium high xhigh max")
        else:
            inner.fault("reasoning", "type")
    return True


def _unknown_of_svg(request: dict[str, object], found: Found) -> None:
    svg = request.get("svg")
    if not isinstance(svg, dict):
        return
    Reader(svg, found, ("svg",)).unknown(("model", "reasoning"))
    reasoning = svg.get("reasoning")
    if isinstance(reasoning, dict):
        Reader(reasoning, found, ("svg", "reasoning")).unknown(("effort",))


# What is assumed when a parameter is not given; of the model nothing is.


def _format(read: Request) -> str | None:
    """output_format: png by default, None if undecided."""
    if read.output_format is INVALID:
        return None
    return "png" if read.output_format is None else read.output_format


def _streaming(read: Request) -> bool | None:
    """stream: false by default, None if undecided."""
    if read.stream is INVALID:
        return None
    return False if read.stream is None else read.stream


# What is said of a parameter in the light of the others.


def _model(read: Request, found: Found) -> None:
    """model: to be named, and gone are the first of its kind and the DALL-E models."""
    if read.model is None:
        warn(found, "model-named", "model")
    if read.model == "gpt-image-1":
        refuse(found, "model-shut-down", "model")
    if read.model in DALL_E:
        refuse(found, "model-retired", "model")


def _prompt(read: Request, found: Found) -> None:
    """prompt: the same length for every model, whether it is known or not."""
    if isinstance(read.prompt, str) and len(read.prompt) > 32000:
        refuse(found, "prompt-length", "prompt")


def _only_gpt(read: Request, found: Found) -> None:
    """The five parameters of GPT image models, with a model that is known not to be."""
    if read.model not in DALL_E:
        return
    if sent(read.background):
        refuse(found, "gpt-image-only", "background")
    if sent(read.moderation):
        refuse(found, "gpt-image-only", "moderation")
    if sent(read.output_compression):
        refuse(found, "gpt-image-only", "output_compression")
    if sent(read.output_format):
        refuse(found, "gpt-image-only", "output_format")
    if sent(read.stream):
        refuse(found, "gpt-image-only", "stream")


def _background(read: Request, found: Found) -> None:
    """background: transparent goes with png and webp, the format is to blame."""
    if read.background == "transparent" and _format(read) in ("jpeg", "gif", "svg"):
        refuse(found, "transparent-format", "output_format")


def _output_compression(read: Request, found: Found) -> None:
    """output_compression: a percentage, of webp and jpeg alone."""
    if not isinstance(read.output_compression, int):
        return
    if not 0 <= read.output_compression <= 100:
        refuse(found, "compression-range", "output_compression")
    if _format(read) in ("png", "gif", "svg"):
        refuse(found, "compression-format", "output_compression")


def _partial_images(read: Request, found: Found) -> None:
    """partial_images: made for streams; the pages do not forbid it elsewhere."""
    if sent(read.partial_images) and _streaming(read) is False:
        warn(found, "partial-images-streaming", "partial_images")


def _quality(read: Request, found: Found) -> None:
    """quality: the two highest came with 2.5, the two oldest went with DALL-E."""
    if read.quality in ("xhigh", "max") and read.model in (*EARLIER, *GPT_IMAGE_2):
        refuse(found, "quality-extra-high", "quality")
    if read.quality in ("standard", "hd"):
        if read.model in GPT:
            refuse(found, "quality-retired", "quality")
        warn(found, "quality-deprecated", "quality")


def _size(read: Request, found: Found) -> None:
    """size: free within limits for 2 and 2.5; of other models no limits are said."""
    if not isinstance(read.size, str):
        return
    if read.model in (*GPT_IMAGE_2, *GPT_IMAGE_2_5) and read.size != "auto":
        sides = _sides(read.size)
        if sides is None:
            refuse(found, "size-form", "size")
        else:
            _width_and_height(*sides, found)
    if read.size in ("256x256", "512x512", "1792x1024", "1024x1792"):
        warn(found, "size-deprecated", "size")


def _sides(size: str) -> tuple[int, int] | None:
    """Width and height; None if the text is not two numbers with an x between."""
    width, sign, height = size.partition("x")
    if sign and _is_number(width) and _is_number(height):
        return int(width), int(height)
    return None


def _is_number(digits: str) -> bool:
    """Up to seven ASCII digits, none of them a leading zero."""
    if digits == "0":
        return True
    return (
        1 <= len(digits) <= 7
        and not digits.startswith("0")
        and all(digit in "0123456789" for digit in digits)
    )


def _width_and_height(width: int, height: int, found: Found) -> None:
    long, short = max(width, height), min(width, height)
    if width % 16 or height % 16:
        refuse(found, "size-multiple", "size")
    if short < 16:
        refuse(found, "size-minimum", "size")
    if long > 3 * short:
        refuse(found, "size-ratio", "size")
    if long > 3840 or width * height > 3840 * 2160:
        refuse(found, "size-limit", "size")
    if long > 2560 or width * height > 2560 * 1440:
        warn(found, "size-experimental", "size")


def _legacy(read: Request, found: Found) -> None:
    """response_format and style: not for GPT image models."""
    if sent(read.response_format) and read.model in GPT:
        refuse(found, "response-format-models", "response_format")
    if sent(read.style) and read.model in GPT:
        refuse(found, "style-models", "style")


def _frames(read: Request, found: Found) -> None:
    """frame_count, frame_duration_ms: of gif only."""
    if _format(read) in (None, "gif"):
        return
    if sent(read.frame_count):
        refuse(found, "frames-gif", "frame_count")
    if sent(read.frame_duration_ms):
        refuse(found, "frames-gif", "frame_duration_ms")


def _gif(read: Request, found: Found) -> None:
    """gif output: no stream and no partial images, of which 0 are none."""
    if _format(read) == "gif":
        _alone(read, "gif-alone", found)


def _svg(read: Request, found: Found) -> None:
    """svg: for svg output only, which is one image, not streamed."""
    if sent(read.svg) and _format(read) not in (None, "svg"):
        refuse(found, "svg-format", "svg")
    if _format(read) == "svg":
        if sent(read.n) and read.n != 1:
            refuse(found, "svg-one", "n")
        _alone(read, "svg-alone", found)


def _alone(read: Request, rule: str, found: Found) -> None:
    if read.stream is True:
        refuse(found, rule, "stream")
    if sent(read.partial_images) and read.partial_images != 0:
        refuse(found, rule, "partial_images")


def _user(read: Request, found: Found) -> None:
    """user: safety_identifier is to be used, and counts if it is not empty."""
    if not sent(read.user):
        return
    warn(found, "user-deprecated", "user")
    if sent(read.safety_identifier) and read.safety_identifier != "":
        warn(found, "user-outranked", "user")
