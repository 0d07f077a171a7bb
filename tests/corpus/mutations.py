"""Changes to a document, drawn from a seed, that know where its schemas stand."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.corpus.documents import Document, refs

FLAG = "accordant_ran_text"
CODE = f"__import__('builtins').{FLAG} = True"
TEXTS = (
    *(f'"""\n{CODE}\n"""', f"'''\n{CODE}\n#", f'\\"""\n{CODE}', f"{{{{ {CODE} }}}}"),
    *(f"x\n{CODE}", f"x\r{CODE}", f"x\u2028{CODE}", f"*/ {CODE}", f"#{{{CODE}}}"),
    *("", " ", "\\", '"', "'", "{", "}", "{0}", "%s", "\t", "\0", "\x1b[31m", "\u202e"),
    *(
        "a" * 300,
        "word " * 60,
        "é" * 20,
        "\U0001f600",
        "\u0130",
        "ß",
        "\u017f",
        "\ufb01",
    ),
)
NAMES = (
    *("class", "self", "None", "from_dict", "to_dict", "date", "str", "list", "dict"),
    *("Model", "Any", "Literal", "Client", "models", "validators", "import", "type"),
    *("__init__", "__class__", "_", "__", "1", "2x", "a-b", "a_b", "A B", "$ref"),
    *("timeout", "body", "extra_headers", "api_key", "x" * 200, "../up", "a/b", "a~b"),
    *("cached_property", "dataclass", "field", "UNSET", "datetime", "dt", "print"),
    *("name", "Name", "NAME", "items", "keys", "values", "object", "property", "{id}"),
    *TEXTS,
)
JUNK = (
    *(None, 0, 1, -1, 1.5, 1e300, True, False, "x", "", [], {}, [1], [None], {"a": 1}),
    *([[]], {"": None}, ["string"], {"type": ["string", "null"]}, "string", "object"),
    *({"$ref": "#/info"}, {"$ref": "#"}, {"$ref": ""}, {"$ref": 5}, {"$ref": "x.yaml"}),
    *({"$ref": "#/components/schemas/None such"}, {"$ref": "https://example.com/a"}),
)
KEYWORDS: dict[str, tuple[Any, ...]] = {
    "type": (
        "string",
        "object",
        "array",
        "null",
        "number",
        ["object", "string"],
        "any",
    ),
    "format": ("date", "date-time", "binary", "byte", "uuid", "int64", "unheard-of"),
    "enum": (
        ["a", "b"],
        [1, 1.0, True],
        [None],
        [],
        ["a", None],
        [{}],
        ["+1", "-1", ""],
    ),
    "const": ("a", 1, None, True, {}, []),
    "nullable": (True, False, "yes"),
    "required": (["a"], ["a", "a"], True, "a", [1]),
    "properties": ({}, {"a": {}}, {"a": {"type": "string"}, "A": True}, []),
    "additionalProperties": (True, False, {}, {"type": "integer"}, 1),
    "patternProperties": ({"^x": {"type": "string"}},),
    "dependentRequired": ({"a": ["b"]}, {"a": []}, {"a": 1}, []),
    "if": ({"required": ["a"]}, {"properties": {"a": {"const": 1}}}, 1),
    "then": ({"required": ["b"]}, False),
    "else": ({"properties": {"b": {"type": "string"}}},),
    "not": ({"required": ["a"]}, {}, True),
    "items": ({}, {"type": "string"}, True, False, []),
    "prefixItems": ([{"type": "string"}, {"type": "integer"}], {}),
    "default": (None, 1, "x", {}, []),
    "readOnly": (True,),
    "writeOnly": (True,),
    "deprecated": (True,),
    "discriminator": ({"propertyName": "a"}, {"propertyName": 1}, {"mapping": {}}, "a"),
    "minLength": (1, -1, 1.5, "1", 10**30),
    "maxLength": (0, 5),
    "pattern": ("^a+$", "(a+)+$", "(", "\\d{2,", "(?<=x)y", "[\\p{L}]"),
    "minimum": (0, -1.5, 1e308, True, "0"),
    "exclusiveMinimum": (True, 3),
    "multipleOf": (0, 2, 0.1, -3),
    "minItems": (2, -1),
    "uniqueItems": (True, "x"),
    "title": TEXTS,
    "description": TEXTS,
    "example": (1, {}, "x"),
    "style": ("form", "deepObject", "matrix", "spaceDelimited", "odd"),
    "explode": (True, False, 1),
    "in": ("path", "query", "header", "cookie", "querystring", "body"),
    "x-constraints": ({"rules": []}, {}, [], {"families": {"a": {"f": ["x"]}}}),
}
WRAPPERS: tuple[Callable[[Any, Any], Any], ...] = (
    lambda one, other: {"allOf": [one]},
    lambda one, other: {"allOf": [one, other]},
    lambda one, other: {"anyOf": [one, {"type": "null"}]},
    lambda one, other: {"oneOf": [one, other]},
    lambda one, other: {
        "oneOf": [one, other],
        "discriminator": {"propertyName": "type"},
    },
    lambda one, other: {"type": "array", "items": one},
    lambda one, other: {"type": "object", "additionalProperties": one},
    lambda one, other: {"type": "object", "properties": {"a": one, "b": other}},
    lambda one, other: {"anyOf": []},
    lambda one, other: {"oneOf": [one]},
)
SCHEMAS = frozenset(("schema", "items", "additionalProperties", "itemSchema", "not"))
LISTS = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
MAPS = frozenset(("properties", "schemas", "patternProperties", "$defs"))

