"""Values that are nearly what a parameter takes, for bodies drawn of any revision.

Long prompts and odd values are shared between bodies, so nobody may change what lies
below their top level. Some values have no JSON text (NaN, infinity) or a very long one
(an integer of 401 digits).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

Values = tuple[object, ...]

LARGEST: Final = 2**53 - 1
NAN: Final = float("nan")
INFINITY: Final = float("inf")
WHOLE: Final[Values] = (
    *(True, False, 0.5, 1.5, 1 + 2**-52, NAN, INFINITY, -INFINITY, "1", ""),
    *(LARGEST + 1, -LARGEST - 1, LARGEST, -LARGEST, float(LARGEST)) * 3,
    *(2**53 + 1, 2.0**53, 1e22, 10**400, 5e-324, [1], {}),
)
"""What is nearly an integer, and what lies about the limit of all integers."""

ANYTHING: Final[Values] = (
    *(None, True, False, 0, 1, 1.0, -1, 1.5, NAN, INFINITY, 2**53, "", "x", "1"),
    *("null", "true", "\ud800", "\udc00\ud800", [], ["png"], [[]], {}, {"a": 1}),
)
LONE: Final = ("\ud800", "\udfff", "a\udc00b", "gpt-image-1\ud83d", "\U0001f600\ud83d")
TEXTS: Final = ("u", "user-1234", "", "\U0001f600", "e\u0301", "\ud7ff\ue000", "\x00")

UNKNOWN: Final = (
    *("__proto__", "constructor", "toString", "hasOwnProperty", "a/b~c", "~1", "~"),
    *("/", "", "10", "2", "\uffff", "\U0001f600", "\ue000", "\u00e9", "e\u0301"),
    *("Prompt", "prompt ", "model\x00", "size.width", "x-model", "nn", "type"),
)
NO_OBJECT: Final[Values] = (
    *(None, True, False, 0, 1.0, NAN, 10**400, "", "prompt", "\ud800"),
    *([], [{"prompt": "x"}], ["prompt"], ["prompt", "x"]),
)


def nearly(words: Iterable[object]) -> tuple[str, ...]:
    """What somebody may write who means one of the words."""
    return tuple(
        almost
        for word in map(str, words)
        for almost in (f"{word}\n", f" {word}", word.upper(), f"{word}\0", word[:-1])
    )


def prompts(length: int) -> tuple[str, ...]:
    """Prompts of that many code points, but of other lengths in UTF-8 and UTF-16."""
    return (
        "x" * length,
        "\U0001f600" * length,
        ("e\u0301" * length)[:length],
        "x" * (length - 1) + "\U0001f469",
    )
