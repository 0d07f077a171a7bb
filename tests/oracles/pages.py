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
from enum import Enum
from typing import Final

Violation = tuple[str, str, str]
"""Rule id, JSON pointer, severity."""

Body = dict[str, object]
Found = list[Violation]

ERROR: Final = "error"
WARN: Final = "warn"

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

LARGEST: Final = 9007199254740991
"""The largest integer that a double tells from its neighbours."""


class Mark(Enum):
    """Stands where a parameter was given but has no usable value."""

    INVALID = "invalid"


INVALID: Final = Mark.INVALID

Text = str | None | Mark
Whole = int | None | Mark
Switch = bool | None | Mark
"""A parameter as it was read: its value, None if not given, or INVALID."""


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
    read = _read(request, found)
    _unknown(request, found)

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


def _read(body: Body, found: Found) -> Request:
    """Both pages, the lines of each parameter that list its type and values."""
    return Request(
        prompt=_read_prompt(body, found),
        background=_read_word(body, "background", "transparent opaque auto", found),
        model=_read_text(body, "model", found) if _given(body, "model") else None,
        moderation=_read_word(body, "moderation", "low auto", found),
        n=_read_whole(body, "n", 1, 10, found),
        output_compression=_read_whole(body, "output_compression", None, None, found),
        output_format=_read_word(body, "output_format", "png jpeg webp", found),
        partial_images=_read_whole(body, "partial_images", 0, 3, found),
        quality=_read_word(body, "quality", "standard hd low medium high auto", found),
        response_format=_read_word(body, "response_format", "url b64_json", found),
        size=_read_word(
            body,
            "size",
            "auto 1024x1024 1536x1024 1024x1536 256x256 512x512 1792x1024 1024x1792",
            found,
        ),
        stream=_read_stream(body, found),
        style=_read_word(body, "style", "vivid natural", found),
        user=_read_text(body, "user", found) if "user" in body else None,
    )


def _given(body: Body, name: str) -> bool:
    return name in body and body[name] is not None


def _fault(found: Found, name: str, keyword: str) -> Mark:
    found.append((f"{name}.{keyword}", f"/{name}", ERROR))
    return INVALID


def _read_prompt(body: Body, found: Found) -> Text:
    """prompt: the only parameter that is not marked optional (Java page)."""
    if "prompt" not in body:
        return _fault(found, "prompt", "required")
    return _read_text(body, "prompt", found)


def _read_text(body: Body, name: str, found: Found) -> Text:
    """A text of any content, as long as it is Unicode."""
    value = body[name]
    if not isinstance(value, str):
        return _fault(found, name, "type")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return _fault(found, name, "unicode")
    return value


def _read_word(body: Body, name: str, words: str, found: Found) -> Text:
    """One word of a closed list."""
    if not _given(body, name):
        return None
    value = body[name]
    if not isinstance(value, str):
        return _fault(found, name, "type")
    if value not in words.split(" "):
        return _fault(found, name, "enum")
    return value


def _read_whole(
    body: Body, name: str, minimum: int | None, maximum: int | None, found: Found
) -> Whole:
    """A whole number; 1.0 is one, true is none."""
    if not _given(body, name):
        return None
    number = _whole(body[name])
    if number is None:
        return _fault(found, name, "type")
    if minimum is not None and number < minimum:
        return _fault(found, name, "minimum")
    if maximum is not None and number > maximum:
        return _fault(found, name, "maximum")
    return number


def _whole(value: object) -> int | None:
    """The value as an integer, if it is one after conversion to a double."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        double = float(value)
    except OverflowError:
        return None
    if not double.is_integer() or not -LARGEST <= double <= LARGEST:
        return None
    return int(double)


def _read_stream(body: Body, found: Found) -> Switch:
    """stream: only on the Ruby page, true or false."""
    if not _given(body, "stream"):
        return None
    value = body["stream"]
    if not isinstance(value, bool):
        return _fault(found, "stream", "type")
    return value


def _unknown(body: Body, found: Found) -> None:
    """What neither page names is reported, never refused."""
    for key in sorted(body):
        if key not in PARAMETERS:
            pointer = "/" + key.replace("~", "~0").replace("/", "~1")
            found.append(("unknown", pointer, WARN))


# What the pages assume when a parameter is not given.


def _sent(value: object) -> bool:
    return value is not None and value is not INVALID


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
    if any(_sent(value) for value in specific_to_gpt):
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


def _refuse(found: Found, rule: str, name: str) -> None:
    found.append((rule, f"/{name}", ERROR))


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
        _refuse(found, "prompt-length", "prompt")


def _only_gpt(read: Request, family: str | None, found: Found) -> None:
    """Five parameters under which the pages name the GPT image models alone."""
    if family != DALL_E_2 and family != DALL_E_3:
        return
    if _sent(read.background):
        _refuse(found, "gpt-image-only", "background")
    if _sent(read.moderation):
        _refuse(found, "gpt-image-only", "moderation")
    if _sent(read.output_compression):
        _refuse(found, "gpt-image-only", "output_compression")
    if _sent(read.output_format):
        _refuse(found, "gpt-image-only", "output_format")
    if _sent(read.stream):
        _refuse(found, "gpt-image-only", "stream")


def _background(read: Request, found: Found) -> None:
    """background: jpeg cannot be transparent, and the format is to blame."""
    if read.background == "transparent" and _format(read) == "jpeg":
        _refuse(found, "transparent-format", "output_format")


def _n(read: Request, family: str | None, found: Found) -> None:
    """n: dall-e-3 draws a single image."""
    if family == DALL_E_3 and _sent(read.n) and read.n != 1:
        _refuse(found, "n-one", "n")


def _output_compression(read: Request, found: Found) -> None:
    """output_compression: a percentage, and png knows no compression level."""
    if not isinstance(read.output_compression, int):
        return
    if not 0 <= read.output_compression <= 100:
        _refuse(found, "compression-range", "output_compression")
    if _format(read) == "png":
        _refuse(found, "compression-format", "output_compression")


def _partial_images(read: Request, found: Found) -> None:
    """partial_images: made for streams; the pages do not forbid it elsewhere."""
    if _sent(read.partial_images) and _streaming(read) is False:
        found.append(("partial-images-streaming", "/partial_images", WARN))


def _quality(read: Request, family: str | None, found: Found) -> None:
    """quality: auto fits every model, the other values only some."""
    if not _sent(read.quality) or read.quality == "auto":
        return
    if (
        (family == GPT and read.quality not in ("high", "medium", "low"))
        or (family == DALL_E_2 and read.quality != "standard")
        or (family == DALL_E_3 and read.quality not in ("hd", "standard"))
    ):
        _refuse(found, "quality-values", "quality")


def _response_format(read: Request, family: str | None, found: Found) -> None:
    """response_format: GPT image models do not take it."""
    if _sent(read.response_format) and family == GPT:
        _refuse(found, "response-format-models", "response_format")


def _size(read: Request, family: str | None, found: Found) -> None:
    """size: each kind of model has its own list; auto is in one of them only."""
    if not _sent(read.size):
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
        _refuse(found, "size-values", "size")


def _style(read: Request, family: str | None, found: Found) -> None:
    """style: for dall-e-3 alone."""
    if _sent(read.style) and family in (GPT, DALL_E_2):
        _refuse(found, "style-models", "style")