Path = tuple[Any, ...]
SIZE_LIMIT = 20_000
"""The length of the text of a part that is copied to another place."""


def mutated(document: Document, draw: random.Random) -> Document:
    """The document, changed in a few places."""
    found: Document = json.loads(json.dumps(document))
    for _ in range(draw.choice((1, 1, 2, 3, 5))):
        draw.choice(CHANGES)(found, draw)
    return found


def everywhere(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to every key and item."""
    inner = value.items() if isinstance(value, dict) else ()
    for key, item in enumerate(value) if isinstance(value, list) else inner:
        yield (*path, key)
        yield from everywhere(item, (*path, key))


def is_schema(path: Path) -> bool:
    """Whether a schema stands there, by the keys that lead to it."""
    return bool(path) and (
        path[-1] in SCHEMAS
        or (len(path) > 1 and (path[-2] in MAPS or path[-2] in LISTS))
    )


def _anywhere(document: Document, draw: random.Random) -> tuple[Any, Any] | None:
    """A mapping or a list, and the key of one of its members."""
    return _one(document, draw, list(everywhere(document)))


def _schema(document: Document, draw: random.Random) -> tuple[Any, Any] | None:
    found = [path for path in everywhere(document) if is_schema(path)]
    return _one(document, draw, found)


def _one(document: Document, draw: random.Random, paths: list[Path]) -> Any:
    if not paths:
        return None
    *way, last = draw.choice(paths)
    holder: Any = document
    for key in way:
        holder = holder[key]
    return holder, last


def delete(document: Document, draw: random.Random) -> None:
    """Take a key or an item away."""
    if found := _anywhere(document, draw):
        del found[0][found[1]]


def junk(document: Document, draw: random.Random) -> None:
    """Put something else where a value stands."""
    if found := _anywhere(document, draw):
        found[0][found[1]] = json.loads(json.dumps(draw.choice(JUNK)))


def splice(document: Document, draw: random.Random) -> None:
    """Put a part of the document in the place of another."""
    one, other = _anywhere(document, draw), _anywhere(document, draw)
    if one and other:
        text = json.dumps(other[0][other[1]])
        if len(text) < SIZE_LIMIT:
            one[0][one[1]] = json.loads(text)


def rename(document: Document, draw: random.Random) -> None:
    """Give a key another name, at its place."""
    found = _anywhere(document, draw)
    if found and isinstance(found[0], dict):
        holder, old = found
        pairs = [(draw.choice(NAMES) if k == old else k, v) for k, v in holder.items()]
        holder.clear()
        holder.update(pairs)


def retext(document: Document, draw: random.Random) -> None:
    """Put an odd text where there is one."""
    found = _anywhere(document, draw)
    if found and isinstance(found[0][found[1]], str):
        found[0][found[1]] = draw.choice((*NAMES, *TEXTS))


def refer(document: Document, draw: random.Random) -> None:
    """Let a schema refer to something: often to what contains it."""
    known = sorted(set(refs(document)))
    if (found := _schema(document, draw)) and known:
        found[0][found[1]] = {"$ref": draw.choice(known)}


def wrap(document: Document, draw: random.Random) -> None:
    """Make a schema a part of a larger one."""
    one, other = _schema(document, draw), _schema(document, draw)
    if one and other:
        text = json.dumps(other[0][other[1]])
        second = json.loads(text) if len(text) < SIZE_LIMIT else {"type": "string"}
        one[0][one[1]] = draw.choice(WRAPPERS)(one[0][one[1]], second)


def keyword(document: Document, draw: random.Random) -> None:
    """Say something more, or something else, in a schema."""
    found = _schema(document, draw)
    if found and isinstance(found[0][found[1]], dict):
        name = draw.choice(tuple(KEYWORDS))
        value = json.loads(json.dumps(draw.choice(KEYWORDS[name])))
        found[0][found[1]][name] = value


CHANGES = (
    *(delete, junk, splice, rename, rename, retext, retext),
    *(refer, refer, wrap, wrap, wrap, keyword, keyword, keyword, keyword),
)
