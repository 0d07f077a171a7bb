"""Schemas to types and declarations."""

from __future__ import annotations

from typing import Any, cast

from accordant import ir, names
from accordant.location import Location, Problem, SpecError, did_you_mean
from accordant.openapi import enums, unions
from accordant.openapi.combine import ANNOTATIONS, combined
from accordant.openapi.keywords import atoms, warn_unknown, warn_unsupported
from accordant.openapi.recursion import closed, placeholder
from accordant.openapi.reference import Document, Place
from accordant.sdk import Sdk
from accordant.source import Map, Seq, Value

DEPTH_LIMIT = 2000
"""Levels of schemas that lead on to each other; a low recursion limit allows less."""
# Names become file names, which have at most 255 characters.
NAME_LIMIT = 150
KINDS = ("string", "integer", "number", "boolean", "array", "object", "null")


class Schemas:
    """Lowers schemas; gathers declarations and the tables that hang on models."""

    def __init__(self, document: Document, sdk: Sdk) -> None:
        self.document = document
        self.report = document.report
        self.sdk = sdk
        self.tables: dict[str, Map] = {}
        self.defaults_at: dict[tuple[str, str], Location] = {}
        self._declared: dict[str, tuple[tuple[int, int], ir.Decl | None]] = {}
        self._components: dict[str, ir.Type | None] = {}
        self._names: dict[str, str] = {}
        self._recursive: dict[str, Location] = {}
        self._inside: dict[tuple[str, ...], ir.Type | None] = {}
        self._rank = 0
        self._depth = 0

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
            self.component(key)
        self._rank = len(schemas)
        self._close()

    def _close(self) -> None:
        """Put the types of recursive components where they were not known yet."""
        recursive = {
            placeholder(key): (self._components[key] or ir.Anything(), where)
            for key, where in self._recursive.items()
        }
        known = {key: kind or ir.Anything() for key, kind in self._components.items()}
        declared, components = closed(self.declarations, known, recursive, self.report)
        self._components.update(components)
        for name, decl in declared.items():
            self._define(name, decl)

    def declared(self, name: str) -> ir.Decl | None:
        """A declaration that is already made."""
        return self._declared.get(name, (None, None))[1]

    def component(self, key: str) -> ir.Type:
        """The type of a component; components are lowered once, when first met."""
        name = self._names[key]
        schemas = self.document.section("components", "schemas")
        if key in self._components:
            known = self._components[key]
            if known is None:
                self._recursive[key] = schemas.key(key)
                return ir.Ref(placeholder(key))
            return known
        self._components[key] = None
        before, self._rank = self._rank, list(self._names).index(key)
        place = Place(("components", "schemas", key), name)
        found = self.type_of(schemas[key], place, schemas.key(key))
        self._rank = before
        self._components[key] = found
        return found

    def type_of(self, node: Value, place: Place, where: Location) -> ir.Type:
        """The type of a schema. `where` is its place, for schemas without one."""
        self._depth += 1
        try:
            if self._depth > DEPTH_LIMIT:
                raise RecursionError
            found = self._type_of(node, place, where)
        except RecursionError:
            message = "nested too deeply: schemas lead on to each other too many times"
            raise SpecError([Problem(where, message)]) from None
        self._depth -= 1
        return found

    def _type_of(self, node: Value, place: Place, where: Location) -> ir.Type:
        if node is True or node == {}:
            return ir.Anything()
        if not isinstance(node, Map):
            message = "a schema must be a mapping, true or false"
            if node is False:
                self.report.warn(where, "schema 'false' admits nothing; read as any")
            else:
                self.report.error(where, message)
            return ir.Anything()
        warn_unknown(node, self.report)
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
            found, has_null = enums.lower(self, node, kinds, place)
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
            found = self.component(target.pointer[2])
        elif target.pointer in self._inside:
            known = self._inside[target.pointer]
            if known is None:
                message = "a schema that contains itself must be in components/schemas"
                self.report.error(node.value("$ref"), message)
            found = known or ir.Anything()
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
        if not listed or not all(isinstance(kind, str) for kind in listed):
            message = "'type' must be a name or a list of names"
            self.report.error(node.value("type"), message)
            return ()
        for index, kind in enumerate(listed):
            if kind not in KINDS:
                at = node.value("type")
                at = written.item(index) if isinstance(written, Seq) else at
                message = f"unknown type '{kind}'{did_you_mean(kind, KINDS)}"
                self.report.error(at, message)
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
        name = self._declare(place, node.where)
        own = Place(place.pointer, name, place.parent)
        required = self._required(node)
        fields = [
            self._field(node, key, key in required, own, properties)
            for key in properties
        ]
        for key, where in required.items():
            if key not in properties:
                fields.append(_undeclared(key, where))
        extra: Any = "warn"
        if isinstance(rest, Map):
            inner = own.below("additionalProperties", name="Value")
            extra = self.type_of(rest, inner, rest.where)
        elif isinstance(rest, bool):
            extra = "allow" if rest else "error"
        elif rest is not None:
            message = "'additionalProperties' must be a schema, true or false"
            self.report.error(node.value("additionalProperties"), message)
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
        if "default" in notes:
            self.defaults_at[own.name, key] = notes.value("default")
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

    # --- declaring ---

    def declare_enum(
        self, node: Map, kind: str, values: list[Any], is_open: bool, place: Place
    ) -> ir.Ref:
        """Declare the enum of a place."""
        name = self._declare(place, node.where)
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

    def _declare(self, place: Place, where: Location) -> str:
        """Take a name for what stands at a place; its order is fixed here."""
        component = place.pointer[:2] == ("components", "schemas")
        if component and len(place.pointer) == 3:
            name = self._names[place.pointer[2]]
        else:
            wanted = self.sdk.take("names", str(place)) or place.name or "Schema"
            taken = [*self._declared, *self._names.values()]
            name = names.unique(wanted, taken)
        if len(name) > NAME_LIMIT:
            message = f"a name of more than {NAME_LIMIT} characters for '{place}';"
            message += " give it one under 'names' in sdk.yaml"
            self.report.error(where, message)
        self._declared[name] = ((self._rank, len(self._declared)), None)
        return name

    def _define(self, name: str, decl: ir.Decl) -> None:
        self._declared[name] = (self._declared[name][0], decl)

    def declare_union(
        self, node: Map, arms: tuple[ir.UnionArm, ...], tag: str, place: Place
    ) -> ir.Ref:
        """Declare the union of a place."""
        name = self._declare(place, node.where)
        doc = _text(node, "description")
        self._define(name, ir.Union(name, place.parent, doc, arms, tag, node.where))
        return ir.Ref(name)


def _undeclared(key: str, where: Location) -> ir.Field:
    """A field that is only named in `required`."""
    return ir.Field(key, ir.Anything(), True, "", None, False, "both", False, (), where)


def _text(node: Map, key: str) -> str:
    value = node.get(key)
    return value.strip() if isinstance(value, str) else ""
