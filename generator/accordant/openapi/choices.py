"""Unions of objects: which property, or which keys, tell the arms apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from accordant import ir, names
from accordant.openapi import peek
from accordant.openapi.naming import TITLE_LIMIT
from accordant.openapi.reference import Place
from accordant.source import Map, Value

if TYPE_CHECKING:
    from accordant.openapi.schemas import Schemas
    from accordant.openapi.unions import Arm

    Members: TypeAlias = list[tuple[Arm, ir.Type]]


# --- by the value of a property ------------------------------------------------------


def tagged(
    schemas: Schemas, node: Map, members: Members
) -> tuple[str, tuple[ir.UnionArm, ...]] | None:
    """A property whose values are disjoint, and the arms with theirs."""
    written = node.get("discriminator")
    wanted = written.get("propertyName") if isinstance(written, Map) else None
    mapping = written.get("mapping") if isinstance(written, Map) else None
    leaves = [_leaves(schemas, arm.node) for arm, _ in members]
    candidates = [wanted] if isinstance(wanted, str) else []
    for tag in dict.fromkeys([*candidates, *_shared_keys(leaves)]):
        by_name = tag == wanted
        ways: list[list[tuple[str, ...]]] = [
            [
                _mapped(mapping if by_name else None, arm.written)
                or _values(schemas, inner, tag)
                or (_named(arm.written) if by_name else ())
                for (arm, _), inner in zip(members, leaves, strict=True)
            ]
        ]
        if by_name:
            ways.append(
                [
                    _mapped(mapping, arm.written) or _named(arm.written)
                    for arm, _ in members
                ]
            )
        for tags in ways:
            flat = [value for values in tags for value in values]
            if all(tags) and len(set(flat)) == len(flat):
                return tag, tuple(
                    ir.UnionArm(kind, values)
                    for (_, kind), values in zip(members, tags, strict=True)
                )
    return None


def _leaves(
    schemas: Schemas, node: Value, inside: frozenset[int] = frozenset()
) -> list[Map]:
    """The schema of an arm, or those that a union in it leads to."""
    found = peek.plain(schemas.document, node)
    if found is None or id(found) in inside:
        return []
    union = peek.arms(found)
    if union is None or found.get("properties"):
        return [found]
    deeper = inside | {id(found)}
    return [
        leaf
        for arm in union[1]
        if not peek.is_null(arm)
        for leaf in _leaves(schemas, arm, deeper)
    ]


def _shared_keys(leaves: list[list[Map]]) -> list[str]:
    """The properties that all schemas have, in the order of the first."""
    schemas = [leaf for inner in leaves for leaf in inner]
    if not schemas or not all(leaves):
        return []
    keys: list[dict[str, Any]] = [peek.properties(schema) or {} for schema in schemas]
    return [key for key in keys[0] if all(key in other for other in keys)]


def constants(schema: Map | None) -> tuple[str, ...]:
    """The strings that a schema lists, if it lists nothing else."""
    if schema is None:
        return ()
    values: Any = [schema["const"]] if "const" in schema else schema.get("enum", [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        return ()
    return tuple(dict.fromkeys(values))


def _values(schemas: Schemas, leaves: list[Map], tag: str) -> tuple[str, ...]:
    """The values that the tag may take in an arm; none if any may be."""
    found: list[str] = []
    for leaf in leaves:
        listed = peek.properties(leaf)
        schema = listed.get(tag) if listed is not None else None
        values = constants(peek.plain(schemas.document, schema))
        if not values:
            return ()
        found += values
    return tuple(dict.fromkeys(found))


def _mapped(mapping: Value, written: Value) -> tuple[str, ...]:
    """The tag values that an explicit mapping gives to an arm."""
    ref = written.get("$ref") if isinstance(written, Map) else None
    if not isinstance(mapping, Map) or not isinstance(ref, str):
        return ()
    return tuple(
        tag for tag, to in mapping.items() if to == ref or ref.endswith(f"/{to}")
    )


def _named(written: Value) -> tuple[str, ...]:
    """The name of an arm's schema, which a discriminator without mapping implies."""
    ref = written.get("$ref") if isinstance(written, Map) else None
    return (ref.rpartition("/")[2],) if isinstance(ref, str) else ()


# --- by their keys -------------------------------------------------------------------


def keyed(schemas: Schemas, node: Map, members: Members) -> tuple[ir.UnionArm, ...]:
    """The arms with the keys of each; a warning if these do not always tell."""
    arms = tuple(
        ir.UnionArm(kind, (), _keys(schemas, arm.node)) for arm, kind in members
    )
    for index, (one, other) in enumerate(pairs(arms)):
        if index < _MOST_PAIRS and not apart(one, other):
            message = (
                f"nothing tells {_called(schemas, one)} from"
                f" {_called(schemas, other)} for certain;"
                " a value is read as the first that knows most of its keys"
            )
            schemas.report.warn(node.where, message)
            break
    return arms


