"""`anyOf` and `oneOf`: null, open enums, arms by JSON kind, models by tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accordant import ir, names
from accordant.openapi.combine import combined, meaningful
from accordant.openapi.reference import Place
from accordant.source import Map, Seq, Value

if TYPE_CHECKING:
    from accordant.openapi.schemas import Schemas

_SCALARS = ("string", "integer", "number", "boolean")


def lower(schemas: Schemas, node: Map, place: Place) -> ir.Type:
    """The type of a schema with `anyOf` or `oneOf`."""
    keyword = "anyOf" if "anyOf" in node else "oneOf"
    if "anyOf" in node and "oneOf" in node:
        message = "'oneOf' beside 'anyOf' is not supported and is not enforced"
        schemas.report.warn(node.key("oneOf"), message)
    listed = node[keyword]
    if not isinstance(listed, Seq) or not listed:
        message = f"'{keyword}' must be a non-empty list of schemas"
        schemas.report.error(node.value(keyword), message)
        return ir.Anything()
    rest = node.copy()
    del rest[keyword]
    arms = [(i, arm) for i, arm in enumerate(listed) if not _is_null(arm)]
    nullable = len(arms) < len(listed) or node.get("nullable") is True
    found = _arms(schemas, node, rest, keyword, arms, place)
    if nullable and not isinstance(found, ir.Nullable | ir.Anything):
        return ir.Nullable(found)
    return found


def _arms(
    schemas: Schemas,
    node: Map,
    rest: Map,
    keyword: str,
    arms: list[tuple[int, Value]],
    place: Place,
) -> ir.Type:
    if not arms:
        return ir.Primitive("null")
    if "properties" in rest and all(_only_required(arm) for _, arm in arms):
        message = f"'{keyword}' of required names is not supported and is not enforced"
        schemas.report.warn(node.key(keyword), message)
        return schemas.type_of(rest, place, node.where)
    if meaningful(rest) and set(rest) - {"type"} - _NOTES:
        arms = [(index, _both(rest, arm, node)) for index, arm in arms]
    if len(arms) == 1:
        index, arm = arms[0]
        inner = _inner(place, keyword, index, place.name)
        return schemas.type_of(arm, inner, node.key(keyword))
    values = _strings(schemas, [arm for _, arm in arms], ())
    if values is not None:
        found, is_open = values
        if not found:
            return ir.Primitive("string")
        return schemas.declare_enum(node, "string", found, is_open, place)
    types = []
    for index, arm in arms:
        inner = _inner(place, keyword, index, _arm_name(arm, place, arms))
        types.append((arm, schemas.type_of(arm, inner, node.key(keyword))))
    return _by_kind_and_tag(schemas, node, types, place)


_NOTES = frozenset("title description default example examples discriminator".split())


def _inner(place: Place, keyword: str, index: int, name: str) -> Place:
    return Place((*place.pointer, keyword, str(index)), name, place.parent)


def _is_null(arm: Value) -> bool:
    if not isinstance(arm, Map):
        return False
    only = {key: arm[key] for key in arm if key not in ("description", "title")}
    return only in (
        {"type": "null"},
        {"enum": [None]},
        {"const": None},
        {"nullable": True},
        {"type": "null", "enum": [None]},
    )


def _only_required(arm: Value) -> bool:
    return isinstance(arm, Map) and set(arm) <= {"required", "title", "description"}


def _both(rest: Map, arm: Value, node: Map) -> Map:
    """An arm that also holds what stands beside the union."""
    both = Map(node.text, node.offset)
    parts = Seq(node.text, node.offset)
    parts.put(rest, node.offset)
    parts.put(arm, arm.offset if isinstance(arm, Map) else node.offset)
    both.put("allOf", parts, node.offset, node.offset)
    return both


def _strings(
    schemas: Schemas, arms: list[Value], open_nodes: tuple[int, ...]
) -> tuple[list[Any], bool] | None:
    """The values of an enum spelled as a union, and whether any string is admitted."""
    values: list[Any] = []
    is_open = False
    for arm in arms:
        found = schemas.document.deref(arm) if isinstance(arm, Map) else None
        if found is None or id(found) in open_nodes:
            return None
        inside = (*open_nodes, id(found))
        if "allOf" in found:
            found = combined(found, schemas.document)
        if set(found) & {"format", "pattern", "minLength", "maxLength", "nullable"}:
            return None
        nested = found.get("anyOf", found.get("oneOf"))
        if "const" in found:
            more: list[Any] = [found["const"]]
        elif isinstance(found.get("enum"), Seq):
            more = list(found["enum"])
        elif found.get("type") == "string":
            more, is_open = [], True
        elif isinstance(nested, Seq):
            inner = _strings(schemas, list(nested), inside)
            if inner is None:
                return None
            more, is_open = inner[0], is_open or inner[1]
        else:
            return None
        if not all(isinstance(value, str) for value in more):
            return None
        values.extend(value for value in more if value not in values)
    return values, is_open


def _arm_name(arm: Value, place: Place, arms: list[tuple[int, Value]]) -> str:
    """The only object of a union takes its name, others add their title or kind."""
    objects = [a for _, a in arms if isinstance(a, Map) and "properties" in a]
    if not isinstance(arm, Map) or (len(objects) == 1 and arm is objects[0]):
        return place.name
    title = arm.get("title")
    if isinstance(title, str) and 0 < len(names.words(title)) <= 5:
        return names.join_pascal(place.name, title)
    required = arm.get("required")
    if isinstance(required, Seq) and required:
        return names.join_pascal(place.name, f"with_{required[0]}")
    return names.join_pascal(place.name, str(arm.get("type", "value")))


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


def _by_kind_and_tag(
    schemas: Schemas, node: Map, arms: list[tuple[Value, ir.Type]], place: Place
) -> ir.Type:
    """One arm a JSON kind; several objects become a union of models by tag."""
    if any(isinstance(kind, ir.Anything) for _, kind in arms):
        return ir.Anything()
    groups: dict[str, list[tuple[Value, ir.Type]]] = {}
    for arm, kind in arms:
        bare = kind.type if isinstance(kind, ir.Nullable) else kind
        groups.setdefault(_kind(schemas, bare), []).append((arm, bare))
    if "number" in groups and "integer" in groups:
        groups["number"] += groups.pop("integer")
    found: list[ir.Type] = []
    for name, members in groups.items():
        if len(members) == 1:
            found.append(members[0][1])
        elif name == "object":
            found.append(_by_tag(schemas, node, members, place))
        elif name in _SCALARS:
            found.append(_widest(schemas, node, name, members))
        else:
            message = "several arrays in one union are not told apart; read as a list"
            schemas.report.warn(node.where, message)
            found.append(ir.ListOf(ir.Anything()))
    return by_kind(tuple(found))


def _widest(
    schemas: Schemas, node: Map, name: str, members: list[tuple[Value, ir.Type]]
) -> ir.Type:
    plain = {kind for _, kind in members if kind == ir.Primitive(_any(name))}
    if not plain:
        message = f"several {name} arms in one union; their keywords are not enforced"
        schemas.report.warn(node.where, message)
    return ir.Primitive(_any(name))


def _any(name: str) -> Any:
    return name


def _kind(schemas: Schemas, kind: ir.Type) -> str:
    if isinstance(kind, ir.Primitive):
        return kind.kind
    if isinstance(kind, ir.ListOf):
        return "array"
    if isinstance(kind, ir.Const):
        return {str: "string", bool: "boolean", int: "integer"}.get(
            type(kind.value), "number"
        )
    if isinstance(kind, ir.Ref):
        decl = schemas.declared(kind.name)
        if isinstance(decl, ir.Enum):
            return decl.kind
    return "object"


def _by_tag(
    schemas: Schemas, node: Map, members: list[tuple[Value, ir.Type]], place: Place
) -> ir.Type:
    """Models told apart by a property whose values are disjoint."""
    written = node.get("discriminator")
    wanted = written.get("propertyName") if isinstance(written, Map) else None
    schema_of = [_schema(schemas, arm) for arm, _ in members]
    candidates = [wanted] if isinstance(wanted, str) else _shared_keys(schema_of)
    mapping = written.get("mapping") if isinstance(written, Map) else None
    for tag in candidates:
        tags = [
            _mapped(mapping, arm)
            or _constants(schemas, schema, tag)
            or _named(arm, wanted)
            for (arm, _), schema in zip(members, schema_of, strict=True)
        ]
        flat = [value for values in tags for value in values]
        if all(tags) and len(set(flat)) == len(flat):
            arms = tuple(
                ir.UnionArm(kind, values)
                for (_, kind), values in zip(members, tags, strict=True)
            )
            return schemas.declare_union(node, arms, tag, place)
    message = "no property tells these models apart; the value is kept as it is"
    schemas.report.warn(node.where, message)
    return ir.MapOf(ir.Anything())


def _schema(schemas: Schemas, arm: Value) -> Map:
    found = schemas.document.deref(arm) if isinstance(arm, Map) else None
    if found is None:
        return Map(schemas.document.root.text, 0)
    seen: set[int] = set()
    while "allOf" in found and id(found) not in seen:
        seen.add(id(found))
        found = combined(found, schemas.document)
        found = schemas.document.deref(found) or Map(found.text, found.offset)
    return found


def _shared_keys(arms: list[Map]) -> list[str]:
    keys = [arm.get("properties") for arm in arms]
    first = keys[0] if isinstance(keys[0], Map) else {}
    return [key for key in first if all(isinstance(k, Map) and key in k for k in keys)]


def _mapped(mapping: Value, arm: Value) -> tuple[str, ...]:
    """The tag values that an explicit mapping gives to an arm."""
    ref = arm.get("$ref") if isinstance(arm, Map) else None
    if not isinstance(mapping, Map) or not isinstance(ref, str):
        return ()
    return tuple(
        tag for tag, to in mapping.items() if to == ref or ref.endswith(f"/{to}")
    )


def _constants(schemas: Schemas, schema: Map, tag: str) -> tuple[str, ...]:
    """The values an arm's own tag property may take."""
    properties = schema.get("properties")
    node = properties.get(tag) if isinstance(properties, Map) else None
    found = _schema(schemas, node)
    values = [found["const"]] if "const" in found else found.get("enum", [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        return ()
    return tuple(values)


def _named(arm: Value, wanted: str | None) -> tuple[str, ...]:
    """The name of an arm's schema, which a discriminator without mapping implies."""
    ref = arm.get("$ref") if isinstance(arm, Map) else None
    return (ref.rsplit("/", 1)[-1],) if wanted and isinstance(ref, str) else ()
