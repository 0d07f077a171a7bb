"""The modules of resources: methods, and the types of what they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accordant import ir
from accordant.names.typescript import (
    typescript_argument,
    typescript_class,
    typescript_constant,
    typescript_parameter,
)
from accordant.rules import wording
from accordant.surface.access import Access
from accordant.targets.typescript.answers import Answers
from accordant.targets.typescript.models import Models
from accordant.targets.typescript.modules import Module
from accordant.targets.typescript.operations import described
from accordant.targets.typescript.printing import (
    HARD,
    LINE,
    SOFT,
    Behind,
    Code,
    Group,
    IfBreak,
    Indent,
    enclosed,
    flat,
    joined,
    printed,
)
from accordant.targets.typescript.resources import Named, Resource
from accordant.targets.typescript.statements import lines
from accordant.targets.typescript.text import (
    code,
    doc,
    key,
    literal,
    member,
    said,
)
from accordant.targets.typescript.types import braced, generic, union

_PLACES = ("query", "header", "cookie", "querystring")


@dataclass(slots=True)
class Writer:
    """Writes modules; `ruled` are the models whose rules are types."""

    models: Models
    access: Access
    ruled: frozenset[str]
    taken: set[str]
    """The types that the package has."""

    def module(self, resource: Resource) -> Module:
        """The methods of a resource."""
        made = Module()
        for named in resource.methods:
            made.methods += _Method(self, resource, named, made).text()
        return made


@dataclass(slots=True)
class _Argument:
    """A positional argument: its name, its type, whether it may be left out."""

    name: str
    kind: Code
    optional: bool = False
    doc: str = ""


class _Method:
    """One method of a resource."""

    def __init__(
        self, writer: Writer, resource: Resource, named: Named, made: Module
    ) -> None:
        self.writer = writer
        self.models = writer.models
        self.types = writer.models.types
        self.resource = resource
        self.named = named
        self.method = named.method
        self.operation = named.method.operation
        self.made = made
        self.answers = Answers(self.types, self.method, made)
        self.types.used.clear()
        self.types.files = True

    def text(self) -> Iterator[str]:
        """The method, and the one beside it that asks for a stream."""
        words = [*self.resource.words, self.named.name]
        constant = typescript_constant("_".join(words), self.made.names)
        self.made.names.append(constant)
        facts = described(
            self.models.api, self.writer.access, self.method, self.models.names
        )
        self.made.constants += self._constant(constant, facts)
        paths = [p for p in self.operation.parameters if p.place == "path"]
        taken: list[str] = []
        arguments: list[_Argument] = []
        in_path: dict[str, str] = {}
        for one in paths:
            name = typescript_argument(one.wire, taken)
            taken.append(name)
            in_path[one.wire] = name
            arguments.append(
                _Argument(name, self.types.member(one.type), False, one.doc)
            )
        body = self._body_argument()
        if body is not None and not self._is_spread:
            arguments.append(body)
        params = self._params(body)
        if params is not None:
            arguments.append(params)
        given = self._given(in_path, body)
        yield from self._spelled(self.named.name, constant, arguments, given)
        if self.named.streamed:
            answer = self.method.answers.events
            assert answer is not None
            streamed = f"{constant}_STREAM"
            self.made.names.append(streamed)
            kind = "lines" if answer.kind == "lines" else "events"
            self.made.constants += self._constant(streamed, {**facts, "answer": kind})
            result = self.answers.promise(self.answers.stream(answer))
            yield from self._plain(
                self.named.streamed, streamed, arguments, given, result, answer.doc
            )
        self._use_types()

    def _constant(self, name: str, facts: dict[str, ir.Json]) -> Iterator[str]:
        self.made.take("operations", "type Operation")
        yield "\n".join(printed([f"const {name}: Operation = ", code(facts), ";"]))

    # --- arguments ---

    @property
    def _is_spread(self) -> bool:
        """Whether the fields of the body and other parameters are in one object."""
        body = self.method.body
        return body is not None and body.fields is not None

    def _body_argument(self) -> _Argument | None:
        body = self.method.body
        if body is None:
            return None
        media = body.chosen.media.partition(";")[0].strip().lower()
        optional = not body.chosen.required
        kind: Code
        if ir.is_json(media) or self._is_spread or "form" in media:
            kind = self.types.member(body.chosen.type)
        elif media.startswith("text/"):
            kind = " string"
        else:
            self.types.used.add("Uploadable")
            kind = union(["Uploadable", "string"])
        if self._is_spread and body.fields is not None:
            optional = optional or not any(f.required for f in body.fields)
        return _Argument("body", kind, optional)

    def _others(self) -> list[ir.Parameter]:
        """The parameters that are neither in the path nor in the body."""
        return [p for p in self.operation.parameters if p.place in _PLACES]

    def _keys(self) -> dict[tuple[str, str], str]:
        """The keys of parameters in the object of all, by place and wire name."""
        body = self.method.body
        taken = {f.wire for f in (body.fields if body and body.fields else ())}
        found: dict[tuple[str, str], str] = {}
        for one in self._others():
            name = typescript_parameter(one.wire, one.place, taken)
            taken.add(name)
            found[(one.place, one.wire)] = name
        return found

    def _params(self, body: _Argument | None) -> _Argument | None:
        """The object of all that is no part of the path."""
        spread = body if self._is_spread else None
        others = self._others()
        if not others:
            return spread
        words = "_".join([*self.resource.words, self.named.name, "params"])
        name = typescript_class(words, self.writer.taken)
        self.writer.taken.add(name)
        self.made.exported.append(name)
        keys = self._keys()
        inside: list[str] = []
        for one in others:
            inside += [""] * bool(inside) + [*self._parameter(one, keys)]
        kind = flat(spread.kind).strip() if spread is not None else ""
        head = f"export interface {name} {{"
        end = "}"
        if spread is not None and kind in self._models():
            head = f"export interface {name} extends {kind} {{"
        elif spread is not None:
            head = f"export type {name} = {kind} & {{"
            end = "};"
        about = f"What `{self.named.name}` takes."
        self.made.types.append("\n".join([*doc([about]), head, *inside, end]))
        optional = not any(p.required for p in others)
        return _Argument(
            "params", f" {name}", optional and (spread is None or spread.optional)
        )

    def _models(self) -> set[str]:
        """The types that are interfaces."""
        api = self.models.api
        return {self.models.names[m.name] for m in api.models() if m.fields}

    def _parameter(
        self, one: ir.Parameter, keys: dict[tuple[str, str], str]
    ) -> Iterator[str]:
        wire = keys[(one.place, one.wire)]
        texts = [one.doc] if one.doc else []
        if one.default is not None:
            shown = wording.shown(one.default)
            texts.append(f"Default: {shown}, assumed by the server.")
        if one.place == "header":
            texts.append(f"Sent as the header `{one.wire}`.")
        yield from doc(texts, "  ", ["@deprecated"] if one.deprecated else [])
        mark = "" if one.required else "?"
        kind = self.types.member(one.type)
        yield from printed([f"{member(wire)}{mark}:", kind, ";"], "  ")

    def _given(self, in_path: dict[str, str], body: _Argument | None) -> list[Code]:
        """What the call is made of: path, query, headers and body by their place."""
        found: list[Code] = []
        if in_path:
            pairs: list[Code] = [
                name if wire == name else f"{key(wire)}: {name}"
                for wire, name in in_path.items()
            ]
            found.append(["path: ", enclosed("{", pairs, "}", blank=True)])
        keys, known = self._keys(), self._locals()
        for place in _PLACES:
            pairs = []
            for one in self._others():
                if one.place != place:
                    continue
                name = known[keys[(place, one.wire)]]
                if place == "querystring":
                    found.append(f"querystring: {name}")
                else:
                    pairs.append(
                        name if one.wire == name else f"{key(one.wire)}: {name}"
                    )
            if pairs:
                found.append([f"{place}: ", enclosed("{", pairs, "}", blank=True)])
        if body is not None:
            found.append("body")
        if self.method.body is not None and self.method.body.others:
            found.append("media: options?.contentType")
        return found

    def _locals(self) -> dict[str, str]:
        """The variables that hold what stands at the keys."""
        found: dict[str, str] = {}
        for name in self._keys().values():
            taken = [*self._path_names(), *found.values()]
            found[name] = typescript_argument(name, taken)
        return found

    def _path_names(self) -> list[str]:
        taken: list[str] = []
        for one in self.operation.parameters:
            if one.place == "path":
                taken.append(typescript_argument(one.wire, taken))
        return taken

    # --- text ---

    def _spelled(
        self, name: str, constant: str, arguments: list[_Argument], given: list[Code]
    ) -> Iterator[str]:
        answers = self.method.answers
        about = answers.answer.doc
        if self.operation.pages is not None and answers.item is not None:
            self.made.take("pages", "type PagePromise")
            item = self.types.argument(answers.item)
            result = generic("PagePromise", [item, self.answers.result()])
            yield from self._plain(name, constant, arguments, given, result, about)
            return
        if self.method.stream_field is None or answers.events is None:
            result = self.answers.promise(self.answers.result())
            yield from self._plain(name, constant, arguments, given, result, about)
            return
        plain, stream = self.answers.result(), self.answers.stream(answers.events)
        last = arguments[-1]
        model = self.method.body.model if self.method.body else None
        if model is not None and model.name in self.writer.ruled and not self._others():
            yield from self._ruled(name, constant, arguments, given, plain, stream)
            return
        field_ = self.method.stream_field
        both = union([plain, stream], indented=False)
        rest = arguments[:-1]
        quiet, loud = self._streaming(flat(last.kind).strip(), field_)
        ways: list[tuple[str, Code, bool]] = [
            (quiet, plain, last.optional),
            (loud, stream, False),
            ("", both, last.optional),
        ]
        texts = self._doc(arguments, about)
        for more, result, optional in ways:
            kind: Code = f" {more}" if more else last.kind
            one = _Argument(last.name, kind, optional)
            head = self._head(name, [*rest, one], self.answers.promise(result))
            yield "\n".join([*texts, *printed([head, ";"], "  ")])
        head = self._head(name, arguments, self.answers.promise(both))
        yield "\n".join(
            printed([head, " ", self._body(constant, arguments, given)], "  ")
        )

    def _streaming(self, kind: str, wire: str) -> tuple[str, str]:
        """The types of what does not ask for a stream, and of what does."""
        found: list[str] = []
        base = kind if kind.isidentifier() else f"({kind})" if " | " in kind else kind
        words = "_".join([*self.resource.words, self.named.name, "params"])
        for ending, value in (
            ("NonStreaming", "?: false | null"),
            ("Streaming", ": true"),
        ):
            start = kind if kind.isidentifier() else typescript_class(words, ())
            name = typescript_class(f"{start}{ending}", self.writer.taken)
            self.writer.taken.add(name)
            self.made.exported.append(name)
            asks = braced(f"{member(wire)}{value}")
            text = printed([f"export type {name} =", Behind([f"{base} & ", asks]), ";"])
            self.made.types.append("\n".join(text))
            found.append(name)
        return found[0], found[1]

    def _ruled(
        self,
        name: str,
        constant: str,
        arguments: list[_Argument],
        given: list[Code],
        plain: Code,
        stream: Code,
    ) -> Iterator[str]:
        """A method whose table is said in types."""
        last = arguments[-1]
        kind = flat(last.kind).strip()
        rules = f"{kind}Rules"
        self.made.take("rules", "type Chosen")
        self.made.take("../rules", f"type {rules}")
        field_ = literal(str(self.method.stream_field))
        result = generic("Chosen", ["P", field_, plain, stream])
        one = _Argument(last.name, f" P & {rules}<P>", last.optional)
        head = self._head(
            f"{name}<const P extends {kind}>",
            [*arguments[:-1], one],
            self.answers.promise(result),
        )
        texts = self._doc(arguments, self.method.answers.answer.doc)
        body = self._body(constant, arguments, given)
        yield "\n".join([*texts, *printed([head, " ", body], "  ")])

    def _plain(
        self,
        name: str,
        constant: str,
        arguments: list[_Argument],
        given: list[Code],
        result: Code,
        about: str,
    ) -> Iterator[str]:
        head = self._head(name, arguments, result)
        texts = self._doc(arguments, about)
        body = self._body(constant, arguments, given)
        yield "\n".join([*texts, *printed([head, " ", body], "  ")])

    def _head(self, name: str, arguments: list[_Argument], result: Code) -> Code:
        """The signature; what may be left out has a default or a question mark."""
        self.made.take("options", "type RequestOptions")
        must = max(
            (i for i, one in enumerate(arguments) if not one.optional), default=-1
        )
        parts: list[Code] = []
        for index, one in enumerate(arguments):
            if not one.optional:
                parts.append([f"{one.name}:", one.kind])
            elif index < must:
                kind = union([flat(one.kind).strip(), "undefined"])
                parts.append([f"{one.name}:", kind])
            else:
                parts.append([f"{one.name}?:", one.kind])
        options: Code = "options?: RequestOptions"
        if self.method.body is not None and self.method.body.others:
            media = [self.method.body.chosen.media, *self.method.body.others]
            chosen = braced(["contentType?:", union([*map(literal, media)])])
            options = ["options?: RequestOptions & ", chosen]
        parts.append(options)
        inside = Indent([SOFT, *joined(parts, [",", LINE])])
        return Group([f"{name}(", inside, IfBreak(","), SOFT, "): ", result])

    def _body(
        self, constant: str, arguments: list[_Argument], given: list[Code]
    ) -> Code:
        """The call."""
        inside: list[Code] = []
        params = next((a for a in arguments if a.name == "params"), None)
        if params is not None:
            inside.append(self._unpacked(params))
        paged = (
            self.operation.pages is not None and self.method.answers.item is not None
        )
        start = "return this._client._page" if paged else "return this._client._call"
        if not self.resource.file:
            start = start.replace("this._client", "this")
        parts: list[Code] = [constant, enclosed("{", given, "}", blank=True), "options"]
        inside.append(_call(start, parts))
        return ["{", Indent(lines(inside)), HARD, "}"]

    def _unpacked(self, params: _Argument) -> Code:
        """Parameters in variables, and the rest of the object as the body."""
        parts: list[Code] = []
        for name, local in self._locals().items():
            parts.append(name if local == name else f"{key(name)}: {local}")
        if self._is_spread:
            parts.append("...body")
        end = "params ?? {};" if params.optional else "params;"
        made = enclosed("const {", parts, "}", blank=True)
        if self._is_spread and isinstance(made, Group):
            made = _without_comma(parts)
        return [made, f" = {end}"]

    def _doc(self, arguments: list[_Argument], answer: str) -> list[str]:
        operation = self.operation
        paragraphs = [text for text in (operation.summary, operation.doc) if text]
        if paragraphs[1:] and paragraphs[0].rstrip(".") == paragraphs[1].rstrip("."):
            del paragraphs[1]
        if not paragraphs:
            paragraphs = [f"{operation.http} {operation.path}"]
        tags = [f"@param {a.name} - {said(a.doc)}" for a in arguments if a.doc]
        if answer:
            tags.append(f"@returns {said(answer)}")
        if operation.deprecated:
            tags.append("@deprecated")
        return doc(paragraphs, "  ", tags)

    def _use_types(self) -> None:
        """Import what was spelled."""
        for name in sorted(self.types.used):
            if name == "Uploadable":
                self.made.take("files", "type Uploadable")
            else:
                self.made.take("../models", f"type {name}")


def _without_comma(parts: list[Code]) -> Code:
    """A pattern that ends with the rest, behind which no comma may stand."""
    inside: list[Code] = []
    for part in parts:
        inside += [",", LINE, part] if inside else [LINE, part]
    return Group(["const {", Indent(inside), LINE, "}"])


def _call(start: str, parts: list[Code]) -> Code:
    return [enclosed(f"{start}(", parts, ")"), ";"]
