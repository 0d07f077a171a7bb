"""Judge a body of `POST /images/generations`, revision 2025-12, as its pages read.

An oracle for tests. It is written by hand from the Ruby and the Java reference
page, one parameter after the other, and shares no code, no table and no schema
with the generator: what both agree on was found twice.

The pages do not show where null may stand. It may, and means "not given", in
every parameter but `prompt` and `user`.

No (rule, path) pair can come twice, so nothing is removed from the list.
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

GPT: Final = "a GPT image model"
DALL_E_2: Final = "dall-e-2"
DALL_E_3: Final = "dall-e-3"

PARAMETERS: Final = (
    "prompt",
    "background",
    "model",
    "moderation",
    "n",
    "output_compression",
    "output_format",
    "partial_images",
    "quality",
    "response_format",
    "size",
    "stream",
    "style",
    "user",
)


@dataclass(slots=True, frozen=True)
class Request:
    """The parameters, in the order of the pages."""

    prompt: Text
    background: Text
    model: Text
    moderation: Text
    n: Whole
    output_compression: Whole
    output_format: Text
    partial_images: Whole
    quality: Text
    response_format: Text
    size: Text
    stream: Switch
    style: Text
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

    family = _family(read)
    _prompt(read, family, found)
    _only_gpt(read, family, found)
    _background(read, found)
    _n(read, family, found)
    _output_compression(read, found)
    _partial_images(read, found)
    _quality(read, family, found)
    _response_format(read, family, found)
    _size(read, family, found)
    _style(read, family, found)
    return found


# What each parameter may look like by itself.


def _read(reader: Reader) -> Request:
    """Both pages, the lines of each parameter that list its type and values."""
    return Request(
        prompt=reader.required_text("prompt"),
        background=reader.word("background", "transparent opaque auto"),
        model=reader.text("model"),
        moderation=reader.word("moderation", "low auto"),
        n=reader.whole("n", 1, 10),
        output_compression=reader.whole("output_compression"),
        output_format=reader.word("output_format", "png jpeg webp"),
        partial_images=reader.whole("partial_images", 0, 3),
        quality=reader.word("quality", "standard hd low medium high auto"),
        response_format=reader.word("response_format", "url b64_json"),
        size=reader.word(
            "size",
            "auto 1024x1024 1536x1024 1024x1536 256x256 512x512 1792x1024 1024x1792",
        ),
        stream=reader.switch("stream"),
        style=reader.word("style", "vivid natural"),
        user=reader.exact_text("user") if "user" in reader.body else None,
    )


# What the pages assume when a parameter is not given.


def _family(read: Request) -> str | None:
    """model: the kind of model that will answer, None if nobody can say.

    It is dall-e-2 by default, but a GPT image model once a parameter is sent that
    only those take. A name that the pages do not list belongs to no kind.
    """
    if read.model is INVALID:
        return None
    if read.model is not None:
        if read.model in ("gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5"):
            return GPT
        if read.model == "dall-e-2":
            return DALL_E_2
        if read.model == "dall-e-3":
            return DALL_E_3
        return None
    specific_to_gpt = (
        read.background,
        read.moderation,
        read.output_compression,
        read.output_format,
        read.stream,
    )
    if any(sent(value) for value in specific_to_gpt):
        return GPT
    if INVALID in specific_to_gpt:
        return None
    return DALL_E_2


def _format(read: Request) -> str | None:
    """output_format: png by default (`background` says so), None if undecided."""
    if read.output_format is INVALID:
        return None
    return "png" if read.output_format is None else read.output_format


def _streaming(read: Request) -> bool | None:
    """stream: false by default (Ruby page), None if undecided."""
    if read.stream is INVALID:
        return None
    return False if read.stream is None else read.stream


# What the pages say of a parameter in the light of the others.


def _prompt(read: Request, family: str | None, found: Found) -> None:
    """prompt: the length, in characters, that each kind of model can read."""
    if not isinstance(read.prompt, str):
        return
    length = len(read.prompt)
    if (
        (family == GPT and length > 32000)
        or (family == DALL_E_2 and length > 1000)
        or (family == DALL_E_3 and length > 4000)
    ):
        refuse(found, "prompt-length", "prompt")


def _only_gpt(read: Request, family: str | None, found: Found) -> None:
    """Five parameters under which the pages name the GPT image models alone."""
    if family != DALL_E_2 and family != DALL_E_3:
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
    """background: jpeg cannot be transparent, and the format is to blame."""
    if read.background == "transparent" and _format(read) == "jpeg":
        refuse(found, "transparent-format", "output_format")


def _n(read: Request, family: str | None, found: Found) -> None:
    """n: dall-e-3 draws a single image."""
    if family == DALL_E_3 and sent(read.n) and read.n != 1:
        refuse(found, "n-one", "n")


def _output_compression(read: Request, found: Found) -> None:
    """output_compression: a percentage, and png knows no compression level."""
    if not isinstance(read.output_compression, int):
        return
    if not 0 <= read.output_compression <= 100:
        refuse(found, "compression-range", "output_compression")
    if _format(read) == "png":
        refuse(found, "compression-format", "output_compression")


def _partial_images(read: Request, found: Found) -> None:
    """partial_images: made for streams; the pages do not forbid it elsewhere."""
    if sent(read.partial_images) and _streaming(read) is False:
        warn(found, "partial-images-streaming", "partial_images")


def _quality(read: Request, family: str | None, found: Found) -> None:
    """quality: auto fits every model, the other values only some."""
    if not sent(read.quality) or read.quality == "auto":
        return
    if (
        (family == GPT and read.quality not in ("high", "medium", "low"))
        or (family == DALL_E_2 and read.quality != "standard")
        or (family == DALL_E_3 and read.quality not in ("hd", "standard"))
    ):
        refuse(found, "quality-values", "quality")


def _response_format(read: Request, family: str | None, found: Found) -> None:
    """response_format: GPT image models do not take it."""
    if sent(read.response_format) and family == GPT:
        refuse(found, "response-format-models", "response_format")


def _size(read: Request, family: str | None, found: Found) -> None:
    """size: each kind of model has its own list; auto is in one of them only."""
    if not sent(read.size):
        return
    if family == GPT:
        fits = read.size in ("1024x1024", "1536x1024", "1024x1536", "auto")
    elif family == DALL_E_2:
        fits = read.size in ("256x256", "512x512", "1024x1024")
    elif family == DALL_E_3:
        fits = read.size in ("1024x1024", "1792x1024", "1024x1792")
    else:
        return
    if not fits:
        refuse(found, "size-values", "size")


def _style(read: Request, family: str | None, found: Found) -> None:
    """style: for dall-e-3 alone."""
    if sent(read.style) and family in (GPT, DALL_E_2):
        refuse(found, "style-models", "style")
