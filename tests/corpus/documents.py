"""The documents that the generator is held to: those of a folder, and our own.

`ACCORDANT_CORPUS` names the folder of real documents; `tests/documents` holds small
ones that are written for the tests.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordant import source

VARIABLE = "ACCORDANT_CORPUS"
OWN = Path(__file__).resolve().parents[1] / "documents"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
ABSENT = f"{VARIABLE} names no folder of documents"

Document = dict[str, Any]


def corpus() -> list[Path]:
    """The documents of the folder that the environment names; none without it."""
    folder = os.environ.get(VARIABLE)
    return listed(Path(folder)) if folder else []


def listed(folder: Path) -> list[Path]:
    """The documents of a folder, by name."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.suffix in (".yaml", ".yml", ".json"))


def read(path: Path) -> Document:
    """A document as plain JSON values."""
    found: Document = json.loads(json.dumps(source.read(path, path.name)))
    return found


def operations(document: Document) -> Iterator[tuple[str, str]]:
    """Each path with each of its methods, by what is written."""
    for path, item in document.get("paths", {}).items():
        item = followed(document, item)
        if not isinstance(item, dict):
            continue  # of a key that begins with x-
        for method in METHODS:
            if method in item:
                yield path, method
        for method in item.get("additionalOperations", ()):
            yield path, method


def followed(document: Document, node: Any) -> Any:
    """What a node refers to in the document, or the node itself."""
    for _ in range(20):
        if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
            break
        node = at(document, node["$ref"])
    return node


def at(document: Document, ref: str) -> Any:
    """What stands at a pointer of the document; None if nothing does."""
    here: Any = document
    for part in ref.removeprefix("#").split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        if isinstance(here, list) and part.isdigit() and int(part) < len(here):
            here = here[int(part)]
        elif isinstance(here, dict) and part in here:
            here = here[part]
        else:
            return None
    return here


def slice_of(document: Document, draw: random.Random, most: int = 3) -> Document:
    """Some operations of a document, with all they refer to."""
    paths = list(document.get("paths", {}))
    found: Document = {
        key: document[key]
        for key in ("openapi", "info", "servers", "security", "tags")
        if key in document
    }
    chosen = draw.sample(paths, min(len(paths), draw.randint(1, most)))
    found["paths"] = {path: document["paths"][path] for path in chosen}
    schemes = document.get("components", {}).get("securitySchemes")
    if schemes:
        found["components"] = {"securitySchemes": schemes}
    waiting = [*refs(found)]
    seen: set[str] = set()
    while waiting:
        ref = waiting.pop()
        target = at(document, ref)
        parts = ref.split("/")[1:]
        if ref in seen or target is None or len(parts) != 3:
            continue
        seen.add(ref)
        found.setdefault(parts[0], {}).setdefault(parts[1], {})[
            parts[2].replace("~1", "/").replace("~0", "~")
        ] = target
        waiting += refs(target)
    copied: Document = json.loads(json.dumps(found))
    return copied


def refs(value: Any) -> Iterator[str]:
    """Every reference to a place in the document itself."""
    if isinstance(value, dict):
        ref = value.get("$ref")
        if isinstance(ref, str) and ref.startswith("#/"):
            yield ref
        for item in value.values():
            yield from refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from refs(item)
