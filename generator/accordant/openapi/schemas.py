"""Schemas to types and declarations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from accordant import ir, names
from accordant.jsonvalue import kind_of, same
from accordant.location import Location, did_you_mean
from accordant.openapi import unions
from accordant.openapi.combine import ANNOTATIONS, combined
from accordant.openapi.keywords import atoms, warn_unsupported
from accordant.openapi.reference import Document
from accordant.sdk import Sdk
from accordant.source import Map, Seq, Value

KINDS = ("string", "integer", "number", "boolean", "array", "object", "null")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a schema stands: its JSON Pointer, the name it would take, its parent."""

    pointer: tuple[str, ...]
    name: str
    parent: str | None = None

    def below(self, *steps: str, name: str = "") -> Place:
        """A schema inside this one; `name` is joined to this one's."""
        joined = names.join_pascal(self.name, name) if name else self.name
        return Place(self.pointer + steps, joined, self.name)

    def __str__(self) -> str:
        parts = (part.replace("~", "~0").replace("/", "~1") for part in self.pointer)
        return "#/" + "/".join(parts)


class Schemas:
    """Lowers schemas; gathers declarations and the tables that hang on models."""

    def __init__(self, document: Document, sdk: Sdk) -> None:
        self.document = document
        self.report = document.report
        self.sdk = sdk
        self.tables: dict[str, Map] = {}
        self._declared: dict[str, tuple[tuple[int, int], ir.Decl | None]] = {}
        self._components: dict[str, ir.Type | None] = {}
        self._names: dict[str, str] = {}
        self._recursive: set[str] = set()
        self._inside: dict[tuple[str, ...], ir.Type | None] = {}
        self._rank = 0

    @property
    def declarations(self) -> dict[str, ir.Decl]:
        """Every declaration by name: components in document order, inline ones
        behind the one they stand in."""
        ordered = sorted(self._declared.items(), key=lambda entry: entry[1][0])
        return {name: decl for name, (_, decl) in ordered if decl is not None}

    def declare_components(self) -> None:
        """Lower every schema of `components`, used or not."""
        schemas = self.document.section("components", "schemas")
        for key in schemas:
            place = Place(("components", "schemas", key), key)
            wanted = self.sdk.take("names", str(place)) or names.pascal(key) or "Schema"
            self._names[key] = names.unique(wanted, self._names.values())
        for key in schemas:
            self.component(key, schemas.key(key))
        self._rank = len(schemas)

    def component(self, key: str, where: Location) -> ir.Type:
        """The type of a component; components are lowered once, when first met."""
        name = self._names[key]
        if key in self._components:
            known = self._components[key]
            if known is None:
                self._recursive.add(key)
                return ir.Ref(name)
            return known
        self._components[key] = None
        before, self._rank = self._rank, list(self._names).index(key)
        schemas = self.document.section("components", "schemas")
        place = Place(("components", "schemas", key), name)
        found = self.type_of(schemas[key], place, schemas.key(key))
        self._rank = before
        if key in self._recursive and found != ir.Ref(name):
            self.report.error(where, f"schema '{key}' is only an alias of itself")
            found = ir.Anything()
        self._components[key] = found
        return found

    def type_of(self, node: Value, place: Place, where: Location) -> ir.Type:
        """The type of a schema. `where` is its place, for schemas without one."""
        if node is True or node == {}:
            return ir.Anything()
        if not isinstance(node, Map):
            message = "a schema must be a mapping, true or false"
            if node is False:
                self.report.warn(where, "schema 'false' admits nothing; read as any")
            else:
                self.report.error(where, message)
            return ir.Anything()
        if len(place.pointer) > 200:
            self.report.error(where, "schemas nested too deeply")
            return ir.Anything()
        if "$ref" in node:
            return self._reference(node, place)
        if "allOf" in node:
            merged = combined(node, self.document)
            return self.type_of(merged, place, where)
        if "anyOf" in node or "oneOf" in node:
            return unions.lower(self, node, place)
        kinds = self._kinds(node)
        nullable = "null" in kinds or node.get("nullable") is True
        kinds = tuple(kind for kind in kinds if kind != "null")
        if "enum" in node or "const" in node:
            found, has_null = self._enum(node, kinds, place)
            nullable = nullable or has_null
        elif len(kinds) > 1:
            arms = tuple(self._of_kind(node, kind, place) for kind in kinds)
            found = unions.by_kind(arms)
        elif kinds:
            found = self._of_kind(node, kinds[0], place)
        elif nullable:
            return ir.Primitive("null")
        else:
            warn_unsupported(node, self.report)
            found = ir.Anything()
        if "x-constraints" in node and not isinstance(found, ir.Ref):
            message = "'x-constraints' needs an object with properties"
            self.report.error(node.key("x-constraints"), message)
        if nullable and not isinstance(found, ir.Anything | ir.Nullable):
            return found if found == ir.Primitive("null") else ir.Nullable(found)
        return found

    def _reference(self, node: Map, place: Place) -> ir.Type:
        siblings = [key for key in node if key != "$ref" and key not in ANNOTATIONS]
        if siblings:
            wrapped = node.copy()
            holder = Map(node.text, node.offset)
            holder["$ref"] = wrapped.pop("$ref")
            holder.values_at["$ref"] = node.values_at["$ref"]
            parts = Seq(node.text, node.offset)
            parts.put(holder, node.offset)
            wrapped["allOf"] = parts
            return self.type_of(wrapped, place, node.where)
        target = self.document.resolve(node)
        if target is None:
            return ir.Anything()
        found: ir.Type
        if target.pointer[:2] == ("components", "schemas") and len(target.pointer) == 3:
            found = self.component(target.pointer[2], node.value("$ref"))
        elif target.pointer in self._inside:
            found = self._inside[target.pointer] or ir.Anything()
            if found == ir.Anything():
                self.report.error(node.value("$ref"), "a schema that contains itself")
        else:
            self._inside[target.pointer] = None
            inner = Place(target.pointer, place.name, place.parent)
            found = self.type_of(target.value, inner, node.value("$ref"))
            self._inside[target.pointer] = found
        nullable = node.get("nullable") is True and not isinstance(found, ir.Nullable)
        return ir.Nullable(found) if nullable else found

    def _kinds(self, node: Map) -> tuple[str, ...]:
        """The JSON types a schema admits; guessed from its keywords without `type`."""
        written = node.get("type")
        listed = written if isinstance(written, Seq) else [written]
        if written is None:
            guess = {"properties": "object", "additionalProperties": "object"}
            guess |= {"items": "array", "required": "object"}
            return next(((kind,) for key, kind in guess.items() if key in node), ())
        for kind in listed:
            if kind not in KINDS:
                message = f"unknown type '{kind}'{did_you_mean(str(kind), KINDS)}"
                self.report.error(node.value("type"), message)
                return ()
        return tuple(dict.fromkeys(listed))

    def _of_kind(self, node: Map, kind: str, place: Place) -> ir.Type:
        if kind == "object":
            return self._object(node, place)
        found = atoms(node, kind, self.report)
        if kind == "array":
            items = node.get("items", True)
            inner = place.below("items", name="")
            inner = Place(inner.pointer, names.singular(place.name), place.parent)
            if inner.name == place.name:
                inner = Place(inner.pointer, f"{place.name}Item", place.parent)
            item = self.type_of(items, inner, node.key("items"))
            return ir.ListOf(item, found)
        written = node.get("format")
        return ir.Primitive(
            cast(Any, kind), written if isinstance(written, str) else None, found
        )

    # --- objects ---

    def _object(self, node: Map, place: Place) -> ir.Type:
        atoms(node, "object", self.report)
        properties = self._properties(node)
        rest = node.get("additionalProperties")
        if not properties and rest is not False and "x-constraints" not in node:
            inner = Place(
                (*place.pointer, "additionalProperties"),
                f"{place.name}Value",
                place.name,
            )
            value = True if rest is None else rest
            where = node.key("additionalProperties")
            return ir.MapOf(self.type_of(value, inner, where))
        name = self._declare(place)
        own = Place(place.pointer, name, place.parent)
        required = self._required(node)
        fields = [
            self._field(node, key, key in required, own, properties)
            for key in properties
        ]
        for key, where in required.items():
            if key not in properties:
                fields.append(_undeclared(key, where))
        extra: Any = {None: "warn", True: "allow", False: "error"}.get(
            rest if not isinstance(rest, Map) else 0  # type: ignore[arg-type]
        )
        if isinstance(rest, Map):
            inner = own.below("additionalProperties", name="Value")
            extra = self.type_of(rest, inner, rest.where)
        elif extra is None:
            message = "'additionalProperties' must be a schema, true or false"
            self.report.error(node.value("additionalProperties"), message)
            extra = "warn"
        doc = _text(node, "description")
        where = node.where
        model = ir.Model(name, place.parent, doc, tuple(fields), extra, where)
        self._define(name, model)
        if "x-constraints" in node:
            table = node["x-constraints"]
            if isinstance(table, Map):
                self.tables[name] = table
            else:
                message = "'x-constraints' must be a mapping"
                self.report.error(node.value("x-constraints"), message)
        return ir.Ref(name)

    def _properties(self, node: Map) -> Map:
        found = node.get("properties", Map(node.text, node.offset))
        if not isinstance(found, Map):
            self.report.error(
                node.value("properties"), "'properties' must be a mapping"
            )
            return Map(node.text, node.offset)
        return found

    def _required(self, node: Map) -> dict[str, Location]:
        found = node.get("required")
        if found is None or isinstance(found, bool):
            return {}
        if not isinstance(found, Seq) or not all(isinstance(key, str) for key in found):
            self.report.error(
                node.value("required"), "'required' must be a list of names"
            )
            return {}
        return {key: found.item(index) for index, key in enumerate(found)}

    def _field(
        self, node: Map, key: str, required: bool, own: Place, properties: Map
    ) -> ir.Field:
        schema = properties[key]
        inner = own.below("properties", key, name=names.pascal(key) or "Field")
        kind = self.type_of(schema, inner, properties.key(key))
        notes = schema if isinstance(schema, Map) else Map(node.text, node.offset)
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
            doc=_text(notes, "description") or _text(notes, "title"),
            default=notes.get("default"),
            has_default="default" in notes,
            access=cast(Any, access),
            deprecated=notes.get("deprecated") is True,
            examples=tuple(examples) if isinstance(examples, list) else (),
            where=properties.key(key),
        )

    # --- enums ---

    def _enum(
        self, node: Map, kinds: tuple[str, ...], place: Place
    ) -> tuple[ir.Type, bool]:
        """An enum or const without its null, and whether it had one."""
        keyword = "const" if "const" in node else "enum"
        listed = node[keyword] if keyword == "enum" else [node[keyword]]
        if not isinstance(listed, list):
            self.report.error(node.value("enum"), "'enum' must be a list")
            return ir.Anything(), False
        values: list[Any] = []
        for index, value in enumerate(listed):
            if any(same(value, known) for known in values):
                continue
            fits = value is None or not kinds or kind_of(value) in _wider(kinds)
            if not fits:
                where = listed.item(index) if isinstance(listed, Seq) else node.where
                shown = " or ".join(kinds)
                self.report.warn(where, f"value {value!r} is not of type {shown}")
            values.append(value)
        has_null = None in values
        values = [value for value in values if value is not None]
        if not values:
            if not has_null:
                self.report.warn(node.value(keyword), "an empty 'enum' admits nothing")
                return ir.Anything(), False
            return ir.Primitive("null"), True
        if len(values) == 1:
            return ir.Const(values[0], cast(Any, keyword)), has_null
        found_kinds = {kind_of(value) for value in values}
        kind = "number" if found_kinds == {"integer", "number"} else min(found_kinds)
        if (len(found_kinds) > 1 and kind != "number") or kind in ("array", "object"):
            message = "an 'enum' of several types is not supported; read as any value"
            self.report.warn(node.value(keyword), message)
            return ir.Anything(), has_null
        return self.declare_enum(node, kind, values, False, place), has_null

    def declare_enum(
        self, node: Map, kind: str, values: list[Any], is_open: bool, place: Place
    ) -> ir.Ref:
        """Declare the enum of a place."""
        name = self._declare(place)
        found = atoms(node, kind, self.report)
        members = tuple(ir.EnumValue(value) for value in values)
        doc = _text(node, "description")
        self._define(
            name,
            ir.Enum(
                name,
                place.parent,
                doc,
                cast(Any, kind),
                members,
                is_open,
                found,
                node.where,
            ),
        )
        return ir.Ref(name)

    # --- declaring ---

    def _declare(self, place: Place) -> str:
        """Take a name for what stands at a place; its order is fixed here."""
        component = place.pointer[:2] == ("components", "schemas")
        if component and len(place.pointer) == 3:
            name = self._names[place.pointer[2]]
        else:
            wanted = self.sdk.take("names", str(place)) or place.name
            taken = [*self._declared, *self._names.values()]
            name = names.unique(wanted, taken)
        self._declared[name] = ((self._rank, len(self._declared)), None)
        return name

    def _define(self, name: str, decl: ir.Decl) -> None:
        self._declared[name] = (self._declared[name][0], decl)

    def declare_union(
        self, node: Map, arms: tuple[ir.UnionArm, ...], tag: str, place: Place
    ) -> ir.Ref:
        """Declare the union of a place."""
        name = self._declare(place)
        doc = _text(node, "description")
        self._define(name, ir.Union(name, place.parent, doc, arms, tag, node.where))
        return ir.Ref(name)


def _undeclared(key: str, where: Location) -> ir.Field:
    """A field that is only named in `required`."""
    return ir.Field(key, ir.Anything(), True, "", None, False, "both", False, (), where)


def _text(node: Map, key: str) -> str:
    value = node.get(key)
    return value.strip() if isinstance(value, str) else ""


def _wider(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return (*kinds, "integer") if "number" in kinds else kinds
