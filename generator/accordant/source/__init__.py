"""Located text: YAML 1.2 and JSON read into plain values that know their places.

Mappings and sequences come as `Map` and `Seq`, a dict and a list that remember the
offset of each key and item. Keys are always strings, as written (`200:` is "200").
"""

from __future__ import annotations

from pathlib import Path

from accordant.location import Location, Problem, SpecError
from accordant.source.json_text import parse_json
from accordant.source.values import DEPTH_LIMIT, Map, Seq, Text, Value, unplaced
from accordant.source.yaml_text import parse_yaml

__all__ = ["DEPTH_LIMIT", "Map", "Seq", "Text", "Value", "read", "unplaced"]

SIZE_LIMIT = 64 * 1024 * 1024


def read(path: Path, name: str) -> Value:
    """Read a YAML or JSON file (by its ending); `name` is what locations show.

    Raises `SpecError` with the place of the first fault.
    """
    text = read_text(path, name)
    return parse_json(text) if path.suffix == ".json" else parse_yaml(text)


def read_text(path: Path, name: str) -> Text:
    """Read a file in UTF-8. Raises `SpecError` with the place of the first fault."""
    whole = Location(name)
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise SpecError([Problem(whole, "the file is larger than 64 MiB")])
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise SpecError([Problem(whole, f"cannot read the file: {reason}")]) from None
    try:
        return Text(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        # The decoder takes a leading byte order mark off before it counts.
        before = data.removeprefix(b"\xef\xbb\xbf")[: error.start]
        text = Text(name, before.decode("utf-8"))
        wrong = error.object[error.start]
        message = f"the file is not UTF-8: byte 0x{wrong:02X} cannot stand here"
        raise text.error(len(text.content), message) from None
