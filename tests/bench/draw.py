"""Draw the requests that the benchmark measures, the same ones on every run.

A verdict is known by construction: a valid request takes each value from what
its family allows, an invalid one is a valid one with exactly one thing broken.
Nothing here imports generated code, so that a wrong validator cannot agree
with itself. Run this file to write `requests.jsonl` anew.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SEED = 2025_12
PER_FAMILY = 12
REQUESTS = Path(__file__).with_name("requests.jsonl")

Request = dict[str, Any]

PHRASES = [
    "a cute baby sea otter",
    "floating on its back",
    "in calm water at dawn",
    "mist over the kelp",
    "painted in soft light",
    "with fine detail",
]
PHRASES_BEYOND_ASCII = ["ein Fuchs läuft über die Brücke", "東京の夜", "l'été 🌊"]

GPT_MODELS = ["gpt-image-1.5", "gpt-image-1", "gpt-image-1-mini"]
UNLISTED_MODELS = ["image-next", "dall-e-9", "gpt-image-2-preview"]
GPT_ONLY: dict[str, list[Any]] = {
    "background": ["transparent", "opaque", "auto"],
    "moderation": ["low", "auto"],
    "output_compression": [0, 50, 80, 100],
    "output_format": ["png", "jpeg", "webp"],
    "stream": [True, False],
}
QUALITIES = ["standard", "hd", "low", "medium", "high", "auto"]
SIZES = [
    *("auto", "1024x1024", "1536x1024", "1024x1536"),
    *("256x256", "512x512", "1792x1024", "1024x1792"),
]
PARTIAL_IMAGES = [0, 1, 2, 3]
USERS = ["user-1234", "7f9c24e8", "anna@example.com"]
RESPONSE_FORMATS = ["url", "b64_json"]
STYLES = ["vivid", "natural"]

# What each family allows. Every field but `prompt` and `model` may be absent.
ALLOWED: dict[str, dict[str, list[Any]]] = {
    "gpt-image": {
        "model": GPT_MODELS,
        **GPT_ONLY,
        "n": [1, 2, 4, 10],
        "partial_images": PARTIAL_IMAGES,
        "quality": ["high", "medium", "low", "auto"],
        "size": ["1024x1024", "1536x1024", "1024x1536", "auto"],
        "user": USERS,
    },
    "dall-e-2": {
        "model": ["dall-e-2"],
        "n": [1, 2, 4, 10],
        "partial_images": PARTIAL_IMAGES,
        "quality": ["standard", "auto"],
        "response_format": RESPONSE_FORMATS,
        "size": ["256x256", "512x512", "1024x1024"],
        "user": USERS,
    },
    "dall-e-3": {
        "model": ["dall-e-3"],
        "n": [1],
        "partial_images": PARTIAL_IMAGES,
        "quality": ["hd", "standard", "auto"],
        "response_format": RESPONSE_FORMATS,
        "size": ["1024x1024", "1792x1024", "1024x1792"],
        "style": STYLES,
        "user": USERS,
    },
    "unlisted": {
        "model": UNLISTED_MODELS,
        "n": [1, 2, 4, 10],
        "partial_images": PARTIAL_IMAGES,
        "quality": QUALITIES,
        "response_format": RESPONSE_FORMATS,
        "size": SIZES,
        "style": STYLES,
        "user": USERS,
    },
}
FAMILIES = ["gpt-image", "dall-e-2", "dall-e-3", "no model", "unlisted"]

# What breaks a request, whatever its family, against the types of the schema ...
STRUCTURAL_FAULTS: list[tuple[str, Any]] = [
    ("prompt", 42),
    ("prompt", None),
    ("background", "green"),
    ("model", 3),
    ("moderation", "high"),
    ("n", 0),
    ("n", 11),
    ("n", 1.5),
    ("n", "2"),
    ("n", True),
    ("output_compression", "80"),
    ("output_format", "gif"),
    ("partial_images", 4),
    ("quality", "best"),
    ("response_format", "png"),
    ("size", "640x480"),
    ("stream", "true"),
    ("style", "gothic"),
    ("user", None),
]
# ... and what breaks only the rules that tie one field to another.
DALL_E_FAULTS: list[tuple[str, Any]] = [
    *((field, values[0]) for field, values in GPT_ONLY.items()),
    ("stream", False),
    ("quality", "high"),
    ("size", "auto"),
    ("size", "1536x1024"),
]
RULE_FAULTS: dict[str, list[tuple[str, Any]]] = {
    "gpt-image": [
        ("quality", "hd"),
        ("size", "512x512"),
        ("response_format", "url"),
        ("style", "vivid"),
        ("output_compression", 101),
    ],
    "dall-e-2": [*DALL_E_FAULTS, ("style", "vivid"), ("prompt", "otter " * 167)],
    "dall-e-3": [*DALL_E_FAULTS, ("n", 2), ("prompt", "otter " * 667)],
    "no model": [("quality", "hd"), ("size", "1792x1024"), ("style", "natural")],
    "unlisted": [("output_compression", 50), ("output_compression", -1)],
}


def prompt(rng: random.Random) -> str:
    """A prompt of some phrases, one prompt in six beyond ASCII."""
    phrases = PHRASES_BEYOND_ASCII if rng.random() < 1 / 6 else PHRASES
    return ", ".join(rng.choices(phrases, k=rng.randint(1, 15)))


def valid(rng: random.Random, family: str) -> Request:
    """A valid request; a field may be sent, be null or be absent."""
    if family == "no model":
        # The server assumes a GPT image model once a parameter of theirs is sent.
        assumed = rng.choice(["gpt-image", "dall-e-2"])
        request = valid(rng, assumed)
        del request["model"]
        if assumed == "gpt-image" and all(request.get(k) is None for k in GPT_ONLY):
            request["stream"] = rng.choice([True, False])
        if rng.random() < 1 / 4:
            request["model"] = None
        return request
    request = {"prompt": prompt(rng)}
    for field, values in ALLOWED[family].items():
        if field == "model" or rng.random() < 1 / 3:
            request[field] = rng.choice(values)
            if field not in ("model", "user") and rng.random() < 1 / 15:
                request[field] = None
    if request.get("output_compression") is not None:
        transparent = request.get("background") == "transparent"
        request["output_format"] = (
            "webp" if transparent else rng.choice(["webp", "jpeg"])
        )
    elif request.get("background") == "transparent":
        request["output_format"] = rng.choice(["png", "webp"])
    return request


def invalid(rng: random.Random, family: str, breaks: str) -> Request:
    """A valid request of the family with one field broken."""
    faults = STRUCTURAL_FAULTS if breaks == "structure" else RULE_FAULTS[family]
    field, value = rng.choice(faults)
    return {**valid(rng, family), field: value}


def entries() -> Iterator[dict[str, Any]]:
    """All requests with their family, the verdict, and what an invalid one breaks."""
    rng = random.Random(SEED)
    for family in FAMILIES:
        for _ in range(PER_FAMILY):
            yield {"family": family, "valid": True, "request": valid(rng, family)}
        for i in range(PER_FAMILY):
            breaks = "structure" if i % 2 else "rules"
            request = invalid(rng, family, breaks)
            yield {
                "family": family,
                "valid": False,
                "breaks": breaks,
                "request": request,
            }


def main() -> None:
    """Write the file."""
    lines = [json.dumps(entry) for entry in entries()]
    REQUESTS.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{REQUESTS.name}: {len(lines)} requests")


if __name__ == "__main__":
    main()
