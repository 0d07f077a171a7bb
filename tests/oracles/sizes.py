"""Sizes of images, WIDTHxHEIGHT: about every limit of them, and nearly of that form."""

from __future__ import annotations

import random
from typing import Final

COMMON: Final = ("auto", "1024x1024", "1536x1024", "1024x1536")
DEPRECATED: Final = ("256x256", "512x512", "1792x1024", "1024x1792")

FITTING: Final = (
    *("16x16", "48x16", "16x48", "1040x1024", "1024x1040", "2560x1440", "1440x2560"),
    *("1920x1920", "2560x864", "864x2560", "2544x848", "2000x1008"),
)
"""Within every limit, some at several of them."""

EXPERIMENTAL: Final = (
    *("2576x1424", "1424x2576", "1936x1920", "2560x1456", "1456x2560", "3840x2160"),
    *("2160x3840", "2880x2880", "3840x1280", "1280x3840"),
)
"""Beyond what is well tried, and still within what is possible."""

NO_MULTIPLE: Final = (
    *("1032x1024", "1024x1032", "1025x1024", "1024x1023", "17x16", "16x17", "40x24"),
    *("2559x1440", "2560x1439"),
)
TOO_SMALL: Final = ("0x0", "0x16", "16x0", "8x8", "15x16", "16x15", "0x9999999", "1x1")
TOO_LONG: Final = (
    *("3840x1264", "1264x3840", "64x16", "16x64", "49x16", "16x49", "1024x341"),
    *("2560x848", "848x2560"),
)
TOO_LARGE: Final = (
    *("3856x1296", "1296x3856", "3841x2159", "3856x2144", "3840x2176", "2176x3840"),
    *("2896x2880", "2880x2896", "3840x3840", "9999999x9999999", "9999999x16"),
)
NO_FORM: Final = (
    *("1024x1024\n", "\n1024x1024", "1024x1024\r", "1024x1024\0", " 16x16", "16 x16"),
    *("01024x1024", "1024x01024", "00x0", "0x00", "016x16", "-16x16", "+16x16", "-0x0"),
    *(
        "10000000x16",
        "16x10000000",
        "99999999x99999999",
        f"{'9' * 5000}x16",
        "16x16x16",
    ),
    *(
        "16x",
        "x16",
        "x",
        "",
        "16",
        "1024",
        "1024X1024",
        "1024*1024",
        "16.0x16",
        "1e3x16",
    ),
    *(
        "1024\u00d71024",
        "1024\u04451024",
        "\uff11\uff16x16",
        "16x\u0661\u0666",
        "1_6x16",
    ),
    *(
        "\u00b2x16",
        "16x\u00b2",
        "\U0001d7cf\U0001d7d4x16",
        "0x10\u200b",
        "AUTO",
        "auto ",
    ),
    *("auto\n", "large", "{width}x{height}", "0b10x16", "16x\u0e51\u0e56"),
)
"""What regular expressions and number parsers may take for a size, and is none."""

BOUNDARIES: Final = {
    "size-multiple": (("1032x1024", "1040x1024"), ("1024x1032", "1024x1040")),
    "size-minimum": (("0x0", "16x16"), ("15x16", "16x16"), ("16x15", "16x16")),
    "size-ratio": (
        *(("3840x1264", "3840x1280"), ("1264x3840", "1280x3840")),
        *(("49x16", "48x16"), ("16x49", "16x48")),
    ),
    "size-limit": (
        *(("3856x1296", "3840x1280"), ("1296x3856", "1280x3840")),
        *(("3840x2176", "3840x2160"), ("2896x2880", "2880x2880")),
    ),
    "size-experimental": (
        *(("2576x1424", "2560x1440"), ("1424x2576", "1440x2560")),
        *(("2560x1456", "2560x1440"), ("1936x1920", "1920x1920")),
    ),
}
"""By rule: the least that breaks it in some way, and what just passes beside it."""

SIDES: Final = (
    *(0, 1, 15, 16, 17, 31, 32, 48, 49, 341, 848, 864, 1024, 1263, 1264, 1279, 1280),
    *(1281, 1296, 1440, 1456, 1920, 1936, 2160, 2176, 2559, 2560, 2561, 2576, 2880),
    *(2896, 3839, 3840, 3841, 3856, 9999999),
)
LISTS: Final = (
    *(COMMON, DEPRECATED, FITTING, EXPERIMENTAL),
    *(NO_MULTIPLE, TOO_SMALL, TOO_LONG, TOO_LARGE),
)
BOTH: Final = tuple(sides for rule in BOUNDARIES.values() for sides in rule)
PIXELS: Final = (3_686_400, 8_294_400)


def any_size(rng: random.Random) -> str:
    """A size at or about some limit, or of no form."""
    kind = rng.random()
    if kind < 0.12:
        return rng.choice(NO_FORM)
    if kind < 0.62:
        return rng.choice(rng.choice(BOTH))
    if kind < 0.69:
        return rng.choice(rng.choice(LISTS))
    if kind < 0.72:
        return _written(rng, rng.choice(SIDES), rng.choice(SIDES))
    side = 16 * rng.randint(1, 250) if kind < 0.93 else rng.randint(0, 4000)
    step = rng.choice((-16, -1, 0, 1, 16))
    if kind < 0.79:
        return _written(rng, side, max(0, 3 * side + step))
    if kind < 0.85:
        other = rng.choice(PIXELS) // side
        return _written(rng, side, max(0, other - other % 16 + step))
    return _written(rng, side, 16 * rng.randint(0, 250))


def fitting_size(rng: random.Random) -> str:
    """A size in which no limit of the freest models is broken."""
    kind = rng.random()
    if kind < 0.2:
        return rng.choice(COMMON)
    if kind < 0.4:
        return rng.choice(FITTING)
    if kind < 0.48:
        return rng.choice((*EXPERIMENTAL, *DEPRECATED))
    short = 16 * rng.randint(1, 90)
    most = min(3 * short, 2560, PIXELS[0] // short)
    return _written(rng, short, 16 * rng.randint(min(short, most) // 16, most // 16))


def _written(rng: random.Random, one: int, other: int) -> str:
    """In either orientation."""
    return f"{one}x{other}" if rng.random() < 0.5 else f"{other}x{one}"
