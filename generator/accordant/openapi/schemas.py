"""Schemas to types and declarations."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from accordant import ir
from accordant.location import Location, Problem, SpecError
from accordant.openapi import enums, families, objects, peek, places, unions
from accordant.openapi.combine import tells
from accordant.openapi.keywords import (
    atoms,
    kinds_of,
    warn_unknown,
    warn_unsupported,
)
from accordant.openapi.naming import ENUM, MODEL, Names
from accordant.openapi.recursion import MARK, Closing, in_themselves, is_open
from accordant.openapi.reference import Document, Place, Target
from accordant.rules.implied import Asserted
from accordant.sdk import Sdk
from accordant.source import Map, Seq, Value


class Met(NamedTuple):
    """A schema that was met: what it is called until its type is known."""

    node: Map
    mark: str
    place: Place
    where: Location


class Schemas:
    """Lowers schemas; gathers declarations and the tables that hang on models.

    A schema is lowered once, whatever leads to it. What a reference leads to waits in
    a line and is lowered later: so names are taken in the order of the document, and
    schemas may lead on to each other without end.
    """

    def __init__(self, document: Document, sdk: Sdk) -> None:
        self.document = document
        self.report = document.report
        self.sdk = sdk
        self.tables: dict[str, Map] = {}
        self.asserted: dict[str, Asserted] = {}
        self.defaults_at: dict[tuple[str, str], Location] = {}
        self.arms: dict[int, tuple[Map, unions.Arms]] = {}
        self.spreading: list[int] = []
        """The unions over whose arms is spread what stands beside them, by identity."""
        self.unions_of_items: dict[tuple[int, ...], Map] = {}
        self._names = Names(sdk, document.report)
        self._declared: dict[str, tuple[tuple[int, int], ir.Decl | None]] = {}
        self._components = document.section("components", "schemas")
        self._ranks = {key: rank for rank, key in enumerate(self._components)}
        self._written: dict[int, Place] = {}
        self._families: dict[str, tuple[str, ...]] = {}
        self._bases: dict[str, ir.Type] = {}
        self._met: dict[int, Met] = {}
        self._marks: dict[str, int] = {}
        self._types: dict[int, ir.Type] = {}
        self._begun: set[int] = set()
        self._waiting: list[int] = []
        self._open: dict[str, None] = {}
        self._depth = 0

    @property
    def declarations(self) -> dict[str, ir.Decl]:
        """Every declaration by name: components in document order, inline ones
        behind the one they stand in."""
        ordered = sorted(self._declared.items(), key=lambda entry: entry[1][0])
        return {name: decl for name, (_, decl) in ordered if decl is not None}

    def declared(self, name: str) -> ir.Decl | None:
        """A declaration that is already made."""
        return self._declared.get(name, (None, None))[1]

    # --- the line of schemas ---

    def declare_components(self) -> None:
        """Lower every schema of `components`, used or not."""
        listed = self._components
        if any(
            word in listed.text.content for word in ("$recursiveRef", "$dynamicRef")
        ):
            objects.dynamic(listed)
        self._names.reserve(listed)
        self._families = families.found(self.document, listed)
        self._written = objects.written(listed, self._names.components)
        self._depth += 1
        for key in listed:
            place = self._component(key)
            self.type_of(listed[key], place, listed.key(key))
            self._drain()
        self._depth -= 1
        self._close()

    def _component(self, key: str) -> Place:
        name = self._names.components[key]
        return Place(("components", "schemas", key), name)

    def type_of(self, node: Value, place: Place, where: Location) -> ir.Type:
        """The type of a schema. `where` is its place, for schemas without one."""
        if self._depth:
            return self._type_at(node, place, where)
        self._depth += 1
        found = self._type_at(node, place, where)
        self._drain()
        self._depth -= 1
        return self._close().type(found) if self._open else found

    def _type_at(self, node: Value, place: Place, where: Location) -> ir.Type:
        if not isinstance(node, Map) or node == {}:
            return self._type_of(node, place, where)
        if id(node) not in self._begun:
            self._meet(node, place, where)
            self._begun.add(id(node))
            self._types[id(node)] = self._type_of(node, place, where)
        if id(node) not in self._types:
            return self._later(node, place, where)
        return self._types[id(node)]

    def _meet(self, node: Map, place: Place, where: Location) -> Met:
        if id(node) not in self._met:
            mark = f"{MARK}{len(self._met)}"
            self._met[id(node)] = Met(node, mark, place, where)
            self._marks[mark] = id(node)
        return self._met[id(node)]

    def _later(self, node: Value, place: Place, where: Location) -> ir.Type:
        """The type of a schema if it is known; else what stands for it until then."""
        if not isinstance(node, Map) or node == {}:
            return self._type_of(node, place, where)
        known = self._types.get(id(node))
        if known is not None and not is_open(known):
            return known
        met = self._meet(node, place, where)
        if id(node) not in self._begun:
            self._waiting.append(id(node))
        self._open[met.mark] = None
        return ir.Ref(met.mark)

    def behind(self, name: str) -> Map | None:
        """The schema that a placeholder stands for."""
        known = self._marks.get(name)
        return None if known is None else self._met[known].node

    def called(self, name: str) -> str:
        """A declaration's name, or that of what a placeholder stands for."""
        known = self._marks.get(name)
        return name if known is None else self._met[known].place.name

    def _drain(self) -> None:
        while self._waiting:
            node, _, place, where = self._met[self._waiting.pop(0)]
            self._type_at(node, place, where)

    def _close(self) -> Closing:
        """Put the types of schemas where they were not known yet."""
        marks = [met.mark for met in self._met.values() if met.mark in self._open]
        types = {mark: self._types[self._marks[mark]] for mark in marks}
        closing = Closing(types, self._alias)
        try:
            for key, kind in self._types.items():
                met = self._met[key]
                whole = ir.Ref(met.mark) if met.mark in types else kind
                self._types[key] = closing.type(whole)
            for name, (rank, decl) in list(self._declared.items()):
                if decl is not None:
                    self._declared[name] = rank, closing.declaration(decl)
            for name, kind in closing.aliases.items():
                found = self.declared(name)
                assert isinstance(found, ir.Alias)
                kind = closing.type(kind)
                alias = ir.Alias(name, found.parent, found.doc, kind, found.where)
                self._define(name, alias)
        except RecursionError:
            where = next(self._met[self._marks[mark]].where for mark in marks)
            message = "nested too deeply: schemas lead on to each other too many times"
            raise SpecError([Problem(where, message)]) from None
        self._open.clear()
        for union in in_themselves(self.declarations):
            message = f"union '{union.name}' is one of its own arms"
            self.report.error(union.where, message)
        return closing

    def _alias(self, mark: str, ends: bool) -> str | None:
        """A name for a schema that holds itself in a list or a map."""
        node, _, place, where = self._met[self._marks[mark]]
        if not ends:
            message = f"schema '{place.name}' contains itself with nothing in between"
            self.report.error(where, message)
            return None
        name, known = self.named(node, place, MODEL)
        if known is None:
            doc = peek.text(node, "description")
            alias = ir.Alias(name, place.parent, doc, ir.Anything(), where)
            self._define(name, alias)
        return name if known is None else None

    # --- one schema ---

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
            return self._type_of(peek.joined(self.document, node), place, where)
        if "anyOf" in node or "oneOf" in node:
            return unions.lower(self, node, place)
        kinds = kinds_of(node, self.report)
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

    def of_rest(self, node: Map, place: Place, where: Location) -> ir.Type:
        """The type of a schema from which something was taken."""
        return self._type_of(node, place, where)

    def _reference(self, node: Map, place: Place) -> ir.Type:
        if any(tells(key) for key in node if key != "$ref"):
            wrapped = node.copy()
            holder = Map(node.text, node.offset)
            holder.take("$ref", wrapped.pop("$ref"), node)
            parts = Seq(node.text, node.offset)
            parts.put(holder, node.offset)
            wrapped["allOf"] = parts
            return self._type_of(wrapped, place, node.where)
        target = self.document.resolve(node)
        if target is None:
            return ir.Anything()
        found = self._referred(node, target, place)
        nullable = node.get("nullable") is True and not isinstance(found, ir.Nullable)
        return ir.Nullable(found) if nullable else found

    def _referred(self, node: Map, target: Target, place: Place) -> ir.Type:
        """The type of what a reference leads to; of a base with a discriminator, that
        of the base and of all that is made of it."""
        if target.pointer[:2] != ("components", "schemas") or len(target.pointer) != 3:
            there = self.place_of(node, place)
            return self._later(target.value, there, node.value("$ref"))
        key = target.pointer[2]
        where, there = self._components.key(key), self._component(key)
        members = self._families.get(key, ())
        if not members:
            return self._later(target.value, there, where)
        whole = peek.plain(self.document, target.value)
        if whole is None:
            return ir.Anything()
        if places.component(place) in members:
            return self._type_of(whole, place, where)
        if key not in self._bases:
            arms = []
            for member in (key, *members):
                kind = self._later(
                    self._components[member],
                    self._component(member),
                    self._components.key(member),
                )
                pointer = ("components", "schemas", member)
                arms.append((families.arm(pointer, self._components[member]), kind))
            inner = there.below("discriminator")._replace(name=f"Any{there.name}")
            self._bases[key] = unions.of_family(self, whole, arms, inner)
        return self._bases[key]

    def place_of(self, node: Value, place: Place) -> Place:
        """Where a schema stands: what a reference leads to, or the place itself."""
        target = None
        if isinstance(node, Map) and "$ref" in node:
            target = self.document.resolve(node)
        if target is None:
            return place
        if id(target.value) in self._written:
            return self._written[id(target.value)]
        if target.pointer[:2] == ("components", "schemas") and target.pointer[2:]:
            return places.below(self._component(target.pointer[2]), target.pointer[3:])
        return places.elsewhere(target.pointer, place)

    def _of_kind(self, node: Map, kind: str, place: Place) -> ir.Type:
        if kind == "object":
            return objects.lower(self, node, self._written, place)
        found = atoms(node, kind, self.report)
        if kind == "array":
            if isinstance(node.get("prefixItems"), Seq):
                return ir.ListOf(unions.of_prefix(self, node, place), found)
            items = node.get("items", True)
            item = self.type_of(items, place.item("items"), node.key("items"))
            return ir.ListOf(item, found)
        written = node.get("format")
        return ir.Primitive(
            cast(Any, kind), written if isinstance(written, str) else None, found
        )

    # --- declaring ---

    def named(
        self, node: Map, place: Place, roles: tuple[str, ...]
    ) -> tuple[str, ir.Type | None]:
        """Take a name for what stands at a place; its order is fixed here. Beside it
        comes the type of that name if another schema of the same structure has it."""
        name, known = self._names.take(place, node, node.where, roles, self.declared)
        if known is not None and known in self._components:
            component, where = self._components[known], self._components.key(known)
            return name, self._later(component, self._component(known), where)
        if known is not None:
            return name, ir.Ref(name)
        rank = len(self._ranks)
        if place.pointer[:2] == ("components", "schemas"):
            rank = self._ranks.get(place.pointer[2], rank)
        self._declared[name] = (rank, len(self._declared)), None
        return name, None

    def lend(self, place: Place) -> None:
        """Let what stands inside a component have its name: it declares nothing."""
        self._names.lend(place)

    def forget(self, name: str) -> None:
        """Give a name back that turned out not to be needed."""
        del self._declared[name]
        self._names.release(name)

    def _define(self, name: str, decl: ir.Decl) -> None:
        self._declared[name] = (self._declared[name][0], decl)

    def declare_model(self, model: ir.Model, table: Map | None) -> ir.Ref:
        """Declare a model, and keep the table that hangs on it."""
        self._define(model.name, model)
        if table is not None:
            self.tables[model.name] = table
        return ir.Ref(model.name)

    def declare_enum(
        self, node: Map, kind: str, values: list[Any], is_open: bool, place: Place
    ) -> ir.Type:
        """Declare the enum of a place."""
        name, known = self.named(node, place, ENUM)
        if known is not None:
            return known
        found = atoms(node, kind, self.report)
        self._define(
            name,
            ir.Enum(
                name=name,
                parent=place.parent,
                doc=peek.text(node, "description"),
                kind=cast(Any, kind),
                values=tuple(ir.EnumValue(value) for value in values),
                open=is_open,
                atoms=found,
                where=node.where,
            ),
        )
        return ir.Ref(name)

    def declare_union(
        self,
        node: Map,
        name: str,
        arms: tuple[ir.UnionArm, ...],
        tag: str | None,
        place: Place,
    ) -> ir.Ref:
        """Declare a union under the name that was taken for it."""
        doc = peek.text(node, "description")
        self._define(name, ir.Union(name, place.parent, doc, arms, tag, node.where))
        return ir.Ref(name)
