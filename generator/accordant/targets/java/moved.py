"""The runtime: Java that stands in the templates in a package of its own, moved to the
package of an API, its exceptions named for the client."""

from __future__ import annotations

import re
from functools import cache

from accordant.names.java import JavaClient
from accordant.templating import tree

_IMPORTS = re.compile(
    r"(?:^import (?!static)[^\n]+;\n)+|(?:^import static [^\n]+;\n)+", re.MULTILINE
)


@cache
def _sources(folder: str) -> dict[str, str]:
    found = tree(f"java/{folder}")
    return {path: text for path, text in found.items() if path.endswith(".java")}


def moved(folder: str, root: str, client: JavaClient) -> dict[str, str]:
    """The files of a folder of the runtime by their paths below the package."""
    return {
        renamed(path, root, client): renamed(text, root, client)
        for path, text in _sources(folder).items()
    }


def renamed(text: str, root: str, client: JavaClient) -> str:
    """Text in which the runtime's own package and prefix are those of an API."""
    text = re.sub(r"\bsdk(?=;|\.(?:core|errors|client|validators|Judge)\b)", root, text)
    text = re.sub(r"\bSdk(?=[A-Z])", client.prefix, text)
    return ordered(text)


def ordered(text: str) -> str:
    """Text with its imports in the order that formatters give them."""
    return _IMPORTS.sub(_sorted, text)


def _sorted(found: re.Match[str]) -> str:
    return "".join(sorted(found[0].splitlines(True), key=_key))


def _key(line: str) -> str:
    return line.rstrip(";\n")
