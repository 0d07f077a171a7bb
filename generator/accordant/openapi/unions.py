"""`anyOf` and `oneOf`: null, open enums, arms by JSON kind, objects by `choices`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from accordant import ir
from accordant.location import Location
from accordant.openapi import choices, enums, peek
from accordant.openapi.combine import asserting, only_required, tells
from accordant.openapi.naming import UNION
from accordant.openapi.reference import Place
from accordant.rules.implied import ASSERTED
from accordant.source import Map, Seq, Value

if TYPE_CHECKING:
    from accordant.openapi.schemas import Schemas

_SCALARS = ("string", "integer", "number", "boolean")


class Arm(NamedTuple):
    """An arm as it is lowered, as it is written, where it stands, and the title of the
    union inside a union that it is of."""

    node: Value
    written: Value
    place: Place
    group: str = ""


class Arms(NamedTuple):
    """The arms of a union without null."""

    listed: tuple[Arm, ...]
    nullable: bool


def lower(schemas: Schemas, node: Map, place: Place) -> ir.Type:
    """The type of a schema with `anyOf` or `oneOf`."""
    union = peek.arms(node)
    if union is None:
        return _no_union(schemas, node, place)
    arms = arms_of(schemas, node, place, *union)
    if not arms.listed and not arms.nullable:
        return ir.Anything()
    found = _lower(schemas, node, arms.listed, place)
    nullable = arms.nullable or node.get("nullable") is True
    if nullable and not isinstance(found, ir.Nullable | ir.Anything):
        return found if found == ir.Primitive("null") else ir.Nullable(found)
    return found


def _no_union(schemas: Schemas, node: Map, place: Place) -> ir.Type:
    """The type of a schema whose `anyOf` and `oneOf` choose between no types."""
    rest = node.copy()
    for keyword in ("anyOf", "oneOf"):
        listed = rest.pop(keyword, None)
        if listed is None:
            continue
        if not isinstance(listed, Seq):
            message = f"'{keyword}' must be a list of schemas"
            schemas.report.error(node.value(keyword), message)
        elif not listed:
            message = f"an empty '{keyword}' admits nothing; it is not enforced"
            schemas.report.warn(node.value(keyword), message)
        else:
            asserting(rest, [_only(node, keyword)])
    return schemas.of_rest(rest, place, node.where)


def _only(node: Map, keyword: str) -> Map:
    """One keyword of a schema, at its place."""
    only = Map(node.text, node.offset)
    only.take(keyword, node[keyword], node)
    return only


def arms_of(
    schemas: Schemas, node: Map, place: Place, keyword: str, listed: Seq
) -> Arms:
    """The arms of a union, each with all that stands beside them; found once."""
    if id(node) not in schemas.arms:
        found = _arms_of(schemas, node, place, keyword, listed)
        schemas.arms[id(node)] = node, found
    return schemas.arms[id(node)][1]


def _arms_of(
    schemas: Schemas, node: Map, place: Place, keyword: str, listed: Seq
) -> Arms:
    other = "oneOf" if keyword == "anyOf" else "anyOf"
    rest = node.copy()
    del rest[keyword]
    if other in rest and only_required(rest[other]) and rest[other]:
        asserting(rest, [_only(rest, other)])
        del rest[other]
    elif other in rest:
        message = f"'{other}' beside '{keyword}' is not supported and is not enforced"
        schemas.report.warn(node.key(other), message)
        del rest[other]
    joins = ASSERTED in rest or any(key != "type" for key in rest if tells(key))
    apart = _apart(schemas, rest, listed) if joins and "type" in rest else []
    arms = []
    for index, written in enumerate(listed):
        if not peek.is_null(written):
            joined = joins and index not in apart
            end = schemas.document.deref(written) if joined else None
            if end is not None and id(end) in schemas.spreading:
                continue  # it leads back to what is spread over it, and adds nothing
            arm = _both(rest, written, node) if joined else written
            steps = (*place.pointer, keyword, str(index))
            arms.append(Arm(arm, written, place._replace(pointer=steps)))
    if apart and len(apart) == len(arms) and _more_than_type(rest):
        arms.append(Arm(rest, rest, place))
    return Arms(tuple(arms), any(map(peek.is_null, listed)))


def _apart(schemas: Schemas, rest: Map, listed: Seq) -> list[int]:
    """The arms that no value fits which also is of the type beside: some tools write it
    beside any union."""
    own = _plain_kinds(schemas, rest)
    kinds = [_plain_kinds(schemas, arm) for arm in listed]
    found = [n for n, arm in enumerate(kinds) if own and arm and not own & arm]
    if found:
        message = f"type {' or '.join(sorted(own))} beside one of another type"
        left_out = not _more_than_type(rest) and len(found) == len(listed)
        end = "it is left out" if left_out else "either is admitted"
        schemas.report.warn(rest.key("type"), f"{message}; {end}")
    return found


def _more_than_type(node: Map) -> bool:
    return bool({key for key in node if tells(key)} - {"type", "additionalProperties"})


def _plain_kinds(schemas: Schemas, node: Value) -> set[str]:
    """The JSON kinds that a schema admits besides null; integers are numbers."""
    kinds = peek.kinds(schemas.document, node) - {"null"}
    return {"number" if kind == "integer" else kind for kind in kinds}


def _typed(schemas: Schemas, arm: Arm, place: Place, where: Location) -> ir.Type:
    """The type of an arm, and of what stands beside its union."""
    if arm.node is arm.written or not isinstance(arm.written, Map):
        return schemas.type_of(arm.node, place, where)
    schemas.spreading.append(id(schemas.document.deref(arm.written)))
    found = schemas.type_of(arm.node, place, where)
    schemas.spreading.pop()
    return found


def _both(rest: Map, arm: Value, node: Map) -> Map:
    """An arm that also holds what stands beside the union."""
    both = Map(node.text, node.offset)
    parts = Seq(node.text, node.offset)
    parts.put(rest, node.offset)
    parts.put(arm, arm.offset if isinstance(arm, Map) else node.offset)
    both.put("allOf", parts, node.offset, node.offset)
    return both


def _lower(schemas: Schemas, node: Map, arms: tuple[Arm, ...], place: Place) -> ir.Type:
    if not arms:
        return ir.Primitive("null")
    if len(arms) == 1:
        inner = arms[0].place
        schemas.lend(place)
        return _typed(schemas, arms[0], inner, node.where)
    values = enums.spelled(schemas, [arm.node for arm in arms], ())
    if values is not None:
        found, is_open = values
        if not found:
            return ir.Primitive("string")
        return schemas.declare_enum(node, "string", found, is_open, place)
    keep = "discriminator" in node
    flat, nullable = flattened(schemas, arms, keep, frozenset({id(node)}))
    kind = _by_kind(schemas, node, flat, place)
    plain = not isinstance(kind, ir.Nullable | ir.Anything)
    return ir.Nullable(kind) if nullable and plain else kind


def flattened(
    schemas: Schemas, arms: tuple[Arm, ...], keep: bool, inside: frozenset[int]
) -> tuple[tuple[Arm, ...], bool]:
    """The arms, with those of inner unions in their place; an arm that leads back adds
    nothing. With `keep` unions of objects stay together: something tells them apart."""
    found: dict[int, Arm] = {}
    nullable = False
    for arm in arms:
        inner = peek.plain(schemas.document, arm.node)
        if inner is not None and id(inner) in inside:
            continue
        more: Arms | None = None
        if inner is not None and peek.is_plain_union(inner):
            objects = peek.kinds(schemas.document, inner) <= {"object", "null"}
            union = peek.arms(inner)
            if union is not None and not (keep and objects):
                where = schemas.place_of(arm.node, arm.place)
                more = arms_of(schemas, inner, where, *union)
        if inner is None or more is None:
            found.setdefault(id(inner) if inner is not None else id(arm), arm)
            continue
        nullable = nullable or more.nullable or inner.get("nullable") is True
        deeper = inside | {id(inner)}
        listed, null = flattened(schemas, more.listed, keep, deeper)
        nullable = nullable or null
        if inner is arm.written and (title := peek.text(inner, "title")):
            listed = tuple(one._replace(group=title) for one in listed)
        for one in listed:
            end = peek.plain(schemas.document, one.node)
            found.setdefault(id(end) if end is not None else id(one), one)
    return tuple(found.values()), nullable


def by_kind(arms: tuple[ir.Type, ...]) -> ir.Type:
    """A union of types of different JSON kinds; a number admits integers too."""
    kinds = [arm.kind for arm in arms if isinstance(arm, ir.Primitive)]
    if "number" in kinds and "integer" in kinds:
        arms = tuple(
            arm
            for arm in arms
            if not (isinstance(arm, ir.Primitive) and arm.kind == "integer")
        )
    return arms[0] if len(arms) == 1 else ir.AnyOf(arms)


def _by_kind(
    schemas: Schemas, node: Map, arms: tuple[Arm, ...], place: Place
) -> ir.Type:
    """One arm a JSON kind; several objects become a union of models."""
    document = schemas.document
    objects = [arm for arm in arms if "object" in peek.kinds(document, arm.node)]
    declared = len(objects) > 1
    name: str | None = None
    if declared:
        name, known = schemas.named(node, place, UNION)
        if known is not None:
            return known
    else:
        schemas.lend(place)
    place = place._replace(name=name or place.name)
    groups: dict[str, list[tuple[Arm, ir.Type]]] = {}
    nullable = False
    called = choices.arm_names(schemas, arms, place, len(objects))
    for arm, arm_name in zip(arms, called, strict=True):
        inner = place._replace(
            pointer=arm.place.pointer,
            name=arm_name,
            parent=name or place.parent,
            second=place.second if arm_name == place.name else "",
        )
        if isinstance(arm.written, Map) and "$ref" in arm.written:
            inner = schemas.place_of(arm.node, inner)
        kind = _typed(schemas, arm, inner, node.where)
        if isinstance(kind, ir.Nullable):
            kind, nullable = kind.type, True
        if isinstance(kind, ir.Anything):
            if name:
                schemas.forget(name)
            return kind
        for one in kind.arms if isinstance(kind, ir.AnyOf) else (kind,):
            groups.setdefault(_kind(schemas, one), []).append((arm, one))
    if "number" in groups and "integer" in groups:
        groups["number"] += groups.pop("integer")
    found: list[ir.Type] = []
    for group, members in groups.items():
        kinds: list[ir.Type] = []
        kinds += (kind for _, kind in members if kind not in kinds)
        if len(kinds) == 1:
            found.extend(kinds)
        elif group == "object":
            found.append(_objects(schemas, node, members, name, place))
            name = None
        elif group in _SCALARS:
            found.append(_widest(schemas, node, group, kinds))
        else:
            found.append(_lists(schemas, node, [arm for arm, _ in members], place))
    if name:
        schemas.forget(name)
    kind = by_kind(tuple(found))
    return ir.Nullable(kind) if nullable else kind


def _objects(
    schemas: Schemas,
    node: Map,
    members: list[tuple[Arm, ir.Type]],
    name: str | None,
    place: Place,
) -> ir.Type:
    """Several objects as a declared union, by a tag if there is one, else by keys."""
    if name is None:
        name, known = schemas.named(node, place, UNION)
        if known is not None:
            return known
    found = choices.tagged(schemas, node, members)
    if found is not None:
        return schemas.declare_union(node, name, found[1], found[0], place)
    inside = frozenset({id(node)})
    flat, _ = flattened(schemas, tuple(arm for arm, _ in members), False, inside)
    known_types = {id(arm.node): kind for arm, kind in members}
    listed = []
    for arm in flat:
        kind = known_types.get(id(arm.node))
        if kind is None:
            inner = schemas.place_of(arm.written, arm.place)
            kind = _typed(schemas, arm, inner, node.where)
        listed.append((arm, kind.type if isinstance(kind, ir.Nullable) else kind))
    found = choices.tagged(schemas, node, listed)
    if found is not None:
        return schemas.declare_union(node, name, found[1], found[0], place)
    arms = choices.keyed(schemas, node, listed)
    return schemas.declare_union(node, name, arms, None, place)


def _kind(schemas: Schemas, kind: ir.Type) -> str:
    """The JSON kind of an arm's type."""
    if isinstance(kind, ir.Primitive):
        return kind.kind
    if isinstance(kind, ir.ListOf):
        return "array"
    if isinstance(kind, ir.Const):
        return next(iter(peek.kinds(schemas.document, _constant(schemas, kind))))
    if isinstance(kind, ir.Ref):
        decl = schemas.declared(kind.name)
        if isinstance(decl, ir.Enum):
            return decl.kind
        waiting = schemas.behind(kind.name)
        kinds = peek.kinds(schemas.document, waiting) - {"null"}
        if waiting is not None and len(kinds) == 1:
            return next(iter(kinds))
    return "object"


