"""Images that answers hold: real ones of the size and format that was asked for."""

from __future__ import annotations

import colorsys
import io
import re
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw

LARGEST = 4096
"""Pixels of the longest side."""

VARIANTS = 64
"""How many images of one kind are different."""

MEDIA = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
_SIZE = re.compile(r"([1-9][0-9]{0,3})x([1-9][0-9]{0,3})")
_NAME = re.compile(
    r"([1-9][0-9]{0,3})x([1-9][0-9]{0,3})-([to])-([0-9]{1,3})"
    r"-([1-9][0-9]{0,2})-([0-9]{1,2})\.(png|jpeg|webp)"
)


class Picture(NamedTuple):
    """What an image is: sides in pixels, quality in percent, the side of the squares
    that it is seen in (1: sharp), and which of the variants it is."""

    width: int = 1024
    height: int = 1024
    format: str = "png"
    transparent: bool = False
    quality: int = 100
    coarse: int = 1
    variant: int = 0

    @property
    def name(self) -> str:
        """The name of its file, which says all of it."""
        ground = "t" if self.transparent else "o"
        return (
            f"{self.width}x{self.height}-{ground}-{self.quality}-{self.coarse}"
            f"-{self.variant}.{self.format}"
        )


def named(name: str) -> Picture | None:
    """The picture of a file's name; None if there is none, or it is too large."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    width, height, quality, coarse, variant = (
        int(found[group]) for group in (1, 2, 4, 5, 6)
    )
    transparent = found[3] == "t" and found[7] != "jpeg"
    picture = Picture(width, height, found[7], transparent, quality, coarse, variant)
    if max(width, height) > LARGEST or quality > 100 or picture.name != name:
        return None
    return picture


def sides(size: object) -> tuple[int, int] | None:
    """Width and height that a text names; None if it names none, or too many pixels."""
    found = _SIZE.fullmatch(size) if isinstance(size, str) else None
    if found is None or max(int(found[1]), int(found[2])) > LARGEST:
        return None
    return int(found[1]), int(found[2])


@lru_cache(maxsize=256)
def drawn(picture: Picture) -> bytes:
    """The file of a picture; the same bytes for the same picture."""
    scale = picture.coarse
    size = (max(picture.width // scale, 1), max(picture.height // scale, 1))
    image = _shapes(size, picture)
    if scale > 1:
        image = image.resize((picture.width, picture.height), Image.Resampling.NEAREST)
    file = io.BytesIO()
    if picture.format == "png":
        image.save(file, "PNG", compress_level=1)
    elif picture.format == "jpeg":
        image.save(file, "JPEG", quality=max(picture.quality, 1))
    else:
        image.save(file, "WEBP", quality=picture.quality, method=0)
    return file.getvalue()


def _shapes(size: tuple[int, int], picture: Picture) -> Image.Image:
    """A sun over hills, in colours of its own for each variant."""
    width, height = size
    hue = picture.variant / VARIANTS
    hill, far = _colour(hue + 0.4, 0.6, 0.6), _colour(hue + 0.45, 0.7, 0.4)
    sun = _colour(hue + 0.6, 0.8, 0.95)
    if picture.transparent:
        image = Image.new("RGBA", size, (0, 0, 0, 0))
    else:
        image = Image.new("RGB", size, _colour(hue, 0.35, 0.95))
    draw = ImageDraw.Draw(image)
    across = width * (1 + picture.variant % 7) // 8
    radius = max(min(size) // 6, 1)
    middle = height // 3
    draw.ellipse(
        (across - radius, middle - radius, across + radius, middle + radius), fill=sun
    )
    draw.ellipse((-width // 2, height * 2 // 3, width, height * 2), fill=hill)
    draw.ellipse((width // 3, height * 3 // 4, width * 2, height * 2), fill=far)
    return image


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
