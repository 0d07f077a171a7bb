"""JSON texts of values: plain ones, and odd ones that mean the same."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Sequence

from accordant.ir import Json

ODD_NUMBERS = (
    *("1e400", "-1e400", "1e-400", "4.9e-324", "1.0000000000000001", "0.1e1", "1E+0"),
    *("9007199254740991", "9007199254740992", "9007199254740993", "-0", "-0.0", "0e9"),
    *("9007199254740991.0", "9.007199254740993e15", "1.5", "1.7976931348623157e308"),
    *("18446744073709551616", "123456789012345678901234567890", "10e-1", "100e-2"),
)
"""Numbers whose type, or whose value as a double, readers of JSON disagree on."""

ODD_KEYS = (
    *("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "length"),
    *(
        "class",
        "to_s",
        "hash",
        "dup",
        "getClass",
        "then",
        "",
        " ",
        "a/b~c",
        "~1",
        "%2F",
    ),
    *("\uffff", "\U0001f600", "\ud83d", "\udc00a", "\x00", "\u2028", "10", "2", "-1"),
)
"""Keys that mean something to a language, or that it sorts or escapes wrongly."""

ODD_STRINGS = (
    *(
        "",
        " ",
        "\x00",
        "\n",
        "\ud800",
        "\udc00\ud800",
        "\U0001f600",
        "e\u0301",
        "\ufeff",
    ),
    *(
        "true",
        "null",
        "1",
        "#{1}",
        "${1}",
        "%s",
        "\u2028",
        "\U0010ffff",
        "\ud7ff\ue000",
    ),
)

WHOLES = (
    *("null", "true", "1", "1e400", '""', '"prompt"', "[]", "[{}]", "-0", "{}"),
    *('{"prompt":"x"}', '[{"prompt":"x"}]', ' \t\r\n{"prompt" : "x" }\n'),
)
"""Whole texts, most of which are no object."""

Draw = random.Random


def text_of(value: Json, rng: Draw | None = None) -> str:
    """The JSON text of a value; with `rng` one that is spelled oddly, and may name a key
    twice, first with another value. There is none of NaN: ValueError."""
    match value:
        case dict():
            pairs = [
                f"{_string(key, rng)}:{_space(rng)}{text_of(inner, rng)}"
                for key, inner in value.items()
            ]
            if rng is not None and pairs and rng.random() < 0.2:
                again = rng.choice([*value])
                earlier = rng.choice((*ODD_NUMBERS, '"x"', "null", "[]", "{}"))
                pairs.insert(0, f"{_string(again, rng)}:{earlier}")
            return f"{{{_space(rng)}{f',{_space(rng)}'.join(pairs)}}}"
        case list():
            return f"[{','.join(text_of(item, rng) for item in value)}]"
        case str():
            return _string(value, rng)
        case bool() | None:
            return json.dumps(value)
        case _:
            return _number(value, rng)


def _space(rng: Draw | None) -> str:
    return rng.choice(("", "", " ", "\n\t")) if rng is not None else ""


def _number(value: float, rng: Draw | None) -> str:
    if isinstance(value, float) and math.isinf(value):
        return "1e400" if value > 0 else "-1e400"
    plain = json.dumps(value, allow_nan=False)
    if rng is None or not isinstance(value, int) or abs(value) > 10**15:
        return plain
    return rng.choice((plain, f"{plain}.0", f"{plain}e0", f"{value * 10}e-1"))


def _string(value: str, rng: Draw | None) -> str:
    if rng is None or rng.random() < 0.7 or len(value) > 100:
        return json.dumps(value)
    if rng.random() < 0.5 and value.isprintable():
        return json.dumps(value, ensure_ascii=False)
    units = value.encode("utf-16-be", "surrogatepass").hex()
    escapes = (f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
    return f'"{"".join(escapes)}"'


def disturbed(request: dict[str, Json], rng: Draw) -> dict[str, Json]:
    """A request with one thing in it that is odd as JSON."""
    found = dict(request)
    ways: Sequence[Callable[[], None]] = (
        lambda: found.update({rng.choice(ODD_KEYS): rng.choice((1, None, "x"))}),
        lambda: found.update(dict.fromkeys(rng.sample(ODD_KEYS, 5), 1)),
        lambda: found.update({rng.choice([*found]): rng.choice(ODD_STRINGS)}),
        lambda: found.update({rng.choice([*found]): deep(150)}),
        lambda: found.update({"deep": deep(150)}),
        lambda: found.update({rng.choice([*found]): {rng.choice(ODD_KEYS): 1}}),
    )
    rng.choice(ways)()
    return found


def deep(levels: int) -> Json:
    """A list in a list in a list."""
    found: Json = []
    for _ in range(levels):
        found = [found]
    return found