_MOST_PAIRS = 10_000
_MOST_KEYS = 3


def pairs(arms: tuple[ir.UnionArm, ...]) -> Iterator[tuple[ir.UnionArm, ir.UnionArm]]:
    """Every two arms, in order."""
    return combinations(arms, 2)


def _called(schemas: Schemas, arm: ir.UnionArm) -> str:
    return schemas.called(arm.type.name) if isinstance(arm.type, ir.Ref) else "a map"


def _keys(schemas: Schemas, node: Value) -> ir.Keys:
    """The properties of an arm, whether each is required, and its JSON kinds."""
    found = peek.plain(schemas.document, node)
    listed: dict[str, Any] = peek.properties(found) or {}
    needed = peek.required(found)
    keys: list[tuple[str, bool, tuple[ir.Kind, ...]]] = []
    for wire, schema in listed.items():
        kinds = set(peek.kinds(schemas.document, schema))
        if "number" in kinds:
            kinds.add("integer")
        ordered = cast(Any, tuple(sorted(kinds)))
        keys.append((wire, wire in needed, ordered))
    return (*keys, *((wire, True, ()) for wire in needed if wire not in listed))


def apart(one: ir.UnionArm, other: ir.UnionArm) -> bool:
    """Whether no value has the required keys of both, each in a kind of its own, and
    knows of neither what the other asks."""
    left = {wire: (needed, kinds) for wire, needed, kinds in one.keys}
    right = {wire: (needed, kinds) for wire, needed, kinds in other.keys}
    for wire, (needed, kinds) in left.items():
        if wire not in right:
            if needed:
                return True
            continue
        also, others = right[wire]
        if (needed or also) and kinds and others and not set(kinds) & set(others):
            return True
    return any(needed and wire not in left for wire, (needed, _) in right.items())


# --- names --------------------------------------------------------------------------


def arm_names(
    schemas: Schemas, arms: Sequence[Arm], place: Place, objects: int
) -> list[str]:
    """The names of arms: the only object takes its union's; others add their title,
    their constant, a key of their own or their kind."""
    nodes = [peek.plain(schemas.document, arm.node) for arm in arms]
    keys = [[] if node is None else list(_told(schemas, node)) for node in nodes]
    counted = Counter(key for listed in keys for key in set(listed))
    needed = Counter(key for node in nodes for key in peek.required(node))
    found = []
    for arm, node, listed in zip(arms, nodes, keys, strict=True):
        own = [key for key in listed if counted[key] == 1]
        more = [key for key in peek.required(node) if needed[key] < len(arms)]
        own = own or ["_".join(more[:_MOST_KEYS])] * bool(more) or listed
        base = names.join_pascal(place.name, arm.group)
        found.append(_arm_name(schemas, arm, node, base, objects, own))
    return found


def _told(schemas: Schemas, node: Map) -> Iterator[str]:
    """The keys of an arm, those it requires first; then those of its properties."""
    listed: dict[str, Any] = peek.properties(node) or {}
    yield from dict.fromkeys((*peek.required(node), *listed))
    for key, schema in listed.items():
        inner = peek.plain(schemas.document, schema)
        for below in peek.properties(inner) or ():
            yield f"{key}_{below}"
        inside = schema.get("items", schema) if isinstance(schema, Map) else schema
        yield from (ref for ref in _named(inside) if ref[:1].isalpha())


def _arm_name(
    schemas: Schemas,
    arm: Arm,
    node: Map | None,
    base: str,
    objects: int,
    keys: list[str],
) -> str:
    document = schemas.document
    if node is None or (objects == 1 and "properties" in node):
        return base
    for ref in _named(arm.written):
        if ref[:1].isalpha():
            return names.join_pascal(base, ref)
    title = node.get("title")
    if isinstance(title, str) and 0 < len(names.words(title)) <= TITLE_LIMIT:
        return names.join_pascal(base, title)
    for schema in (peek.properties(node) or {}).values():
        inner = peek.plain(document, schema)
        values = constants(inner)
        if len(values) == 1 and names.words(values[0]):
            return names.join_pascal(base, values[0])
    if keys:
        return names.join_pascal(base, f"with_{keys[0]}")
    kinds = sorted(peek.kinds(document, node))
    return names.join_pascal(base, kinds[0]) if kinds else base
