"""Paths to operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from accordant import ir, names
from accordant.location import Location, did_you_mean
from accordant.openapi.reference import Document, Place
from accordant.openapi.schemas import Schemas
from accordant.sdk import Sdk
from accordant.source import Map, Seq, Value

_METHODS = (
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
)
_ITEM = ("summary", "description", "servers", "parameters", "$ref")
_OPERATION = (
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
)
_KEY_PLACES = ("header", "query", "cookie")
_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
"""How a parameter is written by default, by its place."""


class Operations:
    """Lowers every operation of a document."""

    def __init__(self, document: Document, schemas: Schemas, sdk: Sdk) -> None:
        self.document = document
        self.report = document.report
        self.schemas = schemas
        self.sdk = sdk
        self.schemes = self._security_schemes()
        self.called: dict[str, Location] = {}

    def lower(self) -> tuple[ir.Operation, ...]:
        """The operations in document order."""
        paths = self.document.section("paths")
        return tuple(
            operation
            for path in paths
            if not path.startswith("x-")
            for operation in self._path(path, paths)
        )

    def _path(self, path: str, paths: Map) -> Iterator[ir.Operation]:
        where = paths.key(path)
        if not path.startswith("/"):
            self.report.error(where, f"path '{path}' must begin with '/'")
        item = self.document.mapping(paths[path], where, f"path '{path}'")
        if item and "servers" in item:
            message = f"'servers' of path '{path}' is not supported"
            self.report.warn(item.key("servers"), message)
        for key in item or ():
            assert item is not None
            if key in _METHODS and isinstance(item[key], Map):
                yield self._operation(path, key, item)
            elif key in _METHODS:
                self.report.error(item.value(key), f"'{key}' must be a mapping")
            elif key not in _ITEM and not key.startswith("x-"):
                message = f"unknown key '{key}'{did_you_mean(key, _METHODS + _ITEM)}"
                self.report.error(item.key(key), message)

    def _operation(self, path: str, http: str, item: Map) -> ir.Operation:
        node: Map = item[http]
        where = item.key(http)
        title = f"{http.upper()} {path}"
        for key in node:
            if key not in _OPERATION and not key.startswith("x-"):
                message = f"unknown key '{key}'{did_you_mean(key, _OPERATION)}"
                self.report.warn(node.key(key), message)
        written = node.get("operationId")
        name = names.snake(written) if isinstance(written, str) else ""
        if not name:
            self.report.warn(where, f"{title} has no 'operationId' to name it by")
            name = names.snake(f"{http} {path}")
        place = Place(("paths", path, http), names.pascal(name))
        for key in ("callbacks", "servers", "deprecated"):
            if key in node and node[key] is not False:
                self.report.warn(node.key(key), f"'{key}' of {title} is not supported")
        resource, method = self._resource(title, path, name)
        called = ".".join((*resource, method))
        if called in self.called:
            message = (
                f"a second '{called}', first at {self.called[called]};"
                " name it under 'methods' in sdk.yaml"
            )
            self.report.error(where, message)
        self.called.setdefault(called, where)
        secured = node if "security" in node else self.document.root
        bodies = tuple(self._bodies(node, place))
        responses = tuple(self._responses(node, place))
        operation = ir.Operation(
            name=name,
            resource=resource,
            method=method,
            http=http.upper(),
            path=path,
            summary=str(node.get("summary", "")).strip(),
            doc=str(node.get("description", "")).strip(),
            parameters=self._matched(title, where, path, item, node, place),
            bodies=bodies,
            responses=responses,
            security=self._security(secured),
            stream_field=self._stream_field(title, where, bodies, responses),
            may_be_empty=self._may_be_empty(node),
            where=where,
        )
        self._warn_of_what_is_not_chosen(title, operation)
        return operation

    def _may_be_empty(self, node: Map) -> bool:
        """Whether a success may have no content."""
        listed = node.get("responses")
        for status, entry in listed.items() if isinstance(listed, Map) else ():
            response = self.document.deref(entry)
            told = response is not None and response.get("content")
            if status.startswith("2") and not told:
                return True
        return False

    def _warn_of_what_is_not_chosen(self, title: str, operation: ir.Operation) -> None:
        """Clients send one body, read one kind of answer, and know one key."""
        chosen, where = operation.body(), operation.where
        for body in operation.bodies:
            if body is not chosen and chosen is not None:
                message = f"body {body.media} of {title} is not supported beside"
                self.report.warn(where, f"{message} {chosen.media}")
        if chosen is not None and chosen.media.startswith("multipart/"):
            message = f"body {chosen.media} of {title} is not encoded, only passed on"
            self.report.warn(where, message)
        media = dict.fromkeys(r.media for r in operation.successes())
        plain = [m for m in media if m != ir.EVENTS]
        read = next((m for m in plain if ir.is_json(m)), next(iter(plain), ""))
        for other in plain:
            if other != read and not ir.is_json(other):
                message = f"answer {other} of {title} is not supported beside {read}"
                self.report.warn(where, message)
        if len(operation.security) > 1 or any(len(s) > 1 for s in operation.security):
            message = f"of the security of {title} only the first scheme is supported"
            self.report.warn(where, message)

    def _stream_field(
        self,
        title: str,
        where: Location,
        bodies: tuple[ir.Body, ...],
        responses: tuple[ir.Response, ...],
    ) -> str | None:
        """The field that chooses between JSON and an event stream, by sdk.yaml."""
        media = {r.media for r in responses if r.status.startswith("2")}
        if ir.EVENTS not in media or len(media) == 1:
            return None
        field = self.sdk.sections.get("client", {}).get("stream_field")
        for body in bodies:
            decl = (
                self.schemas.declarations.get(body.type.name)
                if isinstance(body.type, ir.Ref)
                else None
            )
            for one in decl.fields if isinstance(decl, ir.Model) else ():
                kind = one.type.type if isinstance(one.type, ir.Nullable) else one.type
                if one.wire == field and kind == ir.Primitive("boolean"):
                    return field
        message = (
            f"{title} answers with an event stream or not, and nothing says when:"
            " 'stream_field' of 'client' in sdk.yaml names no boolean field of its body"
        )
        self.report.warn(where, message)
        return None

    def _resource(
        self, title: str, path: str, name: str
    ) -> tuple[tuple[str, ...], str]:
        """Resource and method, by `methods` in sdk.yaml or from the path."""
        wanted = self.sdk.take("methods", title)
        if wanted:
            *resource, method = wanted.split(".")
            return tuple(resource), method
        static = [part for part in path.split("/") if part and "{" not in part]
        return tuple(names.snake(part) for part in static[:1]) or ("client",), name

    def _matched(
        self, title: str, where: Location, path: str, item: Map, node: Map, place: Place
    ) -> tuple[ir.Parameter, ...]:
        """The parameters, of which those in the path are the ones that it names."""
        errors = self.report.count_errors()
        found = tuple(self._parameters(item, node, place))
        if self.report.count_errors() > errors:
            return found
        named = dict.fromkeys(re.findall(r"\{([^{}]*)\}", path))
        declared = {p.wire: p.where for p in found if p.place == "path"}
        for name in named:
            if name not in declared:
                message = f"{title} declares no parameter '{name}' in path"
                self.report.error(where, message + did_you_mean(name, declared))
        for name, at in declared.items():
            if name not in named:
                message = f"parameter '{name}' in path is not part of {title}"
                self.report.error(at, message + did_you_mean(name, named))
        return found

    def _parameters(self, item: Map, node: Map, place: Place) -> Iterator[ir.Parameter]:
        found: dict[tuple[str, str], ir.Parameter] = {}
        for holder in (item, node):
            listed = holder.get("parameters", Seq(holder.text, holder.offset))
            if not isinstance(listed, Seq):
                where = holder.value("parameters")
                self.report.error(where, "'parameters' must be a list")
                continue
            own: set[tuple[str, str]] = set()
            for index, entry in enumerate(listed):
                where = listed.item(index)
                parameter = self._parameter(entry, where, index, place)
                if parameter is None:
                    continue
                key = (parameter.place, parameter.wire)
                if key in own:
                    message = f"a second parameter '{key[1]}' in {key[0]}"
                    self.report.error(where, message)
                own.add(key)
                found[key] = parameter
        yield from found.values()

    def _parameter(
        self, entry: Value, where: Location, index: int, place: Place
    ) -> ir.Parameter | None:
        node = self.document.mapping(entry, where, "a parameter")
        if node is None:
            return None
        if not isinstance(node.get("name"), str):
            self.report.error(node.value("name"), "a parameter must have a 'name'")
            return None
        if node.get("in") not in _STYLES:
            message = f"'in' must be one of {', '.join(_STYLES)}"
            hint = did_you_mean(str(node.get("in")), _STYLES)
            self.report.error(node.value("in"), message + hint)
            return None
        name = str(node["name"])
        style = _STYLES[str(node["in"])]
        explode = node.get("style", style) == "form"
        default = {"style": style, "explode": explode, "allowReserved": False}
        for key in ("content", *default):
            if key in node and node[key] != default.get(key):
                message = f"'{key}' of parameter '{name}' is not supported"
                self.report.warn(node.key(key), message)
        inner = place.below("parameters", str(index), name=name)
        return ir.Parameter(
            wire=name,
            place=cast(Any, node["in"]),
            type=self.schemas.type_of(node.get("schema", True), inner, node.where),
            required=node.get("required") is True or node["in"] == "path",
            doc=str(node.get("description", "")).strip(),
            where=node.where,
        )

    def _bodies(self, node: Map, place: Place) -> Iterator[ir.Body]:
        if "requestBody" not in node:
            return
        where = node.value("requestBody")
        body = self.document.mapping(node["requestBody"], where, "'requestBody'")
        if body is None:
            return
        for media, content in self._contents(body):
            inner = place.below("requestBody", "content", media, name="Request")
            yield ir.Body(
                media=media,
                type=self.schemas.type_of(
                    content.get("schema", True), inner, content.where
                ),
                required=body.get("required") is True,
                examples=tuple(self._examples(content)),
            )

    def _contents(self, holder: Map) -> Iterator[tuple[str, Map]]:
        contents = holder.get("content", Map(holder.text, holder.offset))
        if not isinstance(contents, Map):
            self.report.error(holder.value("content"), "'content' must be a mapping")
            return
        for media, content in contents.items():
            if isinstance(content, Map):
                yield media, content
            else:
                where = contents.value(media)
                self.report.error(where, f"'{media}' must be a mapping")

    def _responses(self, node: Map, place: Place) -> Iterator[ir.Response]:
        listed = node.get("responses", Map(node.text, node.offset))
        if not isinstance(listed, Map):
            self.report.error(node.value("responses"), "'responses' must be a mapping")
            return
        for status, entry in listed.items():
            if status.startswith("x-"):
                continue
            what = f"response '{status}'"
            response = self.document.mapping(entry, listed.value(status), what)
            if response is None:
                continue
            for key in ("headers", "links"):
                if response.get(key):
                    message = f"'{key}' of {what} is not supported"
                    self.report.warn(response.key(key), message)
            doc = str(response.get("description", "")).strip()
            for written, content in self._contents(response):
                media = written.partition(";")[0].strip().lower()
                stream = media == ir.EVENTS
                name = "Event" if stream else "Response"
                inner = place.below("responses", status, "content", media, name=name)
                kind = self.schemas.type_of(
                    content.get("schema", True), inner, content.where
                )
                examples = tuple(self._examples(content))
                yield ir.Response(status, media, kind, doc, examples)

    def _examples(self, content: Map) -> Iterator[ir.Example]:
        if "example" in content:
            yield ir.Example("example", "", content["example"])
        listed = content.get("examples")
        for name, entry in listed.items() if isinstance(listed, Map) else ():
            example = self.document.deref(entry)
            if example is not None and "value" in example:
                summary = str(example.get("summary", ""))
                yield ir.Example(name, summary, example["value"])

    def _security_schemes(self) -> dict[str, ir.Security]:
        listed = self.document.section("components", "securitySchemes")
        found = {}
        for name in listed:
            what = f"security scheme '{name}'"
            scheme = self.document.mapping(listed[name], listed.key(name), what)
            if scheme is None:
                continue
            if not isinstance(scheme.get("type"), str):
                self.report.error(scheme.value("type"), f"{what} needs a 'type'")
                continue
            kind = str(scheme["type"])
            place, wire = scheme.get("in"), scheme.get("name")
            if kind != "apiKey":
                place = wire = None
            elif place not in _KEY_PLACES or not isinstance(wire, str):
                message = f"{what} needs a 'name', and 'in' as one of "
                message += ", ".join(_KEY_PLACES)
                hint = did_you_mean(str(place), _KEY_PLACES)
                self.report.error(scheme.where, message + hint)
                continue
            way = str(scheme.get("scheme", "")).lower()
            if kind == "mutualTLS" or (kind == "http" and way != "bearer"):
                message = f"{what} ({f'{kind} {way}'.strip()}) is not supported"
                self.report.warn(scheme.value("type"), message)
            found[name] = ir.Security(name, kind, way, place, wire)
        return found

    def _security(self, holder: Map) -> tuple[tuple[ir.Security, ...], ...]:
        """The alternatives; within one, all schemes together."""
        listed = holder.get("security", Seq(holder.text, holder.offset))
        if not isinstance(listed, Seq) or not all(isinstance(e, Map) for e in listed):
            message = "'security' must be a list of mappings"
            self.report.error(holder.value("security"), message)
            return ()
        alternatives = []
        for entry in listed:
            schemes = []
            for name in entry:
                if name in self.schemes:
                    schemes.append(self.schemes[name])
                else:
                    message = f"unknown security scheme '{name}'"
                    hint = did_you_mean(name, self.schemes)
                    self.report.error(entry.key(name), message + hint)
            alternatives.append(tuple(schemes))
        return tuple(alternatives)
