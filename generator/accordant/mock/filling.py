"""Filling: what stands in answers where a schema says only "a string", "an integer".

Which fields hold images, times and counts of tokens is told by `mock` in `sdk.yaml`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from accordant import ir
from accordant.mock import images
from accordant.mock.strings import moment

_COARSEST = 64
"""Pixels of a side of the squares that the first partial image is seen in."""

_LETTERS = 4
"""Letters of a prompt that count as one token."""


class Names(NamedTuple):
    """The names of fields that mean something to a server."""

    base64: str = ""
    link: str = ""
    size: str = ""
    format: str = ""
    background: str = ""
    compression: str = ""
    times: tuple[str, ...] = ()
    total: str = ""
    parts: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    prompt: str = ""


def names(api: ir.Api) -> Names:
    """Those that the spec tells of."""
    told = api.sdk.get("mock", {})

    def several(key: str) -> tuple[str, ...]:
        return tuple(told.get(key, "").split())

    return Names(
        told.get("image_base64", ""),
        told.get("image_link", ""),
        told.get("image_size", ""),
        told.get("image_format", ""),
        told.get("image_background", ""),
        told.get("image_compression", ""),
        several("unix_time"),
        told.get("usage_total", ""),
        several("usage_parts"),
        several("usage_details"),
        several("usage_kinds"),
        told.get("usage_prompt", ""),
    )


def counted(names: Names, draft: ir.Json, request: ir.Json, seed: int) -> ir.Json:
    """A draft with its times and counts of tokens filled in; totals are sums."""
    if isinstance(draft, list):
        return [counted(names, item, request, seed) for item in draft]
    if not isinstance(draft, dict):
        return draft
    found = {key: counted(names, value, request, seed) for key, value in draft.items()}
    for key in names.times:
        if _is_count(found.get(key)):
            found[key] = moment(seed)
    if names.total and _is_count(found.get(names.total)):
        _usage(names, found, request, seed)
    return found


def _usage(
    names: Names, usage: dict[str, ir.Json], request: ir.Json, seed: int
) -> None:
    prompt = request.get(names.prompt) if isinstance(request, dict) else None
    asked = -(-len(prompt) // _LETTERS) if isinstance(prompt, str) else 0
    amounts = [max(asked, 1), *(256 + seed % 1000 for _ in names.parts[1:])]
    total = 0
    for index, (part, amount) in enumerate(zip(names.parts, amounts, strict=True)):
        if not _is_count(usage.get(part)):
            continue
        usage[part] = amount
        total += amount
        inner = usage.get(names.details[index]) if index < len(names.details) else None
        if isinstance(inner, dict) and index < len(names.kinds):
            own = names.kinds[index]
            usage[names.details[index]] = {
                key: (amount if key == own else 0) if _is_count(value) else value
                for key, value in inner.items()
            }
    usage[names.total] = total


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_percent(value: object) -> bool:
    return isinstance(value, int) and _is_count(value) and 0 <= value <= 100


class _Place(NamedTuple):
    """An object that holds an image, and the objects around it, inner ones first."""

    holder: dict[str, Any]
    around: tuple[Mapping[str, Any], ...]


def pictured(
    names: Names, answers: Sequence[ir.Json], request: ir.Json, seed: int, links: str
) -> None:
    """Put images into answers that have fields for them, in place.

    Of several answers (events) all but the last hold images that are not yet sharp.
    `links` is the address below which images are served.
    """
    asked = request if isinstance(request, dict) else {}
    holding = [list(_places(names, answer, ())) for answer in answers]
    last = max((index for index, found in enumerate(holding) if found), default=0)
    for index, found in enumerate(holding):
        coarse = 1 if index == last else max(_COARSEST >> index, 2)
        later = 0 if index == last else max(index - 5, 0)  # which are all as coarse
        for number, place in enumerate(found):
            around = (place.holder, *place.around, asked)
            variant = (seed + number + later * 11) % images.VARIANTS
            picture = _picture(names, around, coarse, variant)
            if isinstance(place.holder.get(names.base64), str):
                data = b64encode(images.drawn(picture)).decode()
                place.holder[names.base64] = data
            if isinstance(place.holder.get(names.link), str):
                place.holder[names.link] = links + picture.name


def _places(
    names: Names, value: Any, around: tuple[Mapping[str, Any], ...]
) -> Iterator[_Place]:
    if isinstance(value, list):
        for item in value:
            yield from _places(names, item, around)
    elif isinstance(value, dict):
        if any(
            name and isinstance(value.get(name), str)
            for name in (names.base64, names.link)
        ):
            yield _Place(value, around)
        for inner in value.values():
            yield from _places(names, inner, (value, *around))


def _picture(
    names: Names, around: Sequence[Mapping[str, Any]], coarse: int, variant: int
) -> images.Picture:
    size = next(filter(None, (images.sides(o.get(names.size)) for o in around)), None)
    width, height = size or (1024, 1024)
    formats = (o.get(names.format) for o in around)
    form = next((f for f in formats if isinstance(f, str) and f in images.MEDIA), "png")
    grounds = (o.get(names.background) for o in around)
    ground = next((g for g in grounds if g in ("transparent", "opaque")), "opaque")
    levels = (o.get(names.compression) for o in around)
    level = next((n for n in levels if n is not None and _is_percent(n)), None)
    if form == "png" or level is None:
        level = 100 if form == "png" else 80
    transparent = ground == "transparent" and form != "jpeg"
    return images.Picture(width, height, form, transparent, level, coarse, variant)
