"""Objects: models with properties, and maps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from accordant import ir, names
from accordant.location import Location
from accordant.openapi.keywords import atoms, warn_unsupported
from accordant.openapi.naming import MODEL
from accordant.openapi.peek import text
from accordant.openapi.reference import Place
from accordant.pointers import pointer_to
from accordant.rules.implied import ASSERTED, KEYWORDS, Asserted
from accordant.source import Map, Seq, Value, unplaced

if TYPE_CHECKING:
    from accordant.openapi.schemas import Schemas


def written(schemas: Map, called: Mapping[str, str]) -> dict[int, Place]:
    """The places of the properties of components, by identity: a property that comes
    to another schema through `allOf` is named after the component it is written in."""
    found: dict[int, Place] = {}
    for key in schemas:
        waiting = [(schemas[key], Place(("components", "schemas", key), called[key]))]
        while waiting:
            node, place = waiting.pop()
            if not isinstance(node, Map):
                continue
            listed = node.get("properties")
            for wire, schema in listed.items() if isinstance(listed, Map) else ():
                if isinstance(schema, Map):
                    name = names.pascal(wire) or "Field"
                    below = place.below("properties", wire, name=name)
                    found.setdefault(id(schema), below)
            parts = node.get("allOf")
            for index, part in enumerate(parts if isinstance(parts, Seq) else ()):
                inner = (*place.pointer, "allOf", str(index))
                waiting.append((part, place._replace(pointer=inner)))
    return found


_DYNAMIC = ("$recursiveRef", "$dynamicRef")


def dynamic(schemas: Map) -> None:
    """Read `$recursiveRef` and `$dynamicRef` as `$ref`: '#' is the component around."""
    for key in schemas:
        waiting: list[Value] = [schemas[key]]
        whole = f"#{pointer_to(('components', 'schemas', key))}"
        while waiting:
            node = waiting.pop()
            if isinstance(node, Seq):
                waiting += node
            elif isinstance(node, Map):
                waiting += [one for one in node.values() if isinstance(one, Map | Seq)]
                for word in () if "$ref" in node else _DYNAMIC:
                    if word in node:
                        ref = node.pop(word)
                        node.take("$ref", whole if ref == "#" else ref, node, word)
                        break


def lower(
    schemas: Schemas, node: Map, homes: Mapping[int, Place], place: Place
) -> ir.Type:
    """The type of an object: a model if it has properties, else a map."""
    report = schemas.report
    properties = _properties(schemas, node)
    rest = _rest(schemas, node)
    if not (properties or node.get("required") or "x-constraints" in node) and (
        rest is not False
    ):
        atoms(node, "object", report)
        for part in node.get(ASSERTED, ()):
            warn_unsupported(part, report)
        inner = place.item("additionalProperties")
        value = True if rest is None else rest
        where = node.key("additionalProperties")
        return ir.MapOf(schemas.type_of(value, inner, where))
    name, known = schemas.named(node, place, MODEL)
    if known is not None:
        return known
    atoms(node, "object", report, KEYWORDS)
    if any(key in node for key in (ASSERTED, *KEYWORDS)):
        schemas.asserted[name] = Asserted(node, str(place))
    own = place._replace(name=name)
    required = _required(schemas, node)
    fields = []
    for key, schema in properties.items():
        inner = own.below("properties", key, name=names.pascal(key) or "Field")
        inner = homes.get(id(schema), inner)
        fields.append(_field(schemas, properties, key, key in required, own, inner))
    for key, index in required.items():
        if key not in properties:
            fields.append(_undeclared(key, node["required"].item(index)))
    model = ir.Model(
        name=name,
        parent=place.parent,
        doc=text(node, "description"),
        fields=tuple(fields),
        extra=_extra(schemas, node, rest, own),
        where=node.where,
    )
    table = node.get("x-constraints")
    if "x-constraints" in node and not isinstance(table, Map):
        report.error(node.value("x-constraints"), "'x-constraints' must be a mapping")
    return schemas.declare_model(model, table if isinstance(table, Map) else None)


def _rest(schemas: Schemas, node: Map) -> Any:
    """What undeclared properties are: of patterns, the one schema that there is."""
    rest = node.get("additionalProperties")
    patterns = node.get("patternProperties")
    if not isinstance(patterns, Map) or not patterns:
        return rest
    if rest is False and len(patterns) == 1:
        return next(iter(patterns.values()))
    return True


def _extra(schemas: Schemas, node: Map, rest: Any, own: Place) -> Any:
    """What judges undeclared properties."""
    if isinstance(rest, Map):
        inner = own.item("additionalProperties")
        return schemas.type_of(rest, inner, rest.where)
    if isinstance(rest, bool):
        return "allow" if rest else "error"
    if rest is None and not node.get("properties"):
        return "allow"  # a map of which only some keys are told
    if rest is not None:
        message = "'additionalProperties' must be a schema, true or false"
        schemas.report.error(node.value("additionalProperties"), message)
    return "warn"


def _properties(schemas: Schemas, node: Map) -> Map:
    found = node.get("properties", Map(node.text, node.offset))
    if isinstance(found, Map):
        return found
    schemas.report.error(node.value("properties"), "'properties' must be a mapping")
    return Map(node.text, node.offset)


def _required(schemas: Schemas, node: Map) -> dict[str, int]:
    """The properties that are required, each with its number in the list of them."""
    found = node.get("required")
    if found is None or isinstance(found, bool):
        return {}
    if not isinstance(found, Seq) or not all(isinstance(key, str) for key in found):
        message = "'required' must be a list of names"
        schemas.report.error(node.value("required"), message)
        return {}
    return {key: index for index, key in enumerate(found)}


def _field(
    schemas: Schemas,
    properties: Map,
    key: str,
    required: bool,
    own: Place,
    place: Place,
) -> ir.Field:
    schema: Value = properties[key]
    where = properties.key(key)
    kind = schemas.type_of(schema, place, where)
    notes = schema if isinstance(schema, Map) else Map(properties.text, 0)
    if "default" in notes:
        schemas.defaults_at[own.name, key] = notes.value("default")
    examples = notes.get("examples", ())
    if "example" in notes:
        examples = [notes["example"]]
    access = "read" if notes.get("readOnly") is True else "both"
    if notes.get("writeOnly") is True:
        access = "write"
    return ir.Field(
        wire=key,
        type=kind,
        required=required,
        doc=text(notes, "description") or text(notes, "title"),
        default=unplaced(notes.get("default")),
        has_default="default" in notes,
        access=cast(Any, access),
        deprecated=notes.get("deprecated") is True,
        examples=tuple(examples) if isinstance(examples, list) else (),
        where=where,
    )


def _undeclared(key: str, where: Location) -> ir.Field:
    """A field that is only named in `required`."""
    return ir.Field(key, ir.Anything(), True, "", None, False, "both", False, (), where)
