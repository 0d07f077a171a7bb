"""JSON Schema keywords of scalars and lists, as atoms in report order (rule S3)."""

from __future__ import annotations

from typing import Any, Literal, cast

from accordant.ir import Atom, Bound, Items, Length, MultipleOf, Pattern, UniqueItems
from accordant.jsonvalue import is_count, is_number
from accordant.location import Report, did_you_mean
from accordant.openapi.combine import ANNOTATIONS
from accordant.openapi.peek import guess
from accordant.rules.backtracking import explodes
from accordant.rules.pattern import unsupported
from accordant.source import Map, Seq

KINDS = ("string", "integer", "number", "boolean", "array", "object", "null")
_OF_KIND: dict[str, tuple[str, ...]] = {
    "string": ("minLength", "maxLength", "pattern"),
    "number": (
        "minimum",
        "exclusiveMinimum",
        "maximum",
        "exclusiveMaximum",
        "multipleOf",
    ),
    "array": ("minItems", "maxItems", "uniqueItems"),
}
_OF_KIND["integer"] = _OF_KIND["number"]
CONSTRAINTS = tuple(
    key for kind in ("string", "number", "array") for key in _OF_KIND[kind]
)

UNSUPPORTED = (
    "not",
    "if",
    "then",
    "else",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "unevaluatedItems",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "$dynamicRef",
    "$recursiveRef",
    "contentSchema",
)
_KNOWN = (
    *CONSTRAINTS,
    *UNSUPPORTED,
    *sorted(ANNOTATIONS),
    *("type", "properties", "additionalProperties", "required", "items", "enum"),
    *("const", "format", "allOf", "anyOf", "oneOf", "$ref", "$id", "$schema"),
    *("$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$defs"),
    *("definitions", "contentEncoding", "contentMediaType"),
)

# Most schemas have few keywords: what is not there is told at once.
_ALL_KNOWN = frozenset(_KNOWN)
_ALL_CONSTRAINTS, _ALL_UNSUPPORTED = frozenset(CONSTRAINTS), frozenset(UNSUPPORTED)


def kinds_of(node: Map, report: Report) -> tuple[str, ...]:
    """The JSON types a schema admits; guessed from its keywords without `type`."""
    written = node.get("type")
    if isinstance(written, str) and written in KINDS:
        return (written,)
    listed = written if isinstance(written, Seq) else [written]
    if written is None:
        guessed = guess(node)
        return (guessed,) if guessed else ()
    if not listed or not all(isinstance(kind, str) for kind in listed):
        report.error(node.value("type"), "'type' must be a name or a list of names")
        return ()
    for index, kind in enumerate(listed):
        if kind not in KINDS:
            at = node.value("type")
            at = written.item(index) if isinstance(written, Seq) else at
            report.error(at, f"unknown type '{kind}'{did_you_mean(kind, KINDS)}")
            return ()
    return tuple(dict.fromkeys(listed))


def warn_unknown(node: Map, report: Report) -> None:
    """Name every key that is no keyword, for it may be a misspelt constraint."""
    if node.keys() <= _ALL_KNOWN:
        return
    for key in node:
        if key not in _ALL_KNOWN and not key.startswith("x-"):
            message = f"unknown keyword '{key}'{did_you_mean(key, _KNOWN)}"
            report.warn(node.key(key), message)


def atoms(
    node: Map, kind: str, report: Report, but: tuple[str, ...] = ()
) -> tuple[Atom, ...]:
    """The atoms of a schema's own keywords, for a value of `kind`. Those in `but` are
    enforced elsewhere."""
    warn_unsupported(node, report, but)
    if _ALL_CONSTRAINTS.isdisjoint(node):
        return ()
    known = _OF_KIND.get(kind, ())
    for key in CONSTRAINTS:
        if key in node and key not in known:
            report.warn(node.key(key), f"'{key}' says nothing about {_article(kind)}")
    found = []
    for key in known:
        if key in node:
            atom = _atom(node, key, report)
            if atom is not None:
                found.append(atom)
    return tuple(found)


def warn_unsupported(node: Map, report: Report, but: tuple[str, ...] = ()) -> None:
    """Name every constraint keyword that is not enforced, some apart."""
    if _ALL_UNSUPPORTED.isdisjoint(node):
        return
    for key in UNSUPPORTED:
        if key in node and key not in but:
            report.warn(node.key(key), f"'{key}' is not supported and is not enforced")


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeio" else f"a {kind}"


def _atom(node: Map, key: str, report: Report) -> Atom | None:
    value = node[key]
    where = node.value(key)
    if key in ("minLength", "maxLength", "minItems", "maxItems"):
        if not is_count(value):
            report.error(where, f"'{key}' must be a whole number, 0 or more")
            return None
        op = cast(Any, key)
        return Length(op, value) if key.endswith("Length") else Items(op, value)
    if key == "uniqueItems":
        if not isinstance(value, bool):
            report.error(where, "'uniqueItems' must be true or false")
        return UniqueItems() if value is True else None
    if key == "pattern":
        return _pattern(node, report)
    if key.startswith("exclusive") and isinstance(value, bool):
        return None
    if not is_number(value):
        report.error(where, f"'{key}' must be a number")
        return None
    if key == "multipleOf":
        if value != int(value) or value <= 0:
            report.warn(where, "'multipleOf' is enforced for positive integers only")
            return None
        return MultipleOf(int(value))
    exclusive = "exclusive" + key.capitalize()
    if node.get(exclusive) is True:
        return Bound(cast(Literal["exclusiveMinimum"], exclusive), value)
    return Bound(cast(Literal["minimum"], key), value)


def _pattern(node: Map, report: Report) -> Atom | None:
    value = node["pattern"]
    where = node.value("pattern")
    if not isinstance(value, str):
        report.error(where, "'pattern' must be a text")
        return None
    reason = unsupported(value)
    if not reason and explodes(value):
        reason = (
            "it can read one text in exponentially many ways, which RE2 does not mind"
            " but Python, JavaScript and Ruby do"
        )
    if reason:
        report.warn(where, f"'pattern' is not enforced: {reason}")
        return None
    return Pattern(value)