def _constant(schemas: Schemas, kind: ir.Const) -> Map:
    node = Map(schemas.document.root.text, 0)
    node["const"] = kind.value
    return node


def _widest(schemas: Schemas, node: Map, name: str, kinds: list[ir.Type]) -> ir.Type:
    plain: Any = name
    if ir.Primitive(plain) not in kinds:
        message = f"several {name} arms in one union; their keywords are not enforced"
        schemas.report.warn(node.where, message)
    return ir.Primitive(plain)


def of_family(
    schemas: Schemas, node: Map, members: list[tuple[Arm, ir.Type]], place: Place
) -> ir.Type:
    """The union of a base with a discriminator and of what is made of it."""
    name, known = schemas.named(node, place, UNION)
    if known is not None:
        return known
    return _objects(schemas, node, members, name, place)


def of_prefix(schemas: Schemas, node: Map, place: Place) -> ir.Type:
    """The items of a list whose first ones have schemas of their own."""
    items: list[Value] = [*node["prefixItems"]]
    rest = node.get("items", True)
    closed = rest is False or node.get("maxItems") == len(items)
    return _union_of(schemas, node, items if closed else [*items, rest], place)


def _lists(schemas: Schemas, node: Map, arms: list[Arm], place: Place) -> ir.Type:
    """Several arrays: a list of the union of their items."""
    items: list[Value] = []
    for arm in arms:
        inner = peek.plain(schemas.document, arm.node)
        items.append(inner.get("items", True) if inner is not None else True)
    return ir.ListOf(_union_of(schemas, node, items, place))


def _union_of(schemas: Schemas, node: Map, items: list[Value], place: Place) -> ir.Type:
    if any(not isinstance(item, Map) for item in items):
        return ir.Anything()
    key = tuple(map(id, items))
    if key not in schemas.unions_of_items:
        union = Map(node.text, node.offset)
        listed = Seq(node.text, node.offset)
        for item in items:
            listed.put(item, node.offset)
        union.put("anyOf", listed, node.offset, node.offset)
        schemas.unions_of_items[key] = union
    union = schemas.unions_of_items[key]
    return schemas.type_of(union, place.item("items"), node.where)
